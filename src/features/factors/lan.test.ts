import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { account, begin, committee, empty, staff } from '../../../test/world.ts';
import { codeOf, fromBase32, stepAt } from './totp.ts';

// As `bin/start --lan` serves it: http, at a bare IP address.
const w = await begin({ HEYI_LAN: 'on', PUBLIC_URL: 'http://192.168.1.9:8080' });
afterAll(() => w[Symbol.asyncDispose]());

test('at an address where keys cannot work an administrator enrols the app instead, and is told why', async () => {
  await empty(w);
  const id = await staff(w, await committee(w, '清渚市政协'), '周审', 'operator');
  await sql`update person set demo = false where id = ${id}`.execute(w.house.db);
  await account(w, id, 'zhou', 'correct horse battery');
  const b = w.browser();
  expect((await b.send('POST', '/api/logins', { account: 'zhou', password: 'correct horse battery' })).json()).toEqual({
    next: '/login/second',
  });
  const page = await b.send('GET', '/login/second');
  expect(page.body).toContain('管理员登录要有第二步验证');
  expect(page.body).toContain('这个网址没有加密，或者是 IP 地址');
  expect((await b.send('POST', '/api/keys/options', { as: 'second' })).status).toBe(409);
  await b.send('POST', '/login/second/app/begin', {});
  const secret = /qr-address">([A-Z2-7 ]+)</.exec((await b.send('GET', '/login/second')).body)?.[1]?.replaceAll(' ', '') ?? '';
  const done = await b.send('POST', '/login/second/app', { code: codeOf(fromBase32(secret), stepAt(w.clock.now())) });
  expect([done.status, done.body.includes('这 10 个恢复码只显示这一次')]).toEqual([200, true]);
  expect((await b.send('GET', '/api/me')).status).toBe(200);
  // The app is all there is here: it stays on.
  const refused = await b.send('POST', '/mine/security/app/removal', {});
  expect([refused.status, refused.body.includes('管理员至少要留一种第二步验证')]).toEqual([409, true]);
  expect((await b.send('GET', '/mine/security')).body).toContain('浏览器不允许用安全密钥');
});
