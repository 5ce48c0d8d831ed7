import type { House } from '../../kit/house.ts';
import { unseal } from '../../kit/seal.ts';
import { digestsOf } from '../people/index.ts';
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

/** Whom a unit named as its contact. By the number: a name alone says nobody; before the links of units, which say whose it is. */
export const erasableContacts: Erasable = {
  name: 'contacts',
  columns: [],
  erase: async (tx, personId) => ({ removed: await store.eraseContacts(tx, personId), kept: 0 }),
};
export const exportableContacts: Exportable = {
  name: 'contacts',
  columns: [],
  async *of(db, house, personId): AsyncIterable<Exported> {
    const contacts = await store.ownContacts(db, personId);
    if (contacts.length === 0) return;
    const readable = contacts.map(({ sealed, ...rest }) => ({ ...rest, phone: sealed && unseal(house.sealKey, sealed) }));
    yield { file: 'unit-contacts.json', json: readable };
  },
};
/** Once a day, for contacts from before this was kept. */
export async function keepContactDigests(house: House): Promise<void> {
  for (const row of await store.withoutSubject(house.db)) {
    const { phone } = digestsOf(house, { phone: unseal(house.sealKey, row.sealed) });
    if (phone) await store.giveSubject(house.db, row, phone);
  }
}
