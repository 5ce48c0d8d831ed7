import { pinyin } from 'pinyin-pro';
import { MAINLAND_STROKES } from './mainland-strokes.ts';
import { normalName } from './name-rules.ts';

/** What a name is ordered and searched by. */
export interface NameKeys {
  /** Strokes and rank of its characters: compares byte by byte as lists of the field are ordered. */
  readonly strokeKey: string;
  readonly pinyin: string;
  readonly initials: string;
}

/** Names the tables that made a key: other tables, other keys. */
export const KEYS_BY = `icu ${process.versions['icu']} pinyin-pro 3.29.4 form 2`;

// Unified ideographs and their extensions A to J; compatibility forms were folded before.
const IDEOGRAPHS = [
  [0x3007, 0x3007],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0x20000, 0x2a6df],
  [0x2a700, 0x2ee5d],
  [0x30000, 0x33479],
] as const;
/** ICU's marks for the beginning of each number of strokes (CLDR's index of the stroke order). */
const beginning = (strokes: number) => `\ufdd0${String.fromCharCode(0x2800 + strokes)}`;
const MOST_STROKES = 64;
let keys: ReadonlyMap<string, string> | undefined;

/**
 * Every ideograph's place, once per process (98,000 characters, 0.1 s): the number of its strokes as the mainland counts them, then its
 * rank in ICU's order.
 */
function strokeKeys(): ReadonlyMap<string, string> {
  if (keys) return keys;
  const { compare } = new Intl.Collator('zh-Hans-u-co-stroke');
  const all: string[] = [];
  for (const [first, last] of IDEOGRAPHS) for (let code = first; code <= last; code++) all.push(String.fromCodePoint(code));
  const mended = new Map(Object.entries(MAINLAND_STROKES).flatMap(([n, characters]) => [...characters].map((c) => [c, Number(n)])));
  let counted = 0;
  keys = new Map(
    all.sort(compare).map((character, rank) => {
      while (counted < MOST_STROKES && compare(beginning(counted + 1), character) < 0) counted++;
      return [character, digits(mended.get(character) ?? counted, 2) + digits(rank, 4)];
    }),
  );
  return keys;
}
const digits = (n: number, most: number): string => n.toString(36).padStart(most, '0');

/** Six digits to the base of 36 a character; letters and dots stand before ideographs. */
export function strokeKey(name: string): string {
  const all = strokeKeys();
  return [...normalName(name)].map((c) => all.get(c) ?? `00${digits(c.codePointAt(0) ?? 0, 4)}`).join('');
}

export function nameKeys(name: string): NameKeys {
  const plain = normalName(name);
  const syllables = (pattern: 'pinyin' | 'first') =>
    pinyin(plain, { surname: 'head', toneType: 'none', type: 'array', v: true, pattern }).join('');
  const folded = (text: string) => text.toLowerCase().replace(/[\s·.'’-]/g, '');
  return { strokeKey: strokeKey(plain), pinyin: folded(syllables('pinyin')), initials: folded(syllables('first')) };
}
