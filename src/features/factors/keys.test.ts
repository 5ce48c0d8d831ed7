import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { type Authenticator, authenticator, type Lie } from '../../../test/authenticator.ts';
import { account, type Browser, committee, empty, ORIGIN, type Place, signedIn, staff, type World, world } from '../../../test/world.ts';

const w: World = await world();
let place: Place;
beforeEach(async () => {
  await empty(w);
  await w.at(new Date(w.clock.now().getTime() + 3_600_000).toISOString());
  place = await committee(w, '清渚市政协');
});
const PASSWORD = 'correct horse battery';
async function real(name: string, ...roles: string[]): Promise<string> {
  const id = await staff(w, place, name, ...roles);
  await sql`update person set demo = false where id = ${id}`.execute(w.house.db);
  await account(w, id, `account-${name}`, PASSWORD);
  return id;
}
const enter = (b: Browser, name: string) =>
  b.send('POST', '/api/logins', { account: `account-${name}`, password: PASSWORD, next: '/desk/' });
type As = 'second' | 'stepUp';
const offered = async (b: Browser, path: string, as: As) => (await b.send('POST', path, { as })).json<{ options: string }>().options;
async function register(b: Browser, as: As, key: Authenticator, lie: Lie = {}) {
  const answer = key.register(await offered(b, '/api/keys/options', as), lie);
  return b.send('POST', as === 'second' ? '/login/second/new-key' : '/mine/security/new-key', { name: '办公电脑', answer });
}
const asked = (b: Browser, as: As) => offered(b, '/api/proof/key-options', as);
const prove = (b: Browser, as: As, answer: string) => b.send('POST', '/api/proof/key', { as, answer });
const isIn = async (b: Browser) => (await b.send('GET', '/api/me')).status === 200;

/** An administrator who enrolled this key at the first sign-in. */
async function administrator(name: string, key: Authenticator): Promise<Browser> {
  await real(name, 'operator');
  const b = w.browser();
  await enter(b, name);
  const done = await register(b, 'second', key);
  expect(done.status, done.body.slice(0, 200)).toBe(200);
  expect(done.body).toContain('请现在抄下或打印');
  return b;
}
/** Halfway in: the password was right. */
async function halfway(name: string): Promise<Browser> {
  const b = w.browser();
  await enter(b, name);
  return b;
}

test('an administrator registers a key at the first sign-in, and enters by it from then on', async () => {
  const key = authenticator(ORIGIN);
  expect(await isIn(await administrator('周审', key))).toBe(true);
  const b = await halfway('周审');
  expect(await isIn(b)).toBe(false);
  expect((await b.send('GET', '/login/second')).body).toContain('用安全密钥验证');
  // An app's code is not asked for where a key is due.
  expect((await b.send('GET', '/api/proof?as=second')).json()).toMatchObject({ ways: ['key', 'recovery'], task: 'prove' });
  expect((await prove(b, 'second', key.prove(await asked(b, 'second')))).json()).toEqual({ next: '/desk/' });
  expect(await isIn(b)).toBe(true);
});
test('A23: an answer serves once, and only the browser that it was asked for', async () => {
  const key = authenticator(ORIGIN);
  await administrator('周审', key);
  const [b, thief] = [await halfway('周审'), await halfway('周审')];
  const answer = key.prove(await asked(b, 'second'));
  expect((await prove(thief, 'second', answer)).json()).toMatchObject({ code: 'key-refused' });
  expect((await prove(b, 'second', answer)).status).toBe(200);
  const again = await halfway('周审');
  expect((await prove(again, 'second', answer)).json()).toMatchObject({ code: 'key-refused' });
  // A challenge of step-up is none of signing in.
  const mixed = key.prove(await asked(b, 'stepUp'));
  expect((await prove(again, 'second', mixed)).status).toBe(403);
  expect(await isIn(again)).toBe(false);
});
test('A23: a challenge that failed once is used up', async () => {
  const key = authenticator(ORIGIN);
  await administrator('周审', key);
  const b = await halfway('周审');
  const options = await asked(b, 'second');
  expect((await prove(b, 'second', key.prove(options, { origin: 'https://evil.example' }))).status).toBe(403);
  expect((await prove(b, 'second', key.prove(options))).status).toBe(403);
});
test('A23: a key that counts backwards is refused, and audit is alarmed', async () => {
  const key = authenticator(ORIGIN);
  await administrator('周审', key);
  const b = await halfway('周审');
  key.counter = 41;
  expect((await prove(b, 'second', key.prove(await asked(b, 'second')))).status).toBe(200);
  // Below, and the very number that was told before.
  for (const copied of [30, 41]) {
    const thief = await halfway('周审');
    key.counter = copied;
    const refused = await prove(thief, 'second', key.prove(await asked(thief, 'second')));
    expect(refused.json()).toMatchObject({ code: 'key-counter-back' });
    expect(await isIn(thief)).toBe(false);
  }
  const { rows } = await sql<{ person: string; thing: string }>`
    select person_id as person, thing from audit where outcome = 'alarm key-counter-back'`.execute(w.house.db);
  expect(rows.length).toBe(2);
  expect(rows[0]?.person).not.toBeNull();
  expect(rows[0]?.thing).toMatch(/^[0-9a-f-]{36}$/);
});
test.each([
  ['another origin', { origin: 'https://heyi.evil.example' }],
  ['the same host without its port', { origin: 'http://localhost' }],
  ['another site’s id', { rpId: 'evil.example' }],
  ['a challenge of its own', { challenge: 'bWFkZSB1cA' }],
] as const)('A23: an answer for %s is refused, in registering and in proving', async (_, lie) => {
  const key = authenticator(ORIGIN);
  await administrator('周审', key);
  const b = await halfway('周审');
  expect((await prove(b, 'second', key.prove(await asked(b, 'second'), lie))).json()).toMatchObject({ code: 'key-refused' });
  expect(await isIn(b)).toBe(false);
  const other = await signedIn(w, await real('方舒', 'editor'));
  expect((await register(other, 'stepUp', authenticator(ORIGIN), lie)).status).toBe(403);
});
test('a key of somebody else does not open this account', async () => {
  await administrator('周审', authenticator(ORIGIN));
  const other = authenticator(ORIGIN);
  await administrator('吴安', other);
  const b = await halfway('周审');
  expect((await prove(b, 'second', other.prove(await asked(b, 'second')))).json()).toMatchObject({ code: 'key-refused' });
});
test('the last key of an administrator stays; with two of them one goes, and every other login ends', async () => {
  const key = authenticator(ORIGIN);
  const b = await administrator('周审', key);
  const id = async () => /keys\/([0-9a-f-]{36})/.exec((await b.send('GET', '/mine/security')).body)?.[1] ?? '';
  const refused = await b.send('POST', `/mine/security/keys/${await id()}/removal`, {});
  expect([refused.status, refused.body.includes('管理员至少要留一种第二步验证')]).toEqual([409, true]);
  expect((await register(b, 'stepUp', authenticator(ORIGIN))).status).toBe(303);
  const other = await halfway('周审');
  await prove(other, 'second', key.prove(await asked(other, 'second')));
  expect(await isIn(other)).toBe(true);
  const removed = await b.send('POST', `/mine/security/keys/${await id()}/removal`, {});
  expect([removed.status, removed.headers['location']]).toEqual([303, '/mine/security']);
  expect([await isIn(b), await isIn(other)]).toEqual([true, false]);
});
test('two removals at once never take the last two keys of an administrator', async () => {
  const b = await administrator('周审', authenticator(ORIGIN));
  await register(b, 'stepUp', authenticator(ORIGIN));
  const ids = [...(await b.send('GET', '/mine/security')).body.matchAll(/keys\/([0-9a-f-]{36})/g)].map((found) => found[1]);
  const mark = b.cookies['login'] ?? '';
  await Promise.all(ids.map((id) => w.browser({ login: mark }).send('POST', `/mine/security/keys/${id}/removal`, {})));
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from web_key`.execute(w.house.db);
  expect(rows[0]?.n).toBe(1);
});
test('a key proves once more, where step-up is asked for, and gives a new mark', async () => {
  const key = authenticator(ORIGIN);
  const b = await administrator('周审', key);
  await w.at(new Date(w.clock.now().getTime() + 6 * 60_000).toISOString());
  expect((await b.send('GET', '/mine/security/new-key')).status).toBe(303);
  const before = b.cookies['login'] ?? '';
  expect((await prove(b, 'stepUp', key.prove(await asked(b, 'stepUp')))).status).toBe(200);
  expect((await b.send('GET', '/mine/security/new-key')).status).toBe(200);
  expect(await isIn(w.browser({ login: before }))).toBe(false);
});
test('without a fresh proof no key is added and none removed', async () => {
  const b = await signedIn(w, await real('方舒', 'editor'), false);
  expect((await b.send('POST', '/api/keys/options', { as: 'stepUp' })).json()).toMatchObject({ code: 'step-up-needed' });
  expect((await b.send('GET', '/mine/security/new-key')).headers['location']).toBe('/login/second?next=%2Fmine%2Fsecurity%2Fnew-key');
});
