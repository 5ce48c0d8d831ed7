import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, readFileSync, renameSync, rmSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { type Entry, type Totals, written } from './backup-records.ts';
import { copyOut, sequencesOf, steady, tablesOf } from './backup-tables.ts';
import { sealStream } from './backup-vault.ts';
import { withClient } from './client.ts';
import { appliedMigrations, schemaLock } from './migrate.ts';

export interface BackupOrder {
  readonly databaseUrl: string;
  readonly filesDir: string;
  readonly key: Uint8Array;
  readonly at: Date;
  /** The finished file; it appears only when it is whole. */
  readonly file: string;
}
export interface BackupDone extends Totals {
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes one sealed file of everything as it stood at one moment, while others go on writing. */
export async function takeBackup(order: BackupOrder): Promise<BackupDone> {
  const half = `${order.file}.part`;
  try {
    return await withClient(order.databaseUrl, 'backup', (client) => write(client, order, half));
  } finally {
    rmSync(half, { force: true });
  }
}

async function write(client: pg.Client, order: BackupOrder, half: string): Promise<BackupDone> {
  const totals = { tables: 0, rows: 0, files: 0 };
  const digest = createHash('sha256');
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      digest.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const target = createWriteStream(half, { mode: 0o600, flush: true });
  await pipeline(everything(client, order, totals), createGzip(), sealStream(order.key), counted, target);
  renameSync(half, order.file);
  await settle(dirname(order.file));
  return { ...totals, bytes, sha256: digest.digest('hex') };
}

async function* everything(
  client: pg.Client,
  order: BackupOrder,
  totals: { -readonly [K in keyof Totals]: Totals[K] },
): AsyncGenerator<Buffer> {
  await steady(client);
  // No migration meanwhile: the snapshot sees old rows, but COPY would see new columns.
  await client.query('select pg_advisory_lock_shared($1)', [schemaLock]);
  await client.query('begin isolation level repeatable read read only');
  const { rows } = await client.query<{ postgres: string }>("select current_setting('server_version') as postgres");
  const migrations = await appliedMigrations(client);
  yield written({ is: 'head', head: { version: version(), at: order.at.toISOString(), postgres: rows[0]?.postgres ?? '', migrations } });
  for (const table of await tablesOf(client)) {
    yield written({ is: 'table', table });
    const stream = copyOut(client, table);
    const end = yield* dataOf(stream);
    yield written({ ...end, rows: stream.rowCount });
    totals.tables += 1;
    totals.rows += stream.rowCount;
  }
  yield written({ is: 'sequences', sequences: await sequencesOf(client) });
  await client.query('commit');
  // After the snapshot: every file that its rows name is there, since files are never changed.
  yield* filesOf(order.filesDir, totals);
  yield written({ is: 'close', totals });
}

async function* filesOf(folder: string, totals: { files: number }): AsyncGenerator<Buffer> {
  for (const path of await pathsIn(folder)) {
    const handle = await open(join(folder, path)).catch(() => undefined);
    // Erased since we listed the folder: nothing that the backup should hold.
    if (!handle) continue;
    yield written({ is: 'file', path });
    yield written(yield* dataOf(createReadStream('', { fd: handle })));
    totals.files += 1;
  }
}

async function* dataOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, Entry & { is: 'end' }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const data of gathered(source)) {
    hash.update(data);
    bytes += data.length;
    yield written({ is: 'data', data });
  }
  return { is: 'end', rows: 0, bytes, sha256: hash.digest('hex') };
}

/** COPY hands over row by row; one entry a row would be mostly frame. */
async function* gathered(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    held.push(chunk);
    size += chunk.length;
    if (size < 65_536) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held);
}

async function pathsIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((one) => one.isFile() && !one.name.startsWith('.') && !one.name.endsWith('.part'))
    .map((one) => relative(folder, join(one.parentPath, one.name)))
    .sort();
}

/** The name of a new file is only safe after a power cut when its folder is on the disk. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync();
  await handle.close();
}

const version = (): string => JSON.parse(readFileSync('package.json', 'utf8')).version;
