import { AsyncLocalStorage } from 'node:async_hooks';
import { timingSafeEqual } from 'node:crypto';
import type { Configuration, Provider } from 'oidc-provider';
import type { House } from '../../kit/house.ts';
import { digest, keyedDigest, newSecret } from '../../kit/ids.ts';
import { beginTrip, type Trip } from '../../kit/trips.ts';
import { adapterFor } from './adapter.ts';
import { claimsOf, subjectOf } from './consent-store.ts';
import { type SigningKey, signingKeys } from './keys.ts';
import { ASK_SECONDS, CODE_SECONDS, TOKEN_SECONDS } from './rules.ts';
import { isAnyRunning } from './store.ts';

/** What the server around knows of the request that the library answers. */
export interface Around {
  /** The mark of a browser that is on its way (kit/trips); the login it has. */
  readonly mark: string | null;
  readonly loginId: string | null;
  /** Told the trip that began, for its cookie. */
  began(trip: Trip): void;
  /** Told the protocol's own word for what it refused. */
  refused(code: string): void;
  /** The page that says in people's words what was wrong. */
  trouble(code: 'peer-asks-wrongly' | 'peer-ask-over' | 'internal', status: number): Promise<string>;
}
export const ASK = 'provider.ask';

/** The library, as this house wants it. It is loaded when the first peer runs; with none there is no provider (null). */
export function issuerOf(house: House, publicUrl: string) {
  const around = new AsyncLocalStorage<Around>();
  let built: { kids: string; of: Promise<Provider> } | null = null;
  return {
    async provider(): Promise<Provider | null> {
      if (!(await isAnyRunning(house.db))) return null;
      const keys = await signingKeys(house, house.clock.now());
      const kids = keys.map(({ kid }) => kid).join(' ');
      // Another key signs from now on, or another is published.
      if (built?.kids !== kids) built = { kids, of: build(house, publicUrl, keys, around) };
      return built.of;
    },
    /** Runs the library's answer with what is known around it. */
    within: <T>(known: Around, work: () => T): T => around.run(known, work),
  };
}
export type Issuer = ReturnType<typeof issuerOf>;

type Known = AsyncLocalStorage<Around>;
async function build(house: House, publicUrl: string, keys: readonly SigningKey[], around: Known): Promise<Provider> {
  const { default: Provider, errors, interactionPolicy } = await import('oidc-provider');
  const provider = new Provider(publicUrl, {
    ...fixed,
    adapter: adapterFor(house, (said) => new errors.InvalidGrant(said)),
    jwks: { keys: keys.map((key) => ({ ...key })) },
    cookies: { ...cookies, keys: [keyedDigest(house.digestKey, 'provider cookies').toString('base64url')] },
    interactions: { policy: interactionPolicy.base(), url: asking(house, around) },
    ...knowing(house),
    renderError: trouble(around),
  });
  // Addresses are made of PUBLIC_URL, which the server puts in place of what the request said.
  provider.proxy = true;
  const refused = (_ctx: unknown, error: Error) => around.getStore()?.refused(error.message);
  provider.on('authorization.error', refused).on('grant.error', refused).on('userinfo.error', refused);
  provider.on('server_error', (_ctx, err) => house.log.error({ err }, 'a bug of the provider'));
  // Secrets are kept as digests. They are 32 random bytes: nothing slower is needed.
  provider.Client.prototype.compareClientSecret = function compare(actual: string) {
    const [given, kept] = [digest(actual), Buffer.from(this.clientSecret ?? '', 'hex')];
    return given.length === kept.length && timingSafeEqual(given, kept);
  };
  return provider;
}

/** To the page that asks: bound to the browser that it began in. */
const asking =
  (house: House, around: Known) =>
  async (_ctx: unknown, { uid }: { uid: string }) => {
    const known = around.getStore();
    const now = house.clock.now();
    const data = { uid, login: known?.loginId ?? '', at: now.toISOString() };
    const trip = await beginTrip(house, { kind: ASK, data, mark: known?.mark ?? null, now, minutes: ASK_SECONDS / 60 });
    known?.began(trip);
    return `/oidc/ask?ask=${trip.state}`;
  };
/** Who somebody is: under a word of the peer's own, as far as they agreed. */
const knowing = (house: House): Pick<Configuration, 'pairwiseIdentifier' | 'findAccount' | 'loadExistingGrant'> => ({
  pairwiseIdentifier: (_ctx, personId, { clientId }) => subjectOf(house.db, { peerId: clientId, personId, subject: newSecret() }),
  async findAccount(_ctx, personId) {
    const known = await claimsOf(house.db, personId, house.clock.now());
    if (!known) return undefined;
    const { name, memberships, party } = known;
    return { accountId: personId, claims: async () => ({ sub: personId, name, memberships, party_memberships: party }) };
  },
  async loadExistingGrant(ctx) {
    // What was agreed to earlier is looked up by the page that asks (asking.ts); it hands over a grant each time.
    const grantId = ctx.oidc.result?.consent?.grantId;
    return grantId === undefined ? undefined : ctx.oidc.provider.Grant.find(grantId);
  },
});
const trouble =
  (around: Known): NonNullable<Configuration['renderError']> =>
  async (ctx, { error }) => {
    const isOver = error === 'session_not_found' || ctx.path.startsWith('/oidc/auth/');
    const code = ctx.status >= 500 ? 'internal' : isOver ? 'peer-ask-over' : 'peer-asks-wrongly';
    ctx.type = 'html';
    ctx.body = (await around.getStore()?.trouble(code, ctx.status)) ?? error;
  };

const flags = { httpOnly: true, sameSite: 'lax', signed: true, overwrite: true } as const;
const cookies = { names: { session: 'oidc', interaction: 'oidc_ask', resume: 'oidc_resume' }, short: flags, long: flags };
/** No way but this one: code with PKCE (S256), answered by query, tokens that nobody renews. */
const off = { enabled: false } as const;
const fixed: Configuration = {
  responseTypes: ['code'],
  scopes: ['openid'],
  claims: {
    openid: ['sub', 'acr', 'amr', 'auth_time'],
    profile: ['name'],
    memberships: ['memberships'],
    party: ['party_memberships'],
  },
  acrValues: ['urn:heyi:one-step', 'urn:heyi:two-steps'],
  subjectTypes: ['pairwise'],
  clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
  enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  pkce: { required: () => true },
  features: {
    devInteractions: off,
    dPoP: off,
    pushedAuthorizationRequests: off,
    resourceIndicators: off,
    rpInitiatedLogout: off,
    userinfo: { enabled: true },
  },
  routes: { authorization: '/oidc/auth', token: '/oidc/token', userinfo: '/oidc/userinfo', jwks: '/oidc/jwks' },
  ttl: {
    AuthorizationCode: CODE_SECONDS,
    AccessToken: TOKEN_SECONDS,
    IdToken: TOKEN_SECONDS,
    // Until the code is redeemed, and as long as its token lives.
    Grant: CODE_SECONDS + TOKEN_SECONDS,
    Interaction: ASK_SECONDS,
    Session: ASK_SECONDS,
  },
  // The house's login is what a token hangs on (token-store), not a session of the library's.
  expiresWithSession: () => false,
  enableHttpPostMethods: false,
  allowOmittingSingleRegisteredRedirectUri: false,
  clientBasedCORS: () => false,
};
