import { createHash, createHmac, randomBytes, randomUUIDv7 } from 'node:crypto';

const AT_MOST = 0xfff;
let [newest, count] = ['', 0];
/**
 * Time-ordered id of a row; of one process also within a millisecond, where Node's own are in no order: the first twelve random
 * bits count (RFC 9562 §6.2, method 1). Never a secret: uuids are guessable in part (ASVS 5.0 V11.5.1).
 */
export function newId(): string {
  const id = randomUUIDv7();
  const millisecond = id.slice(0, 13);
  [newest, count] = millisecond > newest ? [millisecond, 0] : [newest, Math.min(count + 1, AT_MOST)];
  return `${newest}-7${count.toString(16).padStart(3, '0')}${id.slice(18)}`;
}

/** 32 random bytes for cookies and links; the database keeps only its digest. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const digest = (text: string | Uint8Array): Buffer => createHash('sha256').update(text).digest();

/** Keyed digest: for values from a small space (phones, addresses), where a bare hash falls to guessing. */
export const keyedDigest = (key: Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest();
