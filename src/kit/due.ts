import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import type { House } from './house.ts';

/** Plans one thing for a time; the same kind and key again moves it. */
export async function plan(tx: Tx, kind: string, key: string, at: Date): Promise<void> {
  await sql`insert into due (kind, key, at) values (${kind}, ${key}, ${at}) on conflict (kind, key) do update set at = excluded.at`.execute(
    tx,
  );
}

/** Plans one thing unless it is planned already: for what comes round by itself. */
export async function planOnce(tx: Tx, kind: string, key: string, at: Date): Promise<void> {
  await sql`insert into due (kind, key, at) values (${kind}, ${key}, ${at}) on conflict do nothing`.execute(tx);
}

export async function cancel(tx: Tx, kind: string, key: string): Promise<void> {
  await sql`delete from due where kind = ${kind} and key = ${key}`.execute(tx);
}

/** What is due now, oldest first. The handler's own transaction removes the row through `done`. */
export async function whatIsDue(db: Db, now: Date, limit = 100): Promise<{ kind: string; key: string; at: Date }[]> {
  const { rows } = await sql<{ kind: string; key: string; at: Date }>`
    select kind, key, at from due where at <= ${now} order by at, kind, key limit ${limit}`.execute(db);
  return rows;
}

/** Takes the row; false when another process was first or the time was moved. */
export async function take(tx: Tx, kind: string, key: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from due where kind = ${kind} and key = ${key} and at <= ${now}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Handles one kind of due thing; runs in its own transaction by `change`, which must call `take` first. */
export type DueHandler = (key: string, now: Date) => Promise<void>;

/** One pass of the ticker: hands over everything that is due. A handler that fails holds up nobody else; it is told at the end. */
export async function tick(house: House, handlers: Readonly<Record<string, DueHandler>>): Promise<number> {
  const now = house.clock.now();
  const rows = await whatIsDue(house.db, now);
  const failed: unknown[] = [];
  for (const { kind, key } of rows) {
    const handle = handlers[kind];
    if (!handle) failed.push(new Error(`nobody handles due things of kind ${kind}`));
    else await handle(key, now).catch((error: unknown) => failed.push(error));
  }
  if (failed.length > 0) throw failed[0];
  return rows.length;
}
