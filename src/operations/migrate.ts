import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { unfit } from '../config/unfit.ts';
import { systemClock } from '../kit/clock.ts';

export interface Migration {
  readonly name: string;
  readonly sha256: string;
}
export interface Way {
  /** Where the ordered .sql files stand. */
  readonly folder?: string;
  /** The last migration to apply: a restore stops at the state of its backup. */
  readonly upTo?: string | undefined;
}

/** Whoever holds it may change the schema; a backup holds it shared. */
export const schemaLock = 7203;

/** Brings the schema forward and returns the names of what was applied; safe to call from several processes at once. */
export async function migrate(url: string, { folder = 'migrations', upTo }: Way = {}): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'heyi migrate' });
  // A lost connection fails the running query as well; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [schemaLock]);
    await client.query('create table if not exists migration (name text primary key, sha256 text not null, at timestamptz not null)');
    const done = await appliedMigrations(client);
    refuseStrangers(done, folder);
    const todo = migrationsIn(folder).filter(({ name }) => !done.some((one) => one.name === name) && (upTo === undefined || name <= upTo));
    for (const one of todo) await apply(client, folder, one);
    await migrateJobs(url);
    return todo.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** The migrations of this version, in order. */
export const migrationsIn = (folder = 'migrations'): Migration[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({
      name,
      sha256: createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    }));

/** What the database has been through; none when it is new. */
export async function appliedMigrations(client: pg.Client): Promise<Migration[]> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('public.migration') is not null as there");
  if (!rows[0]?.there) return [];
  return (await client.query<Migration>('select name, sha256 from migration order by name')).rows;
}

/** A migration that ran must be here, unchanged: otherwise nobody knows what the schema is. */
function refuseStrangers(done: readonly Migration[], folder: string): void {
  const ours = new Map(migrationsIn(folder).map(({ name, sha256 }) => [name, sha256]));
  for (const { name, sha256 } of done) {
    const here = ours.get(name);
    if (here === undefined)
      throw unfit(
        `数据库来自更新的版本：这个版本没有 ${name}。请换回较新的程序，或从备份恢复。`,
        `The database is of a newer version: this one has no ${name}. Use the newer program, or restore a backup.`,
      );
    if (here !== sha256)
      throw unfit(
        `${name} 在执行之后被改过。请还原这个文件，把改动写成新的一份迁移。`,
        `${name} was changed after it ran. Put the file back, and write the change as a new migration.`,
      );
  }
}

/** The job queue's own schema: under the same lock, since two first starts at once would collide in it. */
async function migrateJobs(url: string): Promise<void> {
  // A pool of ours: one without a listener ends the process when the database stops while it closes.
  const pgPool = new pg.Pool({ connectionString: url, max: 1 });
  pgPool.on('error', () => undefined);
  pgPool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await runMigrations({ pgPool });
  } finally {
    await pgPool.end();
  }
}

async function apply(client: pg.Client, folder: string, { name, sha256 }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(readFileSync(join(folder, name), 'utf8'));
    await client.query('insert into migration (name, sha256, at) values ($1, $2, $3)', [name, sha256, systemClock.now()]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error instanceof Error ? new Error(`${name}: ${error.message}`, { cause: error }) : error;
  }
}
