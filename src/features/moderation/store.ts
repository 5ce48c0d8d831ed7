import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import type { Flag, ReadingState, Reason, Tab } from './contract.ts';

export interface NewReading {
  readonly id: string;
  readonly kind: string;
  readonly thingId: string;
  readonly version: number;
  readonly committeeId: string;
  readonly topicId: string;
  readonly authorId: string;
  readonly authorKind: 'member' | 'netizen';
  readonly mode: 'before' | 'after';
  readonly flags: readonly Flag[];
  readonly now: Date;
}
export const readingRow = (r: NewReading): RawBuilder<unknown> => sql`
  insert into reading (id, kind, thing_id, version, round, committee_id, topic_id, author_id, author_kind, mode, state, flags, arrived_at)
  values (${r.id}, ${r.kind}, ${r.thingId}, ${r.version}, ${roundOf(r)}, ${r.committeeId}, ${r.topicId}, ${r.authorId}, ${r.authorKind}, ${r.mode}, 'waiting',
    ${JSON.stringify(r.flags)}::jsonb, ${r.now})`;
/** A first version is no later round of anything: submitting asks nothing. */
const roundOf = ({ kind, thingId, version }: NewReading) =>
  version === 1 ? sql`1` : sql`(select coalesce(max(round), 1) from reading where kind = ${kind} and thing_id = ${thingId})`;
/** Reads anew what was accepted, now that it is public; what waited of the same thing is superseded for good. */
export async function openRound(tx: Tx, r: Pick<Reading, 'id' | 'kind' | 'thingId'>, id: string, now: Date): Promise<void> {
  await sql`update reading set state = 'withdrawn', previous_state = null
    where kind = ${r.kind} and thing_id = ${r.thingId} and state in ('waiting', 'held', 'appealed')`.execute(tx);
  await sql`
    insert into reading (id, kind, thing_id, version, round, committee_id, topic_id, author_id, author_kind, mode, state, flags, arrived_at)
    select ${id}::uuid, kind, thing_id, version, (select max(round) + 1 from reading where kind = ${r.kind} and thing_id = ${r.thingId}),
      committee_id, topic_id, author_id, author_kind, 'after', 'waiting', flags, ${now}::timestamptz from reading where id = ${r.id}`.execute(
    tx,
  );
}
/**
 * Empties the queue of a thing whose author took it back or wrote it anew. What was decided stays decided, and can no longer be
 * taken back: it is not the text any more that the moderator had before them.
 */
export async function withdrawReadings(tx: Tx, kind: string, thingId: string): Promise<void> {
  await sql`
    update reading set state = case when state in ('waiting', 'held', 'appealed') then 'withdrawn' else state end,
      previous_state = case when state in ('waiting', 'held', 'appealed') then state end
    where kind = ${kind} and thing_id = ${thingId} and state <> 'withdrawn'`.execute(tx);
}
/** The newest version waits again where it waited. */
export async function restoreReading(tx: Tx, kind: string, thingId: string): Promise<void> {
  await sql`
    update reading set state = previous_state, previous_state = null
    where kind = ${kind} and thing_id = ${thingId} and state = 'withdrawn' and previous_state is not null
      and (round, version) = (select n.round, n.version from reading n where n.kind = ${kind} and n.thing_id = ${thingId}
        order by n.round desc, n.version desc limit 1)`.execute(tx);
}

export interface Reading {
  readonly id: string;
  readonly kind: string;
  readonly thingId: string;
  readonly version: number;
  readonly committeeId: string;
  readonly topicId: string | null;
  readonly authorId: string;
  readonly authorKind: 'member' | 'netizen';
  readonly mode: 'before' | 'after';
  readonly state: ReadingState;
  readonly previousState: ReadingState | null;
  readonly flags: Flag[];
  readonly arrivedAt: Date;
  readonly actedAt: Date | null;
  readonly actedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly reason: Reason | null;
  readonly ownWords: string | null;
  readonly appealWords: string | null;
  readonly appealedAt: Date | null;
  readonly appealAnswer: string | null;
  readonly appealDecidedAt: Date | null;
  /** No later version of the thing has come since, and no later round. */
  readonly isNewest: boolean;
}
const columns = sql`
  r.id, r.kind, r.thing_id as "thingId", r.version, r.committee_id as "committeeId", r.topic_id as "topicId", r.author_id as "authorId",
  r.author_kind as "authorKind", r.mode, r.state, r.previous_state as "previousState", r.flags, r.arrived_at as "arrivedAt",
  r.acted_at as "actedAt", r.acted_by as "actedBy", r.decided_at as "decidedAt", r.decided_by as "decidedBy", r.reason, r.own_words as "ownWords",
  r.appeal_words as "appealWords", r.appealed_at as "appealedAt", r.appeal_answer as "appealAnswer", r.appeal_decided_at as "appealDecidedAt",
  not exists (select 1 from reading n where n.kind = r.kind and n.thing_id = r.thing_id
    and (n.round, n.version) > (r.round, r.version)) as "isNewest"`;

export async function readingOf(db: Db, id: string): Promise<Reading | null> {
  const { rows } = await sql<Reading>`select ${columns} from reading r where r.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** All moves go by compare-and-set on the state that was read: of two moderators at once, the second finds it changed. */
export async function decide(
  tx: Tx,
  r: Pick<Reading, 'id' | 'state'>,
  d: { to: ReadingState; by: string; reason: Reason | null; ownWords: string | null; worked: number | null; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update reading set state = ${d.to}, previous_state = ${r.state}, acted_at = ${d.now}, acted_by = ${d.by}, reason = ${d.reason}, own_words = ${d.ownWords},
      decided_at = case when ${d.worked}::int is null then null else ${d.now}::timestamptz end,
      decided_by = case when ${d.worked}::int is null then null else ${d.by}::uuid end, worked_minutes = ${d.worked}
    where id = ${r.id} and state = ${r.state}`.execute(tx);
  return numAffectedRows === 1n;
}
export async function undo(tx: Tx, r: Pick<Reading, 'id' | 'state' | 'actedAt'>, to: ReadingState): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update reading set state = ${to}, previous_state = null, acted_at = null, acted_by = null, decided_at = null, decided_by = null, worked_minutes = null,
      reason = null, own_words = null
    where id = ${r.id} and state = ${r.state} and acted_at = ${r.actedAt} and previous_state = ${to}`.execute(tx);
  return numAffectedRows === 1n;
}
export async function appeal(tx: Tx, id: string, words: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update reading set state = 'appealed', previous_state = null, appeal_words = ${words}, appealed_at = ${now}
    where id = ${id} and state = 'refused' and appealed_at is null`.execute(tx);
  return numAffectedRows === 1n;
}
export async function decideAppeal(
  tx: Tx,
  id: string,
  d: { to: ReadingState; by: string; answer: string | null; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update reading set state = ${d.to}, previous_state = null, appeal_decided_at = ${d.now}, appeal_decided_by = ${d.by}, appeal_answer = ${d.answer}
    where id = ${id} and state = 'appealed'`.execute(tx);
  return numAffectedRows === 1n;
}

/** The version that readers saw before this one was accepted; null when nothing was public. */
export async function shownBefore(db: Db, r: Pick<Reading, 'kind' | 'thingId' | 'version'>): Promise<number | null> {
  const { rows } = await sql<{ version: number | null }>`
    select max(version) as version from reading where kind = ${r.kind} and thing_id = ${r.thingId} and version < ${r.version}
      and (state = 'accepted' or (mode = 'after' and state in ('waiting', 'held', 'withdrawn')))`.execute(db);
  return rows[0]?.version ?? null;
}
/** The newest reading of each thing. */
export async function newestOf(db: Db, kind: string, thingIds: readonly string[]): Promise<Reading[]> {
  const { rows } = await sql<Reading>`
    select distinct on (r.thing_id) ${columns} from reading r where r.kind = ${kind} and r.thing_id = any(${thingIds}::uuid[])
    order by r.thing_id, r.round desc, r.version desc`.execute(db);
  return rows;
}
/** Of what was read before publication: how many decisions since then, and within how many working minutes nine of ten were made. */
export async function pace(db: Db, committeeId: string, since: Date): Promise<{ minutes: number | null; read: number }> {
  const { rows } = await sql<{ minutes: number | null; read: number }>`
    select percentile_disc(0.9) within group (order by worked_minutes) as minutes, count(*) as read
    from reading where committee_id = ${committeeId} and decided_at > ${since} and mode = 'before'`.execute(db);
  return rows[0] ?? { minutes: null, read: 0 };
}

/** Bodies at which the asker is a moderator; every list and count is filtered by them inside the query. */
export interface Scope {
  readonly bodies: readonly string[];
  readonly topicId: string | null;
}
const within = ({ bodies, topicId }: Scope) =>
  sql`r.committee_id = any(${bodies}::uuid[]) and (${topicId}::uuid is null or r.topic_id = ${topicId}::uuid)`;

export interface Listed extends Reading {
  readonly decidedByName: string | null;
  readonly appealDecidedByName: string | null;
  /** The time by which its tab is sorted. */
  readonly at: Date;
}
const listed = (at: RawBuilder<unknown>) => sql`
  select ${columns}, d.display_name as "decidedByName", a.display_name as "appealDecidedByName", ${at} as at
  from reading r left join shared_person_card d on d.id = coalesce(r.decided_by, r.acted_by)
  left join shared_person_card a on a.id = r.appeal_decided_by`;

export interface Place {
  readonly at: Date;
  readonly id: string;
}
/** What waits comes in the order of arrival; what was decided, newest first. */
export async function readings(db: Db, q: Scope & { tab: Tab; after: Place | null; limit: number }): Promise<Listed[]> {
  const { states, at, descending } = sorting[q.tab];
  const key = sql`(${at}, r.id)`;
  const past = !q.after
    ? sql`true`
    : descending
      ? sql`${key} < (${q.after.at}::timestamptz, ${q.after.id}::uuid)`
      : sql`${key} > (${q.after.at}::timestamptz, ${q.after.id}::uuid)`;
  const order = descending ? sql`${at} desc, r.id desc` : sql`${at}, r.id`;
  const { rows } = await sql<Listed>`
    ${listed(at)} where ${within(q)} and r.state = any(${states}::text[]) and ${past} order by ${order} limit ${q.limit}`.execute(db);
  return rows;
}
const sorting = {
  waiting: { states: ['waiting'], at: sql`r.arrived_at`, descending: false },
  held: { states: ['held'], at: sql`r.arrived_at`, descending: false },
  appealed: { states: ['appealed'], at: sql`r.appealed_at`, descending: false },
  decided: { states: ['accepted', 'refused', 'upheld'], at: sql`r.decided_at`, descending: true },
} as const;

export async function listedOf(db: Db, id: string): Promise<Listed | null> {
  const { rows } = await sql<Listed>`${listed(sql`r.arrived_at`)} where r.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export interface Counts {
  readonly waiting: number;
  readonly held: number;
  readonly appealed: number;
  readonly oldestAt: Date | null;
  readonly decidedToday: number;
  /** Of working time, as beside the composer: nobody is slow for the night. */
  readonly meanMinutes: number | null;
}
/** Today is the day on the calendar of the house: the connection's time zone. */
export async function counts(db: Db, scope: Scope, now: Date): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select o.*, t.* from
    (select count(*) filter (where r.state = 'waiting') as waiting, count(*) filter (where r.state = 'held') as held,
      count(*) filter (where r.state = 'appealed') as appealed, min(r.arrived_at) filter (where r.state = 'waiting') as "oldestAt"
      from reading r where ${within(scope)} and r.state in ('waiting', 'held', 'appealed')) o,
    (select count(*) as "decidedToday", round(avg(r.worked_minutes) filter (where r.round = 1))::int as "meanMinutes"
      from reading r where ${within(scope)} and r.decided_at >= date_trunc('day', ${now}::timestamptz)) t`.execute(db);
  return rows[0] ?? { waiting: 0, held: 0, appealed: 0, oldestAt: null, decidedToday: 0, meanMinutes: null };
}
/** Topics with something to read, most first. */
export async function topicsToRead(db: Db, bodies: readonly string[]): Promise<{ id: string; title: string; count: number }[]> {
  const { rows } = await sql<{ id: string; title: string; count: number }>`
    select t.id, t.title, count(*) as count from reading r join shared_topic t on t.id = r.topic_id
    where r.committee_id = any(${bodies}::uuid[]) and r.state in ('waiting', 'held', 'appealed')
    group by t.id, t.title order by count(*) desc, t.id`.execute(db);
  return rows;
}
/** Earlier things of the same author at the same committee, and how many of them were found fit to be public and not taken down. */
export async function recordOf(db: Db, r: Pick<Reading, 'id' | 'kind' | 'thingId' | 'authorId' | 'committeeId'>) {
  const { rows } = await sql<{ earlier: number; published: number }>`
    select count(*) as earlier, count(*) filter (where fit) as published from (
      select bool_or(state = 'accepted' or (mode = 'after' and state in ('waiting', 'held')))
        and not bool_or(round > 1 and state in ('refused', 'appealed', 'upheld')) as fit
      from reading where author_id = ${r.authorId} and committee_id = ${r.committeeId} and kind = ${r.kind} and thing_id <> ${r.thingId}
        and (id < ${r.id} or round > 1)
      group by thing_id having bool_or(id < ${r.id})
    ) things`.execute(db);
  return rows[0] ?? { earlier: 0, published: 0 };
}

export interface Work {
  readonly committeeId: string;
  readonly waiting: number;
  readonly held: number;
  readonly appealed: number;
  readonly members: number;
  readonly netizens: number;
  readonly flagged: number;
  /** Held by this person. */
  readonly heldByMe: number;
  /** Appeals against refusals of this person, which another must decide. */
  readonly refusedByMe: number;
  readonly waitingSince: Date | null;
  readonly heldSince: Date | null;
  readonly appealedSince: Date | null;
}
/** What moderators have to do, one row a committee. */
export async function work(db: Db, bodies: readonly string[], personId: string): Promise<Work[]> {
  const { rows } = await sql<Work>`
    select committee_id as "committeeId", count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'held') as held,
      count(*) filter (where state = 'appealed') as appealed, count(*) filter (where state = 'waiting' and author_kind = 'member') as members,
      count(*) filter (where state = 'waiting' and author_kind = 'netizen') as netizens,
      count(*) filter (where state = 'waiting' and flags <> '[]') as flagged,
      count(*) filter (where state = 'held' and acted_by = ${personId}) as "heldByMe",
      count(*) filter (where state = 'appealed' and decided_by = ${personId}) as "refusedByMe",
      min(arrived_at) filter (where state = 'waiting') as "waitingSince", min(acted_at) filter (where state = 'held') as "heldSince",
      min(appealed_at) filter (where state = 'appealed') as "appealedSince"
    from reading where committee_id = any(${bodies}::uuid[]) and state in ('waiting', 'held', 'appealed') group by committee_id`.execute(
    db,
  );
  return rows;
}
export async function decidedBy(db: Db, personId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from reading where decided_by = ${personId} and decided_at >= ${since})
      + (select count(*) from reading where appeal_decided_by = ${personId} and appeal_decided_at >= ${since}) as n`.execute(db);
  return rows[0]?.n ?? 0;
}
