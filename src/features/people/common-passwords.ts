import language from '@zxcvbn-ts/language-common';
import { passwordFault as faultOf, type PasswordFault } from './password-rules.ts';

/** The 49,000 commonest of leaks, lower case (ASVS 6.2.4). */
const listed: ReadonlySet<string> = new Set(language.dictionary['passwords-common']);

/** What is wrong with a new password. */
export const passwordFault = (password: string, account: string): PasswordFault | undefined =>
  faultOf(password, account, (plain) => listed.has(plain));
