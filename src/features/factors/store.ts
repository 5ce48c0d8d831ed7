import { sql } from 'kysely';
import type { Db } from '../../kit/db.ts';

/** When a login last proved a password or a second factor; null when it never did, or is gone. */
export async function provedAt(db: Db, loginId: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select proved_at as at from login where id = ${loginId}`.execute(db);
  return rows[0]?.at ?? null;
}
