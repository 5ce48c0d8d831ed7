import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

/** Chances and links go with their person. @returns how many, and the messages that must not go out. */
export async function eraseWays(tx: Tx, personId: string): Promise<{ removed: number; texts: string[] }> {
  const { rows: texts } = await sql<{ id: string }>`
    delete from text_message where about in (
      select id from activation where person_id = ${personId} union all select id from unit_link where person_id = ${personId}
      union all select id from phone_recovery where person_id = ${personId}
      union all select id from shared_account_change where person_id = ${personId}) returning id`.execute(tx);
  const chances = await sql`delete from activation where person_id = ${personId}`.execute(tx);
  const links = await sql`delete from unit_link where person_id = ${personId}`.execute(tx);
  return { removed: Number(chances.numAffectedRows ?? 0) + Number(links.numAffectedRows ?? 0), texts: texts.map(({ id }) => id) };
}
/** That staff gave somebody a new phone stays on record, without numbers and words; and what the person did as staff. */
export async function emptyRecoveries(tx: Tx, personId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update phone_recovery set new_sealed = ''::bytea, old_sealed = null, secret = null, reason = '', checked = '',
      state = case when state = 'started' then 'dropped' else state end
    where person_id = ${personId}`.execute(tx);
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from activation where made_by = ${personId}) + (select count(*) from phone_recovery where started_by = ${personId})
      + (select count(*) from unit_link where made_by = ${personId} or revoked_by = ${personId}) as n`.execute(tx);
  return Number(numAffectedRows ?? 0) + (rows[0]?.n ?? 0);
}
export async function ownWays(db: Db, personId: string) {
  const activations = await sql`
    select way, state, made_at as "madeAt", expires_at as "expiresAt", ended_at as "endedAt" from activation
    where person_id = ${personId} order by made_at, id`.execute(db);
  const recoveries = await sql<{ newSealed: Buffer; oldSealed: Buffer | null }>`
    select state, reason, checked, started_at as "startedAt", ended_at as "endedAt", new_sealed as "newSealed", old_sealed as "oldSealed"
    from phone_recovery where person_id = ${personId} order by started_at, id`.execute(db);
  const links = await sql<{ sealed: Buffer }>`
    select n.name as unit, u.state, u.made_at as "madeAt", u.expires_at as "expiresAt", u.used_at as "usedAt", u.phone_sealed as sealed
    from unit_link u join shared_org n on n.id = u.unit_id where u.person_id = ${personId} order by u.made_at, u.id`.execute(db);
  const { rows: acts } = await sql<{ made: number; recovered: number; links: number }>`
    select (select count(*) from activation where made_by = ${personId}) as made,
      (select count(*) from phone_recovery where started_by = ${personId}) as recovered,
      (select count(*) from unit_link where made_by = ${personId} or revoked_by = ${personId}) as links`.execute(db);
  return { activations: activations.rows, recoveries: recoveries.rows, links: links.rows, acts: acts[0] };
}
