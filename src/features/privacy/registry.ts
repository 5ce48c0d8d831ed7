import type { Readable } from 'node:stream';
import type { Db, Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';

/** How much an entry removed, and how much it keeps without the person. */
export interface Erased {
  readonly removed: number;
  readonly kept: number;
}

/**
 * What a feature does when somebody is erased. It may run twice and on rows of an older backup: it looks for what is there.
 * Filled in server/mount.ts, in the order in which entries must run (those that point at files before the files).
 */
export interface Erasable {
  readonly name: string;
  /** `table.column` for every column that names a person: a test finds the columns that no entry names. */
  readonly columns: readonly string[];
  erase(tx: Tx, personId: string, now: Date): Promise<Erased>;
}

/** One file of what somebody takes away: readable data, or the bytes of a file of theirs. */
export type Exported =
  | { readonly file: string; readonly json: unknown }
  | { readonly file: string; readonly content: () => Readable | AsyncIterable<Uint8Array> };

/** What a feature hands over of a person; nothing of anybody else. */
export interface Exportable {
  /** A key of words.privacy.kinds. */
  readonly name: string;
  /** As in Erasable. Columns that only say who of the staff acted on somebody else's thing are named too, and hand over that they did. */
  readonly columns: readonly string[];
  of(db: Db, house: House, personId: string): AsyncIterable<Exported>;
}

export interface Personal {
  readonly erasable: readonly Erasable[];
  readonly exportable: readonly Exportable[];
}

/** The tombstone of a text: what readers and exports find where it stood. */
export const TOMBSTONE = '作者已注销，内容已删除';
/** The name of somebody who is gone. */
export const GONE = '已注销';

/**
 * How many days what is kept for a while stays, by table: the daily round (server/sweep and what features hand it) goes by this and
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

const DAY_MS = 24 * 3_600_000;
/** What is older than this may go. */
export const keptSince = (table: KeptTable, now: Date): Date => new Date(now.getTime() - keptDays[table] * DAY_MS);
