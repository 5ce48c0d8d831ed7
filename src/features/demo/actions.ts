import { type Call, change, isDatabaseError, type Signed } from '../../kit/change.ts';
import type { House } from '../../kit/house.ts';
import { allow } from '../../kit/may.ts';
import { Refusal } from '../../kit/refusal.ts';
import { requireStepUp } from '../factors/index.ts';
import { REMOVAL_WORDS, removeDemo } from './contract.ts';
import { removeWorld } from './index.ts';
import * as store from './store.ts';

const STILL_POINTED_AT = '23503';

/** The demo world of an installation: how much there is, and the one act that takes it away. */
export const demoActions = (house: House) => ({
  async read(call: Call) {
    allow(call.person, removeDemo.by, {}, true);
    return countsOf(await store.demoIds(house.db));
  },
  async remove(call: Signed, { confirm }: { confirm: string }) {
    allow(call.person, removeDemo.by, {}, true);
    await requireStepUp(call, house);
    if (!REMOVAL_WORDS.some((words) => words === confirm.trim().toLowerCase())) throw new Refusal('confirmation-differs');
    const { ids, counts } = await whole(() =>
      change(house, call, async (tx, ledger) => {
        const ids = await store.demoIds(tx);
        if (ids.people.length === 0 && ids.committees.length === 0) throw new Refusal('no-demo-here');
        await removeWorld(tx, ids, call.now);
        ledger.concerns('demo');
        return { ids, counts: countsOf(ids) };
      }),
    );
    // No page of a removed thing is shown from memory.
    house.committed([...ids.topics, ...ids.posts, ...ids.committees]);
    return counts;
  },
});
/** What a reader or a visitor adds while the world is being taken away still points at it: then all of it is looked for once more. */
async function whole<T>(remove: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await remove();
    } catch (error) {
      if (!(isDatabaseError(error) && error.code === STILL_POINTED_AT && tries < 5)) throw error;
    }
  }
}
export type DemoActions = ReturnType<typeof demoActions>;

const countsOf = ({ committees, people, topics, posts, files }: store.DemoIds) => ({
  committees: committees.length,
  people: people.length,
  topics: topics.length,
  posts: posts.length,
  files: files.length,
});
