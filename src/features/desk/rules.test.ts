import { describe, expect, test } from 'vitest';
import type { Work } from './contract.ts';
import * as rules from './rules.ts';

const zone = 'Asia/Shanghai';
const at = (time: string) => new Date(`2026-07-${time}+08:00`);
const now = at('21T10:00:00');

describe('lights', () => {
  test.each([
    ['21T09:46', 'ok'],
    ['21T09:45', 'soon'],
    ['20T10:01', 'soon'],
    ['20T10:00', 'late'],
  ])('a post that waits since %s is %s', (since, urgency) => {
    expect(rules.waitingLight('readings-wait', at(since), now)).toBe(urgency);
  });
  test.each([
    ['22T00:00', 'ok'],
    ['21T23:59', 'soon'],
    ['21T10:01', 'soon'],
    ['21T10:00', 'late'],
    ['18T18:00', 'late'],
  ])('a date of %s is %s', (until, urgency) => {
    expect(rules.dateLight(at(until), now, zone)).toBe(urgency);
  });
  test('the day is the day of the house, not of Greenwich', () => {
    // 01:00 on the 22nd in Shanghai is still the 21st in Greenwich.
    expect(rules.dateLight(at('22T01:00'), at('21T23:00:00'), zone)).toBe('ok');
    expect(rules.dateLight(at('21T23:30'), at('21T00:30:00'), zone)).toBe('soon');
  });
  test.each<[Work, string | null, string | null, rules.Urgency]>([
    ['topic-draft', '23T09:00', null, 'ok'],
    ['topic-over', null, '21T09:59', 'soon'],
    ['topic-over', null, '14T10:00', 'late'],
    ['appeals-wait', null, '18T10:00', 'late'],
    ['readings-held', null, '20T12:00', 'ok'],
    ['topic-opens', null, null, 'ok'],
  ])('%s with the date %s, since %s, is %s', (work, until, since, urgency) => {
    expect(rules.lightOf({ work, until: until ? at(until) : null, since: since ? at(since) : null }, now, zone)).toBe(urgency);
  });
  test('red stands first, and within a colour what is older', () => {
    const rows = [
      { key: 'a', urgency: 'ok', until: null, since: null },
      { key: 'b', urgency: 'late', until: at('20T10:00'), since: null },
      { key: 'd', urgency: 'soon', until: null, since: at('21T09:00') },
      { key: 'c', urgency: 'late', until: null, since: at('18T10:00') },
      { key: 'e', urgency: 'ok', until: null, since: null },
    ] as const;
    expect([...rows].sort(rules.mostUrgentFirst).map(({ key }) => key)).toEqual(['c', 'b', 'd', 'a', 'e']);
  });
});

test('today begins at midnight of the house', () => {
  expect(rules.dayStart(at('21T10:00:00'), zone)).toEqual(at('21T00:00:00'));
  expect(rules.dayStart(at('21T00:00:00'), zone)).toEqual(at('21T00:00:00'));
  expect(rules.dayOf(at('21T00:30:00'), zone)).toBe('2026-07-21');
});

describe('health', () => {
  const backup = (last: string | null, failed: string | null = null, nightly = true) =>
    rules.backupStanding({ nightly, at: last ? at(last) : null, failedAt: failed ? at(failed) : null }, at('20T09:00:00'), now);
  test('a backup is good for 26 hours, then red', () => {
    expect(backup('20T08:00:00')).toBe('good');
    expect(backup('20T07:59:59')).toBe('bad');
  });
  test('before the first backup it is said, and red once the house has run 26 hours', () => {
    expect(backup(null)).toBe('look');
    expect(rules.backupStanding({ nightly: true, at: null, failedAt: null }, at('20T07:00:00'), now)).toBe('bad');
  });
  test('a backup that failed since, and one that is switched off, are looked at', () => {
    expect(backup('21T02:30:00', '21T09:00:00')).toBe('look');
    expect(backup('21T02:30:00', '20T02:30:00')).toBe('good');
    expect(backup('21T02:30:00', null, false)).toBe('look');
  });
  test.each([
    [100, 'good'],
    [15, 'good'],
    [14, 'look'],
    [5, 'look'],
    [4, 'bad'],
  ])('a disk with %d %% free is %s', (free, standing) => {
    expect(rules.diskStanding({ free, size: 100 })).toBe(standing);
  });
  test('standing loops and overdue duties are red, a long queue is looked at', () => {
    expect(rules.factsStanding({ waiting: 3, overdue: 0, trouble: null })).toBe('good');
    expect(rules.factsStanding({ waiting: 1001, overdue: 0, trouble: null })).toBe('look');
    expect(rules.factsStanding({ waiting: 0, overdue: 1, trouble: null })).toBe('bad');
    expect(rules.factsStanding({ waiting: 0, overdue: 0, trouble: 'a reader' })).toBe('bad');
  });
  test('what is unsent is measured by its age, and what was given up is told', () => {
    expect(rules.sendingStanding({ since: null }, 10, now)).toBe('good');
    expect(rules.sendingStanding({ since: at('21T09:50:00') }, 10, now)).toBe('good');
    expect(rules.sendingStanding({ since: at('21T09:49:00') }, 10, now)).toBe('look');
    expect(rules.sendingStanding({ since: at('21T08:59:00') }, 10, now)).toBe('bad');
    expect(rules.sendingStanding({ since: null, gaveUp: 1 }, 10, now)).toBe('look');
  });
  test('clocks may differ by two seconds, unless the clock is told its time', () => {
    expect([2, -2, 2.1, -2.1].map((seconds) => rules.clockStanding(seconds, false))).toEqual(['good', 'good', 'bad', 'bad']);
    expect(rules.clockStanding(90_000, true)).toBe('good');
  });
});
