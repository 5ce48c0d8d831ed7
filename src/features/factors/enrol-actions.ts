import { randomInt } from 'node:crypto';
import { type Call, change, type Signed } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { keyedDigest, newId } from '../../kit/ids.ts';
import { allow } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { seal, unseal } from '../../kit/seal.ts';
import { asSigned } from '../../kit/serve.ts';
import { accountOf, type HalfLogin, lockHalfLogin, personOfId } from '../people/index.ts';
import { type Asker, askerOf, countTry, forgetTries, type Means, onward, type Passed, settle, standingOf, taskOfHalf } from './asking.ts';
import { type As, removeKey, renameKey } from './contract.ts';
import { requireStepUp } from './index.ts';
import { readAnswer, registered, registrationOptions } from './keys.ts';
import { give, recoveryDigest, take, takeAppCode } from './prove-actions.ts';
import { hasFactor, isLastOf, MOST_KEYS, RECOVERY_CODES, type Task } from './rules.ts';
import * as store from './store.ts';
import { newTotpSecret, totpAddress } from './totp.ts';

/** A factor was added: how to go on, and the recovery codes that came with the first one, readable this once. */
export interface Enrolled extends Passed {
  readonly codes: readonly string[];
}

/** Second factors of one's own: the app's codes, keys, recovery codes. */
export const enrolActions = (house: House, means: Means) => {
  /** Halfway in, exactly what is asked for may be added; signed in, whoever proved anew. */
  const mayAdd = async (call: Call, as: As, task: Task): Promise<Asker> => {
    const asker = await askerOf(house, call, as);
    const standing = await standingOf(house, means, house.db, asker.personId);
    if (standing.demo) throw new Refusal('demo-account', 409);
    if (asker.half) {
      if (taskOfHalf(asker.half, standing) !== task) throw new Refusal('not-the-step', 409);
    } else await requireStepUp(asSigned(call), house);
    return asker;
  };
  /** Same transaction as the new factor: the codes that go with the first one, and what becomes of logins. */
  const added = async (tx: Tx, call: Call, asker: Asker, isFirst: boolean): Promise<Enrolled> => {
    const codes = isFirst ? await newCodes(house, tx, asker.personId) : [];
    if (!asker.half) return { ...(await settle(tx, call, means, asker, null)), codes };
    const half = await heldHalf(tx, asker);
    await settle(tx, call, means, asker, half);
    return { ...(await onward(tx, call, means, half, await standingOf(house, means, tx, asker.personId))), codes };
  };

  return {
    /** Everything that /mine/security shows. */
    async read(call: Signed) {
      const { factors, asked, demo } = await standingOf(house, means, house.db, call.person.id);
      const keys = await store.keysOf(house.db, call.person.id);
      const account = await accountOf(house.db, call.person.id);
      return {
        ...factors,
        ...asked,
        demo,
        account: account && { name: account.name, setAt: account.setAt },
        list: keys.map(({ id, name, createdAt, usedAt }) => ({ id, name, createdAt, usedAt })),
      };
    },

    async beginTotp(call: Call, { as }: { as: As }) {
      const { personId } = await mayAdd(call, as, 'totp');
      await change(house, call, async (tx, ledger) => {
        const begun = await store.totpOf(tx, personId);
        if (begun?.confirmedAt) throw new Refusal('totp-on', 409);
        await store.beginTotp(tx, { personId, secret: seal(house.sealKey, newTotpSecret()), now: call.now });
        ledger.actedBy(personId);
      });
    },
    /** What the app is shown, as long as its first code is awaited; null when nothing was begun. */
    async awaitedTotp(call: Call, { as }: { as: As }) {
      const { personId } = await mayAdd(call, as, 'totp');
      const totp = await store.totpOf(house.db, personId);
      if (!totp || totp.confirmedAt) return null;
      const secret = unseal(house.sealKey, totp.secret);
      const account = (await accountOf(house.db, personId))?.name ?? (await personOfId(house.db, personId)).name;
      return { secret, address: totpAddress({ site: means.site.name, account, secret }) };
    },
    async confirmTotp(call: Call, { as, code }: { as: As; code: string }): Promise<Enrolled> {
      const asker = await mayAdd(call, as, 'totp');
      const { personId } = asker;
      await countTry(house, call, personId);
      return change(house, call, async (tx, ledger) => {
        await store.lockFactors(tx, personId);
        const isFirst = !hasFactor(await counted(tx, personId));
        const begun = await store.totpOf(tx, personId);
        if (!begun) throw new Refusal('not-the-step', 409);
        if (begun.confirmedAt) throw new Refusal('totp-on', 409);
        await takeAppCode(house, tx, call, personId, code);
        await store.confirmTotp(tx, personId, call.now);
        await forgetTries(tx, personId);
        ledger.actedBy(personId);
        return added(tx, call, asker, isFirst);
      });
    },
    async removeTotp(call: Signed): Promise<Passed> {
      const asker = await mayAdd(call, 'stepUp', 'totp');
      return change(house, call, async (tx) => {
        await refuseLast(house, means, tx, asker.personId, 'totp');
        await store.removeTotp(tx, asker.personId);
        await dropOrphanedCodes(tx, asker.personId);
        return settle(tx, call, means, asker, null);
      });
    },

    /** Before the page that asks for a name: whoever may not, learns it there. */
    async mayAddKey(call: Signed) {
      await mayAdd(call, 'stepUp', 'key');
    },
    async askNewKey(call: Call, { as }: { as: As }) {
      const asker = await mayAdd(call, as, 'key');
      const { personId } = asker;
      const { asked } = await standingOf(house, means, house.db, personId);
      if (!asked.keysWork) throw new Refusal('keys-cannot-work', 409);
      const known = await store.keysOf(house.db, personId);
      if (known.length >= MOST_KEYS) throw new Refusal('too-many-keys', 409, { most: MOST_KEYS });
      const { name } = await personOfId(house.db, personId);
      const handle = keyedDigest(house.digestKey, `key-handle:${personId}`);
      const options = await registrationOptions(means.site, { handle, name }, known);
      await give(house, call, options.challenge, asker, 'register');
      return { options: JSON.stringify(options) };
    },
    async addKey(call: Call, { as, name, answer: text }: { as: As; name: string; answer: string }): Promise<Enrolled> {
      const asker = await mayAdd(call, as, 'key');
      const { personId } = asker;
      const { challenge, answer } = readAnswer(text);
      await take(house, call, challenge, asker, 'register');
      const key = await registered(means.site, answer, challenge);
      return change(house, call, async (tx, ledger) => {
        await store.lockFactors(tx, personId);
        const before = await counted(tx, personId);
        if (before.keys >= MOST_KEYS) throw new Refusal('too-many-keys', 409, { most: MOST_KEYS });
        const id = newId();
        await store.insertKey(tx, { id, personId, ...key, name: name.trim(), createdAt: call.now });
        ledger.concerns(id);
        ledger.actedBy(personId);
        return added(tx, call, asker, !hasFactor(before));
      });
    },
    async renameKey(call: Signed, { id, name }: { id: string; name: string }) {
      await ownKey(house, call, id, renameKey.by);
      await change(house, call, async (tx, ledger) => {
        ledger.concerns(id);
        await store.renameKey(tx, id, name.trim());
      });
    },
    async removeKey(call: Signed, { id }: { id: string }): Promise<Passed> {
      await ownKey(house, call, id, removeKey.by);
      const asker = await mayAdd(call, 'stepUp', 'key');
      return change(house, call, async (tx, ledger) => {
        ledger.concerns(id);
        await refuseLast(house, means, tx, asker.personId, 'key');
        await store.removeKey(tx, id);
        await dropOrphanedCodes(tx, asker.personId);
        return settle(tx, call, means, asker, null);
      });
    },

    async renewCodes(call: Signed): Promise<Enrolled> {
      const asker = await mayAdd(call, 'stepUp', 'prove');
      return change(house, call, async (tx) => {
        await store.lockFactors(tx, asker.personId);
        if (!hasFactor(await counted(tx, asker.personId))) throw new Refusal('no-factor-yet', 409);
        const codes = await newCodes(house, tx, asker.personId);
        return { ...(await settle(tx, call, means, asker, null)), codes };
      });
    },
  };
};
export type EnrolActions = ReturnType<typeof enrolActions>;

const counted = async (tx: Tx, personId: string) => ({ ...(await store.factorsOf(tx, personId)), password: false, phone: false });

async function heldHalf(tx: Tx, asker: Asker): Promise<HalfLogin> {
  const half = await lockHalfLogin(tx, asker.id);
  if (!half) throw new Refusal('half-login-over', 401);
  // The new factor was just used: nothing more is proved by using it again.
  return { ...half, provedBy: half.provedBy ?? 'enrolment' };
}
async function ownKey(house: House, call: Signed, id: string, by: readonly string[]): Promise<void> {
  const key = await store.keyOf(house.db, id);
  if (!key) throw unknown('thing');
  allow(call.person, by, { authorId: key.personId });
}
async function refuseLast(house: House, means: Means, tx: Tx, personId: string, what: 'key' | 'totp'): Promise<void> {
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
async function newCodes(house: House, tx: Tx, personId: string): Promise<string[]> {
  const group = () => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const codes = Array.from({ length: RECOVERY_CODES }, () => `${group()}-${group()}`);
  const digests = codes.map((code) => recoveryDigest(house, personId, code));
  await store.replaceRecoveryCodes(tx, personId, digests);
  return codes;
}
