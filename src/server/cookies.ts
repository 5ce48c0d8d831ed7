import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../kit/clock.ts';
import { keyedDigest } from '../kit/ids.ts';

const YEAR = 365 * 24 * 3600;
const COMMON = { path: '/', httpOnly: true, sameSite: 'lax' } as const;

/** Names and flags follow the installation's address: over https the browser itself enforces them (`__Host-`). */
export function cookies(publicUrl: string, digestKey: Uint8Array, clock: Clock) {
  const secure = publicUrl.startsWith('https:');
  const named = (name: string) => (secure ? `__Host-${name}` : name);
  const flags = { ...COMMON, secure };
  // A length of time, not a date: a computer whose clock is wrong stays signed in as long as others do.
  const until = (endsAt: Date) => ({ ...flags, maxAge: Math.max(0, Math.floor((endsAt.getTime() - clock.now().getTime()) / 1000)) });
  const set = (name: string) => (reply: FastifyReply, value: string, endsAt: Date) =>
    void reply.setCookie(named(name), value, until(endsAt));
  const clear = (reply: FastifyReply, name: string) => void reply.clearCookie(named(name), flags);
  return {
    login: (request: FastifyRequest) => request.cookies[named('login')] ?? null,
    setLogin: set('login'),
    clearLogin: (reply: FastifyReply) => clear(reply, 'login'),
    /** The first step was proved; its cookie opens nothing but the second. */
    half: (request: FastifyRequest) => request.cookies[named('half')] || null,
    setHalf: (reply: FastifyReply, token: string | null, endsAt?: Date) =>
      token === null || !endsAt ? clear(reply, 'half') : set('half')(reply, token, endsAt),
    /** Stays while somebody proves themselves at another site (kit/trips). */
    trip: (request: FastifyRequest) => request.cookies[named('trip')] || null,
    setTrip: set('trip'),
    /** The same, for an answer that does not go by the reply. */
    tripCookie: (mark: string, endsAt: Date) => ({ name: named('trip'), value: mark, flags: until(endsAt) }),
    ...visitors(named('visitor'), flags, digestKey),
    ...choices(flags),
  };
}
export type Cookies = ReturnType<typeof cookies>;

type Flags = typeof COMMON & { readonly secure: boolean };
/** The device's mark, signed: a made-up one counts as none. */
function visitors(name: string, flags: Flags, digestKey: Uint8Array) {
  const mark = (value: string) => keyedDigest(digestKey, `visitor:${value}`).subarray(0, 12).toString('base64url');
  return {
    visitor(request: FastifyRequest): string | null {
      const [value = '', signature = ''] = (request.cookies[name] ?? '').split('.');
      return value !== '' && signature === mark(value) ? value : null;
    },
    newVisitor(reply: FastifyReply): string {
      const value = randomBytes(12).toString('base64url');
      reply.setCookie(name, `${value}.${mark(value)}`, { ...flags, maxAge: YEAR });
      return value;
    },
  };
}

/** What this browser chose and was told: no secrets, under plain names. */
function choices(flags: Flags) {
  return {
    look: (request: FastifyRequest) => (request.cookies['look'] === 'care' ? ('care' as const) : ('normal' as const)),
    lang: (request: FastifyRequest) => (request.cookies['lang'] === 'en' ? ('en' as const) : ('zh' as const)),
    /** The version of the privacy notice that this browser was shown and put off. */
    later: (request: FastifyRequest) => request.cookies['later'] ?? null,
    /** What came of the act before this page, said once. */
    said: (request: FastifyRequest) => request.cookies['said'] ?? null,
    setPlain: (reply: FastifyReply, name: string, value: string | null) =>
      value === null ? void reply.clearCookie(name, { path: '/' }) : void reply.setCookie(name, value, { ...flags, maxAge: YEAR }),
  };
}
