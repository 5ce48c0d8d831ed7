import { type Call, change, type Signed } from '../../kit/change.ts';
import { cancel, plan, take } from '../../kit/due.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { next } from '../../kit/lifecycle.ts';
import { allow } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import type { Upload } from '../../kit/serve.ts';
import { displayName } from '../files/index.ts';
import { termsOf } from '../people/index.ts';
import { type Checking, check, resultOf, sealCells, tallyOf } from './checking.ts';
import { listImports, ROSTER, readImport, uploadMembers } from './contract.ts';
import { currentTerm, dayIn, openTerms } from './days.ts';
import { guessMapping, type Kind, type Mapping, mappingFaults, rememberedOf } from './fields-rules.ts';
import { IMPORT, importing } from './importing.ts';
import { type ImportState, importLife } from './lifecycle.ts';
import { previewOf, viewOf } from './preview.ts';
import * as store from './store.ts';
import { listIn } from './table-rules.ts';
import { readWorkbook } from './workbook-reading.ts';

const MB = 1_048_576;
const CHECKS_AT_ONCE = 2;
/** Due: an import that nobody finished. */
const EXPIRE = 'roster.expire';

export const rosterActions = (house: House) => {
  let checks = 0;
  const own = (call: Call, id: string) => ownImport(house, call, id);
  const job = importing(house);
  return {
    /** 上传: reads the file, keeps its rows sealed for a day, guesses which column is which. */
    async upload(call: Signed, kind: Kind, { id: committeeId }: { id: string }, upload: Upload) {
      allow(call.person, uploadMembers.by, { bodyId: committeeId });
      if ((await store.committeeName(house.db, committeeId)) === null) throw unknown('thing');
      const term = currentTerm(await termsOf(house.db, committeeId), dayIn(house.zone, call.now));
      if (!term) throw new Refusal('roster-no-term', 409);
      await using received = await house.files.receive(upload.content, ROSTER.fileMb * MB);
      if (received.size === 0) throw new Refusal('file-missing', 400);
      const sheet = await readWorkbook(received.path, received.size);
      const listed = listIn(kind, sheet);
      if (!listed) throw new Refusal('roster-no-heads', 422);
      if (listed.rows.length === 0) throw new Refusal('roster-empty', 422);
      const mapping = guessMapping(kind, listed.heads, await store.headsOf(house.db, committeeId, kind));
      const id = newId();
      const row = {
        ...{ id, committeeId, kind, mapping, termId: term.id, fileName: displayName(upload.name, 'xlsx') },
        ...{ sheet: sheet.name, otherSheets: sheet.others, hiddenSheets: sheet.hidden, headRow: listed.headRow, heads: listed.heads },
        ...{ rows: listed.rows.length, personId: call.person.id, address: call.address },
      };
      const rows = listed.rows.map(({ number, cells }) => ({ number, cells: sealCells(house, cells) }));
      return change(house, call, async (tx, ledger) => {
        await store.insertImport(tx, row, call.now);
        await store.insertRows(tx, id, rows);
        await plan(tx, EXPIRE, id, new Date(call.now.getTime() + ROSTER.hours * 3_600_000));
        ledger.step({ thingKind: 'rosterImport', thingId: id, command: 'upload', from: null, to: 'mapping' });
        return { id };
      });
    },

    async list(call: Call, { id, after }: { id: string; after?: string }) {
      allow(call.person, listImports.by, { bodyId: id });
      const rows = await store.importsOf(house.db, id, after ?? null, 21);
      const shown = rows.slice(0, 20);
      return {
        rows: shown.map(({ id, kind, state, fileName, rows, by, createdAt, endedAt, ...row }) => ({
          ...{ id, kind, state, fileName, rows, by },
          counts: row.checkedAt ? countsOf(row) : null,
          createdAt: createdAt.toISOString(),
          endedAt: endedAt?.toISOString() ?? null,
        })),
        next: rows.length > shown.length ? (shown.at(-1)?.id ?? null) : null,
      };
    },
    read: async (call: Call, { id }: { id: string }) => viewOf(house, await own(call, id)),
    preview: async (call: Call, input: { id: string; outcome?: 'new' | 'changed' | 'same' | 'wrong'; after?: number }) =>
      previewOf(house, await own(call, input.id), dayIn(house.zone, call.now), input),

    /** 对应: which column is which, for which term; every row is looked at, and the words are remembered. */
    async map(call: Signed, { id, mapping, termId }: { id: string; mapping: Mapping; termId?: string }) {
      const held = await own(call, id);
      next(importLife, 'check', held.state);
      const faults = mappingFaults(held.kind, mapping, held.heads.length);
      if (faults.missing.length > 0) throw new Refusal('roster-column-missing', 409, { field: faults.missing[0] ?? '' });
      if (faults.wrong.length > 0) throw new Refusal('roster-column-twice', 409, { field: faults.wrong[0] ?? '' });
      const today = dayIn(house.zone, call.now);
      const term = openTerms(await termsOf(house.db, held.committeeId), today).find((one) => one.id === (termId ?? held.termId));
      if (!term) throw unknown('term');
      if (checks >= CHECKS_AT_ONCE) throw new Refusal('busy', 503, { seconds: 5 });
      checks += 1;
      try {
        await looked(house, call, held, {
          kind: held.kind,
          committeeId: held.committeeId,
          term,
          mapping,
          today,
        });
      } finally {
        checks -= 1;
      }
      return viewOf(house, await own(call, id));
    },

    begin: (call: Signed, { id }: { id: string }) =>
      moving(house, call, id, 'begin', async (tx, held) => {
        if (held.wrong > 0) throw new Refusal('roster-has-errors', 409, { wrong: held.wrong });
        if (held.new + held.changed === 0) throw new Refusal('roster-nothing-new', 409);
        await plan(tx, IMPORT, id, call.now);
      }),
    cancel: (call: Signed, { id }: { id: string }) =>
      moving(house, call, id, 'cancel', async (tx) => {
        await store.dropRows(tx, id);
        for (const kind of [EXPIRE, IMPORT]) await cancel(tx, kind, id);
      }),

    due: {
      ...job.due,
      [EXPIRE]: (id: string, now: Date) =>
        change(house, byTicker(now), async (tx, ledger) => {
          if (!(await take(tx, EXPIRE, id, now))) return;
          const held = await store.lockImport(tx, id);
          if (!held || !importLife.commands.expire.from.some((state) => state === held.state)) return;
          await store.moveState(tx, id, held.state, 'expired', now);
          await store.dropRows(tx, id);
          ledger.step({ thingKind: 'rosterImport', thingId: id, command: 'expire', from: held.state, to: 'expired' });
          ledger.record(importLife.commands.expire.fact, { importId: id, committeeId: held.committeeId });
        }),
    },
    jobs: job.jobs,
  };
};
export type RosterActions = ReturnType<typeof rosterActions>;

const byTicker = (now: Date): Call => ({ person: null, now, act: `ticker ${EXPIRE}`, address: 'ticker', device: 'ticker', visitor: null });
export const countsOf = ({ new: fresh, changed, same, wrong }: Pick<store.ImportRow, 'new' | 'changed' | 'same' | 'wrong'>) => ({
  new: fresh,
  changed,
  same,
  wrong,
});
async function ownImport(house: House, call: Call, id: string): Promise<store.ImportRow> {
  const held = await store.importOf(house.db, id);
  if (!held) throw unknown('thing');
  allow(call.person, readImport.by, { bodyId: held.committeeId });
  return held;
}

async function looked(house: House, call: Signed, held: store.ImportRow, checking: Checking): Promise<void> {
  const rows = await check(house, house.db, held.id, checking);
  const tally = tallyOf(rows);
  const results = rows.map((row) => resultOf(house, row));
  await change(house, call, async (tx, ledger) => {
    const now = await store.lockImport(tx, held.id);
    if (!now) throw unknown('thing');
    const to = next(importLife, 'check', now.state);
    await store.moveState(tx, held.id, now.state, to, call.now);
    await store.writeResults(tx, held.id, results);
    await store.writeCheck(tx, { id: held.id, termId: checking.term.id, mapping: checking.mapping, tally, now: call.now });
    await store.rememberHeads(tx, held.committeeId, held.kind, rememberedOf(checking.mapping, held.heads));
    ledger.step({ thingKind: 'rosterImport', thingId: held.id, command: 'check', from: now.state, to });
    ledger.record(importLife.commands.check.fact, { importId: held.id, committeeId: held.committeeId, rows: rows.length, ...tally });
  });
}

/** One step of the lifecycle by a person, under the row's lock. */
async function moving(
  house: House,
  call: Signed,
  id: string,
  command: 'begin' | 'cancel',
  work: (tx: import('../../kit/db.ts').Tx, held: store.ImportRow) => Promise<void>,
): Promise<{ state: ImportState }> {
  await ownImport(house, call, id);
  return change(house, call, async (tx, ledger) => {
    const held = await store.lockImport(tx, id);
    if (!held) throw unknown('thing');
    const state = next(importLife, command, held.state);
    await work(tx, held);
    await store.moveState(tx, id, held.state, state, call.now);
    ledger.step({ thingKind: 'rosterImport', thingId: id, command, from: held.state, to: state });
    ledger.record(importLife.commands[command].fact, { importId: id, committeeId: held.committeeId });
    return { state };
  });
}
