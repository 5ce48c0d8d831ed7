import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

// Whole rosters at once: what one row would ask ten times, a list asks once.

// Stores do not lean on each other: these are the columns of membership, membership_group and profile that a list speaks of.
export interface GroupDuty {
  readonly groupId: string;
  readonly duty: string | null;
}
export interface Seat {
  readonly sectorId: string;
  readonly number: string | null;
  readonly office: string | null;
  readonly standing: boolean;
  readonly subCommitteeId: string | null;
  readonly subCommitteeDuty: string | null;
  readonly secondSubCommitteeId: string | null;
  readonly secondSubCommitteeDuty: string | null;
}
export interface Profile {
  readonly gender: 'male' | 'female' | null;
  readonly ethnicity: string | null;
  readonly education: string | null;
  readonly bornOn: string | null;
  readonly party: string | null;
  readonly employer: string | null;
  readonly post: string | null;
  readonly title: string | null;
}

/** Somebody as a roster compares them. */
export interface RosterPerson extends Profile {
  readonly id: string;
  readonly name: string | null;
  readonly disabled: boolean;
  /** Sat in an earlier term of this committee, and never anywhere else: what stands of them is this committee's. */
  readonly ours: boolean;
  readonly phone: Buffer | null;
  readonly phoneSealed: Buffer | null;
  readonly identityNumber: Buffer | null;
  readonly identityNumberSealed: Buffer | null;
  readonly seat:
    | (Seat & {
        readonly id: string;
        readonly fromOn: string;
        readonly untilOn: string | null;
        readonly officeRank: number;
        readonly groups: readonly GroupDuty[];
      })
    | null;
  /** Live memberships of party organisations that the committee keeps. */
  readonly parties: readonly {
    readonly id: string;
    readonly orgId: string;
    readonly orgName: string;
    readonly party: string;
    readonly level: string;
    readonly joinedOn: string | null;
    readonly duty: string | null;
  }[];
}
export interface RosterAsked {
  readonly committeeId: string;
  readonly termId: string;
  readonly phones: readonly Buffer[];
  readonly identityNumbers: readonly Buffer[];
}
/** Everybody seated in the term, in a party organisation of the committee, or holding one of these numbers; by surname strokes. */
export async function rosterPeople(db: Db, asked: RosterAsked): Promise<RosterPerson[]> {
  const { rows } = await sql<RosterPerson>`
    with wanted as (
      select person_id from membership where term_id = ${asked.termId}
      union select m.person_id from party_membership m join org o on o.id = m.org_id
        where o.committee_id = ${asked.committeeId} and m.until_on is null
      union select person_id from identity where kind = 'phone' and subject = any(${asked.phones}::bytea[])
      union select person_id from profile where identity_number_digest = any(${asked.identityNumbers}::bytea[])
    )
    select p.id, p.name, p.disabled_at is not null as disabled,
      coalesce((select bool_and(e.committee_id = ${asked.committeeId}) from membership e where e.person_id = p.id), false)
        and not exists (select 1 from party_membership q join org o on o.id = q.org_id
          where q.person_id = p.id and q.until_on is null and o.committee_id <> ${asked.committeeId}) as ours,
      i.subject as phone, i.sealed as "phoneSealed",
      f.identity_number_digest as "identityNumber", f.identity_number_sealed as "identityNumberSealed", f.gender, f.ethnicity, f.education,
      f.born_on::text as "bornOn", f.party, f.employer, f.post, f.title,
      case when m.id is not null then jsonb_build_object('id', m.id, 'fromOn', m.from_on, 'untilOn', m.until_on, 'officeRank', m.office_rank,
        'sectorId', m.sector_id, 'number', m.number, 'office', m.office, 'standing', m.standing, 'subCommitteeId', m.sub_committee_id,
        'subCommitteeDuty', m.sub_committee_duty, 'secondSubCommitteeId', m.second_sub_committee_id,
        'secondSubCommitteeDuty', m.second_sub_committee_duty, 'groups', coalesce((
          select jsonb_agg(jsonb_build_object('groupId', g.group_id, 'duty', g.duty) order by g.group_id)
          from membership_group g where g.membership_id = m.id), '[]')) end as seat,
      coalesce((select jsonb_agg(jsonb_build_object('id', pm.id, 'orgId', o.id, 'orgName', o.name, 'party', o.party, 'level', o.party_level,
          'joinedOn', pm.joined_on, 'duty', pm.duty) order by o.sort, o.name)
        from party_membership pm join org o on o.id = pm.org_id
        where pm.person_id = p.id and pm.until_on is null and o.committee_id = ${asked.committeeId}), '[]') as parties
    from wanted w join person p on p.id = w.person_id
      left join identity i on i.person_id = p.id and i.kind = 'phone'
      left join profile f on f.person_id = p.id
      left join membership m on m.person_id = p.id and m.term_id = ${asked.termId}
    order by p.stroke_key, p.id`.execute(db);
  return rows;
}

/** 层级 of the party organisations that a committee keeps. */
export async function partyLevels(db: Db, committeeId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; level: string }>`
    select id, party_level as level from org where committee_id = ${committeeId} and kind = 'partyOrg'`.execute(db);
  return new Map(rows.map(({ id, level }) => [id, level]));
}

export interface RosterTerm {
  readonly id: string;
  readonly ordinal: number;
  readonly startsOn: string;
  readonly endsOn: string;
}
export async function termsOf(db: Db, committeeId: string): Promise<RosterTerm[]> {
  const { rows } = await sql<RosterTerm>`
    select id, ordinal, starts_on::text as "startsOn", ends_on::text as "endsOn" from term
    where committee_id = ${committeeId} order by ordinal desc`.execute(db);
  return rows;
}

const column = <R, K extends keyof R>(rows: readonly R[], key: K): R[K][] => rows.map((row) => row[key]);

export interface ListedName {
  readonly id: string;
  readonly name: string;
  readonly strokeKey: string;
  readonly pinyin: string;
  readonly initials: string;
}
export async function insertNames(tx: Tx, rows: readonly ListedName[], keysBy: string, now: Date): Promise<void> {
  await sql`insert into person (id, name, stroke_key, pinyin, initials, keys_by, created_at)
    select id, name, stroke_key, pinyin, initials, ${keysBy}, ${now} from unnest(${column(rows, 'id')}::uuid[], ${column(rows, 'name')}::text[],
      ${column(rows, 'strokeKey')}::text[], ${column(rows, 'pinyin')}::text[], ${column(rows, 'initials')}::text[])
      u(id, name, stroke_key, pinyin, initials)`.execute(tx);
}
/** Phones that stand in a list: theirs once a code was entered. */
export async function insertListedPhones(
  tx: Tx,
  rows: readonly { readonly id: string; readonly personId: string; readonly subject: Buffer; readonly sealed: Buffer }[],
  now: Date,
): Promise<void> {
  await sql`insert into identity (id, person_id, kind, subject, sealed, created_at)
    select id, person_id, 'phone', subject, sealed, ${now} from unnest(${column(rows, 'id')}::uuid[], ${column(rows, 'personId')}::uuid[],
      ${column(rows, 'subject')}::bytea[], ${column(rows, 'sealed')}::bytea[]) u(id, person_id, subject, sealed)`.execute(tx);
}
export interface ListedProfile extends Profile {
  readonly personId: string;
  readonly sealed: Buffer | null;
  readonly digest: Buffer | null;
}
export async function insertProfiles(tx: Tx, rows: readonly ListedProfile[], now: Date): Promise<void> {
  await sql`insert into profile (person_id, gender, ethnicity, education, born_on, party, employer, post, title,
      identity_number_sealed, identity_number_digest, updated_at)
    select u.*, ${now} from unnest(${column(rows, 'personId')}::uuid[], ${column(rows, 'gender')}::text[], ${column(rows, 'ethnicity')}::text[],
      ${column(rows, 'education')}::text[], ${column(rows, 'bornOn')}::date[], ${column(rows, 'party')}::text[],
      ${column(rows, 'employer')}::text[], ${column(rows, 'post')}::text[], ${column(rows, 'title')}::text[],
      ${column(rows, 'sealed')}::bytea[], ${column(rows, 'digest')}::bytea[]) u`.execute(tx);
}
export interface ListedSeat extends Seat {
  readonly id: string;
  readonly personId: string;
  readonly officeRank: number;
  readonly fromOn: string;
  readonly status: 'serving' | 'added';
}
export async function insertSeats(tx: Tx, place: { committeeId: string; termId: string }, rows: readonly ListedSeat[]): Promise<void> {
  await sql`insert into membership (committee_id, term_id, id, person_id, sector_id, number, office, office_rank, standing, sub_committee_id,
      sub_committee_duty, second_sub_committee_id, second_sub_committee_duty, from_on, status)
    select ${place.committeeId}::uuid, ${place.termId}::uuid, u.* from unnest(${column(rows, 'id')}::uuid[], ${column(rows, 'personId')}::uuid[],
      ${column(rows, 'sectorId')}::uuid[], ${column(rows, 'number')}::text[], ${column(rows, 'office')}::text[],
      ${column(rows, 'officeRank')}::int[], ${column(rows, 'standing')}::boolean[], ${column(rows, 'subCommitteeId')}::uuid[],
      ${column(rows, 'subCommitteeDuty')}::text[], ${column(rows, 'secondSubCommitteeId')}::uuid[],
      ${column(rows, 'secondSubCommitteeDuty')}::text[], ${column(rows, 'fromOn')}::date[], ${column(rows, 'status')}::text[]) u`.execute(
    tx,
  );
}
export async function insertSeatGroups(tx: Tx, rows: readonly (GroupDuty & { readonly seatId: string })[]): Promise<void> {
  await sql`insert into membership_group (membership_id, group_id, duty)
    select * from unnest(${column(rows, 'seatId')}::uuid[], ${column(rows, 'groupId')}::uuid[], ${column(rows, 'duty')}::text[])`.execute(
    tx,
  );
}
export async function insertJoined(
  tx: Tx,
  rows: readonly { readonly id: string; readonly seatId: string; readonly kind: 'joined' | 'added'; readonly onDate: string }[],
  byId: string | null,
  now: Date,
): Promise<void> {
  await sql`insert into member_change (id, membership_id, kind, on_date, by_id, at)
    select id, seat, kind, on_date, ${byId}::uuid, ${now} from unnest(${column(rows, 'id')}::uuid[], ${column(rows, 'seatId')}::uuid[],
      ${column(rows, 'kind')}::text[], ${column(rows, 'onDate')}::date[]) u(id, seat, kind, on_date)`.execute(tx);
}
export interface ListedPartyMember {
  readonly id: string;
  readonly personId: string;
  readonly orgId: string;
  readonly joinedOn: string | null;
  readonly duty: string | null;
}
export async function insertPartyMembers(tx: Tx, rows: readonly ListedPartyMember[]): Promise<void> {
  await sql`insert into party_membership (id, person_id, org_id, joined_on, duty)
    select * from unnest(${column(rows, 'id')}::uuid[], ${column(rows, 'personId')}::uuid[], ${column(rows, 'orgId')}::uuid[],
      ${column(rows, 'joinedOn')}::date[], ${column(rows, 'duty')}::text[])`.execute(tx);
}
export async function writePartyMember(tx: Tx, id: string, m: { joinedOn: string | null; duty: string | null }): Promise<void> {
  await sql`update party_membership set joined_on = ${m.joinedOn}::date, duty = ${m.duty} where id = ${id}`.execute(tx);
}

export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly system: string;
  readonly handoverId: string | null;
}
export async function insertUnits(tx: Tx, committeeId: string, rows: readonly Unit[]): Promise<void> {
  await sql`insert into org (kind, committee_id, id, name, short_name, system, handover_id, sort)
    select 'unit', ${committeeId}::uuid, u.id, u.name, u.short_name, u.system, u.handover_id,
      n + (select coalesce(max(sort), 0) from org where committee_id = ${committeeId} and kind = 'unit')
    from unnest(${column(rows, 'id')}::uuid[], ${column(rows, 'name')}::text[], ${column(rows, 'shortName')}::text[],
      ${column(rows, 'system')}::text[], ${column(rows, 'handoverId')}::uuid[]) with ordinality u(id, name, short_name, system, handover_id, n)`.execute(
    tx,
  );
}
export async function writeUnit(tx: Tx, committeeId: string, u: Unit): Promise<void> {
  await sql`update org set short_name = ${u.shortName}, system = ${u.system}, handover_id = ${u.handoverId}
    where id = ${u.id} and kind = 'unit' and committee_id = ${committeeId}`.execute(tx);
}
