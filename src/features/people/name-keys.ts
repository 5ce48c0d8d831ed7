import { pinyin } from 'pinyin-pro';
import { normalName } from './name-rules.ts';

/** What a name is ordered and searched by. */
export interface NameKeys {
  /** Ranks of its characters in stroke order: compares byte by byte as ICU compares the names. */
  readonly strokeKey: string;
  readonly pinyin: string;
  readonly initials: string;
}

/** Names the tables that made a key: other tables, other keys. */
export const KEYS_BY = `icu ${process.versions['icu']} pinyin-pro 3.29.4 form 1`;

// Unified ideographs and their extensions A to J; compatibility forms were folded before.
const IDEOGRAPHS = [
  [0x3007, 0x3007],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0x20000, 0x2a6df],
  [0x2a700, 0x2ee5d],
  [0x30000, 0x33479],
] as const;
const FIRST_RANK = 0x110000;
let ranks: ReadonlyMap<string, number> | undefined;

/** Every ideograph's place in ICU's stroke order, once per process (98,000 characters, 60 ms). */
function strokeRanks(): ReadonlyMap<string, number> {
  if (ranks) return ranks;
  const { compare } = new Intl.Collator('zh-Hans-u-co-stroke');
  const all: string[] = [];
  for (const [first, last] of IDEOGRAPHS) for (let code = first; code <= last; code++) all.push(String.fromCodePoint(code));
  ranks = new Map(all.sort(compare).map((character, rank) => [character, FIRST_RANK + rank]));
  return ranks;
}

/** Four digits to the base of 36 a character; letters and dots stand before ideographs. */
export function strokeKey(name: string): string {
  const all = strokeRanks();
  return [...normalName(name)].map((c) => (all.get(c) ?? c.codePointAt(0) ?? 0).toString(36).padStart(4, '0')).join('');
}

export function nameKeys(name: string): NameKeys {
  const plain = normalName(name);
  const syllables = (pattern: 'pinyin' | 'first') =>
    pinyin(plain, { surname: 'head', toneType: 'none', type: 'array', v: true, pattern }).join('');
  const folded = (text: string) => text.toLowerCase().replace(/[\s·.'’-]/g, '');
  return { strokeKey: strokeKey(plain), pinyin: folded(syllables('pinyin')), initials: folded(syllables('first')) };
}
