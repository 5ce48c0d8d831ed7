import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setPhone } from '../../src/features/people/index.ts';
import { transact } from '../../src/kit/db.ts';
import { CLIENT, type Forger, forger } from '../oidc/provider.ts';
import { objections, smallTargets, smallWords, sticksOut } from '../ui/browser.ts';
import { CODE, type FakeWeChat, fakeWeChat } from '../wechat/fake.ts';
import { committee, member } from '../world.ts';
import { complaints, phone, type Served, served } from './served.ts';

// Pages that are there only where a service account and a single sign-on are set.
const IN_WECHAT =
  'Mozilla/5.0 (Linux; Android 12; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/107.0.5304.141 Mobile Safari/537.36 XWEB/5047 MicroMessenger/8.0.33.2320';
let fake: FakeWeChat;
let issuer: Forger;
let w: Served;
beforeAll(async () => {
  [fake, issuer] = [await fakeWeChat(), await forger('http://localhost/sso/back')];
  w = await served({
    WECHAT_APP_ID: fake.appId,
    WECHAT_APP_SECRET: fake.secret,
    WECHAT_API: fake.origin,
    OIDC_ISSUER: issuer.issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
  });
  const place = await committee(w, '清渚市政协');
  const lin = await member(w, place, '林知远');
  await transact(w.house.pool, (tx) => setPhone(tx, w.house, lin, '13900000301'));
});
afterAll(async () => {
  for (const one of [w, fake, issuer]) await one?.[Symbol.asyncDispose]();
});

async function wrongs(page: Page, care: boolean): Promise<string[]> {
  return [
    ...(await objections(page)),
    ...(await smallTargets(page, care ? 60 : 44)),
    ...(await smallWords(page, care ? 18 : 13)),
    ...(await sticksOut(page)),
  ];
}

test.each([false, true])('a member enters by WeChat, from the first time on (关怀版: %s)', { timeout: 120_000 }, async (care) => {
  // A number gets one code a minute.
  await w.at(new Date(w.clock.now().getTime() + 120_000).toISOString());
  const context = await w.window({ ...phone, userAgent: IN_WECHAT, extraHTTPHeaders: { 'x-openid': `o-lin-${care}` } });
  if (care) await context.addCookies([{ name: 'look', value: 'care', url: w.origin }]);
  const page = await context.newPage();
  const said = complaints(page);
  const found: Record<string, string[]> = {};
  const look = async (name: string) => {
    found[name] = await wrongs(page, care);
  };
  const signed = page.waitForRequest((request) => request.url().includes('/api/wechat/page-signature'));
  await page.goto('/topics');
  expect(new URL((await signed).url()).searchParams.get('url')).toBe(`${w.origin}/topics`);
  fake.odd(CODE, { errcode: -1 });
  await page.goto('/login?next=/mine/security');
  await page.getByText('微信现在很忙').waitFor();
  await look('not entered');
  await page.getByRole('link', { name: '再试一次' }).click();
  await look('login');
  await page.getByLabel('手机号').fill('13900000301');
  await page.getByRole('button', { name: '获取验证码' }).click();
  await page.getByRole('textbox', { name: '验证码' }).fill(w.sent.at(-1)?.code ?? '');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByText('您现在是林知远').waitFor();
  await look('offer');
  await page.getByRole('button', { name: '好，以后直接进' }).click();
  await page.getByText('微信已绑定，以后在微信里直接进').waitFor();
  await look('security');
  await page.goto('/mine/wechat');
  await look('bound');
  await context.clearCookies({ name: 'login' });
  await page.goto('/login?next=/mine/wechat');
  await page.getByRole('button', { name: '解除绑定' }).click();
  await page.getByText('微信已解除绑定').waitFor();
  await look('unbound');
  await page.goto('/mine/directory');
  await look('directory');
  expect(Object.entries(found).filter(([, wrong]) => wrong.length > 0)).toEqual([]);
  // An answer of 503 is one.
  expect(said.filter((line) => !line.includes('503'))).toEqual([]);
  await context.close();
});

test('outside of WeChat its script does not come', { timeout: 60_000 }, async () => {
  const context = await w.window(phone);
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('/topics', { waitUntil: 'networkidle' });
  expect(asked.filter((url) => /inWeChat|wechat/.test(url))).toEqual([]);
  expect(asked.length).toBeGreaterThan(1);
  await context.close();
});

test('who is unknown to the single sign-on is told what to do', { timeout: 60_000 }, async () => {
  const context = await w.window(phone);
  const page = await context.newPage();
  await page.goto('/login');
  const way = await page.getByRole('link', { name: '用统一身份认证登录' }).getAttribute('href');
  const out = await context.request.get(way ?? '', { maxRedirects: 0 });
  await page.goto(await issuer.comeBack(out.headers()['location'] ?? '', { sub: 'u-1', name: '方舒' }));
  await page.getByText('还没有和本站的账号关联').waitFor();
  expect(await wrongs(page, false)).toEqual([]);
  await context.close();
});
