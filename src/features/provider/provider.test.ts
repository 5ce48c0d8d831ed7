import { createServer } from 'node:net';
import { sql } from 'kysely';
import { calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { forger } from '../../../test/oidc/provider.ts';
import {
  type Answer,
  type Browser,
  begin,
  committee,
  empty,
  member,
  netizen,
  once,
  type Place,
  signedIn,
  staff,
  type World,
} from '../../../test/world.ts';
import { digest, newId } from '../../kit/ids.ts';
import { protocol } from './contract.ts';
import { erasablePeers } from './personal.ts';

// Two whole houses, each with a database of its own: one signs people in for the other. The library's tokens go by the machine's own
// clock; that they end is held by the house's as well, which these tests move.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 90_000 });
const BACK = 'http://localhost:8080/sso/back';
let here: World;
let there: World;
let place: Place;
let ids: { system: string; security: string };
let system: Browser;
let security: Browser;
let peer: Secret;
interface Secret {
  readonly issuer: string;
  readonly clientId: string;
  readonly secret: string;
}
const freePort = () =>
  new Promise<number>((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
beforeAll(async () => {
  const port = await freePort();
  here = await begin({ PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, LIMITS: 'off' });
  await empty(here);
  here.house.committed(['*']);
  // As a start of the house plans it; the tables were emptied since.
  await sql`insert into due (kind, key, at) values ('house.sweep', 'daily', ${days(1)})`.execute(here.house.db);
  await here.app.listen({ port, host: '127.0.0.1' });
  place = await committee(here, '清渚市政协');
  ids = { system: await staff(here, place, '唐守正', 'systemAdmin'), security: await staff(here, place, '严谨言', 'securityAdmin') };
  await atWork();
  peer = await registered();
  there = await begin({
    OIDC_ISSUER: peer.issuer,
    OIDC_CLIENT_ID: peer.clientId,
    OIDC_CLIENT_SECRET: peer.secret,
    OIDC_NAME: '清渚市政协',
  });
});
afterAll(async () => {
  for (const one of [here, there]) await one?.[Symbol.asyncDispose]();
});
// Proofs of administrators last five minutes, and time goes on here.
beforeEach(() => atWork());
async function atWork(): Promise<void> {
  [system, security] = [await signedIn(here, ids.system), await signedIn(here, ids.security)];
}
const days = (n: number) => new Date(here.clock.now().getTime() + n * 86_400_000);
const later = (seconds: number) => here.at(new Date(here.clock.now().getTime() + seconds * 1000).toISOString());
const why = { why: '两家平台互通' };
const code = (answer: Answer) => answer.json<{ code: string }>().code;
const onward = (answer: Answer) => String(answer.headers['location'] ?? '');
const asked = async (more: object = {}) => {
  const input = { committeeId: place.committeeId, ownerId: place.committeeId, name: '社员之家', redirectUri: BACK, ...why, ...more };
  return system.send('POST', '/api/peers', input, once());
};
const say = (word: string, id: string, by: Browser) => by.send('POST', `/api/peers/${id}/${word}`, why, once());
async function registered(more: object = {}): Promise<Secret> {
  const request = await asked(more);
  expect(request.status, request.body).toBe(200);
  const { id } = request.json<{ id: string }>();
  const approved = await say('approval', id, security);
  expect(approved.status, approved.body).toBe(200);
  return (await system.send('POST', `/api/peers/${id}/secret`, {})).json<Secret>();
}

/** A way out as a peer makes it, with what it keeps. */
async function way(of: Secret = peer, more: Readonly<Record<string, string | null>> = {}) {
  const verifier = randomPKCECodeVerifier();
  const asks: Record<string, string | null> = {
    response_type: 'code',
    client_id: of.clientId,
    redirect_uri: BACK,
    scope: 'openid profile memberships party phone',
    state: randomState(),
    nonce: randomNonce(),
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  };
  const query = new URLSearchParams(Object.entries(asks).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
  return { url: `/oidc/auth?${query}`, verifier, state: asks['state'], nonce: asks['nonce'] };
}
const local = (address: string): string => {
  const { pathname, search } = new URL(address, here.house.clock.now() && peer.issuer);
  return pathname + search;
};
/** Follows the way out as far as the page that asks. @returns its address. */
const toAsk = async (b: Browser, out: string): Promise<string> => local(onward(await b.send('GET', local(out))));
const askOf = (address: string): string => new URL(address, 'http://x').searchParams.get('ask') ?? '';
/** Answers, and comes back. @returns where the peer is reached. */
async function comeBack(b: Browser, out: string, answer: 'agree' | 'refuse' = 'agree'): Promise<URL> {
  const ask = await toAsk(b, out);
  const page = await b.send('GET', ask);
  const said = page.status === 303 ? page : await b.send('POST', '/oidc/ask', { ask: askOf(ask), answer });
  expect(said.status, said.body.slice(0, 400)).toBe(303);
  const back = await b.send('GET', local(onward(said)));
  expect(back.status, back.body.slice(0, 400)).toBe(303);
  return new URL(onward(back));
}
const basic = ({ clientId, secret }: Secret) => `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;
async function redeem(back: URL, verifier: string, { of = peer, ...more }: { of?: Secret; verifier?: null; redirect?: string } = {}) {
  const form = {
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: more.redirect ?? BACK,
    ...(more.verifier === undefined && { code_verifier: verifier }),
  };
  const reply = await fetch(`${peer.issuer}/oidc/token`, {
    method: 'POST',
    headers: { authorization: basic(of) },
    body: new URLSearchParams(form),
  });
  const told = (await reply.json()) as Record<string, string>;
  return { status: reply.status, error: told['error'], access: told['access_token'] ?? '', id: told['id_token'] ?? '', told, reply };
}
async function info(access: string): Promise<{ status: number; claims: Record<string, unknown> }> {
  const reply = await fetch(`${peer.issuer}/oidc/userinfo`, { headers: { authorization: `Bearer ${access}` } });
  return { status: reply.status, claims: (await reply.json()) as Record<string, unknown> };
}
const claimsOf = (token: string, part = 1): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString()) as Record<string, unknown>;
/** Somebody of this house, signed in. */
const somebody = async (name = '林知远') => {
  const id = await member(here, place, name);
  return { id, b: await signedIn(here, id, false) };
};
/** All the way to tokens. */
async function entered(b: Browser, of: Secret = peer, more: Readonly<Record<string, string | null>> = {}) {
  const out = await way(of, more);
  const back = await comeBack(b, out.url);
  return { out, back, tokens: await redeem(back, out.verifier, { of }) };
}

describe('two houses', () => {
  const outOf = async (c: Browser, next = '/mine') => onward(await c.send('GET', `/sso/enter?next=${encodeURIComponent(next)}`));
  const backTo = (url: URL) => url.pathname + url.search;
  test('a person of this one enters the other, links once, and enters from then on', async () => {
    const { id, b } = await somebody('方舒');
    const beyond = await committee(there, '民盟清渚市委会');
    const mine = await member(there, beyond, '方舒');
    const c = there.browser();
    const unknown = await c.send('GET', backTo(await comeBack(b, await outOf(c))));
    expect([unknown.status, unknown.body.includes('还没有和本站的账号关联')]).toEqual([200, true]);
    const owner = await signedIn(there, mine);
    const out = onward(await owner.send('GET', '/mine/directory/linking'));
    const offer = onward(await owner.send('GET', backTo(await comeBack(b, out))));
    expect((await owner.send('POST', '/sso/offer', { seen: new URL(offer, 'http://x').searchParams.get('seen') })).status).toBe(303);
    const again = there.browser();
    const came = await again.send('GET', backTo(await comeBack(b, await outOf(again, '/topics'))));
    expect([came.status, onward(came)]).toEqual([303, '/topics']);
    expect((await again.send('GET', '/api/me')).json<{ id: string }>().id).toBe(mine);
    expect(mine).not.toBe(id);
  });
  test('no is no, and leads back to the other ways in', async () => {
    const { b } = await somebody();
    const c = there.browser();
    const back = await comeBack(b, await outOf(c), 'refuse');
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: 'access_denied', iss: peer.issuer });
    expect(onward(await c.send('GET', backTo(back)))).toMatch(/^\/login\?way=code/);
    const { rows } = await sql`select 1 from peer_consent c join login l on l.person_id = c.person_id`.execute(here.house.db);
    expect(rows.length).toBe(1);
  });
  test('the other house refuses what another issuer answered', async () => {
    const liar = await forger(BACK);
    const c = there.browser();
    const out = new URL(await outOf(c));
    const answer = await c.send('GET', await liar.comeBack(`${liar.issuer}/auth?${out.searchParams}`, { sub: 'x', name: '方舒' }));
    expect([answer.status, answer.body.includes('没有通过核对'), liar.redeemed]).toEqual([403, true, []]);
    await liar[Symbol.asyncDispose]();
  });
});

describe('what a peer gets', () => {
  test('a token signed by the published key, the person under a word of its own, and what was agreed to', async () => {
    const { id, b } = await somebody('方舒');
    const { out, tokens } = await entered(b);
    expect(tokens.status, tokens.error).toBe(200);
    const { kid, alg } = claimsOf(tokens.id, 0) as { kid: string; alg: string };
    const keys = (await (await fetch(`${peer.issuer}/oidc/jwks`)).json()) as { keys: { kid: string; d?: string }[] };
    expect([alg, keys.keys.map((key) => key.kid), keys.keys.some(({ d }) => d !== undefined)]).toEqual(['ES256', [kid], false]);
    const said = claimsOf(tokens.id);
    expect(said).toMatchObject({ iss: peer.issuer, aud: peer.clientId, nonce: out.nonce, acr: 'urn:heyi:one-step' });
    expect(Number(said['exp']) - Number(said['iat'])).toBe(600);
    expect(said['auth_time']).toBe(Math.floor(here.clock.now().getTime() / 1000));
    const { claims } = await info(tokens.access);
    expect(claims).toEqual({
      sub: said['sub'],
      acr: undefined,
      name: '方舒',
      memberships: [{ committee: '清渚市政协', sector: '教育界', term: 14, termStartsOn: '2023-01-01', termEndsOn: '2027-12-31' }],
      party_memberships: [],
    });
    // Nothing of ours is in it, and no refresh token.
    for (const text of [tokens.id, JSON.stringify(claims)].map((one) => one + Buffer.from(one.split('.')[1] ?? '', 'base64url')))
      expect(text).not.toContain(id);
    expect(Object.keys(tokens.told).sort()).toEqual(['access_token', 'expires_in', 'id_token', 'scope', 'token_type']);
    expect(tokens.told['expires_in']).toBe(600);
  });
  test('only what it asked for', async () => {
    const { b } = await somebody();
    const { tokens } = await entered(b, peer, { scope: 'openid' });
    const { claims } = await info(tokens.access);
    expect(Object.keys(claims)).toEqual(['sub']);
  });
  test('the same word for the same person, another at another peer', async () => {
    const other = await registered({ name: '第二个平台' });
    const { b } = await somebody();
    const subjects = [];
    for (const of of [peer, peer, other]) subjects.push(claimsOf((await entered(b, of)).tokens.id)['sub']);
    expect(subjects[0]).toBe(subjects[1]);
    expect(subjects[2]).not.toBe(subjects[0]);
  });
  test('somebody in a party, and a netizen under their nickname', async () => {
    const { id, b } = await somebody('樊九如');
    const org = newId();
    await sql`insert into org (id, kind, committee_id, name, short_name, party, party_level)
      values (${org}, 'partyOrg', ${place.committeeId}, '民盟清渚市委员会', '民盟市委', 'minmeng', 'city')`.execute(here.house.db);
    await sql`insert into party_membership (id, person_id, org_id) values (${newId()}, ${id}, ${org})`.execute(here.house.db);
    const { claims } = await info((await entered(b)).tokens.access);
    expect(claims['party_memberships']).toEqual([{ party: '中国民主同盟', organisation: '民盟清渚市委员会' }]);
    const n = await signedIn(here, await netizen(here, '鼓山脚下'));
    const { claims: theirs } = await info((await entered(n)).tokens.access);
    expect(theirs).toMatchObject({ name: '鼓山脚下', memberships: [], party_memberships: [] });
  });
});

describe('what is asked of a person', () => {
  test('who is not signed in signs in first; then which platform, what it learns, yes or no', async () => {
    const id = await member(here, place, '方舒');
    const b = here.browser();
    const ask = await toAsk(b, (await way()).url);
    expect(onward(await b.send('GET', ask))).toBe(`/login?next=${encodeURIComponent(ask)}`);
    b.cookies['login'] = (await signedIn(here, id, false)).cookies['login'] ?? '';
    const page = await b.send('GET', ask);
    for (const part of ['登录社员之家', '您现在是方舒', '您在本站显示的名字', 'localhost:8080', '不会告诉它：手机号'])
      expect(page.body).toContain(part);
    // The browser follows the answer to the peer, and to nobody else.
    expect(String(page.headers['content-security-policy'])).toContain("form-action 'self' http://localhost:8080;");
    expect(page.headers['cache-control']).toBe('no-store');
  });
  test('once; from then on it goes by itself, but after signing in a link leads on', async () => {
    const { id, b } = await somebody();
    await entered(b);
    await later(60);
    const straight = await b.send('GET', await toAsk(b, (await way()).url));
    expect(onward(straight)).toMatch(/^\/oidc\/auth\//);
    const fresh = here.browser();
    const ask = await toAsk(fresh, (await way()).url);
    fresh.cookies['login'] = (await signedIn(here, id, false)).cookies['login'] ?? '';
    const page = await fresh.send('GET', ask);
    expect([page.status, page.body.includes('继续登录社员之家')]).toEqual([200, true]);
    expect(onward(await fresh.send('GET', `${ask}&on=1`))).toMatch(/^\/oidc\/auth\//);
    // More than was agreed to is asked for anew.
    await sql`update peer_consent set scopes = '{openid}' where person_id = ${id}`.execute(here.house.db);
    const more = await b.send('GET', await toAsk(b, (await way()).url));
    expect(more.body).toContain('是否同意');
  });
  test('nobody answers what somebody else was asked, and nothing is answered twice', async () => {
    const [{ b }, { b: thief }] = [await somebody(), await somebody('贼')];
    const ask = await toAsk(thief, (await way()).url);
    expect((await b.send('GET', ask)).status).toBe(403);
    const lured = await b.send('POST', '/oidc/ask', { ask: askOf(ask), answer: 'agree' });
    expect([lured.status, lured.body.includes('这一步的时间过了')]).toEqual([403, true]);
    const own = await toAsk(b, (await way()).url);
    expect((await b.send('POST', '/oidc/ask', { ask: askOf(own), answer: 'agree' })).status).toBe(303);
    expect((await b.send('POST', '/oidc/ask', { ask: askOf(own), answer: 'agree' })).status).toBe(403);
    // A form of another site answers nothing.
    const again = await toAsk(b, (await way(peer, { prompt: 'consent' })).url);
    const crossed = await b.send('POST', '/oidc/ask', { ask: askOf(again), answer: 'agree' }, { origin: 'https://evil.example' });
    expect(crossed.status).toBe(403);
  });
  test('who was asked, and then signed out, goes back with nothing', async () => {
    const { b } = await somebody();
    const said = await b.send('POST', '/oidc/ask', { ask: askOf(await toAsk(b, (await way()).url)), answer: 'agree' });
    const back = new URL(onward(await b.send('GET', onward(said))));
    await b.send('POST', '/logout', {});
    expect((await redeem(back, 'x'.repeat(43))).error).toBe('invalid_grant');
  });
  test('a peer that wants them proved anew gets that, and the time of it', async () => {
    const { b } = await somebody();
    await entered(b);
    await later(120);
    for (const more of [{ prompt: 'login' }, { max_age: '60' }]) {
      const ask = await toAsk(b, (await way(peer, more)).url);
      expect(onward(await b.send('GET', ask))).toMatch(/^\/login\/second\?next=/);
      expect((await b.send('GET', `${ask}&on=1`)).status).toBe(403);
    }
    const quiet = onward(await b.send('GET', (await way(peer, { prompt: 'none' })).url));
    expect(new URL(quiet).searchParams.get('error')).toBe('login_required');
  });
  test('who comes by a unit’s link has nothing to enter with', async () => {
    const { id, b } = await somebody('周经办');
    const [unit, link, secret] = [newId(), newId(), Buffer.from(newId())];
    await sql`insert into org (id, kind, committee_id, name, short_name, system) values (${unit}, 'unit', ${place.committeeId}, '市教育局', '教育局', 'government')`.execute(
      here.house.db,
    );
    await sql`insert into unit_link (id, unit_id, committee_id, person_id, secret, phone_sealed, phone_subject, state, made_by, made_at, expires_at)
      values (${link}, ${unit}, ${place.committeeId}, ${id}, ${secret}, ${secret}, ${secret}, 'active', ${id}, ${here.clock.now()}, ${days(9)})`.execute(
      here.house.db,
    );
    expect((await b.send('GET', await toAsk(b, (await way()).url))).status).toBe(409);
  });
});

// A12: what does not hold opens nothing.
describe('refused', () => {
  const refusal = async (b: Browser, out: { url: string }) => b.send('GET', local(out.url), undefined, { accept: 'text/html' });
  test.each<[string, Readonly<Record<string, string | null>>]>([
    ['an address that is not registered', { redirect_uri: 'https://evil.example/sso/back' }],
    ['the address with something behind it', { redirect_uri: `${BACK}/` }],
    ['the address with a query', { redirect_uri: `${BACK}?x=1` }],
    ['a peer nobody knows', { client_id: '00000000-0000-7000-8000-000000000000' }],
    ['a name that no database holds', { client_id: 'x\0y' }],
    ['a way without a state', { state: null }],
    ['a way without a nonce', { nonce: null }],
    ['an answer that stays in the address', { response_mode: 'fragment' }],
    ['an answer by a form', { response_mode: 'form_post' }],
  ])('%s stays here, in words', async (_, more) => {
    const { b } = await somebody();
    const answer = await refusal(b, await way(peer, more));
    expect([answer.status, answer.headers['location'], answer.body.includes('登录请求不完整')]).toEqual([400, undefined, true]);
    expect(String(answer.headers['content-security-policy'])).toContain("form-action 'self';");
  });
  test.each<[string, Readonly<Record<string, string | null>>, string]>([
    ['a way without PKCE', { code_challenge: null, code_challenge_method: null }, 'invalid_request'],
    ['PKCE in the clear', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a token in the answer', { response_type: 'id_token' }, 'invalid_request'],
    ['code and token', { response_type: 'code id_token' }, 'invalid_request'],
  ])('%s is told to the peer', async (_, more, error) => {
    const { b } = await somebody();
    const back = new URL(onward(await refusal(b, await way(peer, more))));
    const [query, hash] = [back.searchParams, new URLSearchParams(back.hash.slice(1))];
    expect([query.get('error') ?? hash.get('error'), query.has('code') || hash.has('id_token')]).toEqual([error, false]);
    expect(query.get('iss') ?? hash.get('iss')).toBe(peer.issuer);
  });
  test('a code serves once; whoever brings it again takes along what came from it', async () => {
    const { b } = await somebody();
    const { out, back, tokens } = await entered(b);
    expect((await info(tokens.access)).status).toBe(200);
    const again = await redeem(back, out.verifier);
    expect([again.status, again.error]).toEqual([400, 'invalid_grant']);
    expect((await info(tokens.access)).status).toBe(401);
  });
  test('of ten that bring one code at once, one at most gets a token', async () => {
    const { b } = await somebody();
    const out = await way();
    const back = await comeBack(b, out.url);
    const got = await Promise.all(Array.from({ length: 10 }, () => redeem(back, out.verifier)));
    expect(got.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(got.every(({ status }) => status === 200 || status === 400)).toBe(true);
  });
  test.each<[string, (out: { verifier: string }) => { of?: Secret; verifier?: null; redirect?: string }, string, string?]>([
    ['a wrong secret', () => ({ of: { ...peer, secret: 'a-wrong-secret' } }), 'invalid_client'],
    ['the digest of the secret', () => ({ of: { ...peer, secret: digest(peer.secret).toString('hex') } }), 'invalid_client'],
    ['no verifier', () => ({ verifier: null }), 'invalid_grant'],
    ['another address', () => ({ redirect: 'https://evil.example/sso/back' }), 'invalid_grant'],
  ])('%s redeems nothing', async (_, more, error) => {
    const { b } = await somebody();
    const out = await way();
    expect((await redeem(await comeBack(b, out.url), out.verifier, more(out))).error).toBe(error);
  });
  test('another’s verifier, and another peer’s code', async () => {
    const { b } = await somebody();
    const out = await way();
    expect((await redeem(await comeBack(b, out.url), randomPKCECodeVerifier())).error).toBe('invalid_grant');
    const other = await registered({ name: '第三个平台' });
    const second = await way();
    expect((await redeem(await comeBack(b, second.url), second.verifier, { of: other })).error).toBe('invalid_grant');
  });
  test('a code after a minute, a token after ten', async () => {
    const { b } = await somebody();
    const out = await way();
    const back = await comeBack(b, out.url);
    await later(61);
    expect((await redeem(back, out.verifier)).error).toBe('invalid_grant');
    const { tokens } = await entered(b);
    await later(601);
    expect((await info(tokens.access)).status).toBe(401);
  });
  test('roads that the library has and this house does not', async () => {
    const b = here.browser();
    for (const [method, url] of [
      ['POST', '/oidc/auth'],
      ['GET', '/oidc/session/end'],
      ['GET', '/session/end'],
      ['POST', '/reg'],
      ['POST', '/request'],
      ['POST', '/token/introspection'],
      ['POST', '/token/revocation'],
      ['POST', '/device/auth'],
      ['GET', '/.well-known/oauth-authorization-server'],
    ] as const)
      expect((await b.send(method, url, method === 'POST' ? {} : undefined)).status, url).toBe(404);
  });
  test('the house’s own address counts, whatever a request calls it', async () => {
    const answer = await here.browser().send('GET', '/.well-known/openid-configuration', undefined, {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      forwarded: 'host=evil.example',
    });
    expect([answer.status, answer.body.includes('evil.example'), answer.headers['cache-control']]).toEqual([
      200,
      false,
      'public, max-age=300',
    ]);
    expect(answer.json()).toMatchObject({
      issuer: peer.issuer,
      authorization_endpoint: `${peer.issuer}/oidc/auth`,
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code'],
      id_token_signing_alg_values_supported: ['ES256'],
      code_challenge_methods_supported: ['S256'],
      subject_types_supported: ['pairwise'],
      authorization_response_iss_parameter_supported: true,
    });
    for (const name of ['registration_endpoint', 'end_session_endpoint', 'pushed_authorization_request_endpoint'])
      expect(answer.json()[name], name).toBeUndefined();
    expect(protocol.length).toBe(6);
  });
});

describe('what ends it', () => {
  const dead = async (access: string) => (await info(access)).status;
  test('a peer that was ended: its tokens, its codes, its way', async () => {
    const other = await registered({ name: '要停用的平台' });
    const { b } = await somebody();
    const { tokens } = await entered(b, other);
    const out = await way(other);
    const back = await comeBack(b, out.url);
    expect((await say('end', other.clientId, security)).json()).toEqual({ state: 'ended' });
    expect(await dead(tokens.access)).toBe(401);
    expect((await redeem(back, out.verifier, { of: other })).error).toBe('invalid_client');
    expect((await b.send('GET', (await way(other)).url)).status).toBe(400);
    expect((await sql`select 1 from provider_grant where peer_id = ${other.clientId}`.execute(here.house.db)).rows).toEqual([]);
  });
  test('a new secret: the former is over', async () => {
    const other = await registered({ name: '换密钥的平台' });
    const renewed = (await system.send('POST', `/api/peers/${other.clientId}/secret`, {})).json<Secret>();
    const { b } = await somebody();
    const out = await way(other);
    expect((await redeem(await comeBack(b, out.url), out.verifier, { of: other })).error).toBe('invalid_client');
    expect((await entered(b, renewed)).tokens.status).toBe(200);
  });
  test('a person who signs out, or was shut out', async () => {
    const { b } = await somebody();
    const { tokens } = await entered(b);
    await b.send('POST', '/logout', {});
    expect(await dead(tokens.access)).toBe(401);
    const { id, b: other } = await somebody('要停用的人');
    const { tokens: theirs } = await entered(other);
    const out = await way();
    const back = await comeBack(other, out.url);
    await sql`update person set disabled_at = ${here.clock.now()} where id = ${id}`.execute(here.house.db);
    expect([await dead(theirs.access), (await redeem(back, out.verifier)).error]).toEqual([401, 'invalid_grant']);
  });
  test('a person who takes the consent back, on the page that lists it', async () => {
    const { b } = await somebody('方舒');
    const { tokens } = await entered(b);
    const page = await b.send('GET', '/mine/peers');
    expect(page.body).toContain('社员之家');
    const [, id] = /\/mine\/peers\/([0-9a-f-]{36})\/withdrawal/.exec(page.body) ?? [];
    const stranger = (await somebody('旁人')).b;
    expect((await stranger.send('POST', `/mine/peers/${id}/withdrawal`, {})).status).toBe(404);
    expect((await b.send('POST', `/mine/peers/${id}/withdrawal`, {})).status).toBe(303);
    expect(await dead(tokens.access)).toBe(401);
    expect((await b.send('GET', '/mine/peers')).body).toContain('没有登录过其他平台');
    expect((await b.send('GET', await toAsk(b, (await way()).url))).body).toContain('是否同意');
  });
  test('a person who leaves: nothing of it is kept, and the word means nobody', async () => {
    const { id, b } = await somebody('要注销的人');
    const { tokens } = await entered(b);
    const { erase } = erasablePeers;
    await here.house.db.transaction().execute((tx) => erase(tx, id, here.clock.now()));
    for (const table of ['peer_consent', 'peer_subject', 'provider_grant'])
      expect((await sql`select 1 from ${sql.table(table)} where person_id = ${id}`.execute(here.house.db)).rows, table).toEqual([]);
    expect(await dead(tokens.access)).toBe(401);
  });
  test('the daily round forgets what is over', async () => {
    const { b } = await somebody();
    await entered(b);
    await later(86_400 * 2);
    // The round may be on its way in the house's own loop.
    for (const table of ['provider_grant', 'provider_token', 'provider_ask'])
      await expect
        .poll(async () => (await sql`select 1 from ${sql.table(table)}`.execute(here.house.db)).rows.length, { timeout: 10_000 })
        .toBe(0);
  });
});

test('a key is published a day before it signs and stays a day after; nobody notices', async () => {
  const kids = async () => {
    const reply = await fetch(`${peer.issuer}/oidc/jwks`);
    return ((await reply.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
  };
  const signer = async () => claimsOf((await entered((await somebody()).b)).tokens.id, 0)['kid'];
  const [first] = await kids();
  await later(86_400 * 91);
  await expect.poll(async () => (await kids()).length, { timeout: 10_000 }).toBe(2);
  const both = await kids();
  expect([both.includes(first ?? ''), await signer()]).toEqual([true, first]);
  await later(86_400 * 1.5);
  const second = both.find((kid) => kid !== first);
  expect([(await kids()).toSorted(), await signer()]).toEqual([both.toSorted(), second]);
  await later(86_400 * 2);
  await expect.poll(kids, { timeout: 10_000 }).toEqual([second]);
  expect(await signer()).toBe(second);
  const { rows } = await sql<{ sealed: Buffer }>`select sealed from provider_key`.execute(here.house.db);
  expect(rows.every(({ sealed }) => !sealed.includes('"d"'))).toBe(true);
});

test('tables hold no token, no secret and no word that a person could be found by', async () => {
  const { b } = await somebody();
  const { tokens, back } = await entered(b);
  const { rows } = await sql<{ all: string }>`select string_agg(r, '') as all from (
    select p::text as r from peer p union all select g::text from provider_grant g union all select t::text from provider_token t
    union all select a::text from provider_ask a) x`.execute(here.house.db);
  const held = rows[0]?.all ?? '';
  for (const secret of [peer.secret, tokens.access, back.searchParams.get('code') ?? '']) {
    expect(held).not.toContain(secret);
    expect(held).not.toContain(Buffer.from(secret).toString('hex'));
  }
  expect(held.length).toBeGreaterThan(500);
});

describe('a peer', () => {
  test('is asked for by one administrator and approved by another; before that and without a secret nobody enters', async () => {
    const { id } = (await asked({ name: '待审批的平台' })).json<{ id: string }>();
    const stranger = here.browser();
    const out = await way({ ...peer, clientId: id });
    expect((await stranger.send('GET', out.url)).status).toBe(400);
    expect((await say('approval', id, system)).status).toBe(404);
    expect((await say('end', id, security)).status).toBe(409);
    expect((await say('approval', id, security)).json()).toEqual({ state: 'running' });
    expect((await stranger.send('GET', out.url)).status).toBe(400);
    const given = (await system.send('POST', `/api/peers/${id}/secret`, {})).json<Secret>();
    expect([given.issuer, given.clientId, given.secret.length]).toEqual([peer.issuer, id, 43]);
    expect(onward(await stranger.send('GET', out.url))).toMatch(/^\/oidc\/ask/);
    const { rows } = (await security.send('GET', '/api/peers')).json<{ rows: Record<string, unknown>[] }>();
    expect(rows[0]).toMatchObject({ name: '待审批的平台', state: 'running', askedBy: '唐守正', decidedBy: '严谨言', offers: ['end'] });
    expect(JSON.stringify(rows)).not.toContain(given.secret);
  });
  test('is not approved by who asked, whatever the program says', async () => {
    const { id } = (await asked({ name: '自己的平台' })).json<{ id: string }>();
    const both = (await security.send('GET', '/api/me')).json<{ id: string }>().id;
    await sql`update peer set asked_by = ${both} where id = ${id}`.execute(here.house.db);
    expect(code(await say('approval', id, security))).toBe('about-yourself');
    await expect(sql`update peer set state = 'running', decided_by = asked_by where id = ${id}`.execute(here.house.db)).rejects.toThrow(
      'peer_two_people',
    );
  });
  test.each([
    ['http://localhost:8080/#x', 'peer-address-refused'],
    ['https://*.example.cn/sso/back', 'peer-address-refused'],
    ['javascript:alert(1)', 'peer-address-refused'],
    ['https://u:p@mm.example.cn/sso/back', 'peer-address-refused'],
    ['https://MM.example.cn/sso/back', 'peer-address-refused'],
  ])('with the address %s is not taken', async (redirectUri, refused) => {
    expect(code(await asked({ redirectUri }))).toBe(refused);
  });
  test('of this very house, of another committee’s organisation, or without a proof is not taken', async () => {
    expect(code(await asked({ redirectUri: `${peer.issuer}/sso/back` }))).toBe('peer-is-here');
    const other = await committee(here, '另一市政协');
    expect(code(await asked({ ownerId: other.committeeId }))).toBe('unknown-owner');
    expect((await asked({ committeeId: other.committeeId, ownerId: other.committeeId })).status).toBe(404);
    await later(360);
    expect(code(await asked())).toBe('step-up-needed');
  });
  test('is decided once, however many decide at once', async () => {
    const { id } = (await asked({ name: '争着批的平台' })).json<{ id: string }>();
    const replies = await Promise.all([say('approval', id, security), say('approval', id, security), say('refusal', id, security)]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  });
  test('waits in the list of today of who decides', async () => {
    await asked({ name: '等着的平台' });
    const { rows } = (await security.send('GET', '/api/desk/todos')).json<{ rows: { work: string }[] }>();
    expect(rows.map(({ work }) => work)).toContain('peers-wait');
  });
});

test('behind TLS every cookie is for TLS alone, and one address does not ask without end', async () => {
  const secure = await begin({ PUBLIC_URL: 'https://heyi.example.cn', DATA_DIR: here.dataDir }, here.database);
  const answer = await secure.browser().send('GET', (await way()).url);
  expect(answer.status, answer.body.slice(0, 600)).toBe(303);
  const cookies = [answer.headers['set-cookie']].flat().map(String);
  expect(onward(answer)).toMatch(/^\/oidc\/ask\?ask=/);
  expect(cookies.map((cookie) => cookie.split('=')[0])).toContain('__Host-trip');
  for (const cookie of cookies) expect(cookie.toLowerCase()).toMatch(/; secure/);
  for (const cookie of cookies) expect(cookie.toLowerCase()).toMatch(/; httponly/);
  const b = secure.browser();
  let status = 200;
  for (let n = 0; n < 700 && status === 200; n++) status = (await b.send('GET', '/oidc/jwks')).status;
  expect(status).toBe(429);
  await secure[Symbol.asyncDispose]();
});
