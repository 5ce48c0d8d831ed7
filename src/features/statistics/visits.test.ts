import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import {
  asSuperuser,
  type Browser,
  committee,
  empty,
  member,
  netizen,
  openTopic,
  type Place,
  signedIn,
  staff,
  type World,
  workerName,
  world,
} from '../../../test/world.ts';
import type { FiguresView } from './figures.ts';

const w: World = await world();
let topic: string;
let place: Place;
let editor: Browser;
/** Midnight of the topic's first whole day in Shanghai; tests move on from it. */
let day: Date;
beforeEach(async () => {
  await empty(w);
  place = await committee(w, '清渚市政协');
  editor = await signedIn(w, await staff(w, place, '方舒', 'editor'));
  topic = await openTopic(w, place, editor);
  day = new Date(Math.ceil((w.clock.now().getTime() + 8 * HOUR) / DAY) * DAY - 8 * HOUR);
});
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (hours: number, minutes = 0, seconds = 0) =>
  w.at(new Date(day.getTime() + hours * HOUR + minutes * 60_000 + seconds * 1000).toISOString());
/** A browser that has looked at a page: it carries the device's mark. */
async function stranger(): Promise<Browser> {
  const browser = w.browser();
  await browser.send('GET', `/topics/${topic}/visit.gif`);
  await sql`delete from visit_log`.execute(w.house.db);
  await sql`delete from visit_open`.execute(w.house.db);
  await sql`delete from visit_hour`.execute(w.house.db);
  return browser;
}
const visit = (by: Browser) => by.send('POST', `/api/topics/${topic}/visits`, {});
const figures = async (): Promise<FiguresView> => (await editor.send('GET', `/api/topics/${topic}/figures`)).json<FiguresView>();
// By a connection of its own: one test cuts the product's.
const rows = () =>
  asSuperuser(workerName(), async (client) => (await client.query<{ n: number }>('select count(*)::int as n from visit_log')).rows[0]?.n);

test('200 hits of one visitor at once are one visit and 200 lines of the log, numbered without a hole', async () => {
  const browser = await stranger();
  const answers = await Promise.all(Array.from({ length: 200 }, () => visit(browser)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await figures()).visits).toEqual({ member: 0, netizen: 0, visitor: 1, public: 1, total: 1, staff: 0 });
  const { rows: hits } = await sql<{ n: number; least: number; most: number }>`
    select count(distinct hit) as n, min(hit) as least, max(hit) as most from visit_log`.execute(w.house.db);
  expect(hits).toEqual([{ n: 200, least: 1, most: 200 }]);
});

test('a pause of exactly 30 minutes is the same visit, one second more begins another', async () => {
  const browser = await stranger();
  await at(9);
  await visit(browser);
  await at(9, 30);
  await visit(browser);
  expect((await figures()).visits.total).toBe(1);
  await at(10, 0, 1);
  await visit(browser);
  expect((await figures()).visits.total).toBe(2);
});

test('a visit across midnight stays one, on the day and in the hour of its start', async () => {
  const browser = await stranger();
  await at(23, 50);
  await visit(browser);
  await at(24, 10);
  await visit(browser);
  const { visits, visitsByDay, visitsByHour } = await figures();
  expect(visits.total).toBe(1);
  const began = new Date(day.getTime() + 8 * HOUR).toISOString().slice(0, 10);
  expect(visitsByDay.filter(({ total }) => total > 0)).toMatchObject([{ day: began, visitor: 1 }]);
  expect(visitsByHour.filter(({ total }) => total > 0)).toMatchObject([{ hour: 23, visitor: 1 }]);
});

test('who signs in within a visit is counted as what they were at its start', async () => {
  const browser = await stranger();
  await at(9);
  await visit(browser);
  const citizen = await signedIn(w, await netizen(w, '鼓山脚下'));
  Object.assign(browser.cookies, citizen.cookies);
  await at(9, 10);
  await visit(browser);
  expect((await figures()).visits).toMatchObject({ visitor: 1, netizen: 0, total: 1 });
  await at(9, 50);
  await visit(browser);
  expect((await figures()).visits).toMatchObject({ visitor: 1, netizen: 1, public: 2, total: 2 });
});

test('people of one office are visitors of their own; members and the public add up, staff is counted apart', async () => {
  for (const name of ['林知远', '周映棠']) await visit(await signedIn(w, await member(w, place, name)));
  await visit(await signedIn(w, await netizen(w, '鼓山脚下')));
  await visit(w.browser());
  await visit(editor);
  expect((await figures()).visits).toEqual({ member: 2, netizen: 1, visitor: 1, public: 2, total: 4, staff: 1 });
});

test('without cookies an address with its browser is one visitor a day', async () => {
  const hit = (userAgent: string) => w.browser().send('POST', `/api/topics/${topic}/visits`, {}, { 'user-agent': userAgent });
  await at(9);
  for (const agent of ['one', 'one', 'two']) await hit(agent);
  expect((await figures()).visits.total).toBe(2);
});

test('the picture for browsers without script counts the same, and no cache keeps it', async () => {
  const browser = await stranger();
  const { status, headers } = await browser.send('GET', `/topics/${topic}/visit.gif`);
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'image/gif', 'no-store']);
  await visit(browser);
  expect([(await figures()).visits.total, await rows()]).toEqual([1, 2]);
});

test('a draft is visited by nobody: its editors are not counted, others learn nothing of it', async () => {
  const hostId = place.hostId;
  const now = w.clock.now().getTime();
  const posting = { kind: 'posting', startsAt: new Date(now + DAY).toISOString(), endsAt: new Date(now + 2 * DAY).toISOString() };
  const text = { hostId, title: '还没有公布的议题', summary: '一句话说明', focus: '背景。', figures: [], figuresSource: '' };
  const draft = { committeeId: place.committeeId, ...text, membersRead: 'after', publicRead: 'before', parts: [posting] };
  const { id } = (await editor.send('POST', '/api/topics', draft, { 'idempotency-key': 'draft-one' })).json<{ id: string }>();
  expect((await editor.send('POST', `/api/topics/${id}/visits`, {})).json()).toEqual({ counted: false });
  expect((await w.browser().send('POST', `/api/topics/${id}/visits`, {})).status).toBe(401);
  expect((await (await signedIn(w, await netizen(w, '过路人'))).send('POST', `/api/topics/${id}/visits`, {})).status).toBe(404);
  expect(await rows()).toBe(0);
});

test('hits of many devices and topics written together keep their own numbers and visits', async () => {
  const devices = Array.from({ length: 40 }, () => w.browser());
  for (const one of devices) await one.send('GET', `/topics/${topic}/visit.gif`);
  await at(9);
  const other = await openTopic(w, place, editor);
  const hits = devices
    .flatMap((one) => [one, one, one])
    .flatMap((one) => [one.send('POST', `/api/topics/${topic}/visits`, {}), one.send('POST', `/api/topics/${other}/visits`, {})]);
  expect(new Set((await Promise.all(hits)).map(({ status }) => status))).toEqual(new Set([200]));
  const { rows: visits } = await sql<{ n: number }>`
    select sum(visits)::int as n from visit_hour where hour = ${new Date(day.getTime() + 9 * HOUR)} group by topic_id`.execute(w.house.db);
  expect(visits).toEqual([{ n: 40 }, { n: 40 }]);
});

test('hits whose commit was cut off are answered 503, leave nothing, and count once when they come again', async () => {
  const browser = await stranger();
  await visit(browser);
  await at(9);
  const blocker = await w.house.pool.connect();
  await blocker.query('begin');
  await blocker.query('select 1 from visit_open for update');
  const first = visit(browser);
  await cutOff();
  await blocker.query('rollback');
  blocker.release();
  const answer = await first;
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '2']);
  expect(await rows()).toBe(1);
  expect((await visit(browser)).status).toBe(200);
  expect([await rows(), (await figures()).visits.total]).toEqual([2, 2]);
});

/** Ends the connection that waits for the row, as a database does that goes down. */
async function cutOff(): Promise<void> {
  await expect
    .poll(async () => {
      const { rows: ended } = await sql<{ ended: boolean }>`
        select pg_terminate_backend(pid) as ended from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%visit_open%'`.execute(w.house.db);
      return ended.length;
    })
    .toBe(1);
}
