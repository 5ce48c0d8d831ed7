import { beforeEach, expect, test } from 'vitest';
import { account, committee, empty, member, netizen, once, openTopic, signedIn, staff, type World, world } from '../world.ts';

const w: World = await world();
let member1: string;
beforeEach(async () => {
  await empty(w);
  const place = await committee(w, '清渚市政协');
  member1 = await member(w, place, '林知远');
  await account(w, member1, 'linzhiyuan', 'correct horse battery');
});
const enter = (b = w.browser(), account = 'linzhiyuan', password = 'correct horse battery', more: object = {}) =>
  b.send('POST', '/api/logins', { account, password, ...more });
/** Ahead in time, so that what one test used up does not weigh on the next. */
const later = (minutes: number) => w.at(new Date(w.clock.now().getTime() + minutes * 60_000).toISOString());

test('A8: entering gives a new mark each time, and a mark brought along counts for nothing', async () => {
  const b = w.browser({ login: 'fixed-by-somebody-else' });
  expect((await enter(b)).status).toBe(200);
  const first = b.cookies['login'];
  expect(first).not.toBe('fixed-by-somebody-else');
  expect((await w.browser({ login: 'fixed-by-somebody-else' }).send('GET', '/api/me')).status).toBe(401);
  await enter(b);
  expect(b.cookies['login']).not.toBe(first);
});
test('A8: after signing out the old mark opens nothing', async () => {
  const b = w.browser();
  await enter(b);
  const stolen = w.browser({ login: b.cookies['login'] ?? '' });
  expect((await stolen.send('GET', '/api/me')).status).toBe(200);
  await b.send('DELETE', '/api/logins/current');
  expect((await stolen.send('GET', '/api/me')).status).toBe(401);
});
test('A8: one device is signed out from another, and nobody else’s can be', async () => {
  const [mine, other] = [w.browser(), w.browser()];
  await enter(mine);
  await enter(other);
  const rows = (await mine.send('GET', '/api/logins')).json<{ rows: { id: string; current: boolean }[] }>().rows;
  expect(rows.map((r) => r.current).sort()).toEqual([false, true]);
  const stranger = await signedIn(w, await netizen(w, '鼓山脚下'));
  const id = rows.find((r) => !r.current)?.id;
  expect((await stranger.send('DELETE', `/api/logins/${id}`)).status).toBe(404);
  expect((await other.send('GET', '/api/me')).status).toBe(200);
  expect((await mine.send('DELETE', `/api/logins/${id}`)).status).toBe(200);
  expect((await other.send('GET', '/api/me')).status).toBe(401);
});
test('A8: the sixth device ends the oldest', async () => {
  const all = await Array.fromAsync({ length: 6 }, async () => {
    const b = w.browser();
    await later(1);
    await enter(b);
    return b;
  });
  const stands = await Promise.all(all.map(async (b) => (await b.send('GET', '/api/me')).status));
  expect(stands).toEqual([401, 200, 200, 200, 200, 200]);
});
test('A8: the mark is kept from scripts and other sites', async () => {
  const reply = await enter();
  expect(String(reply.headers['set-cookie'])).toMatch(/login=[\w-]{43};.*HttpOnly;.*SameSite=Lax/);
});
test('A21: guessing one account ends after five tries, and says when to come back', async () => {
  await later(60);
  const tries = await Array.fromAsync({ length: 8 }, () => enter(w.browser(), 'linzhiyuan', 'guess'));
  expect(tries.map((t) => t.status)).toEqual([403, 403, 403, 403, 403, 429, 429, 429]);
  expect(Number(tries.at(-1)?.headers['retry-after'])).toBeGreaterThan(0);
  expect((await enter()).status, 'the right password, from a strange device').toBe(429);
  await later(16);
  expect((await enter()).status).toBe(200);
});
test('A21: a device that was in before is not locked out by strangers', async () => {
  await later(60);
  const home = w.browser();
  await home.send('GET', '/login');
  await enter(home);
  await Array.fromAsync({ length: 8 }, () => enter(w.browser(), 'linzhiyuan', 'guess'));
  expect((await enter(home)).status).toBe(200);
});
test('A21: parallel guesses do not slip past the count', async () => {
  await later(60);
  const tries = await Promise.all(Array.from({ length: 20 }, () => enter(w.browser(), 'linzhiyuan', 'guess')));
  expect(tries.filter((t) => t.status === 403).length).toBeLessThanOrEqual(5);
});
test('A21: an unknown account and a wrong password are answered alike', async () => {
  await later(60);
  const [known, unknown] = [await enter(w.browser(), 'linzhiyuan', 'wrong'), await enter(w.browser(), 'nobody-here', 'wrong')];
  expect(known.status).toBe(unknown.status);
  expect(known.body).toBe(unknown.body);
});
test('A21: one address that tries many accounts rests too', async () => {
  await later(60);
  const statuses: number[] = [];
  for (let i = 0; i < 60; i++) {
    if (i % 15 === 0) await later(1);
    statuses.push((await enter(w.browser(), `account-${i}`, 'guess')).status);
  }
  expect(statuses.slice(0, 50).filter((s) => s === 403).length).toBeGreaterThan(40);
  expect(statuses.slice(-5)).toEqual([429, 429, 429, 429, 429]);
});
test('A21: a made-up client address does not reset the count', async () => {
  await later(60);
  const statuses: number[] = [];
  for (let i = 0; i < 55; i++) {
    if (i % 15 === 0) await later(1);
    const tried = { account: `account-${i}`, password: 'guess' };
    statuses.push((await w.browser().send('POST', '/api/logins', tried, { 'x-forwarded-for': `10.1.1.${i}` })).status);
  }
  expect(statuses.slice(-3)).toEqual([429, 429, 429]);
});

const ask = (phone: string, b = w.browser()) => b.send('POST', '/api/login-codes', { phone });
const redeem = (request: string, code: string, nickname?: string) =>
  w.browser().send('POST', '/api/logins/code', { request, code, ...(nickname && { nickname, of14: true }) });
test('A22: a code serves once, however many try at the same moment', async () => {
  await later(60);
  const { request } = (await ask('13900000001')).json<{ request: string }>();
  const code = w.sent.at(-1)?.code ?? '';
  const all = await Promise.all(Array.from({ length: 20 }, () => redeem(request, code, '鼓山脚下')));
  expect(all.filter((r) => r.status === 200).length).toBe(1);
  expect((await redeem(request, code, '另一个人')).status).toBe(403);
});
test('A22: five wrong tries end a code, and it belongs to the browser that asked', async () => {
  await later(60);
  const { request } = (await ask('13900000002')).json<{ request: string }>();
  const code = w.sent.at(-1)?.code ?? '';
  const wrong = code === '000000' ? '000001' : '000000';
  const tries = await Array.fromAsync({ length: 5 }, () => redeem(request, wrong));
  expect(tries.map((t) => t.json<{ code: string }>().code)).toEqual(Array(5).fill('wrong-code'));
  expect((await redeem(request, code, '鼓山脚下')).json()).toMatchObject({ code: 'code-expired' });
  expect((await redeem('another-request-that-nobody-made', code)).json()).toMatchObject({ code: 'code-expired' });
});
test('A22: a number gets one code a minute, five an hour, ten a day; an old code is over after ten minutes', async () => {
  await later(24 * 60);
  expect((await ask('13900000003')).status).toBe(200);
  expect((await ask('13900000003')).status).toBe(429);
  for (let i = 0; i < 4; i++) {
    await later(2);
    expect((await ask('13900000003')).status).toBe(200);
  }
  await later(2);
  expect((await ask('13900000003')).status).toBe(429);
  for (let i = 0; i < 5; i++) {
    await later(61);
    expect((await ask('13900000003')).status).toBe(200);
  }
  await later(61);
  expect((await ask('13900000003')).status).toBe(429);
  const fresh = (await ask('13900000004')).json<{ request: string }>();
  const code = w.sent.at(-1)?.code ?? '';
  await later(10);
  expect((await redeem(fresh.request, code, '鼓山脚下')).json()).toMatchObject({ code: 'code-expired' });
});
test('A22: known and unknown numbers are answered alike', async () => {
  await later(60);
  const first = (await ask('13900000005')).json<{ request: string }>();
  await redeem(first.request, w.sent.at(-1)?.code ?? '', '鼓山脚下');
  await later(2);
  const known = (await ask('13900000005')).json();
  const unknown = (await ask('13900000006')).json();
  expect(Object.keys(known)).toEqual(Object.keys(unknown));
  expect(known['to']).toBe('139****0005');
});
test('a new number names itself once, and is known afterwards', async () => {
  await later(60);
  const first = (await ask('13900000007')).json<{ request: string }>();
  const code = w.sent.at(-1)?.code ?? '';
  expect((await redeem(first.request, code)).json()).toMatchObject({ code: 'nickname-needed' });
  expect((await redeem(first.request, code, '市政协')).json()).toMatchObject({ code: 'nickname-refused' });
  expect((await redeem(first.request, code, '鼓山脚下')).status).toBe(200);
  await later(2);
  const again = (await ask('13900000007')).json<{ request: string }>();
  expect((await redeem(again.request, w.sent.at(-1)?.code ?? '')).status).toBe(200);
});
test('A13: signing in never leads off this site', async () => {
  for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    await later(1);
    expect((await enter(w.browser(), undefined, undefined, { next })).json()).toEqual({ next: '/' });
  }
});
test('limits hold per person for what is written', async () => {
  await later(60);
  const place = await committee(w, '另一市政协');
  const topic = await openTopic(w, place, await signedIn(w, await staff(w, place, '方舒', 'editor')));
  const author = await signedIn(w, await member(w, place, '陈守礼'));
  const posts = await Array.fromAsync({ length: 12 }, () =>
    author.send('POST', `/api/topics/${topic}/posts`, { text: '建议每学期查一次视力。' }, once()),
  );
  expect(posts.map((p) => p.status).filter((s) => s === 429).length).toBe(2);
  expect(posts.at(-1)?.json()).toMatchObject({ code: 'too-fast' });
});
