/** What is wrong with a new password; nothing about classes of characters, which make people write `Abc123!` (NIST 800-63B, ASVS 6.2). */
export type PasswordFault = 'short' | 'long' | 'common' | 'account' | 'row' | 'pinyin';
export const PASSWORD_LENGTH = { least: 8, most: 200 } as const;

/**
 * Refuses what a guesser tries first: what stands on a list of the commonest, common words with a number behind them, rows of keys,
 * dates, phones, names in pinyin, the account's own name. `isListed`: whether a list has this, as lower case.
 */
export function passwordFault(password: string, account: string, isListed: (plain: string) => boolean): PasswordFault | undefined {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH.least) return 'short';
  if (length > PASSWORD_LENGTH.most) return 'long';
  const plain = unmasked(password);
  const own = unmasked(account);
  if (own.length >= 3 && rest(plain, own) <= 4) return 'account';
  if (isRow(password.toLowerCase())) return 'row';
  if (COMMON.some((word) => rest(plain, word) <= 4) || isDateOrPhone(password) || candidates(password).some(isListed)) return 'common';
  return isPinyin(password) ? 'pinyin' : undefined;
}

/** Lower case, and letters in place of the signs that stand for them: P@ssw0rd is password. */
const unmasked = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[@$!]/g, (sign) => ({ '@': 'a', $: 's', '!': 'i' })[sign] ?? sign)
    .replace(/(?<=[a-z])[013](?=[a-z])/g, (digit) => ({ '0': 'o', '1': 'i', '3': 'e' })[digit] ?? digit);

/** The password, the word behind its signs, and either without the number or sign that people add when one is asked for. */
function candidates(password: string): string[] {
  const both = [password.normalize('NFKC').toLowerCase(), unmasked(password)];
  return both.flatMap((one) => [one, ...(/^(.{6,}?)[\d\W_]{1,3}$/.exec(one)?.slice(1) ?? [])]);
}
const SYLLABLE =
  '(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?' +
  '(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|a|o|e|i|u|v))';
const NAME = new RegExp(`^\\d{0,4}${SYLLABLE}{1,4}[._@-]?\\d{0,8}$`, 'i');
/** zhangwei1990, woshishei, lijing_88, 88wangfang: a name or four syllables, with a year, a date or the end of a phone number. */
const isPinyin = (password: string): boolean => NAME.test(password);

/** How many characters are left beside a word that begins or ends the password; a word in the middle does not count. */
function rest(password: string, word: string): number {
  if (!password.startsWith(word) && !password.endsWith(word)) return Number.POSITIVE_INFINITY;
  const left = password.startsWith(word) ? password.slice(word.length) : password.slice(0, -word.length);
  // Repeated, it is still the one word.
  return left.replaceAll(word, '').length;
}

const ROWS = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1qaz2wsx3edc4rfv5tgb', 'qazwsxedcrfvtgb'];
/** One sign again and again, a short piece repeated, neighbours on the keyboard in either direction. */
function isRow(plain: string): boolean {
  if (/^(.{1,4})\1+.{0,2}$/.test(plain)) return true;
  const rows = ROWS.flatMap((row) => [row, [...row].reverse().join('')]);
  const pieces = plain.match(/\d+|[a-z]+|[^\da-z]+/g) ?? [];
  const inRow = (piece: string) => piece.length >= 3 && rows.some((row) => row.includes(piece));
  const left = pieces.filter((piece) => !inRow(piece)).join('').length;
  return rows.some((row) => row.includes(plain)) || left <= 2;
}

/** A birthday, with a name before it; a mobile number. */
const isDateOrPhone = (password: string): boolean =>
  /^[a-z]{0,10}(19|20)\d{2}(0?[1-9]|1[0-2])([0-2]?\d|3[01])[a-z]{0,3}$/i.test(password) || /^[a-z]{0,10}1[3-9]\d{9}$/i.test(password);

// Stems of the lists that leaks of Chinese and English sites are headed by; with up to four signs beside them.
const COMMON: readonly string[] = (
  'password passwd admin administrator root welcome letmein iloveyou monkey dragon master sunshine princess football baseball superman ' +
  'batman trustno login access secret shadow michael jordan hello freedom whatever computer internet google apple samsung huawei xiaomi ' +
  'tencent alibaba taobao weixin wechat qwerty qwert asdf zxcv test guest user default changeme pass system manager server oracle ' +
  'woaini woaiwojia woshishui wodemima mima nihao zhongguo beijing shanghai guangzhou shenzhen fuzhou changsha hunan fujian zhengxie ' +
  'gongzuo renmin heyi wangluo dianhua caonima aini baobei baobao tiantian xiaoxiao mingtian shengri kuaile jiayou woaizuguo zuguo ' +
  'zhang wang yang chen zhao huang zhou liang zheng asd abc qwe qaz zxc a123456 123456 12345 1234 123123 112233 147258 159357 5201314 ' +
  '520520 1314520 666666 888888 168168 woaini1314 qq123456 abcd iloveu loveyou love china chinese happy summer winter spring autumn'
).split(' ');
