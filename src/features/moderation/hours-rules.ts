import { holidays } from './holidays.ts';

const DAY_MS = 86_400_000;
// 9:00–18:00 on working days (issue: measured working hours stand beside the composer).
const OPENS = 9 * 60;
const CLOSES = 18 * 60;

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
const daysBetween = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const free = new Set(
  holidays.flatMap(({ year, free }) => free.flatMap(([from, to]) => daysBetween(dayOf(`${year}-${from}`), dayOf(`${year}-${to}`)))),
);
const worked = new Set(holidays.flatMap(({ year, worked }) => worked.map((day) => dayOf(`${year}-${day}`))));

/** A day as 2026-10-10: worked in exchange, free by the notice, or by its weekday. */
export const isWorkingDay = (date: string): boolean => isWorking(dayOf(date));
function isWorking(day: number): boolean {
  if (worked.has(day)) return true;
  // Day 0, 1 January 1970, was a Thursday.
  const weekday = (((day + 4) % 7) + 7) % 7;
  return !free.has(day) && weekday !== 0 && weekday !== 6;
}

/** Minutes of working time from one moment to another, by the calendar and the clock on the wall of a zone. */
export function workingMinutes(from: Date, to: Date, zone: string): number {
  if (to <= from) return 0;
  const wall = wallOf(zone);
  const [begun, ended] = [wall(from), wall(to)];
  const within = (minute: number) => Math.min(Math.max(minute, OPENS), CLOSES);
  let minutes = 0;
  for (let day = begun.day; day <= ended.day; day++) {
    if (!isWorking(day)) continue;
    const first = day === begun.day ? within(begun.minute) : OPENS;
    const last = day === ended.day ? within(ended.minute) : CLOSES;
    minutes += last - first;
  }
  return Math.floor(minutes);
}

/** Hours as the public is told them: begun hours count, and never less than one. */
export const hoursOf = (minutes: number): number => Math.max(1, Math.ceil(minutes / 60));

function wallOf(zone: string): (at: Date) => { day: number; minute: number } {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return (at) => {
    const [date = '', time = ''] = format.format(at).split(' ');
    const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
    return { day: dayOf(date), minute: hour * 60 + minute + second / 60 };
  };
}
