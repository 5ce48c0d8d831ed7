import { type Call, change, type Signed } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import { cancel, plan, take } from '../../kit/due.ts';
import type { House } from '../../kit/house.ts';
import { next } from '../../kit/lifecycle.ts';
import { allow } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import type { Upload } from '../../kit/serve.ts';
import { termsOf } from '../people/index.ts';
import { type Checking, check, resultOf, tallyOf } from './checking.ts';
import { listImports, readImport, uploadMembers } from './contract.ts';
import { dayIn, openTerms } from './days.ts';
import { type Kind, type Mapping, mappingFaults, rememberedOf } from './fields-rules.ts';
import { IMPORT, importing } from './importing.ts';
import { type ImportState, importLife } from './lifecycle.ts';
import { previewOf, viewOf } from './preview.ts';
import * as store from './store.ts';
import { EXPIRE, takeSheet, uploadBook } from './uploading.ts';

const CHECKS_AT_ONCE = 2;
let checks = 0;

export const rosterActions = (house: House) => actionsWith(house, importing(house));
export type RosterActions = ReturnType<typeof rosterActions>;

const actionsWith = (house: House, job: ReturnType<typeof importing>) => ({
  async upload(call: Signed, kind: Kind, { id: committeeId }: { id: string }, upload: Upload) {
    allow(call.person, uploadMembers.by, { bodyId: committeeId });
    if ((await store.committeeName(house.db, committeeId)) === null) throw unknown('thing');
    return uploadBook(house, call, kind, committeeId, upload);
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
  read: async (call: Call, { id }: { id: string }) => viewOf(house, await ownImport(house, call, id)),
  preview: async (call: Call, input: { id: string; outcome?: 'new' | 'changed' | 'same' | 'wrong'; after?: number }) =>
    previewOf(house, await ownImport(house, call, input.id), dayIn(house.zone, call.now), input),
  async choose(call: Signed, { id, sheet }: { id: string; sheet: number }) {
    await takeSheet(house, call, await ownImport(house, call, id), sheet);
    return viewOf(house, await ownImport(house, call, id));
  },
  async map(call: Signed, input: { id: string; mapping: Mapping; termId?: string }) {
    await map(house, call, await ownImport(house, call, input.id), input);
    return viewOf(house, await ownImport(house, call, input.id));
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

  due: { ...job.due, [EXPIRE]: (id: string, now: Date) => expire(house, id, now) },
  jobs: job.jobs,
});

/** 对应: which column is which, for which term; every row is looked at, and the words are remembered. */
async function map(house: House, call: Signed, held: store.ImportRow, { mapping, termId }: { mapping: Mapping; termId?: string }) {
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
    await looked(house, call, held, { kind: held.kind, committeeId: held.committeeId, term, mapping, today });
  } finally {
    checks -= 1;
  }
}

/** Nobody finished it within its day. */
const expire = (house: House, id: string, now: Date) =>
  change(house, byTicker(now), async (tx, ledger) => {
    if (!(await take(tx, EXPIRE, id, now))) return;
    const held = await store.lockImport(tx, id);
    if (!held || !importLife.commands.expire.from.some((state) => state === held.state)) return;
    await store.moveState(tx, id, held.state, 'expired', now);
    await store.dropRows(tx, id);
    ledger.step({ thingKind: 'rosterImport', thingId: id, command: 'expire', from: held.state, to: 'expired' });
    ledger.record(importLife.commands.expire.fact, { importId: id, committeeId: held.committeeId });
  });
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
    // Another sheet was taken while this one was looked at.
    if (now.sheetAt !== held.sheetAt) throw new Refusal('changed-meanwhile', 409);
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
  work: (tx: Tx, held: store.ImportRow) => Promise<void>,
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
