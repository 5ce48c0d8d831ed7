import { randomInt } from 'node:crypto';
import type { Call, Ledger } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { Refusal } from '../../kit/refusal.ts';
import { asSigned } from '../../kit/serve.ts';
import { type AccountChange, accountChanged, type HalfLogin, lockHalfLogin } from '../people/index.ts';
import { type Asker, askerOf, type Means, onward, type Passed, settle, standingOf, taskOfHalf } from './asking.ts';
import type { As } from './contract.ts';
import { requireStepUp } from './index.ts';
import { recoveryDigest } from './proving.ts';
import { hasFactor, isLastOf, RECOVERY_CODES, type Task } from './rules.ts';
import * as store from './store.ts';

/** A factor was added: how to go on, and the recovery codes that came with the first one, readable this once. */
export interface Enrolled extends Passed {
  readonly codes: readonly string[];
}
/** What each act on one's factors needs. */
export interface Enrolling {
  readonly house: House;
  readonly means: Means;
}
/** A change of factors under way: by whom, in which transaction. */
export interface Act extends Enrolling {
  readonly tx: Tx;
  readonly ledger: Ledger;
  readonly call: Call;
  readonly asker: Asker;
}

/** Halfway in, exactly what is asked for may be added; signed in, whoever proved anew. */
export async function mayAdd({ house, means }: Enrolling, call: Call, as: As, task: Task): Promise<Asker> {
  const asker = await askerOf(house, call, as);
  const standing = await standingOf(house, means, house.db, asker.personId);
  if (standing.demo) throw new Refusal('demo-account', 409);
  if (asker.half) {
    if (taskOfHalf(asker.half, standing) !== task) throw new Refusal('not-the-step', 409);
  } else await requireStepUp(asSigned(call), house);
  return asker;
}

/** Same transaction as the new factor: the codes that go with the first one, what becomes of logins, and its owner is told. */
export async function added(act: Act, what: AccountChange, isFirst: boolean): Promise<Enrolled> {
  const { house, means, tx, call, asker } = act;
  await told(act, what);
  const codes = isFirst ? await newCodes(house, tx, asker.personId) : [];
  if (!asker.half) return { ...(await settle(tx, call, means, asker, null)), codes };
  const half = await heldHalf(tx, asker);
  await settle(tx, call, means, asker, half);
  return { ...(await onward(tx, call, means, half, await standingOf(house, means, tx, asker.personId))), codes };
}
/** Same transaction as the end of a factor. */
export async function removed(act: Act, what: AccountChange): Promise<Passed> {
  const { means, tx, call, asker } = act;
  await told(act, what);
  await dropOrphanedCodes(tx, asker.personId);
  return settle(tx, call, means, asker, null);
}
export const told = ({ tx, ledger, asker, call }: Act, what: AccountChange): Promise<void> =>
  accountChanged(tx, ledger, { personId: asker.personId, what, by: 'self', now: call.now });

export const counted = async (tx: Tx, personId: string) => ({ ...(await store.factorsOf(tx, personId)), password: false, phone: false });

async function heldHalf(tx: Tx, asker: Asker): Promise<HalfLogin> {
  const half = await lockHalfLogin(tx, asker.id);
  if (!half) throw new Refusal('half-login-over', 401);
  // The new factor was just used: nothing more is proved by using it again.
  return { ...half, provedBy: half.provedBy ?? 'enrolment' };
}
export async function refuseLast({ house, means }: Enrolling, tx: Tx, personId: string, what: 'key' | 'totp'): Promise<void> {
  await store.lockFactors(tx, personId);
  const { factors, asked } = await standingOf(house, means, tx, personId);
  if (isLastOf(what, factors, asked)) throw new Refusal('last-factor', 409);
}
/** Recovery codes replace a factor: without any they would be a second password. */
async function dropOrphanedCodes(tx: Tx, personId: string): Promise<void> {
  if (!hasFactor(await counted(tx, personId))) await store.replaceRecoveryCodes(tx, personId, []);
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
/** Ten codes of 49 bits, in two groups that can be read out; the database keeps keyed digests. */
export async function newCodes(house: House, tx: Tx, personId: string): Promise<string[]> {
  const group = () => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const codes = Array.from({ length: RECOVERY_CODES }, () => `${group()}-${group()}`);
  const digests = codes.map((code) => recoveryDigest(house, personId, code));
  await store.replaceRecoveryCodes(tx, personId, digests);
  return codes;
}
