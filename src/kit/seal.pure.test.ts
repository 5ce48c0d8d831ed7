import { createCipheriv, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { type KeyRing, numberOf, seal, unseal } from './seal.ts';

const [first, second] = [randomBytes(32), randomBytes(32)];
const ring: KeyRing = {
  current: 2,
  keys: new Map([
    [1, first],
    [2, second],
  ]),
};

test('what was sealed before there were numbers is opened by the first key', () => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', first, nonce);
  const body = Buffer.concat([cipher.update('13900000001', 'utf8'), cipher.final()]);
  const old = Buffer.concat([nonce, cipher.getAuthTag(), body]);
  expect(unseal(first, old)).toBe('13900000001');
  expect(unseal(ring, old)).toBe('13900000001');
});
test('of two active keys the newer seals and both open', () => {
  const [old, fresh] = [seal(first, '13900000001'), seal(ring, '13900000002')];
  expect([numberOf(old), numberOf(fresh)]).toEqual([1, 2]);
  expect([unseal(ring, old), unseal(ring, fresh)]).toEqual(['13900000001', '13900000002']);
});
test('without its key nothing opens, and a changed number or byte is noticed', () => {
  const fresh = seal(ring, '13900000002');
  expect(() => unseal(first, fresh)).toThrow();
  expect(() => unseal({ current: 2, keys: new Map([[2, second]]) }, seal(first, 'x'))).toThrow();
  for (const at of [0, 3, 4, fresh.length - 1]) {
    const changed = Buffer.from(fresh);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(() => unseal(ring, changed), `byte ${at}`).toThrow();
  }
});
test('a first nonce that looks like a numbered key is still opened', () => {
  for (let n = 0; n < 3; n++) {
    const nonce = Buffer.concat([Buffer.from([0x48, 0x59, 0x6b, 2]), randomBytes(8)]);
    const cipher = createCipheriv('aes-256-gcm', first, nonce);
    const body = Buffer.concat([cipher.update('旧', 'utf8'), cipher.final()]);
    expect(unseal(ring, Buffer.concat([nonce, cipher.getAuthTag(), body]))).toBe('旧');
  }
});
