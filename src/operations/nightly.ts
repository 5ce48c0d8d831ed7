import { existsSync, readFileSync } from 'node:fs';

/** What DATA_DIR/backups/last.json says. On failure the figures stay those of the last good backup, so that its age is true. */
export interface LastBackup {
  readonly ok: boolean;
  /** When the last good backup was begun; null when there was none. */
  readonly at: string | null;
  readonly file?: string;
  readonly bytes?: number;
  readonly tables?: number;
  readonly rows?: number;
  readonly files?: number;
  readonly sha256?: string;
  readonly failedAt?: string;
  readonly problem?: { readonly zh: string; readonly en: string };
}
export interface Schedule {
  readonly at: { readonly hour: number; readonly minute: number };
  readonly timeZone: string;
}

const HOUR = 3_600_000;

/** Once a night; a machine that was off at that time is caught up with, a failure is tried again after an hour. */
export function isBackupDue(now: Date, last: LastBackup | undefined, schedule: Schedule): boolean {
  if (last?.failedAt !== undefined && now.getTime() - Date.parse(last.failedAt) < HOUR) return false;
  return !last?.at || nightOf(new Date(last.at), schedule) < nightOf(now, schedule);
}

/** The day whose backup time came last: before 02:30 it is still yesterday's night. */
function nightOf(time: Date, { at, timeZone }: Schedule): string {
  const shifted = new Date(time.getTime() - (at.hour * 60 + at.minute) * 60_000);
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(shifted);
}

/** What became of the last nightly backup; undefined when there was none yet. */
export function readLastBackup(file: string): LastBackup | undefined {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
