import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { account, type Browser, committee, empty, member, netizen, once, type Place, signedIn, staff } from '../world.ts';
import { soon, toast } from './desk-room.ts';
import { complaints, desk, type Served, served } from './served.ts';

let w: Served;
let place: Place;
beforeAll(async () => {
  w = await served();
});
afterAll(async () => {
  await w?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await empty(w);
  place = await committee(w, '清渚市政协', 'city', ['教育界', '医药卫生界', '科学技术界']);
});
const open: Awaited<ReturnType<Served['window']>>[] = [];
afterEach(async () => {
  for (const context of open.splice(0)) await context.close();
});

/** A window of the desk at the size of an office screen, with what its browser complained about. */
async function window(as?: Browser): Promise<{ page: Page; said: string[] }> {
  const context = await w.window({ ...desk, ...(as && { as }), acceptDownloads: true });
  open.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  return { page, said: complaints(page) };
}
const heading = (page: Page) => page.locator('h1').textContent();
const local = (days: number) => new Date(w.clock.now().getTime() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 16);
const speak = async (by: Browser, topic: string, text: string) => {
  const done = await by.send('POST', `/api/topics/${topic}/posts`, { text }, once());
  expect(done.status, done.body).toBe(200);
  return done.json<{ id: string }>().id;
};

test('a topic is opened, its posts are read by keyboard, its figures are counted and exported', async () => {
  const person = await staff(w, place, '方舒', 'editor', 'moderator');
  await account(w, person, 'fangshu', 'correct horse battery');
  const { page, said } = await window();

  // A stranger who follows a link to the desk lands there after signing in.
  await page.goto('/desk/topics/new');
  await page.waitForURL(/\/login\?way=password&next=%2Fdesk%2Ftopics%2Fnew/);
  await page.getByLabel('账号').fill('fangshu');
  await page.getByLabel('密码', { exact: true }).fill('correct horse battery');
  await page.locator('form[action="/login"] button[type=submit]').click();
  await page.waitForURL(/\/desk\/topics\/new/);
  await page.getByRole('heading', { name: '新建议题' }).waitFor();

  // A draft is saved with a title alone, and with nothing less.
  await page.getByRole('button', { name: '保存草稿' }).click();
  const refusals = page.locator('#refusals');
  await soon(() => refusals.evaluate((box) => box === document.activeElement)).toBe(true);
  expect(await refusals.locator('a').allTextContents()).toEqual(['请填写“议题名称”']);
  await page.getByLabel('议题名称').fill('把图书角');
  await page.getByLabel('征集开始').fill(local(2));
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.waitForURL(/\/desk\/topics\/[0-9a-f-]{36}$/);
  const topic = page.url().split('/').at(-1) ?? '';
  await soon(() => heading(page)).toBe('把图书角');
  await page.reload();
  await soon(() => page.getByLabel('征集开始').inputValue()).toBe(local(2));
  await page.getByLabel('征集开始').fill('');

  // What it lacks to be announced is said on top, with links, and at each field; the first has the focus, what was typed stays.
  await page.getByRole('button', { name: '保存并发布预告' }).click();
  await refusals.getByText('还不能发布预告，有 5 处要写好').waitFor();
  await soon(() => page.locator('#hostId').evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await refusals.locator('a').allTextContents()).toEqual([
    '请选择“承办专委会”',
    '请填写“一句话说明”',
    '请填写“聚焦内容”',
    '请填写“征集开始”',
    '请填写“征集结束”',
  ]);
  expect(await page.title()).toMatch(/^出错：/);
  await refusals.getByText('请填写“聚焦内容”').click();
  await soon(() => page.locator('#focus').evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await page.getByLabel('议题名称').inputValue()).toBe('把图书角');

  await page.getByLabel('议题名称').fill('把社区图书角办到家门口');
  await page.getByLabel('一句话说明').fill('书从哪里来、谁来管');
  await page.getByLabel('承办专委会').selectOption({ label: '教科卫体委员会' });
  await page.getByLabel('聚焦内容').fill('背景和现状。');
  await page.getByRole('button', { name: '加一个数据' }).click();
  await page.getByLabel('数据 1 的数值').fill('36.0%');
  await page.getByLabel('数据 1 的说明').fill('没有图书角的社区');
  await page.getByLabel('征集开始').fill(local(2));
  await page.getByLabel('征集结束').fill(local(1));
  await page.getByLabel('安排协商').check();
  await page.getByLabel('协商开始').fill(local(1));
  await page.getByLabel('协商结束').fill(local(3));
  await page.getByRole('button', { name: '保存并发布预告' }).click();
  await soon(() => refusals.locator('a').allTextContents()).toEqual(['征集的结束时间要晚于开始时间', '协商不能早于征集开始']);
  await page.getByLabel('征集结束').fill(local(20));
  await page.getByLabel('协商开始').fill(local(22));
  await page.getByLabel('协商结束').fill(local(23));
  await page.getByRole('button', { name: '保存草稿' }).click();
  await soon(() => heading(page)).toBe('把社区图书角办到家门口');
  expect(await page.getByRole('status').filter({ hasText: '草稿・第 2 版' }).count()).toBe(1);

  // Announced: everyone sees it, with its code; it opens by itself at its time.
  await page.getByRole('button', { name: '发布预告' }).click();
  const question = page.getByRole('dialog', { name: '发布预告？' });
  await question.getByText('自动开始征集').waitFor();
  expect(await question.getByRole('button', { name: '再等等' }).evaluate((button) => button === document.activeElement)).toBe(true);
  await question.getByRole('button', { name: '发布预告' }).click();
  await toast(page).getByText('已发布预告').waitFor();
  await soon(() => page.locator('.qr-image').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(50);
  expect(await page.getByRole('link', { name: `${w.origin}/topics/${topic}` }).count()).toBe(1);
  await page.getByLabel('一句话说明').fill('书从哪里来、谁来管、怎么用');
  await w.at(new Date(w.clock.now().getTime() + 2.001 * 86_400_000).toISOString());

  // The sign-in was ended from another device: it is renewed on the spot, and what was typed is still there.
  const elsewhere = await signedIn(w, person);
  expect((await elsewhere.send('DELETE', '/api/logins')).json()).toEqual({ ended: 1 });
  await page.getByRole('button', { name: '保存', exact: true }).click();
  const again = page.getByRole('dialog', { name: '登录已过期，现在重新登录？' });
  await again.getByLabel('账号').fill('fangshu');
  await again.getByLabel('密码').fill('wrong');
  await again.getByRole('button', { name: '登录' }).click();
  await again.getByText('账号或密码不对').first().waitFor();
  await again.getByLabel('密码').fill('correct horse battery');
  await again.getByRole('button', { name: '登录' }).click();
  await soon(() => again.count()).toBe(0);
  expect(await page.getByLabel('一句话说明').inputValue()).toBe('书从哪里来、谁来管、怎么用');
  await page.getByRole('status').filter({ hasText: '征集中' }).waitFor();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await toast(page).getByText('已保存').waitFor();

  await readByKeyboard(page, topic);

  // Figures and their Excel say the same.
  const visitor = w.browser();
  await visitor.send('GET', `/topics/${topic}`);
  await visitor.send('POST', `/api/topics/${topic}/visits`, {});
  await w.settle();
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: '统计' }).click();
  await page.waitForURL(new RegExp(`/desk/statistics/${topic}`));
  const sums = page.locator('.figures');
  expect(await sums.textContent()).toContain('发言3委员 1 + 网友 2');
  expect(await sums.textContent()).toContain('访问1委员 0 + 公众 1');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Excel' }).click()]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await download.path());
  expect(book.worksheets.map(({ name }) => name)).toEqual(['总览', '按日', '按小时', '按界别', '点赞', '审核', '口径']);
  const cells = book.worksheets[0]?.getSheetValues().flatMap((row) => (Array.isArray(row) ? row : [])) ?? [];
  expect(cells).toContain('把社区图书角办到家门口');
  // The browser itself reports answers of 4xx (a sign-in that was wrong); of ours there is nothing.
  expect(said.filter((line) => !/status of 40[13]/.test(line))).toEqual([]);
});

/** Five posts, no mouse: accepted, refused with a reason, taken back, refused in own words, held. */
async function readByKeyboard(page: Page, topic: string): Promise<void> {
  const citizens = await Promise.all(
    ['河边看书人', '二年级家长', '春风化雨2026', '木子家的小满'].map(async (name) => signedIn(w, await netizen(w, name))),
  );
  const texts = [
    '建议每处配一位管理员。',
    '我楼上那位的电话是 13912345678，去问他。',
    '周末上午最好也开门。',
    '到处都是广告，加微信买书。',
  ];
  for (const [i, by] of citizens.entries()) {
    await speak(by, topic, texts[i] ?? '');
    await w.at(new Date(w.clock.now().getTime() + 60_000).toISOString());
  }
  await speak(await signedIn(w, await member(w, place, '林知远', 1)), topic, '赞成一季一换，但人手要先算清。');
  await page.goto('/desk/');
  await page.getByText('5 条发言待审，最久已等 4 分钟').waitFor();
  await page.getByText('网友 4 条，委员 1 条・1 条疑含个人号码').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/desk\/moderation/);
  const text = page.locator('.review-text').first();
  await soon(() => text.textContent()).toBe(texts[0]);
  const tabs = () => page.getByRole('navigation', { name: '审核栏目' }).textContent();

  await page.keyboard.press('a');
  await toast(page).getByText('已通过河边看书人的发言').waitFor();
  await soon(() => text.textContent()).toBe(texts[1]);
  expect(await page.locator('.flagged').allTextContents()).toEqual(['13912345678']);
  expect(await page.locator('.remark').textContent()).toBe('含 1 个疑似手机号，可能是他人信息。可请作者删去后再发，也可不公开。');

  // Nobody is refused without a reason; a reason that says nothing needs words.
  await page.keyboard.press('r');
  await page.getByText('请先选一个理由，按 1 到 9').waitFor();
  await page.keyboard.press('9');
  await page.keyboard.press('r');
  await page.getByText('这个理由要写明，作者才知道怎么改').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('1');
  await page.keyboard.press('r');
  await toast(page).getByText('已不公开二年级家长的发言').waitFor();
  await soon(() => text.textContent()).toBe(texts[2]);

  // Z takes it back: it is on the screen again, and then refused in own words.
  await page.keyboard.press('z');
  await toast(page).getByText('已撤销，发言回到待审').waitFor();
  await soon(() => text.textContent()).toBe(texts[1]);
  await page.keyboard.press('9');
  await page.locator('#own-words').focus();
  await page.keyboard.type('请去掉别人的电话后再发，我们会优先审核。zaj');
  expect(await page.locator('#own-words').inputValue()).toContain('zaj');
  await page.keyboard.press('Control+Enter');
  await toast(page).getByText('已不公开二年级家长的发言').waitFor();
  await soon(tabs).toContain('待审3');

  await page.keyboard.press('j');
  await soon(() => text.textContent()).toBe(texts[3]);
  await page.keyboard.press('h');
  await toast(page).getByText('已暂缓木子家的小满的发言').waitFor();
  await soon(() => text.textContent()).toContain('赞成一季一换');
  await page.keyboard.press('a');
  await soon(() => text.textContent()).toBe(texts[2]);
  await page.keyboard.press('a');
  await page.getByRole('heading', { name: '没有待审的发言' }).waitFor();
  await soon(tabs).toContain('暂缓1');
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: '这里有哪些按键？' });
  await keys.waitFor();
  await page.keyboard.press('Escape');
  await soon(() => keys.count()).toBe(0);
}
