import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { dayOf } from './calendar.ts';
import { insertConsent, versionOn } from './store.ts';

export { bornOnOf, isUnderAge } from './rules.ts';

/** What a new person declared: 已满14周岁, and consent to the notice in force if they gave it here already. */
export async function declareAtSignUp(
  tx: Tx,
  house: Pick<House, 'zone'>,
  d: { personId: string; agrees: boolean; now: Date },
): Promise<void> {
  const { personId, agrees, now } = d;
  await insertConsent(tx, { id: newId(), personId, kind: 'of14', version: null, place: 'signUp', now });
  const version = agrees ? await versionOn(tx, dayOf(now, house.zone)) : null;
  if (version !== null) await insertConsent(tx, { id: newId(), personId, kind: 'notice', version, place: 'signUp', now });
}

/** A listed member agreed on the way in; who did not is asked before the first words. */
export async function agreeAtActivation(
  tx: Tx,
  house: Pick<House, 'zone'>,
  { personId, now }: { personId: string; now: Date },
): Promise<void> {
  const version = await versionOn(tx, dayOf(now, house.zone));
  if (version !== null) await insertConsent(tx, { id: newId(), personId, kind: 'notice', version, place: 'activation', now });
}
