import { plan } from '../../kit/due.ts';
import { PACK_ENDS } from './data-actions.ts';
import type { Erasable, Exportable, Exported } from './registry.ts';
import * as store from './store.ts';

const columns = [
  'consent.person_id',
  'data_export.person_id',
  'erasure_request.person_id',
  'erasure_request.answered_by',
  'erasure.person_id',
  'privacy_notice.published_by',
];

/** 同意、导出、注销 of one's own. */
export const erasablePrivacy: Erasable = {
  name: 'privacy',
  columns,
  async erase(tx, personId, now) {
    const packed = await store.endExports(tx, personId);
    for (const id of packed) await plan(tx, PACK_ENDS, id, now);
    const { removed, kept } = await store.eraseOwn(tx, personId);
    return { removed: removed + packed.length, kept };
  },
};
export const exportablePrivacy: Exportable = {
  name: 'privacy',
  columns,
  async *of(db, _house, personId): AsyncIterable<Exported> {
    yield { file: 'consents.json', json: await store.consentsOf(db, personId) };
    const { requests, exports, work } = await store.ownRequests(db, personId);
    yield { file: 'erasure-requests.json', json: requests };
    yield { file: 'data-exports.json', json: exports };
    if (work.length > 0) yield { file: 'privacy-work.json', json: work };
  },
};
