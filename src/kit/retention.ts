/**
 * How many days what is kept for a while stays, by table: the daily round (kit/sweep and what features hand it) goes by this and
 * the privacy notice shows it; a test compares. What stands not here stays until its person or its committee removes it.
 */
export const keptDays = {
  /** First replies of guarded requests. */
  answered: 7,
  /** Tries to sign in and codes asked for: by digest. */
  attempt: 30,
  /** After they expired. */
  one_time_code: 30,
  /** After they ended. */
  login: 30,
  /** Packed copies of one's own data. */
  data_export: 7,
} as const;
export type KeptTable = keyof typeof keptDays;

const DAY = 24 * 3_600_000;
/** What is older than this may go. */
export const keptSince = (table: KeptTable, now: Date): Date => new Date(now.getTime() - keptDays[table] * DAY);
