import { sql } from 'kysely';
import type { Db } from '../../kit/db.ts';
import type { TopicState } from './contract.ts';

export interface DatedTopic {
  readonly id: string;
  readonly committeeId: string;
  readonly title: string;
  readonly state: TopicState;
  /** Null while a draft lacks them. */
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly endedAt: Date | null;
  readonly later: boolean;
}
/** Topics of these committees that somebody may have to look after, with their posting window and whether a later part is planned. */
export async function datedTopics(db: Db, bodies: readonly string[]): Promise<DatedTopic[]> {
  const { rows } = await sql<DatedTopic>`
    select t.id, t.committee_id as "committeeId", t.title, t.state, p.starts_at as "startsAt", p.ends_at as "endsAt", t.ended_at as "endedAt",
      exists (select 1 from topic_part l where l.topic_id = t.id and l.kind <> 'posting') as later
    from topic t left join topic_part p on p.topic_id = t.id and p.kind = 'posting'
    where t.committee_id = any(${bodies}::uuid[]) and t.state <> 'withdrawn'
      and (t.state <> 'closed' or not exists (select 1 from topic_part l where l.topic_id = t.id and l.kind <> 'posting'))`.execute(db);
  return rows;
}
/** Topics that this person moved on since then: announced, opened, closed, withdrawn. */
export async function topicsMovedBy(db: Db, personId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from step where person_id = ${personId} and thing_kind = 'topic' and at >= ${since} and command <> 'draft'`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}
