import { expect, test } from 'vitest';
import { looksLikeName, nicknameFault, nicknameKey } from './nickname-rules.ts';

// A30. What a name may not be, in whatever characters it is written; beside it, names that people do have.
const imitations: readonly (readonly [name: string, how: string])[] = [
  ['市政协', 'a body'],
  ['政 协', 'spaced'],
  ['政·协', 'dotted'],
  ['政🐶协', 'with a picture in between'],
  ['政恊', 'an older character'],
  ['政協', 'traditional'],
  ['政叶', 'a near character'],
  ['张委員', 'a member, traditional'],
  ['委貟', 'a variant'],
  ['主席', 'an office'],
  ['主蓆', 'a near character'],
  ['办公室', 'an office'],
  ['辦公室小王', 'traditional'],
  ['办公窒', 'a near character'],
  ['管理员', 'the house'],
  ['菅理员', 'a near character'],
  ['管埋員', 'two near characters'],
  ['客服', 'the house'],
  ['喀服', 'a near character'],
  ['ｋｅｆｕ', 'full width'],
  ['祕書', 'traditional'],
  ['李书纪', 'a near character'],
  ['巿长', 'U+5DFF instead of U+5E02'],
  ['工作亻员', 'a radical instead of the character'],
  ['ＡＤＭＩＮ', 'full width'],
  ['аdmin', 'Cyrillic а'],
  ['αdmin', 'Greek α'],
  ['adm1n', 'a digit'],
  ['adrnin', 'rn for m'],
  ['Ⓐdmin', 'in a circle'],
  ['𝐚𝐝𝐦𝐢𝐧', 'mathematical'],
  ['HEYI_官方', 'the product'],
];
test.each(imitations)('%s is refused: %s', (name) => {
  expect(nicknameFault(name)).toBe('official');
});

test.each([
  ['鼓山\u200b脚下', 'zero width space'],
  ['鼓山\u200d脚下', 'zero width joiner'],
  ['鼓山\u2060脚下', 'word joiner'],
  ['鼓\ufeff山', 'byte order mark'],
  ['⻓沙人', 'a radical instead of the character'],
  ['鼓山\u202e脚下', 'right-to-left override'],
  ['鼓山\u2067脚下\u2069', 'isolate'],
  ['鼓山\u3164', 'a filler that counts as a letter'],
  ['\u115f\u1160鼓山', 'fillers of Hangul'],
  ['鼓山\u2800', 'a braille blank'],
  ['z\u0351a\u0489l\u0327g\u030ao', 'zalgo'],
  ['鼓山\u0336脚\u0336下', 'struck through'],
  ['鼓山\ufe0f脚', 'a variation selector'],
  ['鼓\u0000山', 'NUL'],
  ['鼓\n山', 'a new line'],
  ['鼓山\ue000', 'a private character'],
  ['鼓<b>山', 'markup'],
])('%j is refused: %s', (name) => {
  expect(nicknameFault(name)).toBe('characters');
});

test.each([
  '鼓山脚下',
  '春风化雨 2026',
  '闽江边·老周',
  '𠮷野家常客',
  '一位妈妈🌷',
  'Zoë',
  '小巷里的光',
  '王平安',
  '叶知秋',
  '会飞的鱼',
  '入秋',
  'modern_man',
])('%s is a name like any other', (name) => {
  expect(nicknameFault(name)).toBeUndefined();
});

test('nobody passes for a member: the name itself, in other characters, or with something behind it', () => {
  for (const like of ['林知远', '林 知 远', '林·知远', '林知远本人', '我是林知远']) expect(looksLikeName(like, '林知远'), like).toBe(true);
  for (const other of ['林知', '知远', '林间知远山']) expect(looksLikeName(other, '林知远'), other).toBe(false);
  expect(looksLikeName('王平', '王平')).toBe(true);
  expect(looksLikeName('王平安', '王平')).toBe(false);
});

test('two names with one key look alike, in composed and decomposed letters too', () => {
  expect(nicknameKey('Zoë')).toBe(nicknameKey('Zoe\u0308'));
  expect(nicknameKey('рaypal')).toBe(nicknameKey('paypal'));
});
