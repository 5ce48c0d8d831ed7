import type { sheetTroubles } from './contract.ts';
import { type ColumnWords, fields, guessMapping, type Kind, knownHeads } from './fields-rules.ts';

interface Line {
  readonly number: number;
  readonly cells: readonly string[];
}
/** A sheet as it was read; rows without anything are left out already. */
export interface SheetRows {
  readonly rows: readonly Line[];
  readonly merges: readonly { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }[];
}
export interface Listed {
  /** The row of the file in which the heads stand, from 1. */
  readonly headRow: number;
  readonly heads: readonly string[];
  readonly rows: readonly Line[];
  /** Rows of totals and notes, by their number in the file. */
  readonly leftOut: readonly number[];
}
const LOOKED_AT = 15;
const MOST_MERGED = 1_200_000;

/** Finds the heads (a title may stand above, heads may be two rows of merged cells) and gives merged cells their text in each row. */
export function listIn(kind: Kind, sheet: SheetRows, words: ColumnWords): Listed | null {
  const rows = spread(sheet);
  const candidates = rows.slice(0, LOOKED_AT).map((row, at) => ({ at, known: knownHeads(kind, row.cells, words) }));
  const best = candidates.reduce((a, b) => (b.known > a.known ? b : a), { at: -1, known: 1 });
  const top = rows[best.at];
  if (!top) return null;
  const isDouble = sheet.merges.some(
    ({ top: from, bottom, left, right }) => from === top.number - 1 && bottom === top.number && right - left < top.cells.length - 1,
  );
  const second = isDouble ? rows[best.at + 1] : undefined;
  const width = Math.max(top.cells.length, second?.cells.length ?? 0);
  const heads = Array.from({ length: width }, (_, at) => {
    const [upper, lower] = [tidy(top.cells[at]), tidy(second?.cells[at])];
    return upper === lower ? upper : `${upper}${lower}`;
  });
  const { body, leftOut } = withoutTotals(rows.slice(best.at + (second ? 2 : 1)));
  return { headRow: top.number, ...withoutEmpty(heads, body), leftOut };
}
const tidy = (text = ''): string => text.replace(/\s+/g, ' ').trim();

/** 界别 as one tall cell beside its members: each of them gets its text. A region wider than tall is a title and stays where it is. */
function spread({ rows, merges }: SheetRows): { number: number; cells: string[] }[] {
  const copies = rows.map(({ number, cells }) => ({ number, cells: [...cells] }));
  const at = new Map(copies.map((row) => [row.number - 1, row]));
  let filled = 0;
  for (const { top, left, bottom, right } of merges) {
    const text = at.get(top)?.cells[left] ?? '';
    if (text === '' || bottom - top > rows.length + LOOKED_AT || right - left > 60) continue;
    filled += (bottom - top + 1) * (right - left + 1);
    // Regions do not overlap: together they are no larger than a sheet. A file in which they are was made to keep a machine busy.
    if (filled > MOST_MERGED) throw new RangeError('merged cells overlap');
    for (let row = top; row <= bottom; row++) {
      const target = at.get(row);
      if (!target) continue;
      for (let column = left; column <= right; column++) {
        while (target.cells.length <= column) target.cells.push('');
        if (target.cells[column] === '') target.cells[column] = text;
      }
    }
  }
  return copies;
}

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');
/** 合计, 总计：402人, 小计: no name, no sector and no unit reads so. */
const isTotal = ({ cells }: Line): boolean => cells.some((cell) => /^(合计|总计|小计|共计|总人数)[::]?\d*人?$/.test(plain(cell)));
const NOTE = /^(备注|注|说明|填表人?|填报人?|制表人?|审核人?|填表单位|填报单位|制表单位|填报日期|填表日期|制表日期)[::]/;
const isNote = ({ cells }: Line): boolean => NOTE.test(plain(cells.find((cell) => cell.trim() !== '') ?? ''));

/** Totals wherever they stand, and the notes below a list, are nobody. */
function withoutTotals(rows: readonly Line[]): { body: Line[]; leftOut: number[] } {
  let end = rows.length;
  for (let row = rows[end - 1]; row && (isTotal(row) || isNote(row)); row = rows[end - 1]) end -= 1;
  const body = rows.filter((row, at) => at < end && !isTotal(row));
  const kept = new Set(body);
  return { body, leftOut: rows.filter((row) => !kept.has(row)).map(({ number }) => number) };
}

/** Columns without a head and without a cell are gone: rulers that somebody drew. */
function withoutEmpty(heads: readonly string[], rows: readonly Line[]): { heads: string[]; rows: Line[] } {
  const kept = heads.flatMap((head, at) => (head !== '' || rows.some(({ cells }) => (cells[at] ?? '') !== '') ? [at] : []));
  return {
    heads: kept.map((at) => heads[at] ?? ''),
    rows: rows.map(({ number, cells }) => ({ number, cells: kept.map((at) => cells[at] ?? '') })),
  };
}

/** One sheet of a workbook, as far as somebody needs it to choose. */
export interface SheetSeen {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: number;
  /** How many of its heads are known words. */
  readonly known: number;
  /** Every column is there without which nobody is imported. */
  readonly whole: boolean;
  /** Why it cannot be taken. */
  readonly trouble: (typeof sheetTroubles)[number] | null;
}
export function seen(
  kind: Kind,
  { name, hidden }: { name: string; hidden: boolean },
  listed: Listed | null,
  words: ColumnWords,
): SheetSeen {
  const { heads, rows } = listed ?? { heads: [], rows: [] };
  const mapping = guessMapping(kind, heads, words);
  return {
    ...{ name, hidden, rows: rows.length, known: knownHeads(kind, heads, words) },
    whole: fields[kind].every(({ key, must }) => !must || key in mapping),
    trouble: listed === null ? 'no-heads' : rows.length === 0 ? 'empty' : null,
  };
}

/** Which sheet holds the list, most likely: all that must be there first, seen before hidden, then the most heads known, then the most rows. */
export function pickSheet(sheets: readonly SheetSeen[]): number | null {
  const ranked = sheets
    .flatMap((sheet, at) => (sheet.trouble === null ? [{ ...sheet, at }] : []))
    .sort(
      (a, b) =>
        Number(b.whole) - Number(a.whole) || Number(a.hidden) - Number(b.hidden) || b.known - a.known || b.rows - a.rows || a.at - b.at,
    );
  return ranked[0]?.at ?? null;
}
