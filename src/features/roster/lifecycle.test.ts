import { expect, test } from 'vitest';
import { faults, next } from '../../kit/lifecycle.ts';
import { type ImportState, importLife } from './lifecycle.ts';

test('every state is reached and left, but the last ones', () => {
  expect(faults(importLife)).toEqual([]);
});
const cells = importLife.states.flatMap((state) => Object.keys(importLife.commands).map((command) => [state, command] as const));
test.each(cells)('%s: %s', (state, command) => {
  const row = importLife.commands[command as keyof typeof importLife.commands];
  const move = () => next(importLife, command as keyof typeof importLife.commands, state as ImportState);
  if (row.from.includes(state)) expect(move()).toBe(row.to);
  else expect(move).toThrow('changed-meanwhile');
});
