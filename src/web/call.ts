import type { Endpoint, Input, Reply } from '../kit/endpoint.ts';

export interface CallProblem {
  readonly field: string | null;
  readonly sentence: string;
}
/** What the server said no to. Status 0: it was not reached, so nobody knows whether the act happened. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  /** In the reader's language; empty when the server was not reached. */
  readonly sentence: string;
  readonly problems: readonly CallProblem[];
  /** The number to quote when something broke. */
  readonly ref: string | undefined;
  /** Seconds after which it may be tried again. */
  readonly retryAfter: number | undefined;
  constructor(status: number, told: Partial<Told>, retryAfter?: number) {
    super(told.code ?? (status === 0 ? 'no-connection' : 'internal'));
    this.status = status;
    this.code = this.message;
    this.sentence = told.sentence ?? '';
    this.problems = told.problems ?? [];
    this.ref = told.ref;
    this.retryAfter = retryAfter;
  }
}
interface Told {
  readonly code: string;
  readonly sentence: string;
  readonly problems: readonly CallProblem[];
  readonly ref?: string;
}
export interface Sending {
  /** For guarded endpoints: the same key over every retry of one act (newKey). */
  readonly key?: string | undefined;
  /** For versioned endpoints: the version that was read. */
  readonly match?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Where an endpoint is, without its schemas: those would travel to every phone. A test compares each with its contract. */
export interface Address<E extends Endpoint> {
  readonly method: Endpoint['method'];
  readonly path: string;
  readonly contract?: E;
}
export const address = <E extends Endpoint>(method: Endpoint['method'], path: string): Address<E> => ({ method, path });

/** Calls an endpoint by its contract; what is refused is thrown as Refused. */
export const call = <E extends Endpoint>(endpoint: E, input: Input<E>, sending?: Sending): Promise<Reply<E>> =>
  reach<E>(endpoint, input, sending);

/** Asks for one more proof of who sits here, and answers whether it was given; the desk sets it (step-up). */
type AskProof = () => Promise<boolean>;
let askProof: AskProof | undefined;
export const whenProofNeeded = (ask: AskProof): void => {
  askProof = ask;
};

/** Calls an endpoint by its address alone. What needs a fresh proof is asked for in place and called once more: nothing happened yet. */
export async function reach<E extends Endpoint>(endpoint: Address<E>, input: Input<E>, sending: Sending = {}): Promise<Reply<E>> {
  try {
    return await reachOnce<E>(endpoint, input, sending);
  } catch (error) {
    const needed = error instanceof Refused && error.code === 'step-up-needed';
    if (needed && askProof && (await askProof())) return reachOnce<E>(endpoint, input, sending);
    throw error;
  }
}

async function reachOnce<E extends Endpoint>(endpoint: Address<E>, input: Input<E>, { key, match, signal }: Sending): Promise<Reply<E>> {
  const { path, rest } = addressed(endpoint.path, input);
  const query = endpoint.method === 'GET' ? asked(rest) : '';
  const hasBody = endpoint.method === 'POST' || endpoint.method === 'PUT';
  const response = await fetch(`/api${path}${query}`, {
    method: endpoint.method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(hasBody && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(match !== undefined && { 'if-match': `"${match}"` }),
    },
    ...(hasBody && { body: JSON.stringify(rest) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Refused(0, {});
  });
  // A proxy in between may answer with a page of its own.
  const body = await response.json().catch(() => null);
  if (!response.ok || body === null) throw refusedBy(response, body);
  return body;
}

/** The no that a reply states, also for requests made without `call` (uploads). */
export function refusedBy(response: Pick<Response, 'status' | 'headers'>, body: Partial<Told> | null): Refused {
  const seconds = Number(response.headers.get('retry-after') ?? '');
  return new Refused(response.status, body ?? {}, seconds > 0 ? seconds : undefined);
}

/** Names one act, so that its retries have one effect. Works without https too, where randomUUID does not exist. */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

function addressed(template: string, input: unknown): { path: string; rest: Record<string, unknown> } {
  const rest: Record<string, unknown> = { ...Object(input) };
  const path = template.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  return { path, rest };
}

function asked(rest: Record<string, unknown>): string {
  const said = Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return said.length > 0 ? `?${new URLSearchParams(said)}` : '';
}
