import { unfit } from '../kit/unfit.ts';

/** What bin/setup is told, checked. */
export interface Order {
  readonly committee: string;
  readonly short: string;
  readonly level: 'national' | 'province' | 'city' | 'county';
  readonly term: number;
  /** The year in which the term began. */
  readonly from: number;
  readonly sectors: '34' | '28';
  readonly office: string;
  readonly name: string;
  readonly account: string;
  readonly phone: string | null;
}
export type Given = Readonly<Partial<Record<keyof Order, string>>>;

export interface Question {
  readonly key: keyof Order;
  readonly zh: string;
  /** What is taken when nothing is said; undefined must be answered. */
  readonly preset?: (given: Given, year: number) => string;
}
/** What bin/setup asks, in this order. */
export const questions: readonly Question[] = [
  { key: 'committee', zh: '委员会全称，例如 中国人民政治协商会议某某市委员会' },
  { key: 'short', zh: '简称，例如 某某市政协' },
  { key: 'level', zh: '层级：national 全国，province 省，city 市，county 县', preset: () => 'city' },
  { key: 'term', zh: '现在是第几届（数字）' },
  { key: 'from', zh: '本届从哪一年开始', preset: (_, year) => String(year) },
  { key: 'sectors', zh: '界别从哪个名单开始：34 或 28', preset: ({ level }) => (level === 'city' || level === 'county' ? '28' : '34') },
  { key: 'office', zh: '办公机构名称', preset: ({ level }) => (level === 'city' || level === 'county' ? '办公室' : '办公厅') },
  { key: 'phone', zh: '对外电话，可不填', preset: () => '' },
  { key: 'name', zh: '第一个工作人员的姓名' },
  { key: 'account', zh: '这个人的登录账号，小写字母开头，4 到 32 位' },
];

const LEVELS = ['national', 'province', 'city', 'county'] as const;
// What anybody would try first.
const GUESSED = [
  'admin',
  'administrator',
  'root',
  'test',
  'tester',
  'demo',
  'user',
  'guest',
  'heyi',
  'operator',
  'manager',
  'system',
  'zhengxie',
];
const clean = (text: string, least: number, most: number): boolean =>
  [...text].length >= least && [...text].length <= most && !/[\p{Cc}\p{Cf}\p{Co}\p{Cn}<>]/u.test(text) && text.trim() === text;
const wrong = (zh: string, en: string) => unfit(`${zh}。`, `${en}.`);

/** Refuses what is weak or cannot be, in words; `year` is the current one. */
export function orderOf(given: Given, year: number): Order {
  const said = (key: keyof Order): string => (given[key] ?? '').trim();
  const level = LEVELS.find((one) => one === said('level'));
  const term = Number(said('term'));
  const from = Number(said('from'));
  const sectors = (['34', '28'] as const).find((one) => one === said('sectors'));
  if (!clean(said('committee'), 4, 40))
    throw wrong('委员会全称要 4 到 40 个字，不能有看不见的字符', 'The committee’s name takes 4 to 40 visible characters');
  if (!clean(said('short'), 2, 20)) throw wrong('简称要 2 到 20 个字', 'The short name takes 2 to 20 visible characters');
  if (!level) throw wrong('层级只能是 national、province、city 或 county', 'The level is national, province, city or county');
  if (!/^\d{1,2}$/.test(said('term')) || term < 1) throw wrong('届数请填 1 到 99 的数字', 'The term is a number from 1 to 99');
  if (!/^\d{4}$/.test(said('from')) || from > year || from < year - 4)
    throw wrong(`一届五年，本届开始的年份请填 ${year - 4} 到 ${year}`, `A term takes five years: it began between ${year - 4} and ${year}`);
  if (!sectors) throw wrong('界别名单只有 34 和 28 两种', 'There are two lists of sectors: 34 and 28');
  if (!clean(said('office'), 2, 20)) throw wrong('办公机构名称要 2 到 20 个字', 'The office’s name takes 2 to 20 visible characters');
  if (!clean(said('name'), 2, 30)) throw wrong('姓名要 2 到 30 个字', 'The person’s name takes 2 to 30 visible characters');
  if (!/^[a-z][a-z0-9._-]{3,31}$/.test(said('account')))
    throw wrong(
      '账号要小写字母开头，4 到 32 位，只用小写字母、数字、点、横线',
      'The account begins with a small letter: 4 to 32 of a–z, 0–9, dot, dash, underscore',
    );
  if (GUESSED.includes(said('account').replace(/[\d._-]+$/, '')))
    throw wrong('这个账号谁都会先猜到，请换一个', 'Everybody would guess this account first: take another');
  if (said('phone') !== '' && !/^[\d +()-]{5,30}$/.test(said('phone')))
    throw wrong('电话只能有数字、空格和横线', 'The phone takes digits, spaces and dashes');
  const phone = said('phone') === '' ? null : said('phone');
  return {
    committee: said('committee'),
    short: said('short'),
    level,
    term,
    from,
    sectors,
    office: said('office'),
    name: said('name'),
    account: said('account'),
    phone,
  };
}
