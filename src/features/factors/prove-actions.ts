import { type Call, change, type Signed } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { Refusal } from '../../kit/refusal.ts';
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
import { type As, firstSteps } from './contract.ts';
import { proveByKey } from './key-proof.ts';
import { proofOptions } from './keys.ts';
import { give, takeAppCode, takeRecoveryCode } from './proving.ts';
import { isAppCode, isFresh, secondWays, stepUpWays, type Way } from './rules.ts';
import * as store from './store.ts';

export interface Proof {
  readonly asker: Asker;
  readonly standing: Standing;
}
export interface Proving {
  readonly house: House;
  readonly means: Means;
}

/** Proving once more who one is: the second step of signing in, and step-up. */
export const proveActions = (house: House, means: Means) => ({
  ...bySecondFactor({ house, means }),
  ...byFirstFactor({ house, means }),
  async read(call: Call, { as }: { as: As }) {
    const proof = await begin({ house, means }, call, as);
    const { asker, standing } = proof;
    const phone = await maskedPhone(house.db, house, asker.personId);
    return {
      ways: waysOf(proof),
      task: asker.half ? taskOfHalf(asker.half, standing) : ('prove' as const),
      first: firstSteps.find((one) => one === asker.half?.means) ?? null,
      fresh: asker.half === null && isFresh(await provedAt(house.db, asker.id), call.now),
      keysWork: standing.asked.keysWork,
      phone: phone?.verified ? phone.phone : null,
    };
  },
});
export type ProveActions = ReturnType<typeof proveActions>;

const waysOf = ({ asker, standing: { factors, asked } }: Proof): Way[] =>
  asker.half ? secondWays(factors, asked) : stepUpWays(factors, asked);
async function begin({ house, means }: Proving, call: Call, as: As): Promise<Proof> {
  const asker = await askerOf(house, call, as);
  return { asker, standing: await standingOf(house, means, house.db, asker.personId) };
}
function open(proof: Proof, ...any: readonly Way[]): Way[] {
  const ways = waysOf(proof).filter((way) => any.includes(way));
  if (ways.length === 0) throw new Refusal('way-not-open', 409);
  return ways;
}
const through = (it: Proving, tx: Tx, call: Call, proof: Proof, by: string): Promise<Passed> =>
  passed(tx, call, { ...proof, by, means: it.means });

/** By a key, the app's code or a recovery code. */
const bySecondFactor = (it: Proving) => ({
  async askKey(call: Call, { as }: { as: As }) {
    const { house, means } = it;
    const proof = await begin(it, call, as);
    open(proof, 'key');
    const options = await proofOptions(means.site, await store.keysOf(house.db, proof.asker.personId));
    await give(house, call, options.challenge, proof.asker, 'prove');
    return { options: JSON.stringify(options) };
  },
  async byKey(call: Call, { as, answer }: { as: As; answer: string }): Promise<Passed> {
    const proof = await begin(it, call, as);
    open(proof, 'key');
    return proveByKey(it, call, { asker: proof.asker, answer }, (tx) => through(it, tx, call, proof, 'key'));
  },
  /** The app's code, never twice (A23); a recovery code, once. */
  async byCode(call: Call, { as, code }: { as: As; code: string }): Promise<Passed> {
    const { house, means } = it;
    const proof = await begin(it, call, as);
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
      return through(it, tx, call, { ...proof, standing }, by);
    });
  },
});

/** By what signs in alone: step-up for who has no second factor. */
const byFirstFactor = (it: Proving) => ({
  async byPassword(call: Signed, { password }: { password: string }): Promise<Passed> {
    const { house } = it;
    const proof = await begin(it, call, 'stepUp');
    open(proof, 'password');
    await countTry(house, call, call.person.id);
    const account = await accountOf(house.db, call.person.id);
    if (!(await passwordFits(account?.secret, password))) throw new Refusal('wrong-password', 403);
    return change(house, call, async (tx) => {
      await forgetTries(tx, call.person.id);
      return through(it, tx, call, proof, 'password');
    });
  },
  async sendCode(call: Signed) {
    const { house, means } = it;
    const proof = await begin(it, call, 'stepUp');
    open(proof, 'phone');
    const phone = await readablePhone(house.db, house, call.person.id);
    if (!means.sms || phone === null) throw new Refusal('way-not-open', 409);
    const { request } = await sendCode(house, means.sms, call, { purpose: 'login', to: phone, about: call.person.id });
    return { request, to: maskPhone(phone) };
  },
  async byPhone(call: Signed, { request, code }: { request: string; code: string }): Promise<Passed> {
    const { house } = it;
    const proof = await begin(it, call, 'stepUp');
    open(proof, 'phone');
    return countingTries(house, () =>
      change(house, call, async (tx) => {
        const { to } = await redeem(house, tx, { purpose: 'login', about: call.person.id }, { request, code }, call.now);
        // The number may have changed hands since the code was sent.
        if (to !== (await readablePhone(tx, house, call.person.id))) throw new Refusal('code-expired', 403);
        return through(it, tx, call, proof, 'phone');
      }),
    );
  },
});
