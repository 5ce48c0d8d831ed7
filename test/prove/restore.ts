import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { address } from '../../src/operations/postgres.ts';
import { type Installation, install } from '../house/installation.ts';
import { debianPostgres, execute, startOwnPostgres } from '../house/own-postgres.ts';

// The drill of the operator's guide at some size: a backup under writers, then the machine is lost.
// Each writer commits two rows in one transaction: a backup that is no single moment would hold one without the other.
const ROWS = 300_000;
const WRITERS = 8;
let passed = 0;
let failed = 0;
const tell = (good: boolean, line: string): void => {
  if (good) passed += 1;
  else failed += 1;
  console.log(`${good ? 'ok  ' : 'FAIL'} ${line}`);
};

await using house = await install();
await house.start(['--empty']);
const source = address('heyi', join(house.dataDir, 'pg'));
await execute(source, [
  `insert into step (thing_kind, thing_id, command, to_state, at)
   select 'drill', gen_random_uuid(), 'load', 'done', '2026-07-01' from generate_series(1, ${ROWS})`,
]);

const acknowledged = { before: 0, all: 0 };
let writing = true;
const writers = Array.from({ length: WRITERS }, (_, who) => write(who));
while (acknowledged.all < 500) await new Promise((go) => setTimeout(go, 10));
acknowledged.before = acknowledged.all;
const file = join(house.home, 'drill.backup');
const backup = await timed(() => house.run('bin/backup', [file]));
const during = acknowledged.all - acknowledged.before;
writing = false;
await Promise.all(writers);
tell(backup.value.code === 0, `backup of ${ROWS} rows in ${backup.seconds} s while ${during} pairs were written`);
tell(during > 0, 'writers were not held up by the backup');
const sheet = join(house.home, 'sheet');
writeFileSync(sheet, (await house.run('bin/backup', ['--recovery-sheet'])).out);

{
  await using other = await install();
  await drill('embedded', other, () => address('heyi', join(other.dataDir, 'pg')));
}
if (debianPostgres()) {
  await using own = await startOwnPostgres();
  await using other = await install({ DATABASE_URL: own.url });
  await drill('own PostgreSQL', other, () => own.url);
} else console.log('skip own PostgreSQL: none on this machine');
console.log(`${passed} passed, ${failed} failed, ${debianPostgres() ? 0 : 1} skipped`);
process.exitCode = failed > 0 ? 1 : 0;

async function drill(name: string, to: Installation, url: () => string): Promise<void> {
  const restored = await timed(() => to.run('bin/restore', [file, '--sheet', sheet]));
  tell(restored.value.code === 0, `${name}: restored in ${restored.seconds} s ${restored.value.err}`);
  const running = await to.start(['--empty']);
  console.log(`     ${name}: serving ${(running.readyAfter / 1000).toFixed(1)} s after bin/start`);
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  const { rows } = await client.query<{ kind: string; n: number }>(
    `select thing_kind as kind, count(*)::int as n from step group by 1
     union all select 'torn', count(*)::int from (select thing_id from step where thing_kind like 'pair%' group by 1 having count(*) <> 2) torn`,
  );
  await client.end();
  const count = Object.fromEntries(rows.map(({ kind, n }) => [kind, n]));
  tell(count['drill'] === ROWS, `${name}: ${count['drill']} of ${ROWS} rows`);
  tell(count['torn'] === 0, `${name}: ${count['torn']} transactions torn`);
  tell(
    (count['pair one'] ?? 0) >= acknowledged.before,
    `${name}: ${count['pair one']} pairs, ${acknowledged.before} were acknowledged before the backup began`,
  );
}

async function write(who: number): Promise<void> {
  const client = new pg.Client({ connectionString: source });
  await client.connect();
  for (let n = 0; writing; n++) {
    const id = `00000000-0000-4000-8000-${String(who * 1e9 + n).padStart(12, '0')}`;
    const row = "insert into step (thing_kind, thing_id, command, to_state, at) values ($1, $2, 'pair', 'done', '2026-07-01')";
    await client.query('begin');
    await client.query(row, ['pair one', id]);
    await client.query(row, ['pair two', id]);
    await client.query('commit');
    acknowledged.all += 1;
  }
  await client.end();
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: string }> {
  const began = performance.now();
  const value = await work();
  return { value, seconds: ((performance.now() - began) / 1000).toFixed(1) };
}
