import { graphemes } from '../../kit/text.ts';

export const NAME = { most: 50 } as const;

/**
 * A name as it is stored: compatibility forms folded (NFKC), dots of joined names as one (买买提·吐尔逊), no spaces around or between
 * Chinese characters (tables pad 张 三 to the width of three).
 */
export const normalName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\u2022\u2027\u30fb\uff65\u22c5]/g, '·')
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/(?<=[\p{sc=Han}·]) (?=[\p{sc=Han}·])/gu, '');

export type NameFault = 'short' | 'long' | 'characters';
/** Any script may be in a name; controls, invisible characters and what is no part of names may not (A5, A30). */
export function nameFault(name: string): NameFault | undefined {
  const plain = normalName(name);
  if (plain === '') return 'short';
  if (graphemes(plain) > NAME.most) return 'long';
  return /^[\p{L}\p{M}\p{N}·'’.\- ]+$/u.test(plain) && /\p{L}/u.test(plain) ? undefined : 'characters';
}

/** 身份证号 as it is compared: no spaces, upper case. */
export const normalIdentityNumber = (number: string): string => number.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** GB 11643: 17 digits and a check character; permits of 港澳台 residents are letters and digits. */
export function identityNumberFits(number: string): boolean {
  const plain = normalIdentityNumber(number);
  if (!/^\d{17}[\dX]$/.test(plain)) return /^[A-Z][A-Z0-9]{7,11}$|^\d{8}$/.test(plain);
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(plain[at]), 0);
  return '10X98765432'[sum % 11] === plain[17];
}
/** 3501**********1234: enough to tell two people apart. */
export const maskIdentityNumber = (number: string): string =>
  number.length < 10
    ? `${number.slice(0, 1)}${'*'.repeat(number.length - 3)}${number.slice(-2)}`
    : `${number.slice(0, 4)}${'*'.repeat(number.length - 8)}${number.slice(-4)}`;

/** 政协职务 by rank: lists by office follow it. What is not in it comes after 常务委员 and before plain members. */
export const OFFICES = ['主席', '副主席', '秘书长', '副秘书长', '常务委员'] as const;
export function officeRank(office: string | null | undefined, standing: boolean): number {
  const words: readonly string[] = OFFICES;
  const at = words.indexOf(office?.trim() ?? '');
  if (at >= 0) return at + 1;
  if (standing) return OFFICES.length;
  return office ? 50 : 99;
}
