import { type Call, change, type Signed } from '../../kit/change.ts';
import type { House } from '../../kit/house.ts';
import { Refusal } from '../../kit/refusal.ts';
import {
  accountChanged,
  accountOf,
  hashPassword,
  lockHalfLogin,
  passwordFault,
  passwordFits,
  personOfId,
  setSecret,
} from '../people/index.ts';
import { askerOf, countTry, forgetTries, type Means, onward, type Passed, settle, standingOf, taskOfHalf } from './asking.ts';

/** A new password: of one's own accord, or because the old one has served its time or was given for once. */
export const passwordActions = (house: House, means: Means) => ({
  async change(call: Signed, input: { old: string; password: string }): Promise<Passed> {
    const { id: personId } = call.person;
    const account = await accountOf(house.db, personId);
    if (!account) throw new Refusal('no-password', 409);
    await countTry(house, call, personId);
    if (!(await passwordFits(account.secret, input.old))) throw new Refusal('wrong-password', 403);
    // Who knows the old one guesses nothing, however many new ones are refused.
    await house.db.transaction().execute((tx) => forgetTries(tx, personId));
    const secret = await freshSecret(house, personId, account, input.password);
    const asker = await askerOf(house, call, 'stepUp');
    return change(house, call, async (tx, ledger) => {
      await setSecret(tx, { personId, secret, now: call.now });
      await accountChanged(tx, ledger, { personId, what: 'password', by: 'self', now: call.now });
      return settle(tx, call, means, asker, null);
    });
  },
  /** Halfway in: the old password was the first step. */
  async renew(call: Call, { password }: { password: string }): Promise<Passed> {
    const asker = await askerOf(house, call, 'second');
    const { personId } = asker;
    const standing = await standingOf(house, means, house.db, personId);
    if (!asker.half || taskOfHalf(asker.half, standing) !== 'password') throw new Refusal('not-the-step', 409);
    const account = await accountOf(house.db, personId);
    if (!account) throw new Refusal('no-password', 409);
    const secret = await freshSecret(house, personId, account, password);
    return change(house, call, async (tx, ledger) => {
      const half = await lockHalfLogin(tx, asker.id);
      if (!half) throw new Refusal('half-login-over', 401);
      await setSecret(tx, { personId, secret, now: call.now });
      await accountChanged(tx, ledger, { personId, what: 'password', by: 'self', now: call.now });
      ledger.actedBy(personId);
      await settle(tx, call, means, asker, half);
      return onward(tx, call, means, { ...half, passwordDue: false }, standing);
    });
  },
});
export type PasswordActions = ReturnType<typeof passwordActions>;

/** Looks at the new one and hashes it, before any transaction: it takes its while. */
async function freshSecret(house: House, personId: string, old: { secret: string; name: string }, password: string): Promise<string> {
  const fault = passwordFault(password, old.name);
  if (fault) throw new Refusal('password-refused', 409, { fault });
  if (await passwordFits(old.secret, password)) throw new Refusal('password-refused', 409, { fault: 'same' });
  if ((await personOfId(house.db, personId)).demo) throw new Refusal('demo-account', 409);
  return hashPassword(password);
}
