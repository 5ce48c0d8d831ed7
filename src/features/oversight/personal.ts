import type { Erasable, Exportable, Exported } from '../privacy/registry.ts';
import * as store from './personal-store.ts';

const columns = [
  'staff.person_id',
  'staff.made_by',
  'grant_request.person_id',
  'grant_request.requested_by',
  'grant_request.decided_by',
  'grant_request.ended_by',
  'duty_side.person_id',
];

/** 工作人员和职责. */
export const erasableDuties: Erasable = { name: 'duties', columns, erase: (tx, personId) => store.eraseDuties(tx, personId) };
export const exportableDuties: Exportable = {
  name: 'duties',
  columns,
  async *of(db, _house, personId): AsyncIterable<Exported> {
    const lists = {
      'duties.json': await store.ownDuties(db, personId),
      'staff.json': await store.ownStaff(db, personId),
      'duties-handled.json': await store.ownWork(db, personId),
    };
    for (const [file, json] of Object.entries(lists)) if (json.length > 0) yield { file, json };
  },
};
