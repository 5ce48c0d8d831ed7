import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, fromBase32, stepAt } from '../../src/features/factors/totp.ts';
import { account, committee, openTopic, type Place, signedIn, staff } from '../world.ts';
import { complaints, desk, phone, type Served, served } from './served.ts';

let w: Served;
let place: Place;
beforeAll(async () => {
  w = await served();
  place = await committee(w, '示例市政协');
});
afterAll(async () => {
  await w?.[Symbol.asyncDispose]();
});
const PASSWORD = 'correct horse battery';
const minutes = (n: number) => w.at(new Date(w.clock.now().getTime() + n * 60_000).toISOString());
async function real(name: string, accountName: string, ...roles: string[]): Promise<string> {
  const id = await staff(w, place, name, ...roles);
  await sql`update person set demo = false where id = ${id}`.execute(w.house.db);
  await account(w, id, accountName, PASSWORD);
  return id;
}
/** A key plugged into this window: it answers at once, as if touched. */
async function plugIn(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasResidentKey: false,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
async function signIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('账号').fill(name);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
}

test('an administrator enrols a key, leaves, comes back by it, and proves once more before the demo is removed', async () => {
  await real('周审', 'zhou', 'operator');
  await staff(w, place, '演示者', 'editor');
  const context = await w.window(desk);
  const page = await context.newPage();
  const said = complaints(page);
  await plugIn(page);

  // Enrols before anything else.
  await page.goto('/desk/operator');
  await signIn(page, 'zhou');
  await page.getByRole('heading', { name: '先设好第二步验证' }).waitFor();
  await page.getByLabel('给它起个名字').fill('办公电脑');
  await page.getByRole('button', { name: '登记这把密钥' }).click();
  await page.getByText('请现在抄下或打印').first().waitFor();
  expect(await page.locator('.recovery-codes code').count()).toBe(10);
  await page.getByRole('link', { name: '已经抄好，继续' }).click();
  await page.waitForURL('**/desk/operator');
  await page.getByText('各部分').first().waitFor();

  // Signs out, and in again: the password opens nothing by itself.
  await page.goto('/mine');
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByText('已退出登录').first().waitFor();
  await page.goto('/desk/operator');
  await signIn(page, 'zhou');
  await page.getByRole('heading', { name: '再验证一步' }).waitFor();
  expect((await page.request.get('/api/me')).status()).toBe(401);
  await page.getByRole('button', { name: '用安全密钥验证' }).click();
  await page.waitForURL('**/desk/operator');

  // Six minutes later the proof is stale: the desk asks over the dialog, and goes on by itself.
  await minutes(6);
  await page.reload();
  await page.getByRole('button', { name: '移除演示内容' }).click();
  await page.getByLabel(/移除演示内容/).fill('移除演示内容');
  await page.getByRole('dialog').getByRole('button', { name: '移除演示内容' }).click();
  const asked = page.getByRole('dialog', { name: '确认是您本人' });
  await asked.waitFor();
  expect((await sql`select 1 from person where demo`.execute(w.house.db)).rows.length).toBeGreaterThan(0);
  await asked.getByRole('button', { name: '用安全密钥验证' }).click();
  await expect.poll(async () => (await sql`select 1 from person where demo`.execute(w.house.db)).rows.length).toBe(0);
  await asked.waitFor({ state: 'detached' });
  expect(said).toEqual([]);
  await context.close();
});

const codeNow = (secret: string) => codeOf(fromBase32(secret), stepAt(w.clock.now()));

test('without JavaScript: the app is turned on, and the second step goes by its code or by a recovery code', async () => {
  await real('方舒', 'fang', 'editor');
  const context = await w.window({ ...phone, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/login?way=password&next=/mine/security');
  await signIn(page, 'fang');
  await page.getByRole('link', { name: '开启验证器' }).tap();
  await page.getByRole('button', { name: '开启验证器' }).tap();
  const secret = (await page.locator('.qr-address').textContent())?.replace(/ /g, '') ?? '';
  await page.getByRole('img', { name: '验证器的二维码' }).waitFor();
  await page.getByLabel('6 位数字').fill('000000');
  await page.getByRole('button', { name: '开启', exact: true }).tap();
  await page.locator('#refusals').getByText('这个码不对').waitFor();
  await page.getByLabel('6 位数字').fill(codeNow(secret));
  await page.getByRole('button', { name: '开启', exact: true }).tap();
  await page.getByText('请现在抄下或打印').first().waitFor();
  const [first = ''] = await page.locator('.recovery-codes code').allTextContents();
  await page.getByRole('link', { name: '已经抄好，继续' }).tap();
  await page.getByText('第二步验证已开启').waitFor();

  for (const code of [() => codeNow(secret), () => first]) {
    await minutes(2);
    await page.goto('/mine');
    await page.getByRole('button', { name: '退出登录' }).tap();
    await page.getByText('已退出登录').waitFor();
    await page.goto('/login?way=password&next=/mine/security');
    await signIn(page, 'fang');
    await page.getByRole('heading', { name: '再验证一步' }).waitFor();
    await page.getByLabel('验证器里的 6 位数字').fill(code());
    await page.getByRole('button', { name: '登录' }).tap();
    await page.waitForURL('**/mine/security');
  }
  expect(await page.getByText('还剩 9 个没有用过').count()).toBe(1);

  // Ten minutes later turning it off asks for one more proof, on a page that leads back.
  await minutes(10);
  await page.reload();
  await page.getByRole('button', { name: '关闭验证器' }).tap();
  await page.getByRole('heading', { name: '确认是您本人' }).waitFor();
  await page.getByLabel('验证器里的 6 位数字').fill(codeNow(secret));
  await page.getByRole('button', { name: '确认' }).tap();
  await page.waitForURL('**/mine/security');
  await page.getByRole('button', { name: '关闭验证器' }).tap();
  // Said at once, kept in the list of what changed, and told by a notice that leads back here.
  await page.getByRole('list', { name: '最近的变更' }).getByText('验证器已关闭').waitFor();
  await page.goto('/notices?filter=account');
  await page
    .getByRole('link', { name: /验证器已关闭.*本人办理/s })
    .first()
    .tap();
  await page.waitForURL('**/mine/security');
  await context.close();
});

test('a session that ends at the desk is renewed in place, second step included; what was typed stays', async () => {
  const id = await real('顾晴', 'gu', 'editor');
  const topic = await openTopic(w, place, await signedIn(w, id));
  const context = await w.window(desk);
  const page = await context.newPage();
  await page.goto('/login?way=password&next=/mine/security/app');
  await signIn(page, 'gu');
  await page.getByRole('button', { name: '开启验证器' }).click();
  const secret = (await page.locator('.qr-address').textContent())?.replace(/ /g, '') ?? '';
  await page.getByLabel('6 位数字').fill(codeNow(secret));
  await page.getByRole('button', { name: '开启', exact: true }).click();
  await page.getByText('请现在抄下或打印').first().waitFor();

  await page.goto(`/desk/topics/${topic}`);
  await page.getByLabel('一句话说明').fill('推进老旧小区加装电梯');
  const elsewhere = await signedIn(w, id);
  expect((await elsewhere.send('DELETE', '/api/logins')).status).toBe(200);
  await minutes(2);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  const again = page.getByRole('dialog', { name: '登录已过期，现在重新登录？' });
  await again.getByLabel('账号').fill('gu');
  await again.getByLabel('密码').fill(PASSWORD);
  await again.getByRole('button', { name: '登录' }).click();
  const second = page.getByRole('dialog', { name: '再验证一步' });
  await second.getByLabel('验证器里的 6 位数字').fill('000000');
  await second.getByRole('button', { name: '确认' }).click();
  await second.getByText('这个码不对').waitFor();
  await second.getByLabel('验证器里的 6 位数字').fill(codeNow(secret));
  await second.getByRole('button', { name: '确认' }).click();
  await second.waitFor({ state: 'detached' });
  expect(await page.getByLabel('一句话说明').inputValue()).toBe('推进老旧小区加装电梯');
  await context.close();
});
