import { expect, test } from 'vitest';
import { manualClock } from '../kit/clock.ts';
import { limits } from './limits.ts';

test('a bucket gives its burst, then as many a minute as were asked for', () => {
  const clock = manualClock(new Date('2026-07-01T00:00:00Z'));
  const gate = limits(clock);
  expect([1, 2, 3].map(() => gate.take('a', 3))).toEqual([0, 0, 0]);
  expect(gate.take('a', 3)).toBe(20);
  expect(gate.take('b', 3)).toBe(0);
  clock.moveTo(new Date('2026-07-01T00:00:20Z'));
  expect(gate.take('a', 3)).toBe(0);
  expect(gate.take('a', 3)).toBe(20);
});
test('made-up callers cannot fill the memory, and the longest unused bucket goes first', () => {
  const gate = limits(manualClock(new Date(0)), 2);
  gate.take('old', 1);
  gate.take('kept', 1);
  gate.take('new', 1);
  expect(gate.take('kept', 1)).toBeGreaterThan(0);
  expect(gate.take('old', 1)).toBe(0);
});
