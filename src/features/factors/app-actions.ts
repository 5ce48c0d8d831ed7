import { type Call, change, type Signed } from '../../kit/change.ts';
import { Refusal } from '../../kit/refusal.ts';
import { seal, unseal } from '../../kit/seal.ts';
import { accountOf, personOfId } from '../people/index.ts';
import { countTry, forgetTries, type Passed } from './asking.ts';
import type { As } from './contract.ts';
import { added, counted, type Enrolled, type Enrolling, mayAdd, refuseLast, removed } from './enrolling.ts';
import { takeAppCode } from './proving.ts';
import { hasFactor } from './rules.ts';
import * as store from './store.ts';
import { newTotpSecret, totpAddress } from './totp.ts';

/** 验证器: the app's codes. */
export const appActions = (it: Enrolling) => ({
  async beginTotp(call: Call, { as }: { as: As }) {
    const { personId } = await mayAdd(it, call, as, 'totp');
    await change(it.house, call, async (tx, ledger) => {
      const begun = await store.totpOf(tx, personId);
      if (begun?.confirmedAt) throw new Refusal('totp-on', 409);
      await store.beginTotp(tx, { personId, secret: seal(it.house.sealKey, newTotpSecret()), now: call.now });
      ledger.actedBy(personId);
    });
  },
  /** What the app is shown, as long as its first code is awaited; null when nothing was begun. */
  async awaitedTotp(call: Call, { as }: { as: As }) {
    const { personId } = await mayAdd(it, call, as, 'totp');
    const totp = await store.totpOf(it.house.db, personId);
    if (!totp || totp.confirmedAt) return null;
    const secret = unseal(it.house.sealKey, totp.secret);
    const account = (await accountOf(it.house.db, personId))?.name ?? (await personOfId(it.house.db, personId)).name;
    return { secret, address: totpAddress({ site: it.means.site.name, account, secret }) };
  },
  async confirmTotp(call: Call, { as, code }: { as: As; code: string }): Promise<Enrolled> {
    const { house } = it;
    const asker = await mayAdd(it, call, as, 'totp');
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
      return added({ ...it, tx, ledger, call, asker }, 'appOn', isFirst);
    });
  },
  async removeTotp(call: Signed): Promise<Passed> {
    const asker = await mayAdd(it, call, 'stepUp', 'totp');
    return change(it.house, call, async (tx, ledger) => {
      await refuseLast(it, tx, asker.personId, 'totp');
      await store.removeTotp(tx, asker.personId);
      return removed({ ...it, tx, ledger, call, asker }, 'appOff');
    });
  },
});
