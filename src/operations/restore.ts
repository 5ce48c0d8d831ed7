import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { unfit } from '../config/unfit.ts';
import { type Entry, entries, type Head, type Totals } from './backup-records.ts';
import { damaged, openStream } from './backup-vault.ts';
import { withClient } from './client.ts';
import { migrate, migrationsIn } from './migrate.ts';
import { tableLoader } from './restore-tables.ts';

export interface RestoreOrder {
  readonly file: string;
  readonly key: Uint8Array;
  readonly databaseUrl: string;
  readonly filesDir: string;
}
export interface Verified {
  readonly head: Head;
  readonly totals: Totals;
}

/** Reads a whole backup without keeping anything: every byte is authenticated, every table counted. */
export async function verifyBackup(file: string, key: Uint8Array): Promise<Verified> {
  let head: Head | undefined;
  let totals: Totals | undefined;
  await read(file, key, async (all) => {
    for await (const entry of all) {
      if (entry.is === 'head') head = entry.head;
      if (entry.is === 'close') totals = entry.totals;
    }
  });
  if (!head || !totals) throw damaged();
  refuseUnknownMigrations(head);
  return { head, totals };
}

/** Brings a verified backup into a database and a files folder that were found empty, then forward to this version. */
export async function restoreBackup(order: RestoreOrder, { head }: Verified): Promise<void> {
  const last = head.migrations.at(-1)?.name;
  // The tables as they were when the backup was taken; later migrations run over the loaded rows.
  if (last !== undefined) await migrate(order.databaseUrl, { upTo: last });
  const half = `${order.filesDir}.restoring`;
  rmSync(half, { recursive: true, force: true });
  await withClient(order.databaseUrl, 'restore', (client) => read(order.file, order.key, (all) => load(client, half, all)));
  if (existsSync(half)) {
    rmSync(order.filesDir, { recursive: true, force: true });
    renameSync(half, order.filesDir);
  }
  await migrate(order.databaseUrl);
}

async function load(client: pg.Client, filesDir: string, all: AsyncIterable<Entry>): Promise<void> {
  const tables = await tableLoader(client);
  const files = fileLoader(filesDir);
  let inFile = false;
  for await (const entry of all) {
    if (entry.is === 'table' || entry.is === 'file') inFile = entry.is === 'file';
    if (entry.is === 'table') await tables.begin(entry.table);
    else if (entry.is === 'file') await files.begin(entry.path);
    else if (entry.is === 'data') await (inFile ? files : tables).write(entry.data);
    else if (entry.is === 'end') await (inFile ? files.end() : tables.end(entry));
    else if (entry.is === 'sequences') await tables.sequences(entry.sequences);
  }
  await tables.commit();
}

function fileLoader(folder: string) {
  let handle: FileHandle | undefined;
  return {
    begin: async (path: string) => {
      // Nothing outside the folder, whoever wrote the backup.
      const safe = normalize(path);
      if (safe.startsWith('..') || safe.startsWith('/')) throw damaged();
      mkdirSync(dirname(join(folder, safe)), { recursive: true, mode: 0o700 });
      handle = await open(join(folder, safe), 'wx', 0o600);
    },
    write: async (data: Buffer) => {
      await handle?.writeFile(data);
    },
    end: async () => {
      await handle?.sync();
      await handle?.close();
    },
  };
}

const read = (file: string, key: Uint8Array, consume: (all: AsyncIterable<Entry>) => Promise<void>): Promise<void> =>
  pipeline(createReadStream(file), openStream(key), createGunzip(), (source: AsyncIterable<Buffer>) => consume(entries(source)));

function refuseUnknownMigrations({ migrations, version }: Head): void {
  const ours = new Map(migrationsIn().map(({ name, sha256 }) => [name, sha256]));
  const strange = migrations.find(({ name, sha256 }) => ours.get(name) !== sha256);
  if (strange)
    throw unfit(
      `备份来自版本 ${version}，这个程序没有它的 ${strange.name}。请先换成不低于 ${version} 的程序。`,
      `The backup is of version ${version}, and this program lacks its ${strange.name}. Use a program of version ${version} or later.`,
    );
}

export async function refuseFilled({ databaseUrl, filesDir }: Pick<RestoreOrder, 'databaseUrl' | 'filesDir'>): Promise<void> {
  const { rows } = await withClient(databaseUrl, 'restore', (client) =>
    client.query<{ base: string; tables: number }>(
      `select current_database() as base, count(*)::int as tables from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'p')
          and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')`,
    ),
  );
  if ((rows[0]?.tables ?? 0) > 0)
    throw unfit(
      `数据库 ${rows[0]?.base} 里已有数据，恢复只进空的安装。请用另一个 DATA_DIR，或新建一个空库。`,
      `Database ${rows[0]?.base} holds data already; a restore goes into an empty installation only. Use another DATA_DIR, or make an empty database.`,
    );
  if (existsSync(filesDir) && readdirSync(filesDir).length > 0)
    throw unfit(
      `文件夹 ${filesDir} 里已有文件，恢复只进空的安装。请用另一个 DATA_DIR。`,
      `The folder ${filesDir} holds files already; a restore goes into an empty installation only. Use another DATA_DIR.`,
    );
}
