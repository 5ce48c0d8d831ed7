import type { Signed } from '../../kit/change.ts';
import type { Db } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { Refusal } from '../../kit/refusal.ts';
import { forgetHalves, provedAt } from '../people/index.ts';
import { isFresh } from './rules.ts';
import { forgetChallenges } from './store.ts';

/**
 * Refuses `step-up-needed` unless this login proved a password or a second factor within the last five minutes. The desk then asks in
 * place and repeats the request; a page leads through /login/second?next=. Put it after `allow` and before anything is read.
 */
export async function requireStepUp(call: Signed, house: House): Promise<void> {
  if (!isFresh(await provedAt(house.db, call.person.loginId), call.now)) throw new Refusal('step-up-needed', 403);
}

/** Half logins and challenges whose minutes are over. */
export async function forgetProofs(db: Db, now: Date): Promise<void> {
  await forgetHalves(db, now);
  await forgetChallenges(db, now);
}
