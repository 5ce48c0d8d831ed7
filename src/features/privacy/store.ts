import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import type { RequestState } from './lifecycle.ts';
import { keptSince } from './registry.ts';

export interface Texts {
  readonly zh: string;
  readonly en: string;
}
export interface NoticeRow {
  readonly version: number;
  readonly effectiveOn: string;
  readonly publishedAt: Date;
  readonly publishedBy: string | null;
  readonly text: Texts;
  readonly changed: Texts;
}
/** Newest first. */
export async function notices(db: Db): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select n.version, n.effective_on::text as "effectiveOn", n.published_at as "publishedAt", c.display_name as "publishedBy", n.text, n.changed
    from privacy_notice n left join shared_person_card c on c.id = n.published_by order by n.version desc`.execute(db);
  return rows;
}
/** The version in force on a day; null before the first. */
export async function versionOn(db: Db, day: string): Promise<number | null> {
  const { rows } = await sql<{ version: number | null }>`
    select max(version) as version from privacy_notice where effective_on <= ${day}::date`.execute(db);
  return rows[0]?.version ?? null;
}
/** One publisher at a time; the number is the next one. */
export async function insertNotice(
  tx: Tx,
  n: { effectiveOn: string; by: string | null; text: Texts; changed: Texts; now: Date },
): Promise<number> {
  await sql`lock table privacy_notice in exclusive mode`.execute(tx);
  const { rows } = await sql<{ version: number }>`
    insert into privacy_notice (version, effective_on, published_at, published_by, text, changed)
    select coalesce(max(version), 0) + 1, ${n.effectiveOn}::date, ${n.now}, ${n.by}::uuid, ${JSON.stringify(n.text)}::jsonb, ${JSON.stringify(n.changed)}::jsonb
    from privacy_notice returning version`.execute(tx);
  return rows[0]?.version ?? 0;
}

export interface NewConsent {
  readonly id: string;
  readonly personId: string;
  readonly kind: 'notice' | 'of14';
  readonly version: number | null;
  readonly place: string;
  readonly now: Date;
}
export async function insertConsent(tx: Tx, c: NewConsent): Promise<void> {
  await sql`insert into consent (id, person_id, kind, version, at, place)
    values (${c.id}, ${c.personId}, ${c.kind}, ${c.version}, ${c.now}, ${c.place}) on conflict do nothing`.execute(tx);
}
export async function consentsOf(db: Db, personId: string) {
  const { rows } = await sql<{ kind: string; version: number | null; at: Date; place: string }>`
    select kind, version, at, place from consent where person_id = ${personId} order by at, id`.execute(db);
  return rows;
}

export type ExportState = 'waiting' | 'ready' | 'failed' | 'ended';
export interface ExportRow {
  readonly id: string;
  readonly personId: string;
  readonly state: ExportState;
  readonly askedAt: Date;
  readonly readyAt: Date | null;
  readonly endsAt: Date | null;
  readonly size: number | null;
}
const exported = sql`id, person_id as "personId", state, asked_at as "askedAt", ready_at as "readyAt", ends_at as "endsAt", size`;
export async function insertExport(tx: Tx, e: { id: string; personId: string; now: Date }): Promise<void> {
  await sql`insert into data_export (id, person_id, state, asked_at) values (${e.id}, ${e.personId}, 'waiting', ${e.now})`.execute(tx);
}
export async function exportOf(db: Db, id: string): Promise<ExportRow | null> {
  const { rows } = await sql<ExportRow>`select ${exported} from data_export where id = ${id}`.execute(db);
  return rows[0] ?? null;
}
export async function newestExport(db: Db, personId: string): Promise<ExportRow | null> {
  const { rows } = await sql<ExportRow>`
    select ${exported} from data_export where person_id = ${personId} order by id desc limit 1`.execute(db);
  return rows[0] ?? null;
}
/** Moves by compare-and-set. */
export async function moveExport(
  tx: Tx,
  id: string,
  from: ExportState,
  to: ExportState,
  more: { readyAt?: Date; endsAt?: Date; size?: number } = {},
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update data_export set state = ${to}, ready_at = coalesce(${more.readyAt ?? null}::timestamptz, ready_at),
      ends_at = coalesce(${more.endsAt ?? null}::timestamptz, ends_at), size = coalesce(${more.size ?? null}::bigint, size)
    where id = ${id} and state = ${from}`.execute(tx);
  return numAffectedRows === 1n;
}
/** Ends what is ready or under way. @returns the ids, whose files go. */
export async function endExports(tx: Tx, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update data_export set state = 'ended' where person_id = ${personId} and state in ('waiting', 'ready') returning id`.execute(tx);
  return rows.map(({ id }) => id);
}
export async function forgetExports(db: Db, now: Date): Promise<void> {
  await sql`delete from data_export where state in ('failed', 'ended') and asked_at < ${keptSince('data_export', now)}`.execute(db);
}

export interface RequestRow {
  readonly id: string;
  readonly personId: string;
  readonly kind: 'netizen' | 'member';
  readonly committeeId: string | null;
  readonly state: RequestState;
  readonly askedAt: Date;
  readonly dueAt: Date | null;
  readonly words: string | null;
  readonly answeredAt: Date | null;
  readonly answer: string | null;
}
const asked = sql`id, person_id as "personId", kind, committee_id as "committeeId", state, asked_at as "askedAt", due_at as "dueAt", words,
  answered_at as "answeredAt", answer`;
export async function insertRequest(
  tx: Tx,
  r: {
    id: string;
    personId: string;
    kind: 'netizen' | 'member';
    committeeId: string | null;
    dueAt: Date | null;
    words: string | null;
    now: Date;
  },
): Promise<void> {
  await sql`insert into erasure_request (id, person_id, kind, committee_id, state, asked_at, due_at, words)
    values (${r.id}, ${r.personId}, ${r.kind}, ${r.committeeId}, 'waiting', ${r.now}, ${r.dueAt}, ${r.words})`.execute(tx);
}
export async function lockRequest(tx: Tx, id: string): Promise<RequestRow | null> {
  const { rows } = await sql<RequestRow>`select ${asked} from erasure_request where id = ${id} for update`.execute(tx);
  return rows[0] ?? null;
}
export async function openRequest(db: Db, personId: string): Promise<RequestRow | null> {
  const { rows } = await sql<RequestRow>`
    select ${asked} from erasure_request where person_id = ${personId} and state = 'waiting'`.execute(db);
  return rows[0] ?? null;
}
export async function lastRequest(db: Db, personId: string): Promise<RequestRow | null> {
  const { rows } = await sql<RequestRow>`
    select ${asked} from erasure_request where person_id = ${personId} order by id desc limit 1`.execute(db);
  return rows[0] ?? null;
}
export async function moveRequest(
  tx: Tx,
  id: string,
  to: RequestState,
  by: { personId: string | null; answer: string | null; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update erasure_request set state = ${to}, answered_by = ${by.personId}::uuid, answer = ${by.answer}, answered_at = ${by.now}
    where id = ${id} and state = 'waiting'`.execute(tx);
  return numAffectedRows === 1n;
}
/** Requests at these committees; those that wait first, oldest first. */
export async function requestsAt(db: Db, bodies: readonly string[], after: string | null, limit: number) {
  const { rows } = await sql<RequestRow & { committee: string; name: string; serving: boolean; answeredByName: string | null }>`
    select r.id, r.person_id as "personId", r.kind, r.committee_id as "committeeId", r.state, r.asked_at as "askedAt", r.due_at as "dueAt", r.words,
      r.answered_at as "answeredAt", r.answer, o.short_name as committee, c.display_name as name, a.display_name as "answeredByName",
      exists (select 1 from shared_membership m where m.person_id = r.person_id and m.until_on is null and m.term_ends_on >= r.asked_at::date)
        or exists (select 1 from shared_role g where g.person_id = r.person_id) as serving
    from erasure_request r join shared_org o on o.id = r.committee_id join shared_person_card c on c.id = r.person_id
    left join shared_person_card a on a.id = r.answered_by
    where r.committee_id = any(${bodies}::uuid[]) and (${after}::uuid is null or r.id < ${after}::uuid)
    order by r.id desc limit ${limit}`.execute(db);
  return rows;
}

/** The committee to which somebody formally belongs, now or before; null for netizens. */
export async function committeeOf(db: Db, personId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select committee_id as id from (
      select committee_id, 0 as first, coalesce(until_on, term_ends_on) as until from shared_membership where person_id = ${personId}
      union all select body_id, 1, 'infinity' from shared_role where person_id = ${personId}
      union all select body_id, 1, 'infinity' from shared_staff where person_id = ${personId}
    ) b order by first, until desc limit 1`.execute(db);
  return rows[0]?.id ?? null;
}
/** A seat of a running term, or a duty: what must end before its bearer is erased. */
export async function isServing(db: Db, personId: string, day: string): Promise<boolean> {
  const { rows } = await sql<{ serving: boolean }>`
    select exists (select 1 from shared_membership where person_id = ${personId} and until_on is null and term_ends_on >= ${day}::date)
      or exists (select 1 from shared_role where person_id = ${personId}) as serving`.execute(db);
  return rows[0]?.serving ?? false;
}

/** Has something to show who it is by: a password, a code app, a key. */
export async function canProve(db: Db, personId: string): Promise<boolean> {
  const { rows } = await sql<{ can: boolean }>`
    select exists (select 1 from shared_factor where person_id = ${personId}) or exists (select 1 from shared_account where person_id = ${personId}) as can`.execute(
    db,
  );
  return rows[0]?.can ?? false;
}

export interface ErasureRow {
  readonly personId: string;
  readonly at: Date;
  readonly kind: string;
}
/** False when this person was erased before. */
export async function insertErasure(tx: Tx, e: ErasureRow & { outcome: object }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into erasure (person_id, at, kind, outcome) values (${e.personId}, ${e.at}, ${e.kind}, ${JSON.stringify(e.outcome)}::jsonb)
    on conflict (person_id) do update set outcome = excluded.outcome`.execute(tx);
  return numAffectedRows === 1n;
}
export async function erasures(db: Db): Promise<ErasureRow[]> {
  const { rows } = await sql<ErasureRow>`select person_id as "personId", at, kind from erasure order by at, person_id`.execute(db);
  return rows;
}
/** Words of requests go; that and when something was asked and agreed to stays as proof. */
export async function eraseOwn(tx: Tx, personId: string): Promise<{ removed: number; kept: number }> {
  const words = await sql`update erasure_request set words = null, answer = null
    where person_id = ${personId} and coalesce(words, answer) is not null`.execute(tx);
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from consent where person_id = ${personId}) + (select count(*) from erasure_request where ${personId} in (person_id, answered_by))
      + (select count(*) from privacy_notice where published_by = ${personId}) as n`.execute(tx);
  return { removed: Number(words.numAffectedRows ?? 0), kept: rows[0]?.n ?? 0 };
}
export async function ownRequests(db: Db, personId: string) {
  const requests = await sql`
    select kind, state, asked_at as "askedAt", due_at as "dueAt", words, answered_at as "answeredAt", answer from erasure_request
    where person_id = ${personId} order by id`.execute(db);
  const exports = await sql`
    select state, asked_at as "askedAt", ready_at as "readyAt", size from data_export where person_id = ${personId} order by id`.execute(
    db,
  );
  const work = await sql`
    select 'notice' as what, version::text as which, published_at as at from privacy_notice where published_by = ${personId}
    union all select 'request', id::text, answered_at from erasure_request where answered_by = ${personId} and person_id <> ${personId} order by 3`.execute(
    db,
  );
  return { requests: requests.rows, exports: exports.rows, work: work.rows };
}
