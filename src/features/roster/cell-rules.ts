import { identityNumberFits, nameFault, normalIdentityNumber, normalName } from '../people/name-rules.ts';
import type { Field } from './fields-rules.ts';

/** What is wrong with a row: at which field, which fault, and what the sentence needs. */
export interface Problem {
  readonly field: string;
  readonly fault: Fault;
  readonly said?: string;
}
export const faults = [
  'missing',
  'too-long',
  'cell-error',
  'name-characters',
  'name-words',
  'phone-form',
  'phone-twice',
  'phone-of-another',
  'identity-form',
  'identity-checksum',
  'identity-date',
  'identity-under-age',
  'identity-digits-lost',
  'identity-twice',
  'identity-of-another',
  'identity-differs',
  'gender-against-identity',
  'born-against-identity',
  'number-twice',
  'number-of-another',
  'choice-unknown',
  'known-unknown',
  'known-twice',
  'date-form',
  'date-impossible',
  'date-outside-term',
  'flag-unknown',
  'row-twice',
  'classified',
  'name-ambiguous',
  'name-differs',
  'seated-with-another-number',
  'seat-ended',
  'from-differs',
  'phone-differs',
  'party-elsewhere',
  'party-other',
  'nobody-found',
] as const;
export type Fault = (typeof faults)[number];

export type Cell = { readonly value: string | null } | { readonly fault: Fault; readonly said?: string };

/** A cell as people fill it: full-width as half-width, spaces around gone; dashes and slashes alone say nothing. */
export function plainCell(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2028-\u202f\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return /^[-—–/\\·.。、]*$/.test(plain) ? '' : plain;
}
const isCellError = (text: string) => /^#(REF|N\/A|VALUE|DIV\/0|NAME|NUM|NULL|FORMULA|SPILL|CALC)[!?]?$/i.test(text);
/** 无: what stands there goes; an empty cell leaves it alone. */
export const NONE = '无';

/** Reads one cell by its field; null when it says nothing. Which words are known is looked at elsewhere. */
export function readCell(field: Field, text: string, today: string): Cell {
  const plain = plainCell(text);
  if (plain === '') return field.must ? { fault: 'missing' } : { value: null };
  if (isCellError(plain)) return { fault: 'cell-error', said: plain };
  const cell = readers[field.reading](plain, today);
  return 'value' in cell && (cell.value ?? '').length > field.most ? { fault: 'too-long', said: String(field.most) } : cell;
}

const asText = (text: string): Cell => ({ value: text });
const readers: Readonly<Record<Field['reading'], (text: string, today: string) => Cell>> = {
  text: asText,
  choice: asText,
  known: asText,
  list: asText,
  name: readName,
  phone: readPhone,
  identityNumber: readIdentityNumber,
  date: readDate,
  flag: readFlag,
};

// 张三主席, 市教育局: what stands in a name's place and is none. Surnames among these words (主, 局) do not exist.
const OFFICE_WORDS = /(政协|委员会|教育局|办公室|主席|秘书长|主任|局长|书记|委员|同志|先生|女士|待定|空缺|暂缺|合计|小计|总计)/;
function readName(text: string): Cell {
  const name = normalName(text.replace(/[(（](女|男|回族|满族|[^)）]{1,4}族)[)）]$/, ''));
  if (/[\d０-９]/.test(name) || OFFICE_WORDS.test(name)) return { fault: 'name-words' };
  return nameFault(name) ? { fault: 'name-characters' } : { value: name };
}

function readPhone(text: string): Cell {
  const digits = text.replace(/[\s\-—–·.()]/g, '').replace(/^(\+|00)?86(?=1\d{10}$)/, '');
  return /^1[3-9]\d{9}$/.test(digits) ? { value: digits } : { fault: 'phone-form' };
}

const MIN_AGE = 14;
function readIdentityNumber(text: string, today: string): Cell {
  // As a number it holds 15 digits; the spreadsheet made the rest up.
  if (/e\+?\d+$/i.test(text) || (/^\d{15}000$/.test(text) && !identityNumberFits(text))) return { fault: 'identity-digits-lost' };
  const number = normalIdentityNumber(text);
  if (!/^\d{17}[\dX]$/.test(number)) return identityNumberFits(number) ? { value: number } : { fault: 'identity-form' };
  const born = bornOf(number);
  if (!isDay(born) || born > today) return { fault: 'identity-date' };
  if (!identityNumberFits(number)) return { fault: 'identity-checksum' };
  return yearsBetween(born, today) < MIN_AGE ? { fault: 'identity-under-age' } : { value: number };
}
/** 2008-01-31 out of 18 characters; empty for permits, which do not say it. */
export const bornOf = (number: string): string =>
  /^\d{17}[\dX]$/.test(number) ? `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}` : '';
export const genderOf = (number: string): string => (number.length === 18 ? (Number(number[16]) % 2 === 1 ? 'male' : 'female') : '');

function yearsBetween(born: string, today: string): number {
  const whole = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) < born.slice(5) ? whole - 1 : whole;
}
export function isDay(day: string): boolean {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || date < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return date <= ([31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0);
}

/** 2023-01-15, 2023/1/15, 2023.1.15, 2023年1月15日, 20230115, 44941; a month alone is its first day. */
function readDate(text: string): Cell {
  const serial = /^\d{5}$/.test(text) ? Number(text) : 0;
  if (serial >= 10_000 && serial <= 80_000) return { value: serialDay(serial) };
  const found =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*(?:[-/.月]\s*(\d{1,2})\s*日?|月?)(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/.exec(text) ??
    /^(\d{4})(\d{2})$/.exec(text);
  if (!found) return { fault: 'date-form' };
  const [year = '', month = '', date = '1'] = found.slice(1).map((part) => part ?? '1');
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? { value: day } : { fault: 'date-impossible', said: text };
}
function serialDay(serial: number): string {
  return new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);
}

const YES = ['是', '常委', '常务委员', '√', '✓', '✔', '1', 'y', 'yes', 'true', '有'];
const NO = ['否', '不是', '非', '委员', '0', 'n', 'no', 'false', '×', NONE];
function readFlag(text: string): Cell {
  const word = text.toLowerCase();
  if (YES.includes(word)) return { value: 'true' };
  return NO.includes(word) ? { value: 'false' } : { fault: 'flag-unknown', said: text };
}

export interface Choice {
  readonly code: string;
  readonly words: readonly string[];
}
export const GENDERS: readonly Choice[] = [
  { code: 'male', words: ['男', '男性', 'male', 'm'] },
  { code: 'female', words: ['女', '女性', 'female', 'f'] },
];
export const SYSTEMS: readonly Choice[] = [
  { code: 'party', words: ['党群', '党委', '党群系统', '党委系统', '市委', '群团'] },
  { code: 'government', words: ['政府', '政府系统', '市政府'] },
  { code: 'congress', words: ['人大', '人大系统'] },
  { code: 'cppcc', words: ['政协', '政协系统'] },
  { code: 'court', words: ['法院', '法院系统'] },
  { code: 'procuratorate', words: ['检察院', '检察院系统'] },
  { code: 'other', words: ['其他', '其它', '其他单位'] },
];
/** The code of a word, or none. */
export const codeOf = (choices: readonly Choice[], word: string): string | undefined => {
  const key = word.replace(/\s/g, '').toLowerCase();
  return choices.find(({ words }) => words.includes(key))?.code;
};

/** A name of something known, as it is compared: 教育 and 教育界, 民革 and 民革界 are one. */
export const knownKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s\p{P}]/gu, '')
    .replace(/界别?$/, '');

/** The name most like a word, if it is like it at all: shared characters against all. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const own = new Set(knownKey(word));
  const scored = names.map((name) => {
    const other = new Set(knownKey(name));
    const shared = [...own].filter((one) => other.has(one)).length;
    return { name, score: shared / (own.size + other.size - shared || 1) };
  });
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { name: '', score: 0 });
  return best.score >= 0.25 ? best.name : undefined;
}
