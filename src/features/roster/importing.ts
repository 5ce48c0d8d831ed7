import { type Call, change, isDatabaseError } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import { cancel } from '../../kit/due.ts';
import type { House } from '../../kit/house.ts';
import { watched } from '../../kit/jobs.ts';
import { Refusal } from '../../kit/refusal.ts';
import { termsOf } from '../people/index.ts';
import { type CheckedRow, type Checking, check, resultOf, tallyOf } from './checking.ts';
import { readImport } from './contract.ts';
import { dayIn } from './days.ts';
import { importLife } from './lifecycle.ts';
import * as store from './store.ts';
import { write } from './writing.ts';

/** Due: an import to be written; its key is the import. */
export const IMPORT = 'roster.import';
const AT_ONCE = 100;

/** Cancelled while it was being written. */
class Cancelled extends Error {}
/** What the preview showed is no longer what would happen. */
class MovedOn extends Error {
  readonly rows: readonly CheckedRow[];
  constructor(rows: readonly CheckedRow[]) {
    super('moved on');
    this.rows = rows;
  }
}

export const importing = (house: House) => watched(house, IMPORT, { work: (id) => run(house, id) });

async function run(house: House, id: string): Promise<void> {
  const held = await store.importOf(house.db, id);
  if (held?.state !== 'importing') return;
  const now = house.clock.now();
  const call = callOf(held, now);
  // Whoever lost the duty since then imports nothing any more (A27).
  if (!(await stillMay(house, held))) return giveUp(house, call, held);
  const term = (await termsOf(house.db, held.committeeId)).find(({ id }) => id === held.termId);
  if (!term) return giveUp(house, call, held);
  const today = dayIn(house.zone, now);
  const checking = { kind: held.kind, committeeId: held.committeeId, term, mapping: held.mapping, today };
  try {
    await writeAll(house, call, held, checking);
  } catch (error) {
    if (error instanceof Cancelled) return;
    await giveBack(house, call, held, error instanceof MovedOn ? error.rows : null);
    // A value that somebody took meanwhile is the world moving on; everything else is a defect, and is told as one.
    if (!(error instanceof MovedOn || error instanceof Refusal || (isDatabaseError(error) && error.code === '23505'))) throw error;
  }
}

const stillMay = async (house: House, { personId, committeeId }: store.ImportRow): Promise<boolean> => {
  const held = await Promise.all(readImport.by.map((role) => store.holdsDuty(house.db, personId, role, committeeId)));
  return held.includes(true);
};
/** The one who began it is who wrote it; the figures stand in audit's one line. */
const callOf = ({ personId, address, kind, new: fresh, changed, same }: store.ImportRow, now: Date): Call => ({
  person: { id: personId, loginId: '', roles: [] },
  now,
  act: `${IMPORT} ${kind}: ${fresh} new, ${changed} changed, ${same} unchanged`,
  address,
  device: '',
  visitor: null,
});

/** Everything in one transaction: how far it is stands beside it, and a cancellation seen there undoes all of it. */
async function writeAll(house: House, call: Call, held: store.ImportRow, checking: Checking): Promise<void> {
  await change(house, call, async (tx, ledger) => {
    const rows = await check(house, tx, held.id, checking);
    const tally = tallyOf(rows);
    if (tally.wrong > 0 || tally.new !== held.new || tally.changed !== held.changed) throw new MovedOn(rows);
    const writing = { ...checking, byId: held.personId, now: call.now, ledger };
    for (let at = 0; at < rows.length; at += AT_ONCE) {
      await write(tx, house, writing, rows.slice(at, at + AT_ONCE));
      if (!(await store.progress(house.db, held.id, Math.min(rows.length, at + AT_ONCE)))) throw new Cancelled();
    }
    await finish(tx, held, call.now);
    ledger.step({ thingKind: 'rosterImport', thingId: held.id, command: 'finish', from: 'importing', to: 'done' });
    const { committeeId, termId } = held;
    ledger.record(importLife.commands.finish.fact, { importId: held.id, committeeId, termId, rosterKind: held.kind, ...tally });
  });
}
async function finish(tx: Tx, { id }: store.ImportRow, now: Date): Promise<void> {
  if (!(await store.moveState(tx, id, 'importing', 'done', now))) throw new Cancelled();
  await store.dropRows(tx, id);
  for (const kind of [IMPORT, 'roster.expire']) await cancel(tx, kind, id);
}

/** Back to the preview, which says anew how each row stands. */
async function giveBack(house: House, call: Call, held: store.ImportRow, rows: readonly CheckedRow[] | null): Promise<void> {
  await change(house, call, async (tx, ledger) => {
    if (!(await store.moveState(tx, held.id, 'importing', 'checked', call.now))) return;
    await cancel(tx, IMPORT, held.id);
    await store.writeTrouble(tx, held.id, rows ? 'moved-on' : 'broke-off');
    if (rows) {
      await store.writeResults(
        tx,
        held.id,
        rows.map((row) => resultOf(house, row)),
      );
      await store.writeCheck(tx, { id: held.id, termId: held.termId, mapping: held.mapping, tally: tallyOf(rows), now: call.now });
    }
    ledger.step({ thingKind: 'rosterImport', thingId: held.id, command: 'giveBack', from: 'importing', to: 'checked' });
    ledger.record(importLife.commands.giveBack.fact, { importId: held.id, committeeId: held.committeeId });
  });
}
async function giveUp(house: House, call: Call, held: store.ImportRow): Promise<void> {
  await change(house, call, async (tx, ledger) => {
    if (!(await store.moveState(tx, held.id, 'importing', 'cancelled', call.now))) return;
    await store.dropRows(tx, held.id);
    for (const kind of [IMPORT, 'roster.expire']) await cancel(tx, kind, held.id);
    ledger.step({ thingKind: 'rosterImport', thingId: held.id, command: 'cancel', from: 'importing', to: 'cancelled' });
    ledger.record(importLife.commands.cancel.fact, { importId: held.id, committeeId: held.committeeId });
  });
}
