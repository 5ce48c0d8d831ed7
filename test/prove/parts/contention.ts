import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { manualClock } from '../../../src/kit/clock.ts';
import { openDatabase } from '../../../src/kit/db.ts';
import { lastPosition, type Reader, turn } from '../../../src/kit/facts.ts';
import { filesIn } from '../../../src/kit/files.ts';
import type { House } from '../../../src/kit/house.ts';
import { newId } from '../../../src/kit/ids.ts';
import { memory } from '../../../src/kit/memory.ts';

export interface Contention {
  readonly writers: number;
  readonly transactionsEach: number;
  /** kill -9 of sequencer processes, spread over the run. */
  readonly kills: number;
}
export interface Outcome {
  readonly committed: number;
  readonly rolledBack: number;
  readonly kills: number;
  readonly batchesRead: number;
  /** Committed facts without a position, or positions that nobody committed. */
  readonly skipped: number;
  readonly doubled: number;
  readonly gaps: number;
  /** Facts that stand before an earlier one of the same writer. */
  readonly outOfOrder: number;
  /** What the product's own reader missed or handled twice. */
  readonly readerSkipped: number;
  readonly readerDoubled: number;
}

/** Writers with random delays before commit, readers at full speed, sequencers that are killed; then everything is counted. */
export async function contend(url: string, { writers, transactionsEach, kills }: Contention): Promise<Outcome> {
  const pool = new pg.Pool({ connectionString: url, max: writers + 4 });
  pool.on('error', () => undefined);
  await pool.query('create table handled (fact uuid not null, position bigint not null)');
  const { house, close } = bareHouse(url);
  const sequencers = twoSequencers(url);
  const writing = Promise.all(Array.from({ length: writers }, (_, writer) => write(pool, writer, transactionsEach)));
  let written = false;
  void writing.then(() => (written = true)).catch(() => undefined);
  // Two facts a transaction, one transaction in ten rolled back.
  const about = writers * transactionsEach * 1.8;
  const seen: Seen = { facts: [], gaps: 0, batches: 0 };
  let killed = 0;
  try {
    for (let left = true; left; ) {
      left = !written || (await someWait(pool));
      left = (await readOn(pool, seen)) > 0 || left;
      await turn(house, reader, await lastPosition(house.db), 200);
      if (killed < kills && seen.facts.length > (about * (killed + 1)) / (kills + 1)) {
        await pool.query('select pg_sleep(random() * 0.01)');
        sequencers.killOne();
        killed += 1;
      }
      if (sequencers.living() === 0) throw new Error('both sequencers ended by themselves');
    }
    while ((await turn(house, reader, await lastPosition(house.db), 200)) < seen.facts.length);
    return await count(pool, await writing, seen, killed);
  } finally {
    await writing.catch(() => undefined);
    await sequencers.end();
    await close();
    await pool.end();
  }
}

const someWait = async (pool: pg.Pool): Promise<boolean> =>
  (await pool.query('select 1 from fact where position is null limit 1')).rowCount !== 0;

/** As much of a house as a reader's turn stands on. */
function bareHouse(url: string): { house: House; close: () => Promise<void> } {
  const { db, pool } = openDatabase(url, { max: 2 });
  const key = new Uint8Array(32);
  const clock = manualClock(new Date('2026-07-01T00:00:00Z'));
  const files = filesIn(tmpdir(), 0);
  const house = {
    db,
    pool,
    files,
    memory: memory(),
    clock,
    log: pino({ level: 'silent' }),
    zone: 'Asia/Shanghai',
    digestKey: key,
    sealKey: key,
    committed: () => undefined,
    isOwn: () => false,
  };
  return { house, close: () => db.destroy() };
}

interface Written {
  readonly facts: readonly { readonly id: string; readonly writer: number; readonly n: number }[];
  readonly rolledBack: number;
}

/** Its delays are the database's own: between insert and commit, where serial numbers and commits part ways. */
async function write(pool: pg.Pool, writer: number, transactions: number): Promise<Written> {
  const facts: { id: string; writer: number; n: number }[] = [];
  let rolledBack = 0;
  const client = await pool.connect();
  for (let t = 0; t < transactions; t++) {
    const mine = Array.from({ length: 1 + ((writer + t) % 3) }, (_, k) => ({ id: newId(), writer, n: facts.length + k }));
    await client.query('begin');
    for (const { id, n } of mine) {
      await client.query("insert into fact (id, kind, at, body) values ($1, 'proof', '2026-07-01T00:00:00Z', $2)", [id, { writer, n }]);
      await client.query('select pg_sleep(random() * 0.02)');
    }
    const undone = (writer + t) % 10 === 9;
    await client.query(undone ? 'rollback' : 'commit');
    if (undone) rolledBack += 1;
    else facts.push(...mine);
  }
  client.release();
  return { facts, rolledBack };
}

interface Seen {
  readonly facts: { id: string; position: number; writer: number; n: number }[];
  gaps: number;
  batches: number;
}
/** A bare reader: whatever is visible must follow what it saw before without a gap. */
async function readOn(pool: pg.Pool, seen: Seen): Promise<number> {
  const from = seen.facts.at(-1)?.position ?? 0;
  const { rows } = await pool.query<{ id: string; position: number; writer: number; n: number }>(
    `select id, position::int, (body->>'writer')::int as writer, (body->>'n')::int as n from fact where position > $1 order by position limit 500`,
    [from],
  );
  rows.forEach((row, i) => {
    if (row.position !== (rows[i - 1]?.position ?? from) + 1) seen.gaps += 1;
  });
  seen.facts.push(...rows);
  seen.batches += 1;
  return rows.length;
}

/** The product's road for readers: cursor and effect in one transaction. */
const reader: Reader = {
  name: 'proof',
  kinds: ['proof'],
  handle: async (tx, facts) => {
    await sql`insert into handled select * from unnest(${facts.map(({ id }) => id)}::uuid[], ${facts.map(({ position }) => position)}::bigint[])`.execute(
      tx,
    );
  },
};

async function count(pool: pg.Pool, all: readonly Written[], seen: Seen, kills: number): Promise<Outcome> {
  const committed = all.flatMap(({ facts }) => facts);
  const times = new Map<string, number>();
  for (const { id } of seen.facts) times.set(id, (times.get(id) ?? 0) + 1);
  const handled = await pool.query<{ fact: string; n: number }>('select fact, count(*)::int as n from handled group by fact');
  const handledOnce = new Map(handled.rows.map(({ fact, n }) => [fact, n]));
  const strangers = seen.facts.length - committed.filter(({ id }) => times.has(id)).length;
  const lastOfWriter = new Map<number, number>();
  const outOfOrder = seen.facts.filter(({ writer, n }) => {
    const before = lastOfWriter.get(writer) ?? -1;
    lastOfWriter.set(writer, n);
    return n !== before + 1;
  }).length;
  return {
    committed: committed.length,
    rolledBack: all.reduce((n, { rolledBack }) => n + rolledBack, 0),
    kills,
    batchesRead: seen.batches,
    skipped: committed.filter(({ id }) => !times.has(id)).length + Math.max(0, strangers),
    doubled: [...times.values()].filter((n) => n > 1).length,
    gaps: seen.gaps,
    outOfOrder,
    readerSkipped: committed.filter(({ id }) => !handledOnce.has(id)).length,
    readerDoubled: [...handledOnce.values()].filter((n) => n > 1).length,
  };
}

/** One leads, the other waits for the lock; a killed one is replaced. */
function twoSequencers(url: string) {
  const program = join(import.meta.dirname, 'sequencer-process.ts');
  const start = () => spawn(process.execPath, [program, url], { stdio: ['ignore', 'ignore', 'inherit'] });
  const running: ChildProcess[] = [start(), start()];
  return {
    killOne(): void {
      running.shift()?.kill('SIGKILL');
      running.push(start());
    },
    living: () => running.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null).length,
    async end(): Promise<void> {
      await Promise.all(
        running.map(async (child) => {
          if (child.exitCode !== null || child.signalCode !== null) return;
          const ended = once(child, 'exit');
          child.kill('SIGKILL');
          await ended;
        }),
      );
    },
  };
}
