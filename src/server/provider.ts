import type {} from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { askingActions } from '../features/provider/asking.ts';
import { type ProtocolRoad, protocol } from '../features/provider/contract.ts';
import { type Around, type Issuer, issuerOf } from '../features/provider/issuer.ts';
import { turnKeys } from '../features/provider/keys.ts';
import { providerPages } from '../features/provider/pages.tsx';
import { peerActions } from '../features/provider/peers.ts';
import { peerRoutes } from '../features/provider/routes.ts';
import { forgetEnded } from '../features/provider/token-store.ts';
import type { House } from '../kit/house.ts';
import { Refusal } from '../kit/refusal.ts';
import type { Trip } from '../kit/trips.ts';
import type { Gate } from './calls.ts';
import type { RefusedCalls } from './refused.ts';

/** 登录中心: peers and their desk, what people agree to, and the protocol's own roads. */
export function providerParts(house: House, publicUrl: string) {
  const issuer = issuerOf(house, publicUrl);
  return {
    issuer,
    routes: peerRoutes(peerActions(house, publicUrl)),
    pageRoutes: providerPages(askingActions(house, issuer)),
    async sweep(now: Date): Promise<void> {
      await forgetEnded(house.db, now);
      await turnKeys(house, now);
    },
  };
}

interface Parts {
  readonly gate: Gate;
  readonly refusals: RefusedCalls;
  readonly issuer: Issuer;
  /** The page that says what was wrong, in the words of who asks. */
  readonly explain: (request: FastifyRequest, refusal: Refusal) => Promise<string>;
}
/**
 * Hands the roads of the protocol to the library, which reads and answers them itself: form fields as they come, its own errors. What
 * holds for every road of ours holds here too: limits, headers, the house's own address instead of the one a request names.
 */
export async function mountProvider(app: FastifyInstance, parts: Parts): Promise<void> {
  await app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, taken) => taken(null));
    for (const road of protocol)
      scope.route({
        method: road.method,
        url: road.path,
        config: { endpoint: { method: road.method, path: road.path } },
        handler: (request, reply) => answer(request, reply, road, parts),
      });
    done();
  });
}

async function answer(request: FastifyRequest, reply: FastifyReply, road: ProtocolRoad, parts: Parts): Promise<FastifyReply> {
  const { gate, issuer } = parts;
  const seconds = gate.limits?.take(`a:${request.ip} ${road.method} ${road.path}`, road.perMinute) ?? 0;
  if (seconds > 0) throw new Refusal('too-fast', 429, { seconds });
  const provider = await issuer.provider();
  if (!provider) throw new Refusal('unknown-thing', 404);
  if (road.path === '/oidc/auth') refuseIncomplete(request.query);
  const known = await knownOf(request, reply, road, parts);
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
  reply.raw.setHeader('cache-control', road.kept === undefined ? 'no-store' : `public, max-age=${road.kept}`);
  addressed(request, gate.publicUrl);
  await issuer.within(known, () => provider.callback()(request.raw, reply.raw));
  return reply;
}

/** Without them the answer could be somebody else's; the library would let a peer leave them out. */
function refuseIncomplete(query: unknown): void {
  const { state, nonce, response_mode: mode } = Object(query);
  const given = (value: unknown) => typeof value === 'string' && value !== '' && value.length <= 500;
  if (!given(state) || !given(nonce) || (mode !== undefined && mode !== 'query')) throw new Refusal('peer-asks-wrongly', 400);
}

async function knownOf(request: FastifyRequest, reply: FastifyReply, road: ProtocolRoad, parts: Parts): Promise<Around> {
  const { gate, explain, refusals } = parts;
  const { cookies, house, logins } = gate;
  const token = cookies.login(request);
  const person = token === null ? null : await logins.personOf(token, house.clock.now());
  // Who has to agree to the privacy notice first comes back by a form, as who signs in does.
  const isFree = person !== null && (person.kind === 'staff' || person.consentOwed === null);
  return {
    mark: cookies.trip(request),
    loginId: isFree ? person.loginId : null,
    began: (trip: Trip) => {
      const { name, value, flags } = cookies.tripCookie(trip.mark, trip.endsAt);
      reply.raw.appendHeader('set-cookie', request.server.serializeCookie(name, value, flags));
    },
    trouble: (code, status) => explain(request, new Refusal(code, status)),
    refused(code) {
      const [at, act] = [house.clock.now(), `${road.method} ${road.path}`];
      refusals.add({ at, personId: person?.id ?? null, act, thing: null, outcome: `refused ${code}`, address: request.ip });
    },
  };
}

/** What the library says of addresses is made of PUBLIC_URL, whatever a request calls this host. */
function addressed({ raw }: FastifyRequest, publicUrl: string): void {
  const { host, protocol: scheme } = new URL(publicUrl);
  for (const name of ['x-forwarded-host', 'forwarded']) delete raw.headers[name];
  raw.headers.host = host;
  raw.headers['x-forwarded-proto'] = scheme.slice(0, -1);
}
