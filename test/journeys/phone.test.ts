import jsqr from 'jsqr';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, committee, member, once, openTopic, type Place, signedIn, staff } from '../world.ts';
import { complaints, desk, phone, type Served, served } from './served.ts';

let w: Served;
let place: Place;
let editor: Browser;
let moderator: Browser;
beforeAll(async () => {
  w = await served();
  place = await committee(w, '示例市政协', 'city', ['教育界', '医药卫生界']);
  editor = await signedIn(w, await staff(w, place, '方舒', 'editor'));
  moderator = await signedIn(w, await staff(w, place, '沈明远', 'moderator'));
});
afterAll(async () => {
  await w?.[Symbol.asyncDispose]();
});

// The package names its function once for Node and once for bundlers.
const decode = typeof jsqr === 'function' ? jsqr : jsqr.default;
/** What a phone's camera reads from the code on a screen. */
async function scan(page: Page, address: string): Promise<string> {
  await page.goto(address);
  const { data, info } = await sharp(await page.screenshot())
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return decode(new Uint8ClampedArray(data), info.width, info.height)?.data ?? '';
}
const minutes = (n: number) => w.at(new Date(w.clock.now().getTime() + n * 60_000).toISOString());
const mine = '孩子二年级，放学没有地方看书。\n能不能把图书角的开门时间也纳入检查？';
const answer = '开门时间这条我完全赞同，已请界别小组一起去看。';

test('somebody scans a poster, reads, writes before signing in, is read, answered and led to the answer', async () => {
  const topic = await openTopic(w, place, editor, { title: '把社区图书角办到家门口' });
  const poster = await (await w.window(desk)).newPage();
  const address = await scan(poster, `/topics/${topic}/qr.svg`);
  expect(address).toBe(`${w.origin}/topics/${topic}`);

  const context = await w.window(phone);
  const page = await context.newPage();
  const said = complaints(page);
  await page.goto(address);
  expect(await page.textContent('h1')).toBe('把社区图书角办到家门口');

  // Writes first; the sign-in comes when it is needed, over the page, and goes on with the text.
  await page.getByRole('link', { name: '说说您的看法' }).tap();
  const sheet = page.getByRole('dialog', { name: '发表看法' });
  await sheet.getByLabel('您的看法').fill(mine);
  await sheet.getByRole('button', { name: '发布' }).tap();
  await sheet.getByLabel('手机号').fill('13800138000');
  await sheet.getByRole('button', { name: '获取验证码' }).tap();
  await sheet.getByLabel('验证码').fill(await codeTo('13800138000'));
  await sheet.getByRole('button', { name: '登录并发布' }).tap();
  await sheet.getByLabel('昵称').fill('河边看书人');
  await sheet.getByLabel('我已满 14 周岁').check();
  await sheet.getByRole('button', { name: '登录并发布' }).tap();
  await page.waitForURL(/#p-/);
  await page.getByText('已收到，审核后公开').waitFor();
  const post = page.locator('article.post', { hasText: '能不能把图书角的开门时间' });
  expect(await post.textContent()).toContain('审核中，仅您可见');
  expect(await post.locator('.post-text').textContent()).toBe(mine);

  await accept(topic);
  await minutes(2);
  await page.reload();
  expect(await post.textContent()).not.toContain('审核中');

  // A member answers on a phone of his own.
  const other = await w.window({ ...phone, as: await signedIn(w, await member(w, place, '樊知秋', 1)) });
  const their = await other.newPage();
  await their.goto(`/topics/${topic}`);
  await their.locator('article.post', { hasText: '放学没有地方' }).getByRole('link', { name: '回复' }).tap();
  await their.getByRole('link', { name: '回复 河边看书人' }).first().tap();
  const reply = their.getByRole('dialog', { name: '回复 河边看书人' });
  await reply.getByText('以“樊知秋”发表，发布后立即公开').waitFor();
  await reply.getByLabel('您的回复').fill(answer);
  await reply.getByRole('button', { name: '发布' }).tap();
  await their.getByText('已发布').waitFor();
  await w.settle();

  // The number on the tab, the line, and the reply itself in sight.
  await page.goto('/');
  expect(await page.locator('[data-unread]').textContent()).toBe('2');
  await page.getByRole('link', { name: '消息' }).tap();
  await page.getByRole('link', { name: '樊知秋委员回复了您' }).tap();
  await page.waitForURL(/\/topics\/.+\/posts\/.+\?at=.+#p-/);
  const marked = page.locator('article.post.marked');
  expect(await marked.locator('.post-text').textContent()).toBe(answer);
  await expect.poll(() => marked.evaluate((element) => element.getBoundingClientRect().top < innerHeight)).toBe(true);
  await page.goto('/');
  expect(await page.locator('[data-unread]').textContent()).toBe('1');
  expect(said).toEqual([]);
  await context.close();
});

async function codeTo(number: string): Promise<string> {
  await expect.poll(() => w.sent.some(({ to }) => to === number)).toBe(true);
  return w.sent.filter(({ to }) => to === number).at(-1)?.code ?? '';
}
async function accept(topic: string): Promise<void> {
  const { rows } = (await moderator.send('GET', `/api/readings?tab=waiting&topic=${topic}`)).json<{ rows: { id: string }[] }>();
  for (const { id } of rows)
    expect((await moderator.send('POST', `/api/readings/${id}/decision`, { decision: 'accept' }, once())).status).toBe(200);
}
