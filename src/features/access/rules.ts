/** How long a card or link stays good, in days (the setting ACTIVATION_DAYS says otherwise). */
export const UNIT_DAYS = 180;
export const DISPUTE_HOURS = 24;
/** A recovery that nobody finished is dropped: the counter closes in the evening. */
export const RECOVERY_HOURS = 12;

// No 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: 24 characters that are told apart in print, by hand and aloud.
export const ALPHABET = '34679ACDEFGHJKMNPQRTVWXY';
export const CODE_LENGTH = 10;

/**
 * Why guessing a card's ten characters is hopeless. 24^10 = 6.3 × 10^13 codes; say 5,000 are open at a time. Wrong guesses are counted
 * in the database: 10 an hour and address, 2,000 an hour in all (afterwards typed codes rest for everybody; links, which hold 32 bytes,
 * and staff at a meeting go on). Guessed at that limit without a pause for the 30 days that a code lives: 1.44 × 10^6 guesses, each with a
 * chance of 5,000 / 6.3 × 10^13 = 7.9 × 10^-11: 1.1 × 10^-4 that one of all cards is ever hit. Who hits one still needs the phone in the
 * roster, where there is one, since the one-time code goes nowhere else.
 */
export const GUESSES = { perAddress: 10, inAll: 2000, minutes: 60 } as const;

/** Ten characters of the alphabet, drawn evenly by `draw(n)`, a whole number below n. */
export const newCode = (draw: (below: number) => number): string =>
  Array.from({ length: CODE_LENGTH }, () => ALPHABET[draw(ALPHABET.length)]).join('');

/** A typed code as it was printed: any case and width, with or without the hyphen. Null: a link's secret, or nothing of ours. */
export function typedCode(typed: string): string | null {
  const plain = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  return plain.length === CODE_LENGTH && [...plain].every((c) => ALPHABET.includes(c)) ? plain : null;
}
/** ACDEF-GHJKM: easier to read and to type. */
export const shownCode = (code: string): string => `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`;

/** 林**, 欧阳*: enough to see that it is one's own, too little to learn who else is listed. */
export function maskedName(name: string): string {
  const characters = [...name];
  const family = COMPOUND.some((one) => name.startsWith(one)) && characters.length > 2 ? 2 : 1;
  return characters.map((c, i) => (i < family ? c : '*')).join('');
}
const COMPOUND = ['欧阳', '上官', '司马', '诸葛', '东方', '皇甫', '尉迟', '公孙', '慕容', '令狐', '宇文', '长孙', '司徒', '夏侯', '端木'];

/** What of a chance is told to who holds it. */
export function standing(
  { state, expiresAt }: { readonly state: 'open' | 'used' | 'voided' | 'lapsed'; readonly expiresAt: Date },
  now: Date,
): 'open' | 'activation-used' | 'activation-over' {
  if (state === 'used') return 'activation-used';
  return state === 'open' && expiresAt > now ? 'open' : 'activation-over';
}

export interface Target {
  /** On some body's staff, with a duty or without. */
  readonly staff: boolean;
  /** Holds a duty now, one of the three posts included. */
  readonly duty: boolean;
}
/**
 * Who may give somebody a new phone, which is a key to all that person may do. The liaison for members, the system administrator for
 * staff without a duty; nobody here for who holds one, since nobody alone acts as another (decision 0004), and nobody for themselves.
 */
export function mayRecover(roles: readonly string[], target: Target): boolean {
  if (target.duty) return false;
  return roles.includes(target.staff ? 'systemAdmin' : 'liaison');
}

/** Waits between tries of one text message, in minutes: four hours in all, then staff see that it failed. */
export const RETRY_MINUTES = [1, 5, 30, 60, 120] as const;
/** After the try of this number; null when it is given up. */
export const nextTry = (tries: number): number | null => RETRY_MINUTES[tries - 1] ?? null;

export const hoursAfter = (at: Date, hours: number): Date => new Date(at.getTime() + hours * 3_600_000);
export const daysAfter = (at: Date, days: number): Date => hoursAfter(at, days * 24);
export const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);
