import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import { TOMBSTONE } from '../privacy/registry.ts';

/**
 * Words about and by the author go, and what waits to be read is read no more; that and how it was decided stays, as figures are
 * counted from it. What somebody decided about others stays without their name.
 */
export async function eraseReadings(tx: Tx, personId: string): Promise<{ removed: number; kept: number }> {
  const words = await sql`
    update reading set own_words = case when own_words is null then null else ${TOMBSTONE} end,
      appeal_words = case when appeal_words is null then null else ${TOMBSTONE} end,
      appeal_answer = case when appeal_answer is null then null else ${TOMBSTONE} end
    where author_id = ${personId} and coalesce(own_words, appeal_words, appeal_answer) is not null`.execute(tx);
  await sql`update reading set state = 'withdrawn', previous_state = null
    where author_id = ${personId} and state in ('waiting', 'held', 'appealed')`.execute(tx);
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from reading
    where ${personId} in (author_id, acted_by, decided_by, appeal_decided_by)`.execute(tx);
  return { removed: Number(words.numAffectedRows ?? 0), kept: rows[0]?.n ?? 0 };
}

/** Readings of one's own words, with what was said to oneself. Who read them is the staff's own matter. */
export async function ownReadings(db: Db, personId: string) {
  const { rows } = await sql`
    select kind, thing_id as thing, version, state, reason, own_words as "ownWords", arrived_at as "arrivedAt", decided_at as "decidedAt",
      appeal_words as "appealWords", appealed_at as "appealedAt", appeal_answer as "appealAnswer", appeal_decided_at as "appealDecidedAt"
    from reading where author_id = ${personId} order by id`.execute(db);
  return rows;
}
/** What a moderator decided: which, what and when; never the words of the author. */
export async function ownDecisions(db: Db, personId: string) {
  const { rows } = await sql`
    select id, kind, state, reason, decided_at as "decidedAt", appeal_decided_at as "appealDecidedAt"
    from reading where ${personId} in (acted_by, decided_by, appeal_decided_by) order by id`.execute(db);
  return rows;
}
