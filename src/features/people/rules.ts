/** How long a login lives, by the strongest duty of the person (SECURITY §4.2): idle and whole, in minutes. */
export function loginLife(roles: readonly string[], kind: 'member' | 'netizen' | 'staff'): { idle: number; whole: number } {
  if (mustHaveFactor(roles)) return { idle: 15, whole: 8 * 60 };
  if (kind === 'staff' || roles.includes('unitClerk')) return { idle: 30, whole: 12 * 60 };
  if (kind === 'member') return { idle: 7 * DAY, whole: 30 * DAY };
  return { idle: 30 * DAY, whole: 30 * DAY };
}
const DAY = 24 * 60;
export const MAX_LOGINS = 5;

/** Who administers the installation signs in by two factors (等保 8.1.4.1), where ADMIN_FACTOR is not off. */
export const ADMINISTRATORS = ['systemAdmin', 'securityAdmin', 'auditAdmin', 'operator'];
export const mustHaveFactor = (roles: readonly string[]): boolean => roles.some((role) => ADMINISTRATORS.includes(role));
/** PASSWORD_DAYS: the next sign-in asks for a new one. 0 days: never (NIST and ASVS advise against changing for change's sake). */
export const isPasswordDue = (setAt: Date, now: Date, days: number): boolean =>
  days > 0 && now.getTime() - setAt.getTime() >= days * DAY * 60_000;

/** One-time codes: life, tries, and how many a subject may ask for (SECURITY A22). */
export const CODE = { minutes: 10, tries: 5, perMinute: 1, perHour: 5, perDay: 10, perAddressHour: 30 } as const;
/** Wrong passwords before an account or an address rests, and for how long. A known device is not locked out with the account. */
export const PASSWORD = { perAccount: 5, perAddress: 50, minutes: 15 } as const;

/** Only a path of this site: starts with one slash, holds no backslash, no control character and no second authority (A13). */
export function safeNext(next: string | undefined, fallback = '/'): string {
  if (next === undefined || !/^\/[^/\\]?/.test(next) || next.startsWith('//')) return fallback;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  if (/[\\\u0000-\u001f\u007f]/.test(next) || /^\/(%2f|%5c)/i.test(next)) return fallback;
  try {
    const url = new URL(next, 'http://here.invalid');
    return url.origin === 'http://here.invalid' ? url.pathname + url.search + url.hash : fallback;
  } catch {
    return fallback;
  }
}

export { looksLikeName, type NicknameFault, nicknameFault, nicknameKey } from './nickname-rules.ts';

/** The eleven digits of a mobile number however it is written: 199 0002 0777, +86-199…, １９９…; else how many digits there are. */
export function phoneFrom(written: string): { readonly phone: string } | { readonly digits: number } {
  const plain = written.normalize('NFKC').replace(/[\s\p{Cf}\p{Pd}()·.・]/gu, '');
  const phone = plain.replace(/^(\+|00)?86(?=1\d{10}$)/, '');
  return /^1[3-9]\d{9}$/.test(phone) ? { phone } : { digits: plain.replace(/\D/g, '').length };
}

/** 138****1234. */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;
export const maskEmail = (email: string): string => email.replace(/^(.).*(@.*)$/, '$1***$2');
