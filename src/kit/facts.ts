import { sql } from 'kysely';
import type pg from 'pg';
import { type FactBody, thingsIn } from './change.ts';
import { type Db, type Tx, transact } from './db.ts';
import type { House } from './house.ts';

/** A fact as readers see it: `position` is gap-free and in commit order. */
export interface Fact {
  readonly position: number;
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly body: FactBody;
}

const SEQUENCER_LOCK = 7_203_001;
export const SEQUENCED_AT_ONCE = 5000;

/**
 * Gives committed facts their position. The row lock on `sequencer` is taken by a statement of its own, so that the next one
 * sees all that an earlier leader committed: a stale leader can never give a position twice.
 * @returns how many facts were placed.
 */
export async function sequence(client: Pick<pg.ClientBase, 'query'>, batch = SEQUENCED_AT_ONCE): Promise<number> {
  const waiting = await client.query('select 1 from fact where position is null limit 1');
  if (waiting.rowCount === 0) return 0;
  await client.query('begin');
  try {
    await client.query('select last from sequencer for update');
    const { rowCount } = await client.query({
      name: 'sequence',
      text: `with waiting as (
          select number, row_number() over (order by number) as n
          from (select number from fact where position is null order by number limit $1) w
        ),
        moved as (
          update sequencer set last = last + (select count(*) from waiting)
          returning last - (select count(*) from waiting) as base
        )
        update fact set position = base + n from waiting, moved where fact.number = waiting.number`,
      values: [batch],
    });
    await client.query('commit');
    return rowCount ?? 0;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Becomes the one sequencer of the installation, or not: false when another process is. */
export async function leadSequencer(client: Pick<pg.ClientBase, 'query'>): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [SEQUENCER_LOCK]);
  return rows[0]?.got === true;
}

/** What reacts to facts. It may run twice only if its process dies before commit; `tx` holds its cursor, so effects are exact. */
export interface Reader {
  readonly name: string;
  readonly kinds: readonly string[];
  handle(tx: Tx, facts: readonly Fact[], now: Date): Promise<void>;
}

export async function lastPosition(db: Db): Promise<number> {
  const { rows } = await sql<{ last: number }>`select last from sequencer`.execute(db);
  return rows[0]?.last ?? 0;
}

/**
 * One turn of a reader: takes its cursor's row lock, handles the next facts up to `head`, moves the cursor, in one transaction.
 * @returns where its cursor stands now.
 */
export async function turn(house: House, reader: Reader, head: number, batch = 500): Promise<number> {
  const touched: string[] = [];
  const stands = await transact(house.pool, async (tx) => {
    await sql`insert into reader (name) values (${reader.name}) on conflict do nothing`.execute(tx);
    const cursor = await sql<{ position: number }>`select position from reader where name = ${reader.name} for update`.execute(tx);
    const from = cursor.rows[0]?.position ?? 0;
    if (from >= head) return from;
    const { rows } = await sql<Fact>`
      select position, id, kind, at, body from fact
      where position > ${from} and position <= ${head} and kind = any(${reader.kinds}::text[])
      order by position limit ${batch}`.execute(tx);
    if (rows.length > 0) await reader.handle(tx, rows, house.clock.now());
    const last = rows.length === batch ? (rows.at(-1)?.position ?? head) : head;
    await sql`update reader set position = ${last} where name = ${reader.name}`.execute(tx);
    for (const fact of rows) if (!house.isOwn(fact.id)) touched.push(...thingsIn(fact));
    return last;
  });
  if (touched.length > 0) house.committed(touched);
  return stands;
}
