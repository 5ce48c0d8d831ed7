import { expect, test } from 'vitest';
import { daysBetween, shownDays, visitsOf, voicesOf } from './rules.ts';

test('public is netizens and visitors; staff is in no total', () => {
  const cells = [
    { kind: 'member', n: 3363 },
    { kind: 'netizen', n: 1000 },
    { kind: 'visitor', n: 3166 },
    { kind: 'staff', n: 40 },
    { kind: 'member', n: 0 },
  ];
  expect(visitsOf(cells)).toEqual({ member: 3363, netizen: 1000, visitor: 3166, public: 4166, total: 7529, staff: 40 });
  expect(visitsOf([])).toEqual({ member: 0, netizen: 0, visitor: 0, public: 0, total: 0, staff: 0 });
});
test('voices add up to their total', () => {
  expect(
    voicesOf([
      { key: 'member', n: 191 },
      { key: 'netizen', n: 257 },
    ]),
  ).toEqual({ member: 191, netizen: 257, total: 448 });
});
test('days run from the first to the last without a gap, over the end of a month and of a leap February', () => {
  expect(daysBetween('2026-06-29', '2026-07-02')).toEqual(['2026-06-29', '2026-06-30', '2026-07-01', '2026-07-02']);
  expect(daysBetween('2028-02-28', '2028-03-01')).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
});
test('the chart shows the posting window as far as it has come, and every day with a figure', () => {
  const window = { first: '2026-07-02', last: '2026-07-20', today: '2026-07-04' };
  expect(shownDays(window, [])).toEqual(['2026-07-02', '2026-07-03', '2026-07-04']);
  expect(shownDays({ ...window, today: '2026-08-09' }, []).at(-1)).toBe('2026-07-20');
  expect(shownDays({ ...window, today: '2026-08-09' }, ['2026-07-24']).at(-1)).toBe('2026-07-24');
  expect(shownDays({ ...window, today: '2026-07-01' }, [])).toEqual([]);
  expect(shownDays({ ...window, today: '2026-07-01' }, ['2026-06-30'])).toEqual(['2026-06-30']);
});
