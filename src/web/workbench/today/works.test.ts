import { expect, test } from 'vitest';
import { works } from '../../../features/desk/contract.ts';
import { deskWords } from '../../words/desk.ts';
import { lineOf, type Todo } from './works.ts';

const from = { locale: 'zh', now: new Date('2026-07-21T10:00:00+08:00'), timeZone: 'Asia/Shanghai' } as const;
const words = deskWords('zh');
const todo = (work: Todo['work'], more: Partial<Todo> = {}): Todo => ({
  key: work,
  work,
  committeeId: 'c',
  committee: '清渚市政协',
  topic: null,
  urgency: 'ok',
  until: null,
  since: null,
  counts: {},
  ...more,
});
const line = (it: Todo, many = false) => lineOf(it, words, from, many);
const topic = { id: 't', title: '图书角' };
const at = (time: string) => `2026-07-${time}:00+08:00`;

test('posts that wait are told with their number, age and kinds', () => {
  const it = todo('readings-wait', { since: at('21T09:38'), counts: { all: 14, netizens: 13, members: 1, flagged: 2 } });
  expect(line(it)).toEqual({
    light: '已等 22 分钟',
    kind: '审核',
    title: '14 条发言待审，最久已等 22 分钟',
    second: '网友 13 条，委员 1 条・2 条疑含个人号码',
    act: { label: '去审核', href: '/desk/moderation' },
  });
  expect(line({ ...it, since: from.now.toISOString() })).toMatchObject({ light: '刚刚', title: '14 条发言待审，刚刚送到' });
});
test('an appeal against oneself is only looked at', () => {
  const it = todo('appeals-wait', { since: at('19T10:00'), counts: { all: 2, mine: 1 } });
  expect(line(it)).toMatchObject({ light: '已等 2 天', act: { label: '复核' }, second: '其中 1 件是自己审的，须由另一人复核' });
  expect(line({ ...it, counts: { all: 2, mine: 2 } })).toMatchObject({ act: { label: '查看', href: '/desk/moderation?tab=appealed' } });
});
test.each([
  ['21T18:00', 'soon', '今天 18:00'],
  ['21T09:00', 'late', '已过 1 小时'],
  ['22T00:30', 'ok', '剩 1 天'],
  ['26T09:00', 'ok', '剩 5 天'],
  ['19T23:00', 'late', '超期 2 天'],
] as const)('a date of %s reads %s', (until, urgency, light) => {
  expect(line(todo('topic-draft', { topic, until: at(until), urgency })).light).toBe(light);
});
test('a draft whose time is past says so', () => {
  const it = todo('topic-draft', { topic, until: at('20T09:00'), urgency: 'late' });
  expect(line(it)).toMatchObject({
    title: '“图书角”还是草稿',
    second: '原定 昨天 09:00 开始征集，时间已过',
    act: { href: '/desk/topics/t' },
  });
});
test('with several committees each line names its own', () => {
  expect(line(todo('topic-ends', { topic, until: at('22T18:00') }), true).second).toMatch(/・清渚市政协$/);
});
test('every kind of work has its words in both languages', () => {
  for (const locale of ['zh', 'en'] as const)
    for (const work of works) {
      const said = lineOf(
        todo(work, { topic, until: null, since: at('20T09:00'), counts: { all: 1 } }),
        deskWords(locale),
        { ...from, locale },
        false,
      );
      expect(Object.values(said).every((text) => text !== '')).toBe(true);
      if (locale === 'en') expect(JSON.stringify({ ...said, title: said.title.replace('图书角', '') })).not.toMatch(/[\u4e00-\u9fff]/);
    }
});
