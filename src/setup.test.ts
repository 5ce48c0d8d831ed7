import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { asSuperuser, temporary } from '../test/world.ts';
import { passwordFits } from './features/people/passwords.ts';
import { openDatabase } from './kit/db.ts';

const name = `setup${process.env['VITEST_POOL_ID']}`;
const url = inject('database').replace('NAME', name);
const dataDir = temporary('setup-');
let pool: pg.Pool;
beforeAll(async () => {
  await asSuperuser('postgres', (admin) => admin.query(`create database ${name} template shape owner heyi`));
  ({ pool } = openDatabase(url, { max: 1 }));
});
afterAll(async () => {
  await pool.end();
  await asSuperuser('postgres', (admin) => admin.query(`drop database ${name} with (force)`));
});
const run = promisify(execFile);
async function setup(env: Record<string, string>, ...options: string[]): Promise<{ code: number; said: string }> {
  const whole = { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, ...env };
  const args = ['--disable-warning=ExperimentalWarning', 'src/setup.ts', ...options];
  return run(process.execPath, args, { env: whole }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, said: error.stdout + error.stderr }),
  );
}
const options = [
  '--committee',
  '政协望澜区委员会',
  '--short',
  '望澜区政协',
  '--level',
  'county',
  '--term',
  '9',
  ...['--system-name', '安宁', '--system-account', 'anning'],
  ...['--security-name', '严谨言', '--security-account', 'yanjy'],
  ...['--audit-name', '史鉴秋', '--audit-account', 'shijq'],
];
const office = ['--staff-name', '方舒', '--staff-account', 'fangshu'];

test('without a running house it starts nothing and says what to run', async () => {
  expect(await setup({}, ...options)).toMatchObject({ code: 2, said: expect.stringContaining('bin/start --empty') });
});
test('beside the demo no real committee is founded', async () => {
  await pool.query("insert into setting values ('demo', 'true')");
  expect(await setup({ DATABASE_URL: url }, ...options)).toMatchObject({ code: 2, said: expect.stringContaining('移除演示内容') });
  await pool.query("update setting set value = 'false' where name = 'demo'");
});
test('what is missing is named', async () => {
  expect(await setup({ DATABASE_URL: url }, '--committee', '政协望澜区委员会')).toMatchObject({
    code: 2,
    said: expect.stringContaining('--short、--term、--system-name、--system-account、--security-name'),
  });
});
test('a committee is founded with its term, sectors, office and three administrators, whose passwords are told once', async () => {
  const { code, said } = await setup({ DATABASE_URL: url }, ...options, ...office);
  expect(said).toContain('已建立 政协望澜区委员会（望澜区政协），第 9 届，28 个界别');
  expect(code).toBe(0);
  const passwords = [...said.matchAll(/密码 {2}((?:[a-z2-9]{5}-){3}[a-z2-9]{5})/g)].map(([, password = '']) => password);
  expect(new Set(passwords).size).toBe(4);
  const { rows } = await pool.query(
    `select p.name, p.demo, i.secret, i.must_change, f.name as office, array_agg(g.role order by g.role) as roles,
       array_agg(distinct r.origin) as origins
     from person p join identity i on i.person_id = p.id join role_grant g on g.person_id = p.id join org f on f.id = g.office_id
     join grant_request r on r.person_id = p.id and r.duty = g.role and r.state = 'approved'
     group by p.id, p.name, p.demo, i.secret, i.must_change, f.name order by p.id`,
  );
  const common = { demo: false, must_change: true, office: '办公室', origins: ['founding'] };
  expect(rows).toMatchObject([
    { name: '安宁', roles: ['systemAdmin'], ...common },
    { name: '严谨言', roles: ['securityAdmin'], ...common },
    { name: '史鉴秋', roles: ['auditAdmin'], ...common },
    { name: '方舒', roles: ['editor', 'liaison', 'moderator'], ...common },
  ]);
  for (const [n, { secret }] of rows.entries()) expect(await passwordFits(secret, passwords[n] ?? '')).toBe(true);
  const body = await pool.query('select (select count(*) from sector) as sectors, (select ends_on - starts_on from term) as days');
  expect(body.rows).toMatchObject([{ sectors: 28 }]);
  expect(body.rows[0].days).toBeGreaterThan(1820);
  const audit = "select outcome, body_id = (select id from org where kind = 'cppcc') as ours from audit where act = 'bin/setup'";
  expect((await pool.query(audit)).rows).toEqual([{ outcome: 'done', ours: true }]);
});
test('the same committee and a taken account are refused', async () => {
  expect(await setup({ DATABASE_URL: url }, ...options)).toMatchObject({ code: 2, said: expect.stringContaining('已经有') });
  const other = options.map((one) => (one === '政协望澜区委员会' ? '政协临岚县委员会' : one));
  expect(await setup({ DATABASE_URL: url }, ...other)).toMatchObject({ code: 2, said: expect.stringContaining('已有人用') });
});
test('one person in two posts is refused before anything is made', async () => {
  const twice = options.map((one) => (one === '严谨言' ? '安宁' : one));
  expect(await setup({ DATABASE_URL: url }, ...twice)).toMatchObject({ code: 2, said: expect.stringContaining('三个人') });
});
test('a post is filled on the machine only while nobody holds it', async () => {
  const refill = ['--post', 'securityAdmin', '--committee', '政协望澜区委员会', '--name', '路安之', '--account', 'luanzhi'];
  expect(await setup({ DATABASE_URL: url }, ...refill)).toMatchObject({ code: 2, said: expect.stringContaining('已有安全管理员') });
  await pool.query("delete from role_grant where role = 'securityAdmin'");
  expect(await setup({ DATABASE_URL: url }, ...refill)).toMatchObject({ code: 0, said: expect.stringContaining('安全管理员 路安之') });
  const { rows } = await pool.query("select p.name from role_grant g join person p on p.id = g.person_id where g.role = 'securityAdmin'");
  expect(rows).toEqual([{ name: '路安之' }]);
  expect((await pool.query("select 1 from audit where act = 'bin/setup'")).rows).toHaveLength(2);
}, 30_000);
