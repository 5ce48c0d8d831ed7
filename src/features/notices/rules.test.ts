import { expect, test } from 'vitest';
import { noticeKinds } from './contract.ts';
import { excerptOf, isStale, kindsOf, linkOf, nextTry, RETRY_MINUTES, STALE_HOURS, shownFrom } from './rules.ts';

const at = new Date('2026-07-24T01:00:00Z');
const seconds = (n: number) => new Date(at.getTime() + n * 1000);

test('a decision is shown 60 seconds after it was made, other things at once, nothing before it was written', () => {
  expect(shownFrom(at, true, at)).toEqual(seconds(60));
  expect(shownFrom(at, false, at)).toEqual(at);
  expect(shownFrom(at, true, seconds(300))).toEqual(seconds(300));
});
test('every kind of notice is shown once among all; what is about posts has a filter', () => {
  expect([...kindsOf('all')].sort()).toEqual([...noticeKinds].sort());
  const posts = [...kindsOf('replies'), ...kindsOf('decisions')];
  expect(kindsOf('all').filter((kind) => posts.includes(kind))).toEqual(posts);
});
test('a notice leads into the thread, open at the reply; what is not public is found under one’s own posts', () => {
  const led = { kind: 'reply', topicId: 't', postId: 'r', rootId: 'p', published: true } as const;
  expect(linkOf(led)).toBe('/topics/t/posts/p?at=r#p-r');
  expect(linkOf({ ...led, published: false })).toBe('/topics/t/posts/p');
  expect(linkOf({ ...led, kind: 'published', postId: 'p' })).toBe('/topics/t/posts/p');
  expect(linkOf({ ...led, kind: 'refused', postId: 'p', published: false })).toBe('/mine/posts#p-p');
});
test('tries grow apart and end before a mail is too old to be sent', () => {
  expect(RETRY_MINUTES.map((_, i) => nextTry(i + 1, at)?.getTime())).toEqual(RETRY_MINUTES.map((m) => at.getTime() + m * 60_000));
  expect(nextTry(RETRY_MINUTES.length + 1, at)).toBeNull();
  expect(RETRY_MINUTES.reduce((all, minutes) => all + minutes, 0) / 60).toBeLessThan(STALE_HOURS);
  expect([isStale(at, seconds(STALE_HOURS * 3600 - 1)), isStale(at, seconds(STALE_HOURS * 3600))]).toEqual([false, true]);
});
test('an excerpt is one line and never cuts a character in two', () => {
  expect(excerptOf('  第一行\n\n第二行  ')).toBe('第一行 第二行');
  expect(excerptOf('𠮷'.repeat(61))).toBe(`${'𠮷'.repeat(60)}……`);
  expect(excerptOf('字'.repeat(60))).toBe('字'.repeat(60));
});
