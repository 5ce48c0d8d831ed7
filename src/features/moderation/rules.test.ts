import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { madeUpCases } from '../../../test/replay/messages/made-up.ts';
import { suspicions } from './rules.ts';

const found = (text: string) => suspicions(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);

describe('what looks like a number of a person is flagged', () => {
  test.each([
    ['我的电话是13800138000，请回', 'mobile 13800138000'],
    ['138 0013 8000', 'mobile 138 0013 8000'],
    ['+86-138-0013-8000', 'mobile 86-138-0013-8000'],
    ['１３８００１３８０００', 'mobile １３８００１３８０００'],
    ['一三八零零一三八零零零一定打', 'mobile 一三八零零一三八零零零'],
    ['幺三八，零零幺三，八零零零', 'mobile 幺三八，零零幺三，八零零零'],
    ['壹叁捌〇〇壹叁捌〇〇〇', 'mobile 壹叁捌〇〇壹叁捌〇〇〇'],
    ['1★3★8★0★0★1★3★8★0★0★0', 'mobile 1★3★8★0★0★1★3★8★0★0★0'],
    ['13\u200b800\u200b1380\u200b00', 'mobile 13\u200b800\u200b1380\u200b00'],
    ['①③⑧⓪⓪①③⑧⓪⓪⓪', 'mobile ①③⑧⓪⓪①③⑧⓪⓪⓪'],
    ['𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎', 'mobile 𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎'],
    ['١٣٨٠٠١٣٨٠٠٠', 'mobile ١٣٨٠٠١٣٨٠٠٠'],
    ['l38OOl38OOO', 'mobile l38OOl38OOO'],
    ['电话1，3，8，00，138，000', 'mobile 1，3，8，00，138，000'],
    ['0731-88888888', 'landline 0731-88888888'],
    ['（010）8888 8888', 'landline 010）8888 8888'],
    ['059187654321', 'landline 059187654321'],
    ['学校电话：8765 4321', 'landline 8765 4321'],
    ['11010519491231002X', 'identity 11010519491231002X'],
    ['１１０１０５ １９４９１２３１ ００２ｘ', 'identity １１０１０５ １９４９１２３１ ００２ｘ'],
    ['身份证11-0105-1949-1231-002X', 'identity 11-0105-1949-1231-002X'],
    ['110105491231002', 'identity 110105491231002'],
    ['卡号6222 0200 0000 0000 000', 'bankCard 6222 0200 0000 0000 000'],
  ])('%s', (text, flag) => {
    expect(found(text)).toEqual([flag]);
  });
  test('each of several, wherever it stands', () => {
    expect(found('找13800138000、13900139000或0731-88888888')).toEqual([
      'mobile 13800138000',
      'mobile 13900139000',
      'landline 0731-88888888',
    ]);
  });
  test('at least 95 of 100 made-up cases: spaced, full width, Chinese numerals, mixed and split', () => {
    const cases = madeUpCases(200, 2026);
    const missed = cases.filter(({ text, start, end }) => !suspicions(text).some((flag) => flag.start <= start + 1 && flag.end >= end - 1));
    expect(new Set(cases.map(({ style }) => style)).size).toBeGreaterThan(50);
    expect(1 - missed.length / cases.length, missed.map(({ text }) => text).join('\n')).toBeGreaterThanOrEqual(0.95);
  });
});

describe('what only looks so is not flagged', () => {
  test.each([
    '湘政办发〔2018〕13号文件第1380013页',
    '年收入13800138000元，亏损1.39亿',
    '共计：13800138000',
    '成交13800138000.50',
    '2019-05-18/2019-05-25，1998-10-12 123',
    '13:00-14:00、17:30-19:00、22:40-7:00',
    '价格860-1300元、1500-1700元、158、1280、1680元',
    '公交801、116、159路，19、812、501、213、139、602',
    '8、9栋201、202、401、402房，13栋1单元1301',
    '面积13.80平方米×13800138.00平方米',
    '拨打12345、12319、110，客服400-889-3333',
    '编号：13800138000，文号13900139000',
    '规范GB50096-2011和GB50118-2010',
    '身份证110105194912310021',
    '已打码：138****8000，11010519491231****',
    '电话20190412',
    '一三五七九、二四六八十',
    '10.0.0.1:8080 和 1380.0138.0001.3',
  ])('%s', (text) => {
    expect(found(text)).toEqual([]);
  });
  test('no amount, date, document or door, whatever its digits', () => {
    const digits = (least: number, most: number) => fc.integer({ min: 10 ** (least - 1), max: 10 ** most - 1 }).map(String);
    const date = fc.date({ min: new Date('1950-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((it) => it.toISOString());
    const harmless = fc.oneof(
      digits(1, 11).map((n) => `${n}元`),
      fc.tuple(digits(1, 9), digits(2, 2)).map(([n, m]) => `${n}.${m}元`),
      fc.tuple(digits(3, 4), digits(3, 4)).map(([n, m]) => `${n}-${m}元`),
      date.map((it) => it.slice(0, 10)),
      date.map((it) => it.slice(0, 10).replaceAll('-', '.')),
      date.map((it) => `${it.slice(0, 10).replaceAll('-', '/')} ${it.slice(11, 19)}`),
      date.map((it) => `${it.slice(0, 4)}年${it.slice(5, 7)}月${it.slice(8, 10)}日`),
      fc.tuple(digits(4, 4), digits(1, 5)).map(([year, n]) => `〔${year}〕${n}号`),
      fc.tuple(digits(1, 2), digits(1, 1), digits(3, 4)).map(([a, b, c]) => `${a}栋${b}单元${c}室`),
      fc.tuple(digits(1, 2), digits(1, 1), digits(3, 4)).map(([a, b, c]) => `${a}-${b}-${c}`),
    );
    fc.assert(
      fc.property(fc.array(harmless, { maxLength: 6 }), (them) => {
        const text = them.map((one) => `有${one}，`).join('');
        expect(suspicions(text)).toEqual([]);
      }),
    );
  });
  const file = '../shared/data/messages/messages.jsonl';
  test.skipIf(!existsSync(file))(
    `at most one in a hundred real messages, whose numbers are masked${existsSync(file) ? '' : ' (skipped: ../shared/data is missing)'}`,
    () => {
      const bodies = readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line): { body: string } => JSON.parse(line));
      const flagged = bodies.filter(({ body }) => suspicions(body).length > 0);
      expect(bodies.length).toBe(4326);
      expect(flagged.length / bodies.length).toBeLessThanOrEqual(0.01);
    },
  );
});

describe('for any text', () => {
  const text = fc.string({ unit: fc.constantFrom(...'0123456789１八零〇-— ，、.XxOl①年一二三电话元\n🀄'), maxLength: 80 });
  test('flags lie inside it, apart from each other and in order', () => {
    fc.assert(
      fc.property(text, (it) => {
        let last = 0;
        for (const { start, end } of suspicions(it)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(it.length);
          last = end;
        }
      }),
    );
  });
  test('words around a number change nothing about it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('138 0013 8000', '0731-88888888', '11010519491231002X'),
        fc.constantFrom('在', 'a', '（', '》'),
        (it, word) => {
          expect(suspicions(`${word}${it}${word}`)).toEqual(
            suspicions(it).map((flag) => ({ ...flag, start: flag.start + 1, end: flag.end + 1 })),
          );
        },
      ),
    );
  });
  // SECURITY A20: a text made to be slow. Time of this thread alone, so that a busy machine does not count.
  test.each([
    ['digits', '1'],
    ['spaced digits', '1 '],
    ['full width', '１３８　'],
    ['Chinese numerals', '一'],
    ['letters like digits', '1l'],
    ['signs', '1.......'],
    ['mobiles', '138 0013 8000 '],
    ['cues', '电话1 '],
  ])('100 kB of %s are read in less than 200 ms', (_, piece) => {
    const long = piece.repeat(Math.ceil(100_000 / piece.length));
    const milliseconds = [1, 2, 3].map(() => {
      const before = process.threadCpuUsage().user;
      suspicions(long);
      return (process.threadCpuUsage().user - before) / 1000;
    });
    expect(Math.min(...milliseconds)).toBeLessThan(200);
  });
});
