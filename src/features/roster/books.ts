import { PassThrough, type Readable } from 'node:stream';
import exceljs from 'exceljs';
import type { Words } from '../../web/words/index.ts';
import type { Problem } from './cell-rules.ts';
import { columnWords } from './column-words.ts';
import { type Field, fields, type Kind } from './fields-rules.ts';

interface Sheet {
  readonly name: string;
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  readonly rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>;
  /** The last column stands out. */
  readonly reasons?: boolean;
}

/** A workbook that is written while it is read. Every cell is a text cell, whatever it begins with; none becomes a formula (A18). */
function bookOf(sheets: readonly Sheet[]): Readable {
  const out = new PassThrough();
  write(out, sheets).catch((error: Error) => out.destroy(error));
  return out;
}
async function write(out: PassThrough, sheets: readonly Sheet[]): Promise<void> {
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  for (const { name, columns, rows, reasons } of sheets) {
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    // 文本: what is typed into these columns stays as it was typed, long numbers too.
    sheet.columns = columns.map(({ title, width }) => ({ header: title, width, style: { numFmt: '@' } }));
    sheet.getRow(1).font = { bold: true };
    for await (const row of rows) {
      const added = sheet.addRow([...row]);
      added.alignment = { vertical: 'top', wrapText: true };
      if (reasons && row.at(-1) !== '') added.getCell(row.length).font = { bold: true, color: { argb: 'FFB3261E' } };
      added.commit();
    }
    sheet.commit();
  }
  await book.commit();
}

const WIDTHS: Readonly<Record<string, number>> = {
  name: 12,
  gender: 6,
  standing: 6,
  sector: 18,
  post: 28,
  employer: 24,
  groups: 28,
  phone: 14,
  clerkPhone: 14,
  identityNumber: 22,
  unit: 26,
  org: 24,
};
const columnOf = ({ key }: Pick<Field, 'key'>) => ({ title: columnWords[key] ?? key, width: WIDTHS[key] ?? 14 });

/** 模板: the columns with an example, and a sheet that says what belongs into each. */
export function templateOf(kind: Kind, { roster }: Words): Readable {
  const { workbook } = roster;
  return bookOf([
    { name: workbook.list, columns: fields[kind].map(columnOf), rows: [fields[kind].map(({ key }) => workbook.example[key] ?? '')] },
    {
      name: workbook.explanations,
      columns: [
        { title: workbook.column, width: 18 },
        { title: workbook.must, width: 8 },
        { title: workbook.how, width: 90 },
      ],
      rows: [
        ...fields[kind].map(({ key, must }) => [columnWords[key] ?? key, must ? workbook.yes : '', workbook.explain[key] ?? '']),
        ...workbook.rules.map((rule) => ['', '', rule]),
      ],
    },
  ]);
}

/** Their own file with what is wrong in the last column: mended there, it can be uploaded again. */
export function reasonsBook(
  heads: readonly string[],
  rows: Iterable<{ readonly cells: readonly string[]; readonly problems: readonly Problem[] }>,
  { roster }: Words,
): Readable {
  const sentences = (problems: readonly Problem[]) =>
    problems.map(({ field, fault, said = '' }) => roster.faults[fault]?.(roster.columns[field] ?? field, said) ?? fault).join('；');
  function* lines() {
    for (const { cells, problems } of rows) yield [...heads.map((_, at) => cells[at] ?? ''), sentences(problems)];
  }
  const columns = [...heads.map((title) => ({ title, width: 14 })), { title: roster.workbook.reason, width: 60 }];
  return bookOf([{ name: roster.workbook.list, columns, rows: lines(), reasons: true }]);
}

/** A list as it can be imported again: the same columns, the same words. */
export const listBook = (
  kind: Kind,
  keys: readonly string[],
  rows: Iterable<Readonly<Record<string, string>>>,
  { roster }: Words,
): Readable => {
  const columns = fields[kind].filter(({ key }) => keys.includes(key));
  function* lines() {
    for (const row of rows) yield columns.map(({ key }) => row[key] ?? '');
  }
  return bookOf([{ name: roster.workbook.list, columns: columns.map(columnOf), rows: lines() }]);
};
