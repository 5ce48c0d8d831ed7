import { sql } from 'kysely';
import type { Db } from '../../kit/db.ts';

/** What somebody was who sits nowhere now. */
export interface Past {
  readonly kind: 'netizen' | 'staff';
  readonly seat: { readonly committee: string; readonly ordinal: number; readonly sector: string; readonly endedOn: string } | null;
}
export async function pastOf(db: Db, personId: string, now: Date): Promise<Past> {
  const { rows } = await sql<NonNullable<Past['seat']>>`
    select o.name as committee, t.ordinal, s.name as sector, to_char(least(m.until_on - 1, t.ends_on), 'YYYY-MM-DD') as "endedOn"
    from membership m join term t on t.id = m.term_id join org o on o.id = m.committee_id join sector s on s.id = m.sector_id
    where m.person_id = ${personId} and m.from_on <= ${now}::timestamptz::date
    order by least(m.until_on - 1, t.ends_on) desc limit 1`.execute(db);
  // Towards no committee in particular: somebody of an office without a duty yet is no netizen either.
  const { rows: capacities } = await sql<{ kind: Past['kind'] }>`
    select kind from shared_capacity(${personId}, null, ${now}::timestamptz::date)`.execute(db);
  return { kind: capacities[0]?.kind ?? 'netizen', seat: rows[0] ?? null };
}
