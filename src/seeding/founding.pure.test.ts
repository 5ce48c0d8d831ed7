import { expect, test } from 'vitest';
import { Unfit } from '../config/unfit.ts';
import { faultSoFar, type Given, type Key, orderOf, questions } from './founding-rules.ts';

const good: Given = {
  committee: '中国人民政治协商会议清渚市委员会',
  short: '清渚市政协',
  level: 'city',
  term: '14',
  from: '2024',
  sectors: '28',
  office: '办公室',
  phone: '',
  'system-name': '唐守正',
  'system-account': 'tangsz',
  'security-name': '严谨言',
  'security-account': 'yanjy',
  'audit-name': '史鉴秋',
  'audit-account': 'shijq',
};
const refused = (change: Given): string => {
  try {
    orderOf({ ...good, ...change }, 2026);
    return 'accepted';
  } catch (error) {
    return error instanceof Unfit ? (error.sentences[0]?.zh ?? '') : String(error);
  }
};
test('what is whole is taken', () => {
  expect(orderOf(good, 2026)).toMatchObject({ term: 14, from: 2024, sectors: '28', phone: null });
  expect(orderOf(good, 2026).founders.map(({ name, duties }) => [name, ...duties])).toEqual([
    ['唐守正', 'systemAdmin'],
    ['严谨言', 'securityAdmin'],
    ['史鉴秋', 'auditAdmin'],
  ]);
  const office = { 'staff-name': '方舒', 'staff-account': 'fangshu' };
  expect(orderOf({ ...good, ...office }, 2026).founders[3]?.duties).toEqual(['editor', 'moderator', 'liaison']);
});
const weak: readonly [Given, string][] = [
  [{ committee: '' }, '全称'],
  [{ committee: '政协\u202e市清渚' }, '看不见的字符'],
  [{ committee: '<b>清渚市政协</b>' }, '全称'],
  [{ short: 'x'.repeat(21) }, '简称'],
  [{ level: 'village' }, '层级'],
  [{ term: '0' }, '届数'],
  [{ term: '十四' }, '届数'],
  [{ from: '2021' }, '2022 到 2026'],
  [{ from: '2027' }, '2022 到 2026'],
  [{ sectors: '30' }, '34 和 28'],
  [{ office: '' }, '办公机构'],
  [{ 'system-name': '方' }, '姓名'],
  [{ 'security-name': '' }, '姓名'],
  [{ 'system-account': 'abc' }, '账号'],
  [{ 'security-account': 'Fangshu' }, '账号'],
  [{ 'audit-account': '方舒方舒' }, '账号'],
  [{ 'system-account': 'admin' }, '先猜到'],
  [{ 'audit-account': 'admin_01' }, '先猜到'],
  [{ 'audit-account': 'yanjy' }, '账号要不同'],
  [{ 'audit-name': '严谨言' }, '三个人'],
  [{ 'staff-name': '严谨言', 'staff-account': 'another' }, '三个人'],
  [{ 'staff-name': '方舒' }, '账号'],
  [{ phone: '找小李' }, '电话'],
];
test.each(weak)('%j is refused in words', (change, words) => expect(refused(change)).toContain(words));
test('what has a usual answer may be left out', () => {
  const open = questions.filter(({ preset }) => !preset).map(({ key }) => key);
  expect(open).toEqual([
    'committee',
    'short',
    'term',
    ...['system', 'security', 'audit'].flatMap((who) => [`${who}-name`, `${who}-account`]),
  ]);
  const usual = (given: Given) => Object.fromEntries(questions.flatMap(({ key, preset }) => (preset ? [[key, preset(given, 2026)]] : [])));
  expect(usual({ level: 'city' })).toEqual({
    level: 'city',
    from: '2026',
    sectors: '28',
    office: '办公室',
    phone: '',
    'staff-name': '',
    'staff-account': '',
  });
  expect(usual({ level: 'province' })).toMatchObject({ sectors: '34', office: '办公厅' });
});

test('each answer is looked at when it is given, and only that one is asked again', () => {
  const answered: Partial<Record<Key, string>> = {};
  for (const { key } of questions) {
    answered[key] = good[key] ?? '';
    expect([key, faultSoFar(answered, 2026)]).toEqual([key, null]);
  }
  expect(faultSoFar({ committee: good.committee ?? '', short: good.short ?? '', level: 'city', term: '十四' }, 2026)).toContain('届数');
  expect(faultSoFar({ ...good, 'security-name': '唐守正' }, 2026)).toContain('三个人');
  expect(faultSoFar({ ...good, 'staff-name': '方舒' }, 2026)).toBeNull();
  expect(faultSoFar({ ...good, 'staff-name': '方舒', 'staff-account': '' }, 2026)).toContain('账号');
});
