import { expect, test } from 'vitest';
import { graphemes, isBroken } from './text.ts';

test('characters are counted as people count them', () => {
  expect(graphemes('建议每学期查一次。')).toBe(9);
  expect(graphemes('𠮷野家')).toBe(3);
  expect(graphemes('👨‍👩‍👧')).toBe(1);
  expect(graphemes('é')).toBe(1);
  expect(graphemes('')).toBe(0);
  expect(graphemes('a\r\nb')).toBe(3);
});
test('text that cannot be stored and read back is told', () => {
  expect(isBroken('近视\0')).toBe(true);
  expect(isBroken('\ud800')).toBe(true);
  expect(isBroken('𠮷 👨‍👩‍👧')).toBe(false);
});
