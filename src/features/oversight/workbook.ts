import { PassThrough, type Readable } from 'node:stream';
import exceljs from 'exceljs';
import { exactMoment, type Standpoint } from '../../web/words/format.ts';
import type { Words } from '../../web/words/index.ts';
import type { auditView } from './audit.ts';
import { actName, outcomeName, personName } from './web/auditWords.ts';

type Row = ReturnType<typeof auditView>;

/** Audit records as a workbook, each batch written as it is read. Texts are text cells whatever they begin with; none becomes a formula. */
export function auditWorkbook(batches: AsyncIterable<readonly Row[]>, words: Words, from: Standpoint): Readable {
  const out = new PassThrough();
  write(out, batches, words, from).catch((error: Error) => out.destroy(error));
  return out;
}

async function write(out: PassThrough, batches: AsyncIterable<readonly Row[]>, words: Words, from: Standpoint): Promise<void> {
  const say = words.oversight.audit;
  const { columns } = say;
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const sheet = book.addWorksheet(say.sheet, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = [
    { header: columns.number, width: 10 },
    { header: columns.at, width: 22 },
    { header: columns.person, width: 16 },
    { header: columns.act, width: 28 },
    { header: columns.outcome, width: 40 },
    { header: columns.thing, width: 40 },
    { header: columns.address, width: 18 },
    { header: columns.whose, width: 12 },
    { header: 'act', width: 40 },
  ];
  sheet.getRow(1).font = { bold: true };
  for await (const rows of batches) {
    for (const row of rows)
      sheet
        .addRow([
          row.number,
          exactMoment(new Date(row.at), from),
          personName(row, words),
          actName(row.act, words),
          outcomeName(row, words),
          row.thing ?? '',
          row.address,
          row.ours ? say.ours : say.installation,
          row.act,
        ])
        .commit();
    // What is written faster than it is taken away waits: memory stays as it is.
    if (out.writableNeedDrain) await new Promise<void>((go) => out.once('drain', () => go()));
  }
  sheet.commit();
  await book.commit();
}
