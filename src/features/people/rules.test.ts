import { expect, test } from 'vitest';
import { loginLife, maskEmail, maskPhone, nicknameFault, nicknameKey, phoneFrom, safeNext } from './rules.ts';

test('a login lives as long as the strongest duty allows', () => {
  expect(loginLife(['editor', 'operator'], 'staff')).toEqual({ idle: 15, whole: 480 });
  expect(loginLife(['editor'], 'staff')).toEqual({ idle: 30, whole: 720 });
  expect(loginLife([], 'member')).toEqual({ idle: 7 * 1440, whole: 30 * 1440 });
  expect(loginLife([], 'netizen')).toEqual({ idle: 30 * 1440, whole: 30 * 1440 });
});
test('the way back stays on this site (A13)', () => {
  for (const good of ['/', '/topics/1?at=2#p-2', '/desk/', '/mine']) expect(safeNext(good)).toBe(good);
  for (const bad of [
    '//evil.example',
    '/\\evil.example',
    'https:evil.example',
    '/%2f%2fevil.example',
    '/%5cevil',
    'javascript:alert(1)',
    'https://a@evil.example/',
    '//ｅvil.example',
    '/\tevil',
    '/\u0000',
    '',
    'topics',
    ' //evil',
  ])
    expect(safeNext(bad), bad).toBe('/');
  expect(safeNext(undefined, '/desk/')).toBe('/desk/');
});
test('a nickname has 2 to 12 characters and nothing invisible', () => {
  expect(nicknameFault('鼓山脚下')).toBeUndefined();
  expect(nicknameFault('春风化雨 2026')).toBeUndefined();
  expect(nicknameFault('山')).toBe('short');
  expect(nicknameFault('一二三四五六七八九十一二三')).toBe('long');
  expect(nicknameFault('鼓山\u202e脚下')).toBe('characters');
  expect(nicknameFault('鼓\u200b山')).toBe('characters');
  expect(nicknameFault('鼓<b>山')).toBe('characters');
});
test('a nickname does not look like an office, in whatever characters it is written (A30)', () => {
  for (const bad of ['市政协', '政 协', '管理员', '审核员小王', 'ＡＤＭＩＮ', 'аdmin', 'adm1n', '张委員', '政·协·办', 'Heyi 客服'])
    expect(nicknameFault(bad), bad).toBe('official');
});
test('nicknames that look alike have one key', () => {
  expect(nicknameKey('Ａlice')).toBe(nicknameKey('аlice'));
  expect(nicknameKey('鼓山 脚下')).toBe(nicknameKey('鼓山·脚下'));
  expect(nicknameKey('山0')).toBe(nicknameKey('山o'));
});
test.each([
  '19900020777',
  '199 0002 0777',
  '+86199 0002 0777',
  '0086-199-0002-0777',
  '86 19900020777',
  '１９９０００２０７７７',
  '\u202d199\u20110002\u20110777\u202c',
  '(199) 0002.0777',
])('a number is understood as people write it: %s', (written) => expect(phoneFrom(written)).toEqual({ phone: '19900020777' }));
test.each([
  ['', 0],
  ['199000207', 9],
  ['12000020777', 11],
  ['199 0002 07777', 12],
  ['19900020777 转 2', 12],
  ['8612000020777', 13],
])('what is no mobile number is counted: %s', (written, digits) => {
  expect(phoneFrom(written)).toEqual({ digits });
});
test('phones and addresses are shown masked', () => {
  expect(maskPhone('13800001234')).toBe('138****1234');
  expect(maskEmail('fang@example.cn')).toBe('f***@example.cn');
});
