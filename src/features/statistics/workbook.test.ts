import { buffer } from 'node:stream/consumers';
import exceljs from 'exceljs';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { type Browser, committee, empty, member, once, openTopic, signedIn, staff, type World, world } from '../../../test/world.ts';
import { words } from '../../web/words/index.ts';
import type { FiguresView } from './figures.ts';
import { workbookOf } from './workbook.ts';

const w: World = await world();
let topic: string;
let editor: Browser;
// What spreadsheets take for a formula when it is no text cell, full-width forms too.
const traps = ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1+1', '\r=1+1', '＝1+1', '＋1', '－1', '＠SUM', '=HYPERLINK("http://a","b")'];

beforeEach(async () => {
  await empty(w);
  const place = await committee(w, '清渚市政协', 'city', ['教育界', ...traps]);
  editor = await signedIn(w, await staff(w, place, '方舒', 'editor'));
  topic = await openTopic(w, place, editor, { title: '=cmd|calc 近视防控' });
  const lin = await signedIn(w, await member(w, place, '林知远', 1));
  await lin.send('POST', `/api/topics/${topic}/posts`, { text: '建议一学期筛查一次。' }, once());
  await w.settle();
});
const read = async (content: Buffer): Promise<exceljs.Workbook> => {
  const book = new exceljs.Workbook();
  await book.xlsx.load(content as never);
  return book;
};
const cellsOf = (book: exceljs.Workbook): exceljs.Cell[] => {
  const cells: exceljs.Cell[] = [];
  book.eachSheet((sheet) => sheet.eachRow((row) => row.eachCell((cell) => void cells.push(cell))));
  return cells;
};

test('the workbook has a sheet for each figure, the definitions, heads that stay, and true numbers', async () => {
  const { raw, headers } = await editor.send('GET', `/topics/${topic}/figures.xlsx`);
  expect(headers['content-disposition']).toContain('attachment');
  const book = await read(raw);
  expect(book.worksheets.map(({ name }) => name)).toEqual(['总览', '按日', '按小时', '按界别', '点赞', '审核', '口径']);
  for (const sheet of book.worksheets) expect(sheet.views).toMatchObject([{ state: 'frozen', ySplit: 1 }]);
  expect(book.getWorksheet('按日')?.getRow(2).getCell(1).value).toBeInstanceOf(Date);
  expect(book.getWorksheet('按界别')?.getRow(3).values).toEqual([undefined, '=1+1', '本届', 1, 0]);
  expect(book.getWorksheet('口径')?.rowCount).toBe(8);
});

test('nothing that anybody named becomes a formula; it comes back as it was', async () => {
  const { raw } = await editor.send('GET', `/topics/${topic}/figures.xlsx`);
  const book = await read(raw);
  expect(cellsOf(book).filter(({ type }) => type === exceljs.ValueType.Formula)).toEqual([]);
  // A line break is one character in XML.
  const sectors = book
    .getWorksheet('按界别')
    ?.getColumn(1)
    .values.filter((value) => typeof value === 'string');
  expect(sectors).toEqual(expect.arrayContaining(traps.map((trap) => trap.replace('\r', '\n'))));
  expect(book.getWorksheet('总览')?.getRow(2).getCell(2).value).toBe('=cmd|calc 近视防控');
});

test('taking figures away is noted in audit', async () => {
  await editor.send('GET', `/topics/${topic}/figures.xlsx`);
  const { rows } = await sql`select act, outcome, thing from audit where outcome = 'exported'`.execute(w.house.db);
  expect(rows).toEqual([{ act: 'GET /topics/:id/figures.xlsx', outcome: 'exported', thing: topic }]);
});

test('in English every sheet and column is English', async () => {
  const figures = (await editor.send('GET', `/api/topics/${topic}/figures`)).json<FiguresView>();
  const from = { locale: 'en', now: w.clock.now(), timeZone: w.house.zone } as const;
  const book = await read(await buffer(workbookOf(figures, words('en'), from)));
  expect(book.worksheets.map(({ name }) => name)).toEqual([
    'Overview',
    'By day',
    'By hour',
    'By sector',
    'Likes',
    'Moderation',
    'Definitions',
  ]);
  const said = cellsOf(book).map(({ value }) => String(value));
  const own = ['教育界', '近视防控'];
  expect(said.filter((text) => /[\u4e00-\u9fff]/.test(text) && !own.some((word) => text.includes(word)))).toEqual([]);
});
