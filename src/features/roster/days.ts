import type { RosterTerm } from '../people/index.ts';

/** 2026-07-01 on the calendar of the house. */
export const dayIn = (zone: string, now: Date): string => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(now);

/** A term that is over is an archive: no list is brought into it. */
export const openTerms = (terms: readonly RosterTerm[], today: string): RosterTerm[] => terms.filter(({ endsOn }) => endsOn >= today);

/** The term that runs, else the one that comes next. */
export const currentTerm = (terms: readonly RosterTerm[], today: string): RosterTerm | undefined =>
  openTerms(terms, today).toSorted((a, b) => (a.startsOn < b.startsOn ? -1 : 1))[0];
