import { expect, test } from 'vitest';
import { faults, next, offered } from '../../kit/lifecycle.ts';
import { Refusal } from '../../kit/refusal.ts';
import { activation, phoneRecovery, unitLink } from './lifecycle.ts';
import { ALPHABET, GUESSES, maskedName, mayRecover, newCode, nextTry, shownCode, standing, typedCode } from './rules.ts';

test('every state is reached and every open one has a way out', () => {
  for (const table of [activation, unitLink, phoneRecovery]) expect(faults(table)).toEqual([]);
});
test('a chance that ended begins no more', () => {
  for (const state of ['used', 'voided', 'lapsed'] as const) {
    expect(offered(activation, state)).toEqual([]);
    expect(() => next(activation, 'redeem', state)).toThrow(Refusal);
  }
  expect(offered(unitLink, 'revoked')).toEqual([]);
  expect(offered(phoneRecovery, 'done')).toEqual(['dispute']);
  expect(offered(phoneRecovery, 'started')).toEqual(['complete', 'drop']);
});
test('a code holds ten characters that nobody confuses', () => {
  expect(newCode((n) => n - 1)).toBe('YYYYYYYYYY');
  expect([...ALPHABET].length).toBe(new Set(ALPHABET).size);
  for (const confusing of '0O1IL2Z5S8BUuloi') expect(ALPHABET).not.toContain(confusing);
});
test('the arithmetic of the comment holds', () => {
  const codes = ALPHABET.length ** 10;
  const guesses = (GUESSES.inAll * 24 * 30 * 60) / GUESSES.minutes;
  expect(guesses).toBe(1_440_000);
  expect((guesses * 5000) / codes).toBeLessThan(1.2e-4);
});
test('a code is taken as people type it, and nothing else is a code', () => {
  for (const typed of ['ACDEF-GHJKM', 'acdefghjkm', ' ACDEF GHJKM ', 'ＡＣＤＥＦ－ＧＨＪＫＭ', 'acdef–ghjkm'.replace('–', '-')])
    expect(typedCode(typed), typed).toBe('ACDEFGHJKM');
  for (const no of ['', 'ACDEFGHJK', 'ACDEFGHJKMN', 'ACDEFGHJK0', 'x'.repeat(43), "ACDEF'GHJK"]) expect(typedCode(no), no).toBeNull();
  expect(shownCode('ACDEFGHJKM')).toBe('ACDEF-GHJKM');
});
test('whose account it is can be seen by who it is, and by nobody else', () => {
  expect(['林知远', '王平', '欧阳明', '欧阳', '买买提·吐尔逊', '𠮷田'].map(maskedName)).toEqual([
    '林**',
    '王*',
    '欧阳*',
    '欧*',
    '买******',
    '𠮷*',
  ]);
});
test('a chance is open until its day', () => {
  const now = new Date('2026-07-01T00:00:00Z');
  const later = new Date('2026-07-02T00:00:00Z');
  expect(standing({ state: 'open', expiresAt: later }, now)).toBe('open');
  expect(standing({ state: 'open', expiresAt: now }, now)).toBe('activation-over');
  expect(standing({ state: 'voided', expiresAt: later }, now)).toBe('activation-over');
  expect(standing({ state: 'lapsed', expiresAt: now }, now)).toBe('activation-over');
  expect(standing({ state: 'used', expiresAt: now }, now)).toBe('activation-used');
});
test('a new phone comes from the liaison for members, from the system administrator for staff without a duty, from nobody for others', () => {
  const member = { staff: false, duty: false };
  const staff = { staff: true, duty: false };
  const holder = { staff: true, duty: true };
  expect([member, staff, holder].map((it) => mayRecover(['liaison'], it))).toEqual([true, false, false]);
  expect([member, staff, holder].map((it) => mayRecover(['systemAdmin'], it))).toEqual([false, true, false]);
  for (const role of ['editor', 'moderator', 'operator', 'securityAdmin', 'auditAdmin', 'member', 'unitClerk'])
    expect(
      [member, staff, holder].some((it) => mayRecover([role], it)),
      role,
    ).toBe(false);
});
test('a text message is tried for four hours', () => {
  expect([1, 2, 3, 4, 5, 6].map(nextTry)).toEqual([1, 5, 30, 60, 120, null]);
});
