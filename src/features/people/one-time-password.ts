import { randomInt } from 'node:crypto';

/** Twenty letters that cannot be mistaken for each other, in groups that can be read out: 99 bits. Changed at the first sign-in. */
export function oneTimePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
