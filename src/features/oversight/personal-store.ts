import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

/** Nobody works here under an empty name. Who held which duty, by whose hands, is a record that security asks for: its words go. */
export async function eraseDuties(tx: Tx, personId: string): Promise<{ removed: number; kept: number }> {
  const staff = await sql`delete from staff where person_id = ${personId}`.execute(tx);
  const words = await sql`
    update grant_request set why = '', decided_why = null, ended_why = null
    where person_id = ${personId} and (why <> '' or decided_why is not null or ended_why is not null)`.execute(tx);
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from grant_request where ${personId} in (person_id, requested_by, decided_by, ended_by))
      + (select count(*) from staff where made_by = ${personId}) + (select count(*) from duty_side where person_id = ${personId}) as n`.execute(
    tx,
  );
  return { removed: Number(staff.numAffectedRows ?? 0) + Number(words.numAffectedRows ?? 0), kept: rows[0]?.n ?? 0 };
}
export async function ownDuties(db: Db, personId: string) {
  const { rows } = await sql`
    select duty, state, why, requested_at as "askedAt", decided_at as "decidedAt", decided_why as answer, ended_at as "untilOn", ends_at as "endsAt"
    from grant_request where person_id = ${personId} order by requested_at`.execute(db);
  return rows;
}
export async function ownStaff(db: Db, personId: string) {
  const { rows } = await sql`
    select o.name as body, s.since from staff s join shared_org o on o.id = s.body_id where s.person_id = ${personId} order by s.since`.execute(
    db,
  );
  return rows;
}
/** What an administrator asked for, decided and ended: that and when; whose duty it is, is their own matter. */
export async function ownWork(db: Db, personId: string) {
  const { rows } = await sql`
    select 'asked' as did, duty, requested_at as at from grant_request where requested_by = ${personId}
    union all select 'decided', duty, decided_at from grant_request where decided_by = ${personId}
    union all select 'ended', duty, ended_at from grant_request where ended_by = ${personId}
    union all select 'account', null, since from staff where made_by = ${personId} order by 3`.execute(db);
  return rows;
}
