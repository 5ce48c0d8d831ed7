import { sql } from 'kysely';
import type { Tx } from '../../kit/db.ts';

/** A secret that works until its first sign-in. @returns false without an account. */
export async function setPassingSecret(tx: Tx, personId: string, secret: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update identity set secret = ${secret}, secret_at = ${now}, must_change = true
    where person_id = ${personId} and kind = 'account'`.execute(tx);
  return numAffectedRows === 1n;
}
export interface Duty {
  readonly personId: string;
  readonly duty: string;
  readonly bodyId: string;
}
export async function insertDuty(tx: Tx, g: Duty & { officeId: string | null; now: Date }): Promise<void> {
  await sql`insert into role_grant (person_id, role, body_id, office_id, since)
    values (${g.personId}, ${g.duty}, ${g.bodyId}, ${g.officeId}, ${g.now})`.execute(tx);
}
export async function removeDuty(tx: Tx, g: Duty): Promise<void> {
  await sql`delete from role_grant where person_id = ${g.personId} and role = ${g.duty} and body_id = ${g.bodyId}`.execute(tx);
}
