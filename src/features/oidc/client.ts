import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
} from 'openid-client';
import { elapsed } from '../../kit/clock.ts';
import { mobileOf } from './rules.ts';

export interface DirectoryAccess {
  readonly issuer: string;
  readonly clientId: string;
  readonly secret: string;
}
/** Kept here while somebody is out: none of it travels. */
export interface Secrets {
  readonly nonce: string;
  readonly verifier: string;
}
/** Whom the directory named. The issuer and the subject are the person; all else is said of them. */
export interface Named {
  readonly issuer: string;
  readonly subject: string;
  /** Proved by the directory, of this country; null when it says none. */
  readonly mobile: string | null;
}
/** The government's single sign-on 统一身份认证. Every call throws DirectoryTrouble and nothing else. */
export interface Directory {
  out(way: { back: string; state: string; secrets: Secrets }): Promise<string>;
  named(arrived: URL, expected: { state: string; secrets: Secrets }): Promise<Named>;
}
/** `away`: it does not answer. `misset`: it does not know this client. `refused`: what came back does not hold. */
export class DirectoryTrouble extends Error {
  readonly kind: 'away' | 'misset' | 'refused';
  /** The library's name of it; never what was said. */
  readonly code: string;
  constructor(kind: DirectoryTrouble['kind'], code: string) {
    super(`directory ${kind}: ${code}`);
    this.kind = kind;
    this.code = code;
  }
}

/** Signatures that count: never none, and never one that our own secret could make (SECURITY A12). */
export const ALGORITHMS: readonly string[] = ['RS256', 'ES256', 'EdDSA'];
const PATIENCE_SECONDS = 8;
const KNOWN_MS = 3_600_000;

export const newSecrets = (): Secrets => ({ nonce: randomNonce(), verifier: randomPKCECodeVerifier() });

export function directoryClient(access: DirectoryAccess): Directory {
  const configuration = remembered(access);
  return {
    out: ({ back, state, secrets }) =>
      translated(async () => {
        const url = buildAuthorizationUrl(await configuration(), {
          redirect_uri: back,
          scope: 'openid profile phone',
          state,
          nonce: secrets.nonce,
          code_challenge: await calculatePKCECodeChallenge(secrets.verifier),
          code_challenge_method: 'S256',
        });
        return url.href;
      }),
    named: (arrived, expected) => translated(async () => namedBy(await configuration(), arrived, expected)),
  };
}

/** What the issuer says of itself, for an hour; a failure is not kept. */
function remembered(access: DirectoryAccess): () => Promise<Configuration> {
  let known: { at: number; of: Promise<Configuration> } | null = null;
  return () => {
    if (known && elapsed() - known.at < KNOWN_MS) return known.of;
    const of = discovered(access);
    known = { at: elapsed(), of };
    of.catch(() => {
      if (known?.of === of) known = null;
    });
    return of;
  };
}

/** Checks state, the issuer that answered (RFC 9207), PKCE, nonce, signature, issuer, audience and times. */
async function namedBy(config: Configuration, arrived: URL, { state, secrets }: { state: string; secrets: Secrets }): Promise<Named> {
  const tokens = await authorizationCodeGrant(config, arrived, {
    expectedState: state,
    expectedNonce: secrets.nonce,
    pkceCodeVerifier: secrets.verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw new DirectoryTrouble('refused', 'NO_ID_TOKEN');
  const asksMore = claims['phone_number'] === undefined && config.serverMetadata().userinfo_endpoint !== undefined;
  // Its subject must be the same one (fetchUserInfo compares).
  const said = asksMore ? { ...claims, ...(await fetchUserInfo(config, tokens.access_token, claims.sub)) } : claims;
  const mobile = said['phone_number_verified'] === true ? mobileOf(said['phone_number']) : null;
  return { issuer: claims.iss, subject: claims.sub, mobile };
}

async function discovered({ issuer, clientId, secret }: DirectoryAccess): Promise<Configuration> {
  const open = issuer.startsWith('http:') ? [allowInsecureRequests] : [];
  const found = await discovery(new URL(issuer), clientId, secret, undefined, { execute: open, timeout: PATIENCE_SECONDS });
  const { supportsPKCE: _, ...server } = found.serverMetadata();
  const signed = (server.id_token_signing_alg_values_supported ?? ['RS256']).filter((one) => ALGORITHMS.includes(one));
  if (signed.length === 0) throw new DirectoryTrouble('misset', 'NO_ALGORITHM');
  const config = new Configuration({ ...server, id_token_signing_alg_values_supported: signed }, clientId, secret);
  config.timeout = PATIENCE_SECONDS;
  // The line alone is no proof where a committee's network ends it early: the signature is looked at.
  enableNonRepudiationChecks(config);
  for (const step of open) step(config);
  return config;
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof DirectoryTrouble ? error : new DirectoryTrouble(...meaningOf(error));
  }
}
// What the network did, as the library and the runtime call it.
const AWAY = /^(OAUTH_TIMEOUT|OAUTH_RESPONSE_IS_NOT_CONFORM|OAUTH_RESPONSE_IS_NOT_JSON|OAUTH_PARSE_ERROR)$/;
function meaningOf(error: unknown): [DirectoryTrouble['kind'], string] {
  if (!(error instanceof Error)) return ['away', 'UNKNOWN'];
  if ('error' in error && typeof error.error === 'string' && /^[a-z_]{1,40}$/.test(error.error))
    return [/client/.test(error.error) ? 'misset' : 'refused', error.error];
  const code = 'code' in error && /^[A-Z_]{1,60}$/.test(String(error.code)) ? String(error.code) : '';
  if (code === '' || AWAY.test(code)) return ['away', code || 'UNREACHED'];
  return ['refused', code];
}
