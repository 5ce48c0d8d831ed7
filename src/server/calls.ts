import type { FastifyRequest } from 'fastify';
import type { Call } from '../kit/change.ts';
import type { Endpoint } from '../kit/endpoint.ts';
import type { House } from '../kit/house.ts';
import { digest } from '../kit/ids.ts';
import { Refusal } from '../kit/refusal.ts';
import type { Cookies } from './cookies.ts';
import type { Limits } from './limits.ts';
import type { LoginCache, SignedIn } from './logins.ts';

export interface Gate {
  readonly house: House;
  readonly cookies: Cookies;
  readonly logins: LoginCache;
  readonly limits: Limits | null;
  readonly publicUrl: string;
}
type Asked = Pick<Endpoint, 'method' | 'path' | 'by' | 'guarded' | 'versioned' | 'perMinute' | 'withoutConsent'>;

// One person's or one address's whole traffic, per minute; an office shares one address.
const PERSON_PER_MINUTE = 300;
const ADDRESS_PER_MINUTE = 1200;

/** Makes the call of a request: form defence, who asks, limits, the headers that guarded and versioned endpoints need. */
export async function callOf(gate: Gate, request: FastifyRequest, asked: Asked): Promise<Call & { person: SignedIn | null }> {
  const { house, cookies, logins } = gate;
  if (asked.method !== 'GET') refuseForeign(request, gate.publicUrl);
  const now = house.clock.now();
  const token = cookies.login(request);
  const person = token === null ? null : await logins.personOf(token, now);
  limit(gate, request, person, asked);
  if (!person && !asked.by.includes('anyone')) throw new Refusal('sign-in-first', 401);
  // Staff work by their duty, not by consent.
  if (
    person &&
    person.kind !== 'staff' &&
    person.consentOwed !== null &&
    asked.method !== 'GET' &&
    !asked.withoutConsent &&
    !goesFree.test(asked.path)
  )
    throw new Refusal('consent-first', 403);
  return {
    person,
    now,
    act: `${asked.method} ${asked.path}`,
    address: request.ip,
    visitor: cookies.visitor(request),
    half: cookies.half(request),
    trip: cookies.trip(request),
    // WeChat names itself at the end of a long line.
    device: (request.headers['user-agent'] ?? '').slice(0, 400),
    ...(asked.guarded && guard(request)),
    ...(asked.versioned && { match: versionOf(request) }),
  };
}

/** A browser says where a form came from; what says nothing, or another site, is refused (A7). */
export function refuseForeign(request: FastifyRequest, publicUrl: string): void {
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  const own = origin !== undefined && (origin === publicUrl || origin === `${request.protocol}://${request.headers.host}`);
  if (site !== undefined ? site !== 'same-origin' : !own) throw new Refusal('from-another-site', 403);
  if (origin !== undefined && !own) throw new Refusal('from-another-site', 403);
}

// Entering, leaving and how pages look need no consent.
const goesFree = /^\/(login|logins|logout|look|mine\/logins)(\/|$)/;

function limit({ limits }: Gate, request: FastifyRequest, person: SignedIn | null, asked: Asked): void {
  if (!limits) return;
  const who = person ? `p:${person.id}` : `a:${request.ip}`;
  const whole = limits.take(who, person ? PERSON_PER_MINUTE : ADDRESS_PER_MINUTE);
  // Strangers of one address share: five of them may do at once what one person may.
  const own = asked.perMinute === undefined ? 0 : limits.take(`${who} ${asked.method} ${asked.path}`, asked.perMinute * (person ? 1 : 5));
  const seconds = Math.max(whole, own);
  if (seconds > 0) throw new Refusal('too-fast', 429, { seconds });
}

function guard(request: FastifyRequest): { key: string; request: Buffer } {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,100}$/.test(key)) throw new Refusal('key-missing', 400);
  return { key, request: digest(`${request.url}\n${JSON.stringify(request.body ?? null)}`) };
}
function versionOf(request: FastifyRequest): number {
  const found = /^"(\d{1,9})"$/.exec(request.headers['if-match'] ?? '');
  if (!found) throw new Refusal('version-missing', 428);
  return Number(found[1]);
}
