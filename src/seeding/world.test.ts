import { readdirSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { asSuperuser, temporary } from '../../test/world.ts';
import { type Config, readConfig } from '../config/config.ts';
import { type Database, openDatabase } from '../kit/db.ts';
import { readKey } from '../operations/keys.ts';
import { inSnapshot, type Report, recount } from '../recount/recount.ts';
import { type Running, startProcess } from '../server/start.ts';
import { DEMO_PASSWORD } from './people.ts';
import { signIns } from './sign-ins.ts';
import { isUnseeded, seedDemo } from './world.ts';

// A database of its own: the house of other tests would open and close topics by another clock meanwhile.
const name = `demo${process.env['VITEST_POOL_ID']}`;
const url = inject('database').replace('NAME', name);
const now = new Date('2026-07-15T09:30:00Z');
const config: Config = readConfig({
  HEYI_CLOCK: 'manual',
  LOG_LEVEL: 'fatal',
  DATA_DIR: temporary('demo-'),
});
let base: Database;
beforeAll(async () => {
  await asSuperuser('postgres', (admin) => admin.query(`create database ${name} template shape owner heyi`));
  base = openDatabase(url, { max: 2 });
  await seedDemo(config, url, now);
}, 60_000);
afterAll(async () => {
  await base.db.destroy();
  await asSuperuser('postgres', (admin) => admin.query(`drop database ${name} with (force)`));
});
const count = async (from: string): Promise<number> => {
  const { rows } = await base.pool.query<{ n: number }>(`select count(*) as n from ${from}`);
  return rows[0]?.n ?? -1;
};
const recounted = (): Promise<Report> => inSnapshot(base.pool, (client) => recount(client, null, 'Asia/Shanghai'));
const counts = async () => Promise.all(['org', 'person', 'sector', 'topic', 'post', 'post_like', 'material', 'setting'].map(count));
const all = () => counts();

test('two committees with their sectors, people with long and rare names, three topics in different phases', async () => {
  expect(await count("org where kind = 'cppcc'")).toBe(2);
  expect(await count('sector')).toBe(34 + 28);
  const people = await count('person where name is not null and demo');
  expect(people).toBeGreaterThan(115);
  expect(await count('person where not demo')).toBe(0);
  for (const rare of ['禤', '㛃', '佴', '䶮', '谰', '赟', '犇', '·'])
    expect(await count(`person where name like '%${rare}%'`)).toBeGreaterThan(0);
  expect(await count('(select person_id from membership group by 1 having count(*) = 2) t')).toBeGreaterThan(2);
  const { rows } = await base.pool.query('select state, demo, count(*) from topic group by 1, 2 order by 1');
  expect(rows).toEqual([
    { state: 'closed', demo: true, count: 2 },
    { state: 'open', demo: true, count: 1 },
  ]);
});
test('much was said by members of many sectors and by netizens, and some of it still waits, with a number that was noticed', async () => {
  expect(await count("post where state = 'published'")).toBeGreaterThan(80);
  expect(await count('(select distinct s.name from post p join sector s on s.id = p.sector_id) t')).toBeGreaterThan(20);
  const states = await base.pool.query<{ state: string }>('select distinct state from reading order by 1');
  expect(states.rows.map(({ state }) => state)).toEqual(['accepted', 'appealed', 'held', 'refused', 'waiting', 'withdrawn']);
  expect(await count("reading where state = 'waiting' and flags <> '[]'")).toBe(1);
  expect(await count("reading where state = 'refused' and own_words <> ''")).toBe(1);
  expect(await count('notice where read_at is null')).toBeGreaterThan(2);
  expect(await count('material_reading')).toBeGreaterThan(100);
});
test('what was played left what the product leaves: facts in order, steps, audit, figures that a recount confirms', async () => {
  const report = await recounted();
  expect(report).toMatchObject({ agrees: true, facts: report.counted });
  expect(report.topics).toHaveLength(3);
  expect(await count("step where thing_kind = 'topic' and command = 'open' and person_id is null")).toBe(3);
  expect(await count("audit where act = 'POST /readings/:id/decision'")).toBeGreaterThan(60);
  const opened = await base.pool.query<{ late: boolean }>(
    "select max(f.at - p.starts_at) > interval '0' as late from fact f join topic_part p on p.topic_id = (f.body->>'topic')::uuid and p.kind = 'posting' where f.kind = 'topic.opened'",
  );
  expect(opened.rows).toEqual([{ late: false }]);
});
test('it is seeded once; what broke off is taken away and begun anew', async () => {
  expect(await isUnseeded(base.db)).toBe(false);
  const before = await all();
  await base.pool.query("insert into setting values ('demo seeding', 'true')");
  expect(await isUnseeded(base.db)).toBe(true);
  await seedDemo(config, url, now);
  expect(await all()).toEqual(before);
  expect(await recounted()).toMatchObject({ agrees: true });
}, 60_000);
test('who may sign in is told, and the password opens', async () => {
  const told = await signIns(base.db, readKey(config.keysDir, 'seal'));
  expect(told).not.toContain('null');
  expect(told).toContain('qz-newcomer    机关工作人员，还没有职责 黎小满');
  expect(told).toContain(DEMO_PASSWORD);
  for (const account of [
    'qz-editor',
    'qz-moderator',
    'qz-operator',
    'qz-system',
    'qz-security',
    'qz-audit',
    'lj-security',
    'lj-editor',
    'qz-member',
  ])
    expect(told).toContain(account);
});

test('no process starts in production over people whose password is public', async () => {
  const production = startProcess({ ...config, mode: 'production', clock: 'system', roles: ['worker'] }, url, {
    say: () => undefined,
    dist: 'dist',
  });
  await expect(production).rejects.toThrow('演示人员');
});

async function withHouse(work: (house: Running, operator: Record<string, string>) => Promise<void>): Promise<void> {
  await sql`insert into manual_clock (at) values (${new Date(now.getTime() + 600_000)}) on conflict do nothing`.execute(base.db);
  const house = await startProcess({ ...config, roles: ['worker'] }, url, { say: () => undefined, dist: `${process.cwd()}/dist` });
  try {
    const login = await send(house, {}, 'POST', '/api/logins', { account: 'qz-operator', password: DEMO_PASSWORD });
    await work(house, { login: login.cookies.find((one) => one.name === 'login')?.value ?? '' });
  } finally {
    await house[Symbol.asyncDispose]();
  }
}
const send = ({ app }: Running, cookies: Record<string, string>, method: 'GET' | 'POST', path: string, payload?: object) =>
  app.inject({ method, url: path, cookies, headers: { origin: 'http://localhost:8080' }, ...(payload && { payload }) });

test('one button takes the demo away: nothing of it stays but the audit, and the settings', async () => {
  const people = await base.pool.query<{ id: string }>('select id from person');
  const audited = await count('audit');
  await withHouse(async (house, operator) => {
    const member = await send(house, {}, 'POST', '/api/logins', { account: 'qz-member', password: DEMO_PASSWORD });
    const theirs = { login: member.cookies[0]?.value ?? '' };
    const remove = (cookies: Record<string, string>, confirm: string) => send(house, cookies, 'POST', '/api/demo-removal', { confirm });
    expect((await remove({}, '移除演示内容')).statusCode).toBe(401);
    expect((await remove(theirs, '移除演示内容')).statusCode).toBe(403);
    expect((await remove(operator, '移除')).json()).toMatchObject({ code: 'confirmation-differs' });
    const before = (await send(house, operator, 'GET', '/api/demo')).json();
    expect(before).toMatchObject({ committees: 2, topics: 3, people: people.rows.length });
    expect((await remove(operator, '移除演示内容')).json()).toEqual(before);
    await house.loops?.settle();
    expect((await send(house, {}, 'GET', '/api/topics')).json()).toEqual({ rows: [], next: null });
  });
  const ids = people.rows.map(({ id }) => id);
  const tables = await base.pool.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public'");
  const holding: string[] = [];
  for (const table of tables.rows)
    if (
      (await count(`"${table.name}" t where exists (select 1 from unnest('{${ids}}'::text[]) id where t::text like '%' || id || '%')`)) > 0
    )
      holding.push(table.name);
  expect(holding).toEqual(['audit']);
  expect(await count('audit')).toBeGreaterThan(audited);
  expect(await count("setting where name = 'demo' and value = 'false'")).toBe(1);
  for (const empty of ['org', 'person', 'topic', 'post', 'file', 'material', 'visit_log', 'topic_count', 'reading', 'notice'])
    expect([empty, await count(empty)]).toEqual([empty, 0]);
  expect(readdirSync(config.filesDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())).toEqual([]);
  expect(await recounted()).toMatchObject({ agrees: true, topics: [] });
  expect(await isUnseeded(base.db)).toBe(false);
  expect(await signIns(base.db, readKey(config.keysDir, 'seal'))).toBe('');
}, 60_000);
