import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

export interface FileRow {
  readonly id: string;
  readonly sha256: Buffer;
  readonly size: number;
  readonly type: string;
  readonly name: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly personId: string;
}
export async function insertFile(tx: Tx, f: FileRow & { now: Date }): Promise<void> {
  await sql`insert into file (id, sha256, size, type, name, width, height, person_id, at)
    values (${f.id}, ${f.sha256}, ${f.size}, ${f.type}, ${f.name}, ${f.width}, ${f.height}, ${f.personId}, ${f.now})`.execute(tx);
}
export async function fileOf(db: Db, id: string): Promise<FileRow | null> {
  const { rows } = await sql<FileRow>`
    select id, sha256, size, type, name, width, height, person_id as "personId" from file where id = ${id}`.execute(db);
  return rows[0] ?? null;
}
export async function storedSince(db: Db, personId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from file where person_id = ${personId} and at > ${since}`.execute(db);
  return rows[0]?.n ?? 0;
}
/** One change about one content at a time: what is taken in again just now is not dropped. */
export async function lockContent(tx: Tx, sha256: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sha256.readInt32BE(0)}, ${sha256.readInt32BE(4)})`.execute(tx);
}
export async function isNamed(tx: Tx, sha256: Buffer): Promise<boolean> {
  const { rows } = await sql`select 1 from file where sha256 = ${sha256} limit 1`.execute(tx);
  return rows.length > 0;
}

const standsNowhere = sql`not exists (select 1 from shared_file_use u where u.file_id = f.id)`;
/**
 * Deletes uploads from before that stand nowhere, and returns their contents. Who puts one up at this moment holds its row (they
 * are passed over), and who comes later finds it gone; what was put up before the rows were held is seen by the second question.
 */
export async function deleteUnused(tx: Tx, before: Date, limit: number): Promise<Buffer[]> {
  const held = await sql<{ id: string }>`
    select f.id from file f where f.at <= ${before} and ${standsNowhere} order by f.id limit ${limit} for update skip locked`.execute(tx);
  const { rows } = await sql<{ sha256: Buffer }>`
    delete from file f where f.id = any(${held.rows.map(({ id }) => id)}::uuid[]) and ${standsNowhere} returning f.sha256`.execute(tx);
  return rows.map(({ sha256 }) => sha256);
}
