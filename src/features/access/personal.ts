import { cancel } from '../../kit/due.ts';
import { unseal } from '../../kit/seal.ts';
import type { Erasable, Exportable, Exported } from '../privacy/registry.ts';
import * as store from './personal-store.ts';
import { TEXT } from './texts.ts';

const columns = [
  'activation.person_id',
  'activation.made_by',
  'unit_link.person_id',
  'unit_link.made_by',
  'unit_link.revoked_by',
  'phone_recovery.person_id',
  'phone_recovery.started_by',
];

/** Cards, links and lost phones. What the person did for others as staff stays on record. */
export const erasableWays: Erasable = {
  name: 'entry',
  columns,
  async erase(tx, personId) {
    const { removed, texts } = await store.eraseWays(tx, personId);
    for (const id of texts) await cancel(tx, TEXT, id);
    return { removed, kept: await store.emptyRecoveries(tx, personId) };
  },
};
export const exportableWays: Exportable = {
  name: 'entry',
  columns,
  async *of(db, house, personId): AsyncIterable<Exported> {
    const { activations, recoveries, links, acts } = await store.ownWays(db, personId);
    const opened = (sealed: Buffer | null) => (sealed === null || sealed.length === 0 ? null : unseal(house.sealKey, sealed));
    yield {
      file: 'entry.json',
      json: {
        activations,
        recoveries: recoveries.map(({ newSealed, oldSealed, ...rest }) => ({
          ...rest,
          phone: opened(newSealed),
          before: opened(oldSealed),
        })),
        links: links.map(({ sealed, ...rest }) => ({ ...rest, phone: opened(sealed) })),
        ...(acts && acts.made + acts.recovered + acts.links > 0 && { doneForOthers: acts }),
      },
    };
  },
};
