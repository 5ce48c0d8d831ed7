import { SignJWT } from 'jose';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Account, CLIENT, type Forged, type Forger, forger, type Issuer, realProvider } from '../../../test/oidc/provider.ts';
import { type Browser, begin, committee, empty, member, type Place, signedIn, staff, type World } from '../../../test/world.ts';
import { transact } from '../../kit/db.ts';
import { setPhone } from '../people/index.ts';

// Two houses and two issuers start cold here.
vi.setConfig({ testTimeout: 30_000 });
const BACK = 'http://localhost:8080/sso/back';
let real: Issuer;
let liar: Forger;
let w: World;
let lied: World;
let place: Place;
const settings = (issuer: string) => ({
  OIDC_ISSUER: issuer,
  OIDC_CLIENT_ID: CLIENT.id,
  OIDC_CLIENT_SECRET: CLIENT.secret,
  OIDC_NAME: '清渚市统一身份认证',
});
beforeAll(async () => {
  [real, liar] = [await realProvider(BACK), await forger(BACK)];
  w = await begin(settings(real.issuer));
  lied = await begin(settings(liar.issuer), w.database);
}, 60_000);
afterAll(async () => {
  for (const one of [w, lied, real, liar]) await one[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await empty(w);
  for (const one of [w, lied]) one.house.committed(['*']);
  await later(60);
  liar.forged = {};
  place = await committee(w, '清渚市政协');
});
const later = async (minutes: number) => {
  const then = new Date(w.clock.now().getTime() + minutes * 60_000).toISOString();
  await w.at(then);
  await lied.at(then);
};
const onward = (answer: { headers: Readonly<Record<string, unknown>> }) => String(answer.headers['location'] ?? '');
const me = async (b: Browser) => (await b.send('GET', '/api/me')).json<{ id?: string; code?: string }>();
const out = async (b: Browser, next = '/mine') => onward(await b.send('GET', `/sso/enter?next=${encodeURIComponent(next)}`));
const links = async () =>
  (await sql<{ personId: string }>`select person_id as "personId" from identity where kind = 'directory'`.execute(w.house.db)).rows.map(
    ({ personId }) => personId,
  );
const fang: Account = { sub: 'u-1001', name: '方舒', email: 'fang@example.cn', phone: '+86 139-0000-0201' };
async function listed(name: string, phone: string): Promise<string> {
  const id = await member(w, place, name);
  await transact(w.house.pool, (tx) => setPhone(tx, w.house, id, phone));
  return id;
}
/** By which they are known from then on. */
async function linked(account: Account, id: string): Promise<void> {
  const b = await signedIn(w, id);
  const offer = onward(await b.send('GET', await real.comeBack(onward(await b.send('GET', '/mine/directory/linking')), account)));
  const done = await b.send('POST', '/sso/offer', { seen: new URL(offer, 'http://x').searchParams.get('seen'), next: '/mine' });
  expect([done.status, onward(done)]).toEqual([303, '/mine']);
}

describe('against a real provider', () => {
  test('the sign-in page has its button, and a mobile that the directory proved is enough the first time', {
    timeout: 30_000,
  }, async () => {
    const id = await listed('方舒', '13900000201');
    expect((await w.browser().send('GET', '/login')).body).toContain('用清渚市统一身份认证登录');
    const b = w.browser();
    const way = await out(b, '/topics');
    expect(Object.fromEntries(new URL(way).searchParams)).toMatchObject({
      code_challenge_method: 'S256',
      response_type: 'code',
      redirect_uri: BACK,
    });
    const back = await b.send('GET', await real.comeBack(way, fang));
    expect([back.status, onward(back)]).toEqual([303, '/topics']);
    expect([(await me(b)).id, await links()]).toEqual([id, [id]]);
    // From now on by issuer and subject: the number may go to somebody else.
    const other = await listed('林知远', '13900000299');
    const again = w.browser();
    await again.send('GET', await real.comeBack(await out(again), { ...fang, phone: '13900000299' }));
    expect((await me(again)).id).toBe(id);
    expect(other).not.toBe(id);
  });
  test.each<[string, Partial<Account>]>([
    ['a mobile that it did not prove', { phone: '13900000202', phoneVerified: false }],
    ['the same name and e-mail', {}],
    ['a number that is no mobile of this country', { phone: '+1 139 0000 0202' }],
  ])('%s lets nobody in', async (_, more) => {
    await listed('方舒', '13900000202');
    const b = w.browser();
    const answer = await b.send('GET', await real.comeBack(await out(b), { sub: 'u-2', name: '方舒', email: 'fang@example.cn', ...more }));
    expect([answer.status, answer.body.includes('还没有和本站的账号关联')]).toEqual([200, true]);
    expect([(await me(b)).code, await links()]).toEqual(['sign-in-first', []]);
  });
  test('who is signed in here links it, and it is nobody else’s', async () => {
    const id = await member(w, place, '方舒');
    await linked({ sub: 'u-3', name: '方舒' }, id);
    const b = w.browser();
    await b.send('GET', await real.comeBack(await out(b), { sub: 'u-3', name: '方舒' }));
    expect((await me(b)).id).toBe(id);
    const other = await signedIn(w, await member(w, place, '林知远'));
    const offer = onward(
      await other.send(
        'GET',
        await real.comeBack(onward(await other.send('GET', '/mine/directory/linking')), { sub: 'u-3', name: '方舒' }),
      ),
    );
    const refused = await other.send('POST', '/sso/offer', { seen: new URL(offer, 'http://x').searchParams.get('seen') });
    expect([refused.status, refused.body.includes('已关联本站的另一个账号')]).toEqual([409, true]);
    const owner = await signedIn(w, id);
    expect((await owner.send('GET', '/mine/directory')).body).toContain('已于');
    await owner.send('POST', '/mine/directory/removal', {});
    expect([await links(), (await me(b)).code]).toEqual([[], 'sign-in-first']);
  });
  test('staff sign in at the desk by it and come back to the desk; who is unknown there is led to the password', async () => {
    const id = await staff(w, place, '方舒', 'editor');
    await linked({ sub: 'u-21', name: '方舒' }, id);
    const b = w.browser();
    const back = await b.send('GET', await real.comeBack(await out(b, '/desk/topics'), { sub: 'u-21', name: '方舒' }));
    expect([back.status, onward(back)]).toEqual([303, '/desk/topics']);
    expect((await b.send('GET', '/api/desk')).json()).toMatchObject({ signOn: '清渚市统一身份认证' });
    const page = await w.browser().send('GET', '/login?way=password&next=%2Fdesk%2Ftopics');
    expect(page.body.includes('/sso/enter?next=%2Fdesk%2Ftopics')).toBe(true);
    const stranger = w.browser();
    const answer = await stranger.send('GET', await real.comeBack(await out(stranger, '/desk/topics'), { sub: 'u-22', name: '没有账号' }));
    expect(answer.body.includes('/login?way=password&amp;next=')).toBe(true);
  });
  test('the system administrator sees that an account is linked, never as whom, and ends it; the person is told and goes out', async () => {
    const id = await staff(w, place, '方舒', 'editor');
    await linked({ sub: 'u-23', name: '方舒' }, id);
    const b = w.browser();
    await b.send('GET', await real.comeBack(await out(b), { sub: 'u-23', name: '方舒' }));
    const system = await signedIn(w, await staff(w, place, '关系统', 'systemAdmin'));
    const security = await signedIn(w, await staff(w, place, '严安全', 'securityAdmin'));
    const shown = await system.send('GET', '/api/staff?search=%E6%96%B9%E8%88%92');
    expect(shown.body).not.toContain('u-23');
    expect(shown.json()).toMatchObject({
      rows: [{ links: [{ kind: 'directory', since: expect.any(String) }], offers: expect.arrayContaining(['unlink']) }],
    });
    const end = (by: Browser, kind = 'directory') => by.send('POST', `/api/staff/${id}/unlinking`, { kind });
    expect([(await end(security)).status, (await end(b)).status], 'by nobody else').toEqual([404, 404]);
    expect((await end(system, 'wechat')).json()).toMatchObject({ code: 'changed-meanwhile' });
    expect((await end(system)).json()).toEqual({ ended: 1 });
    expect([await links(), (await me(b)).code]).toEqual([[], 'sign-in-first']);
    const audit = await sql<{
      thing: string;
    }>`select thing from audit where act = 'POST /staff/:id/unlinking' and outcome = 'done'`.execute(w.house.db);
    expect(audit.rows).toEqual([{ thing: id }]);
    await w.settle();
    const told = (await (await signedIn(w, id)).send('GET', '/api/my/notices')).json<{ rows: { account: object | null }[] }>().rows;
    expect(told.map(({ account }) => account)).toMatchObject([
      { what: 'directoryOff', own: false, office: '清渚市政协' },
      { what: 'directoryOn', own: true },
    ]);
    // There is no road by which staff make a link for somebody.
    for (const method of ['POST', 'PUT'] as const)
      expect((await system.send(method, `/api/staff/${id}/links/directory`, { subject: 'u-23' })).status).toBe(404);
  });
  test('an administrator proves the second factor as well, and who was shut out stays out', async () => {
    const id = await staff(w, place, '关系统', 'editor');
    await linked({ sub: 'u-4', name: '关系统' }, id);
    await sql`insert into totp (person_id, secret, created_at, confirmed_at) values (${id}, '\\x00', ${w.clock.now()}, ${w.clock.now()})`.execute(
      w.house.db,
    );
    const b = w.browser();
    expect(onward(await b.send('GET', await real.comeBack(await out(b), { sub: 'u-4', name: '关系统' })))).toBe('/login/second');
    await sql`update person set disabled_at = ${w.clock.now()} where id = ${id}`.execute(w.house.db);
    const gone = w.browser();
    const answer = await gone.send('GET', await real.comeBack(await out(gone), { sub: 'u-4', name: '关系统' }));
    expect([answer.status, answer.body.includes('这个账号已停用')]).toEqual([403, true]);
  });
  test('a way back serves once, in its own browser, for ten minutes; the code is used up there', async () => {
    const id = await listed('方舒', '13900000203');
    const account = { ...fang, sub: 'u-5', phone: '13900000203' };
    const b = w.browser();
    const back = await real.comeBack(await out(b), account);
    const thief = w.browser();
    expect((await thief.send('GET', back)).status).toBe(403);
    await out(thief);
    expect((await thief.send('GET', back)).status).toBe(403);
    await b.send('GET', back);
    expect((await me(b)).id).toBe(id);
    const replayed = w.browser({ trip: b.cookies['trip'] ?? '' });
    expect((await replayed.send('GET', back)).status).toBe(403);
    // The used code with a fresh state of one's own.
    const own = new URL(await real.comeBack(await out(replayed), account), 'http://x');
    own.searchParams.set('code', new URL(back, 'http://x').searchParams.get('code') ?? '');
    const answer = await replayed.send('GET', own.pathname + own.search);
    expect([answer.status, answer.body.includes('没有通过核对')]).toEqual([403, true]);
    const slow = w.browser();
    const late = await real.comeBack(await out(slow), account);
    await later(10);
    expect((await slow.send('GET', late)).status).toBe(403);
  });
  test('another’s code in one’s own way is refused: the verifier is not theirs', async () => {
    await listed('方舒', '13900000204');
    const [victim, thief] = [w.browser(), w.browser()];
    const stolen =
      new URL(await real.comeBack(await out(victim), { ...fang, sub: 'u-6', phone: '13900000204' }), 'http://x').searchParams.get('code') ??
      '';
    const own = new URL(await real.comeBack(await out(thief), { sub: 'u-7', name: '贼' }), 'http://x');
    own.searchParams.set('code', stolen);
    expect((await thief.send('GET', own.pathname + own.search)).status).toBe(403);
    expect((await me(thief)).code).toBe('sign-in-first');
  });
  test('leads to no other site', async () => {
    await listed('方舒', '13900000205');
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', '/%5cevil.example']) {
      const b = w.browser();
      expect(onward(await b.send('GET', await real.comeBack(await out(b, next), { ...fang, sub: 'u-8', phone: '13900000205' })))).toBe('/');
    }
  });
  test('no is no: back to the other ways in', async () => {
    const b = w.browser();
    const state = new URL(await out(b)).searchParams.get('state');
    expect(onward(await b.send('GET', `/sso/back?error=access_denied&state=${state}&iss=${encodeURIComponent(real.issuer)}`))).toMatch(
      /^\/login\?way=code/,
    );
  });
});

describe('two issuers mixed up', () => {
  test('what another issuer answered is refused before its code goes anywhere', async () => {
    const b = w.browser();
    const asked = new URL(await out(b));
    // The way out was turned to another issuer, which knows the same client.
    const back = await liar.comeBack(`${liar.issuer}/auth?${asked.searchParams}`, { sub: 'u-9', name: '方舒' });
    const answer = await b.send('GET', back);
    expect([answer.status, answer.body.includes('没有通过核对')]).toEqual([403, true]);
    expect(liar.redeemed).toEqual([]);
  });
  test('an answer that names no issuer, where the issuer always does, is refused', async () => {
    liar.forged = { iss: null };
    const b = lied.browser();
    const answer = await b.send('GET', await liar.comeBack(onward(await b.send('GET', '/sso/enter')), { sub: 'u-9', name: '方舒' }));
    expect([answer.status, liar.redeemed.length]).toEqual([403, 0]);
  });
});

// A12: tokens that are not what they claim.
describe('a token that does not hold opens nothing', () => {
  const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = () => Math.floor(Date.now() / 1000);
  const wrong: [string, Forged][] = [
    ['for another client', { claims: { aud: 'another-client' } }],
    ['of another issuer', { claims: { iss: 'https://evil.example' } }],
    ['over', { claims: { exp: now() - 600, iat: now() - 900 } }],
    ['with another nonce', { claims: { nonce: 'of-another-way' } }],
    ['without a nonce', { claims: { nonce: undefined } }],
    ['without a subject', { claims: { sub: undefined } }],
    ['by a key that is not the issuer’s', { stranger: true }],
    ['by a key that nobody has', { kid: 'unheard-of' }],
    ['unsigned', { token: (claims) => `${base64({ alg: 'none' })}.${base64(claims)}.` }],
    ['signed by our own secret', { token: (claims, { secret }) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secret) }],
    [
      'signed by the public key as a secret',
      {
        token: (claims, { publicJwk }) =>
          new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'first' }).sign(Buffer.from(JSON.stringify(publicJwk))),
      },
    ],
  ];
  const enter = async (b: Browser) =>
    b.send('GET', await liar.comeBack(onward(await b.send('GET', '/sso/enter')), { sub: 'u-10', name: '方舒' }));
  test.each(wrong)('%s', async (_, forged) => {
    const id = await member(lied, place, '方舒');
    const owner = await signedIn(lied, id);
    const offer = onward(
      await owner.send(
        'GET',
        await liar.comeBack(onward(await owner.send('GET', '/mine/directory/linking')), { sub: 'u-10', name: '方舒' }),
      ),
    );
    await owner.send('POST', '/sso/offer', { seen: new URL(offer, 'http://x').searchParams.get('seen') });
    const good = lied.browser();
    await enter(good);
    expect((await me(good)).id, 'the forger is believed when it does not lie').toBe(id);
    liar.forged = forged;
    const warned = vi.spyOn(lied.house.log, 'warn');
    const b = lied.browser();
    const answer = await enter(b);
    expect([answer.status, answer.body.includes('没有通过核对'), (await me(b)).code]).toEqual([403, true, 'sign-in-first']);
    for (const text of [answer.body, JSON.stringify(warned.mock.calls)]) expect(text).not.toContain(CLIENT.secret);
  });
  test('rules of signatures are ours: what the issuer offers beyond them does not count', async () => {
    const id = await member(lied, place, '方舒');
    const owner = await signedIn(lied, id);
    const way = async (b: Browser) => liar.comeBack(onward(await b.send('GET', '/mine/directory/linking')), { sub: 'u-11', name: '方舒' });
    liar.forged = { es384: true };
    expect((await owner.send('GET', await way(owner))).status).toBe(403);
    liar.forged = {};
    expect((await owner.send('GET', await way(owner))).status).toBe(303);
  });
  test('an issuer that does not answer leaves the other ways in', async () => {
    const deaf = await begin(settings('http://127.0.0.1:9'), w.database);
    const answer = await deaf.browser().send('GET', '/sso/enter?next=/topics');
    expect([answer.status, answer.body.includes('现在没有答复'), answer.body.includes('/login?way=code&amp;next=%2Ftopics')]).toEqual([
      503,
      true,
      true,
    ]);
    await deaf[Symbol.asyncDispose]();
  });
});
