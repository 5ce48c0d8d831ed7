import { expect, test } from 'vitest';
import { faults, lifecycle, next, offered } from './lifecycle.ts';

const table = lifecycle({
  states: ['waiting', 'done', 'dropped'],
  initial: ['waiting'],
  final: ['dropped'],
  commands: {
    finish: { from: ['waiting'], to: 'done', by: ['author'], fact: 'thing.finished' },
    drop: { from: ['waiting', 'done'], to: 'dropped', by: ['author'], fact: 'thing.dropped' },
    back: { from: ['done'], to: 'previous', by: ['author'], fact: 'thing.backed' },
  },
});

test('a command moves from its states and is refused in every other', () => {
  for (const state of table.states)
    for (const command of ['finish', 'drop'] as const) {
      const row = table.commands[command];
      if (row.from.some((from) => from === state)) expect(next(table, command, state)).toBe(row.to);
      else expect(() => next(table, command, state)).toThrow('changed-meanwhile');
    }
});
test('a command to the previous state needs to know it', () => {
  expect(next(table, 'back', 'done', 'waiting')).toBe('waiting');
  expect(() => next(table, 'back', 'done')).toThrow('changed-meanwhile');
});
test('a state offers what it allows', () => {
  expect(offered(table, 'waiting')).toEqual(['finish', 'drop']);
  expect(offered(table, 'dropped')).toEqual([]);
});
test('a sound table has no faults, and each kind of fault is named', () => {
  expect(faults(table)).toEqual([]);
  expect(
    faults({
      states: ['a', 'b', 'c', 'd'],
      initial: ['a'],
      final: ['b'],
      commands: { go: { from: ['a', 'b'], to: 'b', by: [], fact: 'x' }, odd: { from: ['a'], to: 'z', by: [], fact: 'x' } },
    }),
  ).toEqual(['nobody reaches c', 'nobody reaches d', 'no way out of c', 'no way out of d', 'final state b has a way out', 'odd: z?']);
});
