import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Keys by their number: `current` seals, every one opens. A single key is number 1. */
export interface KeyRing {
  readonly current: number;
  readonly keys: ReadonlyMap<number, Uint8Array>;
}
export type SealKey = Uint8Array | KeyRing;

// In front of what a numbered key sealed. What key 1 sealed before there were numbers begins with its nonce: twelve random bytes, which
// look like this once in four thousand million times, and then fail to open by a numbered key and are opened by key 1.
const MARK = Buffer.from([0x48, 0x59, 0x6b]);
const HEAD = MARK.length + 1;

/** Encrypts one field with AES-256-GCM: nonce (12 bytes) · tag (16) · text; by a later key than the first, mark and number before them. */
export function seal(key: SealKey, text: string): Buffer {
  const { current, keys } = ringOf(key);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(keys, current), nonce);
  const head = headOf(current);
  cipher.setAAD(head);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([head, nonce, cipher.getAuthTag(), body]);
}

/** Opens a sealed field; throws when it was changed or its key is not on the ring. */
export function unseal(key: SealKey, sealed: Uint8Array): string {
  const { keys } = ringOf(key);
  const number = numberOf(sealed);
  if (number === 1 || !keys.has(number)) return open(keyOf(keys, 1), Buffer.alloc(0), sealed);
  try {
    return open(keyOf(keys, number), headOf(number), sealed.subarray(HEAD));
  } catch (error) {
    const first = keys.get(1);
    if (!first) throw error;
    return open(first, Buffer.alloc(0), sealed);
  }
}

/** By which key a field was sealed. */
export const numberOf = (sealed: Uint8Array): number => (MARK.equals(sealed.subarray(0, MARK.length)) ? (sealed[MARK.length] ?? 1) : 1);

const ringOf = (key: SealKey): KeyRing => (key instanceof Uint8Array ? { current: 1, keys: new Map([[1, key]]) } : key);
const headOf = (number: number): Buffer => (number === 1 ? Buffer.alloc(0) : Buffer.concat([MARK, Buffer.from([number])]));
function keyOf(keys: KeyRing['keys'], number: number): Uint8Array {
  const key = keys.get(number);
  if (!key) throw new Error(`no key ${number} to seal by`);
  return key;
}
function open(key: Uint8Array, head: Uint8Array, sealed: Uint8Array): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAAD(head);
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
}
