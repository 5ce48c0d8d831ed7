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
  workerName,
} from '../../../test/world.ts';
import { newId } from '../../kit/ids.ts';
import { protocol } from './contract.ts';

// Two whole houses, each with a database of its own: one signs people in for the other. The library's tokens go by the machine's own
// clock; that they end is held by the house's as well, which these tests move.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 90_000 });
const BACK = 'http://localhost:8080/sso/back';
let here: World;
let there: World;
let place: Place;
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
  await here.app.listen({ port, host: '127.0.0.1' });
  place = await committee(here, '清渚市政协');
  system = await signedIn(here, await staff(here, place, '唐守正', 'systemAdmin'));
  security = await signedIn(here, await staff(here, place, '严谨言', 'securityAdmin'));
  peer = await registered();
  there = await begin(
    { OIDC_ISSUER: peer.issuer, OIDC_CLIENT_ID: peer.clientId, OIDC_CLIENT_SECRET: peer.secret, OIDC_NAME: '清渚市政协' },
    `${workerName()}_peer`,
  );
});
afterAll(async () => {
  for (const one of [here, there]) await one?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  // Proofs of the administrators last five minutes.
  await sql`update login set proved_at = ${here.clock.now()}, idle_until = ${days(30)}, ends_at = ${days(30)} where person_id in (select person_id from role_grant)`.execute(
    here.house.db,
  );
});
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
