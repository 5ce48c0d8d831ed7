import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Config, configOrLeave } from './config/config.ts';
import { leave, unfit } from './config/unfit.ts';
import { elapsed } from './kit/clock.ts';
import { checkBelonging } from './operations/belonging.ts';
import { holdDataFolder, makeDataFolder, unfinishedRestore } from './operations/data-folder.ts';
import { discardHalfSeeded, holdsCommittee, holdsDemo, seedOnce } from './operations/demo-world.ts';
import { keepDatabase } from './operations/house-database.ts';
import { migrate } from './operations/migrate.ts';
import { watchBackups } from './operations/nightly-watch.ts';
import { tied } from './operations/processes.ts';
import { keep } from './operations/siblings.ts';
import { readStartOptions, type StartOptions, usage } from './operations/start-options.ts';

// What runs, in the order of starting; stopped the other way round: the app first, the database last.
const running: (() => void | PromiseLike<void>)[] = [];
let stopping = false;
const began = elapsed();
const seconds = (since: number): string => `${((elapsed() - since) / 1000).toFixed(1)} 秒`;
const say = (line: string): void => console.log(line);

const server = (file: string): string => join(import.meta.dirname, file);
// Pages are written as React types them and rendered by Preact.
const appOptions = ['--enable-source-maps', '--import', server('jsx-alias.js')];

const options = optionsOrLeave();
const config = configOrLeave({ ...process.env, ...options.env });
const seeds = config.mode === 'demo' && !options.empty;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));
// Node forgets what nohup asked for; bin/start remembers it.
process.on('SIGHUP', () => {
  if (process.env['HEYI_NOHUP'] === undefined) void stop(0);
});
// A closed terminal or pipe takes the words, not the house.
process.stdout.on('error', () => undefined);
try {
  await start(config);
} catch (error) {
  // Ctrl-C while a step ran: the step's failure is its echo.
  if (!stopping) {
    await stopAll();
    leave(error);
  }
}

async function start(config: Config): Promise<void> {
  makeDataFolder(config);
  running.push(holdDataFolder(config, 'bin/start'));
  refuseUnfinishedRestore(config);
  await discardHalfSeeded(config);
  await refuseTakenPort('PORT', config.port, config.host);
  await refuseTakenPort('METRICS_PORT', config.metricsPort, '127.0.0.1');

  const database = await step(config.databaseUrl === undefined ? '启动数据库' : '检查数据库', () => keepDatabase(config, say));
  running.push(() => database[Symbol.asyncDispose]());
  const env = environment(config, database.url);
  await step('更新数据表', () => migrate(database.url));
  await checkBelonging(config, database.url);
  if (seeds) await step('准备演示内容', () => seedOnce(config, database.url, () => runOnce('seed.js', env)));

  const app = keep({
    name: '网页服务',
    command: [process.execPath, ...appOptions, server('main.js')],
    env,
    say,
    onRefusal: () => void stop(2),
  });
  running.push(app.stop);
  await step('启动网页服务', () => untilReady(config));
  running.push(watchBackups(config, env).stop);
  say(`\n已就绪，共用 ${seconds(began)}：${config.publicUrl}/`);
  if (seeds && (await holdsDemo(database.url))) await runOnce('seed.js', env, '--sign-ins');
  if (!(await holdsCommittee(database.url)))
    say('还没有委员会。请另开一个窗口，用同样的设置运行 bin/setup  no committee yet: run bin/setup in another window');
  say('按 Ctrl-C 停止');
}

/** One line a step, told while it runs. */
async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const since = elapsed();
  process.stdout.write(`${what}……`);
  try {
    const done = await work();
    process.stdout.write(` ${seconds(since)}\n`);
    return done;
  } catch (error) {
    process.stdout.write('\n');
    throw error;
  }
}

/** What the others need to know, folders absolute and options included. */
function environment(config: Config, databaseUrl: string): NodeJS.ProcessEnv {
  return { ...process.env, ...options.env, DATABASE_URL: databaseUrl, DATA_DIR: config.dataDir, BACKUP_DIR: config.backupDir };
}

async function runOnce(file: string, env: NodeJS.ProcessEnv, ...args: string[]): Promise<void> {
  const [program = '', ...rest] = tied('TERM', undefined, [process.execPath, ...appOptions, server(file), ...args]);
  const [code] = await once(spawn(program, rest, { stdio: ['ignore', 'inherit', 'inherit'], env }), 'exit');
  if (code !== 0) throw unfit(`${file} 没有完成（${code}），原因见上。`, `${file} did not finish (${code}), see above.`);
}

function refuseUnfinishedRestore(config: Config): void {
  if (existsSync(unfinishedRestore(config)))
    throw unfit(
      '上一次恢复没有完成，数据不全。请再运行一次 bin/restore。',
      'The last restore was not finished and the data is not whole. Run bin/restore once more.',
    );
}

async function refuseTakenPort(name: string, port: number, host: string): Promise<void> {
  const trouble = await listenBriefly(port, host);
  if (trouble === 'EACCES')
    throw unfit(
      `没有权限使用端口 ${port}。请把 ${name} 设成 1024 以上的端口。`,
      `Port ${port} is not permitted. Set ${name} to a port above 1023.`,
    );
  if (trouble !== undefined)
    throw unfit(
      `端口 ${port} 已被别的程序占用。请停掉那个程序，或换一个端口，例如 ${name}=${port + 1} bin/start。`,
      `Port ${port} is taken by another program. Stop that one, or take another port, such as ${name}=${port + 1} bin/start.`,
    );
}

async function listenBriefly(port: number, host: string): Promise<string | undefined> {
  const probe = createServer().listen(port, host);
  try {
    await once(probe, 'listening');
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  } finally {
    probe.close();
  }
}

/** An app that never becomes ready is left running and told about: its log says why. */
async function untilReady({ port }: Config): Promise<void> {
  const since = elapsed();
  let told = false;
  while (!stopping) {
    const reply = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
    await reply?.body?.cancel();
    if (reply?.ok) return;
    if (!told && elapsed() - since > 60_000) {
      told = true;
      say('\n一分钟了还没有就绪，原因见上面的日志；仍在等待');
    }
    await pause(50);
  }
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  say('\n正在停止……');
  await stopAll();
  say('已停止');
  process.exit(code);
}

async function stopAll(): Promise<void> {
  for (const end of running.toReversed()) await end();
}

function optionsOrLeave(): StartOptions {
  try {
    const read = readStartOptions(process.argv.slice(2));
    if (read) return read;
    console.log(usage);
    process.exit(0);
  } catch (error) {
    return leave(error);
  }
}
