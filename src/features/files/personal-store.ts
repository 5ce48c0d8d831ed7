import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

/**
 * Files that nothing of the house refers to any more, with the digests of their content. What a topic shows stays: it is the
 * committee's. Which tables refer to files is asked of the database, so that a later feature's are not forgotten.
 */
export async function eraseFiles(tx: Tx, personId: string): Promise<{ contents: string[]; kept: number }> {
  const { rows: references } = await sql<{ table: string; column: string }>`
    select c.conrelid::regclass::text as "table", a.attname::text as "column" from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'file'::regclass and array_length(c.conkey, 1) = 1`.execute(tx);
  const used = references.map(
    ({ table, column }) => sql`not exists (select 1 from ${sql.table(table)} r where r.${sql.ref(column)} = f.id)`,
  );
  const free = used.length > 0 ? sql.join(used, sql` and `) : sql`true`;
  const { rows } = await sql<{ content: string }>`
    delete from file f where f.person_id = ${personId} and ${free} returning encode(f.sha256, 'hex') as content`.execute(tx);
  // The names that people give to their files may hold their own.
  const kept = await sql`update file set name = id::text || coalesce(substring(name from '\\.[a-z0-9]{1,5}$'), '')
    where person_id = ${personId}`.execute(tx);
  return { contents: [...new Set(rows.map(({ content }) => content))], kept: Number(kept.numAffectedRows ?? 0) };
}

export interface OwnFile {
  readonly id: string;
  readonly sha256: Buffer;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly at: Date;
}
export async function ownFiles(db: Db, personId: string): Promise<OwnFile[]> {
  const { rows } = await sql<OwnFile>`
    select id, sha256, name, type, size, at from file where person_id = ${personId} order by at, id`.execute(db);
  return rows;
}
