import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { Refusal } from '../../kit/refusal.ts';

// WebAuthn between this site and a key: what is offered, and whether the answer holds. No state here.

/** The site as keys know it: its name and the one origin from which they may answer. */
export interface Site {
  readonly name: string;
  readonly publicUrl: string;
}
const rpId = ({ publicUrl }: Site): string => new URL(publicUrl).hostname;
const TIMEOUT = 120_000;
// Ed25519, P-256, RSA: what keys of today speak, and nothing that Node calls experimental.
const ALGORITHMS = [-8, -7, -257];

export interface KnownKey {
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly transports: readonly string[];
}
export interface NewKey {
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: string[];
}

/** `handle` names the person to the key without telling who it is. */
export const registrationOptions = (site: Site, person: { handle: Uint8Array; name: string }, known: readonly KnownKey[]) =>
  generateRegistrationOptions({
    rpName: site.name,
    rpID: rpId(site),
    userName: person.name,
    userDisplayName: person.name,
    userID: Uint8Array.from(person.handle),
    timeout: TIMEOUT,
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] })),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  });

export const proofOptions = (site: Site, known: readonly KnownKey[]) =>
  generateAuthenticationOptions({
    rpID: rpId(site),
    timeout: TIMEOUT,
    userVerification: 'preferred',
    allowCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] })),
  });

/** Whatever a key or somebody in its place sent: text until it was looked at. */
export function readAnswer(text: string): { readonly id: string; readonly challenge: string; readonly answer: unknown } {
  const answer = parsed(text);
  const said = field(field(answer, 'response'), 'clientDataJSON');
  const client = typeof said === 'string' ? parsed(Buffer.from(said, 'base64url').toString('utf8')) : null;
  const [id, challenge] = [field(answer, 'id'), field(client, 'challenge')];
  if (typeof id !== 'string' || typeof challenge !== 'string') throw new Refusal('key-refused', 403);
  return { id, challenge, answer };
}
const field = (of: unknown, name: string): unknown => (typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined);
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
// The library looks at every field itself and throws at what is not as it must be.
const isRegistration = (answer: unknown): answer is RegistrationResponseJSON => typeof field(answer, 'response') === 'object';
const isProof = (answer: unknown): answer is AuthenticationResponseJSON => typeof field(answer, 'response') === 'object';

/** What the library throws at is no bug: the answer was not made for this site, this challenge or this key. */
async function heldBy<T>(look: Promise<T>): Promise<T> {
  try {
    return await look;
  } catch {
    throw new Refusal('key-refused', 403);
  }
}

export async function registered(site: Site, answer: unknown, challenge: string): Promise<NewKey> {
  if (!isRegistration(answer)) throw new Refusal('key-refused', 403);
  const { verified, registrationInfo } = await heldBy(
    verifyRegistrationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: site.publicUrl,
      expectedRPID: rpId(site),
      requireUserVerification: false,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  );
  if (!verified) throw new Refusal('key-refused', 403);
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
  return {
    credentialId: id,
    publicKey: Buffer.from(publicKey),
    counter,
    transports: [...transports].filter((one) => one.length < 20).slice(0, 8),
  };
}

/** @returns the counter of the key, which the caller compares: a copy is told from a mistake there. */
export async function proved(site: Site, answer: unknown, challenge: string, key: KnownKey): Promise<number> {
  if (!isProof(answer)) throw new Refusal('key-refused', 403);
  const { verified, authenticationInfo } = await heldBy(
    verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: challenge,
      expectedOrigin: site.publicUrl,
      expectedRPID: rpId(site),
      credential: { id: key.credentialId, publicKey: Uint8Array.from(key.publicKey), counter: 0, transports: [...key.transports] },
      requireUserVerification: false,
    }),
  );
  if (!verified) throw new Refusal('key-refused', 403);
  return authenticationInfo.newCounter;
}

/** Counters only grow, unless the key does not count at all. */
export const goesBack = (before: number, now: number): boolean => (now > 0 || before > 0) && now <= before;
