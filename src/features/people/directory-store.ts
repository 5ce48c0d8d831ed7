import { sql } from 'kysely';
import type { Db } from '../../kit/db.ts';

/** What anybody may read of a member; the rule stands in directory-rules. */
export interface SeatedMember {
  readonly id: string;
  readonly name: string;
  readonly sector: string;
  readonly sectorSort: number;
  readonly office: string | null;
  readonly standing: boolean;
  /** Special committees and groups, with their place in the committee's own order. */
  readonly subCommittees: { readonly name: string; readonly sort: number; readonly duty: string | null }[];
  readonly groups: { readonly name: string; readonly sort: number }[];
}
const columns = sql`m.id, p.name, s.name as sector, s.sort as "sectorSort", m.office, m.standing,
  coalesce((select jsonb_agg(jsonb_build_object('name', o.name, 'sort', o.sort,
      'duty', case when o.id = m.sub_committee_id then m.sub_committee_duty else m.second_sub_committee_duty end) order by o.id <> m.sub_committee_id)
    from org o where o.id in (m.sub_committee_id, m.second_sub_committee_id)), '[]') as "subCommittees",
  coalesce((select jsonb_agg(jsonb_build_object('name', o.name, 'sort', o.sort) order by o.sort, o.name)
    from membership_group g join org o on o.id = g.group_id where g.membership_id = m.id), '[]') as groups`;

/** Who sits in a committee on a day, by surname strokes. */
export async function seatedOn(db: Db, committeeId: string, now: Date): Promise<SeatedMember[]> {
  const { rows } = await sql<SeatedMember>`
    select ${columns} from shared_seats(${now}::timestamptz::date) d join membership m on m.id = d.id
      join person p on p.id = m.person_id and p.disabled_at is null join sector s on s.id = m.sector_id
    where d.committee_id = ${committeeId} order by coalesce(p.stroke_key, ''), m.id`.execute(db);
  return rows;
}
/** One who sits today, with the committee and how much they said in public as a member. */
export async function seatedMember(
  db: Db,
  id: string,
  now: Date,
): Promise<(SeatedMember & { committeeId: string; committee: string; posts: number }) | null> {
  const { rows } = await sql<SeatedMember & { committeeId: string; committee: string; posts: number }>`
    select ${columns}, m.committee_id as "committeeId", c.name as committee,
      (select count(*) from shared_post t where t.author_id = m.person_id and t.author_kind = 'member' and t.state = 'published') as posts
    from shared_seats(${now}::timestamptz::date) d join membership m on m.id = d.id
      join person p on p.id = m.person_id and p.disabled_at is null join sector s on s.id = m.sector_id join org c on c.id = m.committee_id
    where m.id = ${id}`.execute(db);
  return rows[0] ?? null;
}
/** Committees in which somebody sits today. */
export async function peopled(db: Db, now: Date): Promise<{ id: string; name: string; shortName: string }[]> {
  const { rows } = await sql<{ id: string; name: string; shortName: string }>`
    select o.id, o.name, o.short_name as "shortName" from org o where o.kind = 'cppcc' and exists (
      select 1 from shared_seats(${now}::timestamptz::date) s where s.committee_id = o.id)
    order by array_position(array['national', 'province', 'city', 'county'], o.level), o.sort, o.name`.execute(db);
  return rows;
}
