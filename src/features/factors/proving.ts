import type { Call } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { keyedDigest } from '../../kit/ids.ts';
import { Refusal } from '../../kit/refusal.ts';
import { unseal } from '../../kit/seal.ts';
import type { Asker } from './asking.ts';
import { PROOF_MINUTES, plainRecoveryCode } from './rules.ts';
import * as store from './store.ts';
import { fromBase32, stepOf } from './totp.ts';

/** A challenge belongs to who asked, for five minutes. */
export function give(house: House, call: Call, challenge: string, asker: Asker, purpose: store.Challenge['purpose']): Promise<void> {
  const endsAt = new Date(call.now.getTime() + PROOF_MINUTES * 60_000);
  return store.insertChallenge(house.db, { challenge, askerId: asker.id, purpose, endsAt });
}
/** Before the answer is looked at, in a transaction of its own: a challenge serves one try (A23). */
export async function take(house: House, call: Call, challenge: string, asker: Asker, purpose: store.Challenge['purpose']): Promise<void> {
  if (!(await store.takeChallenge(house.db, { challenge, askerId: asker.id, purpose, now: call.now })))
    throw new Refusal('key-refused', 403);
}

/** Compare-and-set on the step: of two that type one code, one is let in. */
export async function takeAppCode(house: House, tx: Tx, call: Call, personId: string, code: string): Promise<void> {
  const totp = await store.totpOf(tx, personId);
  const step = totp && stepOf(fromBase32(unseal(house.sealKey, totp.secret)), code.replace(/\s/g, ''), call.now);
  if (step === null) throw new Refusal('wrong-second', 403);
  if (!(await store.takeStep(tx, personId, step))) throw new Refusal('code-used', 403);
}
export async function takeRecoveryCode(house: House, tx: Tx, call: Call, personId: string, code: string): Promise<void> {
  if (!(await store.spendRecoveryCode(tx, personId, recoveryDigest(house, personId, code), call.now)))
    throw new Refusal('wrong-second', 403);
}
export const recoveryDigest = (house: House, personId: string, code: string): Buffer =>
  keyedDigest(house.digestKey, `recovery:${personId}:${plainRecoveryCode(code)}`);
