import type pg from 'pg';
import { type KeyRing, numberOf, seal, unseal } from '../kit/seal.ts';
import { withClient } from './client.ts';

export interface Resealed {
  readonly column: string;
  readonly values: number;
}

/**
 * Seals every sealed value of the database by the newest key, in one transaction. Which columns hold such values is found by opening
 * them: only what one of our keys sealed opens, whatever feature it belongs to.
 */
export async function reseal(databaseUrl: string, ring: KeyRing): Promise<Resealed[]> {
  return await withClient(databaseUrl, 'reseal', async (client) => {
    await client.query('begin');
    const { rows: columns } = await client.query<{ table: string; column: string }>(
      `select format('%I', c.relname) as "table", format('%I', a.attname) as "column" from pg_attribute a
       join pg_class c on c.oid = a.attrelid
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
         and a.atttypid = 'bytea'::regtype and a.attgenerated = '' and c.relname not in ('audit', 'audit_seal') order by 1, 2`,
    );
    const done: Resealed[] = [];
    for (const { table, column } of columns)
      done.push({ column: `${table}.${column}`, values: await resealColumn(client, ring, table, column) });
    await client.query('commit');
    return done.filter(({ values }) => values > 0);
  });
}

const AT_ONCE = 1000;
async function resealColumn(client: pg.Client, ring: KeyRing, table: string, column: string): Promise<number> {
  let values = 0;
  await client.query(
    `declare held no scroll cursor for select ctid::text as place, ${column} as sealed from ${table} where ${column} is not null`,
  );
  for (;;) {
    const { rows } = await client.query<{ place: string; sealed: Buffer }>(`fetch ${AT_ONCE} from held`);
    if (rows.length === 0) break;
    const fresh = rows.flatMap(({ place, sealed }) => {
      const text = numberOf(sealed) === ring.current ? undefined : opened(ring, sealed);
      return text === undefined ? [] : [{ place, sealed: seal(ring, text) }];
    });
    if (fresh.length > 0)
      await client.query(
        `update ${table} set ${column} = f.sealed from unnest($1::text[], $2::bytea[]) f(place, sealed) where ${table}.ctid = f.place::tid`,
        [fresh.map(({ place }) => place), fresh.map(({ sealed }) => sealed)],
      );
    values += fresh.length;
  }
  await client.query('close held');
  return values;
}
function opened(ring: KeyRing, sealed: Buffer): string | undefined {
  if (sealed.length < 28) return undefined;
  try {
    return unseal(ring, sealed);
  } catch {
    // A digest, a password's hash: nothing that was sealed.
    return undefined;
  }
}
