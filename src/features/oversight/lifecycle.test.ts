import { expect, test } from 'vitest';
import { faults, next, offered } from '../../kit/lifecycle.ts';
import { duties } from '../desk/contract.ts';
import { grantStates } from './contract.ts';
import { grant } from './lifecycle.ts';
import { goesWith, posts } from './rules.ts';

test('every state of a grant is reached and can be left', () => expect(faults(grant)).toEqual([]));
test('each state offers what the table says, and refuses the rest', () => {
  const table: Record<string, string[]> = {
    requested: ['approve', 'refuse', 'withdraw'],
    approved: ['revoke', 'expire'],
    refused: [],
    withdrawn: [],
    revoked: [],
    expired: [],
  };
  for (const state of grantStates) {
    expect(offered(grant, state)).toEqual(table[state]);
    for (const command of ['approve', 'refuse', 'withdraw', 'revoke', 'expire'] as const)
      if (!table[state]?.includes(command)) expect(() => next(grant, command, state)).toThrow('changed-meanwhile');
  }
});
test('nobody gives alone: asking and approving are two different duties', () => {
  expect(grant.commands.approve.by).toEqual(['securityAdmin']);
  expect(grant.commands.withdraw.by).toEqual(['systemAdmin']);
});
test('a post of the three goes with nothing, and nothing goes with it', () => {
  for (const duty of duties) {
    expect(goesWith(duty, [])).toBe(true);
    for (const held of duties) {
      const both = ![duty, held].some((one) => posts.some((post) => post === one));
      expect([duty, held, goesWith(duty, [held])]).toEqual([duty, held, both]);
    }
  }
});
