/** How many of each kind; public is netizen and visitor together, staff stands outside the total. */
export interface Visits {
  member: number;
  netizen: number;
  visitor: number;
  public: number;
  total: number;
  staff: number;
}
interface Cell {
  readonly kind: string;
  readonly n: number;
}
const sum = (cells: readonly { readonly n: number }[]): number => cells.reduce((all, { n }) => all + n, 0);

export function visitsOf(cells: readonly Cell[]): Visits {
  const of = (kind: string) => sum(cells.filter((cell) => cell.kind === kind));
  const [member, netizen, visitor] = [of('member'), of('netizen'), of('visitor')];
  return { member, netizen, visitor, public: netizen + visitor, total: member + netizen + visitor, staff: of('staff') };
}

/** By a kind of writer, and both together. */
export function voicesOf(cells: readonly { readonly key: string; readonly n: number }[]) {
  const of = (key: string) => sum(cells.filter((cell) => cell.key === key));
  return { member: of('member'), netizen: of('netizen'), total: sum(cells) };
}

/** Every day from the first to the last, both in the form 2026-07-24; none when there is nothing to show yet. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${first}T00:00:00Z`); at <= Date.parse(`${last}T00:00:00Z`); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** The days a chart shows: the posting window as far as it has come, and every day on which something was counted. */
export function shownDays(window: { first: string; last: string; today: string }, counted: readonly string[]): string[] {
  const begun = window.first <= window.today;
  const [last = ''] = [window.last, window.today].sort();
  const all = [...counted, ...(begun ? [window.first, last] : [])].sort();
  return all.length === 0 ? [] : daysBetween(all[0] ?? '', all.at(-1) ?? '');
}

export const total = sum;
