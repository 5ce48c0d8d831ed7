import { expect, test } from 'vitest';
import { type Fault, knownKey, nearest, readCell } from './cell-rules.ts';
import { columnWords } from './column-words.ts';
import { fieldOf, fields, guessMapping, headKey, mappingFaults, rememberedOf } from './fields-rules.ts';
import { listIn, pickSheet, type SheetSeen } from './table-rules.ts';

const TODAY = '2026-07-01';
const read = (key: string, text: string, kind: 'members' | 'units' = 'members') => {
  const field = fieldOf(kind, key);
  if (!field) throw new Error(key);
  const cell = readCell(field, text, TODAY);
  return 'fault' in cell ? cell.fault : cell.value;
};

test.each<[string, string, string | null]>([
  ['name', '张　 三', '张三'],
  ['name', '欧阳 若 水', '欧阳若水'],
  ['name', '阿依努尔・买买提江', '阿依努尔·买买提江'],
  ['name', '陈丽（女）', '陈丽'],
  ['name', '李𠮷', '李𠮷'],
  ['phone', '１３８００１３８０００', '13800138000'],
  ['phone', '138-0013-8000', '13800138000'],
  ['phone', '+86 138 0013 8000', '13800138000'],
  ['identityNumber', '11010519491231002x', '11010519491231002X'],
  ['identityNumber', '110105 1949 1231 002X', '11010519491231002X'],
  ['bornOn', '1949.12.31', '1949-12-31'],
  ['bornOn', '1949年12月', '1949-12-01'],
  ['bornOn', '18264', '1950-01-01'],
  ['bornOn', '20000229', '2000-02-29'],
  ['standing', '是', 'true'],
  ['standing', '√', 'true'],
  ['standing', '否', 'false'],
  ['office', '——', null],
  ['office', '  ', null],
])('%s “%s” is read as %s', (key, text, value) => {
  expect(read(key, text)).toBe(value);
});

test.each<[string, string, Fault]>([
  ['name', '', 'missing'],
  ['name', '张三3', 'name-words'],
  ['name', '市政协副主席', 'name-words'],
  ['name', '合计', 'name-words'],
  ['name', '张<b>三', 'name-characters'],
  ['phone', '1380013800', 'phone-form'],
  ['phone', '0591-87654321', 'phone-form'],
  ['phone', '13800138000/13900139000', 'phone-form'],
  ['identityNumber', '11010519491231002', 'identity-form'],
  ['identityNumber', '110105194912310021', 'identity-checksum'],
  ['identityNumber', '110105199902300021', 'identity-date'],
  ['identityNumber', '110105203001010021', 'identity-date'],
  ['identityNumber', '1.10105194912E+17', 'identity-digits-lost'],
  ['identityNumber', '110105201501010025', 'identity-under-age'],
  ['bornOn', '1999-02-30', 'date-impossible'],
  ['bornOn', '去年', 'date-form'],
  ['standing', '大概', 'flag-unknown'],
  ['sector', '', 'missing'],
  ['office', '#REF!', 'cell-error'],
  ['office', '职'.repeat(41), 'too-long'],
])('%s “%s” is refused: %s', (key, text, fault) => {
  expect(read(key, text)).toBe(fault);
});

test('a word that is not known gets the one most like it', () => {
  const sectors = ['教育界', '医药卫生界', '科学技术界', '社会福利和社会保障界', '中共'];
  expect(nearest('教育届', sectors)).toBe('教育界');
  expect(nearest('科技界', sectors)).toBe('科学技术界');
  expect(nearest('卫生', sectors)).toBe('医药卫生界');
  expect(nearest('宗教', sectors)).toBe('教育界');
  expect(nearest('乙', sectors)).toBeUndefined();
  expect(knownKey('民革 界')).toBe('民革');
});

test('columns are found under whatever words they stand, in any order', () => {
  const heads = [
    '序号',
    '委员 姓名*',
    '手机号码（本人）',
    '所属界别',
    '是否常委',
    '工作单位及职务',
    '身份证',
    '活动组',
    '备注',
    '联系电话',
  ];
  expect(guessMapping('members', heads, columnWords)).toEqual({
    name: 1,
    phone: 2,
    sector: 3,
    standing: 4,
    post: 5,
    identityNumber: 6,
    groups: 7,
  });
});
test('the template’s own word wins over an alias, and one column means one thing', () => {
  expect(guessMapping('members', ['电话', '手机', '姓名', '界别'], columnWords)).toMatchObject({ phone: 1 });
  expect(guessMapping('units', ['单位', '系统', '联系人', '联系电话'], columnWords)).toEqual({
    unit: 0,
    system: 1,
    clerk: 2,
    clerkPhone: 3,
  });
  for (const kind of ['members', 'partyMembers', 'units'] as const) {
    const mapping = guessMapping(
      kind,
      fields[kind].map(({ key, also }) => also[0] ?? key),
      columnWords,
    );
    expect(new Set(Object.values(mapping)).size).toBe(Object.values(mapping).length);
  }
});
test('what was said of a head once is known the next time, also that a column is left out', () => {
  const heads = ['姓名', '界别', '电话', '代号'];
  const remembered = rememberedOf({ name: 0, sector: 1, number: 3 }, heads);
  expect(guessMapping('members', heads, columnWords, remembered)).toEqual({ name: 0, sector: 1, number: 3 });
  expect(headKey(' 手机 号：（必填）')).toBe('手机号');
});
test('a mapping without a must, or with a column twice, is told', () => {
  expect(mappingFaults('members', { name: 0 }, 3)).toEqual({ missing: ['sector'], wrong: [] });
  expect(mappingFaults('members', { name: 0, sector: 1, phone: 1 }, 3)).toEqual({ missing: [], wrong: ['phone'] });
  expect(mappingFaults('members', { name: 0, sector: 1, phone: 3, nothing: 2 }, 3).wrong).toEqual(['phone', 'nothing']);
});

test('a title above the heads, heads of two rows, and a tall cell beside its members', () => {
  const rows = [
    { number: 1, cells: ['榕城市政协委员名册', '', '', ''] },
    { number: 3, cells: ['界别', '姓名', '专委会', ''] },
    { number: 4, cells: ['', '', '名称', '职务'] },
    { number: 5, cells: ['教育界', '张三', '提案委', '主任'] },
    { number: 6, cells: ['', '李四', '提案委', ''] },
  ];
  const merges = [
    { top: 0, left: 0, bottom: 0, right: 3 },
    { top: 2, left: 0, bottom: 3, right: 0 },
    { top: 2, left: 1, bottom: 3, right: 1 },
    { top: 2, left: 2, bottom: 2, right: 3 },
    { top: 4, left: 0, bottom: 5, right: 0 },
  ];
  const listed = listIn('members', { rows, merges }, columnWords);
  expect(listed).toEqual({
    headRow: 3,
    heads: ['界别', '姓名', '专委会名称', '专委会职务'],
    rows: [
      { number: 5, cells: ['教育界', '张三', '提案委', '主任'] },
      { number: 6, cells: ['教育界', '李四', '提案委', ''] },
    ],
    leftOut: [],
  });
  expect(listIn('members', { rows: rows.slice(3), merges: [] }, columnWords)).toBeNull();
});

test('totals and the notes below a list are nobody; columns without head and cells are gone', () => {
  const cells = (...all: string[]) => all;
  const rows = [
    cells('序号', '', '姓名', '界别', ''),
    cells('1', '', '林知远', '教育界', ''),
    cells('小 计', '', '1', '', ''),
    cells('2', '', '周映', '科学技术界', ''),
    cells('合计：', '', '２人', '', ''),
    cells('备注：截至2026年6月', '', '', '', ''),
    cells('填表人：方舒', '', '审核：', '', ''),
  ].map((cells, at) => ({ number: at + 3, cells }));
  expect(listIn('members', { rows, merges: [] }, columnWords)).toEqual({
    headRow: 3,
    heads: ['序号', '姓名', '界别'],
    rows: [
      { number: 4, cells: ['1', '林知远', '教育界'] },
      { number: 6, cells: ['2', '周映', '科学技术界'] },
    ],
    leftOut: [5, 7, 8, 9],
  });
});
test('regions that overlap again and again are no sheet', () => {
  const rows = Array.from({ length: 3000 }, (_, number) => ({ number: number + 1, cells: ['姓名', '界别'] }));
  const merges = Array.from({ length: 20 }, () => ({ top: 0, left: 0, bottom: 2999, right: 50 }));
  expect(() => listIn('members', { rows, merges }, columnWords)).toThrow(RangeError);
});
test('of several sheets the one with the list is taken: all that must be there, seen, most heads, most rows', () => {
  const sheet = (name: string, more: Partial<SheetSeen>): SheetSeen => {
    return { name, hidden: false, rows: 10, known: 8, whole: true, trouble: null, ...more };
  };
  const guide = sheet('填表说明', { known: 0, rows: 0, whole: false, trouble: 'no-heads' });
  const old = sheet('旧名单', { hidden: true, known: 12, rows: 400 });
  expect(pickSheet([guide, sheet('名册', {}), old])).toBe(1);
  expect(pickSheet([guide, sheet('通讯录', { whole: false, known: 11 }), sheet('名册', {})])).toBe(2);
  expect(pickSheet([sheet('名册', {}), sheet('增补', { known: 8, rows: 3 }), sheet('全表', { known: 9, rows: 3 })])).toBe(2);
  expect(pickSheet([guide, old])).toBe(1);
  expect(pickSheet([guide, sheet('空', { trouble: 'empty' })])).toBeNull();
});
