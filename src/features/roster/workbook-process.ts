import { open } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { officeEnding, type PlacedEntry, type ReadAt, readAt, zipEntries } from '../files/index.ts';
import { dateStyles, sharedTexts, sheetsOf, type Table, TooManyRows, tableOf, targetsOf } from './spreadsheet.ts';
import { NotXml } from './xml.ts';

// A process of its own: what people upload is unpacked here, under a small heap, and never where everybody is served.

/** Bytes that may come out of all parts that are read: 10,000 rows of 30 columns are some 20 MB. */
const MOST_UNPACKED = 64 * 1_048_576;
const MOST_SHEETS_TRIED = 20;

export interface ReadSheet extends Table {
  readonly name: string;
  /** Sheets with something in them that were not read. */
  readonly others: number;
  readonly hidden: number;
}
export type ReadAnswer = { readonly sheet: ReadSheet } | { readonly refused: string };

async function read(path: string, size: number): Promise<ReadSheet> {
  await using file = await open(path, 'r');
  const from = readAt(file);
  const entries = await zipEntries(from, size);
  if (officeEnding(entries) !== 'xlsx') throw new Refused('roster-not-xlsx');
  const part = unpacking(from, entries);
  const { sheets, from1904 } = sheetsOf(await part.must('xl/workbook.xml'));
  const targets = targetsOf(await part.must('xl/_rels/workbook.xml.rels'));
  const texts = sharedTexts((await part.may('xl/sharedStrings.xml')) ?? '');
  const dates = dateStyles((await part.may('xl/styles.xml')) ?? '');
  const visible = sheets.filter(({ hidden }) => !hidden).slice(0, MOST_SHEETS_TRIED);
  let [found, others] = [null as { name: string; table: Table } | null, 0];
  for (const { name, relation } of visible) {
    const target = targets.get(relation)?.replace(/^\//, '');
    const xml = target ? await part.may(target.startsWith('xl/') ? target : `xl/${target}`) : null;
    const table = xml === null ? null : tableOf(xml, { texts, dates, from1904 });
    if (!table || table.rows.length === 0) continue;
    if (found) others += 1;
    else found = { name, table };
  }
  if (!found) throw new Refused('roster-empty');
  return { ...found.table, name: found.name, others, hidden: sheets.filter(({ hidden }) => hidden).length };
}

class Refused extends Error {}

/** Unpacks parts by name and counts what really comes out, over all of them: what a table of contents claims counts for nothing. */
function unpacking(from: ReadAt, entries: readonly PlacedEntry[]) {
  let left = MOST_UNPACKED;
  const may = async (name: string): Promise<string | null> => {
    const entry = entries.find((one) => one.name === name);
    if (!entry) return null;
    const head = await from(entry.at, 30);
    if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) throw new Refused('file-type-refused');
    const packed = await from(entry.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28), entry.packed);
    const bytes = entry.method === 8 ? inflate(packed, left) : entry.method === 0 ? packed : null;
    if (!bytes) throw new Refused('file-type-refused');
    left -= bytes.length;
    if (left < 0) throw new Refused('file-swells');
    return bytes.toString('utf8').replace(/^\ufeff/, '');
  };
  const must = async (name: string): Promise<string> => {
    const text = await may(name);
    if (text === null) throw new Refused('roster-not-xlsx');
    return text;
  };
  return { may, must };
}
function inflate(packed: Buffer, most: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    throw new Refused(code === 'ERR_BUFFER_TOO_LARGE' ? 'file-swells' : 'file-type-refused');
  }
}

/** What the error says to the sender; what is no refusal of ours is a file that no program would open. */
const refusalOf = (error: unknown): string => {
  if (error instanceof TooManyRows) return 'roster-too-many-rows';
  if (error instanceof NotXml || error instanceof RangeError) return 'file-type-refused';
  if (error instanceof Refused) return error.message;
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && !error.code.startsWith('ERR_')
    ? error.code
    : 'file-type-refused';
};

process.once('message', async (job: { path: string; size: number }) => {
  const answer: ReadAnswer = await read(job.path, job.size).then(
    (sheet) => ({ sheet }),
    (error: unknown) => ({ refused: refusalOf(error) }),
  );
  process.send?.(answer, () => process.exit(0));
});
