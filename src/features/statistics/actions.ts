import { note } from '../../kit/audit.ts';
import type { Call } from '../../kit/change.ts';
import { plan, take } from '../../kit/due.ts';
import type { House } from '../../kit/house.ts';
import { keyedDigest } from '../../kit/ids.ts';
import { enqueue } from '../../kit/jobs.ts';
import { allow, may } from '../../kit/may.ts';
import { unknown } from '../../kit/refusal.ts';
import { capacityOf } from '../people/index.ts';
import { readFigures } from './contract.ts';
import { figuresOf } from './figures.ts';
import { RECOUNT } from './readers.ts';
import * as store from './store.ts';
import { visitRecorder } from './visits.ts';

/** Counts everything anew from facts and the raw log and writes down whether it agrees: no code of this feature. */
export type Recount = () => Promise<void>;

export const statisticsActions = (house: House, recount: Recount) => {
  const record = visitRecorder(house);
  return {
    /** 到访: 2xx once the hit is committed. The same device within 30 minutes is the same visit, so that a retry changes no figure. */
    async visit(call: Call, { id }: { id: string }) {
      const topic = await store.topicOf(house.db, id);
      if (!topic) throw unknown('thing');
      if (topic.hidden) {
        allow(call.person, readFigures.by, { bodyId: topic.committeeId });
        return { counted: false };
      }
      const kind = call.person ? (await capacityOf(house.db, call.person.id, topic.committeeId, call.now)).kind : 'visitor';
      await record({ topicId: id, visitor: await visitorOf(house, call, id), at: call.now, kind });
      return { counted: true };
    },
    async figures(call: Call, { id }: { id: string }) {
      return figuresOf(house.db, await counted(house, call, id), call.now, house.zone);
    },
    /** The same figures to take away: noted in audit. */
    async takeAway(call: Call, { id }: { id: string }) {
      const figures = await figuresOf(house.db, await counted(house, call, id), call.now, house.zone);
      await note(house, call, 'exported', id);
      return figures;
    },

    due: {
      [RECOUNT]: (key: string, now: Date) =>
        house.db.transaction().execute(async (tx) => {
          if (!(await take(tx, RECOUNT, key, now))) return;
          await plan(tx, RECOUNT, key, await store.nextSix(tx, now, house.zone));
          await enqueue(tx, RECOUNT, key);
        }),
    },
    jobs: { [RECOUNT]: recount },
  };
};
export type StatisticsActions = ReturnType<typeof statisticsActions>;

async function counted(house: House, call: Call, id: string): Promise<store.TopicRow> {
  const topic = await store.topicOf(house.db, id);
  if (!topic || !may(call.person, readFigures.by, { bodyId: topic.committeeId })) throw unknown('thing');
  return topic;
}

/**
 * The device by its mark. Without one a login, which is one device too; else address and browser, for one day:
 * a whole office must not look like one visitor because it shares an address.
 */
async function visitorOf(house: House, call: Call, topicId: string): Promise<Buffer> {
  const digestOf = (device: string) => keyedDigest(house.digestKey, `visit:${topicId}:${device}`);
  if (call.visitor !== null) return digestOf(`mark:${call.visitor}`);
  if (call.person) return digestOf(`login:${call.person.loginId}`);
  const [day = ''] = await store.daysOf(house.db, [call.now], house.zone);
  return digestOf(`${day}:${call.address}:${call.device}`);
}
