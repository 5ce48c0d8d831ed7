import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { setPhone } from '../../src/features/people/index.ts';
import { transact } from '../../src/kit/db.ts';
import { newId } from '../../src/kit/ids.ts';
import { type Browser, committee, member, once, openTopic, type Place, signedIn, staff } from '../world.ts';
import { complaints, desk, phone, type Served, served } from './served.ts';

let w: Served;
let place: Place;
let liaison: Browser;
let liaisonId: string;
let topic: string;
beforeAll(async () => {
  w = await served();
  place = await committee(w, '清渚市政协', 'city', ['教育界', '医药卫生界']);
  liaisonId = await staff(w, place, '苏联络', 'liaison');
  liaison = await signedIn(w, liaisonId);
  topic = await openTopic(w, place, await signedIn(w, await staff(w, place, '方舒', 'editor')), { title: '把社区图书角办到家门口' });
});
beforeEach(() => {
  w.sent.length = 0;
  w.texts.length = 0;
});
afterAll(async () => {
  await w?.[Symbol.asyncDispose]();
});
const at = (path: string) => `/api/committees/${place.committeeId}/${path}`;
const codeTo = async (number: string) => {
  await expect.poll(() => w.sent.some(({ to }) => to === number)).toBe(true);
  return w.sent.filter(({ to }) => to === number).at(-1)?.code ?? '';
};
const linkTo = async (number: string) => {
  await expect
    .poll(async () => {
      await w.settle();
      return w.texts.some(({ to }) => to === number);
    })
    .toBe(true);
  return w.texts.filter(({ to }) => to === number).at(-1)?.values['link'] ?? '';
};
/** A member's phone, in 关怀版, counting every touch. */
async function carePhone(): Promise<{
  page: Page;
  taps: () => number;
  tap: (name: string, role?: 'button' | 'link' | 'textbox') => Promise<void>;
  said: string[];
}> {
  const context = await w.window(phone);
  await context.addCookies([{ name: 'look', value: 'care', url: w.origin }]);
  const page = await context.newPage();
  let taps = 0;
  return {
    page,
    said: complaints(page),
    taps: () => taps,
    async tap(name, role = 'button') {
      taps += 1;
      await page.getByRole(role, { name }).first().tap();
    },
  };
}
async function carded(name: string, number: string | null): Promise<string> {
  const id = await member(w, place, name);
  if (number !== null) await transact(w.house.pool, (tx) => setPhone(tx, w.house, id, number, { listed: true }));
  // The card's code is printed and kept nowhere; the link of the text message opens the same page.
  const reached = number ?? '13900000599';
  if (number === null) await transact(w.house.pool, (tx) => setPhone(tx, w.house, id, reached, { listed: true }));
  await liaison.send('POST', at('activation-texts'), { personIds: [id] }, once());
  const link = await linkTo(reached);
  if (number === null) await transact(w.house.pool, (tx) => setPhone(tx, w.house, id, null));
  return link;
}

test('a member with a card, in 关怀版: from the code to the first post in at most six taps', async () => {
  const link = await carded('林知远', '13900000501');
  const { page, tap, taps, said } = await carePhone();
  await page.goto(link);
  expect(await page.locator('main').textContent()).toContain('林**　教育界');
  await tap('获取验证码');
  await tap('验证码', 'textbox');
  await page.getByRole('textbox', { name: '验证码' }).fill(await codeTo('13900000501'));
  await tap('同意并进入');
  await page.waitForURL(`**/topics/${topic}`);
  await tap('说说您的看法', 'link');
  const sheet = page.getByRole('dialog', { name: '发表看法' });
  // The field has the focus: nothing to tap.
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await page.keyboard.type('孩子放学没有地方看书，图书角晚上也开门就好了。');
  await tap('发布');
  await sheet.waitFor({ state: 'hidden' });
  await page.getByText('已发布').first().waitFor();
  expect(await page.locator('article.post', { hasText: '图书角晚上也开门' }).count()).toBe(1);
  expect(taps()).toBe(5);
  expect(said).toEqual([]);
  await page.context().close();
});
test('without a number in the roster one more is asked for, and it is still no more than six taps', async () => {
  const link = await carded('陈守礼', null);
  const { page, tap, taps } = await carePhone();
  await page.goto(link);
  await tap('手机号', 'textbox');
  await page.keyboard.type('13900000502');
  await tap('获取验证码');
  await tap('验证码', 'textbox');
  await page.keyboard.type(await codeTo('13900000502'));
  await tap('同意并进入');
  await page.waitForURL(`**/topics/${topic}`);
  await tap('说说您的看法', 'link');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  await page.keyboard.type('建议每个街道先试一处，三个月后看看借书的人数。');
  await tap('发布');
  await page.getByText('已发布').first().waitFor();
  expect(taps()).toBeLessThanOrEqual(6);
  await page.context().close();
});
test('without script, by the characters of the card: the same way on plain forms', async () => {
  const link = await carded('樊知秋', '13900000503');
  const context = await w.window({ ...phone, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/activate');
  await page.getByLabel('激活码').fill('ACDEF-GHJKM');
  await page.getByRole('button', { name: '下一步' }).tap();
  expect(await page.locator('#refusals').textContent()).toContain('没有这个激活码');
  await page.goto(link);
  await page.getByRole('button', { name: '获取验证码' }).tap();
  await page.getByRole('textbox', { name: '验证码' }).fill(await codeTo('13900000503'));
  await page.getByRole('button', { name: '先进去看看' }).tap();
  await page.waitForURL(`**/topics/${topic}`);
  expect(await page.textContent('h1')).toBe('把社区图书角办到家门口');
  await context.close();
});

test('a unit’s clerk comes by a link, reads what is open, and is out once the link was ended', async () => {
  const unit = newId();
  await sql`insert into org (id, kind, committee_id, name, short_name, system) values (${unit}, 'unit', ${place.committeeId}, '市教育局', '市教育局', 'government')`.execute(
    w.house.db,
  );
  const office = await (await w.window({ ...desk, as: await signedIn(w, liaisonId) })).newPage();
  const said = complaints(office);
  await office.goto('/desk/unit-links');
  await office.getByRole('button', { name: '新建链接' }).click();
  await office.getByLabel('联系人姓名').fill('周经办');
  await office.getByLabel('联系人手机').fill('13900000504');
  await office.getByRole('button', { name: '发送链接' }).click();
  await office.locator('.desk-table').getByText('周经办').waitFor();

  const context = await w.window(phone);
  const page = await context.newPage();
  await page.goto(await linkTo('13900000504'));
  await page.getByRole('button', { name: '获取验证码' }).tap();
  await page.getByRole('textbox', { name: '验证码' }).fill(await codeTo('13900000504'));
  await page.getByRole('button', { name: '进入' }).tap();
  await page.waitForURL('**/unit');
  expect(await page.textContent('h1')).toBe('市教育局');
  await page.getByRole('link', { name: /把社区图书角办到家门口/ }).tap();
  await page.waitForURL(`**/topics/${topic}`);

  await office.getByRole('button', { name: '停用周经办的链接' }).click();
  await office.getByRole('dialog').getByRole('button', { name: '停用', exact: true }).click();
  await office.getByText('链接已停用，1 台设备已退出').waitFor();
  await page.goto('/unit');
  expect(await page.locator('main').textContent()).toContain('请从短信里的直达链接进入');
  expect(said).toEqual([]);
  await context.close();
  await office.context().close();
});

test('the liaison prints cards, lets in a member who stands there, and renews a lost phone', async () => {
  await member(w, place, '方其正', 1);
  const office = await (await w.window({ ...desk, as: await signedIn(w, liaisonId) })).newPage();
  const said = complaints(office);
  await office.goto('/desk/entrants');
  await office.getByRole('button', { name: '打印激活卡' }).click();
  const dialog = office.getByRole('dialog', { name: '打印激活卡' });
  await dialog.getByRole('button', { name: '下一步' }).click();
  await dialog.getByText(/将制作 \d+ 张卡/).waitFor();
  const coming = office.waitForEvent('download');
  await dialog.getByRole('button', { name: '生成 PDF' }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/^激活卡 全部界别 .*\.pdf$/);

  await office.getByRole('button', { name: '现场激活方其正' }).click();
  const meeting = office.getByRole('dialog', { name: '现场激活：方其正' });
  await meeting.getByLabel('本人手机号').fill('13900000505');
  await meeting.getByRole('button', { name: '发送验证码' }).click();
  await office.getByLabel('本人念出的验证码').fill(await codeTo('13900000505'));
  await office.getByRole('button', { name: '激活', exact: true }).click();
  await office.getByText('方其正已开通，用 139****0505 登录').waitFor();

  await w.at(new Date(w.clock.now().getTime() + 120_000).toISOString());
  await office.getByRole('button', { name: '方其正的手机遗失' }).click();
  const lost = office.getByRole('dialog', { name: '手机遗失：方其正' });
  await lost.getByRole('button', { name: '发送验证码到新手机' }).click();
  await lost.getByText('请填写“原因”').waitFor();
  await lost.getByLabel('原因').fill('手机在公交车上丢了');
  await lost.getByLabel('核对了什么').fill('看过身份证');
  await lost.getByLabel('新手机号').fill('13900000506');
  await lost.getByRole('button', { name: '发送验证码到新手机' }).click();
  await office.getByLabel('本人念出的验证码').fill(await codeTo('13900000506'));
  await office.getByRole('button', { name: '更换手机' }).click();
  await office.getByText('手机已更换，旧手机会收到短信').waitFor();
  await office.getByRole('button', { name: '方其正的开通记录' }).click();
  await office.getByText('苏联络开始办理手机遗失').waitFor();
  await office.keyboard.press('Escape');
  await office.goto('/desk/recoveries');
  await office.getByText('手机在公交车上丢了・看过身份证').waitFor();

  // The old phone reads what happened.
  const page = await (await w.window(phone)).newPage();
  await page.goto(await linkTo('13900000505'));
  expect(await page.textContent('h1')).toBe('登录手机已更换');
  await page.getByRole('button', { name: '不是我本人办的' }).tap();
  await page.getByText('已停用新手机').waitFor();
  expect(said).toEqual([]);
});
