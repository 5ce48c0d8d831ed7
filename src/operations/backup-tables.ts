import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Sequence, TableHead } from './backup-records.ts';
import { rowSum } from './row-sum.ts';

/** Sign-ins and one-time codes do not come back from a backup: one that was ended must stay ended. Their limits begin anew. */
export const passing: readonly string[] = [
  'login',
  'one_time_code',
  'attempt',
  'half_login',
  'key_challenge',
  'round_trip',
  'wechat_credential',
  'provider_grant',
  'provider_token',
  'provider_ask',
];

/**
 * The tables a backup holds, in order of name. Only schema public: the job queue (graphile_worker) is fed from facts, and a restored
 * house must not send yesterday's letters once more. `migration` is written by migrating.
 */
export async function tablesOf(client: pg.Client): Promise<TableHead[]> {
  const { rows } = await client.query<TableHead>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relpersistence = 'p'
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and c.relname <> 'migration' and c.relname <> all ($1)
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      group by c.relname order by c.relname`,
    [passing],
  );
  return rows;
}

export async function sequencesOf(client: pg.Client): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname",
  );
  const found: Sequence[] = [];
  for (const { name } of rows) {
    const { rows: state } = await client.query<{ last: number; called: boolean }>(
      `select last_value::float8 as last, is_called as called from public.${client.escapeIdentifier(name)}`,
    );
    found.push(...state.map((one) => ({ name, ...one })));
  }
  return found;
}

/** The text of a value must not hang on the settings of a server, or two sums of the same rows would differ. */
export const steady = (client: pg.Client) =>
  client.query(`set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC'; set extra_float_digits = 3;
    set bytea_output = 'hex'; set client_encoding = 'UTF8'; set synchronize_seqscans = off; set statement_timeout = 0;
    set idle_in_transaction_session_timeout = 0`);

/** A table's rows as COPY writes them. */
export function copyOut(client: pg.Client, table: TableHead) {
  return client.query(copyTo(`copy ${target(client, table)} to stdout`));
}

/** Rows and their sum as a table stands. */
export async function sumOf(client: pg.Client, table: TableHead): Promise<{ rows: number; sum: string }> {
  const all = rowSum();
  for await (const chunk of copyOut(client, table)) all.add(chunk);
  return all.value();
}

export const target = (client: pg.Client, { name, columns }: TableHead): string =>
  `public.${client.escapeIdentifier(name)} (${columns.map((one) => client.escapeIdentifier(one)).join(', ')})`;
