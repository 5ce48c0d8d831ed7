import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

export interface Key {
  readonly kid: string;
  readonly sealed: Buffer;
  readonly madeAt: Date;
  readonly signsFrom: Date;
}
export async function keys(db: Db): Promise<Key[]> {
  const { rows } = await sql<Key>`
    select kid, sealed, made_at as "madeAt", signs_from as "signsFrom" from provider_key order by kid`.execute(db);
  return rows;
}
/** One process at a time looks whether a key is due. */
export async function lockKeys(tx: Tx): Promise<void> {
  await sql`lock table provider_key in share row exclusive mode`.execute(tx);
}
export async function insertKey(tx: Tx, k: Key): Promise<void> {
  await sql`insert into provider_key (kid, sealed, made_at, signs_from) values (${k.kid}, ${k.sealed}, ${k.madeAt}, ${k.signsFrom})`.execute(
    tx,
  );
}
export async function deleteKeys(tx: Tx, kids: readonly string[]): Promise<void> {
  await sql`delete from provider_key where kid = any(${kids}::text[])`.execute(tx);
}
