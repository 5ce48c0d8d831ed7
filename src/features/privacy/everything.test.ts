import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { empty, netizen, signedIn, type World, world } from '../../../test/world.ts';
import { newId } from '../../kit/ids.ts';
import { personal } from '../../server/personal.ts';
import { words } from '../../web/words/index.ts';
import { myDataPage } from '../../web/words/zh/my-data-page.ts';
import { purposes } from './purposes.ts';
import { type KeptTable, keptDays } from './registry.ts';

// Whole lives are lived here, beside other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const w: World = await world();

/** Every column that names a person: by a reference, or by a word that means one. */
const columns = async (): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select c.table_name || '.' || c.column_name as name from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and (
      (c.data_type = 'uuid' and (c.column_name ~ '(person|author|owner|member)_id$' or c.column_name ~ '(^|_)by(_id)?$'))
      or c.column_name in ('liker', 'reader', 'actor')
      or exists (select 1 from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
        where k.contype = 'f' and k.confrelid = 'person'::regclass and k.conrelid = (select r.oid from pg_class r where r.relname = c.table_name and r.relnamespace = 'public'::regnamespace) and a.attname = c.column_name))
    order by 1`.execute(w.house.db);
  return rows.map(({ name }) => name);
};

test('every column that names a person is looked after by an entry that erases and by one that hands over', async () => {
  const all = await columns();
  expect(all.length).toBeGreaterThan(25);
  const named = (entries: readonly { readonly columns: readonly string[] }[]) => new Set(entries.flatMap((entry) => entry.columns));
  expect(
    all.filter((column) => !named(personal.erasable).has(column)),
    'erasable',
  ).toEqual([]);
  expect(
    all.filter((column) => !named(personal.exportable).has(column)),
    'exportable',
  ).toEqual([]);
  const gone = [...named(personal.erasable), ...named(personal.exportable)].filter(
    (column) => !all.includes(column) && column !== 'fact.body',
  );
  expect(gone, 'columns that are no more').toEqual([]);
});

test('every table that holds people stands in the purposes that the notice shows, in both languages', async () => {
  const shown = new Set<string>(purposes.flatMap(({ tables }) => [...tables]));
  const missing = [...new Set((await columns()).map((column) => column.split('.')[0] ?? ''))].filter((table) => !shown.has(table));
  // What staff did to things of the committee is no kind of data of its own.
  const ofCommittee = ['topic', 'topic_version', 'material_version', 'privacy_notice', 'peer'];
  expect(missing.filter((table) => !ofCommittee.includes(table))).toEqual([]);
  for (const locale of ['zh', 'en'] as const)
    for (const { kind } of purposes) expect(Object.keys(words(locale).privacy.kinds), `${locale} ${kind}`).toContain(kind);
});

test('the sweep removes exactly what the notice says, on the day it says', async () => {
  await empty(w);
  const me = await netizen(w, '鼓山脚下');
  await signedIn(w, me);
  await sql`delete from login`.execute(w.house.db);
  const shown = new Map<string, number>(
    purposes.flatMap(({ tables, until }) => (typeof until === 'number' ? tables.map((table) => [table, until] as const) : [])),
  );
  expect([...shown].sort()).toEqual(Object.entries(keptDays).sort());
  const day = 24 * 3_600_000;
  const next = new Date(w.clock.now().getTime() + day);
  for (const [table, days] of shown) {
    const old = new Date(next.getTime() - days * day - 3_600_000);
    const young = new Date(next.getTime() - days * day + 3_600_000);
    for (const at of [old, young]) await rows[table as KeptTable](at, me);
  }
  await sql`insert into due (kind, key, at) values ('house.sweep', 'daily', ${next})`.execute(w.house.db);
  await w.at(next.toISOString());
  for (const table of shown.keys()) {
    const { rows: left } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(w.house.db);
    expect(left[0]?.n, table).toBe(1);
  }
});

/** One row of each table, as if it had ended at a moment. */
const rows: Record<KeptTable, (at: Date, personId: string) => Promise<unknown>> = {
  answered: (at) =>
    sql`insert into answered (actor, key, endpoint, request, reply, at) values ('x', ${newId()}, 'x', ${Buffer.from('x')}, '{}', ${at})`.execute(
      w.house.db,
    ),
  attempt: (at) =>
    sql`insert into attempt (subject, kind, at, outcome) values (${Buffer.from(newId())}, 'code', ${at}, 'sent')`.execute(w.house.db),
  one_time_code: (at) =>
    sql`insert into one_time_code (id, purpose, subject, sealed, request, code, created_at, expires_at)
      values (${newId()}, 'login', ${Buffer.from('x')}, ${Buffer.from('x')}, ${newId()}, ${Buffer.from('x')}, ${at}, ${at})`.execute(
      w.house.db,
    ),
  login: (at, personId) =>
    sql`insert into login (id, token, person_id, means, device, address, created_at, seen_at, idle_until, ends_at)
      values (${newId()}, ${Buffer.from(newId())}, ${personId}, 'code', 'x', 'x', ${at}, ${at}, ${at}, ${at})`.execute(w.house.db),
  data_export: (at, personId) =>
    sql`insert into data_export (id, person_id, state, asked_at) values (${newId()}, ${personId}, 'ended', ${at})`.execute(w.house.db),
};

test('what is packed has a Chinese name for every file of every entry', async () => {
  await empty(w);
  const me = await netizen(w, '鼓山脚下');
  for (const entry of personal.exportable)
    for await (const one of entry.of(w.house.db, w.house, me))
      if ('json' in one) expect(myDataPage.files[one.file.replace(/(-\d+)?\.json$/, '')], one.file).toBeTruthy();
});
