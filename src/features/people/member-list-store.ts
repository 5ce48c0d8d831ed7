import { sql } from 'kysely';
import type { Db } from '../../kit/db.ts';
import type { Status } from './member-contract.ts';
import type { PartyCode } from './org-contract.ts';

export interface Asked {
  readonly committeeId: string;
  readonly termId: string;
  readonly sector: string | null;
  readonly subCommittee: string | null;
  readonly group: string | null;
  readonly status: 'serving' | 'ended' | 'all';
  readonly q: string | null;
  readonly sort: 'strokes' | 'office';
  readonly after: { readonly rank: number; readonly strokes: string; readonly id: string } | null;
  readonly most: number;
}
export interface ListedMember {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly sector: string;
  readonly office: string | null;
  readonly standing: boolean;
  readonly subCommittees: string[];
  readonly groups: string[];
  readonly number: string | null;
  readonly status: Status;
  readonly untilOn: string | null;
  readonly waiting: number;
  readonly rank: number;
  readonly strokes: string;
}
/** What somebody typed, with the signs of patterns taken as letters (A19). */
const literal = (q: string): string => q.replace(/[\\%_]/g, '\\$&');

/** Seats of a term that fit; filters stand in one place, so that the count is the count of the rows. */
const fitting = (a: Asked) => {
  const name = a.q === null ? null : `%${literal(a.q)}%`;
  const folded = a.q?.toLowerCase().replace(/[\s·.'’-]/g, '') ?? '';
  const sound = folded === '' ? null : `${literal(folded)}%`;
  return sql`from membership m join person p on p.id = m.person_id join sector s on s.id = m.sector_id
    where m.committee_id = ${a.committeeId} and m.term_id = ${a.termId}
      and (${a.status} = 'all' or (m.status in ('serving', 'added')) = (${a.status} = 'serving'))
      and (${a.sector}::uuid is null or m.sector_id = ${a.sector}::uuid)
      and (${a.subCommittee}::uuid is null or ${a.subCommittee}::uuid in (m.sub_committee_id, m.second_sub_committee_id))
      and (${a.group}::uuid is null or exists (select 1 from membership_group g where g.membership_id = m.id and g.group_id = ${a.group}::uuid))
      and (${name}::text is null or p.name like ${name} or p.pinyin like ${sound} or p.initials like ${sound} or m.number = ${a.q})`;
};
export async function countMembers(db: Db, asked: Asked): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n ${fitting(asked)}`.execute(db);
  return rows[0]?.n ?? 0;
}
export async function members(db: Db, a: Asked): Promise<ListedMember[]> {
  const rank = a.sort === 'office' ? sql`m.office_rank` : sql`0::int`;
  const after = a.after
    ? sql`and (${rank}, coalesce(p.stroke_key, ''), m.id) > (${a.after.rank}, ${a.after.strokes}::text collate "C", ${a.after.id}::uuid)`
    : sql``;
  const { rows } = await sql<ListedMember>`
    select m.id, m.person_id as "personId", p.name, s.name as sector, m.office, m.standing,
      array(select o.name from org o where o.id in (m.sub_committee_id, m.second_sub_committee_id) order by o.id <> m.sub_committee_id) as "subCommittees",
      array(select o.name from membership_group g join org o on o.id = g.group_id where g.membership_id = m.id order by o.sort, o.name) as groups,
      m.number, m.status, m.until_on::text as "untilOn",
      (select count(*) from profile_change c where c.person_id = m.person_id and c.committee_id = m.committee_id and c.state = 'waiting') as waiting,
      ${rank} as rank, coalesce(p.stroke_key, '') as strokes
    ${fitting(a)} ${after}
    order by ${rank}, coalesce(p.stroke_key, ''), m.id limit ${a.most}`.execute(db);
  return rows;
}

export interface Card {
  readonly id: string;
  readonly personId: string;
  readonly committeeId: string;
  readonly termId: string;
  readonly ordinal: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly name: string;
  readonly sector: { readonly id: string; readonly name: string };
  readonly number: string | null;
  readonly office: string | null;
  readonly standing: boolean;
  readonly subCommittee: { readonly id: string; readonly name: string } | null;
  readonly subCommitteeDuty: string | null;
  readonly secondSubCommittee: { readonly id: string; readonly name: string } | null;
  readonly secondSubCommitteeDuty: string | null;
  readonly groups: { readonly id: string; readonly name: string; readonly duty: string | null }[];
  readonly status: Status;
  readonly fromOn: string;
  readonly untilOn: string | null;
}
export async function card(db: Db, id: string): Promise<Card | null> {
  const named = (column: string) => sql`(select jsonb_build_object('id', o.id, 'name', o.name) from org o where o.id = ${sql.ref(column)})`;
  const { rows } = await sql<Card>`
    select m.id, m.person_id as "personId", m.committee_id as "committeeId", t.id as "termId", t.ordinal, t.starts_on::text as "startsOn",
      t.ends_on::text as "endsOn", p.name, jsonb_build_object('id', s.id, 'name', s.name) as sector, m.number, m.office, m.standing,
      ${named('m.sub_committee_id')} as "subCommittee", m.sub_committee_duty as "subCommitteeDuty",
      ${named('m.second_sub_committee_id')} as "secondSubCommittee", m.second_sub_committee_duty as "secondSubCommitteeDuty",
      coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'duty', g.duty) order by o.sort, o.name)
        from membership_group g join org o on o.id = g.group_id where g.membership_id = m.id), '[]') as groups,
      m.status, m.from_on::text as "fromOn", m.until_on::text as "untilOn"
    from membership m join person p on p.id = m.person_id join sector s on s.id = m.sector_id join term t on t.id = m.term_id
    where m.id = ${id}`.execute(db);
  return rows[0] ?? null;
}
/** Of which committee and person a seat is. */
export async function seatOf(db: Db, id: string): Promise<{ committeeId: string; personId: string; endsOn: string } | null> {
  const { rows } = await sql<{ committeeId: string; personId: string; endsOn: string }>`
    select m.committee_id as "committeeId", m.person_id as "personId", t.ends_on::text as "endsOn"
    from membership m join term t on t.id = m.term_id where m.id = ${id}`.execute(db);
  return rows[0] ?? null;
}
export interface PastChange {
  readonly kind: 'joined' | 'added' | 'adjusted' | 'resigned' | 'revoked' | 'removed' | 'deceased' | 'reinstated';
  readonly onDate: string;
  readonly why: string | null;
  readonly changed: Readonly<Record<string, unknown>>;
  readonly by: string | null;
  readonly at: Date;
}
export async function historyOf(db: Db, membershipId: string): Promise<PastChange[]> {
  const { rows } = await sql<PastChange>`
    select c.kind, c.on_date::text as "onDate", c.why, c.changed, p.name as by, c.at
    from member_change c left join person p on p.id = c.by_id where c.membership_id = ${membershipId} order by c.at desc, c.id desc`.execute(
    db,
  );
  return rows;
}
export async function namesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from org where id = any(${ids}::uuid[]) union all select id, name from sector where id = any(${ids}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
export interface Belonging {
  readonly id: string;
  readonly orgId: string;
  readonly org: string;
  readonly party: PartyCode;
  readonly joinedOn: string | null;
  readonly duty: string | null;
  readonly untilOn: string | null;
  /** 支部变更: where to, when, why and by whom. */
  readonly moved: { readonly to: string; readonly onDate: string; readonly why: string | null; readonly by: string | null } | null;
}
/** Party organisations of this committee that a person belongs to or belonged to. */
export async function belongingsOf(db: Db, personId: string, committeeId: string): Promise<Belonging[]> {
  const { rows } = await sql<Belonging>`
    select b.id, b.org_id as "orgId", o.name as org, o.party, b.joined_on::text as "joinedOn", b.duty, b.until_on::text as "untilOn",
      (select jsonb_build_object('to', t.name, 'onDate', v.on_date, 'why', v.why, 'by', p.name)
        from party_move v join party_membership n on n.id = v.to_id join org t on t.id = n.org_id left join person p on p.id = v.by_id
        where v.from_id = b.id) as moved
    from party_membership b join org o on o.id = b.org_id where b.person_id = ${personId} and o.committee_id = ${committeeId}
    order by b.until_on nulls first, b.joined_on, b.id`.execute(db);
  return rows;
}
export interface BelongingPlace {
  readonly committeeId: string;
  readonly party: string;
  readonly joinedOn: string | null;
}
export async function placeOfBelonging(db: Db, id: string): Promise<BelongingPlace | null> {
  const { rows } = await sql<BelongingPlace>`
    select o.committee_id as "committeeId", o.party, b.joined_on::text as "joinedOn"
    from party_membership b join org o on o.id = b.org_id where b.id = ${id}`.execute(db);
  return rows[0] ?? null;
}
/** 党派 of an open organisation that this committee keeps. */
export async function partyOfOrg(db: Db, id: string, committeeId: string): Promise<string | null> {
  const { rows } = await sql<{ party: string }>`
    select party from org where id = ${id} and committee_id = ${committeeId} and kind = 'partyOrg' and closed_on is null`.execute(db);
  return rows[0]?.party ?? null;
}
export async function writeBelonging(
  db: Db,
  id: string,
  b: { joinedOn: string | null; duty: string | null; untilOn: string | null },
): Promise<void> {
  await sql`update party_membership set joined_on = ${b.joinedOn}::date, duty = ${b.duty}, until_on = ${b.untilOn}::date where id = ${id}`.execute(
    db,
  );
}
/** The term whose members are shown when none is asked for: the one that runs, else the next, else the last. */
export async function termShown(db: Db, committeeId: string, day: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from term where committee_id = ${committeeId}
    order by not (starts_on <= ${day}::date and ends_on >= ${day}::date), starts_on <= ${day}::date,
      abs(starts_on - ${day}::date) limit 1`.execute(db);
  return rows[0]?.id ?? null;
}
/** Who looked at a whole number, from the steps of the seat. */
export async function unmaskedOf(
  db: Db,
  membershipId: string,
): Promise<{ what: string; by: string | null; why: string | null; at: Date }[]> {
  const { rows } = await sql<{ what: string; by: string | null; why: string | null; at: Date }>`
    select s.command as what, p.name as by, s.why, s.at from step s left join person p on p.id = s.person_id
    where s.thing_kind = 'membership' and s.thing_id = ${membershipId} and s.command in ('unmask-phone', 'unmask-identityNumber')
    order by s.number desc limit 20`.execute(db);
  return rows;
}
