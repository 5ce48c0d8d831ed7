import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type Call, change, type Signed } from '../../kit/change.ts';
import { plan } from '../../kit/due.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { next } from '../../kit/lifecycle.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { seal, unseal } from '../../kit/seal.ts';
import type { Upload } from '../../kit/serve.ts';
import { displayName } from '../files/index.ts';
import { termsOf } from '../people/index.ts';
import { sealCells } from './checking.ts';
import { columnWords } from './column-words.ts';
import { ROSTER } from './contract.ts';
import { currentTerm, dayIn } from './days.ts';
import { guessMapping, type Kind } from './fields-rules.ts';
import { importLife } from './lifecycle.ts';
import * as store from './store.ts';
import type { ReadBook } from './workbook-process.ts';
import { readWorkbook } from './workbook-reading.ts';

const MB = 1_048_576;
/** Due: an import that nobody finished. */
export const EXPIRE = 'roster.expire';

/** 上传: reads the file, keeps it and the rows of its list sealed for a day, guesses which column is which. */
export async function uploadBook(house: House, call: Signed, kind: Kind, committeeId: string, upload: Upload): Promise<{ id: string }> {
  const term = currentTerm(await termsOf(house.db, committeeId), dayIn(house.zone, call.now));
  if (!term) throw new Refusal('roster-no-term', 409);
  await using received = await house.files.receive(upload.content, ROSTER.fileMb * MB);
  if (received.size === 0) throw new Refusal('file-missing', 400);
  const book = await readWorkbook({ path: received.path, size: received.size, kind, at: null });
  const taken = await takenOf(house, committeeId, kind, book);
  const content = seal(house.sealKey, (await readFile(received.path)).toString('base64'));
  const id = newId();
  const who = { personId: call.person.id, address: call.address };
  const row = { id, committeeId, kind, termId: term.id, fileName: displayName(upload.name, 'xlsx'), ...who };
  return change(house, call, async (tx, ledger) => {
    await store.insertImport(tx, row, content, call.now);
    await store.writeSheet(tx, id, taken);
    await plan(tx, EXPIRE, id, new Date(call.now.getTime() + ROSTER.hours * 3_600_000));
    ledger.step({ thingKind: 'rosterImport', thingId: id, command: 'upload', from: null, to: 'mapping' });
    return { id };
  });
}

/** 换一张工作表: the file that is here is read once more. */
export async function takeSheet(house: House, call: Call, held: store.ImportRow, at: number): Promise<void> {
  next(importLife, 'choose', held.state);
  const sealed = at < held.sheets.length ? await store.fileOf(house.db, held.id) : null;
  if (!sealed) throw unknown('sheet');
  await using file = await house.files.receive(Readable.from([Buffer.from(unseal(house.sealKey, sealed), 'base64')]), ROSTER.fileMb * MB);
  const book = await readWorkbook({ path: file.path, size: file.size, kind: held.kind, at });
  const taken = await takenOf(house, held.committeeId, held.kind, book);
  await change(house, call, async (tx, ledger) => {
    const now = await store.lockImport(tx, held.id);
    if (!now) throw unknown('thing');
    const to = next(importLife, 'choose', now.state);
    await store.moveState(tx, held.id, now.state, to, call.now);
    await store.writeSheet(tx, held.id, taken);
    ledger.step({ thingKind: 'rosterImport', thingId: held.id, command: 'choose', from: now.state, to });
    ledger.record(importLife.commands.choose.fact, { importId: held.id, committeeId: held.committeeId, sheet: at });
  });
}

async function takenOf(house: House, committeeId: string, kind: Kind, { sheets, at, listed }: ReadBook): Promise<store.Taken> {
  const { headRow, heads, leftOut } = listed;
  const mapping = guessMapping(kind, heads, columnWords, await store.headsOf(house.db, committeeId, kind));
  const rows = listed.rows.map(({ number, cells }) => ({ number, cells: sealCells(house, cells) }));
  return { sheets, sheetAt: at, headRow, heads, mapping, leftOut, rows };
}
