import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localOf, momentOf } from './zone.ts';

test('a date field means the time of the house, wherever the computer stands', () => {
  expect(momentOf('2026-07-20T18:00', 'Asia/Shanghai')).toEqual(new Date('2026-07-20T10:00:00Z'));
  expect(localOf(new Date('2026-07-20T10:00:00Z'), 'Asia/Shanghai')).toBe('2026-07-20T18:00');
  expect(localOf(new Date('2026-07-20T16:30:00Z'), 'Asia/Shanghai')).toBe('2026-07-21T00:30');
});
test('a field that is not filled means nothing', () => {
  for (const empty of ['', '2026-07', 'T18:00', '2026-13-40T18:00']) expect(momentOf(empty, 'Asia/Shanghai')).toBeNull();
});
test('what was shown comes back as it was, on any calendar', () => {
  const minutes = fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2060, 0, 1) / 60_000 });
  fc.assert(
    fc.property(minutes, fc.constantFrom('Asia/Shanghai', 'Asia/Urumqi', 'Asia/Kathmandu', 'UTC'), (minute, zone) => {
      const at = new Date(minute * 60_000);
      expect(momentOf(localOf(at, zone), zone)).toEqual(at);
    }),
  );
});
test('on the two days of the year when clocks change, both sides are found', () => {
  for (const time of ['2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z', '2026-10-25T02:30:00Z'])
    expect(momentOf(localOf(new Date(time), 'Europe/Berlin'), 'Europe/Berlin')).toEqual(new Date(time));
});
