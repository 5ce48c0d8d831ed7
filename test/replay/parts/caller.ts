import { setTimeout as pause } from 'node:timers/promises';
import type { Outgoing, Reply, Wire } from './wire.ts';

/** What happens to a request on its way: `unsent` before it is written, `unread` between the server's commit and the reply. */
export type Fault = 'none' | 'twice' | 'unsent' | 'unread';
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Sending {
  /** Idempotency-Key: a retry carries the same. */
  readonly key?: string;
  /** The version that was read. */
  readonly match?: number;
  readonly fault?: Fault;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes in place of JSON (a file in a form); `headers` says what they are. */
  readonly content?: Buffer;
}
export interface Answer {
  readonly status: number;
  readonly headers: Reply['headers'];
  readonly bytes: Buffer;
  readonly text: string;
  json<T = Record<string, unknown>>(): T;
}

/** What went over the wire, counted. */
export interface Traffic {
  requests: number;
  twice: number;
  unsent: number;
  unread: number;
  /** Connections that broke by themselves: the server was killed. */
  lost: number;
  away: number;
  tooFast: number;
}
export const noTraffic = (): Traffic => ({ requests: 0, twice: 0, unsent: 0, unread: 0, lost: 0, away: 0, tooFast: 0 });

/** What callers of one installation share. */
export interface Street {
  readonly origin: string;
  readonly wire: Wire;
  readonly traffic: Traffic;
  /** Lets the installation's time pass: how a caller waits when told to come back later. */
  wait(seconds: number): Promise<void>;
}

/** One person at one address with one browser: cookies are kept, lost replies and refusals to hurry are met by coming again. */
export interface Caller {
  readonly address: string;
  readonly cookies: Map<string, string>;
  send(method: Method, path: string, body?: object | null, sending?: Sending): Promise<Answer>;
}

export function caller(street: Street, address: string): Caller {
  const cookies = new Map<string, string>();
  return {
    address,
    cookies,
    async send(method, path, body = null, sending = {}) {
      const outgoing = () => outgoingOf(street, address, cookies, method, path, body, sending);
      const reply = await insist(street, () => once(street, outgoing(), sending.fault ?? 'none'), outgoing);
      keepCookies(cookies, reply.headers['set-cookie']);
      return answerOf(reply);
    },
  };
}

function outgoingOf(
  street: Street,
  address: string,
  cookies: Map<string, string>,
  method: Method,
  path: string,
  body: object | null,
  { key, match, headers, content }: Sending,
): Outgoing {
  const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return {
    method,
    path,
    headers: {
      origin: street.origin,
      'x-forwarded-for': address,
      'user-agent': 'replay',
      ...(jar !== '' && { cookie: jar }),
      ...(body !== null && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(match !== undefined && { 'if-match': `"${match}"` }),
      ...headers,
    },
    body: content ?? (body === null ? null : JSON.stringify(body)),
  };
}

/** The first try, with its fault. Null: no reply was seen. */
async function once({ wire, traffic }: Street, out: Outgoing, fault: Fault): Promise<Reply | null> {
  traffic.requests += 1;
  if (fault === 'none') return wire.exchange(out);
  traffic[fault] += 1;
  if (fault === 'unsent') await wire.breakBeforeWriting();
  if (fault === 'unread') await wire.breakBeforeReading(out);
  if (fault !== 'twice') return null;
  traffic.requests += 1;
  const both = await Promise.allSettled([wire.exchange(out), wire.exchange(out)]);
  const replies = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const good = replies.filter(({ status }) => status < 300);
  if (out.headers['idempotency-key'] !== undefined && good.length === 2 && !good[0]?.bytes.equals(good[1]?.bytes ?? Buffer.alloc(0)))
    throw new Error(`one request sent twice got two replies: ${good.map(({ bytes }) => bytes).join(' / ')}`);
  return good[0] ?? replies[0] ?? null;
}

const PATIENCE_MS = 90_000;

/** Comes again, with the same key, until there is a reply that is neither "come later" nor "the database is away". */
async function insist(street: Street, first: () => Promise<Reply | null>, outgoing: () => Outgoing): Promise<Reply> {
  const { wire, traffic } = street;
  const since = performance.now();
  const again = () => {
    traffic.requests += 1;
    return wire.exchange(outgoing());
  };
  for (let tries = 0; ; tries++) {
    const reply = await (tries === 0 ? first() : again()).catch((error: unknown) => {
      if (performance.now() - since > PATIENCE_MS) throw error;
      traffic.lost += 1;
      return null;
    });
    if (reply === null) {
      if (tries > 0) await pause(50);
    } else if (reply.status === 503 && performance.now() - since < PATIENCE_MS) {
      traffic.away += 1;
      await pause(100);
    } else if (reply.status === 429) {
      traffic.tooFast += 1;
      await street.wait(Number(reply.headers['retry-after'] ?? 1));
    } else return reply;
  }
}

function keepCookies(cookies: Map<string, string>, set: readonly string[] = []): void {
  for (const line of set) {
    const [pair = ''] = line.split(';');
    const cut = pair.indexOf('=');
    const [name, value] = [pair.slice(0, cut), pair.slice(cut + 1)];
    if (value === '') cookies.delete(name);
    else cookies.set(name, value);
  }
}

function answerOf({ status, headers, bytes }: Reply): Answer {
  const text = () => bytes.toString('utf8');
  return {
    status,
    headers,
    bytes,
    get text() {
      return text();
    },
    json: <T>(): T => JSON.parse(text()),
  };
}

/** The reply's body, or an error that says what was asked and what came. */
export function good<T = Record<string, unknown>>(answer: Answer, what: string): T {
  if (answer.status >= 300) throw new Error(`${what}: ${answer.status} ${answer.text.slice(0, 500)}`);
  return answer.json<T>();
}
