import { type Call, change, type Ledger } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import type { ErasureLedger } from './ledger.ts';
import type { Erasable } from './registry.ts';
import * as store from './store.ts';

/** Runs every entry of the registry on one person, inside the caller's transaction, and writes the ledger's row. @returns how much went. */
export async function eraseIn(
  tx: Tx,
  ledger: Ledger,
  erasable: readonly Erasable[],
  e: { readonly personId: string; readonly kind: string; readonly at: Date },
): Promise<number> {
  const outcome: Record<string, { removed: number; kept: number }> = {};
  for (const entry of erasable) outcome[entry.name] = await entry.erase(tx, e.personId, e.at);
  await store.insertErasure(tx, { ...e, outcome });
  ledger.record('person.erased', { person: e.personId, kind: e.kind });
  ledger.concerns(e.personId);
  return Object.values(outcome).reduce((all, { removed }) => all + removed, 0);
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
  let again = 0;
  for (const line of back) {
    const removed = await change(house, byLedger(house), (tx, ledger) => eraseIn(tx, ledger, erasable, line));
    // A backup may also be older than the person.
    if (removed > 0) again += 1;
  }
  await book.append(known);
  if (back.length > 0) house.committed(['*']);
  return again;
}
const byLedger = (house: House): Call => ({
  person: null,
  now: house.clock.now(),
  act: 'replay erasure ledger',
  address: 'local',
  device: 'local',
  visitor: null,
});
