import { graphemes } from '../../kit/text.ts';

/** How long a login lives, by the strongest duty of the person (SECURITY §4.2): idle and whole, in minutes. */
export function loginLife(roles: readonly string[], kind: 'member' | 'netizen' | 'staff'): { idle: number; whole: number } {
  if (roles.includes('operator')) return { idle: 15, whole: 8 * 60 };
  if (kind === 'staff') return { idle: 30, whole: 12 * 60 };
  if (kind === 'member') return { idle: 7 * DAY, whole: 30 * DAY };
  return { idle: 30 * DAY, whole: 30 * DAY };
}
const DAY = 24 * 60;
export const MAX_LOGINS = 5;

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

export type NicknameFault = 'short' | 'long' | 'characters' | 'official';
const OFFICIAL = [
  '政协',
  '人大',
  '政府',
  '委员会',
  '管理员',
  '审核员',
  '工作人员',
  '办公室',
  '办公厅',
  '秘书',
  '主席',
  '书记',
  '市长',
  '省长',
  '县长',
  '委员',
  '官方',
  '客服',
  '合议',
  'admin',
  'heyi',
];

/** 账号名称 rules: 2 to 12 characters as people count them, no invisible ones, nothing that looks like an office. */
export function nicknameFault(nickname: string): NicknameFault | undefined {
  const plain = nickname.normalize('NFKC').trim();
  const count = graphemes(plain);
  if (count < 2) return 'short';
  if (count > 12) return 'long';
  if (!/^[\p{L}\p{N}\p{Emoji_Presentation} ·._-]+$/u.test(plain) || /[\p{Cf}\p{Cc}\p{Co}\p{Mn}]/u.test(plain)) return 'characters';
  const folded = nicknameKey(plain);
  return OFFICIAL.some((word) => folded.includes(nicknameKey(word))) ? 'official' : undefined;
}

/** Two nicknames with one key look alike: NFKC, lower case, no spaces or dots, look-alike letters and digits as one. */
export function nicknameKey(nickname: string): string {
  const lower = nickname
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s·._-]/g, '');
  return [...lower].map((c) => ALIKE[c] ?? c).join('');
}
// Cyrillic and Greek letters that draw like Latin ones, digits that draw like letters, older and near forms of official characters.
const ALIKE: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'аеорсухіѕјαορνι'].map((c, i) => [c, 'aeopcyxisjaopvi'[i] ?? c])),
  ...Object.fromEntries([...'1l|'].map((c) => [c, 'i'])),
  ...Object.fromEntries([...'協員貟會辦廳長書記巳己曰'].map((c, i) => [c, '协员员会办厅长书记已已日'[i] ?? c])),
  '0': 'o',
};

/** The eleven digits of a mobile number however it is written: 199 0002 0777, +86-199…, １９９…; else how many digits there are. */
export function phoneFrom(written: string): { readonly phone: string } | { readonly digits: number } {
  const plain = written.normalize('NFKC').replace(/[\s\p{Cf}\p{Pd}()·.・]/gu, '');
  const phone = plain.replace(/^(\+|00)?86(?=1\d{10}$)/, '');
  return /^1[3-9]\d{9}$/.test(phone) ? { phone } : { digits: plain.replace(/\D/g, '').length };
}

/** 138****1234. */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;
export const maskEmail = (email: string): string => email.replace(/^(.).*(@.*)$/, '$1***$2');
