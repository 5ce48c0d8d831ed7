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

/** Of units whose contact has one of this person's numbers. */
const theirs = (personId: string) => sql`phone_subject in (select subject from shared_phone_subject where person_id = ${personId})`;
export async function eraseContacts(tx: Tx, personId: string): Promise<number> {
  const { numAffectedRows } = await sql`delete from unit_contact where ${theirs(personId)}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
export async function ownContacts(db: Db, personId: string) {
  const { rows } = await sql<{ unit: string; name: string | null; sealed: Buffer | null; updatedAt: Date }>`
    select o.name as unit, c.name, c.phone_sealed as sealed, c.updated_at as "updatedAt"
    from unit_contact c join shared_org o on o.id = c.unit_id where c.${theirs(personId)} order by o.name`.execute(db);
  return rows;
}
/** Rows from before numbers had a digest here. */
export async function withoutSubject(db: Db): Promise<{ unitId: string; sealed: Buffer }[]> {
  const { rows } = await sql<{ unitId: string; sealed: Buffer }>`
    select unit_id as "unitId", phone_sealed as sealed from unit_contact where phone_sealed is not null and phone_subject is null`.execute(
    db,
  );
  return rows;
}
export async function giveSubject(db: Db, { unitId, sealed }: { unitId: string; sealed: Buffer }, subject: Buffer): Promise<void> {
  await sql`update unit_contact set phone_subject = ${subject} where unit_id = ${unitId} and phone_sealed = ${sealed}`.execute(db);
}
