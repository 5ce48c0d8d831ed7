import { expect, test } from 'vitest';
import { dayLabels, noonOf, peakOf } from './days.ts';

const from = { locale: 'zh', now: new Date('2026-07-30T00:00:00Z'), timeZone: 'Asia/Shanghai' } as const;

test('a day of the house is shown as that day in every zone', () => {
  for (const zone of ['Asia/Shanghai', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC'])
    expect(new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(noonOf('2026-07-24', zone))).toBe('2026-07-24');
});
test('labels of days are short and never equal', () => {
  const days = Array.from({ length: 70 }, (_, n) => new Date(Date.UTC(2026, 6, 2 + n)).toISOString().slice(0, 10));
  const labels = dayLabels(days, from);
  expect(labels.slice(0, 3)).toEqual(['7月2日', '3', '4']);
  expect(labels.slice(29, 32)).toEqual(['31', '8/1', '8/2']);
  expect(new Set(labels).size).toBe(70);
  expect(dayLabels(['2026-12-31', '2027-01-01'], from)).toEqual(['12月31日', '2027/1/1']);
});
test('the peak is the first greatest day, and nothing has none', () => {
  expect(peakOf([1, 7, 3, 7])).toBe(1);
  expect(peakOf([0, 0])).toBe(-1);
  expect(peakOf([])).toBe(-1);
});
