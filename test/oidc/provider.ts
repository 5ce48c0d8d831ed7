import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import Provider from 'oidc-provider';

/** A person of the directory. */
export interface Account {
  readonly sub: string;
  readonly name: string;
  readonly phone?: string;
  readonly phoneVerified?: boolean;
  readonly email?: string;
}
export interface Issuer extends AsyncDisposable {
  readonly issuer: string;
  /** A browser that is signed in there goes the way out: @returns path and query by which it comes back. */
  comeBack(out: string, as: Account): Promise<string>;
}
export const CLIENT = { id: 'heyi', secret: 'a-secret-of-the-test-client' };

/** A real provider (oidc-provider) on loopback; whoever comes is who the test says, and agrees. */
export async function realProvider(redirect: string): Promise<Issuer> {
  const { server, origin } = await listening((request, response) => void handle(request, response));
  const accounts = new Map<string, Account>();
  const provider = new Provider(origin, {
    clients: [
      { client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirect], token_endpoint_auth_method: 'client_secret_post' },
    ],
    claims: { openid: ['sub'], profile: ['name'], phone: ['phone_number', 'phone_number_verified'], email: ['email', 'email_verified'] },
    cookies: { keys: ['a key of the test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    async findAccount(_ctx, sub) {
      const known = accounts.get(sub);
      if (!known) return undefined;
      const { name, phone, phoneVerified = true, email } = known;
      return {
        accountId: sub,
        claims: async () => ({
          sub,
          name,
          email,
          email_verified: true,
          ...(phone !== undefined && { phone_number: phone, phone_number_verified: phoneVerified }),
        }),
      };
    },
  });
  const callback = provider.callback();
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!request.url?.startsWith('/interaction/')) return void callback(request, response);
    const { prompt, params, grantId } = await provider.interactionDetails(request, response);
    const accountId = String(request.headers['x-account']);
    if (prompt.name === 'login') return provider.interactionFinished(request, response, { login: { accountId } });
    const grant =
      (grantId && (await provider.Grant.find(grantId))) || new provider.Grant({ accountId, clientId: String(params['client_id']) });
    grant.addOIDCScope('openid profile phone');
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true });
  }
  return {
    issuer: origin,
    async comeBack(out, as) {
      accounts.set(as.sub, as);
      const jar = new Map<string, string>();
      let at = out;
      for (let steps = 0; steps < 10; steps++) {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const reply = await fetch(at, { redirect: 'manual', headers: { cookie, 'x-account': as.sub } });
        for (const set of reply.headers.getSetCookie()) {
          const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=');
          jar.set(name, value);
        }
        const next = new URL(reply.headers.get('location') ?? '', at);
        if (next.href.startsWith(redirect)) return next.pathname + next.search;
        if (reply.status >= 400) throw new Error(`${reply.status} ${await reply.text()}`);
        at = next.href;
      }
      throw new Error('no way back');
    },
    [Symbol.asyncDispose]: () => closing(server),
  };
}

/** How a forger's answer differs from a good one. */
export interface Forged {
  readonly claims?: Readonly<Record<string, unknown>>;
  /** The whole token, made by the forger itself. */
  readonly token?: (claims: JWTPayload, keys: { secret: Uint8Array; publicJwk: JWK }) => Promise<string> | string;
  readonly kid?: string;
  readonly stranger?: boolean;
  /** By its own key of another kind, which it publishes and offers. */
  readonly es384?: boolean;
  readonly iss?: string | null;
}
export interface Forger extends Issuer {
  forged: Forged;
  /** How often somebody brought a code to it. */
  readonly redeemed: string[];
}
/** A small issuer of our own that can lie in each way; it follows the way out by itself. */
export async function forger(redirect: string): Promise<Forger> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const stranger = await generateKeyPair('ES256', { extractable: true });
  const longer = await generateKeyPair('ES384', { extractable: true });
  const longerJwk = { ...(await exportJWK(longer.publicKey)), kid: 'longer', alg: 'ES384', use: 'sig' };
  const publicJwk = { ...(await exportJWK(publicKey)), kid: 'first', alg: 'ES256', use: 'sig' };
  const nonces = new Map<string, { nonce: string; sub: string }>();
  const redeemed: string[] = [];
  const { server, origin } = await listening((request, response) => void handle(request, response));
  const it: Forger = {
    issuer: origin,
    forged: {},
    redeemed,
    async comeBack(out, as) {
      const asked = new URL(out).searchParams;
      const code = `code-${nonces.size}`;
      nonces.set(code, { nonce: asked.get('nonce') ?? '', sub: as.sub });
      const iss = it.forged.iss === undefined ? origin : it.forged.iss;
      return `${new URL(redirect).pathname}?${new URLSearchParams({ code, state: asked.get('state') ?? '', ...(iss !== null && { iss }) })}`;
    },
    [Symbol.asyncDispose]: () => closing(server),
  };
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', origin);
    const send = (body: object, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (pathname === '/.well-known/openid-configuration')
      return void send({
        issuer: origin,
        authorization_endpoint: `${origin}/auth`,
        token_endpoint: `${origin}/token`,
        jwks_uri: `${origin}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        // It offers what must not be taken.
        id_token_signing_alg_values_supported: ['ES256', 'ES384', 'HS256', 'none'],
        authorization_response_iss_parameter_supported: true,
      });
    if (pathname === '/jwks') return void send({ keys: [publicJwk, longerJwk] });
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const code = new URLSearchParams(Buffer.concat(parts).toString()).get('code') ?? '';
    redeemed.push(code);
    const known = nonces.get(code);
    nonces.delete(code);
    if (!known) return void send({ error: 'invalid_grant' }, 400);
    const now = Math.floor(Date.now() / 1000);
    const claims: JWTPayload = {
      iss: origin,
      sub: known.sub,
      aud: CLIENT.id,
      nonce: known.nonce,
      iat: now,
      exp: now + 300,
      ...it.forged.claims,
    };
    const header = it.forged.es384 ? { alg: 'ES384', kid: 'longer' } : { alg: 'ES256', kid: it.forged.kid ?? 'first' };
    const key = it.forged.es384 ? longer.privateKey : it.forged.stranger ? stranger.privateKey : privateKey;
    const id_token = it.forged.token
      ? await it.forged.token(claims, { secret: new TextEncoder().encode(CLIENT.secret), publicJwk })
      : await new SignJWT(claims).setProtectedHeader(header).sign(key);
    send({ access_token: 'an-access-token', token_type: 'Bearer', expires_in: 300, id_token });
  }
  return it;
}

async function listening(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ server: Server; origin: string }> {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return { server, origin: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` };
}
async function closing(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}
