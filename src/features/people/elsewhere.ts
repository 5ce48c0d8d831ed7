import { isUniqueViolation } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { keyedDigest, newId } from '../../kit/ids.ts';
import { Refusal } from '../../kit/refusal.ts';
import { seal } from '../../kit/seal.ts';
import * as store from './elsewhere-store.ts';

export { boundOf, boundSince, type Elsewhere, endLoginsBy, loginBegan } from './elsewhere-store.ts';

/** `name`: what the other site calls the person, whole: account and openid, issuer and subject. Never a phone or an e-mail (ASVS 6.8.1). */
const subjectOf = ({ digestKey }: House, kind: store.Elsewhere, name: readonly string[]): Buffer =>
  keyedDigest(digestKey, JSON.stringify([kind, ...name]));

/** Whom another site's word lets in; null for somebody nobody knows here. */
export const personFromElsewhere = (house: House, kind: store.Elsewhere, name: readonly string[], db: Tx | House['db'] = house.db) =>
  store.boundTo(db, kind, subjectOf(house, kind, name));

/**
 * From now on that site's word lets this person in. Refuses `<kind>-taken` when it lets in somebody else, `<kind>-bound-already` when
 * the person has another: nothing is taken over. @returns whether it is new.
 */
export async function bindElsewhere(
  tx: Tx,
  house: House,
  b: { personId: string; kind: store.Elsewhere; name: readonly string[]; now: Date },
): Promise<boolean> {
  const subject = subjectOf(house, b.kind, b.name);
  const holder = await store.boundTo(tx, b.kind, subject);
  if (holder?.personId === b.personId) return false;
  if (holder) throw new Refusal(`${b.kind}-taken`, 409);
  const row = { id: newId(), personId: b.personId, kind: b.kind, subject, sealed: seal(house.sealKey, b.name.join('\n')), now: b.now };
  try {
    await store.insertBound(tx, row);
    return true;
  } catch (error) {
    if (isUniqueViolation(error, 'identity_kind_subject_key')) throw new Refusal(`${b.kind}-taken`, 409);
    if (isUniqueViolation(error, 'identity_from_elsewhere')) throw new Refusal(`${b.kind}-bound-already`, 409);
    throw error;
  }
}
export const unbindElsewhere = (tx: Tx, personId: string, ...kinds: readonly store.Elsewhere[]): Promise<boolean> =>
  store.deleteBound(tx, personId, kinds);
