import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { unfit } from '../config/unfit.ts';
import type { Sequence, TableHead } from './backup-records.ts';
import { steady, sumOf, tablesOf, target } from './backup-tables.ts';
import { rowSum } from './row-sum.ts';

/** Fills tables in one transaction: references and triggers are put aside meanwhile and checked again at its end. */
export async function tableLoader(client: pg.Client) {
  await steady(client);
  await client.query('begin');
  const putBack = await putAside(client);
  let table: TableHead | undefined;
  let loaded = rowSum();
  let stream: (Writable & { readonly rowCount: number }) | undefined;
  return {
    begin: async (next: TableHead) => {
      table = next;
      loaded = rowSum();
      stream = client.query(copyFrom(`copy ${target(client, next)} from stdin`));
      // Told by the next write or the end; without a listener it would end the process.
      stream.on('error', () => undefined);
    },
    write: async (data: Buffer) => {
      if (stream?.errored) throw stream.errored;
      loaded.add(data);
      if (stream && !stream.write(data)) await once(stream, 'drain');
    },
    end: async (said: { readonly rows: number }) => {
      if (!stream || !table) return;
      stream.end();
      await finished(stream);
      await refuseDifference(client, table, said.rows, loaded.value().sum);
    },
    sequences: async (all: readonly Sequence[]) => {
      for (const { name, last, called } of all)
        await client.query('select setval($1::regclass, $2::bigint, $3)', [`public.${client.escapeIdentifier(name)}`, last, called]);
    },
    commit: async () => {
      await putBack();
      await client.query('commit');
    },
  };
}

async function putAside(client: pg.Client): Promise<() => Promise<void>> {
  const { rows: references } = await client.query<{ home: string; name: string; definition: string }>(
    `select conrelid::regclass::text as home, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition from pg_constraint
      where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0 order by conname`,
  );
  const tables = (await tablesOf(client)).map(({ name }) => `public.${client.escapeIdentifier(name)}`);
  for (const { home, name } of references) await client.query(`alter table ${home} drop constraint ${name}`);
  for (const table of tables) {
    await client.query(`alter table ${table} disable trigger user`);
    // Rows that migrations put in: the backup holds its own.
    const { rowCount } = await client.query(`select from ${table} limit 1`);
    if (rowCount) await client.query(`delete from ${table}`);
  }
  return async () => {
    for (const table of tables) await client.query(`alter table ${table} enable trigger user`);
    for (const { home, name, definition } of references) await client.query(`alter table ${home} add constraint ${name} ${definition}`);
  };
}

/** What was written must be what can be read: the rows are read back before anything is committed. */
async function refuseDifference(client: pg.Client, table: TableHead, rows: number, sum: string): Promise<void> {
  const found = await sumOf(client, table);
  if (found.rows !== rows || found.sum !== sum)
    throw unfit(
      `表 ${table.name} 恢复后和备份不一致（${found.rows} 行，备份里 ${rows} 行），已全部撤回。`,
      `Table ${table.name} differs from the backup after loading (${found.rows} rows, ${rows} in the backup); everything was rolled back.`,
    );
}
