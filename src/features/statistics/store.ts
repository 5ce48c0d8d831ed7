import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

/** One step of a count: which figure, which part of it, when, how much. */
export interface Delta {
  readonly topicId: string;
  readonly measure: Measure;
  readonly key: string;
  readonly at: Date;
  readonly n: number;
}
export type Measure = 'post' | 'post.sector' | 'reply' | 'reply.sector' | 'like' | 'decision' | 'refusal' | 'appeal';

/** Adds up and writes; what belongs to a topic that is gone (a demo that was put away) is dropped. */
export async function addCounts(tx: Tx, deltas: readonly Delta[], zone: string): Promise<void> {
  await sql`
    insert into topic_count as c (topic_id, measure, key, hour, n)
    select t.id, d.measure, d.key, date_trunc('hour', d.at, ${zone}::text), sum(d.n)
    from unnest(${deltas.map(({ topicId }) => topicId)}::uuid[], ${deltas.map(({ measure }) => measure)}::text[],
      ${deltas.map(({ key }) => key)}::text[], ${deltas.map(({ at }) => at)}::timestamptz[], ${deltas.map(({ n }) => n)}::int[])
      d(topic_id, measure, key, at, n) join shared_topic t on t.id = d.topic_id
    group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (topic_id, measure, key, hour) do update set n = c.n + excluded.n`.execute(tx);
}

/** When posts were first public: a withdrawal takes away where the publication was added. */
export async function firstPublished(tx: Tx, ids: readonly string[]): Promise<Map<string, Date>> {
  const { rows } = await sql<{ id: string; at: Date }>`
    select id, published_at as at from shared_post where id = any(${ids}::uuid[]) and published_at is not null`.execute(tx);
  return new Map(rows.map(({ id, at }) => [id, at]));
}

export interface TopicRow {
  readonly id: string;
  readonly title: string;
  readonly committeeId: string;
  /** A draft, or one that was withdrawn before anybody heard of it. */
  readonly hidden: boolean;
  readonly startsAt: Date;
  readonly endsAt: Date;
}
export async function topicOf(db: Db, id: string): Promise<TopicRow | null> {
  const { rows } = await sql<TopicRow>`
    select t.id, t.title, t.committee_id as "committeeId", t.announced_at is null as hidden,
      p.starts_at as "startsAt", p.ends_at as "endsAt"
    from shared_topic t join shared_topic_posting p on p.topic_id = t.id where t.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export interface VisitCell {
  readonly day: string;
  readonly hour: number;
  readonly kind: string;
  readonly n: number;
}
export async function visitCells(db: Db, topicId: string, zone: string): Promise<VisitCell[]> {
  const { rows } = await sql<VisitCell>`
    select to_char(hour at time zone ${zone}, 'YYYY-MM-DD') as day, extract(hour from hour at time zone ${zone})::int as hour, kind, visits as n
    from visit_hour where topic_id = ${topicId}`.execute(db);
  return rows;
}
export interface CountCell {
  readonly measure: Measure;
  readonly key: string;
  readonly day: string;
  readonly n: number;
}
export async function countCells(db: Db, topicId: string, zone: string): Promise<CountCell[]> {
  const { rows } = await sql<CountCell>`
    select measure, key, to_char(hour at time zone ${zone}, 'YYYY-MM-DD') as day, sum(n)::int as n
    from topic_count where topic_id = ${topicId} group by 1, 2, 3`.execute(db);
  return rows;
}

export interface SectorRow {
  readonly id: string;
  readonly name: string;
  /** Named for sectors of other committees. */
  readonly committee: string | null;
}
/** The sectors of the committee's term in which posting began, in their order; then those of others among `heard`. */
export async function sectorsOf(db: Db, topic: TopicRow, heard: readonly string[], zone: string): Promise<SectorRow[]> {
  const { rows } = await sql<SectorRow>`
    with own as (
      select term_id from shared_sector where committee_id = ${topic.committeeId}
      order by (${topic.startsAt}::timestamptz at time zone ${zone})::date between term_starts_on and term_ends_on desc, term_starts_on desc limit 1
    )
    select s.id, s.name, case when own.term_id is null then o.short_name end as committee
    from shared_sector s left join own on own.term_id = s.term_id join shared_org o on o.id = s.committee_id
    where own.term_id is not null or s.id = any(${heard}::uuid[])
    order by own.term_id is null, o.sort, o.short_name, s.sort, s.name`.execute(db);
  return rows;
}

/** Days on the house's calendar. */
export async function daysOf(db: Db, moments: readonly Date[], zone: string): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select to_char(m at time zone ${zone}, 'YYYY-MM-DD') as day from unnest(${moments}::timestamptz[]) with ordinality u(m, n) order by n`.execute(
    db,
  );
  return rows.map(({ day }) => day);
}

/** How far the counting has come: the time of the last counted fact when some wait, null when none do. */
export async function behindSince(db: Db, reader: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select case when r.position < s.last then (select f.at from fact f where f.position > r.position order by f.position limit 1) end as at
    from sequencer s, reader r where r.name = ${reader}`.execute(db);
  return rows[0]?.at ?? null;
}

export async function lastRecount(db: Db, topicId: string): Promise<{ at: Date; differences: number } | null> {
  const { rows } = await sql<{ at: Date; differences: number }>`
    select at, differences from recount where topic_id = ${topicId}`.execute(db);
  return rows[0] ?? null;
}

/** The next six o'clock in the morning on the house's clock. */
export async function nextSix(db: Db, now: Date, zone: string): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`
    select (date_trunc('day', ${now}::timestamptz at time zone ${zone} - interval '6 hours') + interval '30 hours') at time zone ${zone} as at`.execute(
    db,
  );
  return rows[0]?.at ?? now;
}
