import { describe, expect, test } from 'vitest';
import { faults, next } from '../../kit/lifecycle.ts';
import { type ReadingState, readingStates } from './contract.ts';
import { type ReadingCommand, reading } from './lifecycle.ts';

/** Where each act leads from each state; what is not here is refused. */
const leads: Record<ReadingCommand, Partial<Record<ReadingState, ReadingState | 'previous'>>> = {
  accept: { waiting: 'accepted', held: 'accepted' },
  refuse: { waiting: 'refused', held: 'refused' },
  hold: { waiting: 'held' },
  takeDown: { accepted: 'accepted' },
  undo: { accepted: 'previous', refused: 'previous', held: 'previous' },
  withdraw: { waiting: 'withdrawn', held: 'withdrawn', appealed: 'withdrawn' },
  restore: { withdrawn: 'previous' },
  appeal: { refused: 'appealed' },
  uphold: { appealed: 'upheld' },
  grant: { appealed: 'accepted' },
};
const commands = Object.keys(leads) as ReadingCommand[];

describe('the life of a reading', () => {
  test('every state can be reached, and only the last word has no way out', () => {
    expect(faults(reading)).toEqual([]);
    expect(Object.keys(reading.commands).sort()).toEqual([...commands].sort());
  });
  test.each(commands.flatMap((command) => readingStates.map((state) => [command, state] as const)))(
    '%s, when it is %s',
    (command, state) => {
      const to = leads[command][state];
      if (to === undefined) expect(() => next(reading, command, state, 'waiting')).toThrow('changed-meanwhile');
      else expect(next(reading, command, state, 'waiting')).toBe(to === 'previous' ? 'waiting' : to);
    },
  );
  test('what has no way back cannot be undone', () => {
    expect(() => next(reading, 'undo', 'accepted')).toThrow('changed-meanwhile');
  });
  test('moderators decide, authors withdraw and appeal, and only a refusal needs a reason', () => {
    const by = (who: string) => commands.filter((command) => reading.commands[command].by.includes(who)).sort();
    expect(by('moderator')).toEqual(['accept', 'grant', 'hold', 'refuse', 'takeDown', 'undo', 'uphold']);
    expect(by('author')).toEqual(['appeal', 'restore', 'withdraw']);
    expect(commands.filter((command) => reading.commands[command].needs?.includes('reason'))).toEqual(['refuse', 'takeDown']);
  });
});
