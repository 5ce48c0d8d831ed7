import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

/** wechat: an openid. directory: issuer and subject at the government's single sign-on. */
export type Elsewhere = 'wechat' | 'directory';

export interface Bound {
  readonly personId: string;
  readonly disabled: boolean;
}
export async function boundTo(db: Db, kind: Elsewhere, subject: Buffer): Promise<Bound | null> {
  const { rows } = await sql<Bound>`
    select i.person_id as "personId", p.disabled_at is not null as disabled
    from identity i join person p on p.id = i.person_id where i.kind = ${kind} and i.subject = ${subject}`.execute(db);
  return rows[0] ?? null;
}
export async function boundSince(db: Db, personId: string, kind: Elsewhere): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`
    select created_at as at from identity where person_id = ${personId} and kind = ${kind}`.execute(db);
  return rows[0]?.at ?? null;
}
/** By person: which sites let them in, since when; never as whom. */
export async function boundOf(db: Db, personIds: readonly string[]): Promise<Map<string, { kind: Elsewhere; since: Date }[]>> {
  const { rows } = await sql<{ personId: string; kind: Elsewhere; since: Date }>`
    select person_id as "personId", kind, created_at as since from identity
    where person_id = any(${personIds}::uuid[]) and kind in ('wechat', 'directory') order by kind`.execute(db);
  return Map.groupBy(rows, ({ personId }) => personId);
}
export async function insertBound(
  tx: Tx,
  i: { id: string; personId: string; kind: Elsewhere; subject: Buffer; sealed: Buffer; now: Date },
): Promise<void> {
  await sql`insert into identity (id, person_id, kind, subject, sealed, verified_at, created_at)
    values (${i.id}, ${i.personId}, ${i.kind}, ${i.subject}, ${i.sealed}, ${i.now}, ${i.now})`.execute(tx);
}
/** @returns whether there was one. */
export async function deleteBound(tx: Tx, personId: string, kinds: readonly Elsewhere[]): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from identity where person_id = ${personId} and kind = any(${kinds}::text[])`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}
/** When somebody signed in by this login. */
export async function loginBegan(db: Db, loginId: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`select created_at as at from login where id = ${loginId}`.execute(db);
  return rows[0]?.at ?? null;
}
/** Ends what was entered by one way, or by it and a second step. @returns the tokens that ended. */
export async function endLoginsBy(tx: Tx, personId: string, means: string, except: string | null): Promise<Buffer[]> {
  const { rows } = await sql<{ token: Buffer }>`
    delete from login where person_id = ${personId} and id is distinct from ${except}::uuid and split_part(means, '+', 1) = ${means} returning token`.execute(
    tx,
  );
  return rows.map(({ token }) => token);
}
