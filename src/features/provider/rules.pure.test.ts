import { describe, expect, test } from 'vitest';
import { faults, next, offered } from '../../kit/lifecycle.ts';
import { peerStates } from './contract.ts';
import { peer } from './lifecycle.ts';
import { addressFault, covers, keyOrder, keyRound, knownScopes, needsProof, provenAt, strengthOf } from './rules.ts';

const day = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000);
const key = (kid: string, signs: number) => ({ kid, madeAt: day(signs - 1), signsFrom: day(signs) });

describe('a peer', () => {
  test('reaches each state and leaves it', () => expect(faults(peer)).toEqual([]));
  test('offers in each state what the table says, and refuses the rest', () => {
    const table: Record<string, string[]> = { asked: ['approve', 'refuse', 'withdraw'], running: ['renewSecret', 'end'], ended: [] };
    for (const state of peerStates) {
      expect(offered(peer, state)).toEqual(table[state]);
      for (const command of ['approve', 'refuse', 'withdraw', 'renewSecret', 'end'] as const)
        if (!table[state]?.includes(command)) expect(() => next(peer, command, state)).toThrow('changed-meanwhile');
    }
  });
  test('is let in by two: who asks and who approves hold different duties', () => {
    expect([peer.commands.approve.by, peer.commands.withdraw.by]).toEqual([['securityAdmin'], ['systemAdmin']]);
  });
});

describe('keys', () => {
  test('the newest that may signs; one to come and one that did are published after it', () => {
    expect(keyOrder([key('old', 0), key('now', 10), key('next', 20)], day(15)).map(({ kid }) => kid)).toEqual(['now', 'next', 'old']);
    expect(keyOrder([key('next', 20)], day(15)).map(({ kid }) => kid)).toEqual(['next']);
  });
  test.each<[string, readonly ReturnType<typeof key>[], number, { next: Date | null; over: string[] }]>([
    ['none is there', [], 0, { next: null, over: [] }],
    ['one is young', [key('a', 0)], 89, { next: null, over: [] }],
    ['one is old', [key('a', 0)], 90, { next: day(91), over: [] }],
    ['its follower waits', [key('a', 0), key('b', 91)], 90.5, { next: null, over: [] }],
    ['its follower has just begun', [key('a', 0), key('b', 91)], 91.5, { next: null, over: [] }],
    ['its follower signs for a day', [key('a', 0), key('b', 91)], 92, { next: null, over: ['a'] }],
  ])('when %s', (_, keys, at, round) => {
    expect(keyRound(keys, day(at))).toEqual(round);
  });
});

test.each([
  ['https://mm.example.cn/sso/back', null],
  ['https://mm.example.cn/sso/back?x=1', null],
  ['http://mm.example.cn/sso/back', 'peer-address-insecure'],
  ['https://here.example.cn/sso/back', 'peer-is-here'],
  ['https://mm.example.cn', 'peer-address-refused'],
  ['https://mm.example.cn/a/../b', 'peer-address-refused'],
  ['https://mm.example.cn/*', 'peer-address-refused'],
  ['https://mm.example.cn/#back', 'peer-address-refused'],
  ['https://a:b@mm.example.cn/', 'peer-address-refused'],
  ['HTTPS://mm.example.cn/', 'peer-address-refused'],
  ['javascript:alert(1)', 'peer-address-refused'],
  ['mm.example.cn', 'peer-address-refused'],
])('the address %s: %s', (address, fault) => expect(addressFault(address, 'https://here.example.cn')).toBe(fault));

test('a house without TLS takes peers without', () => {
  expect(addressFault('http://192.168.1.9:8080/sso/back', 'http://192.168.1.8:8080')).toBeNull();
});
test('of what is asked for counts what there is, and consent covers what it names', () => {
  expect(knownScopes('phone openid email profile openid2')).toEqual(['openid', 'profile']);
  expect([covers(['openid', 'profile'], ['openid']), covers(['openid'], ['openid', 'party'])]).toEqual([true, false]);
});
test('a proof counts from when it was given', () => {
  const login = { beganAt: day(0), provedAt: null };
  const at = { askedAt: day(2), now: day(2) };
  expect(provenAt({ beganAt: day(0), provedAt: day(1) })).toEqual(day(1));
  expect(needsProof({ prompt: [''], maxAge: null }, login, at)).toBe(false);
  expect(needsProof({ prompt: ['login'], maxAge: null }, login, at)).toBe(true);
  expect(needsProof({ prompt: ['login'], maxAge: null }, { beganAt: day(0), provedAt: day(2) }, at)).toBe(false);
  expect(needsProof({ prompt: [''], maxAge: 86_400 }, login, at)).toBe(true);
  expect(needsProof({ prompt: [''], maxAge: 3 * 86_400 }, login, at)).toBe(false);
  expect([strengthOf('password').acr, strengthOf('password+totp').amr]).toEqual(['urn:heyi:one-step', ['mfa']]);
});
