import { expect, test } from 'vitest';
import { rowSum } from '../../src/operations/row-sum.ts';

const sumOf = (...chunks: string[]) => {
  const all = rowSum();
  for (const chunk of chunks) all.add(Buffer.from(chunk));
  return all.value();
};

test('the sum of rows is the same in any order and however the stream is cut', () => {
  const whole = sumOf('1\t合议\n2\tb\n3\t\\N\n');
  expect(whole.rows).toBe(3);
  expect(sumOf('3\t\\N\n1\t合议\n2\tb\n')).toEqual(whole);
  expect(sumOf('1\t合', '议\n2\t', 'b\n3\t\\N', '\n')).toEqual(whole);
});

test.each([
  ['a changed value', '1\t合议\n2\tc\n3\t\\N\n'],
  ['values changed about between rows', '1\tb\n2\t合议\n3\t\\N\n'],
  ['a row twice for another', '1\t合议\n1\t合议\n3\t\\N\n'],
  ['a missing row', '1\t合议\n2\tb\n'],
])('%s gives another sum', (_, text) => {
  expect(sumOf(text)).not.toEqual(sumOf('1\t合议\n2\tb\n3\t\\N\n'));
});
