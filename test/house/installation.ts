import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
export interface Running {
  readonly pid: number;
  readonly output: () => string;
  readonly url: string;
  /** Milliseconds from the command to the first good /readyz. */
  readonly readyAfter: number;
  /** Ctrl-C, as a terminal gives it. */
  interrupt(): Promise<Ended>;
  readonly ended: Promise<Ended>;
}

/** One installation in a folder of its own, on ports of its own; everything it started is gone when it is disposed. */
export class Installation implements AsyncDisposable {
  readonly home: string;
  readonly dataDir: string;
  readonly env: Record<string, string>;
  readonly #children: ChildProcess[] = [];

  constructor(home: string, ports: readonly [number, number], env: Record<string, string>) {
    this.home = home;
    this.dataDir = join(home, 'data');
    this.env = {
      // Nothing of the test runner's own settings.
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '/',
      DATA_DIR: this.dataDir,
      PORT: `${ports[0]}`,
      METRICS_PORT: `${ports[1]}`,
      BACKUP_AT: 'off',
      LOG_LEVEL: 'warn',
      ...env,
    };
  }

  /** Runs one command to its end. */
  async run(command: string, args: readonly string[] = [], { env = {}, stdin = '' } = {}): Promise<Ended> {
    const { child, ended } = this.#launch(command, args, env);
    // A command that refuses at once does not read.
    child.stdin?.on('error', () => undefined).end(stdin);
    const tooLong = setTimeout(() => child.kill('SIGKILL'), 100_000);
    return ended.finally(() => clearTimeout(tooLong));
  }

  /** Starts the house and waits until it serves; a house that ends before that fails the test with its words. */
  async start(args: readonly string[] = [], env: Record<string, string> = {}, command = 'bin/start'): Promise<Running> {
    const began = performance.now();
    const { child, ended, output } = this.#launch(command, args, env);
    const url = `http://127.0.0.1:${{ ...this.env, ...env }['PORT']}`;
    const readyAfter = await untilReady(url, began, () => child.exitCode ?? child.signalCode, output);
    const pid = child.pid ?? 0;
    const interrupt = () => {
      child.kill('SIGINT');
      return ended;
    };
    return { pid, output, url, readyAfter, ended, interrupt };
  }

  /** Every process that works for this installation, by its command, its folder or its settings. */
  processes(): { pid: number; command: string }[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => ({ pid: Number(name), command: commandOf(name), traces: [commandOf(name), folderOf(name), settingsOf(name)] }))
      .filter(({ command, traces }) => command !== '' && traces.some((one) => one.includes(this.home)));
  }

  postmaster(): number {
    return Number(readFileSync(join(this.dataDir, 'pg/data/postmaster.pid'), 'utf8').split('\n')[0]);
  }

  /** The app's process: the child of the supervisor that serves the pages. */
  app(supervisor: number): number {
    const children = readFileSync(`/proc/${supervisor}/task/${supervisor}/children`, 'utf8').trim().split(' ');
    return Number(children.find((pid) => commandOf(pid).includes('main.js')));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
    await within(20_000, async () => this.processes().length === 0).catch(() => {
      for (const { pid } of this.processes()) process.kill(pid, 'SIGKILL');
    });
    rmSync(this.home, { recursive: true, force: true });
  }

  #launch(command: string, args: readonly string[], env: Record<string, string>) {
    const child = spawn(command, [...args], { env: { ...this.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#children.push(child);
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
    const ended = once(child, 'close').then(([code]): Ended => ({ code, out, err }));
    return { child, ended, output: () => out + err };
  }
}

export async function install(env: Record<string, string> = {}): Promise<Installation> {
  const home = mkdtempSync(join(tmpdir(), 'heyi-house-'));
  // As root the database runs under another account, which must pass.
  chmodSync(home, 0o711);
  return new Installation(home, [await freePort(), await freePort()], env);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** Looks again and again until it is so, at most that long. */
export async function within(milliseconds: number, isSo: () => Promise<boolean>): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < milliseconds) {
    if (await isSo()) return performance.now() - began;
    await pause(20);
  }
  throw new Error(`not so within ${milliseconds} ms`);
}

export async function answers(url: string): Promise<boolean> {
  const reply = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
  await reply?.text();
  return reply?.ok === true;
}

async function untilReady(url: string, began: number, gone: () => unknown, output: () => string): Promise<number> {
  await within(90_000, async () => {
    if (gone() !== null) throw new Error(`bin/start ended: ${output()}`);
    // An app that ends again and again will not serve later either.
    if (output().split('意外停止').length > 4) throw new Error(`the app does not start: ${output()}`);
    // Before that it may be an app that outlived its supervisor by a moment.
    return output().includes('启动网页服务') && answers(url);
  });
  return performance.now() - began;
}

const read = <T>(look: () => T, otherwise: T): T => {
  try {
    return look();
  } catch {
    // The process went while we looked.
    return otherwise;
  }
};
const commandOf = (pid: string): string => read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '), '');
const settingsOf = (pid: string): string => read(() => readFileSync(`/proc/${pid}/environ`, 'utf8'), '');
const folderOf = (pid: string): string => read(() => readlinkSync(`/proc/${pid}/cwd`), '');
