import { scopes } from './contract.ts';

export { refuseClassified } from '../oversight/secrecy-rules.ts';

export type Scope = (typeof scopes)[number];

/** Seconds: a code is redeemed at once; nothing is renewed, who needs more comes again. */
export const CODE_SECONDS = 60;
export const TOKEN_SECONDS = 600;
/** How long somebody has for signing in and answering. */
export const ASK_SECONDS = 1800;
/** Signatures: a key is published a day before it signs and stays a day after; readers keep lists of keys for less. */
const KEY_DAYS = 90;
const KEY_NOTICE_HOURS = 24;

const DAY = 24 * 3_600_000;
const NOTICE = KEY_NOTICE_HOURS * 3_600_000;
export interface KeyDates {
  readonly kid: string;
  readonly madeAt: Date;
  readonly signsFrom: Date;
}
/** The one that signs first, then the others that are published. */
export function keyOrder<K extends KeyDates>(keys: readonly K[], now: Date): K[] {
  const newest = [...keys].sort((a, b) => b.signsFrom.getTime() - a.signsFrom.getTime());
  const signing = newest.filter(({ signsFrom }) => signsFrom <= now);
  return [...signing.slice(0, 1), ...newest.filter(({ signsFrom }) => signsFrom > now), ...signing.slice(1)];
}
/** What the daily round has to do: when the next key begins to sign, and which keys nobody needs any more. */
export function keyRound(keys: readonly KeyDates[], now: Date): { next: Date | null; over: string[] } {
  const [signing] = keyOrder(keys, now);
  if (!signing || signing.signsFrom > now) return { next: null, over: [] };
  const waits = keys.some(({ signsFrom }) => signsFrom > now);
  const isOld = now.getTime() - signing.signsFrom.getTime() >= KEY_DAYS * DAY;
  const rested = now.getTime() - signing.signsFrom.getTime() >= NOTICE;
  return {
    next: isOld && !waits ? new Date(now.getTime() + NOTICE) : null,
    over: rested ? keys.filter(({ kid, signsFrom }) => kid !== signing.kid && signsFrom <= now).map(({ kid }) => kid) : [],
  };
}

export type AddressFault = 'peer-address-refused' | 'peer-address-insecure' | 'peer-is-here';
/** The redirect address: one, whole, as browsers write it, not ours; without TLS only where this installation has none either. */
export function addressFault(address: string, publicUrl: string): AddressFault | null {
  if (!URL.canParse(address) || new URL(address).href !== address) return 'peer-address-refused';
  const { protocol, username, password, hash, origin } = new URL(address);
  if (!/^https?:$/.test(protocol) || username !== '' || password !== '' || hash !== '' || /[*#]/.test(address))
    return 'peer-address-refused';
  if (protocol === 'http:' && !publicUrl.startsWith('http:')) return 'peer-address-insecure';
  return origin === new URL(publicUrl).origin ? 'peer-is-here' : null;
}

/** Of what a peer asks for, what there is; in our order. */
export const knownScopes = (asked: string): Scope[] => {
  const words = asked.split(' ');
  return scopes.filter((scope) => words.includes(scope));
};
/** What a person agreed to covers what is asked now. */
export const covers = (agreed: readonly string[], asked: readonly Scope[]): boolean => asked.every((scope) => agreed.includes(scope));

interface Login {
  readonly beganAt: Date;
  readonly provedAt: Date | null;
}
/** When this person last showed who they are. */
export const provenAt = ({ beganAt, provedAt }: Login): Date => (provedAt && provedAt > beganAt ? provedAt : beganAt);
/** The peer wants them proved anew (prompt=login), or no longer ago than that (max_age). */
export function needsProof(
  { prompt, maxAge }: { prompt: readonly string[]; maxAge: number | null },
  login: Login,
  { askedAt, now }: { askedAt: Date; now: Date },
): boolean {
  const proven = provenAt(login);
  if (proven >= askedAt) return false;
  return prompt.includes('login') || (maxAge !== null && now.getTime() - proven.getTime() > maxAge * 1000);
}
/** How they got in: one step or two. */
export const strengthOf = (means: string): { acr: string; amr: string[] } =>
  means.includes('+') ? { acr: 'urn:heyi:two-steps', amr: ['mfa'] } : { acr: 'urn:heyi:one-step', amr: [] };
