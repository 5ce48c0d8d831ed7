import type { Erasable, Exportable, Exported } from '../privacy/registry.ts';
import * as store from './personal-store.ts';

const columns = ['roster_import.person_id'];

/** Lists that somebody brought in. Rows of a list stand sealed while it is looked at, and go when it ends. */
export const erasableImports: Erasable = {
  name: 'imports',
  columns,
  erase: async (tx, personId) => ({ removed: 0, kept: await store.anonymiseImports(tx, personId) }),
};
export const exportableImports: Exportable = {
  name: 'imports',
  columns,
  async *of(db, _house, personId): AsyncIterable<Exported> {
    const imports = await store.ownImports(db, personId);
    if (imports.length > 0) yield { file: 'roster-imports.json', json: imports };
  },
};
