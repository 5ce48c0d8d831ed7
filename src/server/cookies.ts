import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../kit/clock.ts';
import { keyedDigest } from '../kit/ids.ts';

/** Names and flags follow the installation's address: over https the browser itself enforces them (`__Host-`). */
export function cookies(publicUrl: string, digestKey: Uint8Array, clock: Clock) {
  const secure = publicUrl.startsWith('https:');
  const named = (name: string) => (secure ? `__Host-${name}` : name);
  const flags = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  const mark = (value: string) => keyedDigest(digestKey, `visitor:${value}`).subarray(0, 12).toString('base64url');
  const year = 365 * 24 * 3600;
  return {
    login: (request: FastifyRequest) => request.cookies[named('login')] ?? null,
    // A length of time, not a date: a computer whose clock is wrong stays signed in as long as others do.
    setLogin: (reply: FastifyReply, token: string, endsAt: Date) =>
      void reply.setCookie(named('login'), token, {
        ...flags,
        maxAge: Math.max(0, Math.floor((endsAt.getTime() - clock.now().getTime()) / 1000)),
      }),
    clearLogin: (reply: FastifyReply) => void reply.clearCookie(named('login'), flags),
    /** The first step was proved; its cookie opens nothing but the second. */
    half: (request: FastifyRequest) => request.cookies[named('half')] || null,
    setHalf: (reply: FastifyReply, token: string | null, endsAt?: Date) =>
      token === null || !endsAt
        ? void reply.clearCookie(named('half'), flags)
        : void reply.setCookie(named('half'), token, {
            ...flags,
            maxAge: Math.max(0, Math.floor((endsAt.getTime() - clock.now().getTime()) / 1000)),
          }),
    /** Stays while somebody proves themselves at another site (kit/trips). */
    trip: (request: FastifyRequest) => request.cookies[named('trip')] || null,
    setTrip: (reply: FastifyReply, mark: string, endsAt: Date) =>
      void reply.setCookie(named('trip'), mark, {
        ...flags,
        maxAge: Math.max(0, Math.floor((endsAt.getTime() - clock.now().getTime()) / 1000)),
      }),
    /** The same, for an answer that does not go by the reply. */
    tripCookie: (mark: string, endsAt: Date) => ({
      name: named('trip'),
      value: mark,
      flags: { ...flags, maxAge: Math.max(0, Math.floor((endsAt.getTime() - clock.now().getTime()) / 1000)) },
    }),
    /** The device's mark, signed: a made-up one counts as none. */
    visitor(request: FastifyRequest): string | null {
      const [value = '', signature = ''] = (request.cookies[named('visitor')] ?? '').split('.');
      return value !== '' && signature === mark(value) ? value : null;
    },
    newVisitor(reply: FastifyReply): string {
      const value = randomBytes(12).toString('base64url');
      reply.setCookie(named('visitor'), `${value}.${mark(value)}`, { ...flags, maxAge: year });
      return value;
    },
    look: (request: FastifyRequest) => (request.cookies['look'] === 'care' ? ('care' as const) : ('normal' as const)),
    lang: (request: FastifyRequest) => (request.cookies['lang'] === 'en' ? ('en' as const) : ('zh' as const)),
    /** The version of the privacy notice that this browser was shown and put off. */
    later: (request: FastifyRequest) => request.cookies['later'] ?? null,
    /** What came of the act before this page, said once. */
    said: (request: FastifyRequest) => request.cookies['said'] ?? null,
    setPlain: (reply: FastifyReply, name: string, value: string | null) =>
      value === null ? void reply.clearCookie(name, { path: '/' }) : void reply.setCookie(name, value, { ...flags, maxAge: year }),
  };
}
export type Cookies = ReturnType<typeof cookies>;
