import { change, type Signed } from '../../kit/change.ts';
import type { House } from '../../kit/house.ts';
import { Refusal } from '../../kit/refusal.ts';
import { accountChanges, accountOf } from '../people/index.ts';
import { appActions } from './app-actions.ts';
import { type Means, settle, standingOf } from './asking.ts';
import { counted, type Enrolled, mayAdd, newCodes, told } from './enrolling.ts';
import { keyActions } from './key-actions.ts';
import { hasFactor } from './rules.ts';
import * as store from './store.ts';

export type { Enrolled } from './enrolling.ts';

/** Second factors of one's own: the app's codes, keys, recovery codes. */
export const enrolActions = (house: House, means: Means) => ({
  ...appActions({ house, means }),
  ...keyActions({ house, means }),
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
      changes: await accountChanges(house.db, call.person.id, call.now),
    };
  },
  async renewCodes(call: Signed): Promise<Enrolled> {
    const it = { house, means };
    const asker = await mayAdd(it, call, 'stepUp', 'prove');
    return change(house, call, async (tx, ledger) => {
      await store.lockFactors(tx, asker.personId);
      if (!hasFactor(await counted(tx, asker.personId))) throw new Refusal('no-factor-yet', 409);
      const codes = await newCodes(house, tx, asker.personId);
      await told({ ...it, tx, ledger, call, asker }, 'codesRenewed');
      return { ...(await settle(tx, call, means, asker, null)), codes };
    });
  },
});
export type EnrolActions = ReturnType<typeof enrolActions>;
