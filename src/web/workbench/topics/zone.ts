const formats = new Map<string, Intl.DateTimeFormat>();
function format(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(zone, made);
  return made;
}

/** 2026-07-20T18:00 on the calendar of a zone, as a date field shows it. */
export const localOf = (at: Date, zone: string): string => format(zone).format(at).replace(' ', 'T').slice(0, 16);

/** The moment that a date field means on the calendar of a zone, wherever this computer stands; null when it is not filled. */
export function momentOf(local: string, zone: string): Date | null {
  const meant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(local) ? Date.parse(`${local.slice(0, 16)}:00Z`) : Number.NaN;
  if (Number.isNaN(meant)) return null;
  // Twice: the first guess may lie on the other side of a change of clocks.
  const shift = (at: number) => Date.parse(`${localOf(new Date(at), zone)}:00Z`) - at;
  const first = meant - shift(meant);
  return new Date(meant - shift(first));
}
