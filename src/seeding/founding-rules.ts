import { Unfit, unfit } from '../config/unfit.ts';
import { accountFault, isClean } from '../features/people/account-rules.ts';

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
  readonly phone: string | null;
  /** The three administrators; then, if asked for, the first of the office. */
  readonly founders: readonly Founder[];
}
export interface Founder {
  readonly name: string;
  readonly account: string;
  readonly duties: readonly string[];
  /** What they are called on the screen. */
  readonly title: string;
}
const places = ['committee', 'short', 'level', 'term', 'from', 'sectors', 'office', 'phone'] as const;
const founders = {
  system: { title: '系统管理员', duties: ['systemAdmin'] },
  security: { title: '安全管理员', duties: ['securityAdmin'] },
  audit: { title: '审计管理员', duties: ['auditAdmin'] },
  // No operator: that duty, like every later one, is asked for and approved.
  staff: { title: '议题编辑、审核、委员联络', duties: ['editor', 'moderator', 'liaison'] },
} as const;
export type FounderKey = keyof typeof founders;
export type Key = (typeof places)[number] | `${FounderKey}-${'name' | 'account'}`;
export type Given = Readonly<Partial<Record<Key, string>>>;

export interface Question {
  readonly key: Key;
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
  { key: 'system-name', zh: '系统管理员的姓名（建账号、申请授权；三员必须是三个人，不兼其他职责）' },
  { key: 'system-account', zh: '系统管理员的登录账号，小写字母开头，4 到 32 位' },
  { key: 'security-name', zh: '安全管理员的姓名（审批和撤销授权）' },
  { key: 'security-account', zh: '安全管理员的登录账号' },
  { key: 'audit-name', zh: '审计管理员的姓名（查阅和导出审计记录）' },
  { key: 'audit-account', zh: '审计管理员的登录账号' },
  { key: 'staff-name', zh: '第一个工作人员的姓名（议题编辑、审核、委员联络），可不填', preset: () => '' },
  { key: 'staff-account', zh: '这个工作人员的登录账号，可不填', preset: () => '' },
];

const LEVELS = ['national', 'province', 'city', 'county'] as const;
const wrong = (zh: string, en: string) => unfit(`${zh}。`, `${en}.`);

/** Refuses what is weak or cannot be, in words; `year` is the current one. */
export function orderOf(given: Given, year: number): Order {
  const said = (key: Key): string => (given[key] ?? '').trim();
  const level = LEVELS.find((one) => one === said('level'));
  const term = Number(said('term'));
  const from = Number(said('from'));
  const sectors = (['34', '28'] as const).find((one) => one === said('sectors'));
  if (!isClean(said('committee'), 4, 40))
    throw wrong('委员会全称要 4 到 40 个字，不能有看不见的字符', 'The committee’s name takes 4 to 40 visible characters');
  if (!isClean(said('short'), 2, 20)) throw wrong('简称要 2 到 20 个字', 'The short name takes 2 to 20 visible characters');
  if (!level) throw wrong('层级只能是 national、province、city 或 county', 'The level is national, province, city or county');
  if (!/^\d{1,2}$/.test(said('term')) || term < 1) throw wrong('届数请填 1 到 99 的数字', 'The term is a number from 1 to 99');
  if (!/^\d{4}$/.test(said('from')) || from > year || from < year - 4)
    throw wrong(`一届五年，本届开始的年份请填 ${year - 4} 到 ${year}`, `A term takes five years: it began between ${year - 4} and ${year}`);
  if (!sectors) throw wrong('界别名单只有 34 和 28 两种', 'There are two lists of sectors: 34 and 28');
  if (!isClean(said('office'), 2, 20)) throw wrong('办公机构名称要 2 到 20 个字', 'The office’s name takes 2 to 20 visible characters');
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
    phone,
    founders: foundersOf(said),
  };
}

/** What stands for the questions that are still to be asked. */
const whole: Given = {
  ...{ committee: '某某市委员会', short: '某市', level: 'city', term: '1', sectors: '28', office: '办公室', phone: '' },
  ...{ 'system-name': '甲某某某某', 'system-account': 'still-asked-1', 'security-name': '乙某某某某', 'security-account': 'still-asked-2' },
  ...{ 'audit-name': '丙某某某某', 'audit-account': 'still-asked-3', 'staff-name': '', 'staff-account': '' },
};
/** What is wrong with the answers so far, in both languages: who types sixteen of them is told at the one that does not fit. */
export function faultSoFar(given: Given, year: number): string | null {
  const staff = given['staff-name'] ? { 'staff-account': 'still-asked-4' } : {};
  try {
    orderOf({ ...whole, from: String(year), ...staff, ...given }, year);
    return null;
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    return error.sentences.map(({ zh, en }) => `${zh}\n${en}`).join('\n');
  }
}

/** Three people with three accounts, and the first of the office where one is named. */
function foundersOf(said: (key: Key) => string): Founder[] {
  const all = (Object.keys(founders) as FounderKey[])
    .map((key) => ({ ...founders[key], name: said(`${key}-name`), account: said(`${key}-account`), key }))
    .filter(({ key, name, account }) => key !== 'staff' || name !== '' || account !== '');
  for (const { name, account, title } of all) refuseFounder(name, account, title);
  if (new Set(all.map(({ account }) => account)).size < all.length)
    throw wrong('每个人的账号要不同', 'Each person has an account of their own');
  if (new Set(all.map(({ name }) => name)).size < all.length)
    throw wrong(
      '系统管理员、安全管理员、审计管理员要由三个人担任，也不能兼其他职责',
      'System, security and audit administrator are three people, without any other duty',
    );
  return all.map(({ key: _, ...founder }) => founder);
}
/** The account of one person, as bin/setup takes it. */
export function refuseFounder(name: string, account: string, title: string): void {
  if (!isClean(name, 2, 30)) throw wrong(`${title}的姓名要 2 到 30 个字`, 'A person’s name takes 2 to 30 visible characters');
  const fault = accountFault(account);
  if (fault === 'form')
    throw wrong(
      `${title}的账号要小写字母开头，4 到 32 位，只用小写字母、数字、点、横线`,
      'An account begins with a small letter: 4 to 32 of a–z, 0–9, dot, dash, underscore',
    );
  if (fault === 'guessed') throw wrong(`${title}的账号谁都会先猜到，请换一个`, 'Everybody would guess this account first: take another');
}
/** Posts that bin/setup fills again where nobody holds them any more. */
export const postOf = (word: string | undefined): (typeof founders)['system' | 'security' | 'audit'] | undefined =>
  [founders.system, founders.security, founders.audit].find(({ duties: [duty] }) => duty === word);
