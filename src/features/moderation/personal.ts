import type { Erasable, Exportable, Exported } from '../privacy/registry.ts';
import * as store from './personal-store.ts';

const columns = ['reading.author_id', 'reading.acted_by', 'reading.decided_by', 'reading.appeal_decided_by'];

/** 审核与申诉 of one's own words. */
export const erasableReadings: Erasable = { name: 'readings', columns, erase: (tx, personId) => store.eraseReadings(tx, personId) };
export const exportableReadings: Exportable = {
  name: 'readings',
  columns,
  async *of(db, _house, personId): AsyncIterable<Exported> {
    yield { file: 'readings.json', json: await store.ownReadings(db, personId) };
    const decisions = await store.ownDecisions(db, personId);
    if (decisions.length > 0) yield { file: 'decisions-made.json', json: decisions };
  },
};
