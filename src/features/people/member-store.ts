import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

/** Names and their keys. */
export interface NewPerson {
  readonly id: string;
  readonly name: string;
  readonly strokeKey: string;
  readonly pinyin: string;
  readonly initials: string;
  readonly keysBy: string;
  readonly now: Date;
  readonly demo: boolean;
}
export async function insertPerson(tx: Tx, p: NewPerson): Promise<void> {
  await sql`insert into person (id, name, stroke_key, pinyin, initials, keys_by, created_at, demo)
    values (${p.id}, ${p.name}, ${p.strokeKey}, ${p.pinyin}, ${p.initials}, ${p.keysBy}, ${p.now}, ${p.demo})`.execute(tx);
}
export async function namePerson(tx: Tx, p: Omit<NewPerson, 'now' | 'demo'>): Promise<void> {
  await sql`update person set name = ${p.name}, stroke_key = ${p.strokeKey}, pinyin = ${p.pinyin}, initials = ${p.initials}, keys_by = ${p.keysBy}
    where id = ${p.id}`.execute(tx);
}
/** People whose keys were made by other tables, or never. */
export async function withOldKeys(db: Db, keysBy: string, most: number): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from person where name is not null and keys_by is distinct from ${keysBy} order by id limit ${most}`.execute(db);
  return rows;
}
export async function writeKeys(db: Db, keysBy: string, rows: readonly Omit<NewPerson, 'now' | 'demo' | 'keysBy'>[]): Promise<void> {
  await sql`update person p set stroke_key = k.stroke_key, pinyin = k.pinyin, initials = k.initials, keys_by = ${keysBy}
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ name }) => name)}::text[], ${rows.map((row) => row.strokeKey)}::text[],
      ${rows.map(({ pinyin }) => pinyin)}::text[], ${rows.map(({ initials }) => initials)}::text[]) k(id, name, stroke_key, pinyin, initials)
    where p.id = k.id and p.name = k.name`.execute(db);
}

/** What a seat in a committee's term says. */
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
export interface NewMembership extends Seat {
  readonly id: string;
  readonly personId: string;
  readonly committeeId: string;
  readonly termId: string;
  readonly officeRank: number;
  readonly fromOn: string;
  readonly status: 'serving' | 'added';
}
/** Null when the person sits in this term already. */
export async function insertMembership(tx: Tx, m: NewMembership): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into membership (id, person_id, committee_id, term_id, sector_id, number, office, office_rank, standing, sub_committee_id,
      sub_committee_duty, second_sub_committee_id, second_sub_committee_duty, from_on, status)
    values (${m.id}, ${m.personId}, ${m.committeeId}, ${m.termId}, ${m.sectorId}, ${m.number}, ${m.office}, ${m.officeRank}, ${m.standing},
      ${m.subCommitteeId}, ${m.subCommitteeDuty}, ${m.secondSubCommitteeId}, ${m.secondSubCommitteeDuty}, ${m.fromOn}, ${m.status})
    on conflict (person_id, term_id) do nothing returning id`.execute(tx);
  return rows[0]?.id ?? null;
}
export async function writeSeat(tx: Tx, id: string, officeRank: number, m: Seat): Promise<void> {
  await sql`update membership set sector_id = ${m.sectorId}, number = ${m.number}, office = ${m.office}, office_rank = ${officeRank},
      standing = ${m.standing}, sub_committee_id = ${m.subCommitteeId}, sub_committee_duty = ${m.subCommitteeDuty},
      second_sub_committee_id = ${m.secondSubCommitteeId}, second_sub_committee_duty = ${m.secondSubCommitteeDuty}
    where id = ${id}`.execute(tx);
}
export type Ending = 'resigned' | 'revoked' | 'removed' | 'deceased';
export async function writeStatus(tx: Tx, id: string, status: 'serving' | 'added' | Ending, untilOn: string | null): Promise<void> {
  await sql`update membership set status = ${status}, until_on = ${untilOn}::date where id = ${id}`.execute(tx);
}
export interface HeldMembership extends Seat {
  readonly id: string;
  readonly personId: string;
  readonly committeeId: string;
  readonly termId: string;
  readonly status: 'serving' | 'added' | Ending;
  readonly fromOn: string;
  readonly untilOn: string | null;
  readonly termStartsOn: string;
  readonly termEndsOn: string;
}
/** Locks the seat: of two who change it at once, the second sees what the first did. */
export async function lockMembership(tx: Tx, id: string): Promise<HeldMembership | null> {
  const { rows } = await sql<HeldMembership>`
    select m.id, m.person_id as "personId", m.committee_id as "committeeId", m.term_id as "termId", m.sector_id as "sectorId", m.number,
      m.office, m.standing, m.sub_committee_id as "subCommitteeId", m.sub_committee_duty as "subCommitteeDuty",
      m.second_sub_committee_id as "secondSubCommitteeId", m.second_sub_committee_duty as "secondSubCommitteeDuty", m.status,
      m.from_on::text as "fromOn", m.until_on::text as "untilOn", t.starts_on::text as "termStartsOn", t.ends_on::text as "termEndsOn"
    from membership m join term t on t.id = m.term_id where m.id = ${id} for update of m`.execute(tx);
  return rows[0] ?? null;
}

export interface GroupDuty {
  readonly groupId: string;
  readonly duty: string | null;
}
export async function groupsOf(db: Db, membershipId: string): Promise<GroupDuty[]> {
  const { rows } = await sql<GroupDuty>`
    select group_id as "groupId", duty from membership_group where membership_id = ${membershipId} order by group_id`.execute(db);
  return rows;
}
export async function writeGroups(tx: Tx, membershipId: string, groups: readonly GroupDuty[]): Promise<void> {
  await sql`delete from membership_group where membership_id = ${membershipId}`.execute(tx);
  if (groups.length === 0) return;
  await sql`insert into membership_group (membership_id, group_id, duty)
    select ${membershipId}, g.id, g.duty from unnest(${groups.map(({ groupId }) => groupId)}::uuid[], ${groups.map(({ duty }) => duty)}::text[]) g(id, duty)`.execute(
    tx,
  );
}

export interface Change {
  readonly id: string;
  readonly membershipId: string;
  readonly kind: 'joined' | 'added' | 'adjusted' | Ending | 'reinstated';
  readonly onDate: string;
  readonly why: string | null;
  readonly changed: Readonly<Record<string, unknown>>;
  readonly byId: string | null;
  readonly at: Date;
}
export async function insertChange(tx: Tx, c: Change): Promise<void> {
  await sql`insert into member_change (id, membership_id, kind, on_date, why, changed, by_id, at)
    values (${c.id}, ${c.membershipId}, ${c.kind}, ${c.onDate}, ${c.why}, ${JSON.stringify(c.changed)}::jsonb, ${c.byId}, ${c.at})`.execute(
    tx,
  );
}

/** What of a seat does not belong to its committee and term: a sector of another term, a special committee or group of another body. */
export async function strangersOf(
  tx: Tx,
  place: { committeeId: string; termId: string },
  seat: Pick<Seat, 'sectorId' | 'subCommitteeId' | 'secondSubCommitteeId'>,
  groups: readonly GroupDuty[],
): Promise<'term' | 'sector' | 'sub-committee' | 'group' | null> {
  const subs = [seat.subCommitteeId, seat.secondSubCommitteeId].filter((id) => id !== null);
  const { rows } = await sql<{ term: boolean; sector: boolean; subs: number; groups: number }>`
    select exists (select 1 from term where id = ${place.termId} and committee_id = ${place.committeeId}) as term,
      exists (select 1 from sector where id = ${seat.sectorId} and term_id = ${place.termId}) as sector,
      (select count(*) from org where id = any(${subs}::uuid[]) and kind = 'subCommittee' and committee_id = ${place.committeeId}) as subs,
      (select count(*) from org where id = any(${groups.map(({ groupId }) => groupId)}::uuid[]) and kind = 'memberGroup'
        and committee_id = ${place.committeeId}) as groups`.execute(tx);
  const found = rows[0];
  if (!found?.term) return 'term';
  if (!found.sector) return 'sector';
  if (found.subs !== new Set(subs).size) return 'sub-committee';
  return found.groups === groups.length ? null : 'group';
}

/** Null when the person is in this organisation already. */
export async function insertPartyMembership(
  tx: Tx,
  m: { id: string; personId: string; orgId: string; joinedOn: string | null; duty: string | null },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into party_membership (id, person_id, org_id, joined_on, duty)
    select ${m.id}, ${m.personId}, o.id, ${m.joinedOn}::date, ${m.duty} from org o where o.id = ${m.orgId} and o.kind = 'partyOrg'
    on conflict (person_id, org_id) where until_on is null do nothing returning id`.execute(tx);
  return rows[0]?.id ?? null;
}
export interface EndedParty {
  readonly personId: string;
  readonly orgId: string;
  readonly joinedOn: string | null;
}
/** Ends a membership of a party organisation. Null when it is over, or is none. */
export async function endPartyMembership(tx: Tx, id: string, untilOn: string): Promise<EndedParty | null> {
  const { rows } = await sql<EndedParty>`
    update party_membership set until_on = ${untilOn}::date where id = ${id} and until_on is null
    returning person_id as "personId", org_id as "orgId", joined_on::text as "joinedOn"`.execute(tx);
  return rows[0] ?? null;
}
export interface PartyMove {
  readonly id: string;
  readonly fromId: string;
  readonly toId: string;
  readonly onDate: string;
  readonly why: string | null;
  readonly byId: string | null;
  readonly now: Date;
}
export async function insertPartyMove(tx: Tx, m: PartyMove): Promise<void> {
  await sql`insert into party_move (id, from_id, to_id, on_date, why, by_id, at)
    values (${m.id}, ${m.fromId}, ${m.toId}, ${m.onDate}::date, ${m.why}, ${m.byId}, ${m.now})`.execute(tx);
}
export async function disable(tx: Tx, personId: string, now: Date): Promise<void> {
  await sql`update person set disabled_at = ${now} where id = ${personId} and disabled_at is null`.execute(tx);
}
export async function isNameless(db: Db, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from person where id = ${id} and name is null`.execute(db);
  return rows.length > 0;
}
export async function isPartyOrgOf(db: Db, id: string, committeeId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from org where id = ${id} and committee_id = ${committeeId} and kind = 'partyOrg' and closed_on is null`.execute(db);
  return rows.length > 0;
}
