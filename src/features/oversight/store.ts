import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import type { Duty, GrantState, origins } from './contract.ts';

export interface StaffMember {
  readonly id: string;
  readonly bodyId: string;
  readonly officeId: string | null;
  readonly account: string | null;
  /** Duties held anywhere. */
  readonly held: string[];
}
/** A person of a body's staff; locked, so that two requests about one person come one after the other. */
export async function staffMember(tx: Tx, id: string, bodyId: string): Promise<StaffMember | null> {
  const { rows } = await sql<StaffMember>`
    select s.person_id as id, s.body_id as "bodyId", s.office_id as "officeId", a.account,
      array(select r.role from shared_role r where r.person_id = s.person_id) as held
    from staff s left join shared_account a on a.person_id = s.person_id
    where s.person_id = ${id} and s.body_id = ${bodyId} for update of s`.execute(tx);
  return rows[0] ?? null;
}
export async function isStaffOf(db: Db, id: string, bodies: readonly string[]): Promise<string | null> {
  const { rows } = await sql<{ bodyId: string }>`
    select body_id as "bodyId" from staff where person_id = ${id} and body_id = any(${bodies}::uuid[]) limit 1`.execute(db);
  return rows[0]?.bodyId ?? null;
}
export async function insertStaff(
  tx: Tx,
  s: { personId: string; bodyId: string; officeId: string | null; by: string; now: Date },
): Promise<void> {
  await sql`insert into staff (person_id, body_id, office_id, since, made_by)
    values (${s.personId}, ${s.bodyId}, ${s.officeId}, ${s.now}, ${s.by})`.execute(tx);
}
export async function offices(db: Db, bodyId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from shared_org where committee_id = ${bodyId} and kind in ('office', 'subCommittee') and closed_on is null
    order by kind, sort, name`.execute(db);
  return rows;
}

export interface Grant {
  readonly id: string;
  readonly bodyId: string;
  readonly personId: string;
  readonly duty: Duty;
  readonly state: GrantState;
  readonly endsAt: Date | null;
  readonly requestedBy: string | null;
}
const grantColumns = sql`id, body_id as "bodyId", person_id as "personId", duty, state, ends_at as "endsAt", requested_by as "requestedBy"`;
export async function grantOf(db: Db, id: string): Promise<Grant | null> {
  const { rows } = await sql<Grant>`select ${grantColumns} from grant_request where id = ${id}`.execute(db);
  return rows[0] ?? null;
}
export async function insertRequest(
  tx: Tx,
  g: { id: string; bodyId: string; personId: string; duty: Duty; why: string; endsAt: Date | null; by: string; now: Date },
): Promise<void> {
  await sql`insert into grant_request (id, body_id, person_id, duty, why, ends_at, state, origin, requested_by, requested_at)
    values (${g.id}, ${g.bodyId}, ${g.personId}, ${g.duty}, ${g.why}, ${g.endsAt}, 'requested', 'request', ${g.by}, ${g.now})`.execute(tx);
}
/** Moves by compare-and-set: of two at once the second finds it changed. */
export async function decideRequest(tx: Tx, id: string, d: { to: GrantState; by: string; why: string; now: Date }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update grant_request set state = ${d.to}, decided_by = ${d.by}, decided_at = ${d.now}, decided_why = ${d.why}
    where id = ${id} and state = 'requested'`.execute(tx);
  return numAffectedRows === 1n;
}
export async function endGrant(
  tx: Tx,
  id: string,
  e: { to: GrantState; by: string | null; why: string | null; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update grant_request set state = ${e.to}, ended_by = ${e.by}, ended_at = ${e.now}, ended_why = ${e.why}
    where id = ${id} and state = 'approved'`.execute(tx);
  return numAffectedRows === 1n;
}

export interface ListedGrant extends Grant {
  readonly name: string;
  readonly account: string | null;
  readonly office: string | null;
  readonly origin: (typeof origins)[number];
  readonly why: string;
  readonly requestedAt: Date;
  readonly requestedByName: string | null;
  readonly decidedAt: Date | null;
  readonly decidedByName: string | null;
  readonly decidedWhy: string | null;
  readonly endedAt: Date | null;
  readonly endedByName: string | null;
  readonly endedWhy: string | null;
  /** The time by which its tab is sorted. */
  readonly at: Date;
}
export interface Place {
  readonly at: Date;
  readonly id: string;
}
const listed = (at: RawBuilder<unknown>) => sql`
  select g.id, g.body_id as "bodyId", g.person_id as "personId", g.duty, g.state, g.origin, g.why, g.ends_at as "endsAt",
    g.requested_at as "requestedAt", g.requested_by as "requestedBy", r.display_name as "requestedByName", g.decided_at as "decidedAt",
    d.display_name as "decidedByName", g.decided_why as "decidedWhy", g.ended_at as "endedAt", e.display_name as "endedByName",
    g.ended_why as "endedWhy", c.display_name as name, a.account, o.name as office, ${at} as at
  from grant_request g join shared_person_card c on c.id = g.person_id
    left join shared_account a on a.person_id = g.person_id
    left join staff s on s.person_id = g.person_id and s.body_id = g.body_id left join shared_org o on o.id = s.office_id
    left join shared_person_card r on r.id = g.requested_by left join shared_person_card d on d.id = g.decided_by
    left join shared_person_card e on e.id = g.ended_by`;
/** What waits comes in the order of asking; what was decided or ended, newest first. */
export async function grants(
  db: Db,
  q: { bodies: readonly string[]; tab: 'waiting' | 'decided'; after: Place | null; limit: number },
): Promise<ListedGrant[]> {
  const waits = q.tab === 'waiting';
  const at = waits ? sql`g.requested_at` : sql`coalesce(g.ended_at, g.decided_at, g.requested_at)`;
  const past = !q.after
    ? sql`true`
    : waits
      ? sql`(${at}, g.id) > (${q.after.at}::timestamptz, ${q.after.id}::uuid)`
      : sql`(${at}, g.id) < (${q.after.at}::timestamptz, ${q.after.id}::uuid)`;
  const { rows } = await sql<ListedGrant>`
    ${listed(at)} where g.body_id = any(${q.bodies}::uuid[]) and (g.state = 'requested') = ${waits} and ${past}
    order by ${waits ? sql`${at}, g.id` : sql`${at} desc, g.id desc`} limit ${q.limit}`.execute(db);
  return rows;
}

export interface ListedStaff {
  readonly id: string;
  readonly name: string;
  readonly account: string | null;
  readonly office: string | null;
  readonly since: Date;
  readonly mustChange: boolean;
  readonly disabled: boolean;
  /** Duties held at any body. */
  readonly heldAnywhere: string[];
  readonly duties: {
    grant: string;
    duty: Duty;
    origin: (typeof origins)[number];
    since: string;
    endsAt: string | null;
    requestedBy: string | null;
    decidedBy: string | null;
  }[];
  readonly waiting: Duty[];
}
/** Staff of these bodies by name; `after` is the last name and id of the page before. */
export async function staff(
  db: Db,
  q: { bodies: readonly string[]; search: string; after: { name: string; id: string } | null; limit: number },
): Promise<ListedStaff[]> {
  const like = `%${q.search.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
  const { rows } = await sql<ListedStaff>`
    select s.person_id as id, c.display_name as name, a.account, o.name as office, s.since, coalesce(a.must_change, false) as "mustChange",
      c.disabled_at is not null as disabled, array(select r.role from shared_role r where r.person_id = s.person_id) as "heldAnywhere",
      coalesce((select jsonb_agg(jsonb_build_object('grant', g.id, 'duty', g.duty, 'origin', g.origin, 'since', coalesce(g.decided_at, g.requested_at),
          'endsAt', g.ends_at, 'requestedBy', r.display_name, 'decidedBy', d.display_name) order by g.requested_at, g.id)
        from grant_request g left join shared_person_card r on r.id = g.requested_by left join shared_person_card d on d.id = g.decided_by
        where g.person_id = s.person_id and g.body_id = s.body_id and g.state = 'approved'), '[]') as duties,
      array(select g.duty from grant_request g where g.person_id = s.person_id and g.body_id = s.body_id and g.state = 'requested' order by g.id) as waiting
    from staff s join shared_person_standing c on c.id = s.person_id left join shared_account a on a.person_id = s.person_id
      left join shared_org o on o.id = s.office_id
    where s.body_id = any(${q.bodies}::uuid[])
      and (${q.search} = '' or c.display_name like ${like} or a.account like ${like})
      and (${q.after === null} or (c.display_name, s.person_id) > (${q.after?.name ?? ''}, ${q.after?.id ?? null}::uuid))
    order by c.display_name, s.person_id limit ${q.limit}`.execute(db);
  return rows;
}

/** How many requests wait at each body, and since when; those about the asker are another's to decide. */
export async function waitingRequests(
  db: Db,
  bodies: readonly string[],
  personId: string,
): Promise<{ committeeId: string; all: number; mine: number; since: Date }[]> {
  const { rows } = await sql<{ committeeId: string; all: number; mine: number; since: Date }>`
    select body_id as "committeeId", count(*) as all, count(*) filter (where person_id = ${personId}) as mine, min(requested_at) as since
    from grant_request where body_id = any(${bodies}::uuid[]) and state = 'requested' group by body_id`.execute(db);
  return rows;
}
export async function decidedBy(db: Db, personId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from grant_request where decided_by = ${personId} and decided_at >= ${since}`.execute(db);
  return rows[0]?.n ?? 0;
}
