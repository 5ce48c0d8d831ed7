import type { Call } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { digest, newSecret } from '../../kit/ids.ts';
import { Refusal } from '../../kit/refusal.ts';
import {
  accountOf,
  advanceHalfLogin,
  type CodeSender,
  type Entered,
  type Entry,
  endHalfLogins,
  endLogins,
  enterFully,
  entryOf,
  type HalfLogin,
  halfLoginOf,
  lockHalfLogin,
  mustHaveFactor,
  personOfId,
  readablePhone,
  renewLogin,
} from '../people/index.ts';
import type { As } from './contract.ts';
import type { Site } from './keys.ts';
import { type Asked, type Factors, keysWorkAt, type Task, TRIES, taskOf } from './rules.ts';
import * as store from './store.ts';

/** What the house around knows. */
export interface Means {
  readonly site: Site;
  readonly entry: Entry;
  readonly sms: CodeSender | null;
}
/** Who proves or enrols: somebody signed in, or halfway there. */
export interface Asker {
  readonly as: As;
  /** Of the login or the half login: challenges are bound to it. */
  readonly id: string;
  readonly personId: string;
  readonly half: HalfLogin | null;
}
export interface Standing {
  readonly factors: Factors;
  readonly asked: Asked;
  readonly demo: boolean;
}
/** What came of a proof: a cookie to set, or the half login goes on. */
export interface Passed {
  readonly entered: Entered | null;
  readonly next: string;
}

export async function askerOf(house: House, call: Call, as: As): Promise<Asker> {
  if (as === 'second') {
    const half = call.half ? await halfLoginOf(house.db, digest(call.half), call.now) : null;
    if (!half) throw new Refusal('half-login-over', 401);
    return { as, id: half.id, personId: half.personId, half };
  }
  if (!call.person) throw new Refusal('sign-in-first', 401);
  return { as, id: call.person.loginId, personId: call.person.id, half: null };
}

export async function standingOf(house: House, means: Means, db: Tx | House['db'], personId: string): Promise<Standing> {
  const counted = await store.factorsOf(db, personId);
  const account = await accountOf(db, personId);
  const phone = means.sms ? await readablePhone(db, house, personId) : null;
  const { roles } = await entryOf(db, personId);
  const { demo } = await personOfId(db, personId);
  return {
    factors: { ...counted, password: account !== null, phone: phone !== null },
    asked: { mustHave: !demo && means.entry.adminFactor && mustHaveFactor(roles), keysWork: keysWorkAt(means.site.publicUrl) },
    demo,
  };
}
export const taskOfHalf = (half: HalfLogin, { factors, asked }: Standing): Task =>
  taskOf({ proved: half.provedBy !== null, passwordDue: half.passwordDue }, factors, asked);

const subjectOf = (personId: string): Buffer => digest(`second:${personId}`);
/** In a transaction of its own, so that what follows cannot undo it; without the database nobody gets further (A24). */
export async function countTry(house: House, call: Call, personId: string): Promise<void> {
  const since = new Date(call.now.getTime() - TRIES.minutes * 60_000);
  const oldest = await house.db
    .transaction()
    .execute((tx) => store.countTry(tx, subjectOf(personId), { now: call.now, since, most: TRIES.most }));
  if (!oldest) return;
  const seconds = Math.max(1, Math.ceil((oldest.getTime() - since.getTime()) / 1000));
  throw new Refusal('too-many-tries', 429, { seconds, minutes: Math.ceil(seconds / 60) });
}
export const forgetTries = (tx: Tx, personId: string): Promise<void> => store.forgetTries(tx, subjectOf(personId));

/** A proof held: the login gets a new mark (A8), or the half login goes on to what is left of it. */
export async function passed(tx: Tx, call: Call, it: { asker: Asker; by: string; means: Means; standing: Standing }): Promise<Passed> {
  const { asker, by, means, standing } = it;
  if (!asker.half) return { entered: await renewed(tx, call, means, asker.id), next: '' };
  const half = await lockHalfLogin(tx, asker.id);
  if (!half) throw new Refusal('half-login-over', 401);
  return onward(tx, call, means, { ...half, provedBy: by }, standing);
}

/** Moves a half login on; with nothing left to do it becomes a login. */
export async function onward(tx: Tx, call: Call, means: Means, half: HalfLogin, standing: Standing): Promise<Passed> {
  if (taskOfHalf(half, standing) !== 'enter') {
    await advanceHalfLogin(tx, half);
    return { entered: null, next: SECOND };
  }
  await endHalfLogins(tx, half.personId);
  const how = half.provedBy === null ? half.means : `${half.means}+${half.provedBy}`;
  const entered = await enterFully(tx, means.entry, call, { personId: half.personId, means: how, next: half.next }, call.now);
  return { entered, next: entered.next };
}
export const SECOND = '/login/second';

/** After a factor or the password changed: this end gets a new mark, all others end. */
export async function settle(tx: Tx, call: Call, means: Means, asker: Asker, half: HalfLogin | null): Promise<Passed> {
  if (!half) {
    means.entry.ended(await endLogins(tx, asker.personId, { except: asker.id }));
    await endHalfLogins(tx, asker.personId);
    return { entered: await renewed(tx, call, means, asker.id), next: '' };
  }
  means.entry.ended(await endLogins(tx, asker.personId, {}));
  return { entered: null, next: SECOND };
}

async function renewed(tx: Tx, call: Call, means: Means, id: string): Promise<Entered> {
  const token = newSecret();
  const login = await renewLogin(tx, { id, token: digest(token), now: call.now });
  if (!login) throw new Refusal('sign-in-first', 401);
  means.entry.ended([login.old]);
  return { cookie: 'login', token, endsAt: login.endsAt, next: '' };
}
