import { identityNumber } from '../../workbooks.ts';

/** A made-up committee's own list, the same each time: 400 members, 30 of whom sit at the province too, 60 in a party. */
export const SUB_COMMITTEES = [
  '提案委员会',
  '经济和资源环境委员会',
  '教科卫体委员会',
  '社会和法制委员会',
  '文化文史和学习委员会',
  '联谊委员会',
];
export const GROUPS = ['第一活动组', '第二活动组', '第三活动组', '第四活动组', '鼓楼街道活动组', '台江街道活动组'];
export const PARTY_ORGS = ['九三学社榕城市委员会', '九三学社鼓楼支社', '九三学社台江支社'];
export const HANDOVERS = [
  { name: '中共榕城市委督查室', shortName: '市委督查室', system: 'party' },
  { name: '榕城市人民政府督查室', shortName: '市政府督查室', system: 'government' },
] as const;
export const HEADS = [
  '序号',
  '姓 名',
  '性别',
  '委员证编号',
  '所属界别',
  '专委会',
  '政协职务',
  '是否常委',
  '活动组',
  '政治面貌',
  '工作单位及职务',
  '民族',
  '出生年月日',
  '联系电话',
  '身份证号码',
];
/** Columns of HEADS by what they hold. */
export const AT = {
  name: 1,
  gender: 2,
  number: 3,
  sector: 4,
  subCommittee: 5,
  office: 6,
  groups: 8,
  party: 9,
  post: 10,
  bornOn: 12,
  phone: 13,
  identityNumber: 14,
} as const;
export type Row = readonly string[];

export interface Member {
  readonly name: string;
  readonly phone: string;
  readonly identityNumber: string;
  readonly sector: string;
  readonly row: Row;
}
const SURNAMES = [...'林陈黄郑王张李吴刘蔡杨许叶郭邱卢苏曾周何谢赖池禤㛃佴昝冼翟仇区乐单'];
const GIVEN = [...'知远若水映棠其安思齐景行嘉树庭芳令仪维桢克勤允中怀瑾握瑜承志守约明德'];
const pick = (all: readonly string[], n: number): string => all[n % all.length] ?? '';

export function membersOf(count: number, sectors: readonly string[]): Member[] {
  return Array.from({ length: count }, (_, n) => {
    // Two pairs of one name: their numbers tell them apart.
    const m = n === count - 1 ? 0 : n === count - 2 ? 1 : n;
    const name = `${pick(SURNAMES, m)}${pick(GIVEN, m * 3 + Math.floor(m / SURNAMES.length))}${m % 3 === 0 ? '' : pick(GIVEN, m * 7 + 5)}`;
    const born = `19${58 + (n % 35)}0${1 + (n % 9)}1${n % 10}`;
    const number = identityNumber(n, born);
    const sector = pick(sectors, n);
    const phone = `138${String(10_000_000 + n * 37)}`;
    const gender = Number(number[16]) % 2 === 1 ? '男' : '女';
    const office = n === 0 ? '主席' : n < 6 ? '副主席' : n === 6 ? '秘书长' : '';
    const groups = n % 5 === 0 ? `${pick(GROUPS, n)}（组长）、${pick(GROUPS, n + 1)}` : pick(GROUPS, n);
    const party = n % 4 === 0 ? '中共党员' : n >= 40 && n < 100 ? '九三学社社员' : '群众';
    // 张　三: offices pad two characters to the width of three.
    const shown = [...name].length === 2 ? [...name].join('　') : name;
    const row = [
      ...[
        String(n + 1),
        shown,
        gender,
        `RC${String(n + 1).padStart(4, '0')}`,
        sector,
        `${pick(SUB_COMMITTEES, n)}${n % 10 === 0 ? '副主任' : ''}`,
      ],
      ...[office, n < 80 ? '是' : '否', groups, party, `榕城市第${n % 60}单位负责人`, '汉族'],
      ...[`${born.slice(0, 4)}.${Number(born.slice(4, 6))}.${Number(born.slice(6))}`, phone, number],
    ];
    return { name, phone, identityNumber: number, sector, row };
  });
}
/** The province's list: 30 of the city's members under other numbers, and 20 of its own. */
export function provinceRows(members: readonly Member[], sectors: readonly string[]): string[][] {
  const shared = members.slice(100, 130).map(({ name, phone, identityNumber: id }, n) => [name, pick(sectors, n), `SQ${n}`, phone, id]);
  const own = Array.from({ length: 20 }, (_, n) => {
    const name = `${pick(SURNAMES, n + 11)}${pick(GIVEN, n * 5 + 2)}省`;
    return [name, pick(sectors, n), `SQ${n + 30}`, `139${String(20_000_000 + n)}`, identityNumber(n + 500, '19700809')];
  });
  return [['姓名', '界别', '证号', '手机', '身份证'], ...shared, ...own];
}
/** 60 of them in a party, as the party's own list says it. */
export const partyRows = (members: readonly Member[]): string[][] => [
  ['姓名', '所在组织', '社内职务', '入社时间', '手机号'],
  ...members
    .slice(40, 100)
    .map(({ name, phone }, n) => [name, pick(PARTY_ORGS, n), n === 0 ? '主委' : '', `${1990 + (n % 30)}年${1 + (n % 12)}月`, phone]),
];
export const unitRows = (): string[][] => [
  ['承办单位', '系统', '督查室', '联系人', '联系电话'],
  ...['教育局', '卫生健康委员会', '民政局', '财政局', '住房和城乡建设局', '交通运输局', '生态环境局', '文化和旅游局', '体育局'].map(
    (name, n) => [`榕城市${name}`, '政府', '市政府督查室', `${pick(SURNAMES, n)}联络`, `137${String(10_000_000 + n)}`],
  ),
  ['中共榕城市委宣传部', '党群', '市委督查室', '', ''],
  ['榕城市中级人民法院', '法院', '', '', ''],
  ['榕城市人民检察院', '检察院', '', '', ''],
];

export interface Wrong {
  /** Which row of the file, as the spreadsheet counts it, and what is said of it. */
  readonly number: number;
  readonly field: string;
  readonly fault: string;
}
/** The same list with what goes wrong in offices: 18 kinds, on 21 rows. */
export function spoiled(members: readonly Member[]): { rows: Row[]; wrong: Wrong[] } {
  const rows = members.map(({ row }) => [...row]);
  const wrong: Wrong[] = [];
  const spoil = (at: number, column: number, text: string, field: string, fault: string) => {
    const row = rows[at];
    if (!row) throw new Error(`no row ${at}`);
    row[column] = text;
    wrong.push({ number: at + 2, field, fault });
  };
  const other = (number: string) => `${number.slice(0, 17)}${number.endsWith('X') ? '1' : 'X'}`;
  spoil(10, AT.name, '', 'name', 'missing');
  spoil(20, AT.name, '市教育局3', 'name', 'name-words');
  spoil(30, AT.phone, '1381234', 'phone', 'phone-form');
  spoil(31, AT.phone, '13899998888', 'phone', 'phone-twice');
  spoil(32, AT.phone, '13899998888', 'phone', 'phone-twice');
  spoil(40, AT.identityNumber, other(members[40]?.identityNumber ?? ''), 'identityNumber', 'identity-checksum');
  spoil(50, AT.identityNumber, identityNumber(50, '20200101'), 'identityNumber', 'identity-under-age');
  spoil(60, AT.identityNumber, identityNumber(60, '19990230'), 'identityNumber', 'identity-date');
  spoil(70, AT.identityNumber, '3.50102E+17', 'identityNumber', 'identity-digits-lost');
  spoil(80, AT.identityNumber, '3501021965', 'identityNumber', 'identity-form');
  spoil(90, AT.sector, '教育届', 'sector', 'known-unknown');
  spoil(100, AT.sector, '', 'sector', 'missing');
  spoil(110, AT.subCommittee, '文史委', 'subCommittee', 'known-unknown');
  spoil(120, AT.number, 'RC9999', 'number', 'number-twice');
  spoil(121, AT.number, 'RC9999', 'number', 'number-twice');
  spoil(130, AT.gender, '未知', 'gender', 'choice-unknown');
  spoil(140, AT.party, '天地会', 'party', 'choice-unknown');
  spoil(150, AT.groups, '第九活动组', 'groups', 'known-unknown');
  spoil(160, AT.bornOn, '1970年13月40日', 'bornOn', 'date-impossible');
  spoil(170, AT.bornOn, '去年', 'bornOn', 'date-form');
  rows.push([...(members[5]?.row ?? [])]);
  wrong.push({ number: rows.length + 1, field: 'name', fault: 'row-twice' });
  return { rows, wrong };
}
/** Wrong only because of who sits already: each in a file of its own. */
export function contradicting(members: readonly Member[]): { row: Row; fault: string }[] {
  const said = (of: number, more: Readonly<Record<number, string>>) => (members[of]?.row ?? []).map((cell, at) => more[at] ?? cell);
  const fresh = identityNumber(777, '19800101');
  const stranger = {
    [AT.name]: '全新',
    [AT.gender]: Number(fresh[16]) % 2 === 1 ? '男' : '女',
    [AT.bornOn]: '',
    [AT.identityNumber]: fresh,
  };
  return [
    { row: said(7, { ...stranger, [AT.number]: 'RC7777' }), fault: 'phone-of-another' },
    { row: said(8, { ...stranger, [AT.phone]: '' }), fault: 'number-of-another' },
    { row: said(9, { [AT.number]: 'RC8888' }), fault: 'seated-with-another-number' },
    { row: said(11, { [AT.identityNumber]: '', [AT.bornOn]: '', [AT.number]: '', [AT.phone]: '13877776666' }), fault: 'name-ambiguous' },
    { row: said(12, { [AT.phone]: '13877775555' }), fault: 'phone-differs' },
  ];
}
