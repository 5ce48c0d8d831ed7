import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import type { OrgKind, PartyCode, PartyLevel, System } from './org-contract.ts';

export interface OrgRow {
  readonly id: string;
  readonly kind: OrgKind;
  readonly name: string;
  readonly shortName: string;
  readonly phone: string | null;
  readonly sort: number;
  readonly party: PartyCode | null;
  readonly partyLevel: PartyLevel | null;
  readonly system: System | null;
  readonly handoverId: string | null;
  readonly closedOn: string | null;
}
export interface Uses {
  readonly members: number;
  readonly topics: number;
  readonly units: number;
  readonly staff: number;
}
const columns = sql`o.id, o.kind, o.name, o.short_name as "shortName", o.phone, o.sort, o.party, o.party_level as "partyLevel", o.system,
  o.handover_id as "handoverId", o.closed_on::text as "closedOn"`;
/** Who sits, belongs or works there today, which topics it hosts that are not over, which units get their work through it. */
const uses = (day: Date) => sql`jsonb_build_object(
  'members', (select count(distinct x.person_id) from (
      select s.person_id from shared_seats(${day}::timestamptz::date) s join membership m on m.id = s.id
        where o.id in (m.sub_committee_id, m.second_sub_committee_id)
      union all select s.person_id from shared_seats(${day}::timestamptz::date) s join membership_group g on g.membership_id = s.id where g.group_id = o.id
      union all select p.person_id from party_membership p where p.org_id = o.id and (p.until_on is null or p.until_on > ${day}::timestamptz::date)) x),
  'topics', (select count(*) from shared_topic t where t.host_id = o.id and t.state in ('draft', 'announced', 'open')),
  'units', (select count(*) from org u where u.handover_id = o.id and u.closed_on is null),
  'staff', (select count(distinct r.person_id) from role_grant r where r.office_id = o.id)) as uses`;
/** Parties in protocol order, units by system, everything else as it was ordered by hand. */
const ordered = sql`array_position(array['subCommittee', 'office', 'memberGroup', 'partyOrg', 'handoverOffice', 'unit'], o.kind),
  (select p.sort from party p where p.code = o.party), array_position(array['central', 'province', 'city', 'base', 'branch', 'group'], o.party_level),
  array_position(array['party', 'government', 'congress', 'cppcc', 'court', 'procuratorate', 'other'], o.system), o.sort, o.name, o.id`;

export async function orgsOf(db: Db, committeeId: string, kind: OrgKind | undefined, now: Date): Promise<(OrgRow & { uses: Uses })[]> {
  const { rows } = await sql<OrgRow & { uses: Uses }>`
    select ${columns}, ${uses(now)} from org o
    where o.committee_id = ${committeeId} and (${kind ?? null}::text is null or o.kind = ${kind ?? null}) order by ${ordered}`.execute(db);
  return rows;
}
/** Locks the body: it is not closed while somebody joins it. */
export async function lockOrg(tx: Tx, id: string): Promise<(OrgRow & { committeeId: string }) | null> {
  const { rows } = await sql<OrgRow & { committeeId: string }>`
    select ${columns}, o.committee_id as "committeeId" from org o where o.id = ${id} and o.committee_id is not null for update`.execute(tx);
  return rows[0] ?? null;
}
export async function committeeOfOrg(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select committee_id as id from org where id = ${id} and committee_id is not null`.execute(db);
  return rows[0]?.id ?? null;
}
export async function usesOf(db: Db, id: string, now: Date): Promise<Uses> {
  const { rows } = await sql<{ uses: Uses }>`select ${uses(now)} from org o where o.id = ${id}`.execute(db);
  return rows[0]?.uses ?? { members: 0, topics: 0, units: 0, staff: 0 };
}
export async function countOrgs(db: Db, committeeId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from org where committee_id = ${committeeId}`.execute(db);
  return rows[0]?.n ?? 0;
}
export type OrgSaid = Omit<OrgRow, 'id' | 'closedOn'>;
export async function insertOrg(tx: Tx, id: string, committeeId: string, o: OrgSaid, demo = false): Promise<void> {
  await sql`insert into org (id, kind, committee_id, name, short_name, phone, sort, party, party_level, system, handover_id, demo)
    values (${id}, ${o.kind}, ${committeeId}, ${o.name}, ${o.shortName}, ${o.phone}, ${o.sort}, ${o.party}, ${o.partyLevel}, ${o.system},
      ${o.handoverId}, ${demo})`.execute(tx);
}
export async function writeOrg(tx: Tx, id: string, o: OrgSaid): Promise<void> {
  await sql`update org set name = ${o.name}, short_name = ${o.shortName}, phone = ${o.phone}, sort = ${o.sort}, party = ${o.party},
    party_level = ${o.partyLevel}, system = ${o.system}, handover_id = ${o.handoverId} where id = ${id}`.execute(tx);
}
export async function writeClosing(tx: Tx, id: string, now: Date | null): Promise<void> {
  await sql`update org set closed_on = ${now}::timestamptz::date where id = ${id}`.execute(tx);
}
export async function writeCommittee(tx: Tx, id: string, o: { name: string; shortName: string; phone: string | null }): Promise<void> {
  await sql`update org set name = ${o.name}, short_name = ${o.shortName}, phone = ${o.phone} where id = ${id} and kind = 'cppcc'`.execute(
    tx,
  );
}
export async function isHandoverOffice(db: Db, id: string, committeeId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from org where id = ${id} and committee_id = ${committeeId} and kind = 'handoverOffice' and closed_on is null`.execute(db);
  return rows.length > 0;
}
export interface Party {
  readonly code: PartyCode;
  readonly name: string;
  readonly shortName: string;
  readonly memberTerm: string;
  readonly orgTerm: string;
}
export async function parties(db: Db): Promise<Party[]> {
  const { rows } = await sql<Party>`
    select code, name, short_name as "shortName", member_term as "memberTerm", org_term as "orgTerm" from party order by sort`.execute(db);
  return rows;
}

export interface TermRow {
  readonly id: string;
  readonly ordinal: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly members: number;
  readonly sectors: { readonly id: string; readonly name: string; readonly members: number }[];
}
export async function termsOf(db: Db, committeeId: string): Promise<TermRow[]> {
  const { rows } = await sql<TermRow>`
    select t.id, t.ordinal, t.starts_on::text as "startsOn", t.ends_on::text as "endsOn",
      (select count(*) from membership m where m.term_id = t.id and m.status in ('serving', 'added')) as members,
      coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'members',
          (select count(*) from membership m where m.sector_id = s.id and m.status in ('serving', 'added'))) order by s.sort, s.name)
        from sector s where s.term_id = t.id), '[]') as sectors
    from term t where t.committee_id = ${committeeId} order by t.ordinal desc`.execute(db);
  return rows;
}
export interface HeldTerm {
  readonly id: string;
  readonly committeeId: string;
  readonly ordinal: number;
  readonly startsOn: string;
  readonly endsOn: string;
}
export async function termOf(db: Db, id: string): Promise<HeldTerm | null> {
  const { rows } = await sql<HeldTerm>`
    select id, committee_id as "committeeId", ordinal, starts_on::text as "startsOn", ends_on::text as "endsOn" from term where id = ${id}`.execute(
    db,
  );
  return rows[0] ?? null;
}
/** Terms of one committee are changed one at a time: two that overlap cannot slip in side by side. */
export async function lockCommittee(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from org where id = ${id} and kind = 'cppcc' for update`.execute(tx);
  return rows.length > 0;
}
export async function datesOf(db: Db, committeeId: string): Promise<HeldTerm[]> {
  const { rows } = await sql<HeldTerm>`
    select id, committee_id as "committeeId", ordinal, starts_on::text as "startsOn", ends_on::text as "endsOn" from term
    where committee_id = ${committeeId} order by ordinal`.execute(db);
  return rows;
}
export async function insertTerm(tx: Tx, t: HeldTerm): Promise<void> {
  await sql`insert into term (id, committee_id, ordinal, starts_on, ends_on)
    values (${t.id}, ${t.committeeId}, ${t.ordinal}, ${t.startsOn}::date, ${t.endsOn}::date)`.execute(tx);
}
export async function writeTerm(tx: Tx, id: string, dates: { startsOn: string; endsOn: string }): Promise<void> {
  await sql`update term set starts_on = ${dates.startsOn}::date, ends_on = ${dates.endsOn}::date where id = ${id}`.execute(tx);
}
export async function sectorsOf(db: Db, termId: string): Promise<{ id: string; name: string; used: boolean }[]> {
  const { rows } = await sql<{ id: string; name: string; used: boolean }>`
    select s.id, s.name, exists (select 1 from membership m where m.sector_id = s.id) as used
    from sector s where s.term_id = ${termId} order by s.sort`.execute(db);
  return rows;
}
/** The term's sectors as given, in this order; what is not named any more goes. Names swap freely: all stand aside first. */
export async function writeSectors(tx: Tx, termId: string, sectors: readonly { id: string; name: string }[]): Promise<void> {
  const ids = sectors.map(({ id }) => id);
  await sql`delete from sector where term_id = ${termId} and id <> all(${ids}::uuid[])`.execute(tx);
  await sql`update sector set name = id::text where term_id = ${termId}`.execute(tx);
  await sql`insert into sector (id, term_id, name, sort)
    select n.id, ${termId}, n.name, n.sort - 1 from unnest(${ids}::uuid[], ${sectors.map(({ name }) => name)}::text[]) with ordinality n(id, name, sort)
    on conflict (id) do update set name = excluded.name, sort = excluded.sort`.execute(tx);
}
