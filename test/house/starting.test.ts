import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { address } from '../../src/operations/postgres.ts';
import { answers, install, type Running, within } from './installation.ts';
import { execute } from './own-postgres.ts';

const isRoot = process.getuid?.() === 0;

describe('starting the house', () => {
  test('the first start tells each step and its time, the second keeps the data, and Ctrl-C stops the app before the database', async () => {
    await using house = await install();
    const first = await house.start();
    await untilTold(first);
    expect(steps(first)).toEqual(['启动数据库', '更新数据表', '准备演示内容', '启动网页服务']);
    expect(first.output()).toContain(`http://localhost:${house.env['PORT']}/`);
    const home = await fetch(first.url);
    expect(home.status).toBe(200);
    const page = await home.text();

    const stopped = await first.interrupt();
    expect(stopped.code).toBe(0);
    expect(stopped.out).toContain('已停止');
    expect(house.processes()).toEqual([]);
    // A client that is still connected when the database stops is cut off, and the log says so.
    expect(readFileSync(join(house.dataDir, 'pg/postgres.log'), 'utf8')).not.toContain('due to administrator command');

    const second = await house.start();
    const again = await (await fetch(second.url)).text();
    expect(again.match(/<h[123][^>]*>[^<]*/g)).toEqual(page.match(/<h[123][^>]*>[^<]*/g));
    expect((await second.interrupt()).code).toBe(0);
  });

  test('without the demo world the house starts empty and says no sign-ins', async () => {
    await using house = await install();
    const running = await house.start(['--empty']);
    await untilTold(running);
    expect(steps(running)).toEqual(['启动数据库', '更新数据表', '启动网页服务']);
    expect((await fetch(running.url)).status).toBe(200);
  });

  test('on the local network the house listens on every address and prints its own', async () => {
    await using house = await install();
    const running = await house.start(['--empty', '--lan', '--port', `${house.env['PORT']}`]);
    await untilTold(running);
    const shown = /http:\/\/([\d.]+):\d+\//.exec(running.output())?.[1];
    expect(await answers(`http://${shown ?? '127.0.0.1'}:${house.env['PORT']}`)).toBe(true);
    const metrics = `http://${shown}:${house.env['METRICS_PORT']}/metrics`;
    // Measurements stay on this machine whatever the pages do.
    if (shown) await expect(fetch(metrics)).rejects.toThrow();
  });

  test('a closed terminal stops the house, unless it was started by nohup', async () => {
    await using house = await install();
    const plain = await house.start(['--empty']);
    process.kill(plain.pid, 'SIGHUP');
    expect((await plain.ended).code).toBe(0);
    const kept = await house.start(['-c', 'exec nohup bin/start --empty'], {}, 'sh');
    process.kill(kept.pid, 'SIGHUP');
    process.kill(house.app(kept.pid), 'SIGKILL');
    // Somebody still looks after the app.
    await within(20_000, async () => kept.output().includes('网页服务意外停止') && (await answers(kept.url)));
  });

  test('keys and data can be read by nobody else', async () => {
    await using house = await install();
    await house.start(['--empty']);
    for (const inner of ['keys', 'files', 'backups', 'pg']) expect(statSync(join(house.dataDir, inner)).mode & 0o077).toBe(0);
    for (const key of ['backup', 'digest', 'seal']) expect(statSync(join(house.dataDir, `keys/${key}.key`)).mode & 0o777).toBe(0o600);
  });
});

describe('what keeps the house from starting is said in words', () => {
  test('a second start on the same folder names the process that holds it', async () => {
    await using house = await install();
    const running = await house.start(['--empty']);
    const second = await house.run('bin/start', ['--empty'], { env: { PORT: '1024' } });
    expect(second).toMatchObject({ code: 2, out: '' });
    expect(second.err).toMatch(new RegExp(`bin/start 正在使用数据文件夹 .*（进程 ${running.pid}）`));
    expect(await answers(running.url)).toBe(true);
  });

  test('a taken port', async () => {
    await using house = await install();
    const taken = createServer().listen(Number(house.env['PORT']), '127.0.0.1');
    await once(taken, 'listening');
    const refused = await house.run('bin/start');
    taken.close();
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(`端口 ${house.env['PORT']} 已被别的程序占用`);
    expect(refused.err).not.toContain('    at ');
  });

  test('a data folder whose path is too long for a socket', async () => {
    await using house = await install();
    const refused = await house.run('bin/start', [], { env: { DATA_DIR: join(house.home, 'long'.repeat(25)) } });
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('请把 DATA_DIR 设成短一些的路径');
  });

  test.skipIf(!isRoot)("a folder that the database's account may not pass", async () => {
    await using house = await install();
    const closed = join(house.home, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const refused = await house.run('bin/start', [], { env: { DATA_DIR: join(closed, 'data') } });
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain(`chmod o+x ${closed}`);
    chmodSync(closed, 0o711);
    await house.start(['--empty'], { DATA_DIR: join(closed, 'data') });
  });

  test('a data folder that is a file', async () => {
    await using house = await install();
    writeFileSync(house.dataDir, '');
    const refused = await house.run('bin/start');
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('请把 DATA_DIR 设成可以写入的文件夹');
  });

  test('unknown options and wrong settings, all at once', async () => {
    await using house = await install();
    expect(await house.run('bin/start', ['--prot', '1'])).toMatchObject({ code: 2 });
    const refused = await house.run('bin/start', ['--port', '99999'], { env: { HEYI_MODE: 'prod', TIME_ZONE: 'Mars/Olympus' } });
    expect(refused).toMatchObject({ code: 2, out: '' });
    for (const name of ['PORT', 'HEYI_MODE', 'TIME_ZONE']) expect(refused.err).toContain(`设置 ${name}`);
    expect(refused.err).not.toContain('    at ');
  });

  test('a database whose keys were lost: none are made anew, and the old ones open it again', async () => {
    await using house = await install();
    await (await house.start(['--empty'])).interrupt();
    const [keys, aside] = [join(house.dataDir, 'keys'), join(house.home, 'keys-aside')];
    renameSync(keys, aside);
    const refused = await house.run('bin/start', ['--empty']);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('数据库不是用');
    expect(readdirSync(keys)).toEqual([]);
    rmSync(keys, { recursive: true });
    renameSync(aside, keys);
    await house.start(['--empty']);
  });

  test('demo data in production', async () => {
    await using house = await install();
    const running = await house.start(['--empty']);
    await execute(address('heyi', join(house.dataDir, 'pg')), ["insert into setting (name, value) values ('demo', 'true')"]);
    await running.interrupt();
    const production = { HEYI_MODE: 'production', PUBLIC_URL: 'https://heyi.example.org' };
    const refused = await house.run('bin/start', [], { env: production });
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('这里有演示内容，不能正式运行');
  });

  test('production from nothing is served, without demo world', async () => {
    await using house = await install({ HEYI_MODE: 'production', PUBLIC_URL: 'https://heyi.example.org' });
    const running = await house.start();
    await untilTold(running);
    expect(running.output()).toContain('https://heyi.example.org/');
    expect(steps(running)).toEqual(['启动数据库', '更新数据表', '启动网页服务']);
  });

  test('production without https', async () => {
    await using house = await install({ HEYI_MODE: 'production' });
    const refused = await house.run('bin/start');
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('PUBLIC_URL');
  });
});

const steps = (running: Running): string[] =>
  [...running.output().matchAll(/^(\S+?)……[\s\S]*? \d+\.\d 秒$/gm)].map(([, what]) => what ?? '');

async function untilTold(running: Running): Promise<void> {
  await expect.poll(running.output, { timeout: 20_000 }).toContain('按 Ctrl-C 停止');
}
