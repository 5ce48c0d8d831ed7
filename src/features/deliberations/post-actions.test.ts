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
test('200 parallel likes of one person count once', async () => {
  const { id } = (await submit(author)).json<{ id: string }>();
  const clicks = await Promise.all(Array.from({ length: 200 }, () => author.send('PUT', `/api/posts/${id}/like`)));
  expect(clicks.filter(({ status }) => status >= 500)).toEqual([]);
  const { post } = (await author.send('GET', `/api/posts/${id}`)).json<{ post: object }>();
  expect(post).toMatchObject({ likes: 1, visitorLikes: 0, liked: true });
});
