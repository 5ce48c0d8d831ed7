import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { account, type Browser, committee, empty, type Place, signedIn, staff, type World, world } from '../../../test/world.ts';
import { newId } from '../../kit/ids.ts';
import { codeOf, fromBase32, stepAt } from './totp.ts';

const w: World = await world();
let place: Place;
beforeEach(async () => {
  await empty(w);
  await later(60);
  place = await committee(w, '清渚市政协');
});
const PASSWORD = 'correct horse battery';
const later = (minutes: number) => w.at(new Date(w.clock.now().getTime() + minutes * 60_000).toISOString());

/** Somebody real: demo accounts are asked for nothing. */
async function real(name: string, ...roles: string[]): Promise<string> {
  const id = await staff(w, place, name, ...roles);
  await sql`update person set demo = false where id = ${id}`.execute(w.house.db);
  await account(w, id, `account-${name}`, PASSWORD);
  return id;
}
const enter = (b: Browser, name: string) =>
  b.send('POST', '/api/logins', { account: `account-${name}`, password: PASSWORD, next: '/desk/' });
const post = (b: Browser, url: string, fields: Record<string, string> = {}) => b.send('POST', url, fields);
const secretOn = (page: string): string => {
  const found = /qr-address">([A-Z2-7 ]+)</.exec(page)?.[1];
  if (found === undefined) throw new Error(`no secret on ${page}`);
  return found.replaceAll(' ', '');
};
const codeNow = (secret: string, by = 0) => codeOf(fromBase32(secret), stepAt(w.clock.now()) + by);
const codesOn = (page: string) => [...page.matchAll(/<code>([a-z2-9]{5}-[a-z2-9]{5})<\/code>/g)].map((found) => found[1] ?? '');

/** Turns the app on, signed in and proved. */
async function withApp(b: Browser): Promise<{ secret: string; codes: string[] }> {
  await post(b, '/mine/security/app/begin');
  const secret = secretOn((await b.send('GET', '/mine/security/app')).body);
  const done = await post(b, '/mine/security/app', { code: codeNow(secret) });
  expect(done.status, done.body.slice(0, 300)).toBe(200);
  return { secret, codes: codesOn(done.body) };
}
const second = (b: Browser, code: string) => b.send('POST', '/api/proof/code', { as: 'second', code });
const audited = async (like: string) =>
  (await sql<{ outcome: string }>`select outcome from audit where outcome like ${like} order by number`.execute(w.house.db)).rows;

test('who turned the app on gets no login by the password alone: the half of one opens nothing', async () => {
  const b = await signedIn(w, await real('方舒', 'editor'));
  const { secret } = await withApp(b);
  await later(1);
  const half = w.browser();
  const entered = await enter(half, '方舒');
  expect(entered.json()).toEqual({ next: '/login/second' });
  expect(half.cookies['login']).toBeUndefined();
  expect((await half.send('GET', '/api/me')).status).toBe(401);
  expect((await w.browser({ login: half.cookies['half'] ?? '' }).send('GET', '/api/me')).status).toBe(401);
  const page = await half.send('GET', '/login/second');
  expect([page.status, page.headers['cache-control']]).toEqual([200, 'no-store']);
  expect(page.body).toContain('验证器里的 6 位数字');
  // By the plain form, as without JavaScript.
  const done = await post(half, '/login/second', { as: 'second', code: codeNow(secret), next: '/desk/' });
  expect([done.status, done.headers['location']]).toEqual([303, '/desk/']);
  expect((await half.send('GET', '/api/me')).status).toBe(200);
});
test('whoever comes to the second step without a first one is led to sign in, and not around in circles', async () => {
  await real('方舒', 'editor');
  const b = w.browser();
  expect((await b.send('GET', '/login/second')).headers['location']).toBe('/login?next=%2Flogin%2Fsecond');
  await b.send('POST', '/api/logins', { account: 'account-方舒', password: PASSWORD, next: '/login/second' });
  expect((await b.send('GET', '/login/second')).headers['location']).toBe('/mine');
});
test('a half login is over after five minutes, and serves once', async () => {
  const { secret } = await withApp(await signedIn(w, await real('方舒', 'editor')));
  await later(1);
  const slow = w.browser();
  await enter(slow, '方舒');
  await later(5);
  expect((await second(slow, codeNow(secret))).json()).toMatchObject({ code: 'half-login-over' });
  const b = w.browser();
  await enter(b, '方舒');
  const mark = b.cookies['half'] ?? '';
  expect((await second(b, codeNow(secret))).status).toBe(200);
  await later(1);
  expect((await second(w.browser({ half: mark }), codeNow(secret))).json()).toMatchObject({ code: 'half-login-over' });
});
test('A23: the same code never serves twice, in either window, for nobody', async () => {
  const { secret } = await withApp(await signedIn(w, await real('方舒', 'editor')));
  await later(1);
  const [b, thief] = [w.browser(), w.browser()];
  await enter(b, '方舒');
  await enter(thief, '方舒');
  const code = codeNow(secret);
  expect((await second(b, code)).status).toBe(200);
  expect((await second(thief, code)).status).toBe(401);
  await enter(thief, '方舒');
  expect((await second(thief, code)).json()).toMatchObject({ code: 'code-used' });
  // An older one that still lies in the window is no way around.
  expect((await second(thief, codeNow(secret, -1))).json()).toMatchObject({ code: 'code-used' });
  expect((await second(thief, codeNow(secret, 1))).status).toBe(200);
});
test('A23: of five that type one code in the same moment one is let in', async () => {
  const id = await real('方舒', 'editor');
  const { secret } = await withApp(await signedIn(w, id));
  await later(1);
  const browsers = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const b = w.browser();
      await enter(b, '方舒');
      return b;
    }),
  );
  const replies = await Promise.all(browsers.map((b) => second(b, codeNow(secret))));
  expect(replies.filter(({ status }) => status === 200).length).toBe(1);
});
test('A24: guessing the second step ends after five tries, in the database; the right code waits as well', async () => {
  const { secret } = await withApp(await signedIn(w, await real('方舒', 'editor')));
  await later(16);
  const b = w.browser();
  await enter(b, '方舒');
  const guesses = await Promise.all(Array.from({ length: 20 }, () => second(b, '000000')));
  expect(guesses.filter(({ status }) => status === 403).length).toBe(5);
  expect(guesses.filter(({ status }) => status === 429).length).toBe(15);
  const waits = await second(b, codeNow(secret));
  expect([waits.status, waits.headers['retry-after']]).toEqual([429, '900']);
  await later(16);
  await enter(b, '方舒');
  expect((await second(b, codeNow(secret))).status).toBe(200);
});
test('A24: where the count of tries cannot be written nobody gets past, whatever the code', async () => {
  const { secret } = await withApp(await signedIn(w, await real('方舒', 'editor')));
  await later(1);
  const b = w.browser();
  await enter(b, '方舒');
  await sql`alter table attempt rename to attempt_away`.execute(w.house.db);
  try {
    expect((await second(b, codeNow(secret))).status).toBeGreaterThanOrEqual(500);
  } finally {
    await sql`alter table attempt_away rename to attempt`.execute(w.house.db);
  }
  expect((await b.send('GET', '/api/me')).status).toBe(401);
});
test('ten recovery codes come with the first factor, readable once, each good for one sign-in', async () => {
  const b = await signedIn(w, await real('方舒', 'editor'));
  const { codes } = await withApp(b);
  expect(new Set(codes).size).toBe(10);
  expect((await b.send('GET', '/mine/security')).body).not.toContain(codes[0]);
  const { rows } = await sql<{ all: string }>`select string_agg(encode(code, 'escape'), ' ') as all from recovery_code`.execute(w.house.db);
  expect(rows[0]?.all).not.toContain(codes[0]?.slice(0, 5));
  const other = w.browser();
  await enter(other, '方舒');
  expect((await second(other, ` ${codes[3]?.toUpperCase()} `)).status).toBe(200);
  expect((await other.send('GET', '/mine/security')).body).toContain('还剩 9 个没有用过');
  const again = w.browser();
  await enter(again, '方舒');
  expect((await second(again, codes[3] ?? '')).json()).toMatchObject({ code: 'wrong-second' });
});
test('an administrator without a factor enrols before anything else: a key, where keys work', async () => {
  await real('周审', 'operator');
  const b = w.browser();
  expect((await enter(b, '周审')).json()).toEqual({ next: '/login/second' });
  const page = await b.send('GET', '/login/second');
  // http://localhost is a place where keys work: a key is asked for.
  expect(page.body).toContain('管理员登录要用安全密钥');
  expect((await post(b, '/login/second/app/begin')).status).toBe(409);
  expect((await b.send('GET', '/api/me')).status).toBe(401);
});
test('a demo seat enters as ever, and cannot be locked by who sits on it', async () => {
  const id = await staff(w, place, '演示', 'operator');
  await account(w, id, 'account-演示', PASSWORD);
  const b = w.browser();
  expect((await enter(b, '演示')).json()).toEqual({ next: '/desk/' });
  expect((await b.send('GET', '/mine/security')).body).toContain('这是演示账号');
  expect((await post(b, '/mine/security/app/begin')).status).toBe(409);
  const changed = await post(b, '/mine/password', { old: PASSWORD, password: 'quite another sentence' });
  expect(changed.status).toBe(303);
  expect((await enter(w.browser(), '演示')).status).toBe(200);
});

test('step-up: whoever did not prove anew is refused, proves by password, and gets a new mark (A8)', async () => {
  const id = await real('方舒', 'editor');
  const b = await signedIn(w, id, false);
  const asked = await b.send('GET', '/mine/security/app');
  expect([asked.status, asked.headers['location']]).toEqual([303, '/login/second?next=%2Fmine%2Fsecurity%2Fapp']);
  expect((await b.send('GET', '/api/proof?as=stepUp')).json()).toMatchObject({ ways: ['password'], fresh: false });
  const before = b.cookies['login'] ?? '';
  expect((await b.send('POST', '/api/proof/password', { password: 'not this one' })).json()).toMatchObject({ code: 'wrong-password' });
  const proved = await post(b, '/login/second/password', { password: PASSWORD, next: '/mine/security/app' });
  expect([proved.status, proved.headers['location']]).toEqual([303, '/mine/security/app']);
  expect(b.cookies['login']).not.toBe(before);
  expect((await w.browser({ login: before }).send('GET', '/api/me')).status).toBe(401);
  expect((await b.send('GET', '/mine/security/app')).status).toBe(200);
  await later(5);
  expect((await b.send('GET', '/mine/security/app')).status).toBe(303);
});
test('the demo is not removed by a login that proved nothing of late', async () => {
  const operator = await staff(w, place, '演示', 'operator');
  const removal = async (b: Browser) => (await b.send('POST', '/api/demo-removal', { confirm: '移除演示内容' })).json();
  expect(await removal(await signedIn(w, operator, false))).toMatchObject({ code: 'step-up-needed' });
  const b = await signedIn(w, operator);
  await later(5);
  expect(await removal(b)).toMatchObject({ code: 'step-up-needed' });
  expect(await removal(await signedIn(w, operator))).toMatchObject({ people: 1 });
});
test('with a second factor the password alone proves nothing more', async () => {
  const b = await signedIn(w, await real('方舒', 'editor'));
  const { secret } = await withApp(b);
  await later(6);
  expect((await b.send('POST', '/api/proof/password', { password: PASSWORD })).json()).toMatchObject({ code: 'way-not-open' });
  expect((await b.send('POST', '/api/proof/code', { as: 'stepUp', code: codeNow(secret) })).status).toBe(200);
});
test('a citizen without a password proves by a code to the verified phone', async () => {
  const b = w.browser();
  const asked = await b.send('POST', '/api/login-codes', { phone: '13900000021' });
  const { request } = asked.json<{ request: string }>();
  await b.send('POST', '/api/logins/code', { request, code: w.sent.at(-1)?.code, nickname: '鼓山脚下', of14: true, agrees: true });
  await later(2);
  expect((await b.send('GET', '/api/proof?as=stepUp')).json()).toMatchObject({ ways: ['phone'], phone: '139****0021' });
  const sent = (await b.send('POST', '/api/proof/phone-codes', {})).json<{ request: string }>();
  const code = w.sent.at(-1)?.code ?? '';
  // A code for proving is no way in for somebody else.
  expect((await w.browser().send('POST', '/api/logins/code', { request: sent.request, code })).json()).toMatchObject({
    code: 'code-expired',
  });
  expect((await b.send('POST', '/api/proof/phone', { request: sent.request, code })).status).toBe(200);
  expect((await b.send('GET', '/api/proof?as=stepUp')).json()).toMatchObject({ fresh: true });
});
test('a changed password or factor ends every other login; this one goes on under a new mark', async () => {
  const id = await real('方舒', 'editor');
  const [b, other] = [await signedIn(w, id), await signedIn(w, id)];
  const before = b.cookies['login'] ?? '';
  const changed = await post(b, '/mine/password', { old: PASSWORD, password: '早上七点坐三路车' });
  expect([changed.status, changed.headers['location']]).toEqual([303, '/mine/security']);
  expect((await other.send('GET', '/api/me')).status).toBe(401);
  expect((await w.browser({ login: before }).send('GET', '/api/me')).status).toBe(401);
  expect((await b.send('GET', '/api/me')).status).toBe(200);
  expect((await enter(w.browser(), '方舒')).status).toBe(403);
  const third = await signedIn(w, id);
  await withApp(b);
  expect((await third.send('GET', '/api/me')).status).toBe(401);
});
test('a new password is refused in words when it is short, common, the account or the old one', async () => {
  const b = await signedIn(w, await real('方舒', 'editor'));
  const said = async (password: string, old = PASSWORD) => (await post(b, '/mine/password', { old, password })).body;
  expect(await said('短')).toContain('新密码至少要 8 位');
  expect(await said('Passw0rd')).toContain('这个密码在常见密码里');
  expect(await said(PASSWORD)).toContain('新密码和现在的一样');
  expect(await said('闽江边的老榕树下', 'not this one')).toContain('密码不对');
  // Guessing the old one at an open desk ends as guessing any other does.
  for (let i = 0; i < 4; i++) await said('闽江边的老榕树下', 'not this one');
  expect(await said('闽江边的老榕树下', 'not this one')).toContain('连续多次没有登录成功');
});
test('a password given by somebody else is changed before the first login exists', async () => {
  const id = await real('方舒', 'editor');
  await sql`update identity set must_change = true where person_id = ${id}`.execute(w.house.db);
  const b = w.browser();
  expect((await enter(b, '方舒')).json()).toEqual({ next: '/login/second' });
  expect((await b.send('GET', '/login/second')).body).toContain('换一个新密码');
  const weak = await post(b, '/login/second/new-password', { password: '12345678' });
  expect([weak.status, weak.body.includes('连着的或重复的键')]).toEqual([409, true]);
  const done = await post(b, '/login/second/new-password', { password: '早上七点坐三路车' });
  expect([done.status, done.headers['location']]).toEqual([303, '/desk/']);
  expect((await b.send('GET', '/api/me')).status).toBe(200);
});
test('nobody reads, renames or removes the key of another', async () => {
  const [mine, theirs] = [await real('方舒', 'editor'), await real('沈明远', 'moderator')];
  const id = newId();
  await sql`insert into web_key (id, person_id, credential_id, public_key, counter, transports, name, created_at)
    values (${id}, ${mine}, 'credential', '\\x00', 0, '{}', '办公电脑', ${w.clock.now()})`.execute(w.house.db);
  const b = await signedIn(w, theirs);
  expect((await b.send('GET', `/mine/security/keys/${id}`)).status).toBe(404);
  expect((await post(b, `/mine/security/keys/${id}/name`, { name: '我的了' })).status).toBe(404);
  expect((await post(b, `/mine/security/keys/${id}/removal`)).status).toBe(404);
  const own = await signedIn(w, mine);
  expect((await own.send('GET', `/mine/security/keys/${id}`)).body).toContain('办公电脑');
});
test('refused proofs stand in the audit', async () => {
  const b = await signedIn(w, await real('方舒', 'editor'), false);
  await b.send('POST', '/api/proof/password', { password: 'not this one' });
  await expect.poll(async () => (await audited('refused wrong-password')).length).toBe(1);
});
