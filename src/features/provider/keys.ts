import { generateKeyPairSync } from 'node:crypto';
import { type Db, type Tx, transact } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { seal, unseal } from '../../kit/seal.ts';
import * as store from './key-store.ts';
import { keyOrder, keyRound } from './rules.ts';

/** A private key as the library takes it (JWK). */
export interface SigningKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly d: string;
  readonly kid: string;
  readonly alg: 'ES256';
  readonly use: 'sig';
}

/** The first one signs; the others are published: one that is about to, and one that did until lately. */
export async function signingKeys(house: House, now: Date): Promise<SigningKey[]> {
  return keyOrder(await store.keys(house.db), now).map(({ sealed }) => readKey(unseal(house.sealKey, sealed)));
}
/** There is a key from the first peer on. */
export async function ensureKey(tx: Tx, house: House, now: Date): Promise<void> {
  await store.lockKeys(tx);
  if ((await store.keys(tx)).length === 0) await makeKey(tx, house, now, now);
}
/** Once a day: a key that is old gets a follower; who has not signed for a day goes. */
export const turnKeys = (house: House, now: Date): Promise<void> =>
  transact(house.pool, async (tx) => {
    await store.lockKeys(tx);
    const held = await store.keys(tx);
    if (held.length === 0) return;
    const { next, over } = keyRound(held, now);
    if (next) await makeKey(tx, house, now, next);
    if (over.length > 0) await store.deleteKeys(tx, over);
  });

async function makeKey(db: Db & Tx, house: House, now: Date, signsFrom: Date): Promise<void> {
  const kid = newId();
  const { x, y, d } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  await store.insertKey(db, { kid, sealed: seal(house.sealKey, JSON.stringify({ kid, x, y, d })), madeAt: now, signsFrom });
}
function readKey(text: string): SigningKey {
  const held: unknown = JSON.parse(text);
  const part = (name: string): string => String(Object(held)[name]);
  return { kty: 'EC', crv: 'P-256', x: part('x'), y: part('y'), d: part('d'), kid: part('kid'), alg: 'ES256', use: 'sig' };
}
