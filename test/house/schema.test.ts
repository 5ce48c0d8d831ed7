import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { passing } from '../../src/operations/backup-tables.ts';
import { migrate } from '../../src/operations/migrate.ts';
import { type Cluster, startCluster } from '../../src/operations/postgres.ts';
import { type Installation, install } from './installation.ts';

let house: Installation;
let cluster: Cluster;
let folder: string;
beforeAll(async () => {
  house = await install();
  cluster = await startCluster(join(house.dataDir, 'pg'), { throwAway: true });
  folder = mkdtempSync(join(tmpdir(), 'heyi-migrations-'));
  writeFileSync(join(folder, '0001-a.sql'), 'create table a (n int);');
  writeFileSync(join(folder, '0002-b.sql'), 'create table b (n int);');
});
afterAll(async () => {
  await cluster.stop();
  await house[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

describe('the schema moves forward', () => {
  test('in order, once, stopping where a restore wants it', async () => {
    const url = await database('forward');
    expect(await migrate(url, { folder, upTo: '0001-a.sql' })).toEqual(['0001-a.sql']);
    expect(await migrate(url, { folder })).toEqual(['0002-b.sql']);
    expect(await migrate(url, { folder })).toEqual([]);
  });

  test('once, however many processes start in the same moment', async () => {
    const url = await database('many');
    const all = await Promise.all(Array.from({ length: 6 }, () => migrate(url, { folder })));
    expect(all.flat().sort()).toEqual(['0001-a.sql', '0002-b.sql']);
  });

  test('wholly or not at all: a broken migration leaves no trace and says its name', async () => {
    const url = await database('broken');
    writeFileSync(join(folder, '0003-c.sql'), 'create table c (n int); select no_such_thing;');
    await expect(migrate(url, { folder })).rejects.toThrow('0003-c.sql');
    expect(await ask(url, "select to_regclass('c')::text as value")).toEqual([null]);
    rmSync(join(folder, '0003-c.sql'));
    expect(await migrate(url, { folder })).toEqual([]);
  });

  test('not past a migration that was changed after it ran, nor for a database of a newer version', async () => {
    const url = await database('changed');
    await migrate(url, { folder });
    writeFileSync(join(folder, '0002-b.sql'), 'create table b (n bigint);');
    await expect(migrate(url, { folder })).rejects.toThrow('0002-b.sql 在执行之后被改过');
    rmSync(join(folder, '0002-b.sql'));
    await expect(migrate(url, { folder })).rejects.toThrow('数据库来自更新的版本');
    writeFileSync(join(folder, '0002-b.sql'), 'create table b (n int);');
  });
});

describe("the embedded database's roles", () => {
  test("the app's role is no superuser, and knows Chinese, checksums and UTF-8", async () => {
    expect(await ask(cluster.url(), 'select rolsuper::text as value from pg_roles where rolname = current_user')).toEqual(['false']);
    expect(await ask(cluster.url(), "select current_setting('data_checksums') || current_setting('server_encoding') as value")).toEqual([
      'onUTF8',
    ]);
    const trigrams = await ask(cluster.superuserUrl('heyi'), "create extension pg_trgm; select ''").then(() =>
      ask(cluster.url(), "select cardinality(show_trgm('流动摊贩'))::text as value"),
    );
    expect(Number(trigrams[0])).toBeGreaterThan(0);
  });

  test('may add to the audit and never change it', async () => {
    const url = await database('audited');
    await migrate(url);
    await ask(url, "insert into audit (at, act, outcome, address) values ('2026-07-01', 'test', 'done', 'nowhere')");
    for (const change of ["update audit set act = ''", 'delete from audit', 'truncate audit cascade', 'delete from audit_seal'])
      await expect(ask(url, change)).rejects.toThrow(/permission denied|only added/);
  });

  test('what a backup leaves out is still called so', async () => {
    const url = await database('named');
    await migrate(url);
    for (const name of passing) expect(await ask(url, `select to_regclass('public.${name}')::text as value`)).toEqual([name]);
  });
});

async function database(name: string): Promise<string> {
  await ask(cluster.superuserUrl(), `create database ${name} owner heyi`);
  return cluster.url(name);
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query<{ value: unknown }>(sql);
    return [result].flat().flatMap(({ rows }) => rows.map(({ value }) => value));
  } finally {
    await client.end();
  }
}
