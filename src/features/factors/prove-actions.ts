import { note } from '../../kit/audit.ts';
import { type Call, change, type Signed } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { keyedDigest } from '../../kit/ids.ts';
import { Refusal } from '../../kit/refusal.ts';
import { unseal } from '../../kit/seal.ts';
import {
  accountOf,
  countingTries,
  maskedPhone,
  maskPhone,
  passwordFits,
  provedAt,
  readablePhone,
  redeem,
  sendCode,
} from '../people/index.ts';
import {
  type Asker,
  askerOf,
  countTry,
  forgetTries,
  type Means,
  type Passed,
  passed,
  type Standing,
  standingOf,
  taskOfHalf,
} from './asking.ts';
import type { As } from './contract.ts';
import { goesBack, proofOptions, proved, readAnswer } from './keys.ts';
import { isAppCode, isFresh, PROOF_MINUTES, plainRecoveryCode, secondWays, stepUpWays, type Way } from './rules.ts';
import * as store from './store.ts';
import { fromBase32, stepOf } from './totp.ts';

interface Proof {
  readonly asker: Asker;
  readonly standing: Standing;
}

/** Proving once more who one is: the second step of signing in, and step-up. */
export const proveActions = (house: House, means: Means) => {
  const waysOf = ({ asker, standing: { factors, asked } }: Proof): Way[] =>
    asker.half ? secondWays(factors, asked) : stepUpWays(factors, asked);
  const begin = async (call: Call, as: As): Promise<Proof> => {
    const asker = await askerOf(house, call, as);
    return { asker, standing: await standingOf(house, means, house.db, asker.personId) };
  };
  const open = (proof: Proof, ...any: readonly Way[]): Way[] => {
    const ways = waysOf(proof).filter((way) => any.includes(way));
    if (ways.length === 0) throw new Refusal('way-not-open', 409);
    return ways;
  };
  const through = (tx: Tx, call: Call, proof: Proof, by: string): Promise<Passed> => passed(tx, call, { ...proof, by, means });

  return {
    async read(call: Call, { as }: { as: As }) {
      const proof = await begin(call, as);
      const { asker, standing } = proof;
      const phone = await maskedPhone(house.db, house, asker.personId);
      return {
        ways: waysOf(proof),
        task: asker.half ? taskOfHalf(asker.half, standing) : ('prove' as const),
        fresh: asker.half === null && isFresh(await provedAt(house.db, asker.id), call.now),
        keysWork: standing.asked.keysWork,
        phone: phone?.verified ? phone.phone : null,
      };
    },

    async askKey(call: Call, { as }: { as: As }) {
      const proof = await begin(call, as);
      open(proof, 'key');
      const options = await proofOptions(means.site, await store.keysOf(house.db, proof.asker.personId));
      await give(house, call, options.challenge, proof.asker, 'prove');
      return { options: JSON.stringify(options) };
    },

    async byKey(call: Call, { as, answer: text }: { as: As; answer: string }): Promise<Passed> {
      const proof = await begin(call, as);
      open(proof, 'key');
      const { id, challenge, answer } = readAnswer(text);
      await take(house, call, challenge, proof.asker, 'prove');
      const { personId } = proof.asker;
      try {
        return await change(house, call, async (tx, ledger) => {
          const key = await store.lockKeyByCredential(tx, personId, id);
          if (!key) throw new Refusal('key-refused', 403);
          ledger.concerns(key.id);
          ledger.actedBy(personId);
          const counter = await proved(means.site, answer, challenge, key);
          if (goesBack(key.counter, counter)) throw new WentBack(key.id);
          await store.countKey(tx, key.id, counter, call.now);
          return through(tx, call, proof, 'key');
        });
      } catch (error) {
        // Alone in the audit: the change that found it is rolled back.
        if (error instanceof WentBack)
          await note(
            house,
            { ...call, person: call.person ?? { id: personId, loginId: '', roles: [] } },
            'alarm key-counter-back',
            error.keyId,
          );
        throw error;
      }
    },

    /** The app's code, never twice (A23); a recovery code, once. */
    async byCode(call: Call, { as, code }: { as: As; code: string }): Promise<Passed> {
      const proof = await begin(call, as);
      const { personId } = proof.asker;
      const ways = open(proof, 'totp', 'recovery');
      await countTry(house, call, personId);
      return change(house, call, async (tx, ledger) => {
        const by = isAppCode(code) ? 'totp' : 'recovery';
        if (!ways.includes(by)) throw new Refusal('wrong-second', 403);
        if (by === 'totp') await takeAppCode(house, tx, call, personId, code);
        else await takeRecoveryCode(house, tx, call, personId, code);
        await forgetTries(tx, personId);
        ledger.actedBy(personId);
        // The codes left are counted anew: the last one may be gone.
        const standing = await standingOf(house, means, tx, personId);
        return through(tx, call, { ...proof, standing }, by);
      });
    },

    async byPassword(call: Signed, { password }: { password: string }): Promise<Passed> {
      const proof = await begin(call, 'stepUp');
      open(proof, 'password');
      await countTry(house, call, call.person.id);
      const account = await accountOf(house.db, call.person.id);
      if (!(await passwordFits(account?.secret, password))) throw new Refusal('wrong-password', 403);
      return change(house, call, async (tx) => {
        await forgetTries(tx, call.person.id);
        return through(tx, call, proof, 'password');
      });
    },

    async sendCode(call: Signed) {
      const proof = await begin(call, 'stepUp');
      open(proof, 'phone');
      const phone = await readablePhone(house.db, house, call.person.id);
      if (!means.sms || phone === null) throw new Refusal('way-not-open', 409);
      const { request } = await sendCode(house, means.sms, call, { purpose: 'login', to: phone, about: call.person.id });
      return { request, to: maskPhone(phone) };
    },
    async byPhone(call: Signed, { request, code }: { request: string; code: string }): Promise<Passed> {
      const proof = await begin(call, 'stepUp');
      open(proof, 'phone');
      return countingTries(house, () =>
        change(house, call, async (tx) => {
          const { to } = await redeem(house, tx, { purpose: 'login', about: call.person.id }, { request, code }, call.now);
          // The number may have changed hands since the code was sent.
          if (to !== (await readablePhone(tx, house, call.person.id))) throw new Refusal('code-expired', 403);
          return through(tx, call, proof, 'phone');
        }),
      );
    },
  };
};
export type ProveActions = ReturnType<typeof proveActions>;

/** A key that counts less than before has a copy somewhere: nobody enters by it. */
class WentBack extends Refusal {
  readonly keyId: string;
  constructor(keyId: string) {
    super('key-counter-back', 403);
    this.keyId = keyId;
  }
}

/** A challenge belongs to who asked, for five minutes. */
export function give(house: House, call: Call, challenge: string, asker: Asker, purpose: store.Challenge['purpose']): Promise<void> {
  const endsAt = new Date(call.now.getTime() + PROOF_MINUTES * 60_000);
  return store.insertChallenge(house.db, { challenge, askerId: asker.id, purpose, endsAt });
}
/** Before the answer is looked at, in a transaction of its own: a challenge serves one try (A23). */
export async function take(house: House, call: Call, challenge: string, asker: Asker, purpose: store.Challenge['purpose']): Promise<void> {
  if (!(await store.takeChallenge(house.db, { challenge, askerId: asker.id, purpose, now: call.now })))
    throw new Refusal('key-refused', 403);
}

/** Compare-and-set on the step: of two that type one code, one is let in. */
export async function takeAppCode(house: House, tx: Tx, call: Call, personId: string, code: string): Promise<void> {
  const totp = await store.totpOf(tx, personId);
  const step = totp && stepOf(fromBase32(unseal(house.sealKey, totp.secret)), code.replace(/\s/g, ''), call.now);
  if (step === null) throw new Refusal('wrong-second', 403);
  if (!(await store.takeStep(tx, personId, step))) throw new Refusal('code-used', 403);
}
async function takeRecoveryCode(house: House, tx: Tx, call: Call, personId: string, code: string): Promise<void> {
  if (!(await store.spendRecoveryCode(tx, personId, recoveryDigest(house, personId, code), call.now)))
    throw new Refusal('wrong-second', 403);
}
export const recoveryDigest = (house: House, personId: string, code: string): Buffer =>
  keyedDigest(house.digestKey, `recovery:${personId}:${plainRecoveryCode(code)}`);
