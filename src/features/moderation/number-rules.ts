import type { FlagKind } from './contract.ts';

/** Digits in a row, as they stand in the text; `gap` is what stands between them and the group before. */
export interface Group {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  readonly gap: string;
}

// Longer rows of signs between digits (a ruled line, a table) do not join them.
const LONGEST_GAP = 6;
const HAN = new Map<string, string>(
  ['〇零○', '一幺壹弌', '二贰貳弍', '三叁參叄', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖'].flatMap((signs, digit) =>
    [...signs].map((sign): [string, string] => [sign, `${digit}`]),
  ),
);
const CIRCLED = '⓪①②③④⑤⑥⑦⑧⑨';
const BLACK = '⓿❶❷❸❹❺❻❼❽❾';
// Letters that are drawn like digits, when they stand among digits: l38 OOOO.
const ALIKE: Readonly<Record<string, string>> = { o: '0', O: '0', l: '1', I: '1', ｏ: '0', Ｏ: '0' };
const IS_LETTER = /\p{L}/u;
const IS_NUMBER = /\p{N}/u;
const IS_DECIMAL = /\p{Nd}/u;

/** Reads a digit in any common writing: 8, ８, 𝟖, ٨, ⑧, 八, 捌. Undefined for anything else. */
function digitOf(sign: string): string | undefined {
  if (sign >= '0' && sign <= '9') return sign;
  const han = HAN.get(sign);
  if (han !== undefined) return han;
  if (sign < '\u0080' || !IS_NUMBER.test(sign)) return undefined;
  const ring = Math.max(CIRCLED.indexOf(sign), BLACK.indexOf(sign));
  if (ring >= 0) return `${ring}`;
  const folded = sign.normalize('NFKC');
  if (folded >= '0' && folded <= '9' && folded.length === 1) return folded;
  // Decimal digits of a script stand in tens: the zero of their ten is found by looking back.
  if (!IS_DECIMAL.test(sign)) return undefined;
  const code = sign.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && IS_DECIMAL.test(String.fromCodePoint(zero - 1))) zero--;
  return `${code - zero}`;
}

/**
 * Splits a text into runs of digit groups with nothing but signs between them. A Chinese numeral is a group of its own, so that
 * the 一 of 一定 after a number does not become part of it. One pass; every sign is looked at a fixed number of times.
 */
export function runsOf(text: string): Group[][] {
  const runs: Group[][] = [];
  let run: Group[] = [];
  let gap = '';
  const close = () => {
    if (run.length > 0) runs.push(run);
    run = [];
    gap = '';
  };
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at);
    if (token.digits !== undefined) {
      run.push({ digits: token.digits, start: at, end: token.end, gap });
      gap = '';
    } else if (token.joins && gap.length < LONGEST_GAP && run.length > 0) gap += text.slice(at, token.end);
    else close();
    at = token.end;
  }
  close();
  return runs;
}

interface Token {
  readonly end: number;
  readonly digits?: string;
  /** A sign, a space, something invisible: may stand between the digits of one number. */
  readonly joins: boolean;
}
function tokenAt(text: string, at: number): Token {
  const first = signAt(text, at);
  if (isPlainDigit(first) || isAlikeRow(text, at)) return plainGroup(text, at);
  const digit = digitOf(first);
  const end = at + first.length;
  if (digit !== undefined) return { end, digits: digit, joins: false };
  if (isCheckX(text, at, first)) return { end, digits: 'X', joins: false };
  if (IS_LETTER.test(first)) return { end: endOfLetters(text, at), joins: false };
  return { end, joins: !IS_NUMBER.test(first) };
}
const signAt = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 0);
const isPlainDigit = (sign: string): boolean => (sign >= '0' && sign <= '9') || (sign >= '０' && sign <= '９');

/** 0–9 in either width, with letters among them that are drawn like digits. */
function plainGroup(text: string, at: number): Token {
  let digits = '';
  let end = at;
  for (;;) {
    const sign = text[end] ?? '';
    if (isPlainDigit(sign)) digits += sign.normalize('NFKC');
    else if (sign in ALIKE && (end > at ? isAlikeRow(text, end) : true)) {
      const stop = endOfLetters(text, end);
      for (; end < stop; end++) digits += ALIKE[text[end] ?? ''] ?? '';
      continue;
    } else break;
    end++;
  }
  return { end, digits, joins: false };
}

// Words are longer than the longest row of letters inside a number; a fixed bound keeps every look short.
const LONGEST_ROW = 9;
const isLatin = (sign: string): boolean => /^[A-Za-zＡ-Ｚａ-ｚ]$/.test(sign);
/** A row of letters that all look like digits, and touches one. */
function isAlikeRow(text: string, at: number): boolean {
  if (!((text[at] ?? '') in ALIKE) || isLatin(text[at - 1] ?? '')) return false;
  let end = at;
  while (end - at < LONGEST_ROW && (text[end] ?? '') in ALIKE) end++;
  if (isLatin(text[end] ?? '')) return false;
  return isPlainDigit(text[at - 1] ?? '') || isPlainDigit(text[end] ?? '');
}
function endOfLetters(text: string, at: number): number {
  if (!isLatin(text[at] ?? '')) return at + signAt(text, at).length;
  let end = at;
  while (isLatin(text[end] ?? '')) end++;
  return end;
}
/** The X that may end an identity number: not within a word. */
function isCheckX(text: string, at: number, sign: string): boolean {
  if (!['x', 'X', 'ｘ', 'Ｘ', 'ⅹ', 'Ⅹ'].includes(sign)) return false;
  return at > 0 && !isLatin(text[at - 1] ?? '');
}

const PROVINCES = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;
const AREA_CODE = /^0(10|2[0-57-9]|3[1-9]\d|4[1-8]\d|5[1-9]\d|6[369]\d|7\d\d|8[1-9]\d|9\d\d)/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isMonthAndDay = (month: number, day: number): boolean => day >= 1 && day <= (DAYS[month - 1] ?? 0);
/** 20190412 and the like. */
export const isDate = (digits: string): boolean =>
  /^(18|19|20)\d{6}$/.test(digits) && isMonthAndDay(Number(digits.slice(4, 6)), Number(digits.slice(6)));

/** 居民身份证: area, date of birth and, at 18 digits, the check sign of GB 11643. */
export function isIdentity(digits: string): boolean {
  if (!PROVINCES.test(digits)) return false;
  if (digits.length === 15) return /^\d{15}$/.test(digits) && isDate(`19${digits.slice(6, 12)}`);
  if (!/^\d{17}[\dX]$/.test(digits) || !isDate(digits.slice(6, 14))) return false;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return '10X98765432'[sum % 11] === digits[17];
}
/** 手机号, with or without the country's code or a 0 before it. */
export const isMobile = (digits: string): boolean => /^(0086|86|0)?1[3-9]\d{9}$/.test(digits);
/** 座机: an area code of the mainland, then 7 or 8 digits that begin as local numbers do. */
export function areaCodeOf(digits: string): string | undefined {
  const area = AREA_CODE.exec(digits)?.[0];
  if (area === undefined) return undefined;
  const local = digits.slice(area.length);
  return /^[2-9]\d{6,7}$/.test(local) && (area.length === 4 || local.length === 8) ? area : undefined;
}
/** 银行卡: UnionPay, Visa or Mastercard by its first digits and the Luhn sum. */
export function isBankCard(digits: string): boolean {
  if (!/^(62\d{14,17}|4\d{15}|5[1-5]\d{14})$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

/** What a whole row of digits could be, by its digits alone. */
export function kindOf(digits: string): FlagKind | undefined {
  switch (digits.length) {
    case 18:
      return isIdentity(digits) ? 'identity' : isBankCard(digits) ? 'bankCard' : undefined;
    case 15:
      return isIdentity(digits) ? 'identity' : isMobile(digits) ? 'mobile' : undefined;
    case 16:
    case 17:
    case 19:
      return isBankCard(digits) ? 'bankCard' : undefined;
    case 10:
    case 11:
    case 12:
    case 13:
      return isMobile(digits) ? 'mobile' : areaCodeOf(digits) !== undefined ? 'landline' : undefined;
    default:
      return undefined;
  }
}
