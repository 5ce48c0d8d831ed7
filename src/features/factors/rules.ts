/** How long a proof counts: exports, grants, erasure, un-masking ask for a fresh one (SECURITY §4.2). */
export const PROOF_MINUTES = 5;
/** Wrong codes before a person's second step rests, and for how long; a key is not guessed and does not rest. */
export const TRIES = { most: 5, minutes: 15 } as const;
export const RECOVERY_CODES = 10;
export const MOST_KEYS = 10;

/** Whether a proof of that moment still counts. */
export const isFresh = (provedAt: Date | null, now: Date): boolean =>
  provedAt !== null && now.getTime() - provedAt.getTime() < PROOF_MINUTES * 60_000;

/** Browsers offer keys on https and on this machine, and to names only: never to a bare IP address. */
export function keysWorkAt(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  if (/^[\d.]+$/.test(hostname) || hostname.startsWith('[')) return false;
  return protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost');
}

/** What a person has to prove with. */
export interface Factors {
  readonly totp: boolean;
  readonly keys: number;
  /** Recovery codes not yet used. */
  readonly codes: number;
  readonly password: boolean;
  /** A phone that codes can be sent to. */
  readonly phone: boolean;
}
export interface Asked {
  /** Administrators must have a second factor here: this person is one. */
  readonly mustHave: boolean;
  readonly keysWork: boolean;
}
export const ways = ['key', 'totp', 'recovery', 'password', 'phone'] as const;
export type Way = (typeof ways)[number];

export const hasFactor = ({ totp, keys }: Factors): boolean => totp || keys > 0;

/** The second step: an administrator who has a key uses it where keys work; recovery codes are for what was lost. */
export function secondWays(factors: Factors, { mustHave, keysWork }: Asked): Way[] {
  const key = factors.keys > 0 && keysWork;
  const totp = factors.totp && !(mustHave && key);
  return [...(key ? (['key'] as const) : []), ...(totp ? (['totp'] as const) : []), ...(factors.codes > 0 ? (['recovery'] as const) : [])];
}
/** One more proof by who is signed in: the second factor, and only without one the password, else a code to the phone. */
export function stepUpWays(factors: Factors, asked: Asked): Way[] {
  const second = hasFactor(factors) ? secondWays(factors, asked) : [];
  if (second.length > 0) return second;
  return factors.password ? ['password'] : factors.phone ? ['phone'] : [];
}

export const tasks = ['prove', 'password', 'key', 'totp', 'enter'] as const;
/** What is left before a half login becomes a login. */
export type Task = (typeof tasks)[number];
export function taskOf(half: { readonly proved: boolean; readonly passwordDue: boolean }, factors: Factors, asked: Asked): Task {
  if (hasFactor(factors) && !half.proved) return 'prove';
  if (half.passwordDue) return 'password';
  if (asked.mustHave && asked.keysWork && factors.keys === 0) return 'key';
  if (asked.mustHave && !hasFactor(factors)) return 'totp';
  // Keys that cannot be used at this address prove nothing: another factor is needed beside them.
  return asked.mustHave && !asked.keysWork && !factors.totp ? 'totp' : 'enter';
}

/** Whether an administrator would be left without the factor that the next sign-in asks for. */
export const isLastOf = (what: 'key' | 'totp', factors: Factors, { mustHave, keysWork }: Asked): boolean =>
  mustHave && (what === 'key' ? factors.keys === 1 && (keysWork || !factors.totp) : factors.totp && (!keysWork || factors.keys === 0));

/** As it was shown: without the dash, whatever the case. */
export const plainRecoveryCode = (typed: string): string => typed.toLowerCase().replace(/[\s-]/g, '');
export const isAppCode = (typed: string): boolean => /^\d{6}$/.test(typed.replace(/\s/g, ''));
