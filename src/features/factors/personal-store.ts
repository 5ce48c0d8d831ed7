import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

/** Secrets, keys, codes and half logins go with their person. */
export async function eraseFactors(tx: Tx, personId: string): Promise<number> {
  const done = [
    await sql`delete from totp where person_id = ${personId}`.execute(tx),
    await sql`delete from web_key where person_id = ${personId}`.execute(tx),
    await sql`delete from recovery_code where person_id = ${personId}`.execute(tx),
    await sql`delete from half_login where person_id = ${personId}`.execute(tx),
  ];
  return done.reduce((all, { numAffectedRows }) => all + Number(numAffectedRows ?? 0), 0);
}
/** Which ways there are and since when; never what opens a door. */
export async function ownFactors(db: Db, personId: string) {
  const { rows } = await sql`
    select 'app' as kind, null as name, created_at as "createdAt", null::timestamptz as "usedAt" from totp where person_id = ${personId}
    union all select 'key', name, created_at, used_at from web_key where person_id = ${personId}
    union all select 'recoveryCode', null, null, used_at from recovery_code where person_id = ${personId}
    union all select 'halfLogin', means, created_at, null from half_login where person_id = ${personId}`.execute(db);
  return rows;
}
