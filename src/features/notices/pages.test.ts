import { beforeEach, expect, test } from 'vitest';
import { wordsOf } from '../../../test/html.ts';
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
let author: Browser;
let other: Browser;
let topic: string;
let post: string;
beforeEach(async () => {
  await empty(w);
  w.house.committed(['*']);
  const place = await committee(w, '清渚市政协');
  const editor = await signedIn(w, await staff(w, place, '方舒', 'editor'));
  author = await signedIn(w, await member(w, place, '林知远', 1));
  other = await signedIn(w, await member(w, place, '樊知秋', 0));
  topic = await openTopic(w, place, editor);
  const said = await author.send('POST', `/api/topics/${topic}/posts`, { text: '建议把视力筛查改为一学期一次。' }, once());
  post = said.json<{ id: string }>().id;
});
const answer = async (text: string) => {
  const done = await other.send('POST', `/api/posts/${post}/replies`, { text }, once());
  await w.settle();
  return done.json<{ id: string }>().id;
};
const page = async (by: Browser, address: string) => {
  const { status, body } = await by.send('GET', address);
  expect([address, status]).toEqual([address, 200]);
  return body;
};
const unread = (html: string) => /data-unread[^>]*>([^<]+)</.exec(html)?.[1];

test('a reply stands on the tab and in the list, and its line leads to the reply itself', async () => {
  const reply = await answer('一学期一次，我也赞成。');
  expect(unread(await page(author, '/'))).toBe('1');
  const list = await page(author, '/notices');
  expect(wordsOf(list)).toMatch(/今天未读： 樊知秋委员回复了您\d\d:\d\d“一学期一次，我也赞成。”/);
  const [, notice = ''] = /href="(\/notices\/[^"]+)"/.exec(list) ?? [];
  const led = await author.send('GET', notice);
  expect([led.status, led.headers['location']]).toEqual([303, `/topics/${topic}/posts/${post}?at=${reply}#p-${reply}`]);
  expect(unread(await page(author, '/'))).toBeUndefined();
  expect((await other.send('GET', notice)).status).toBe(404);
  expect((await w.browser().send('GET', notice)).headers['location']).toBe(`/login?next=${encodeURIComponent(notice)}`);
});

test('all that was on the screen is marked as read by one press', async () => {
  await answer('一学期一次，我也赞成。');
  await answer('还要告知家长。');
  const list = await page(author, '/notices');
  expect(unread(list)).toBe('2');
  const [, through] = /name="through" value="([^"]+)"/.exec(list) ?? [];
  await author.send('POST', '/notices/reading', { through });
  const after = await page(author, '/notices');
  expect(unread(after)).toBeUndefined();
  expect(wordsOf(after)).toContain('全部标为已读');
  expect(wordsOf(await page(author, '/notices'))).not.toContain('全部已读');
  expect((await other.send('POST', '/notices/reading', { through })).status).toBe(404);
});

test('notices are narrowed and paged by their address', async () => {
  for (let i = 0; i < 21; i++) {
    await answer(`第 ${i + 1} 个回复，都赞成。`);
    // So many in one minute would be too fast.
    await w.at(new Date(w.clock.now().getTime() + 10_000).toISOString());
  }
  const first = await page(author, '/notices?filter=replies');
  const [, next = ''] = /href="(\/notices\?[^"]*after=[^"]*)"/.exec(first) ?? [];
  const second = wordsOf(await page(author, next.replace(/&amp;/g, '&')));
  expect(second).toContain('第 1 个回复，都赞成。');
  expect(second).toContain('看更新的');
  expect(wordsOf(await page(author, '/notices?filter=decisions'))).toContain('还没有消息');
  expect(wordsOf(await page(w.browser({ ...author.cookies, lang: 'en' }), '/notices'))).toContain('Notices');
});

test('a stranger is told what would be here, and how to come in', async () => {
  expect(await page(w.browser(), '/notices')).toContain('href="/login?next=/notices"');
  expect(wordsOf(await page(await signedIn(w, await netizen(w, '刚来的人')), '/notices'))).toContain('还没有消息');
});
