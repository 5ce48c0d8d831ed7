import { expect, test } from 'vitest';
import { Unfit } from '../kit/unfit.ts';
import { type Given, orderOf, questions } from './founding-rules.ts';

const good: Given = {
  committee: '中国人民政治协商会议清渚市委员会',
  short: '清渚市政协',
  level: 'city',
  term: '14',
  from: '2024',
  sectors: '28',
  office: '办公室',
  phone: '',
  name: '方舒',
  account: 'fangshu',
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
  expect(orderOf(good, 2026)).toMatchObject({ term: 14, from: 2024, sectors: '28', phone: null, account: 'fangshu' });
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
  [{ name: '方' }, '姓名'],
  [{ account: 'abc' }, '账号'],
  [{ account: 'Fangshu' }, '账号'],
  [{ account: '方舒方舒' }, '账号'],
  [{ account: 'admin' }, '先猜到'],
  [{ account: 'admin_01' }, '先猜到'],
  [{ phone: '找小李' }, '电话'],
];
test.each(weak)('%j is refused in words', (change, words) => expect(refused(change)).toContain(words));
test('what has a usual answer may be left out', () => {
  const open = questions.filter(({ preset }) => !preset).map(({ key }) => key);
  expect(open).toEqual(['committee', 'short', 'term', 'name', 'account']);
  const usual = (given: Given) => Object.fromEntries(questions.flatMap(({ key, preset }) => (preset ? [[key, preset(given, 2026)]] : [])));
  expect(usual({ level: 'city' })).toEqual({ level: 'city', from: '2026', sectors: '28', office: '办公室', phone: '' });
  expect(usual({ level: 'province' })).toMatchObject({ sectors: '34', office: '办公厅' });
});
