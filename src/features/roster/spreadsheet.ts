import { attribute, type Met, type Part } from './xml.ts';

/** A sheet as texts: what the screen of a spreadsheet would show, dates as 2023-01-15. */
export interface Table {
  readonly rows: readonly TableRow[];
  /** Regions of cells that are one: from and to, row and column from 0. */
  readonly merges: readonly Region[];
}
export interface TableRow {
  /** As the spreadsheet counts it, from 1. */
  readonly number: number;
  readonly cells: readonly string[];
}
export interface Region {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}
export const MOST = { rows: 10_000, columns: 60, text: 1000, merges: 20_000, name: 60, texts: 1_000_000 } as const;
export class TooManyRows extends Error {}
export class TooManyTexts extends Error {}
const NOTHING: Met = { open: () => undefined, close: () => undefined, text: () => undefined };
/** What stands in a cell whose formula was never worked out, beside the spreadsheet's own #REF! and the like. */
export const NOT_WORKED_OUT = '#FORMULA!';

export interface Sheet {
  readonly name: string;
  readonly relation: string;
  readonly hidden: boolean;
}
/** Names of the sheets in their order, and whether days are counted from 1904. */
export async function sheetsOf(workbook: Part): Promise<{ readonly sheets: readonly Sheet[]; readonly from1904: boolean }> {
  const sheets: Sheet[] = [];
  let from1904 = false;
  await workbook({
    ...NOTHING,
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attribute(attributes, 'date1904') ?? '');
      if (name === 'sheet')
        sheets.push({
          name: tidy(attribute(attributes, 'name') ?? '').slice(0, MOST.name),
          relation: attribute(attributes, 'id') ?? '',
          hidden: (attribute(attributes, 'state') ?? 'visible') !== 'visible',
        });
    },
  });
  return { sheets, from1904 };
}

/** Where the parts lie that a workbook speaks of, by the id of the relation. */
export async function targetsOf(relations: Part): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>();
  await relations({
    ...NOTHING,
    open(name, attributes) {
      if (name === 'Relationship') targets.set(attribute(attributes, 'Id') ?? '', attribute(attributes, 'Target') ?? '');
    },
  });
  return targets;
}

/** The texts that cells point at. Readings above Chinese words (rPh) are no part of them. */
export async function sharedTexts(part: Part | null): Promise<string[]> {
  const texts: string[] = [];
  let current = '';
  let [inText, inReading] = [false, false];
  await part?.({
    open(name) {
      if (name === 'si') current = '';
      if (name === 't') inText = true;
      if (name === 'rPh') inReading = true;
    },
    close(name) {
      if (name === 'si' && texts.push(current.slice(0, MOST.text)) > MOST.texts) throw new TooManyTexts();
      if (name === 't') inText = false;
      if (name === 'rPh') inReading = false;
    },
    text(text) {
      if (inText && !inReading && current.length < MOST.text) current += text;
    },
  });
  return texts;
}

/** Which styles of cells show a date. */
export async function dateStyles(part: Part | null): Promise<ReadonlySet<number>> {
  const formats = new Map<number, string>();
  const dates = new Set<number>();
  let [inCells, count] = [false, 0];
  await part?.({
    ...NOTHING,
    open(name, attributes) {
      if (name === 'numFmt') formats.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '');
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const format = Number(attribute(attributes, 'numFmtId') ?? 0);
      if (isDateFormat(format, formats.get(format))) dates.add(count);
      count += 1;
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return dates;
}
/** ECMA-376 18.8.30: the built-in formats of dates, those of Chinese ones (27–36, 50–58) among them. */
function isDateFormat(id: number, code: string | undefined): boolean {
  if (code !== undefined) return /[ymd]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')) && !/^general$/i.test(code);
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}

export interface Reading {
  readonly texts: readonly string[];
  readonly dates: ReadonlySet<number>;
  readonly from1904: boolean;
}
/** A cell as it is being read. */
interface Open {
  column: number;
  type: string;
  style: number;
  value: string;
  formula: boolean;
}

/** The cells of one sheet. Throws when it has more rows than are taken; empty rows count for nothing. */
export async function tableOf(part: Part, reading: Reading): Promise<Table> {
  const rows: TableRow[] = [];
  const merges: Region[] = [];
  const row = { number: 0, cells: [] as string[], column: 0 };
  let cell: Open | null = null;
  let inValue = false;
  await part({
    open(name, attributes) {
      if (name === 'row') Object.assign(row, { number: Number(attribute(attributes, 'r') ?? row.number + 1), cells: [], column: 0 });
      else if (name === 'c') {
        cell = begun(attributes, row.column);
        row.column = cell.column + 1;
      } else if (name === 'f' && cell) cell.formula = true;
      else if (name === 'v' || name === 't') inValue = true;
      else if (name === 'mergeCell' && merges.length < MOST.merges) merges.push(...regionOf(attribute(attributes, 'ref') ?? ''));
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false;
      if (name === 'c' && cell) {
        const shown = shownOf(cell, reading);
        if (shown !== '' && cell.column < MOST.columns) row.cells[cell.column] = shown;
        cell = null;
      }
      if (name !== 'row' || row.cells.length === 0) return;
      if (rows.length === MOST.rows + 20) throw new TooManyRows();
      rows.push({ number: row.number, cells: Array.from(row.cells, (text) => text ?? '') });
      row.cells = [];
    },
    text(text) {
      if (inValue && cell && cell.value.length < MOST.text) cell.value += text;
    },
  });
  return { rows, merges };
}
function begun(attributes: string, next: number): Open {
  const column = placeOf(attribute(attributes, 'r') ?? '')?.column ?? next;
  const [type, style] = [attribute(attributes, 't') ?? 'n', Number(attribute(attributes, 's') ?? 0)];
  return { column, type, style, value: '', formula: false };
}

function shownOf({ type, style, value, formula }: Open, { texts, dates, from1904 }: Reading): string {
  if (formula && value === '' && type !== 'str') return NOT_WORKED_OUT;
  if (type === 's') return tidy(texts[Number(value)] ?? '');
  if (type !== 'n') return tidy(value);
  const number = Number(value);
  if (value === '' || Number.isNaN(number)) return tidy(value);
  if (dates.has(style) && number > 0 && number < 200_000) return dayOf(number, from1904);
  // 1.3800138E10 is a phone number; beyond 2^53 the last digits are lost, and the text says so.
  return Number.isSafeInteger(number) ? String(number) : value;
}
/** Without what only pads: a cell of spaces is an empty one. */
const tidy = (text: string): string => {
  const whole = text.slice(0, MOST.text).toWellFormed().replaceAll('\0', '').replaceAll('_x000D_', '');
  return whole.trim() === '' ? '' : whole;
};

const DAY_MS = 86_400_000;
/** Day 1 is 1900-01-01, and there is a 1900-02-29 that never was: from 1 March on the count is one ahead. */
export function dayOf(serial: number, from1904 = false): string {
  const whole = Math.floor(serial);
  const days = from1904 ? whole + 1462 : whole < 60 ? whole + 1 : whole;
  return new Date(Date.UTC(1899, 11, 30) + days * DAY_MS).toISOString().slice(0, 10);
}

function placeOf(reference: string): { row: number; column: number } | null {
  const found = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference);
  if (!found) return null;
  const column = [...(found[1] ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(found[2]) - 1, column };
}
function regionOf(reference: string): Region[] {
  const [from, to] = reference.split(':').map((one) => placeOf(one));
  return from && to ? [{ top: from.row, left: from.column, bottom: to.row, right: to.column }] : [];
}
