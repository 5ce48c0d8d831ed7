const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Wall-clock times around one moment, in the house's zone. Days count back from today; negative ones lie ahead. */
export interface Calendar {
  readonly now: Date;
  at(daysBefore: number, time: string): Date;
  minutesAgo(minutes: number): Date;
  /** Hour and minute on the wall, as a number: 8.5 is half past eight. */
  hourOf(at: Date): number;
  /** The same day at another time of the wall. */
  sameDay(at: Date, time: string): Date;
  /** The date of the wall, as PostgreSQL reads it. */
  dateOf(at: Date): string;
}

export function calendar(now: Date, zone: string): Calendar {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const wall = (at: Date) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return { date: `${parts['year']}-${parts['month']}-${parts['day']}`, hour: Number(parts['hour']), minute: Number(parts['minute']) };
  };
  const instant = (date: string, time: string): Date => {
    const guess = new Date(`${date}T${time}:00Z`);
    const seen = wall(guess);
    const shown = new Date(`${seen.date}T${pad(seen.hour)}:${pad(seen.minute)}:00Z`);
    return new Date(guess.getTime() - (shown.getTime() - guess.getTime()));
  };
  // From noon, so that a change of the clocks never skips a day.
  const noon = instant(wall(now).date, '12:00').getTime();
  return {
    now,
    at: (daysBefore, time) => instant(wall(new Date(noon - daysBefore * DAY)).date, time),
    minutesAgo: (minutes) => new Date(now.getTime() - minutes * MINUTE),
    hourOf: (at) => wall(at).hour + wall(at).minute / 60,
    sameDay: (at, time) => instant(wall(at).date, time),
    dateOf: (at) => wall(at).date,
  };
}
const pad = (n: number): string => String(n).padStart(2, '0');
export const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * MINUTE);
