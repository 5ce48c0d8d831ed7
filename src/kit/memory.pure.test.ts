import { expect, test } from 'vitest';
import { memory } from './memory.ts';

const reader = () => {
  let times = 0;
  return { read: async () => ++times, times: () => times };
};

test('what was read is given to all who ask the same, until a thing it is about changes', async () => {
  const m = memory(() => 0);
  const { read } = reader();
  expect(await Promise.all([m.remember('count', ['topic'], read), m.remember('count', ['topic'], read)])).toEqual([1, 1]);
  m.changed(['another topic']);
  expect(await m.remember('count', ['topic'], read)).toBe(1);
  m.changed(['topic']);
  expect(await m.remember('count', ['topic'], read)).toBe(2);
});

test('what began to be read before a change is not given to who asks after it', async () => {
  const m = memory(() => 0);
  const slow = Promise.withResolvers<string>();
  const before = m.remember('count', ['topic'], () => slow.promise);
  m.changed(['topic']);
  expect(await m.remember('count', ['topic'], async () => 'new')).toBe('new');
  slow.resolve('old');
  expect(await before).toBe('old');
  expect(await m.remember('count', ['topic'], async () => 'newer')).toBe('new');
});

test('after a second it is read anew, since another process may have changed it', async () => {
  let now = 0;
  const m = memory(() => now);
  const { read, times } = reader();
  await m.remember('count', ['topic'], read);
  now = 999;
  await m.remember('count', ['topic'], read);
  expect(times()).toBe(1);
  now = 1000;
  await m.remember('count', ['topic'], read);
  expect(times()).toBe(2);
});

test('a failure is not remembered', async () => {
  const m = memory(() => 0);
  await expect(m.remember('count', [], async () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await m.remember('count', [], async () => 'there')).toBe('there');
});
