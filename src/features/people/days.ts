import type { House } from '../../kit/house.ts';

/** The day of a moment on the calendar of the house: 2026-07-24. */
export const today = ({ zone }: Pick<House, 'zone'>, at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at);
