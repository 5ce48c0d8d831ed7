import type { Ledger } from '../../kit/change.ts';
import type { Db, Tx } from '../../kit/db.ts';
import { newId } from '../../kit/ids.ts';
import type { ReadingState, Reason } from './contract.ts';
import { type AppealState, appealStateOf, appealUntil } from './decision-rules.ts';
import { hoursOf } from './hours-rules.ts';
import { suspicions } from './rules.ts';
import * as store from './store.ts';

export { appeal } from './appeals.ts';
export { readingTodos } from './todos.ts';

/** What is asked to be read. The text is looked at for flags and not kept. */
export interface Asked {
  readonly kind: string;
  readonly thingId: string;
  readonly version: number;
  readonly committeeId: string;
  readonly topicId: string;
  readonly authorId: string;
  readonly authorKind: 'member' | 'netizen';
  readonly mode: 'before' | 'after';
  readonly text: string;
}
/** Puts one version of a thing into the queue; an earlier one that still waits there is superseded. */
export async function ask(tx: Tx, ledger: Ledger, { text, ...asked }: Asked, now: Date): Promise<void> {
  if (asked.version > 1) await store.withdrawReadings(tx, asked.kind, asked.thingId);
  ledger.write(store.readingRow({ ...asked, id: newId(), flags: suspicions(text), now }));
}
/** The author took the thing back, or wrote it anew: nobody needs to read it any more. */
export const withdrawAsked = (tx: Tx, kind: string, thingId: string, _now: Date): Promise<void> =>
  store.withdrawReadings(tx, kind, thingId);
/** The author wants the thing after all: it waits where it waited. */
export const restoreAsked = (tx: Tx, kind: string, thingId: string, _now: Date): Promise<void> => store.restoreReading(tx, kind, thingId);

const PACE_DAYS = 7;
export interface Pace {
  /** Begun working hours within which nine of ten were read; null when nothing was. */
  readonly hours: number | null;
  readonly read: number;
}
/** How long reading before publication took in the last seven days. */
export async function paceOf(db: Db, committeeId: string, now: Date): Promise<Pace> {
  const { minutes, read } = await store.pace(db, committeeId, new Date(now.getTime() - PACE_DAYS * 86_400_000));
  return { hours: minutes === null ? null : hoursOf(minutes), read };
}

/** What the author of a thing may know of its newest reading. */
export interface AuthorsReading {
  readonly id: string;
  readonly version: number;
  readonly state: ReadingState;
  readonly reason: Reason | null;
  readonly ownWords: string | null;
  readonly decidedAt: Date | null;
  /** Until when a refusal may be appealed; null where there is nothing to appeal. */
  readonly appealUntil: Date | null;
  readonly appealState: AppealState | null;
  readonly appealAnswer: string | null;
}
export async function readingsOf(db: Db, kind: string, thingIds: readonly string[]): Promise<Map<string, AuthorsReading>> {
  const rows = await store.newestOf(db, kind, thingIds);
  return new Map(
    rows.map((row) => [
      row.thingId,
      {
        id: row.id,
        version: row.version,
        state: row.state,
        reason: row.reason,
        ownWords: row.ownWords,
        decidedAt: row.decidedAt,
        appealUntil: row.state === 'refused' && !row.appealedAt && row.decidedAt ? appealUntil(row.decidedAt) : null,
        appealState: appealStateOf(row),
        appealAnswer: row.appealAnswer,
      },
    ]),
  );
}
