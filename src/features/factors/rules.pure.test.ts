import { expect, test } from 'vitest';
import { isPasswordDue } from '../people/rules.ts';
import { type Factors, isFresh, isLastOf, keysWorkAt, secondWays, stepUpWays, taskOf } from './rules.ts';

const none: Factors = { totp: false, keys: 0, codes: 0, password: true, phone: false };
const admin = { mustHave: true, keysWork: true };
const member = { mustHave: false, keysWork: true };
const inOffice = { mustHave: true, keysWork: false };
const half = { proved: false, passwordDue: false };

test('keys work on https and on this machine, never at an IP address or on http', () => {
  expect(
    [
      'https://heyi.example.org',
      'http://localhost:8080',
      'http://192.168.1.9:8080',
      'https://10.0.0.2',
      'https://[::1]',
      'http://a.cn',
    ].map(keysWorkAt),
  ).toEqual([true, true, false, false, false, false]);
});
test('a proof counts for five minutes', () => {
  const now = new Date('2026-07-01T00:05:00Z');
  expect([null, '2026-07-01T00:00:00Z', '2026-07-01T00:00:01Z'].map((at) => isFresh(at === null ? null : new Date(at), now))).toEqual([
    false,
    false,
    true,
  ]);
});
test('a password is due after the days that the installation sets, and never where it sets none', () => {
  const [set, now] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-04-01T00:00:00Z')];
  expect([0, 89, 90, 91].map((days) => isPasswordDue(set, now, days))).toEqual([false, true, true, false]);
});
test('an administrator without a factor enrols before anything else: a key, or codes where keys cannot work', () => {
  expect(taskOf(half, none, admin)).toBe('key');
  expect(taskOf(half, none, inOffice)).toBe('totp');
  expect(taskOf(half, none, member)).toBe('enter');
});
test('who has a factor proves it first, then changes an old password, then enrols what is missing', () => {
  const totp = { ...none, totp: true };
  expect(taskOf({ proved: false, passwordDue: true }, totp, admin)).toBe('prove');
  expect(taskOf({ proved: true, passwordDue: true }, totp, admin)).toBe('password');
  expect(taskOf({ proved: true, passwordDue: false }, totp, admin)).toBe('key');
  expect(taskOf({ proved: true, passwordDue: false }, { ...totp, keys: 1 }, admin)).toBe('enter');
  expect(taskOf({ proved: true, passwordDue: false }, { ...none, keys: 1 }, inOffice)).toBe('totp');
  expect(taskOf({ proved: false, passwordDue: true }, none, member)).toBe('password');
});
test('an administrator with a key proves by it where it works; others choose', () => {
  const all = { totp: true, keys: 1, codes: 3, password: true, phone: true };
  expect(secondWays(all, admin)).toEqual(['key', 'recovery']);
  expect(secondWays(all, inOffice)).toEqual(['totp', 'recovery']);
  expect(secondWays(all, member)).toEqual(['key', 'totp', 'recovery']);
});
test('a password proves once more only for who has nothing better, a phone only for who has no password', () => {
  expect(stepUpWays({ ...none, totp: true }, member)).toEqual(['totp']);
  expect(stepUpWays(none, member)).toEqual(['password']);
  expect(stepUpWays({ ...none, password: false, phone: true }, member)).toEqual(['phone']);
  expect(stepUpWays({ ...none, password: false }, member)).toEqual([]);
});
test('an administrator never gives up the last factor that counts', () => {
  expect(isLastOf('key', { ...none, keys: 1, totp: true }, admin)).toBe(true);
  expect(isLastOf('key', { ...none, keys: 2 }, admin)).toBe(false);
  expect(isLastOf('key', { ...none, keys: 1, totp: true }, inOffice)).toBe(false);
  expect(isLastOf('totp', { ...none, totp: true, keys: 1 }, inOffice)).toBe(true);
  expect(isLastOf('totp', { ...none, totp: true, keys: 1 }, admin)).toBe(false);
  expect(isLastOf('key', { ...none, keys: 1 }, member)).toBe(false);
});
