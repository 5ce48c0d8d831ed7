import { sql } from 'kysely';
import pg from 'pg';
import { beforeEach, expect, test } from 'vitest';
import { asSuperuser, databaseUrl, empty, type World, workerName, world } from '../../test/world.ts';
import { planSweep } from '../server/sweep.ts';
import { brokenAt, note, sealAudit } from './audit.ts';
import { type Call, change } from './change.ts';
import { cancel, plan, take, tick, whatIsDue } from './due.ts';
import { type Fact, lastPosition, type Reader, sequence, turn } from './facts.ts';
import { newId } from './ids.ts';
import { Refusal } from './refusal.ts';

const w: World = await world();
const { house } = w;
beforeEach(() => empty(w));
const call = (more: Partial<Call> = {}): Call => ({
  person: null,
  now: w.clock.now(),
  act: 'POST /things',
  address: '127.0.0.1',
  device: 'test',
  visitor: 'v',
  ...more,
});
const rows = async (table: string) => (await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(house.db)).rows;

test('a change leaves fact, step and audit together, or nothing at all', async () => {
  const thing = newId();
  await change(house, call(), async (_tx, ledger) => {
    ledger.record('thing.made', { thing });
    ledger.step({ thingKind: 'thing', thingId: thing, command: 'make', from: null, to: 'made' });
  });
  // The house's own rounds are audited too.
  const left = async () => [
    (await rows('fact')).length,
    (await rows('step')).length,
    (await rows('audit')).filter(({ act }) => act === 'POST /things').length,
  ];
  expect(await left()).toEqual([1, 1, 1]);
  const failing = change(house, call(), async (_tx, ledger) => {
    ledger.record('thing.made', { thing });
    throw new Refusal('not-today');
  });
  await expect(failing).rejects.toThrow('not-today');
  expect(await left()).toEqual([1, 1, 1]);
});
test('one key is one effect, under parallel twins', async () => {
  const guarded = call({ key: 'key-of-this-form', request: Buffer.from('same') });
  const replies = await Promise.all(
    Array.from({ length: 10 }, () =>
      change(house, guarded, async (_tx, ledger) => {
        const id = newId();
        ledger.record('thing.made', { thing: id });
        return { id };
      }),
    ),
  );
  expect(new Set(replies.map(({ id }) => id)).size).toBe(1);
  expect((await rows('fact')).length).toBe(1);
});
test('a reader tells of what another process changed, and of what this one changed only at its commit', async () => {
  const told: string[] = [];
  const watching = {
    ...house,
    committed: (things: readonly string[], facts: readonly string[] = []) => {
      told.push(...things);
      house.committed(things, facts);
    },
  };
  const [own, foreign] = [newId(), newId()];
  await change(watching, call(), async (_tx, ledger) => ledger.record('thing.made', { thing: own }));
  expect(told).toEqual([own, `thing ${own}`]);
  const body = JSON.stringify({ thing: foreign });
  await sql`insert into fact (id, kind, at, body) values (${newId()}, 'thing.made', ${w.clock.now()}, ${body}::jsonb)`.execute(house.db);
  await w.settle();
  const name = newId();
  await turn(watching, { name, kinds: ['thing.made'], handle: async () => undefined }, await lastPosition(house.db));
  // Nobody goes on reading under this name.
  await sql`delete from reader where name = ${name}`.execute(house.db);
  expect(told).toEqual([own, `thing ${own}`, foreign, `thing ${foreign}`]);
});
test('positions follow commits: a late commit is not skipped', async () => {
  const [early, late] = [new pg.Client(databaseUrl()), new pg.Client(databaseUrl())];
  await Promise.all([early.connect(), late.connect()]);
  const insert = (client: pg.Client, kind: string) =>
    client.query('insert into fact (id, kind, at, body) values ($1, $2, $3, $4)', [newId(), kind, w.clock.now(), '{}']);
  await early.query('begin');
  await insert(early, 'first.written');
  await insert(late, 'first.committed');
  await sequence(late);
  const before = await lastPosition(house.db);
  await early.query('commit');
  await w.settle();
  const placed = (await sql<Fact>`select kind, position from fact order by position`.execute(house.db)).rows;
  expect(placed.map(({ kind }) => kind)).toEqual(['first.committed', 'first.written']);
  expect(placed[1]?.position).toBe(before + 1);
  await Promise.all([early.end(), late.end()]);
});
test('a reader handles each fact of its kinds once, in order, and does not lose one when it breaks', async () => {
  const seen: string[] = [];
  let broken = true;
  const reader: Reader = {
    name: `reader-${newId()}`,
    kinds: ['thing.made'],
    handle: async (tx, facts) => {
      await sql`insert into setting (name, value) values (${newId()}, '1')`.execute(tx);
      if (broken) throw new Error('broken');
      seen.push(...facts.map(({ body }) => String(body['n'])));
    },
  };
  for (const n of [1, 2, 3])
    await change(house, call(), async (_tx, ledger) => ledger.record(n === 2 ? 'thing.other' : 'thing.made', { n }));
  await w.settle();
  const head = await lastPosition(house.db);
  await expect(turn(house, reader, head)).rejects.toThrow('broken');
  expect(await rows('setting')).toEqual([]);
  broken = false;
  expect(await turn(house, reader, head, 1)).toBeLessThan(head);
  expect(await turn(house, reader, head)).toBe(head);
  expect(await turn(house, reader, head)).toBe(head);
  expect(seen).toEqual(['1', '3']);
});
test('a due thing happens once, at its time, unless it was moved or cancelled', async () => {
  const now = w.clock.now();
  const soon = new Date(now.getTime() + 60_000);
  const done: string[] = [];
  const handlers = {
    bell: async (key: string, at: Date) => {
      const taken = await house.db.transaction().execute((tx) => take(tx, 'bell', key, at));
      if (taken) done.push(key);
    },
  };
  await house.db.transaction().execute(async (tx) => {
    await plan(tx, 'bell', 'now', now);
    await plan(tx, 'bell', 'moved', now);
    await plan(tx, 'bell', 'moved', soon);
    await plan(tx, 'bell', 'cancelled', now);
    await cancel(tx, 'bell', 'cancelled');
  });
  expect((await whatIsDue(house.db, now)).map(({ key }) => key)).toEqual(['now']);
  await Promise.all([tick(house, handlers), tick(house, handlers)]);
  expect(done).toEqual(['now']);
});
test('audit rows are chained, and a changed, dropped or added one is found', async () => {
  for (const act of ['one', 'two', 'three']) await note(house, call({ act }), 'done');
  await w.settle();
  await asSuperuser(workerName(), async (client) => {
    expect(await brokenAt(client)).toBeNull();
    const damage = async (statement: string) => {
      await client.query('begin');
      await client.query('set local session_replication_role = replica');
      await client.query(statement);
      const at = await brokenAt(client);
      await client.query('rollback');
      return at;
    };
    expect(await damage("update audit set act = 'else' where act = 'two'")).not.toBeNull();
    expect(await damage("delete from audit where act = 'two'")).not.toBeNull();
    expect(await damage("delete from audit_seal where audit_number = (select number from audit where act = 'two')")).not.toBeNull();
    expect(await brokenAt(client)).toBeNull();
    expect(await sealAudit(client)).toBe(0);
  });
});
test('the application itself cannot change what audit holds', async () => {
  await note(house, call(), 'done');
  for (const statement of ["update audit set act = 'x'", 'delete from audit', 'truncate audit', 'delete from audit_seal'])
    await expect(house.pool.query(statement), statement).rejects.toThrow(/permission denied|only added/);
});
test('kept replies go after a week, and the round plans itself again', async () => {
  await planSweep(house);
  await change(house, call({ key: 'key-of-an-old-form', request: Buffer.from('same') }), async () => ({ id: newId() }));
  const day = (n: number) => w.at(new Date(w.clock.now().getTime() + n * 86_400_000).toISOString());
  await day(2);
  expect((await rows('answered')).length).toBe(1);
  await day(6);
  expect(await rows('answered')).toEqual([]);
  expect((await rows('due')).filter((due) => due['kind'] === 'house.sweep').length).toBe(1);
});
