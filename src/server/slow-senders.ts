import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { elapsed } from '../kit/clock.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Ends requests that send their body too slowly at this moment (of `elapsed`); how many. */
    cutSlowSenders(at: number): number;
  }
}

// SECURITY A28: headers within 15 s, a body within 60 s. A file of 20 MB by a poor line takes longer and must arrive, so that uploads
// are held to a pace instead: from the first minute on 32 kB a second on the whole, which no sender of single bytes keeps.
export const HEADERS_MS = 15_000;
export const BODY_MS = 60_000;
export const LEAST_PACE = 32 * 1024;
const LOOK_EVERY_MS = 5_000;

/** The longest that a body of so many bytes may take; Node itself ends what our own look should miss. */
export const longestMs = (bytes: number): number => BODY_MS + (bytes / LEAST_PACE) * 1000;

interface Sender {
  readonly since: number;
  readonly before: number;
  readonly isUpload: boolean;
}
export const isTooSlow = ({ sent, took, isUpload }: { sent: number; took: number; isUpload: boolean }): boolean =>
  took > (isUpload ? longestMs(sent) : BODY_MS);

/** Watches who is still sending; the socket itself counts what came, whoever reads the body. */
export function watchSenders(app: FastifyInstance): void {
  const senders = new Map<IncomingMessage, Sender>();
  app.addHook('onRequest', async ({ raw, headers }) => {
    // What a test injects comes over no line.
    if (!(raw.socket instanceof Socket)) return;
    if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
    const isUpload = headers['content-type']?.startsWith('multipart/form-data') ?? false;
    senders.set(raw, { since: elapsed(), before: raw.socket.bytesRead, isUpload });
    raw.once('close', () => senders.delete(raw));
  });
  const cut = (at: number): number => {
    const slow = [...senders].filter(
      ([{ complete, socket }, { since, before, isUpload }]) =>
        !complete && isTooSlow({ sent: socket.bytesRead - before, took: at - since, isUpload }),
    );
    for (const [raw] of slow) end(raw);
    return slow.length;
  };
  app.decorate('cutSlowSenders', cut);
  const looking = setInterval(() => cut(elapsed()), LOOK_EVERY_MS);
  looking.unref();
  app.addHook('onClose', async () => clearInterval(looking));
}

/** As Node ends what is over its own timeouts: said once, and not waited for. */
function end({ socket }: IncomingMessage): void {
  socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n', () => socket.destroy());
}
