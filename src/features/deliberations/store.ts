import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import type { PartKind, TopicState } from './contract.ts';
import { POST } from './post-contract.ts';
import type { JustSaid, PartDates, PartTyped, TopicTyped } from './rules.ts';

export interface TopicRow {
  readonly id: string;
  readonly committeeId: string;
  readonly committee: string;
  readonly committeeShort: string;
  /** Empty and null while a draft names none. */
  readonly host: string;
  readonly hostId: string | null;
  readonly title: string;
  readonly summary: string;
  readonly focus: string;
  readonly figuresSource: string;
  readonly state: TopicState;
  readonly membersRead: 'before' | 'after';
  readonly publicRead: 'before' | 'after';
  readonly version: number;
  readonly withdrawnWhy: string | null;
  readonly announcedAt: Date | null;
  readonly demo: boolean;
  readonly parts: PartTyped[];
}
/** How much was said in a topic, as far as it is public. */
export interface Tally {
  readonly posts: number;
  readonly memberPosts: number;
  readonly sectors: number;
}

/** Dates inside jsonb arrive as text. */
type Raw = Omit<TopicRow, 'parts'> & { parts: { kind: PartKind; startsAt: string | null; endsAt: string | null }[] };
const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));
const revive = (row: Raw): TopicRow => ({
  ...row,
  parts: row.parts.map(({ kind, startsAt, endsAt }) => ({ kind, startsAt: dateOf(startsAt), endsAt: dateOf(endsAt) })),
});

const select = (where: RawBuilder<unknown>) => sql<Raw>`
  select t.id, t.committee_id as "committeeId", c.name as committee, c.short_name as "committeeShort", coalesce(h.name, '') as host, t.host_id as "hostId", t.title, t.summary, t.focus,
    t.figures_source as "figuresSource", t.state, t.members_read as "membersRead", t.public_read as "publicRead", t.version,
    t.withdrawn_why as "withdrawnWhy", t.announced_at as "announcedAt", t.demo,
    (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'startsAt', starts_at, 'endsAt', ends_at)), '[]') from topic_part
      where topic_id = t.id) as parts
  from topic t join shared_org c on c.id = t.committee_id left join shared_org h on h.id = t.host_id
  ${where}`;

export async function topicOf(db: Db, id: string): Promise<TopicRow | null> {
  const { rows } = await select(sql`where t.id = ${id}`).execute(db);
  return rows[0] ? revive(rows[0]) : null;
}

/** Reads every public post of these topics: remembered by who asks (kit/memory). */
export async function talliesOf(db: Db, ids: readonly string[]): Promise<Map<string, Tally>> {
  const { rows } = await sql<Tally & { id: string }>`
    select topic_id as id, sum(n)::int as posts, coalesce(sum(n) filter (where author_kind = 'member'), 0)::int as "memberPosts",
      count(distinct sector_id) as sectors
    from (
      select topic_id, author_kind, sector_id, count(*) as n from post
      where topic_id = any(${ids}::uuid[]) and state = 'published' and root_id is null group by topic_id, author_kind, sector_id
    ) g group by topic_id`.execute(db);
  return new Map(rows.map(({ id, ...tally }) => [id, tally]));
}

/** What a post needs to know of its topic: no texts. A draft without its posting window has none. */
export interface TopicGate {
  readonly id: string;
  readonly committeeId: string;
  readonly state: TopicState;
  /** Whether anyone but its editors ever saw it. */
  readonly announced: boolean;
  readonly membersRead: 'before' | 'after';
  readonly publicRead: 'before' | 'after';
  readonly parts: PartDates[];
}
type GateRow = Omit<TopicGate, 'parts'> & { startsAt: Date; endsAt: Date };
const gateColumns = sql`t.id, t.committee_id as "committeeId", t.state, t.announced_at is not null as announced, t.members_read as "membersRead",
  t.public_read as "publicRead", p.starts_at as "startsAt", p.ends_at as "endsAt"`;
const window = sql`topic_part p on p.topic_id = t.id and p.kind = 'posting' and p.starts_at is not null and p.ends_at is not null`;
const gateFrom = ({ startsAt, endsAt, ...gate }: GateRow): TopicGate => ({ ...gate, parts: [{ kind: 'posting', startsAt, endsAt }] });

export async function gateOf(db: Db, id: string): Promise<TopicGate | null> {
  const { rows } = await sql<GateRow>`
    select ${gateColumns} from topic t join ${window} where t.id = ${id}`.execute(db);
  return rows[0] ? gateFrom(rows[0]) : null;
}
/** As what somebody writes there. */
export interface Writer {
  readonly kind: 'member' | 'netizen' | 'staff';
  readonly membershipId: string | null;
  readonly sectorId: string | null;
  readonly subCommitteeId: string | null;
}
type RawSaid = Omit<JustSaid, 'submittedAt'> & { readonly submittedAt: string };
const saidFrom = (rows: readonly RawSaid[]): JustSaid[] => rows.map((row) => ({ ...row, submittedAt: new Date(row.submittedAt) }));

/** What this person wrote in this topic in the last minutes, the newest first: as one value, for who asks for more at once. */
const recently = (authorId: string, topicId: string | RawBuilder<unknown>, now: Date): RawBuilder<unknown> => sql`(
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'parentId', r.parent_id, 'rootId', r.root_id, 'state', r.state, 'text', v.text,
    'submittedAt', r.submitted_at) order by r.id desc), '[]')
  from (select * from post where author_id = ${authorId} order by id desc limit 20) r
  join post_version v on v.post_id = r.id and v.number = r.newest_version
  where r.topic_id = ${topicId} and r.submitted_at > ${since(now)})`;

export async function recentOf(db: Db, authorId: string, topicId: string, now: Date): Promise<JustSaid[]> {
  const { rows } = await sql<{ recent: RawSaid[] }>`select ${recently(authorId, topicId, now)} as recent`.execute(db);
  return saidFrom(rows[0]?.recent ?? []);
}

const since = (now: Date): Date => new Date(now.getTime() - POST.sameMinutes * 60_000);

export interface Ground {
  readonly gate: TopicGate;
  readonly writer: Writer;
  readonly recent: JustSaid[];
}
/** All that a post asks for, by one question: posting is the hot path. */
export async function groundOf(db: Db, id: string, personId: string, now: Date): Promise<Ground | null> {
  const { rows } = await sql<GateRow & Writer & { recent: RawSaid[] }>`
    select ${gateColumns}, c.kind, c.membership_id as "membershipId", c.sector_id as "sectorId", c.sub_committee_id as "subCommitteeId",
      ${recently(personId, sql`t.id`, now)} as recent
    from topic t join ${window}
    cross join lateral shared_capacity(${personId}, t.committee_id, ${now}::timestamptz::date) c
    where t.id = ${id}`.execute(db);
  if (!rows[0]) return null;
  const { kind, membershipId, sectorId, subCommitteeId, recent, ...gate } = rows[0];
  return { gate: gateFrom(gate), writer: { kind, membershipId, sectorId, subCommitteeId }, recent: saidFrom(recent) };
}

/** Newest first; drafts only at the bodies of the asker. Keyed by id (time-ordered). */
export async function topics(
  db: Db,
  q: { committee?: string; state?: string; after?: string; drafts: string[]; limit: number },
): Promise<TopicRow[]> {
  const { rows } = await select(sql`
    where (t.state <> 'draft' or t.committee_id = any(${q.drafts}::uuid[]))
      and (t.state <> 'withdrawn' or t.announced_at is not null)
      and (${q.committee ?? null}::uuid is null or t.committee_id = ${q.committee ?? null}::uuid)
      and (${q.state ?? null}::text is null or t.state = ${q.state ?? null})
      and (${q.after ?? null}::uuid is null or t.id < ${q.after ?? null}::uuid)
    order by t.id desc limit ${q.limit}`).execute(db);
  return rows.map(revive);
}

export interface TopicText extends TopicTyped {
  readonly membersRead: 'before' | 'after';
  readonly publicRead: 'before' | 'after';
  readonly parts: readonly PartTyped[];
}
export async function insertTopic(tx: Tx, t: TopicText & { id: string; committeeId: string; personId: string; now: Date }): Promise<void> {
  await sql`insert into topic (id, committee_id, host_id, title, summary, focus, figures_source, state, members_read, public_read, created_by, created_at, demo)
    values (${t.id}, ${t.committeeId}, ${t.hostId}, ${t.title}, ${t.summary}, ${t.focus}, ${t.figuresSource}, 'draft', ${t.membersRead}, ${t.publicRead},
      ${t.personId}, ${t.now}, (select demo from shared_org where id = ${t.committeeId}))`.execute(tx);
  await setParts(tx, t.id, t.parts);
  await setFigures(tx, t.id, t.figures);
}
/** Keeps the old text as a version; compare-and-set on the version that was read. False when another was first. */
export async function updateTopic(tx: Tx, id: string, version: number, t: TopicText & { personId: string; now: Date }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    with old as (
      insert into topic_version (topic_id, version, title, summary, focus, person_id, at)
      select id, version, title, summary, focus, ${t.personId}::uuid, ${t.now} from topic where id = ${id} and version = ${version}
      on conflict do nothing
    )
    update topic set title = ${t.title}, summary = ${t.summary}, host_id = ${t.hostId}, focus = ${t.focus}, figures_source = ${t.figuresSource},
      members_read = ${t.membersRead}, public_read = ${t.publicRead}, version = version + 1
    where id = ${id} and version = ${version}`.execute(tx);
  if (numAffectedRows !== 1n) return false;
  await setParts(tx, id, t.parts);
  await setFigures(tx, id, t.figures);
  return true;
}
async function setParts(tx: Tx, id: string, parts: readonly PartTyped[]): Promise<void> {
  await sql`delete from topic_part where topic_id = ${id}`.execute(tx);
  for (const part of parts)
    await sql`insert into topic_part (topic_id, kind, starts_at, ends_at) values (${id}, ${part.kind}, ${part.startsAt}, ${part.endsAt})`.execute(
      tx,
    );
}
async function setFigures(tx: Tx, id: string, figures: TopicText['figures']): Promise<void> {
  await sql`delete from topic_figure where topic_id = ${id}`.execute(tx);
  for (const [sort, { value, label }] of figures.entries())
    await sql`insert into topic_figure (topic_id, sort, value, label) values (${id}, ${sort}, ${value}, ${label})`.execute(tx);
}

/** Moves by compare-and-set; false when the state was another by then. */
export async function moveTopic(
  tx: Tx,
  id: string,
  from: TopicState,
  to: TopicState,
  more: { announcedAt?: Date; endedAt?: Date; why?: string } = {},
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update topic set state = ${to}, announced_at = coalesce(announced_at, ${more.announcedAt ?? null}::timestamptz),
      ended_at = coalesce(${more.endedAt ?? null}::timestamptz, ended_at), withdrawn_why = coalesce(${more.why ?? null}, withdrawn_why), version = version + 1
    where id = ${id} and state = ${from}`.execute(tx);
  return numAffectedRows === 1n;
}
/** The posting window ends (or begins) now, and never before it begins: dates and state do not contradict each other. */
export async function movePosting(tx: Tx, id: string, edge: 'starts_at' | 'ends_at', at: Date): Promise<void> {
  const sound =
    edge === 'starts_at' ? sql`least(${at}, ends_at - interval '1 second')` : sql`greatest(${at}, starts_at + interval '1 second')`;
  await sql`update topic_part set ${sql.ref(edge)} = ${sound} where topic_id = ${id} and kind = 'posting'`.execute(tx);
}

export async function figuresOf(db: Db, id: string): Promise<{ value: string; label: string }[]> {
  const { rows } = await sql<{
    value: string;
    label: string;
  }>`select value, label from topic_figure where topic_id = ${id} order by sort`.execute(db);
  return rows;
}
export async function isHostOf(db: Db, hostId: string, committeeId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from shared_org where id = ${hostId} and committee_id = ${committeeId}`.execute(db);
  return rows.length > 0;
}
