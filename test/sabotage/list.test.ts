import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sabotages } from './list.ts';

test('every line that sabotage breaks stands once where the list says, and its tests are there', () => {
  const times = ({ file, find }: { file: string; find: string }) =>
    existsSync(file) ? readFileSync(file, 'utf8').split(find).length - 1 : 0;
  expect(sabotages.filter((one) => times(one) !== 1).map(({ id, what, file }) => `${id} ${what}: ${file}`)).toEqual([]);
  expect(sabotages.map(({ noticed }) => noticed[1]).filter((guard) => !existsSync(guard))).toEqual([]);
});
