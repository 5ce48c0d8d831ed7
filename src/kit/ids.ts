import { createHash, createHmac, randomBytes, randomUUIDv7 } from 'node:crypto';

/** Time-ordered id of a row. Never a secret: uuids are guessable in part (ASVS 5.0 V11.5.1). */
export const newId = (): string => randomUUIDv7();

/** 32 random bytes for cookies and links; the database keeps only its digest. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const digest = (text: string | Uint8Array): Buffer => createHash('sha256').update(text).digest();

/** Keyed digest: for values from a small space (phones, addresses), where a bare hash falls to guessing. */
export const keyedDigest = (key: Uint8Array, text: string): Buffer => createHmac('sha256', key).update(text).digest();
