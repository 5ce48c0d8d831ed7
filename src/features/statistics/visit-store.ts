import { sql } from 'kysely';
import type { Db } from '../../kit/db.ts';

export type VisitorKind = 'member' | 'netizen' | 'staff' | 'visitor';
export interface Hit {
  readonly topicId: string;
  readonly visitor: Buffer;
  readonly at: Date;
  readonly kind: VisitorKind;
}

/**
 * Logs hits and counts the visits that begin with them, in one statement and so in one commit. The locked row of `visit_open`
 * numbers a visitor's hits; pauses are measured in the order of these numbers, never by clocks that may disagree, so that a recount
 * over the log finds the same visits. Rows are locked in one order everywhere: processes beside each other wait, they never deadlock.
 */
export async function insertHits(db: Db, hits: readonly Hit[], zone: string): Promise<void> {
  await sql`
    with given as (
      select * from unnest(${hits.map(({ topicId }) => topicId)}::uuid[], ${hits.map(({ visitor }) => visitor)}::bytea[],
        ${hits.map(({ at }) => at)}::timestamptz[], ${hits.map(({ kind }) => kind)}::text[]) with ordinality g(topic_id, visitor, at, kind, n)
    ),
    opened as (
      insert into visit_open as o (topic_id, visitor, hits, last_at, before_at)
      select topic_id, visitor, count(*), max(at), null from given group by topic_id, visitor order by topic_id, visitor
      on conflict (topic_id, visitor) do update
        set hits = o.hits + excluded.hits, before_at = o.last_at, last_at = greatest(o.last_at, excluded.last_at)
      returning topic_id, visitor, hits, before_at
    ),
    numbered as (
      select g.topic_id, g.visitor, g.at, g.kind,
        o.hits - count(*) over (partition by g.topic_id, g.visitor) + row_number() over earlier as hit,
        greatest(o.before_at, max(g.at) over (earlier rows between unbounded preceding and 1 preceding)) as before_at
      from given g join opened o on o.topic_id = g.topic_id and o.visitor = g.visitor
      window earlier as (partition by g.topic_id, g.visitor order by g.n)
    ),
    logged as (insert into visit_log (topic_id, visitor, hit, at, kind) select topic_id, visitor, hit, at, kind from numbered)
    insert into visit_hour as v (topic_id, hour, kind, visits)
    select topic_id, date_trunc('hour', at, ${zone}::text), kind, count(*) from numbered
    where before_at is null or at - before_at > interval '30 minutes'
    group by 1, 2, 3 order by 1, 2, 3
    on conflict (topic_id, hour, kind) do update set visits = v.visits + excluded.visits`.execute(db);
}
