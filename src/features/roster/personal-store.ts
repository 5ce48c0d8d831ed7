import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

/** Which lists somebody brought in stays as the committee's record; the address they came from goes. */
export async function anonymiseImports(tx: Tx, personId: string): Promise<number> {
  const { numAffectedRows } = await sql`update roster_import set address = '' where person_id = ${personId}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
export async function ownImports(db: Db, personId: string) {
  const { rows } = await sql`
    select kind, state, file_name as name, created_at as at, ended_at as "endsAt", address from roster_import
    where person_id = ${personId} order by created_at`.execute(db);
  return rows;
}
