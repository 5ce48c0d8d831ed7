import { describe, expect, test } from 'vitest';
import { axisSteps, labelShown, percent } from './scale.ts';

describe('an axis has round steps of whole numbers that reach over the greatest value', () => {
  test.each([
    [708, [0, 200, 400, 600, 800]],
    [4, [0, 1, 2, 3, 4]],
    [1, [0, 1]],
    [0, [0, 1]],
    [10, [0, 5, 10]],
    [100, [0, 25, 50, 75, 100]],
    [7_529, [0, 2_000, 4_000, 6_000, 8_000]],
  ])('%i', (greatest, steps) => {
    expect(axisSteps(greatest)).toEqual(steps);
  });
});

test('of 24 days eight are named, every other one of them only where there is room', () => {
  const shown = Array.from({ length: 24 }, (_, index) => labelShown(index, 24));
  expect(shown.filter((one) => one === 'always')).toHaveLength(4);
  expect(shown.filter((one) => one === 'wide')).toHaveLength(4);
  expect(shown[0]).toBe('always');
});

test('a share is a percentage with two decimals', () => {
  expect([percent(0.5), percent(1, 3), percent(0, 7)]).toEqual(['50%', '33.33%', '0%']);
});
