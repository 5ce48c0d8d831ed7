import { type Call, change, type Ledger } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import type { ErasureLedger } from './ledger.ts';
import type { Erasable } from './registry.ts';
import * as store from './store.ts';

/** Runs every entry of the registry on one person, inside the caller's transaction, and writes the ledger's row. */
export async function eraseIn(
  tx: Tx,
  ledger: Ledger,
  erasable: readonly Erasable[],
  e: { readonly personId: string; readonly kind: string; readonly at: Date },
): Promise<void> {
  const outcome: Record<string, { removed: number; kept: number }> = {};
  for (const entry of erasable) outcome[entry.name] = await entry.erase(tx, e.personId, e.at);
  await store.insertErasure(tx, { ...e, outcome });
  ledger.record('person.erased', { person: e.personId, kind: e.kind });
  ledger.concerns(e.personId);
}

/** After the commit and before anybody is told: the line that keeps a restored backup from bringing the person back. */
export async function settleErasure(house: House, book: ErasureLedger, e: { personId: string; kind: string; at: Date }): Promise<void> {
  await book.append([e]);
  // Their name and texts stood on pages about anything.
  house.committed(['*']);
}

/**
 * Brings ledger and database together, at the start and after a restore. Whom the ledger names and the database does not know as erased
 * came back with an older backup, and goes again; what only the database knows is written down.
 * @returns how many went again.
 */
export async function replayErasures(house: House, erasable: readonly Erasable[], book: ErasureLedger): Promise<number> {
  const known = await store.erasures(house.db);
  const ids = new Set(known.map(({ personId }) => personId));
  const back = (await book.read()).filter(({ personId }) => !ids.has(personId));
  for (const line of back) await change(house, byLedger(house), (tx, ledger) => eraseIn(tx, ledger, erasable, line));
  await book.append(known);
  if (back.length > 0) house.committed(['*']);
  return back.length;
}
const byLedger = (house: House): Call => ({
  person: null,
  now: house.clock.now(),
  act: 'replay erasure ledger',
  address: 'local',
  device: 'local',
  visitor: null,
});
