import { beforeEach, expect, test } from 'vitest';
import {
  type Browser,
  committee,
  empty,
  member,
  netizen,
  once,
  openTopic,
  signedIn,
  staff,
  type World,
  world,
} from '../../../test/world.ts';

const w: World = await world();
let topic: string;
let author: Browser;
beforeEach(async () => {
  await empty(w);
  const place = await committee(w, '清渚市政协');
  const editor = await signedIn(w, await staff(w, place, '方舒', 'editor', 'moderator'));
  author = await signedIn(w, await member(w, place, '林知远', 1));
  topic = await openTopic(w, place, editor);
});
const text = '建议把视力筛查从一年一次改为一学期一次。';
const submit = (by: Browser, said = text, key?: string) => by.send('POST', `/api/topics/${topic}/posts`, { text: said }, once(key));

test("a member's post is public at once, with the sector of the time", async () => {
  const done = await submit(author);
  expect(done.json()).toMatchObject({ state: 'published' });
  const { rows } = (await w.browser().send('GET', `/api/topics/${topic}/posts`)).json<{ rows: object[] }>();
  expect(rows).toMatchObject([{ text, author: { name: '林知远', kind: 'member', sector: '医药卫生界' }, mine: false }]);
});
test("a netizen's post waits to be read and only its author sees it", async () => {
  const citizen = await signedIn(w, await netizen(w, '鼓山脚下'));
  const { id } = (await submit(citizen)).json<{ id: string; state: string }>();
  expect((await w.browser().send('GET', `/api/posts/${id}`)).status).toBe(401);
  expect((await author.send('GET', `/api/posts/${id}`)).status).toBe(404);
  expect((await citizen.send('GET', `/api/posts/${id}`)).json()).toMatchObject({ post: { mine: true, state: 'pending' } });
});
test('the same request twice leaves one post and one reply', async () => {
  const key = 'one-key-of-this-form';
  const both = await Promise.all([submit(author, text, key), submit(author, text, key), submit(author, text, key)]);
  expect(new Set(both.map((a) => a.json<{ id: string }>().id)).size).toBe(1);
  expect(await submit(author, '另一份内容，不是同一条。', key)).toMatchObject({ status: 422 });
});
test('the same words again within ten minutes are the post that stands, later a new one; a late save of them is no draft', async () => {
  const first = (await submit(author)).json<{ id: string; again: boolean }>();
  expect(first.again).toBe(false);
  expect((await submit(author)).json()).toEqual({ ...first, again: true });
  await author.send('PUT', `/api/topics/${topic}/draft`, { text });
  expect((await author.send('GET', `/api/topics/${topic}/draft`)).json()).toMatchObject({ text: '', savedAt: null });
  await later(10);
  expect((await submit(author)).json<{ id: string }>().id).not.toBe(first.id);
});
test('a request whose reply was lost gets that reply, not word of having said it twice', async () => {
  const key = 'sent-twice-on-a-bad-line';
  const first = (await submit(author, text, key)).json();
  expect((await submit(author, text, key)).json()).toEqual(first);
});
test('200 parallel likes of one person count once', async () => {
  const { id } = (await submit(author)).json<{ id: string }>();
  const reader = await signedIn(w, await netizen(w, '二年级家长'));
  const clicks = await Promise.all(Array.from({ length: 200 }, () => reader.send('PUT', `/api/posts/${id}/like`)));
  expect(clicks.filter(({ status }) => status >= 500)).toEqual([]);
  const { post } = (await reader.send('GET', `/api/posts/${id}`)).json<{ post: object }>();
  expect(post).toMatchObject({ likes: 1, visitorLikes: 0, liked: true });
});

test('nobody likes their own post, and its author sees the count without a button', async () => {
  const { id } = (await submit(author)).json<{ id: string }>();
  const refused = await author.send('PUT', `/api/posts/${id}/like`);
  expect([refused.status, refused.json()]).toMatchObject([403, { code: 'own-post', sentence: '不能给自己的发言点赞' }]);
  expect((await author.send('POST', `/posts/${id}/like`, { wanted: 'yes' })).status).toBe(403);
  expect((await author.send('DELETE', `/api/posts/${id}/like`)).json()).toMatchObject({ liked: false, likes: 0 });
  const page = async (by: Browser) => (await by.send('GET', `/topics/${topic}/posts/${id}`)).body;
  expect(await page(author)).not.toContain(`/posts/${id}/like`);
  expect(await page(author)).toContain('data-count');
  const reader = await signedIn(w, await netizen(w, '二年级家长'));
  expect(await page(reader)).toContain(`action="/posts/${id}/like"`);
  await reader.send('PUT', `/api/posts/${id}/like`);
  expect((await author.send('GET', `/api/posts/${id}`)).json()).toMatchObject({ post: { likes: 1, liked: false, mine: true } });
});

const read = async (id: string, by: Browser = w.browser()) =>
  (await by.send('GET', `/api/posts/${id}`)).json<{ post: object; replies: { rows: object[] } }>();
const later = (minutes: number) => w.at(new Date(w.clock.now().getTime() + minutes * 60_000).toISOString());
const idOf = async (by: Browser, said = text) => (await submit(by, said)).json<{ id: string }>().id;

test('replies stand one level deep, name whom they answer and are counted', async () => {
  const root = await idOf(author);
  const reply = (to: string, said: string) => author.send('POST', `/api/posts/${to}/replies`, { text: said }, once());
  const first = (await reply(root, '赞成')).json<{ id: string; rootId: string }>();
  const second = (await reply(first.id, '补充一点')).json<{ rootId: string }>();
  expect([first.rootId, second.rootId]).toEqual([root, root]);
  expect(await read(root)).toMatchObject({
    post: { replies: 2 },
    replies: {
      rows: [
        { text: '赞成', replyTo: null },
        { text: '补充一点', replyTo: { id: first.id, name: '林知远' } },
      ],
    },
  });
});
test('an author changes a post for 15 minutes, and the earlier text is kept', async () => {
  const id = await idOf(author);
  const edit = (version: number) => author.send('PUT', `/api/posts/${id}`, { text: `${text}并公布结果。` }, { 'if-match': `"${version}"` });
  expect((await edit(1)).json()).toEqual({ version: 2, waits: false });
  expect(await read(id)).toMatchObject({ post: { text: `${text}并公布结果。`, edited: true, version: 2 } });
  await later(15);
  expect((await edit(2)).json()).toMatchObject({ code: 'too-late-to-edit' });
  const { rows } = await w.house.pool.query('select number, text from post_version where post_id = $1 order by number', [id]);
  expect(rows.map((r) => r.number)).toEqual([1, 2]);
});
test('a withdrawn post is gone at once and back within a minute, its replies counted right', async () => {
  const root = await idOf(author);
  const { id } = (await author.send('POST', `/api/posts/${root}/replies`, { text: '补充一点' }, once())).json<{ id: string }>();
  await author.send('POST', `/api/posts/${id}/withdrawal`, {});
  expect(await read(root)).toMatchObject({ post: { replies: 0 }, replies: { rows: [] } });
  expect((await author.send('DELETE', `/api/posts/${id}/withdrawal`)).json()).toEqual({ state: 'published' });
  expect(await read(root)).toMatchObject({ post: { replies: 1 } });
  await author.send('POST', `/api/posts/${id}/withdrawal`, {});
  await later(1);
  expect((await author.send('DELETE', `/api/posts/${id}/withdrawal`)).json()).toMatchObject({ code: 'too-late-to-undo' });
});
test("nobody changes or withdraws another person's post", async () => {
  const id = await idOf(author);
  const other = await signedIn(w, await netizen(w, '鼓山脚下'));
  expect((await other.send('POST', `/api/posts/${id}/withdrawal`, {})).status).toBe(403);
  expect((await other.send('PUT', `/api/posts/${id}`, { text }, { 'if-match': '"1"' })).status).toBe(403);
  const hidden = await idOf(other, '我孩子二年级，课间不让下楼。');
  expect((await author.send('POST', `/api/posts/${hidden}/withdrawal`, {})).status).toBe(404);
});
test('a draft comes back as it was typed, is its author’s alone, and goes when the post is sent', async () => {
  const url = `/api/topics/${topic}/draft`;
  const typed = ' 半句话\n';
  expect((await author.send('PUT', url, { text: typed })).status).toBe(200);
  expect((await author.send('GET', url)).json()).toMatchObject({ text: typed, savedAt: w.clock.now().toISOString() });
  const other = await signedIn(w, await netizen(w, '鼓山脚下'));
  expect((await other.send('GET', url)).json()).toMatchObject({ text: '', savedAt: null });
  await submit(author);
  expect((await author.send('GET', url)).json()).toMatchObject({ text: '' });
});
test('a text of wrong length is refused with what is allowed and what it has, and staff do not post', async () => {
  expect((await submit(author, '短')).json()).toMatchObject({ code: 'text-too-short', sentence: '请至少写 5 个字，现在是 1 个字' });
  expect((await submit(author, '字'.repeat(2001))).json()).toMatchObject({
    code: 'text-too-long',
    sentence: '最多写 2,000 个字，现在是 2,001 个字，请删去 1 个字',
  });
  const place = await committee(w, '另一市政协');
  expect((await submit(await signedIn(w, await staff(w, place, '王小明', 'editor')))).json()).toMatchObject({ code: 'staff-do-not-post' });
});
test('posts page by key in both orders, members alone when asked', async () => {
  const ids: string[] = [];
  for (let i = 0; i < 25; i++) {
    await later(1);
    ids.unshift(await idOf(author, `第 ${i} 条发言的内容`));
  }
  const all = async (query: string) => {
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const answer: { rows: { id: string }[]; next: string | null } = (
        await w.browser().send('GET', `/api/topics/${topic}/posts?${query}${next ? `&after=${next}` : ''}`)
      ).json();
      seen.push(...answer.rows.map((r) => r.id));
      next = answer.next;
    }
    return seen;
  };
  await (await signedIn(w, await netizen(w, '二年级家长'))).send('PUT', `/api/posts/${ids[7]}/like`);
  expect(await all('')).toEqual(ids);
  expect((await all('sort=hottest'))[0]).toBe(ids[7]);
  expect(new Set(await all('sort=hottest')).size).toBe(25);
  expect(await all('who=member')).toEqual(ids);
  expect(await all('who=netizen')).toEqual([]);
});
