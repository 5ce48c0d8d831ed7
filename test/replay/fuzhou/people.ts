import type { Chance } from './chance.ts';

export type Kind = 'member' | 'netizen' | 'visitor';
export interface Person {
  readonly key: string;
  readonly kind: Kind;
  readonly name: string;
  /** Members: which of the committee's sectors. */
  readonly sector: number | null;
  /** Netizens: what their codes go to. */
  readonly phone: string | null;
}

/** 28 sectors as a city has them; the last one's members read and like, and write nothing. */
export const SECTORS = [
  ...['中共', '民革', '民盟', '民建', '民进', '农工党', '致公党', '九三学社', '台盟', '无党派', '共青团和青联', '总工会', '妇联', '工商联'],
  ...['科协', '台联', '侨联', '文化艺术界', '科学技术界', '社会科学界', '经济界', '农业界', '教育界', '体育界', '新闻出版界', '医药卫生界'],
  ...['社会福利和社会保障界', '特邀人士'],
] as const;
export const WRITING_SECTORS = SECTORS.length - 1;

const SURNAMES = [...'林陈黄郑王张李吴刘蔡杨许叶郭邱卢苏曾周何谢赖池禤㛃佴欧阳'];
const GIVEN = [...'安宁清明志远书岚思源沐川若谷启航承泽晓棠嘉禾允中景行子衿云舒知夏䶮谰赟'];
const PLACES = [
  '于山',
  '乌塔',
  '西湖',
  '闽江',
  '鼓岭',
  '三坊',
  '七巷',
  '台江',
  '仓前',
  '马尾',
  '长乐',
  '连江',
  '闽侯',
  '永泰',
  '罗源',
  '东街',
];
const CALLED = [
  '茶客',
  '街坊',
  '骑手',
  '爸爸',
  '妈妈',
  '学子',
  '邻居',
  '老师',
  '护士',
  '船工',
  '木匠',
  '渔家',
  '书虫',
  '跑友',
  '花农',
  '摊主',
];

export function membersOf(count: number, chance: Chance): Person[] {
  return Array.from({ length: count }, (_, n) => ({
    key: `m${n}`,
    kind: 'member',
    name: `${chance.pick(SURNAMES)}${chance.pick(GIVEN)}${chance.pick(GIVEN)}`,
    sector: n % SECTORS.length,
    phone: null,
  }));
}
/** Names that never look alike: a place and a calling each, then a rank among those of the same. */
export function netizensOf(count: number): Person[] {
  return Array.from({ length: count }, (_, n) => {
    const lap = Math.floor(n / (PLACES.length * CALLED.length));
    const name = `${PLACES[n % PLACES.length]}${CALLED[Math.floor(n / PLACES.length) % CALLED.length]}${lap > 0 ? '甲乙丙丁戊'[lap - 1] : ''}`;
    return { key: `n${n}`, kind: 'netizen', name, sector: null, phone: String(13_900_000_000 + n) };
  });
}
export const visitorsOf = (count: number): Person[] =>
  Array.from({ length: count }, (_, n) => ({ key: `v${n}`, kind: 'visitor', name: `访客${n}`, sector: null, phone: null }));
