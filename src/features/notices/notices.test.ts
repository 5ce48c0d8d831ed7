import { beforeEach, expect, test } from 'vitest';
import {
  type Browser,
  committee,
  empty,
  member,
  netizen,
  once,
  openTopic,
  type Place,
  signedIn,
  staff,
  type World,
  world,
} from '../../../test/world.ts';
import type { Notice } from './actions.ts';

const w: World = await world();
let topic: string;
let place: Place;
let editor: Browser;
let other: Browser;
let lin: Browser;
let zhou: Browser;
let citizen: Browser;
beforeEach(async () => {
  await empty(w);
  place = await committee(w, '清渚市政协');
  editor = await signedIn(w, await staff(w, place, '方舒', 'editor', 'moderator'));
  other = await signedIn(w, await staff(w, place, '顾言', 'moderator'));
  lin = await signedIn(w, await member(w, place, '林知远', 1));
  zhou = await signedIn(w, await member(w, place, '周映棠', 0));
  citizen = await signedIn(w, await netizen(w, '鼓山脚下'));
  topic = await openTopic(w, place, editor);
});
interface List {
  rows: Notice[];
  next: string | null;
  unread: { all: number; replies: number; decisions: number };
}
const list = async (by: Browser, query = ''): Promise<List> => (await by.send('GET', `/api/my/notices${query}`)).json<List>();
const kinds = async (by: Browser) => (await list(by)).rows.map(({ kind }) => kind);
const post = async (by: Browser, text = '建议把视力筛查改为一学期一次。') => {
  const { id } = (await by.send('POST', `/api/topics/${topic}/posts`, { text }, once())).json<{ id: string }>();
  await w.settle();
  return id;
};
const reply = async (by: Browser, to: string, text = '课间下楼这条我完全赞同。') => {
  const { id } = (await by.send('POST', `/api/posts/${to}/replies`, { text }, once())).json<{ id: string }>();
  await w.settle();
  return id;
};
const readingOf = async (thing: string, tab = 'waiting') => {
  const { rows } = (await editor.send('GET', `/api/readings?tab=${tab}`)).json<{ rows: { id: string }[] }>();
  for (const { id } of rows) if ((await editor.send('GET', `/api/readings/${id}`)).json<{ url: string }>().url.includes(thing)) return id;
  throw new Error('nothing to read');
};
const decide = async (thing: string, decision: object) => {
  const id = await readingOf(thing);
  const { status, body } = await editor.send('POST', `/api/readings/${id}/decision`, decision, once());
  if (status !== 200) throw new Error(body);
  await w.settle();
  return id;
};
const later = (seconds: number) => w.at(new Date(w.clock.now().getTime() + seconds * 1000).toISOString());

test('a reply is told to the author of what it answers, with a way that opens at the reply', async () => {
  const root = await post(lin);
  const answer = await reply(zhou, root);
  const { rows, unread } = await list(lin);
  expect(rows).toMatchObject([
    {
      kind: 'reply',
      read: false,
      toMine: true,
      from: { name: '周映棠', kind: 'member' },
      post: { id: answer, excerpt: '课间下楼这条我完全赞同。' },
      url: `/topics/${topic}/posts/${root}?at=${answer}#p-${answer}`,
    },
  ]);
  expect(unread).toEqual({ all: 1, replies: 1, decisions: 0, account: 0 });
  expect(await kinds(zhou)).toEqual([]);
});

test('whose post stands above is told too, once a person and never of their own words', async () => {
  const root = await post(lin);
  const first = await reply(zhou, root);
  await reply(lin, first);
  expect((await list(zhou)).rows).toMatchObject([{ kind: 'reply', toMine: true, from: { name: '林知远' } }]);
  expect((await list(lin)).rows).toMatchObject([{ from: { name: '周映棠' }, toMine: true }]);
  await reply(zhou, first);
  // zhou answers zhou: only the post above is somebody else's.
  expect((await list(lin)).rows).toMatchObject([{ toMine: false }, { toMine: true }]);
  expect((await list(zhou)).rows).toHaveLength(1);
  await reply(lin, root);
  expect((await list(lin)).rows).toHaveLength(2);
});

test('a decision is told when it can no longer be taken back, not before', async () => {
  const id = await post(citizen);
  await decide(id, { decision: 'accept' });
  await later(59);
  expect(await kinds(citizen)).toEqual([]);
  await later(1);
  expect((await list(citizen)).rows).toMatchObject([{ kind: 'published', post: { id }, url: `/topics/${topic}/posts/${id}` }]);
});

test('a decision taken back within a minute is never told, to nobody', async () => {
  const root = await post(lin);
  const answer = await reply(citizen, root);
  const reading = await decide(answer, { decision: 'accept' });
  await later(30);
  expect((await editor.send('DELETE', `/api/readings/${reading}/decision`)).status).toBe(200);
  await later(120);
  expect([await kinds(citizen), await kinds(lin)]).toEqual([[], []]);
  await decide(answer, { decision: 'accept' });
  await later(60);
  expect([await kinds(citizen), await kinds(lin)]).toEqual([['published'], ['reply']]);
});

test('a refusal taken back leaves the notice of the reply that was told before', async () => {
  const root = await post(lin);
  const answer = await reply(zhou, root);
  const reading = await decide(answer, { decision: 'refuse', reason: 'offTopic' });
  await later(10);
  expect((await editor.send('DELETE', `/api/readings/${reading}/decision`)).status).toBe(200);
  await later(120);
  expect([await kinds(lin), await kinds(zhou)]).toEqual([['reply'], []]);
});

test('a refusal names its published reason, the words of the moderator and until when to appeal; holding is not told', async () => {
  const id = await post(citizen);
  await decide(id, { decision: 'hold' });
  await later(60);
  expect(await kinds(citizen)).toEqual([]);
  const reading = await readingOf(id, 'held');
  const refusal = { decision: 'refuse', reason: 'othersData', ownWords: '请删去邻居的手机号。' };
  await editor.send('POST', `/api/readings/${reading}/decision`, refusal, once());
  const refusedAt = w.clock.now().getTime();
  await later(60);
  const appealUntil = new Date(refusedAt + 7 * 86_400_000).toISOString();
  expect((await list(citizen)).rows).toMatchObject([
    { kind: 'refused', reason: 'othersData', ownWords: '请删去邻居的手机号。', appealUntil, url: `/mine/posts#p-${id}` },
  ]);
});

test('an appeal that is granted is told as such; one that is not, too', async () => {
  const [first, second] = [await post(citizen), await post(citizen, '另一条建议：操场放学后开放。')];
  for (const id of [first, second]) {
    const reading = await decide(id, { decision: 'refuse', reason: 'offTopic' });
    await later(60);
    await citizen.send('POST', `/api/readings/${reading}/appeal`, { words: '与议题有关，请再看一次。' }, once());
    const decision = id === first ? { decision: 'grant' } : { decision: 'uphold', answer: '确实与近视防控无关。' };
    expect((await other.send('POST', `/api/readings/${reading}/appeal/decision`, decision, once())).status).toBe(200);
    await later(60);
  }
  expect(await kinds(citizen)).toEqual(['appealUpheld', 'refused', 'appealGranted', 'refused']);
});

test('a change that waits is told when it was accepted or refused', async () => {
  const id = await post(citizen);
  await decide(id, { decision: 'accept' });
  for (const [version, decision] of [
    [1, { decision: 'refuse', reason: 'offTopic' }],
    [2, { decision: 'accept' }],
  ] as const) {
    const edit = { text: `建议把视力筛查改为一学期${version}次。` };
    expect((await citizen.send('PUT', `/api/posts/${id}`, edit, { 'if-match': `"${version}"` })).status).toBe(200);
    await w.settle();
    await decide(id, decision);
    await later(61);
  }
  expect(await kinds(citizen)).toEqual(['changeAccepted', 'changeRefused', 'published']);
});

test('a reply that was withdrawn is told without its words, and leads to the post above', async () => {
  const root = await post(lin);
  const answer = await reply(zhou, root);
  await zhou.send('POST', `/api/posts/${answer}/withdrawal`, {});
  await w.settle();
  expect((await list(lin)).rows).toMatchObject([{ post: { excerpt: null }, url: `/topics/${topic}/posts/${root}` }]);
});

test('reading one marks it and tells where it leads; another person finds nothing there', async () => {
  const root = await post(lin);
  await reply(zhou, root);
  const [notice] = (await list(lin)).rows;
  const url = `/api/notices/${notice?.id}/reading`;
  expect((await zhou.send('PUT', url, {})).status).toBe(404);
  expect((await w.browser().send('PUT', url, {})).status).toBe(401);
  expect((await lin.send('PUT', url, {})).json()).toEqual({ url: notice?.url });
  expect((await lin.send('PUT', url, {})).status).toBe(200);
  expect((await lin.send('GET', '/api/my/notices/unread')).json()).toEqual({ all: 0, replies: 0, decisions: 0, account: 0 });
});

test('what came after the list was loaded stays unread when all on it are marked', async () => {
  const root = await post(lin);
  for (let i = 0; i < 3; i++) await reply(zhou, root, `第 ${i + 1} 条回复。`);
  const [newest] = (await list(lin)).rows;
  await later(1);
  await reply(zhou, root, '列表打开以后才来的回复。');
  expect((await zhou.send('PUT', '/api/my/notices/reading', { through: newest?.id })).status).toBe(404);
  expect((await lin.send('PUT', '/api/my/notices/reading', { through: newest?.id })).json()).toEqual({ read: 3 });
  expect((await list(lin)).rows.map(({ read }) => read)).toEqual([false, true, true, true]);
});

test('the list is paged by key, filtered by kind, and no row comes twice when new ones arrive meanwhile', async () => {
  const root = await post(lin);
  for (let i = 0; i < 25; i++) {
    await reply(zhou, root, `第 ${i} 条回复的内容。`);
    // Nobody may reply more often than 20 times a minute.
    if (i === 15) await later(60);
  }
  const first = await list(lin);
  expect(first.rows).toHaveLength(20);
  await reply(zhou, root, '翻页时新来的回复。');
  const second = await list(lin, `?after=${first.next}`);
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(25);
  expect(second.next).toBeNull();
  expect((await list(lin, '?filter=decisions')).rows).toEqual([]);
  expect((await list(lin, '?filter=replies')).rows).toHaveLength(20);
});
