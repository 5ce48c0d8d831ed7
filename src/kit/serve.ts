import type {} from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TObject } from 'typebox';
import { type Call, idsIn, type Signed } from './change.ts';
import { type Endpoint, type Input, type Reply, split } from './endpoint.ts';
import { Refusal } from './refusal.ts';

/** An endpoint and what answers it. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly handle: (call: Call, input: never, request: FastifyRequest) => Promise<unknown>;
  /** What must happen on the reply itself (a cookie, a stream); returns the body. */
  readonly finish?: (reply: FastifyReply, result: never, request: FastifyRequest) => unknown;
}

/** Answers an endpoint that anyone may call; who is asking is null without a sign-in. */
export function on<E extends Endpoint>(endpoint: E, handle: (call: Call, input: Input<E>) => Promise<Reply<E>>): Route {
  return { endpoint, handle };
}

/** Answers an endpoint for signed-in people: 401 for others, before anything is read. */
export function signed<E extends Endpoint>(endpoint: E, handle: (call: Signed, input: Input<E>) => Promise<Reply<E>>): Route {
  return { endpoint, handle: (call, input) => handle(asSigned(call), input) };
}

/** As `on`, when the reply itself must be touched. */
export function finishing<E extends Endpoint, R>(
  endpoint: E,
  handle: (call: Call, input: Input<E>) => Promise<R>,
  finish: (reply: FastifyReply, result: R, request: FastifyRequest) => unknown,
): Route {
  return { endpoint, handle, finish };
}

/** One file that comes with a request, as it arrives. */
export interface Upload {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}
/** As `signed`, for an endpoint that takes one file in the multipart field `file`. `first` refuses who may not, whatever they send. */
export function receiving<E extends Endpoint>(
  endpoint: E,
  handle: (call: Signed, input: Input<E>, upload: Upload) => Promise<Reply<E>>,
  first: (call: Signed, input: Input<E>) => void = () => undefined,
): Route {
  return {
    endpoint,
    handle: async (call, input, request) => {
      const signedCall = asSigned(call);
      first(signedCall, input);
      // Ours is the limit that counts: it says in words what is too large.
      const part = request.isMultipart()
        ? await request.file({ throwFileSizeLimit: false, limits: { fileSize: Number.MAX_SAFE_INTEGER } })
        : undefined;
      if (part?.fieldname !== 'file') throw new Refusal('file-missing', 400);
      return handle(signedCall, input, { name: part.filename ?? '', content: part.file });
    },
  };
}

export function asSigned(call: Call): Signed {
  if (!call.person) throw new Refusal('sign-in-first', 401);
  return { ...call, person: call.person };
}

/** Calls what answers an endpoint without HTTP, by its contract: for worlds that are built by acts. */
export function answering(routes: readonly Route[]) {
  return async <E extends Endpoint>(endpoint: E, call: Call, input: Input<E>): Promise<Reply<E>> => {
    const route = routes.find((one) => one.endpoint.method === endpoint.method && one.endpoint.path === endpoint.path);
    if (!route) throw new Error(`nothing answers ${endpoint.method} ${endpoint.path}`);
    return (await route.handle(call, input as never, undefined as never)) as Reply<E>;
  };
}

export interface Serving {
  /** Makes the call of a request; throws what sign-in, form defence and limits refuse. */
  callOf(
    request: FastifyRequest,
    endpoint: Pick<Endpoint, 'method' | 'path' | 'by' | 'guarded' | 'versioned' | 'perMinute' | 'withoutConsent'>,
  ): Promise<Call>;
  /** The reply that a refused request got before its reply was lost. */
  answered(call: Call): Promise<{ readonly reply: unknown } | undefined>;
  /** Told when an audited read was answered. */
  read(call: Call, endpoint: Endpoint): Promise<void>;
}

/** Puts every endpoint under /api: schema, call, handler, declared reply only. */
export function mount(app: FastifyInstance, routes: readonly Route[], serving: Serving): void {
  for (const { endpoint, handle, finish } of routes) {
    app.route({
      method: endpoint.method,
      url: `/api${endpoint.path}`,
      schema: { ...schemasOf(endpoint), ...(finish ? {} : { response: { '2xx': endpoint.reply } }) },
      config: { endpoint },
      // Nothing said is an empty object; everything said is checked.
      preValidation: async (request) => {
        request.body ??= {};
      },
      handler: async (request, reply) => {
        const input = inputOf(request, endpoint.method);
        const call = { ...(await serving.callOf(request, endpoint)), about: idsIn(input) };
        request.call = call;
        const result = await handled(() => handle(call, input as never, request), call, serving);
        if (endpoint.audited) await serving.read(call, endpoint);
        return finish ? finish(reply, result as never, request) : result;
      },
    });
  }
}

/** A guarded request that was accepted once is never refused later: its first reply counts. */
async function handled(handle: () => Promise<unknown>, call: Call, serving: Serving): Promise<unknown> {
  try {
    return await handle();
  } catch (error) {
    const earlier = error instanceof Refusal ? await serving.answered(call) : undefined;
    if (earlier) return earlier.reply;
    throw error;
  }
}

export const schemasOf = ({ method, path, input }: { method: string; path: string; input: TObject }) => {
  const { params, rest } = split({ path, input });
  // A DELETE carries nothing but its path.
  return { params, ...(method === 'GET' ? { querystring: rest } : method === 'DELETE' ? {} : { body: rest }) };
};

export const inputOf = (request: FastifyRequest, method: string): object => ({
  ...(request.params as object),
  ...((method === 'GET' ? request.query : method === 'DELETE' ? {} : request.body) as object | undefined),
});

declare module 'fastify' {
  interface FastifyRequest {
    call?: Call;
  }
  interface FastifyContextConfig {
    endpoint?: { readonly method: string; readonly path: string };
  }
}
