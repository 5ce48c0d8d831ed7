import fc from 'fast-check';
import { expect, test } from 'vitest';
import { difference, marked } from './difference.ts';

const side = (stretches: ReturnType<typeof difference>, left: 'deleted' | 'inserted') =>
  stretches
    .filter(({ kind }) => kind === 'same' || kind === left)
    .map(({ text }) => text)
    .join('');

test('a changed word shows as one deletion and one insertion', () => {
  expect(difference('建议每年查一次视力。', '建议每学期查一次视力。')).toEqual([
    { kind: 'same', text: '建议每' },
    { kind: 'deleted', text: '年' },
    { kind: 'inserted', text: '学期' },
    { kind: 'same', text: '查一次视力。' },
  ]);
});
test('equal texts have no difference, and nothing became something', () => {
  expect(difference('一样', '一样')).toEqual([{ kind: 'same', text: '一样' }]);
  expect(difference('', '新写的')).toEqual([{ kind: 'inserted', text: '新写的' }]);
  expect(difference('', '')).toEqual([]);
});
test('the longest text against another one is still compared', () => {
  const stretches = difference('甲乙'.repeat(1000), '乙丙'.repeat(1000));
  expect(side(stretches, 'deleted')).toBe('甲乙'.repeat(1000));
  expect(side(stretches, 'inserted')).toBe('乙丙'.repeat(1000));
});
test('both texts can be read back from any difference', () => {
  const text = fc.array(fc.constantFrom('甲', '乙', '丙', '😀', '\n'), { maxLength: 60 }).map((signs) => signs.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const found = difference(before, after);
      expect(side(found, 'deleted')).toBe(before);
      expect(side(found, 'inserted')).toBe(after);
    }),
  );
});

test('flags are marked where they stand, in whatever order they come', () => {
  const text = '电话 13900000000，证件 35010219900101001X。';
  const flags = [
    { start: 18, end: 36 },
    { start: 3, end: 14 },
  ];
  expect(marked(text, flags)).toEqual([
    { text: '电话 ', flagged: false },
    { text: '13900000000', flagged: true },
    { text: '，证件 ', flagged: false },
    { text: '35010219900101001X', flagged: true },
    { text: '。', flagged: false },
  ]);
  expect(marked('没有', [])).toEqual([{ text: '没有', flagged: false }]);
});
test('a flag that does not fit the text is left out, the text stays whole', () => {
  const parts = marked('短文', [{ start: 1, end: 90 }]);
  expect(parts).toEqual([{ text: '短文', flagged: false }]);
});
