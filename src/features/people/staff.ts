import { isDatabaseError } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import { Refusal } from '../../kit/refusal.ts';
import { accountFault } from './account-rules.ts';
import { addAccount, addPerson, endAllLogins } from './members.ts';
import { oneTimePassword } from './one-time-password.ts';
import { hashPassword } from './passwords.ts';
import { type Duty, insertDuty, removeDuty, setPassingSecret } from './staff-store.ts';

/** Made before the transaction, since hashing takes its while; the password itself is shown once and kept nowhere. */
export async function newOneTimePassword(): Promise<{ readonly password: string; readonly secret: string }> {
  const password = oneTimePassword();
  return { password, secret: await hashPassword(password) };
}

/** A person of the staff with an account, without any duty. @returns the id. */
export async function addStaffAccount(tx: Tx, it: { name: string; account: string; secret: string; now: Date }): Promise<string> {
  const fault = accountFault(it.account);
  if (fault) throw new Refusal('account-refused', 409, { fault });
  const personId = await addPerson(tx, it);
  await addAccount(tx, { personId, ...it });
  await setPassingSecret(tx, personId, it.secret, it.now);
  return personId;
}

/** Gives an account a one-time password. @returns the tokens of the logins that ended; null without an account. */
export async function resetPassword(tx: Tx, personId: string, secret: string, now: Date): Promise<Buffer[] | null> {
  return (await setPassingSecret(tx, personId, secret, now)) ? endAllLogins(tx, personId) : null;
}

/** Gives a duty; the database refuses whoever would stand on two sides. @returns the tokens of the logins that ended. */
export async function giveDuty(tx: Tx, duty: Duty & { officeId: string | null; now: Date }): Promise<Buffer[]> {
  try {
    await insertDuty(tx, duty);
  } catch (error) {
    const broken = isDatabaseError(error) ? error.constraint : undefined;
    if (broken === 'role_grant_one_side') throw new Refusal('duties-exclude-each-other', 409);
    if (broken === 'role_grant_pkey') throw new Refusal('duty-held', 409);
    throw error;
  }
  return endAllLogins(tx, duty.personId);
}
/** Takes a duty away. @returns the tokens of the logins that ended. */
export async function takeDuty(tx: Tx, duty: Duty): Promise<Buffer[]> {
  await removeDuty(tx, duty);
  return endAllLogins(tx, duty.personId);
}
