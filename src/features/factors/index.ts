import type { Signed } from '../../kit/change.ts';
import type { Db } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { Refusal } from '../../kit/refusal.ts';
import { ADMINISTRATORS, forgetHalves, provedAt } from '../people/index.ts';
import { isFresh } from './rules.ts';
import { adminsWithout, forgetChallenges } from './store.ts';

/**
 * Refuses `step-up-needed` unless this login proved a password or a second factor within the last five minutes. The desk then asks in
 * place and repeats the request; a page leads through /login/second?next=. Put it after `allow` and before anything is read.
 */
export async function requireStepUp(call: Signed, house: House): Promise<void> {
  if (!isFresh(await provedAt(house.db, call.person.loginId), call.now)) throw new Refusal('step-up-needed', 403);
}

/** Administrators, and how many of them have no second factor yet; demo accounts have none and need none. */
export const adminFactors = (db: Db): Promise<{ admins: number; without: number }> => adminsWithout(db, ADMINISTRATORS);
/** After a lost phone, or a reset by two: what was lost proves nothing any more. Whoever calls it ends the logins. */
export { eraseFactors as dropFactors } from './personal-store.ts';

/** Half logins and challenges whose minutes are over. */
export async function forgetProofs(db: Db, now: Date): Promise<void> {
  await forgetHalves(db, now);
  await forgetChallenges(db, now);
}
