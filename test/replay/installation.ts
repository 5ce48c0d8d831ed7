import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { address } from '../../src/operations/postgres.ts';
import { isAlive } from '../../src/operations/processes.ts';
import { answers, type Installation, install, type Running, within } from '../house/installation.ts';
import { type Caller, caller, noTraffic, type Street, type Traffic } from './parts/caller.ts';
import type { CodeWatch } from './parts/signing-in.ts';
import { wireTo } from './parts/wire.ts';

export { type Answer, type Caller, type Fault, good, type Traffic } from './parts/caller.ts';
export { appoint, makeCommittee, type Place, type Seated, type Staff, seatMembers } from './parts/seats.ts';
export { signIn, signInByCode } from './parts/signing-in.ts';
export { announceTopic } from './parts/topics.ts';

/** A throw-away installation as real processes under its supervisor, with a clock that the replay moves. */
export interface ThrowAway extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly traffic: Traffic;
  /** A person with an address and a browser of their own. */
  person(): Caller;
  /** Moves the installation's clock, never back; resolves when all that became due has happened. */
  moveTo(at: Date): Promise<void>;
  readonly now: () => Date;
  readonly codes: CodeWatch;
  /** For what no screen can do, and to look. As the application's role, or as the superuser. */
  sql<T>(work: (client: pg.Client) => Promise<T>, role?: 'heyi' | 'postgres'): Promise<T>;
  /** What commands beside it need: DATA_DIR and the like. */
  readonly env: Readonly<Record<string, string>>;
  readonly run: Installation['run'];
  readonly output: () => string;
  readonly processes: Installation['processes'];
  appPid(): number;
  postmasterPid(): number;
  /** kill -9 of the app's process; the supervisor starts it again. Resolves when it serves: after how many milliseconds. */
  killApp(meanwhile?: () => Promise<void>): Promise<number>;
  /** kill -9 of the postmaster alone, or of the whole PostgreSQL. */
  killPostmaster(): Promise<number>;
  killDatabase(): Promise<number>;
}

const BEGIN = new Date('2026-07-01T00:00:00Z');

/** Starts it, empty unless `demo`; `settings` are settings of the operator's table. Everything is gone when it is disposed, also after Ctrl-C. */
export async function startThrowAway(settings: Record<string, string> = {}, { demo = false } = {}): Promise<ThrowAway> {
  const home = await install({ HEYI_CLOCK: 'manual', TRUSTED_PROXY: '127.0.0.1', ...settings });
  const ctrlC = () => void home[Symbol.asyncDispose]().then(() => process.exit(130));
  process.once('SIGINT', ctrlC);
  process.once('SIGTERM', ctrlC);
  try {
    const running = await home.start(demo ? [] : ['--empty']);
    return throwAwayOf(home, running, () => {
      process.off('SIGINT', ctrlC);
      process.off('SIGTERM', ctrlC);
    });
  } catch (error) {
    await home[Symbol.asyncDispose]();
    throw error;
  }
}

function throwAwayOf(home: Installation, running: Running, gone: () => void): ThrowAway {
  const port = Number(new URL(running.url).port);
  const wire = wireTo(port);
  const traffic = noTraffic();
  let now = BEGIN;
  let moving: Promise<void> = Promise.resolve();
  let people = 0;
  const clockMover = caller({ origin: running.url, wire, traffic: noTraffic(), wait: async () => undefined }, '127.0.0.1');
  const moveTo = (at: Date): Promise<void> => {
    moving = moving.then(async () => {
      if (at <= now) return;
      const moved = await clockMover.send('POST', '/test/clock', { at: at.toISOString() });
      if (moved.status !== 200) throw new Error(`the clock did not move: ${moved.status} ${moved.text}`);
      now = new Date(moved.json<{ at: string }>().at);
    });
    return moving;
  };
  const street: Street = {
    origin: running.url,
    wire,
    traffic,
    wait: (seconds) => moveTo(new Date(now.getTime() + seconds * 1000)),
  };
  const sql: ThrowAway['sql'] = (work, role = 'heyi') => withClient(() => address(role, `${home.dataDir}/pg`, 'heyi'), work);
  const killAndWait = async (pids: readonly number[], meanwhile?: () => Promise<void>) => {
    const began = performance.now();
    for (const pid of pids) killHard(pid);
    await within(5000, async () => !pids.some((pid) => isAlive(pid)));
    await meanwhile?.();
    await within(90_000, () => answers(running.url));
    return performance.now() - began;
  };
  return {
    url: running.url,
    port,
    traffic,
    person: () => caller(street, addressOf(people++)),
    moveTo,
    now: () => now,
    codes: codesOf(running.output),
    sql,
    env: home.env,
    run: home.run.bind(home),
    output: running.output,
    processes: () => home.processes(),
    appPid: () => home.app(running.pid),
    postmasterPid: () => home.postmaster(),
    killApp: (meanwhile) => killAndWait([home.app(running.pid)], meanwhile),
    killPostmaster: () => killAndWait([home.postmaster()]),
    killDatabase: () => {
      const postmaster = home.postmaster();
      // The postmaster first: it starts nobody any more while the others are looked up.
      killHard(postmaster);
      return killAndWait([postmaster, ...backends(home)]);
    },
    async [Symbol.asyncDispose]() {
      gone();
      wire[Symbol.dispose]();
      await running.interrupt();
      await home[Symbol.asyncDispose]();
    },
  };
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It went with its postmaster.
  }
}

const backends = (home: Installation): number[] =>
  home.processes().flatMap(({ pid, command }) => (command.startsWith('postgres:') ? [pid] : []));

/** 10.0.0.1, 10.0.0.2 …: one a person. */
const addressOf = (n: number): string => `10.${((n + 1) >> 16) & 255}.${((n + 1) >> 8) & 255}.${(n + 1) & 255}`;

/** A connection of its own, again when the database was killed under it before anything was done. */
async function withClient<T>(url: () => string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: url() });
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (error) {
      if (tries === 100) throw error;
      await pause(100);
      continue;
    }
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** Codes as the demo prints them where the operator looks. */
function codesOf(output: () => string): CodeWatch {
  return {
    mark: () => output().length,
    async codeSince(mark, phone, not) {
      let code = '';
      await within(10_000, async () => {
        code =
          [
            ...output()
              .slice(mark)
              .matchAll(new RegExp(`验证码 (\\d{6})（发给 ${phone}`, 'g')),
          ].at(-1)?.[1] ?? '';
        return code !== '' && code !== not;
      });
      return code;
    },
  };
}
