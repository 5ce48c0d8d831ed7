import { date, type Standpoint } from '../../words/format.ts';

/** 2026-07-24, a day of the house, as a moment at its noon: formats as that day on the house's calendar. */
export function noonOf(day: string, timeZone: string): Date {
  // No zone is further than 14 hours from Greenwich; the nearer guess falls into the day.
  const at = Date.parse(`${day}T12:00:00Z`);
  const shown = (moment: number) => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment);
  return new Date([at, at - 12 * 3_600_000, at + 12 * 3_600_000].find((moment) => shown(moment) === day) ?? at);
}

/** Under the bars: the first day in full, later ones as a number, those of another month with their month. No two are equal. */
export function dayLabels(days: readonly string[], from: Standpoint & { readonly timeZone: string }): string[] {
  const [first = ''] = days;
  return days.map((day, index) => {
    if (index === 0) return date(noonOf(day, from.timeZone), from);
    const [year, month, number] = day.split('-').map(Number);
    if (day.slice(0, 7) === first.slice(0, 7)) return String(number);
    return day.slice(0, 4) === first.slice(0, 4) ? `${month}/${number}` : `${year}/${month}/${number}`;
  });
}

/** The first greatest; -1 when there is nothing. */
export function peakOf(values: readonly number[]): number {
  const greatest = Math.max(0, ...values);
  return greatest === 0 ? -1 : values.indexOf(greatest);
}
