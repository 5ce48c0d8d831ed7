/** Characters as a reader counts them: a family emoji or a letter with accents is one. Pure; also runs in the browser. */
export function graphemes(text: string): number {
  // Safari 13 and Chrome 86 have no Segmenter: there code points, which never count less; the server decides.
  if (typeof Intl === 'undefined' || !('Segmenter' in Intl)) return [...text].length;
  if (PLAIN.test(text)) return text.length;
  let count = 0;
  for (const _ of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)) count++;
  return count;
}
// Ideographs, their punctuation, letters and digits never join: counted without the (slow) segmenter.
const PLAIN = /^[\u0020-\u007e\u3000-\u3029\u4e00-\u9fff\uff01-\uff9f\u2018-\u201d\u2026\n]*$/;

/** A lone half of a surrogate pair, or NUL: text that cannot be stored and read back as it was. */
export const isBroken = (text: string): boolean => text.includes('\0') || !text.isWellFormed();
