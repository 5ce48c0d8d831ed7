import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { objections } from '../ui/browser.ts';
import { identityNumber, textsIn, workbook } from '../workbooks.ts';
import { type Browser, committee, empty, type Place, signedIn, staff } from '../world.ts';
import { soon } from './desk-room.ts';
import { complaints, desk, type Served, served } from './served.ts';

let w: Served;
let place: Place;
let liaison: Browser;
beforeAll(async () => {
  w = await served();
});
afterAll(async () => {
  await w?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await empty(w);
  place = await committee(w, '榕城市政协', 'city', ['教育界', '医药卫生界']);
  liaison = await signedIn(w, await staff(w, place, '方舒', 'liaison'));
});
const shots = process.env['SHOTS'];

test('a liaison brings an office’s own list in by the keyboard: columns, what is wrong, the mended file, done', async () => {
  const heads = ['序号', '委员姓名', '所属界别', '联系电话', '证件号', '代号'];
  const row = (n: number, sector = '教育界') => [
    n,
    `高${'一二三四五六七八九'[n - 1]}`,
    sector,
    `1380000000${n}`,
    identityNumber(n * 2),
    `编${n}`,
  ];
  const context = await w.window({ ...desk, as: liaison });
  const page = await context.newPage();
  const said = complaints(page);
  const shot = async (name: string) => {
    if (shots) await page.screenshot({ path: `${shots}/roster-${name}.png` });
    expect([name, ...(await objections(page))]).toEqual([name]);
  };
  await page.goto('/desk/roster');
  await page.getByText('还没有导入过名册').waitFor();
  await shot('empty');
  const wrong = await workbook([heads, row(1), row(2, '教育届'), row(3, '医药卫生界')]);
  await page.locator('#roster-file').setInputFiles({ name: '委员名册.xlsx', mimeType: 'application/octet-stream', buffer: wrong });
  const number = page.getByLabel('代号');
  await number.waitFor();
  // The head that nobody knows is said by hand, with the keyboard alone.
  await number.focus();
  await number.press('Home');
  expect(await number.inputValue()).toBe('');
  await number.selectOption({ label: '委员证号' });
  await shot('columns');
  await page.getByRole('button', { name: '核对每一行' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('没有这个界别，是不是“教育界”？').waitFor();
  expect(await page.getByText('有 1 行要改，改好后重新上传').isVisible()).toBe(true);
  await shot('wrong');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载标出原因的文件' }).click()]);
  const { readFileSync } = await import('node:fs');
  const texts = await textsIn(readFileSync(await download.path()));
  expect(texts[2]?.at(-1)).toBe('没有这个界别，是不是“教育界”？');
  const mended = await workbook(texts.map((cells) => cells.map((cell) => (cell === '教育届' ? '教育界' : cell))));
  await page.locator('#roster-file').setInputFiles({ name: '委员名册 改好.xlsx', mimeType: 'application/octet-stream', buffer: mended });
  // What was said of the head is remembered.
  await soon(() => page.getByLabel('代号').inputValue()).toBe('number');
  await page.getByRole('button', { name: '核对每一行' }).click();
  await page.getByText('可以导入：新增 3，更新 0').waitFor();
  await shot('ready');
  await page.getByRole('button', { name: '导入 3 行' }).click();
  await page.getByText('新增 3，更新 0，没有变化 0').waitFor();
  await shot('done');
  await page.getByRole('link', { name: '返回名册' }).click();
  await soon(() => page.getByText('已导入', { exact: true }).count()).toBe(1);
  await shot('history');
  expect((await sql<{ n: number }>`select count(*) as n from membership`.execute(w.house.db)).rows[0]?.n).toBe(3);
  expect(said).toEqual([]);
  await context.close();
});

test('a file that is none says why, and giving up leaves nothing', async () => {
  const context = await w.window({ ...desk, as: liaison });
  const page = await context.newPage();
  await page.goto('/desk/roster?kind=units');
  await page
    .locator('#roster-file')
    .setInputFiles({ name: '名册.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('不是表格') });
  await page.getByRole('alert').getByText('不收').or(page.getByRole('alert').first()).first().waitFor();
  const units = await workbook([
    ['单位名称', '所属系统'],
    ['市教育局', '政府'],
  ]);
  await page.locator('#roster-file').setInputFiles({ name: '承办单位.xlsx', mimeType: 'application/octet-stream', buffer: units });
  await page.getByRole('button', { name: '放弃这次导入' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '放弃这次导入' }).click();
  await page.getByText('这次导入已取消，名册没有变化').waitFor();
  expect((await sql<{ n: number }>`select count(*) as n from roster_row`.execute(w.house.db)).rows[0]?.n).toBe(0);
  await context.close();
});
