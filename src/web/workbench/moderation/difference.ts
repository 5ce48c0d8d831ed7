/** A stretch of text: in both versions, only in the earlier one, only in the later one. */
export interface Stretch {
  readonly kind: 'same' | 'deleted' | 'inserted';
  readonly text: string;
}
// Two texts of 2,000 characters: four million cells, some ten milliseconds.
const MOST_CELLS = 5_000_000;

/** What changed between two texts, character by character; the common beginning and end are set aside first. */
export function difference(before: string, after: string): Stretch[] {
  const [a, b] = [[...before], [...after]];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return joined([same(a.slice(0, start)), ...middle, same(a.slice(a.length - end))]);
}

const same = (signs: readonly string[]): Stretch => ({ kind: 'same', text: signs.join('') });

/** The longest common subsequence, walked back into stretches. */
function between(a: readonly string[], b: readonly string[]): Stretch[] {
  const width = b.length + 1;
  if ((a.length + 1) * width > MOST_CELLS)
    return [
      { kind: 'deleted', text: a.join('') },
      { kind: 'inserted', text: b.join('') },
    ];
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const found: Stretch[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      found.push({ kind: 'same', text: a[i] ?? '' });
      i++;
      j++;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) found.push({ kind: 'deleted', text: a[i++] ?? '' });
    else found.push({ kind: 'inserted', text: b[j++] ?? '' });
  }
  return found;
}

/** Neighbours of one kind as one stretch; empty ones fall out. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = [];
  for (const one of stretches) {
    const last = found[found.length - 1];
    if (one.text === '') continue;
    if (last?.kind === one.kind) found[found.length - 1] = { kind: one.kind, text: last.text + one.text };
    else found.push(one);
  }
  return found;
}

export interface Marked {
  readonly text: string;
  readonly flagged: boolean;
}
/** A text cut at the places that the machine points at. */
export function marked(text: string, flags: readonly { readonly start: number; readonly end: number }[]): Marked[] {
  const parts: Marked[] = [];
  let from = 0;
  for (const { start, end } of [...flags].sort((a, b) => a.start - b.start)) {
    if (start < from || end > text.length) continue;
    parts.push({ text: text.slice(from, start), flagged: false }, { text: text.slice(start, end), flagged: true });
    from = end;
  }
  return [...parts, { text: text.slice(from), flagged: false }].filter((part) => part.text !== '');
}
