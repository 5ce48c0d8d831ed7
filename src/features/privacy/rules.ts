/** How long a netizen's request waits, so that a stranger at an unlocked phone destroys nothing. */
export const ERASE = { hours: 24, words: 500 } as const;
/** Packing that has not ended after this long is given up. */
export const PACK = { minutes: 60 } as const;
export const NOTICE = { text: 20_000, changed: 2000 } as const;
/** What has to be typed, in either language. */
export const ERASE_WORDS: readonly string[] = ['注销', 'ERASE'];
export const isEraseWord = (word: string): boolean => ERASE_WORDS.includes(word.normalize('NFKC').trim().toUpperCase());

/** 个人信息保护法 第31条: below 14 the consent of a parent would be needed, which this place cannot check. */
export const LEAST_AGE = 14;
/** Whether somebody born on a day (2012-07-01) is younger than that on another day of the same calendar. */
export function isUnderAge(bornOn: string, today: string): boolean {
  const year = Number(bornOn.slice(0, 4)) + LEAST_AGE;
  return today < `${year}${bornOn.slice(4)}`;
}
/** The date of birth in an identity number of 18 places; null when there is none. */
export function bornOnOf(identityNumber: string): string | null {
  const [, year, month, day] = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/i.exec(identityNumber) ?? [];
  if (year === undefined || Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null;
  return `${year}-${month}-${day}`;
}

/** A notice is written in plain lines: `## ` begins a section, `- ` a point, an empty line a paragraph. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'points'; readonly points: readonly string[] };
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    const last = blocks.at(-1);
    if (line === '') continue;
    if (line.startsWith('## ')) blocks.push({ kind: 'heading', text: line.slice(3) });
    else if (!line.startsWith('- ')) blocks.push({ kind: 'paragraph', text: line });
    else if (last?.kind === 'points') blocks[blocks.length - 1] = { kind: 'points', points: [...last.points, line.slice(2)] };
    else blocks.push({ kind: 'points', points: [line.slice(2)] });
  }
  return blocks;
}
