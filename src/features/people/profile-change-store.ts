import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import type { ProfileField } from './member-contract.ts';

export interface AskedChange {
  readonly id: string;
  readonly field: ProfileField;
  readonly was: string | null;
  readonly wanted: string | null;
  readonly askedAt: Date;
}
export async function waitingOf(db: Db, personId: string, committeeId: string): Promise<AskedChange[]> {
  const { rows } = await sql<AskedChange>`
    select id, field, old_value as was, new_value as wanted, asked_at as "askedAt" from profile_change
    where person_id = ${personId} and committee_id = ${committeeId} and state = 'waiting' order by asked_at, id`.execute(db);
  return rows;
}
/** The newest change of each field, as its owner sees it. */
export async function newestOf(
  db: Db,
  personId: string,
): Promise<{ field: ProfileField; wanted: string | null; state: 'waiting' | 'accepted' | 'refused'; why: string | null; at: Date }[]> {
  const { rows } = await sql<{
    field: ProfileField;
    wanted: string | null;
    state: 'waiting' | 'accepted' | 'refused';
    why: string | null;
    at: Date;
  }>`select distinct on (field) field, new_value as wanted, state, why, coalesce(decided_at, asked_at) as at
    from profile_change where person_id = ${personId} order by field, asked_at desc, id desc`.execute(db);
  return rows;
}
/** One waiting change a field: a later wish replaces the one before. */
export async function writeWaiting(
  tx: Tx,
  c: { id: string; personId: string; committeeId: string; field: ProfileField; was: string | null; wanted: string | null; now: Date },
): Promise<void> {
  await sql`insert into profile_change (id, person_id, committee_id, field, old_value, new_value, asked_at)
    values (${c.id}, ${c.personId}, ${c.committeeId}, ${c.field}, ${c.was}, ${c.wanted}, ${c.now})
    on conflict (person_id, field) where state = 'waiting' do update set new_value = excluded.new_value, old_value = excluded.old_value,
      committee_id = excluded.committee_id`.execute(tx);
}
export async function dropWaiting(tx: Tx, personId: string, field: ProfileField): Promise<void> {
  await sql`delete from profile_change where person_id = ${personId} and field = ${field} and state = 'waiting'`.execute(tx);
}
export async function countWaiting(db: Db, personId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from profile_change where person_id = ${personId} and state = 'waiting'`.execute(db);
  return rows[0]?.n ?? 0;
}
export interface ListedChange extends AskedChange {
  readonly personId: string;
  readonly membershipId: string | null;
  readonly name: string;
  readonly sector: string | null;
  readonly state: 'waiting' | 'accepted' | 'refused';
  readonly why: string | null;
  readonly decidedAt: Date | null;
  readonly by: string | null;
}
/** Waiting ones from the oldest, decided ones from the newest. */
export async function changesAt(
  db: Db,
  a: { committeeId: string; waiting: boolean; after: string | null; most: number },
): Promise<ListedChange[]> {
  const beyond = a.after === null ? sql`` : a.waiting ? sql`and c.id > ${a.after}::uuid` : sql`and c.id < ${a.after}::uuid`;
  const { rows } = await sql<ListedChange>`
    select c.id, c.person_id as "personId", m.id as "membershipId", coalesce(p.name, p.nickname) as name, m.sector, c.field,
      c.old_value as was, c.new_value as wanted, c.state, c.why, c.asked_at as "askedAt", c.decided_at as "decidedAt", d.name as by
    from profile_change c join person p on p.id = c.person_id left join person d on d.id = c.decided_by
    left join lateral (select m.id, s.name as sector from membership m join sector s on s.id = m.sector_id
      where m.person_id = c.person_id and m.committee_id = c.committee_id order by m.from_on desc limit 1) m on true
    where c.committee_id = ${a.committeeId} and (c.state = 'waiting') = ${a.waiting} ${beyond}
    order by ${a.waiting ? sql`c.id` : sql`c.id desc`} limit ${a.most}`.execute(db);
  return rows;
}
export async function committeeOfChange(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select committee_id as id from profile_change where id = ${id}`.execute(db);
  return rows[0]?.id ?? null;
}
/** Compare-and-set: of two who decide at once, one does. */
export async function decide(
  tx: Tx,
  id: string,
  d: { state: 'accepted' | 'refused'; why: string | null; byId: string; now: Date },
): Promise<{ personId: string; field: ProfileField; wanted: string | null } | null> {
  const { rows } = await sql<{ personId: string; field: ProfileField; wanted: string | null }>`
    update profile_change set state = ${d.state}, why = ${d.why}, decided_by = ${d.byId}, decided_at = ${d.now}
    where id = ${id} and state = 'waiting' returning person_id as "personId", field, new_value as wanted`.execute(tx);
  return rows[0] ?? null;
}
/** For the desk's today: how many wait at each body and since when. */
export async function waitingAt(
  db: Db,
  bodies: readonly string[],
): Promise<{ committeeId: string; n: number; people: number; since: Date }[]> {
  const { rows } = await sql<{ committeeId: string; n: number; people: number; since: Date }>`
    select committee_id as "committeeId", count(*) as n, count(distinct person_id) as people, min(asked_at) as since
    from profile_change where state = 'waiting' and committee_id = any(${bodies}::uuid[]) group by 1`.execute(db);
  return rows;
}
export async function decidedBy(db: Db, personId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from profile_change where decided_by = ${personId} and decided_at >= ${since}`.execute(db);
  return rows[0]?.n ?? 0;
}
/** What a notice about a decision says. */
export async function decided(
  db: Db,
  ids: readonly string[],
): Promise<{ id: string; personId: string; field: ProfileField; state: 'accepted' | 'refused'; why: string | null }[]> {
  const { rows } = await sql<{ id: string; personId: string; field: ProfileField; state: 'accepted' | 'refused'; why: string | null }>`
    select id, person_id as "personId", field, state, why from profile_change where id = any(${ids}::uuid[]) and state <> 'waiting'`.execute(
    db,
  );
  return rows;
}
