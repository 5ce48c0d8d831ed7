// What anybody would try first.
const GUESSED = [
  'admin',
  'administrator',
  'root',
  'test',
  'tester',
  'demo',
  'user',
  'guest',
  'heyi',
  'operator',
  'manager',
  'system',
  'zhengxie',
];

/** What is wrong with the name of an account; undefined: nothing. */
export function accountFault(account: string): 'form' | 'guessed' | undefined {
  if (!/^[a-z][a-z0-9._-]{3,31}$/.test(account)) return 'form';
  return GUESSED.includes(account.replace(/[\d._-]+$/, '')) ? 'guessed' : undefined;
}

/** Visible characters only, no markup, nothing around it. */
export const isClean = (text: string, least: number, most: number): boolean =>
  [...text].length >= least && [...text].length <= most && !/[\p{Cc}\p{Cf}\p{Co}\p{Cn}<>]/u.test(text) && text.trim() === text;
