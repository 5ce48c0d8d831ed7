import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What it answers instead of the usual, once each. */
export type Odd = { readonly errcode: number } | 'page' | 'nothing' | 'cut' | 'bad gateway' | 'list' | 'endless' | 'snapshot';
export interface FakeWeChat extends AsyncDisposable {
  readonly origin: string;
  readonly appId: string;
  readonly secret: string;
  /** How often each path was asked. */
  readonly asked: Record<string, number>;
  /** The next answers of a path. */
  odd(path: string, ...answers: readonly Odd[]): void;
  /** Somebody's phone follows the way out: @returns path and query by which it comes back. */
  phone(openid: string, out: string): Promise<string>;
  /** Every access_token given so far ends. */
  endTokens(): void;
  /** Holds every answer of a path back until told. */
  hold(path: string): () => void;
}

export const CODE = '/sns/oauth2/access_token';
export const TOKEN = '/cgi-bin/stable_token';
export const TICKET = '/cgi-bin/ticket/getticket';
const AUTHORIZE = '/connect/oauth2/authorize';

// Sentences as WeChat writes them, with the mark it puts behind.
const MESSAGES: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40013: 'invalid appid',
  40029: 'invalid code',
  40125: 'invalid appsecret',
  40163: 'code been used',
  40164: 'invalid ip 10.0.0.1, not in whitelist',
  41008: 'missing code',
  42001: 'access_token expired',
  43002: 'require POST method',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  48001: 'api unauthorized',
};

/** WeChat's side as its documents describe it, on loopback. */
export async function fakeWeChat(): Promise<FakeWeChat> {
  const appId = 'wx0123456789abcdef';
  const secret = 'c0ffee00c0ffee00c0ffee00c0ffee00';
  const asked: Record<string, number> = {};
  const odd: Record<string, Odd[]> = {};
  const held = new Map<string, Promise<void>>();
  const codes = new Map<string, { openid: string; used: boolean }>();
  const tokens = new Set<string>();
  const error = (errcode: number) => ({ errcode, errmsg: `${MESSAGES[errcode] ?? 'unknown'}, rid: ${randomBytes(12).toString('hex')}` });

  function exchange(query: URLSearchParams): object {
    if (query.get('appid') !== appId) return error(40013);
    if (query.get('secret') !== secret) return error(40125);
    if (query.get('grant_type') !== 'authorization_code') return error(40002);
    const code = query.get('code') ?? '';
    if (code === '') return error(41008);
    const known = codes.get(code);
    if (!known) return error(40029);
    if (known.used) return error(40163);
    known.used = true;
    const usual = { access_token: mark(), expires_in: 7200, refresh_token: mark(), openid: known.openid, scope: 'snsapi_base' };
    return odd[CODE]?.[0] === 'snapshot' && odd[CODE]?.shift() ? { ...usual, is_snapshotuser: 1 } : usual;
  }
  function token(method: string | undefined, body: Record<string, unknown>): object {
    if (method !== 'POST') return error(43002);
    if (body['appid'] !== appId) return error(40013);
    if (body['secret'] !== secret) return error(40125);
    if (body['grant_type'] !== 'client_credential') return error(40002);
    if (body['force_refresh'] === true) tokens.clear();
    const given = mark();
    tokens.add(given);
    return { access_token: given, expires_in: 7200 };
  }
  function ticket(query: URLSearchParams): object {
    if (!tokens.has(query.get('access_token') ?? '')) return error(40001);
    return { errcode: 0, errmsg: 'ok', ticket: `ticket-${mark()}`, expires_in: 7200 };
  }
  function authorize(request: IncomingMessage, query: URLSearchParams, response: ServerResponse): void {
    const order = [...query.keys()].join();
    const state = query.get('state') ?? '';
    const fits = order === 'appid,redirect_uri,response_type,scope,state' && /^[a-zA-Z0-9]{0,128}$/.test(state);
    if (!fits || query.get('appid') !== appId || query.get('scope') !== 'snsapi_base') return void response.writeHead(400).end('参数错误');
    const code = mark();
    codes.set(code, { openid: String(request.headers['x-openid']), used: false });
    const back = new URL(query.get('redirect_uri') ?? '');
    back.search = new URLSearchParams({ code, state }).toString();
    response.writeHead(302, { location: back.href }).end();
  }

  const server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    asked[pathname] = (asked[pathname] ?? 0) + 1;
    const body = await jsonOf(request);
    await held.get(pathname);
    if (pathname === AUTHORIZE) return authorize(request, searchParams, response);
    const next = odd[pathname]?.[0] === 'snapshot' ? undefined : odd[pathname]?.shift();
    if (next !== undefined) return oddly(next, response, error);
    // WeChat says text/plain of its JSON.
    response.setHeader('content-type', 'text/plain');
    const said =
      pathname === CODE
        ? exchange(searchParams)
        : pathname === TOKEN
          ? token(request.method, body)
          : pathname === TICKET
            ? ticket(searchParams)
            : error(40066);
    response.end(JSON.stringify(said));
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    origin,
    appId,
    secret,
    asked,
    odd(path, ...answers) {
      odd[path] = [...answers];
    },
    async phone(openid, out) {
      const reply = await fetch(out, { redirect: 'manual', headers: { 'x-openid': openid } });
      const back = new URL(reply.headers.get('location') ?? 'about:blank');
      return back.pathname + back.search;
    },
    endTokens: () => tokens.clear(),
    hold(path) {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(path, promise);
      return () => {
        held.delete(path);
        resolve();
      };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
const mark = (): string => randomBytes(24).toString('base64url');
function oddly(odd: Odd, response: ServerResponse, error: (errcode: number) => object): void {
  if (typeof odd === 'object') return void response.end(JSON.stringify(error(odd.errcode)));
  if (odd === 'page') return void response.end('<html><body>502</body></html>');
  if (odd === 'bad gateway') return void response.writeHead(502).end('{}');
  if (odd === 'list') return void response.end('[]');
  if (odd === 'cut') return void response.destroy();
  if (odd === 'endless') return void response.end(`{"openid":"${'o'.repeat(100_000)}"}`);
  // nothing: it is kept waiting.
}
async function jsonOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return parts.length === 0 ? {} : JSON.parse(Buffer.concat(parts).toString('utf8'));
}
