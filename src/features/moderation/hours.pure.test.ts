import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holidays } from './holidays.ts';
import { hoursOf, isWorkingDay, workingMinutes } from './hours-rules.ts';

const zone = 'Asia/Shanghai';
/** Beijing time. */
const at = (time: string) => new Date(`${time}+08:00`);
const minutes = (from: string, to: string) => workingMinutes(at(from), at(to), zone);

describe('working days', () => {
  test.each([
    ['2026-07-01', true, 'a Wednesday'],
    ['2026-07-04', false, 'a Saturday'],
    ['2026-07-05', false, 'a Sunday'],
    ['2026-10-01', false, 'National Day, a Thursday'],
    ['2026-10-10', true, 'a Saturday worked in exchange'],
    ['2026-02-14', true, 'the Saturday before the Spring Festival'],
    ['2026-02-16', false, 'the eve of the Spring Festival'],
    ['2027-01-01', true, 'a Friday of a year whose notice is not out: plain weekdays'],
    ['2030-05-01', true, 'a Wednesday of a year that nobody has entered'],
  ])('%s: %s, %s', (day, working) => {
    expect(isWorkingDay(day)).toBe(working);
  });
  test('2026 has 33 days of its seven holidays, and six weekend days worked in exchange', () => {
    const [year] = holidays;
    const days = (year?.free ?? []).map(([from, to]) => (Date.parse(`2026-${to}`) - Date.parse(`2026-${from}`)) / 86_400_000 + 1);
    expect(days).toEqual([3, 9, 3, 5, 3, 3, 7]);
    for (const day of year?.worked ?? []) expect([0, 6]).toContain(new Date(`2026-${day}`).getUTCDay());
    expect(year?.worked).toHaveLength(6);
    expect(holidays.find((one) => one.year === 2027)?.published).toBe(false);
  });
});

describe('working minutes from arrival to decision', () => {
  test('count from nine to six', () => {
    expect(minutes('2026-07-01T09:10', '2026-07-01T09:32')).toBe(22);
    expect(minutes('2026-07-01T07:00', '2026-07-01T09:30')).toBe(30);
    expect(minutes('2026-07-01T17:30', '2026-07-01T22:00')).toBe(30);
    expect(minutes('2026-07-01T00:00', '2026-07-02T00:00')).toBe(540);
  });
  test('leave out nights, weekends and holidays, and count exchanged days', () => {
    expect(minutes('2026-07-03T17:00', '2026-07-06T10:00')).toBe(120);
    expect(minutes('2026-09-30T17:00', '2026-10-08T10:00')).toBe(120);
    expect(minutes('2026-10-09T17:00', '2026-10-10T10:00')).toBe(120);
    expect(minutes('2026-07-04T10:00', '2026-07-05T10:00')).toBe(0);
  });
  test('go by the wall clock of the house', () => {
    expect(workingMinutes(at('2026-07-01T09:00'), at('2026-07-01T10:00'), 'Asia/Urumqi')).toBe(0);
    expect(workingMinutes(new Date('2026-07-01T13:00:00Z'), new Date('2026-07-01T14:00:00Z'), 'America/New_York')).toBe(60);
  });
  test('are never negative and add up over any moment between', () => {
    const moment = fc.date({ min: at('2026-01-01T00:00'), max: at('2027-12-31T00:00'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, moment, moment, (a, b, c) => {
        const [from, middle, to] = [a, b, c].sort((x, y) => x.getTime() - y.getTime());
        if (!from || !middle || !to) return;
        const whole = workingMinutes(from, to, zone);
        const parts = workingMinutes(from, middle, zone) + workingMinutes(middle, to, zone);
        expect(whole).toBeGreaterThanOrEqual(0);
        // Each part is rounded down for itself.
        expect(whole - parts).toBeGreaterThanOrEqual(0);
        expect(whole - parts).toBeLessThanOrEqual(1);
        expect(workingMinutes(to, from, zone)).toBe(0);
      }),
    );
  });
  test('are told in begun hours, never less than one', () => {
    expect([0, 1, 60, 61, 540].map(hoursOf)).toEqual([1, 1, 1, 2, 9]);
  });
});
