import type { Call } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import { digest, newId, newSecret } from '../../kit/ids.ts';
import { entryOf, insertHalf } from './proof-store.ts';
import { isPasswordDue, loginLife, MAX_LOGINS, mustHaveFactor, safeNext } from './rules.ts';
import * as store from './store.ts';

/** A login just made, or half of one: the server sets the cookie; the token is never stored. */
export interface Entered {
  readonly cookie: 'login' | 'half';
  readonly token: string;
  readonly endsAt: Date;
  readonly next: string;
}
/** What entering depends on in this installation. */
export interface Entry {
  /** ADMIN_FACTOR: administrators need a second factor. */
  readonly adminFactor: boolean;
  /** PASSWORD_DAYS: how old a password may be; 0 for any age. */
  readonly passwordDays: number;
  /** Told the digests of ended logins: other caches of this process forget them at once. */
  ended(tokens: readonly Buffer[]): void;
}
/** Who proved to be whom, and how. Whoever hands it over has looked whether the person is disabled. */
export interface Proved {
  readonly personId: string;
  readonly means: string;
  readonly next?: string | undefined;
  /** When a password was the proof: its age counts. */
  readonly passwordSetAt?: Date | undefined;
  /** The password was given by somebody else, for this once. */
  readonly mustChange?: boolean | undefined;
}
const HALF_MINUTES = 5;

/** After the first step: into the house, or to the second step where one is asked for. */
export async function enter(tx: Tx, entry: Entry, call: Call, proved: Proved): Promise<Entered> {
  const { roles, demo, hasFactor } = await entryOf(tx, proved.personId);
  const isOld = proved.passwordSetAt !== undefined && isPasswordDue(proved.passwordSetAt, call.now, entry.passwordDays);
  // A demo account is everybody's: nobody locks the others out of it.
  const passwordDue = !demo && (isOld || proved.mustChange === true);
  const mustBegin = entry.adminFactor && !demo && mustHaveFactor(roles);
  if (!hasFactor && !mustBegin && !passwordDue) return enterFully(tx, entry, call, proved, proved.means === 'password' ? call.now : null);
  const token = newSecret();
  const endsAt = new Date(call.now.getTime() + HALF_MINUTES * 60_000);
  const next = safeNext(proved.next, roles.length > 0 ? '/desk/' : '/');
  const half = {
    id: newId(),
    token: digest(token),
    personId: proved.personId,
    means: proved.means,
    next,
    passwordDue,
    now: call.now,
    endsAt,
  };
  await insertHalf(tx, half);
  return { cookie: 'half', token, endsAt, next: '/login/second' };
}

/** Makes the login: a new token each time, the oldest beyond five ended. */
export async function enterFully(
  tx: Tx,
  entry: Entry,
  call: Call,
  { personId, means, next }: Proved,
  provedAt: Date | null,
): Promise<Entered> {
  const standing = await store.standingOf(tx, personId, call.now);
  const roles = await store.rolesOf(tx, personId);
  const life = loginLife(roles, standing[0]?.kind ?? 'netizen');
  const token = newSecret();
  const at = (minutes: number) => new Date(call.now.getTime() + minutes * 60_000);
  const endsAt = at(life.whole);
  await store.insertLogin(tx, {
    id: newId(),
    token: digest(token),
    personId,
    means,
    device: call.device,
    address: call.address,
    now: call.now,
    provedAt,
    idleUntil: at(life.idle),
    endsAt,
  });
  entry.ended(await store.endOldest(tx, personId, MAX_LOGINS));
  return { cookie: 'login', token, endsAt, next: safeNext(next, roles.length > 0 ? '/desk/' : '/') };
}
