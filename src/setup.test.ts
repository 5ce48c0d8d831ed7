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
  '--name',
  '安宁',
  '--account',
  'anning',
];

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
    said: expect.stringContaining('--short、--term、--name、--account'),
  });
});
test('a committee is founded with its term, sectors, office and one account, whose password is told once', async () => {
  const { code, said } = await setup({ DATABASE_URL: url }, ...options);
  expect(said).toContain('已建立 政协望澜区委员会（望澜区政协），第 9 届，28 个界别');
  expect(code).toBe(0);
  const [, password = ''] = /密码 {2}((?:[a-z2-9]{5}-){3}[a-z2-9]{5})/.exec(said) ?? [];
  const { rows } = await pool.query(
    `select p.demo, i.secret, o.name, o.demo as demo_org, f.name as office, array_agg(g.role order by g.role) as roles,
       (select count(*) from sector) as sectors, (select ends_on - starts_on from term) as days
     from person p join identity i on i.person_id = p.id join role_grant g on g.person_id = p.id join org o on o.id = g.body_id
     join org f on f.id = g.office_id group by 1, 2, 3, 4, 5`,
  );
  expect(rows).toMatchObject([
    { demo: false, demo_org: false, name: '政协望澜区委员会', office: '办公室', roles: ['editor', 'moderator', 'operator'], sectors: 28 },
  ]);
  expect(rows[0].days).toBeGreaterThan(1820);
  expect(await passwordFits(rows[0].secret, password)).toBe(true);
  expect((await pool.query("select outcome from audit where act = 'bin/setup'")).rows).toEqual([{ outcome: 'done' }]);
});
test('the same committee and a taken account are refused', async () => {
  expect(await setup({ DATABASE_URL: url }, ...options)).toMatchObject({ code: 2, said: expect.stringContaining('已经有') });
  const other = options.map((one) => (one === '政协望澜区委员会' ? '政协临岚县委员会' : one));
  expect(await setup({ DATABASE_URL: url }, ...other)).toMatchObject({ code: 2, said: expect.stringContaining('已有人用') });
});
