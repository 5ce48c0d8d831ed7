import { expect, test } from 'vitest';
import { passwordFault } from './common-passwords.ts';

test.each([
  ['短密码1', 'short'],
  ['Passw0rd', 'common'],
  ['P@ssw0rd123', 'common'],
  ['admin888', 'common'],
  ['woaini1314', 'common'],
  ['zhengxie2026', 'common'],
  ['wang19800101', 'common'],
  ['13900000001', 'common'],
  ['19870312', 'common'],
  ['12345678', 'row'],
  ['87654321', 'row'],
  ['11111111', 'row'],
  ['abcabcabc', 'row'],
  ['qwertyuiop', 'row'],
  ['1qaz2wsx', 'row'],
  ['asdfghjkl1', 'row'],
  ['q1w2e3r4', 'common'],
  ['Jennifer12', 'common'],
  ['sunshine!', 'common'],
  ['5201314a', 'common'],
  ['zhangwei1990', 'pinyin'],
  ['lijing_1987', 'pinyin'],
  ['woshishei', 'pinyin'],
  ['Liuyang38001234', 'pinyin'],
  ['88wangfang', 'pinyin'],
  ['linzhiyuan', 'account'],
  ['LinZhiYuan88', 'account'],
])('“%s” is refused: %s', (password, fault) => {
  expect(passwordFault(password, 'linzhiyuan')).toBe(fault);
});
test.each([
  'correct horse battery',
  'a password of many words',
  '闽江边的老榕树下',
  'kq7-mzt2-wvx',
  'Vb4tRe9sLq',
  '早上七点坐三路车',
  'laorongshumenqiankanjiang',
  'herons over sycamore',
])('“%s” is taken, whatever classes of characters it has', (password) => {
  expect(passwordFault(password, 'linzhiyuan')).toBeUndefined();
});
