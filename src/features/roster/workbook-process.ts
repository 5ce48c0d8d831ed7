import { open } from 'node:fs/promises';
import { officeEnding, type PlacedEntry, type ReadAt, readAt, zipEntries } from '../files/index.ts';
import { columnWords } from './column-words.ts';
import type { Kind } from './fields-rules.ts';
import {
  dateStyles,
  type Reading,
  type Sheet,
  sharedTexts,
  sheetsOf,
  TooManyRows,
  TooManyTexts,
  tableOf,
  targetsOf,
} from './spreadsheet.ts';
import { type Listed, listIn, pickSheet, type SheetSeen, seen } from './table-rules.ts';
import { Refused, refusalOfForm, unpacking } from './unpacking.ts';
import { NotXml, type Part } from './xml.ts';

// A process of its own: what people upload is unpacked here, under a small heap, and never where everybody is served.

const MOST_SHEETS_TRIED = 20;

export interface Job {
  readonly path: string;
  readonly size: number;
  readonly kind: Kind;
  /** Which sheet somebody chose. Null: the one that looks most like the list. */
  readonly at: number | null;
}
export interface ReadBook {
  readonly sheets: readonly SheetSeen[];
  readonly at: number;
  readonly listed: Listed;
}
export type ReadAnswer = { readonly book: ReadBook } | { readonly refused: string };

async function read({ path, size, kind, at }: Job): Promise<ReadBook> {
  await using file = await open(path, 'r');
  const from = readAt(file);
  const lists = await listsIn(from, await entriesOf(from, size), kind);
  const sheets = lists.map(({ sheet }) => sheet);
  const taken = at ?? pickSheet(sheets);
  const one = taken === null ? undefined : lists[taken];
  if (one?.listed && one.sheet.trouble === null) return { sheets, at: taken ?? 0, listed: one.listed };
  throw new Refused(refusalOf(one ? [one.sheet] : sheets));
}
async function entriesOf(from: ReadAt, size: number): Promise<PlacedEntry[]> {
  const wrong = await refusalOfForm(from);
  if (wrong !== null) throw new Refused(wrong);
  const entries = await zipEntries(from, size).catch((error: unknown) => {
    throw codeOf(error) === 'file-swells' ? new Refused('roster-swells') : new Refused('roster-broken');
  });
  if (endingOf(entries) !== 'xlsx') throw new Refused('roster-not-xlsx');
  return entries;
}
function endingOf(entries: readonly PlacedEntry[]): string {
  try {
    return officeEnding(entries);
  } catch (error) {
    const code = codeOf(error);
    throw new Refused(code === 'file-swells' ? 'roster-swells' : code === 'file-with-macros' ? code : 'roster-not-xlsx');
  }
}
const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '');

interface SheetList {
  readonly sheet: SheetSeen;
  readonly listed: Listed | null;
}
async function listsIn(from: ReadAt, entries: readonly PlacedEntry[], kind: Kind): Promise<SheetList[]> {
  const part = unpacking(from, entries);
  const { sheets, from1904 } = await sheetsOf(part.must('xl/workbook.xml'));
  const targets = await targetsOf(part.must('xl/_rels/workbook.xml.rels'));
  const texts = await sharedTexts(part.may('xl/sharedStrings.xml'));
  const dates = await dateStyles(part.may('xl/styles.xml'));
  const lists: SheetList[] = [];
  for (const sheet of sheets.slice(0, MOST_SHEETS_TRIED)) {
    const target = targets.get(sheet.relation)?.replace(/^\//, '');
    const cells = target ? part.may(target.startsWith('xl/') ? target : `xl/${target}`) : null;
    lists.push(await listOf(kind, sheet, cells, { texts, dates, from1904 }));
  }
  return lists;
}
async function listOf(kind: Kind, sheet: Sheet, cells: Part | null, reading: Reading): Promise<SheetList> {
  try {
    const table = cells ? await tableOf(cells, reading) : { rows: [], merges: [] };
    const listed = table.rows.length === 0 ? null : listIn(kind, table, columnWords);
    const weighed = seen(kind, sheet, listed, columnWords);
    return { listed, sheet: table.rows.length === 0 ? { ...weighed, trouble: 'empty' } : weighed };
  } catch (error) {
    if (!(error instanceof TooManyRows)) throw error;
    return { listed: null, sheet: { ...seen(kind, sheet, null, columnWords), trouble: 'too-many-rows' } };
  }
}

/** What keeps every sheet from being taken: what can be done something about first. */
function refusalOf(sheets: readonly SheetSeen[]): string {
  const has = (trouble: string) => sheets.some((sheet) => sheet.trouble === trouble);
  return has('too-many-rows') ? 'roster-too-many-rows' : has('no-heads') ? 'roster-no-heads' : 'roster-empty';
}

/** What the error says to the sender; what is no refusal of ours is a file that no program would open. */
const codeFor = (error: unknown): string => {
  if (error instanceof Refused) return error.message;
  if (error instanceof TooManyTexts) return 'roster-swells';
  if (error instanceof NotXml || error instanceof RangeError) return 'roster-broken';
  const code = codeOf(error);
  return code === '' || code.startsWith('ERR_') ? 'roster-broken' : code;
};

process.once('message', async (job: Job) => {
  const answer: ReadAnswer = await read(job).then(
    (book) => ({ book }),
    (error: unknown) => ({ refused: codeFor(error) }),
  );
  process.send?.(answer, () => process.exit(0));
});
