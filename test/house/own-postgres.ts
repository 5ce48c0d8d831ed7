import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { databaseAccount } from '../../src/operations/account.ts';
import { tied } from '../../src/operations/processes.ts';
import { freePort } from './installation.ts';

export interface OwnPostgres extends AsyncDisposable {
  /** As an ordinary owner of an ordinary database. */
  readonly url: string;
  readonly superuserUrl: (database?: string) => string;
}

/** The machine's own PostgreSQL, which is not the embedded one: Debian's. */
export function debianPostgres(): string | undefined {
  const home = '/usr/lib/postgresql';
  const versions = existsSync(home) ? readdirSync(home).filter((one) => Number(one) >= 15 && Number(one) <= 18) : [];
  return versions.map((one) => join(home, one, 'bin')).find((bin) => existsSync(join(bin, 'postgres')));
}

/** A cluster of Debian's PostgreSQL on loopback, with a role and a database as the guide describes them. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const bin = debianPostgres() ?? '';
  const account = databaseAccount();
  const folder = mkdtempSync(join(tmpdir(), 'heyi-own-'));
  const data = join(folder, 'data');
  chmodSync(folder, 0o711);
  mkdirSync(data, { mode: 0o700 });
  const secret = join(folder, 'password');
  writeFileSync(secret, 'own-secret');
  if (account) for (const one of [folder, data, secret]) chownSync(one, account.uid, account.gid);
  const [initdb = '', ...args] = tied('TERM', account, [
    ...[join(bin, 'initdb'), '-D', data, '-U', 'postgres', `--pwfile=${secret}`, '--auth=scram-sha-256', '--no-sync'],
    ...['--locale=C.UTF-8', '--encoding=UTF8'],
  ]);
  execFileSync(initdb, args, { cwd: folder, stdio: 'ignore' });
  const port = await freePort();
  const flags = ['fsync=off', `port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`].flatMap((one) => [
    '-c',
    one,
  ]);
  const [postgres = '', ...rest] = tied('INT', account, [join(bin, 'postgres'), '-D', data, ...flags]);
  const child = spawn(postgres, rest, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  await ready(child.stderr);
  const superuserUrl = (database = 'postgres') => `postgresql://postgres:own-secret@127.0.0.1:${port}/${database}`;
  await execute(superuserUrl(), ["create role heyi_app login password 'app-secret'", 'create database heyi_app owner heyi_app']);
  return {
    url: `postgresql://heyi_app:app-secret@127.0.0.1:${port}/heyi_app`,
    superuserUrl,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGINT');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function execute(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const one of statements) await client.query(one);
  await client.end();
}

async function ready(log: NodeJS.ReadableStream): Promise<void> {
  let said = '';
  for await (const chunk of log) {
    said += chunk;
    if (said.includes('ready to accept connections')) break;
  }
  // Whatever it says later must not fill the pipe.
  log.resume();
}
