import { describe, expect, test } from 'vitest';
import * as format from './format.ts';
import { words } from './index.ts';

const at = (text: string) => new Date(`${text}+08:00`);
const now = at('2026-07-13T14:03:20');
const zh: format.Standpoint = { locale: 'zh', now };
const en: format.Standpoint = { locale: 'en', now };

describe('a moment is said as people say it', () => {
  test.each([
    ['2026-07-13T14:03:00', '刚刚', 'Just now'],
    ['2026-07-13T14:02:20', '今天 14:02', 'Today 14:02'],
    ['2026-07-13T00:00:00', '今天 00:00', 'Today 00:00'],
    ['2026-07-13T18:00:00', '今天 18:00', 'Today 18:00'],
    ['2026-07-12T23:59:59', '昨天 23:59', 'Yesterday 23:59'],
    ['2026-07-14T09:00:00', '明天 09:00', 'Tomorrow 09:00'],
    ['2026-07-11T09:00:00', '7月11日', '11 July'],
    ['2025-12-31T09:00:00', '2025年12月31日', '31 December 2025'],
  ])('%s is %s', (text, inChinese, inEnglish) => {
    expect(format.moment(at(text), zh)).toBe(inChinese);
    expect(format.moment(at(text), en)).toBe(inEnglish);
  });
  test('a decision keeps its time of day however old it is', () => {
    expect(format.exactMoment(at('2026-07-09T10:21:00'), zh)).toBe('7月9日 10:21');
    expect(format.exactMoment(at('2026-07-13T14:03:10'), zh)).toBe('今天 14:03');
  });
  test('the day is the calendar’s where the reader is, not the server’s', () => {
    const late = new Date('2026-07-12T16:30:00Z');
    expect(format.day(late, zh)).toBe('今天');
    expect(format.day(late, { ...zh, timeZone: 'Europe/London' })).toBe('昨天');
    expect(format.clock(late, { ...zh, timeZone: 'Europe/London' })).toBe('17:30');
  });
});

test('meetings carry their weekday', () => {
  expect(format.dateWithWeekday(at('2026-07-24T15:00:00'), zh)).toBe('7月24日 星期五');
  expect(format.dateWithWeekday(at('2026-07-24T15:00:00'), en)).toBe('Friday 24 July');
});

describe('a range says month and year once', () => {
  test.each([
    ['2026-07-02', '2026-07-20', '7月2日至20日', '2–20 July'],
    ['2026-07-28', '2026-08-03', '7月28日至8月3日', '28 July – 3 August'],
    ['2026-07-02', '2026-07-02', '7月2日', '2 July'],
    ['2025-07-02', '2025-07-20', '2025年7月2日至20日', '2–20 July 2025'],
    ['2025-07-28', '2025-08-03', '2025年7月28日至8月3日', '28 July – 3 August 2025'],
    ['2025-12-20', '2026-01-05', '2025年12月20日至2026年1月5日', '20 December 2025 – 5 January 2026'],
  ])('%s to %s', (first, last, inChinese, inEnglish) => {
    const [from, to] = [at(`${first}T09:00:00`), at(`${last}T18:00:00`)];
    expect(format.dateRange(from, to, zh)).toBe(inChinese);
    expect(format.dateRange(from, to, en)).toBe(inEnglish);
  });
});

describe('what is left is counted by midnights, then hours, then minutes', () => {
  test.each([
    ['2026-07-20T18:00:00', '还有 7 天', '7 days left'],
    ['2026-07-14T00:00:00', '还有 1 天', '1 day left'],
    ['2026-07-13T18:00:00', '还有 3 小时', '3 hours left'],
    ['2026-07-13T15:03:20', '还有 1 小时', '1 hour left'],
    ['2026-07-13T14:45:00', '还有 42 分钟', '42 minutes left'],
    ['2026-07-13T14:03:21', '还有 1 分钟', '1 minute left'],
    ['2026-07-13T14:03:20', '已结束', 'Ended'],
    ['2026-07-12T14:03:20', '已结束', 'Ended'],
  ])('until %s: %s', (until, inChinese, inEnglish) => {
    expect(format.remaining(at(until), zh)).toBe(inChinese);
    expect(format.remaining(at(until), en)).toBe(inEnglish);
  });
});

describe('days to a deadline', () => {
  test.each([
    [5, false, '剩 5 天', '5 days left'],
    [3, true, '剩 3 个工作日', '3 working days left'],
    [1, true, '剩 1 个工作日', '1 working day left'],
    [0, true, '今天到期', 'Due today'],
    [-2, false, '超期 2 天', '2 days overdue'],
    [-1, true, '超期 1 个工作日', '1 working day overdue'],
  ])('%i, working days %s', (days, working, inChinese, inEnglish) => {
    expect(format.daysLeft(days, 'zh', working)).toBe(inChinese);
    expect(format.daysLeft(days, 'en', working)).toBe(inEnglish);
  });
});

describe('how long a post has waited', () => {
  test.each([
    [30, '刚刚', 'Just now'],
    [60, '1 分钟', '1 min'],
    [59 * 60, '59 分钟', '59 min'],
    [60 * 60, '1 小时', '1 hour'],
    [23 * 3600, '23 小时', '23 hours'],
    [24 * 3600, '1 天', '1 day'],
    [50 * 3600, '2 天', '2 days'],
  ])('%i seconds', (seconds, inChinese, inEnglish) => {
    const since = new Date(now.getTime() - seconds * 1000);
    expect(format.waited(since, zh)).toBe(inChinese);
    expect(format.waited(since, en)).toBe(inEnglish);
  });
});

test('a count-down shows minutes and seconds, and hours when there are any', () => {
  expect([252, 11.2, 0, -3, 3852].map(format.countdown)).toEqual(['04:12', '00:12', '00:00', '00:00', '1:04:12']);
});

test('numbers are exact and carry commas', () => {
  expect([0, 999, 1000, 7529, 1234567, 1234.5].map(format.number)).toEqual(['0', '999', '1,000', '7,529', '1,234,567', '1,234.5']);
});

test('a share has one decimal, and a share of nothing is a dash', () => {
  expect([format.percent(36, 100), format.percent(1, 3), format.percent(0, 5), format.percent(0, 0)]).toEqual([
    '36.0%',
    '33.3%',
    '0.0%',
    '—',
  ]);
});

test('file sizes are as file managers show them', () => {
  expect([0, 1023, 1024, 880_640, 1_258_291, 10_485_760, 1_047_000, 5_368_709_120].map(format.fileSize)).toEqual([
    '0 B',
    '1023 B',
    '1 KB',
    '860 KB',
    '1.2 MB',
    '10 MB',
    '1.0 MB',
    '5.0 GB',
  ]);
});

test('both languages have every text', () => {
  const leaves = (value: object): string[] =>
    Object.entries(value).flatMap(([key, inner]) => (typeof inner === 'object' ? leaves(inner).map((leaf) => `${key}.${leaf}`) : [key]));
  expect(leaves(words('en'))).toEqual(leaves(words('zh')));
});
