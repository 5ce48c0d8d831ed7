import { setTimeout as pause } from 'node:timers/promises';
import type { ThrowAway } from '../../test/replay/installation.ts';

/** Has the database count its statements: it begins anew with the extension that does so. */
export async function countStatements(house: ThrowAway): Promise<void> {
  await house.sql((client) => client.query("alter system set shared_preload_libraries = 'pg_stat_statements'"), 'postgres');
  await house.killDatabase();
  await house.sql((client) => client.query('create extension if not exists pg_stat_statements'), 'postgres');
}

/** How many statements one request asks for, those of the house's own loops left out. */
export async function statementsOf(house: ThrowAway, request: () => Promise<unknown>): Promise<number> {
  const idle = await callsDuring(house, () => pause(1200));
  const busy = await callsDuring(house, async () => {
    for (let i = 0; i < TIMES; i++) await request();
  });
  const own = [...busy].filter(([id]) => !idle.has(id));
  return Math.round(own.reduce((sum, [, calls]) => sum + calls, 0) / TIMES);
}
const TIMES = 10;

async function callsDuring(house: ThrowAway, work: () => Promise<unknown>): Promise<Map<string, number>> {
  await house.sql((client) => client.query('select pg_stat_statements_reset()'), 'postgres');
  await work();
  const { rows } = await house.sql(
    (client) =>
      client.query<{ id: string; calls: string }>(
        "select s.queryid::text as id, s.calls from pg_stat_statements s join pg_roles r on r.oid = s.userid where r.rolname = 'heyi' and s.query not in ('begin', 'commit')",
      ),
    'postgres',
  );
  return new Map(rows.map(({ id, calls }) => [id, Number(calls)]));
}
