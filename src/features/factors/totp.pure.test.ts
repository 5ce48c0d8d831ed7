import { expect, test } from 'vitest';
import { base32, codeOf, fromBase32, stepAt, stepOf, totpAddress } from './totp.ts';

const secret = Buffer.from('12345678901234567890');

// RFC 6238 appendix B, SHA-1.
test.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
])('at %i seconds the code of the RFC comes out', (seconds, code) => {
  expect(codeOf(secret, stepAt(new Date(seconds * 1000)), 8)).toBe(code);
});
// RFC 4226 appendix D.
test('the first ten counters give the codes of the RFC', () => {
  const codes = Array.from({ length: 10 }, (_, counter) => codeOf(secret, counter));
  expect(codes).toEqual(['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489']);
});
test('a code counts in its own half minute and one to either side, no further', () => {
  const now = new Date('2026-07-01T00:00:15Z');
  const at = (by: number) => codeOf(secret, stepAt(now) + by);
  expect([-1, 0, 1].map((by) => stepOf(secret, at(by), now))).toEqual([-1, 0, 1].map((by) => stepAt(now) + by));
  expect([-2, 2].map((by) => stepOf(secret, at(by), now))).toEqual([null, null]);
  expect(stepOf(secret, '', now)).toBeNull();
  expect(stepOf(secret, '1234567', now)).toBeNull();
});
test('what is typed into the app is what the server holds', () => {
  expect(base32(Buffer.from('Hello!'))).toBe('JBSWY3DPEE');
  expect(fromBase32(base32(secret))).toEqual(secret);
  expect(totpAddress({ site: '合议', account: 'lin', secret: 'JBSWY3DPEE' })).toBe(
    'otpauth://totp/%E5%90%88%E8%AE%AE:lin?secret=JBSWY3DPEE&issuer=%E5%90%88%E8%AE%AE&period=30&digits=6',
  );
});
