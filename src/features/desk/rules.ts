import type { Work } from './contract.ts';
import type { Standing } from './operator-contract.ts';

export type Urgency = 'ok' | 'soon' | 'late';
const MINUTE = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;

/** Work without a date of its own: after how many minutes its light turns yellow, then red. */
export const patience = {
  // Citizens wait in front of the screen for the first minutes; after a day the promise beside the composer is broken.
  'readings-wait': { soon: 15, late: DAY },
  'readings-held': { soon: DAY, late: 3 * DAY },
  'appeals-wait': { soon: DAY, late: 3 * DAY },
  'profiles-wait': { soon: 3 * DAY, late: 7 * DAY },
  'topic-over': { soon: 0, late: 7 * DAY },
  'grants-wait': { soon: DAY, late: 3 * DAY },
  'peers-wait': { soon: DAY, late: 3 * DAY },
} as const satisfies Partial<Record<Work, { soon: number; late: number }>>;

/** The light of something that waits since a time. */
export function waitingLight(kind: keyof typeof patience, since: Date, now: Date): Urgency {
  const minutes = (now.getTime() - since.getTime()) / MINUTE;
  const { soon, late } = patience[kind];
  return minutes >= late ? 'late' : minutes >= soon ? 'soon' : 'ok';
}

/** The light of a date: green before its day, yellow on it, red once it is past. */
export function dateLight(until: Date, now: Date, zone: string): Urgency {
  if (until <= now) return 'late';
  return dayOf(until, zone) === dayOf(now, zone) ? 'soon' : 'ok';
}

const hasPatience = (work: Work): work is keyof typeof patience => work in patience;
export function lightOf(todo: { work: Work; until: Date | null; since: Date | null }, now: Date, zone: string): Urgency {
  if (todo.until) return dateLight(todo.until, now, zone);
  return todo.since && hasPatience(todo.work) ? waitingLight(todo.work, todo.since, now) : 'ok';
}

const rank: Readonly<Record<Urgency, number>> = { late: 0, soon: 1, ok: 2 };
interface Ordered {
  readonly urgency: Urgency;
  readonly until: Date | null;
  readonly since: Date | null;
  readonly key: string;
}
/** Red first; within a colour what is due, or has waited, longest. */
export function mostUrgentFirst(a: Ordered, b: Ordered): number {
  const time = (it: Ordered) => (it.until ?? it.since)?.getTime() ?? Number.MAX_SAFE_INTEGER;
  return rank[a.urgency] - rank[b.urgency] || time(a) - time(b) || (a.key < b.key ? -1 : 1);
}

const formats = new Map<string, Intl.DateTimeFormat>();
function format(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(zone, made);
  return made;
}
/** 2026-07-24 on the calendar of a zone. */
export const dayOf = (at: Date, zone: string): string => format(zone).format(at).slice(0, 10);

/** Midnight before `now` on the calendar of a zone: "today" begins there. */
export function dayStart(now: Date, zone: string): Date {
  const [, hours = '0', minutes = '0', seconds = '0'] = /(\d\d):(\d\d):(\d\d)$/.exec(format(zone).format(now)) ?? [];
  const passed = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + now.getMilliseconds();
  return new Date(now.getTime() - passed);
}

const hoursSince = (at: Date, now: Date) => (now.getTime() - at.getTime()) / (60 * MINUTE);
// A night without a backup shows at the next noon at the latest (DESIGN §5).
export const BACKUP_HOURS = 26;

interface Backup {
  readonly nightly: boolean;
  readonly at: Date | null;
  readonly failedAt: Date | null;
}
/** Red after 26 hours without a good backup; before the first one, from when the process has run that long. */
export function backupStanding({ nightly, at, failedAt }: Backup, startedAt: Date, now: Date): Standing {
  if (!nightly) return 'look';
  if (hoursSince(at ?? startedAt, now) > BACKUP_HOURS) return 'bad';
  return at === null || (failedAt !== null && failedAt > at) ? 'look' : 'good';
}
/** /readyz gives up below 5 %: the operator is told before. */
export function diskStanding({ free, size }: { free: number; size: number }): Standing {
  return free < size * 0.05 ? 'bad' : free < size * 0.15 ? 'look' : 'good';
}
export function factsStanding({ waiting, overdue, trouble }: { waiting: number; overdue: number; trouble: string | null }): Standing {
  if (trouble !== null || overdue > 0) return 'bad';
  return waiting > 1000 ? 'look' : 'good';
}
/** Notices are made within a second; mails may wait for their server. */
export function sendingStanding({ since, gaveUp = 0 }: { since: Date | null; gaveUp?: number }, patient: number, now: Date): Standing {
  const minutes = since ? hoursSince(since, now) * 60 : 0;
  if (minutes > patient * 6) return 'bad';
  return minutes > patient || gaveUp > 0 ? 'look' : 'good';
}
/** Deadlines go by the installation's clock; machines that differ by more than two seconds disagree about them (SECURITY A34). */
export const clockStanding = (seconds: number, manual: boolean): Standing => (!manual && Math.abs(seconds) > 2 ? 'bad' : 'good');
