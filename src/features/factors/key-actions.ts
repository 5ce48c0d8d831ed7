import { type Call, change, type Signed } from '../../kit/change.ts';
import type { House } from '../../kit/house.ts';
import { keyedDigest, newId } from '../../kit/ids.ts';
import { allow } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { personOfId } from '../people/index.ts';
import { type Passed, standingOf } from './asking.ts';
import { type As, removeKey, renameKey } from './contract.ts';
import { added, counted, type Enrolled, type Enrolling, mayAdd, refuseLast, removed } from './enrolling.ts';
import { readAnswer, registered, registrationOptions } from './keys.ts';
import { give, take } from './proving.ts';
import { hasFactor, MOST_KEYS } from './rules.ts';
import * as store from './store.ts';

/** 安全密钥. */
export const keyActions = (it: Enrolling) => ({
  /** Before the page that asks for a name: whoever may not, learns it there. */
  async mayAddKey(call: Signed) {
    await mayAdd(it, call, 'stepUp', 'key');
  },
  async askNewKey(call: Call, { as }: { as: As }) {
    const { house, means } = it;
    const asker = await mayAdd(it, call, as, 'key');
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
    const { house, means } = it;
    const asker = await mayAdd(it, call, as, 'key');
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
      return added({ ...it, tx, ledger, call, asker }, 'keyOn', !hasFactor(before));
    });
  },
  async renameKey(call: Signed, { id, name }: { id: string; name: string }) {
    await ownKey(it.house, call, id, renameKey.by);
    await change(it.house, call, async (tx, ledger) => {
      ledger.concerns(id);
      await store.renameKey(tx, id, name.trim());
    });
  },
  async removeKey(call: Signed, { id }: { id: string }): Promise<Passed> {
    await ownKey(it.house, call, id, removeKey.by);
    const asker = await mayAdd(it, call, 'stepUp', 'key');
    return change(it.house, call, async (tx, ledger) => {
      ledger.concerns(id);
      await refuseLast(it, tx, asker.personId, 'key');
      await store.removeKey(tx, id);
      return removed({ ...it, tx, ledger, call, asker }, 'keyOff');
    });
  },
});

async function ownKey(house: House, call: Signed, id: string, by: readonly string[]): Promise<void> {
  const key = await store.keyOf(house.db, id);
  if (!key) throw unknown('thing');
  allow(call.person, by, { authorId: key.personId });
}
