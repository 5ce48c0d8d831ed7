import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type pg from 'pg';
import { keyedDigest } from '../src/kit/ids.ts';
import { type SealKey, unseal } from '../src/kit/seal.ts';

type Client = Pick<pg.ClientBase, 'query'>;

/**
 * Every place of a database that holds one of these words: all columns of all tables that can hold text or bytes, whatever feature they
 * belong to, sealed values opened by the key.
 */
export async function foundIn(client: Client, needles: readonly string[], keys: { seal: SealKey; digest: Uint8Array }): Promise<string[]> {
  const { rows: columns } = await client.query<{ table: string; column: string; type: string }>(
    `select format('%I.%I', n.nspname, c.relname) as "table", a.attname as "column", t.typname as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
     where c.relkind in ('r', 'm') and a.attnum > 0 and not a.attisdropped and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
       and t.typname in ('text', 'varchar', 'bpchar', 'name', 'json', 'jsonb', 'tsvector', '_text', '_varchar', '_jsonb', 'bytea', '_bytea')`,
  );
  const found: string[] = [];
  for (const { table, column, type } of columns)
    for (const place of type === 'bytea'
      ? await inBytes(client, table, column, needles, keys)
      : await inText(client, table, column, needles))
      found.push(`${table}.${column}: ${place}`);
  return found;
}

async function inText(client: Client, table: string, column: string, needles: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ needle: string }>(
    `select distinct n.needle from ${table} r, unnest($1::text[]) n(needle) where r."${column}"::text like '%' || n.needle || '%'`,
    [needles],
  );
  return rows.map(({ needle }) => needle);
}

/** As bytes, sealed, or as a keyed digest by which it could be found again. */
async function inBytes(
  client: Client,
  table: string,
  column: string,
  needles: readonly string[],
  keys: { seal: SealKey; digest: Uint8Array },
): Promise<string[]> {
  const { rows } = await client.query<{ bytes: Buffer }>(
    `select distinct r."${column}" as bytes from ${table} r where r."${column}" is not null`,
  );
  return needles.filter((needle) => {
    const digests = ['phone', 'email', 'identity'].map((kind) => keyedDigest(keys.digest, `${kind}:${needle}`));
    return rows.some(
      ({ bytes }) => bytes.includes(needle) || opened(keys.seal, bytes)?.includes(needle) || digests.some((one) => one.equals(bytes)),
    );
  });
}
function opened(key: SealKey, bytes: Buffer): string | null {
  try {
    return unseal(key, bytes);
  } catch {
    return null;
  }
}

/** Every file of a folder that holds one of these words, packed ones opened. */
export function foundInFiles(folder: string, needles: readonly string[], but: RegExp = /$^/): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .filter((path) => !but.test(path))
    .flatMap((path) => {
      const bytes = readFileSync(path);
      const text = bytes.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b])) ? gunzipSync(bytes) : bytes;
      return needles.filter((needle) => text.includes(needle)).map((needle) => `${path}: ${needle}`);
    });
}
