import { mkdirSync } from 'node:fs';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setPhone } from '../../src/features/people/index.ts';
import { transact } from '../../src/kit/db.ts';
import { clippedWords, objections, smallTargets, smallWords, sticksOut } from '../ui/browser.ts';
import { committee, member, type Place, signedIn, staff } from '../world.ts';
import { soon, toast } from './desk-room.ts';
import { complaints, desk, phone, type Served, served } from './served.ts';

// Two houses in one browser: administrators of the one let the other in, and a member of the one enters the other with it.
const shots = process.env['SHOTS'];
if (shots) mkdirSync(shots, { recursive: true });
let here: Served;
let there: Served;
let place: Place;
beforeAll(async () => {
  here = await served();
  place = await committee(here, '清渚市政协');
}, 120_000);
afterAll(async () => {
  for (const one of [there, here]) await one?.[Symbol.asyncDispose]();
});
const look = async (page: Page, name: string, care = false): Promise<Record<string, string[]>> => {
  if (shots) await page.screenshot({ path: `${shots}/${name}${care ? '-care' : ''}.png`, fullPage: true });
  return {
    [name]: [
      ...(await objections(page)),
      ...(await smallTargets(page, care ? 60 : 44)),
      ...(await smallWords(page, care ? 18 : 13)),
      ...(await sticksOut(page)),
      ...(await clippedWords(page)),
    ],
  };
};
const wrongs = (found: Record<string, string[]>) => Object.entries(found).filter(([, wrong]) => wrong.length > 0);
async function room(name: string, duty: string) {
  const context = await here.window({ ...desk, as: await signedIn(here, await staff(here, place, name, duty)) });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  return { context, page, said: complaints(page) };
}
const deskLook = async (page: Page, name: string) => {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
  return { [name]: [...(await objections(page)), ...(await sticksOut(page)), ...(await clippedWords(page))] };
};

test('one administrator asks for a platform, another lets it in, and its secret is shown once', { timeout: 120_000 }, async () => {
  const found: Record<string, string[]> = {};
  const system = await room('唐守正', 'systemAdmin');
  await system.page.goto('/desk/peers');
  await system.page.getByText('还没有登记平台').waitFor();
  Object.assign(found, await deskLook(system.page, 'peers-none'));
  await system.page.getByRole('button', { name: '申请接入' }).click();
  await system.page.getByLabel('平台名称').fill('社员之家');
  await system.page.getByLabel('回调地址').fill(`${here.origin}/sso/back`);
  await system.page.getByLabel('申请理由').fill('两家平台互通');
  await system.page.getByRole('button', { name: '提交申请' }).click();
  await system.page.getByText('这是本站自己的网址').first().waitFor();
  Object.assign(found, await deskLook(system.page, 'peers-asking'));
  // The other house comes to be where its address says.
  const back = 'http://localhost:1/sso/back';
  await system.page.getByLabel('回调地址').fill(back);
  await system.page.getByRole('button', { name: '提交申请' }).click();
  await soon(() => toast(system.page).textContent()).toContain('已申请接入社员之家');

  const security = await room('严谨言', 'securityAdmin');
  await security.page.goto('/desk/');
  await security.page.getByText('1 个平台申请接入，待审批').waitFor();
  await security.page.getByRole('link', { name: '去审批' }).click();
  await security.page.getByRole('button', { name: '同意：社员之家', exact: true }).click();
  await security.page.getByLabel('审批意见').fill('核对过回调地址');
  Object.assign(found, await deskLook(security.page, 'peers-approving'));
  await security.page.getByRole('button', { name: '同意接入' }).click();
  await soon(() => toast(security.page).textContent()).toContain('已同意接入社员之家');

  await system.page.reload();
  await system.page.getByText('还没有发放密钥').waitFor();
  await system.page.getByRole('button', { name: '发放密钥：社员之家' }).click();
  await system.page.getByRole('button', { name: '发放密钥', exact: true }).click();
  const given = system.page.locator('.one-time dd');
  await given.nth(2).waitFor();
  Object.assign(found, await deskLook(system.page, 'peers-secret'));
  const [issuer = '', id = '', secret = ''] = await given.allTextContents();
  expect([issuer, secret.length]).toEqual([here.origin, 43]);
  await system.page.getByRole('button', { name: '已抄好' }).click();
  await system.page.getByText('还没有人同意过').waitFor();
  Object.assign(found, await deskLook(system.page, 'peers'));
  expect(await system.page.content()).not.toContain(secret);
  expect([wrongs(found), system.said, security.said]).toEqual([[], [], []]);
  for (const { context } of [system, security]) await context.close();
  there = await served({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: id, OIDC_CLIENT_SECRET: secret, OIDC_NAME: '清渚市政协' });
  await sql`update peer set redirect_uri = ${`${there.origin}/sso/back`} where id = ${id}`.execute(here.house.db);
});

test.each([
  [false, true],
  [true, true],
  [false, false],
])('a member enters the other house with this one (关怀版: %s, with script: %s)', { timeout: 120_000 }, async (care, javaScriptEnabled) => {
  await here.at(new Date(here.clock.now().getTime() + 120_000).toISOString());
  const number = `139000004${Number(care)}${Number(javaScriptEnabled)}`;
  const lin = await member(here, place, '林知远');
  await transact(here.house.pool, (tx) => setPhone(tx, here.house, lin, number));
  const context = await there.window({ ...phone, javaScriptEnabled });
  if (care) await context.addCookies([{ name: 'look', value: 'care', url: here.origin }]);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const said = complaints(page);
  const found: Record<string, string[]> = {};
  await page.goto(`${there.origin}/login?next=/topics`);
  await page.getByRole('link', { name: '用清渚市政协登录' }).click();
  // Signing in here, the house's own way; the form leads to the page that asks.
  await page.getByLabel('手机号').fill(number);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByRole('textbox', { name: '验证码' }).fill(here.sent.at(-1)?.code ?? '');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: '登录社员之家' }).waitFor();
  if (javaScriptEnabled) Object.assign(found, await look(page, 'peer-ask', care));
  await page.emulateMedia({ colorScheme: 'dark' });
  if (javaScriptEnabled) Object.assign(found, await look(page, 'peer-ask-dark', care));
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('button', { name: '同意', exact: true }).click();
  // Back over there: the browser let the form lead to another site, and to that one only.
  await page.getByText('还没有和本站的账号关联').waitFor();
  expect(new URL(page.url()).origin).toBe(there.origin);
  // Again, after signing out here: agreed to already, a link leads on.
  await context.clearCookies({ name: 'login' });
  await here.at(new Date(here.clock.now().getTime() + 120_000).toISOString());
  await page.goto(`${there.origin}/sso/enter?next=/topics`);
  await page.getByLabel('手机号').fill(number);
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByRole('textbox', { name: '验证码' }).fill(here.sent.at(-1)?.code ?? '');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('link', { name: '继续登录社员之家' }).waitFor();
  if (javaScriptEnabled) Object.assign(found, await look(page, 'peer-go-on', care));
  await page.getByRole('link', { name: '继续登录社员之家' }).click();
  await page.getByText('还没有和本站的账号关联').waitFor();
  // Signed in all along: straight there and back.
  await here.at(new Date(here.clock.now().getTime() + 60_000).toISOString());
  await page.goto(`${there.origin}/sso/enter?next=/topics`);
  await page.getByText('还没有和本站的账号关联').waitFor();
  await page.goto(`${here.origin}/mine/security`);
  await page.getByRole('link', { name: '登录过的其他平台' }).click();
  await page.getByRole('heading', { name: '社员之家' }).waitFor();
  if (javaScriptEnabled) Object.assign(found, await look(page, 'my-peers', care));
  await page.getByRole('button', { name: '收回同意' }).click();
  await page.getByText('没有登录过其他平台').waitFor();
  if (javaScriptEnabled) Object.assign(found, await look(page, 'my-peers-none', care));
  // Asked anew; no is no, and leads back.
  await page.goto(`${there.origin}/sso/enter?next=/topics`);
  await page.getByRole('button', { name: '不同意' }).click();
  await page.waitForURL(`${there.origin}/login?way=code**`);
  // A request that does not hold stays here, in words.
  await page.goto(`${here.origin}/oidc/auth?client_id=x`);
  await page.getByText('登录请求不完整').first().waitFor();
  if (javaScriptEnabled) Object.assign(found, await look(page, 'peer-trouble', care));
  expect(wrongs(found)).toEqual([]);
  expect(said).toEqual([]);
  await context.close();
});
