import { type Call, change, type Signed } from '../../kit/change.ts';
import type { House } from '../../kit/house.ts';
import { allow } from '../../kit/may.ts';
import { Refusal } from '../../kit/refusal.ts';
import { requireStepUp } from '../factors/index.ts';
import { REMOVAL_WORDS, removeDemo } from './contract.ts';
import { removeWorld } from './index.ts';
import * as store from './store.ts';

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
    const { ids, counts } = await change(house, call, async (tx, ledger) => {
      const ids = await store.demoIds(tx);
      if (ids.people.length === 0 && ids.committees.length === 0) throw new Refusal('no-demo-here');
      await removeWorld(tx, ids, call.now);
      ledger.concerns('demo');
      return { ids, counts: countsOf(ids) };
    });
    // No page of a removed thing is shown from memory.
    house.committed([...ids.topics, ...ids.posts, ...ids.committees]);
    return counts;
  },
});
export type DemoActions = ReturnType<typeof demoActions>;

const countsOf = ({ committees, people, topics, posts, files }: store.DemoIds) => ({
  committees: committees.length,
  people: people.length,
  topics: topics.length,
  posts: posts.length,
  files: files.length,
});
