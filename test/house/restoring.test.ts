import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { steady, sumOf, tablesOf } from '../../src/operations/backup-tables.ts';
import { readKey } from '../../src/operations/keys.ts';
import { address } from '../../src/operations/postgres.ts';
import { verifyBackup } from '../../src/operations/restore.ts';
import { type Installation, install, within } from './installation.ts';
import { debianPostgres, startOwnPostgres } from './own-postgres.ts';

// One lively installation, backed up while it serves; every restore goes to a place of its own.
let house: Installation;
let file: string;
let sheet: string;
let before: Record<string, string>;
let guards: string[];
beforeAll(async () => {
  house = await install();
  const running = await house.start();
  await fill();
  file = join(house.home, 'all.backup');
  const backup = await house.run('bin/backup', [file]);
  expect(backup, backup.err).toMatchObject({ code: 0 });
  before = await sums(address('heyi', join(house.dataDir, 'pg')));
  guards = await guardsOf(address('heyi', join(house.dataDir, 'pg')));
  sheet = join(house.home, 'sheet.txt');
  writeFileSync(sheet, (await house.run('bin/backup', ['--recovery-sheet'])).out);
  await running.interrupt();
});
afterAll(() => house[Symbol.asyncDispose]());

test('a backup never overwrites another', async () => {
  const bytes = readFileSync(file);
  const again = await house.run('bin/backup', [file]);
  expect(again.code).toBe(2);
  expect(again.err).toContain('没有覆盖它');
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

describe('a backup comes back', () => {
  test('in an empty installation with the embedded database: same rows, same sums, same files, and it serves', async () => {
    await using other = await install();
    const restored = await other.run('bin/restore', [file, '--sheet', sheet]);
    expect(restored, restored.err).toMatchObject({ code: 0 });
    const running = await other.start(['--empty']);
    expect(await sums(address('heyi', join(other.dataDir, 'pg')))).toMatchObject(stable(before));
    expect(readFileSync(join(other.dataDir, 'files/ab/cdef')).equals(readFileSync(join(house.dataDir, 'files/ab/cdef')))).toBe(true);
    for (const name of ['backup', 'digest', 'seal'] as const)
      expect(readKey(join(other.dataDir, 'keys'), name)).toEqual(readKey(join(house.dataDir, 'keys'), name));
    expect((await fetch(running.url)).status).toBe(200);
    expect(await guardsOf(address('heyi', join(other.dataDir, 'pg')))).toEqual(guards);
    await refusesChange(address('heyi', join(other.dataDir, 'pg')));
  });

  test.skipIf(!debianPostgres())('in an own PostgreSQL of another version, and back again', async () => {
    await using own = await startOwnPostgres();
    await using other = await install({ DATABASE_URL: own.url });
    const restored = await other.run('bin/restore', [file, '--sheet', sheet]);
    expect(restored, restored.err).toMatchObject({ code: 0 });
    expect(await sums(own.url)).toEqual(before);
    await other.start(['--empty']);
    const back = join(other.home, 'back.backup');
    expect(await other.run('bin/backup', [back])).toMatchObject({ code: 0 });
    await using third = await install();
    expect(await third.run('bin/restore', [back, '--sheet', sheet])).toMatchObject({ code: 0 });
  });

  test('with the sheet typed in lower case from the keyboard', async () => {
    await using other = await install();
    const typed = readFileSync(sheet, 'utf8').toLowerCase().replaceAll('-', ' ');
    expect(await other.run('bin/restore', [file, '--sheet', '-', '--dry-run'], { stdin: typed })).toMatchObject({ code: 0 });
    const wrong = typed.replace(/^(backup\s+)(.)/m, (_, word, sign) => `${word}${sign === '7' ? '8' : '7'}`);
    const refused = await other.run('bin/restore', [file, '--sheet', '-'], { stdin: wrong });
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('恢复单上 backup 这一行抄错了');
  });
});

describe('what is no whole backup is refused before anything is written', () => {
  test('one flipped byte anywhere, a cut anywhere, and anything added', async () => {
    const key = readKey(join(house.dataDir, 'keys'), 'backup');
    const whole = readFileSync(file);
    await expect(verifyBackup(file, key)).resolves.toBeTruthy();
    const spoilt = join(house.home, 'spoilt.backup');
    const places = [...Array(80).keys(), ...spread(whole.length, 120), whole.length - 1];
    for (const at of places) {
      const copy = Buffer.from(whole);
      copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
      writeFileSync(spoilt, copy);
      await expect(verifyBackup(spoilt, key), `byte ${at}`).rejects.toThrow();
    }
    // Also at the seams of the sealed pieces, where a cut looks whole.
    for (const length of [0, 10, 54, 54 + 65_552, ...spread(whole.length, 40)]) {
      writeFileSync(spoilt, whole.subarray(0, length));
      await expect(verifyBackup(spoilt, key), `cut at ${length}`).rejects.toThrow();
    }
    writeFileSync(spoilt, Buffer.concat([whole, Buffer.from([0])]));
    await expect(verifyBackup(spoilt, key)).rejects.toThrow('不完整或被改动过');
  });

  test('a spoilt backup leaves the target untouched', async () => {
    await using other = await install();
    const spoilt = join(other.home, 'spoilt.backup');
    const copy = readFileSync(file);
    copy.writeUInt8(copy.readUInt8(copy.length - 100) ^ 1, copy.length - 100);
    writeFileSync(spoilt, copy);
    const refused = await other.run('bin/restore', [spoilt, '--sheet', sheet]);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('备份文件不完整或被改动过');
    expect(refused.err).not.toContain('    at ');
    expect(await other.run('bin/restore', [file, '--sheet', sheet, '--dry-run'])).toMatchObject({ code: 0 });
  });

  test('another key, no key, no backup at all', async () => {
    await using other = await install();
    expect((await other.run('bin/restore', [file])).err).toContain('没有备份的密钥');
    await (await other.start(['--empty'])).interrupt();
    const refused = await other.run('bin/restore', [file]);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('密钥不是这份备份的');
    expect((await other.run('bin/restore', ['package.json'])).err).toContain('这不是合议的备份文件');
    expect((await other.run('bin/restore', ['nothing.here'])).err).toContain('没有文件');
  });

  test('a target that is not empty, and a house that runs', async () => {
    const filled = await house.run('bin/restore', [file]);
    expect(filled).toMatchObject({ code: 2 });
    expect(filled.err).toContain('数据库 heyi 里已有数据，恢复只进空的安装');
    const running = await house.start(['--empty']);
    expect((await house.run('bin/restore', [file])).err).toContain('请先停下 bin/start');
    expect(await sums(address('heyi', join(house.dataDir, 'pg')))).toMatchObject(stable(before));
    await running.interrupt();
  });

  test('a restore that broke off keeps the house from starting, and may be repeated', async () => {
    await using other = await install();
    await other.run('bin/restore', [file, '--sheet', sheet]);
    writeFileSync(join(other.dataDir, 'restore-unfinished'), file);
    const refused = await other.run('bin/start', ['--empty']);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('上一次恢复没有完成');
    expect(await other.run('bin/restore', [file, '--sheet', sheet])).toMatchObject({ code: 0 });
    await other.start(['--empty']);
  });
});

describe('the nightly backup', () => {
  test('runs by itself, says what became of it, and keeps the newest only', async () => {
    await using other = await install({ BACKUP_AT: '02:30', BACKUP_KEEP: '2' });
    const backups = join(other.dataDir, 'backups');
    mkdirSync(backups, { recursive: true });
    for (const night of ['20200101T1830Z', '20200102T1830Z']) writeFileSync(join(backups, `heyi-${night}.backup`), '');
    writeFileSync(join(backups, 'mine.backup'), '');
    await other.start(['--empty']);
    await within(40_000, async () => existsSync(join(backups, 'last.json')));
    const last = JSON.parse(readFileSync(join(backups, 'last.json'), 'utf8'));
    expect(last).toMatchObject({ ok: true, files: 0 });
    expect(createHash('sha256').update(readFileSync(last.file)).digest('hex')).toBe(last.sha256);
    expect(readFileSync(last.file).length).toBe(last.bytes);
    await verifyBackup(last.file, readKey(join(other.dataDir, 'keys'), 'backup'));
    await within(5000, async () => !existsSync(join(backups, 'heyi-20200101T1830Z.backup')));
    expect(readdirSync(backups)).toHaveLength(4);
  });

  test('that fails says so and keeps the age of the last good one', async () => {
    await using other = await install();
    await (await other.start(['--empty'])).interrupt();
    expect(await other.run('bin/backup', ['--nightly'])).toMatchObject({ code: 0 });
    const status = join(other.dataDir, 'backups/last.json');
    const good = JSON.parse(readFileSync(status, 'utf8'));
    writeFileSync(join(other.home, 'no-folder'), '');
    expect((await other.run('bin/backup', ['--nightly'], { env: { BACKUP_DIR: join(other.home, 'no-folder') } })).code).not.toBe(0);
    const { failedAt, problem, ...rest } = JSON.parse(readFileSync(status, 'utf8'));
    expect(rest).toEqual({ ...good, ok: false });
    expect(problem.zh).toContain('备份没有完成');
    expect(Date.parse(failedAt)).toBeGreaterThanOrEqual(Date.parse(good.at));
  });

  test('the recovery sheet is printed once unless asked for again', async () => {
    const again = await house.run('bin/backup', ['--recovery-sheet']);
    expect(again).toMatchObject({ code: 2, out: '' });
    expect((await house.run('bin/backup', ['--recovery-sheet', '--again'])).out).toContain(readFileSync(sheet, 'utf8').trim());
  });
});

/** Rows that are hard to carry: only-added tables, references to themselves, every odd sign; and files. */
async function fill(): Promise<void> {
  const client = new pg.Client({ connectionString: address('heyi', join(house.dataDir, 'pg')) });
  await client.connect();
  const odd = JSON.stringify({ odd: 'tab\t newline\n backslash\\ \\N “𠮷” 　\u2028 \'"`' });
  await client.query("insert into setting (name, value) values ('odd', $1)", [odd]);
  await client.query(
    "insert into audit (at, act, outcome, address) select '2026-07-01', 'test ' || n, 'done', 'nowhere' from generate_series(1, 3000) n",
  );
  // The app chains audit rows on its own; the backup is taken in a quiet moment, so that it can be compared.
  await within(30_000, async () => {
    const { rows } = await client.query('select (select count(*) from audit) = (select count(*) from audit_seal) as quiet');
    return rows[0].quiet;
  });
  await client.end();
  mkdirSync(join(house.dataDir, 'files/ab'), { recursive: true });
  writeFileSync(join(house.dataDir, 'files/ab/cdef'), randomBytes(200_000));
}

async function sums(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await steady(client);
  const found: Record<string, string> = {};
  for (const table of await tablesOf(client)) {
    const { rows, sum } = await sumOf(client, table);
    found[table.name] = `${rows} ${sum}`;
  }
  await client.end();
  return found;
}

/** A house that serves moves its own cursors and counts; what people and officials did stays. */
const stable = (all: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(all).filter(([name]) => ['audit', 'audit_seal', 'setting', 'org', 'person', 'post', 'post_version'].includes(name)),
  );

/** References, checks and triggers: what was put aside for loading must stand again. */
async function guardsOf(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ guard: string }>(
    `select conrelid::regclass || ' ' || conname || ' ' || convalidated || ' ' || pg_get_constraintdef(oid) as guard from pg_constraint
      where connamespace = 'public'::regnamespace
      union all select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
      order by 1`,
  );
  await client.end();
  return rows.map(({ guard }) => guard);
}

async function refusesChange(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await expect(client.query("update audit set act = 'changed'")).rejects.toThrow();
  await expect(client.query('delete from audit')).rejects.toThrow();
  await client.end();
}

const spread = (length: number, count: number): number[] =>
  Array.from({ length: count }, (_, n) => Math.floor(((n + 0.5) * length) / count));
