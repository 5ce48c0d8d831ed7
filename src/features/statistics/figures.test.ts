import { sql } from 'kysely';
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
import type { FiguresView } from './figures.ts';

const w: World = await world();
let topic: string;
let place: Place;
let editor: Browser;
let lin: Browser;
let citizen: Browser;
beforeEach(async () => {
  await empty(w);
  place = await committee(w, '清渚市政协', 'city', ['教育界', '医药卫生界', '工商联']);
  editor = await signedIn(w, await staff(w, place, '方舒', 'editor', 'moderator'));
  lin = await signedIn(w, await member(w, place, '林知远', 1));
  citizen = await signedIn(w, await netizen(w, '鼓山脚下'));
  topic = await openTopic(w, place, editor);
});
const post = async (by: Browser, text = '建议把视力筛查改为一学期一次。') =>
  (await by.send('POST', `/api/topics/${topic}/posts`, { text }, once())).json<{ id: string }>().id;
const reply = async (by: Browser, to: string) =>
  (await by.send('POST', `/api/posts/${to}/replies`, { text: '完全赞同这条建议。' }, once())).json<{ id: string }>().id;
const figures = async (): Promise<FiguresView> => {
  await w.settle();
  return (await editor.send('GET', `/api/topics/${topic}/figures`)).json<FiguresView>();
};
const waiting = async () =>
  (await editor.send('GET', '/api/readings?tab=waiting')).json<{ rows: { id: string }[] }>().rows.map(({ id }) => id);
const decide = (id: string, decision: object) => editor.send('POST', `/api/readings/${id}/decision`, decision, once());

test('posts are counted by kind and by the sector of the time, in the order of the term, empty sectors too', async () => {
  await post(lin);
  await post(lin, '建议课间都到教室外面去。');
  const { posts, sectors, sectorsHeard, sectorsInTerm } = await figures();
  expect(posts).toEqual({ member: 2, netizen: 0, total: 2 });
  expect(sectors.map(({ name, posts: n, committee: of }) => [name, n, of])).toEqual([
    ['教育界', 0, null],
    ['医药卫生界', 2, null],
    ['工商联', 0, null],
  ]);
  expect([sectorsHeard, sectorsInTerm]).toEqual([1, 3]);
});

test('a post that waits is not counted; it counts when it is accepted and no longer when that is taken back', async () => {
  await post(citizen);
  expect((await figures()).posts.total).toBe(0);
  const [id = ''] = await waiting();
  await decide(id, { decision: 'accept' });
  expect((await figures()).posts).toEqual({ member: 0, netizen: 1, total: 1 });
  expect((await figures()).moderation).toMatchObject({ accepted: 1 });
  await editor.send('DELETE', `/api/readings/${id}/decision`);
  expect((await figures()).posts.total).toBe(0);
  expect((await figures()).moderation).toMatchObject({ accepted: 0 });
});

test('a withdrawn post is subtracted on the day of its publication, and counts again there when restored', async () => {
  const id = await post(lin);
  const published = w.clock.now();
  await w.at(new Date(published.getTime() + 2 * 86_400_000).toISOString());
  await lin.send('POST', `/api/posts/${id}/withdrawal`, {});
  const gone = await figures();
  expect([gone.posts.total, ...gone.postsByDay.map(({ total }) => total)]).toEqual([0, ...gone.postsByDay.map(() => 0)]);
  await lin.send('DELETE', `/api/posts/${id}/withdrawal`);
  const back = await figures();
  const day = new Date(published.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  expect(back.postsByDay.filter(({ total }) => total !== 0)).toMatchObject([{ day, member: 1, total: 1 }]);
});

test('replies are counted apart from posts', async () => {
  const root = await post(lin);
  await reply(lin, root);
  const { posts, replies, sectors } = await figures();
  expect([posts.total, replies]).toEqual([1, { member: 1, netizen: 0, total: 1 }]);
  expect(sectors[1]).toMatchObject({ posts: 1, replies: 1 });
});

test('likes given, taken and given again are one; visitors are never added to people', async () => {
  const id = await post(lin);
  for (const act of ['PUT', 'DELETE', 'PUT', 'PUT'] as const) await citizen.send(act, `/api/posts/${id}/like`);
  await (await signedIn(w, await member(w, place, '周砚秋', 2))).send('PUT', `/api/posts/${id}/like`);
  // One's own is refused, and counts nowhere.
  await lin.send('PUT', `/api/posts/${id}/like`);
  const stranger = w.browser();
  await stranger.send('GET', `/topics/${topic}/visit.gif`);
  expect((await stranger.send('PUT', `/api/posts/${id}/like`)).status).toBe(200);
  expect((await figures()).likes).toEqual({ member: 1, netizen: 1, staff: 0, verified: 2, visitor: 1 });
});

test('a refusal counts under its published reason, and not when it was taken back', async () => {
  await post(citizen);
  await post(citizen, '广告：配眼镜八折优惠。');
  const [first = '', second = ''] = await waiting();
  await decide(first, { decision: 'refuse', reason: 'offTopic' });
  await decide(second, { decision: 'refuse', reason: 'advertising' });
  expect((await figures()).moderation).toMatchObject({
    refused: 2,
    reasons: [
      { reason: 'advertising', count: 1 },
      { reason: 'offTopic', count: 1 },
    ],
  });
  await editor.send('DELETE', `/api/readings/${first}/decision`);
  expect((await figures()).moderation).toMatchObject({ refused: 1, reasons: [{ reason: 'advertising', count: 1 }] });
});

test('a member of another committee is named with that committee', async () => {
  const province = await committee(w, '闽东省政协', 'province', ['科技界']);
  await post(await signedIn(w, await member(w, province, '欧阳青禾')));
  const { sectors, sectorsHeard } = await figures();
  expect(sectors.at(-1)).toMatchObject({ name: '科技界', committee: '闽东省政协', posts: 1 });
  expect(sectorsHeard).toBe(0);
});

test('figures are for editors and moderators of their own committee: others find nothing there', async () => {
  const other = await committee(w, '澜江市政协');
  const stranger = await signedIn(w, await staff(w, other, '顾言', 'editor', 'moderator'));
  for (const url of [`/api/topics/${topic}/figures`, `/topics/${topic}/figures.xlsx`]) {
    expect((await stranger.send('GET', url)).status).toBe(404);
    expect((await lin.send('GET', url)).status).toBe(404);
    // A page asks strangers to sign in first, an endpoint says so.
    expect((await w.browser().send('GET', url)).status).toBe(url.startsWith('/api/') ? 401 : 303);
    expect((await editor.send('GET', url)).status).toBe(200);
  }
});

test('each morning at six everything is recounted and the outcome shown', async () => {
  await post(lin);
  expect((await figures()).recount).toBeNull();
  // Tests before this one took their facts with them; the positions they had are missed, as they should be.
  await sql`insert into fact (id, kind, at, body, position) select gen_random_uuid(), 'test.earlier', ${w.clock.now()}, '{}', p
    from sequencer, generate_series(1, last) p where not exists (select 1 from fact where position = p)`.execute(w.house.db);
  const now = w.clock.now().getTime();
  const six = Math.ceil((now + 2 * 3_600_000) / 86_400_000) * 86_400_000 - 2 * 3_600_000;
  await w.at(new Date(six - 1000).toISOString());
  expect((await figures()).recount).toBeNull();
  await w.at(new Date(six).toISOString());
  await expect.poll(async () => (await figures()).recount).toEqual({ at: new Date(six).toISOString(), agreed: true, differences: 0 });
});
