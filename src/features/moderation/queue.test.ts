import { beforeEach, describe, expect, test } from 'vitest';
import { decide, firstOf, later, list, type Moderating, moderating, nextMonday, submit } from '../../../test/moderators.ts';
import { type Browser, committee, empty, member, once, openTopic, signedIn, staff, type World, world } from '../../../test/world.ts';
import { readingTodos } from './index.ts';

const w: World = await world();
let m: Moderating;
let stranger: Browser;
beforeEach(async () => {
  await empty(w);
  m = await moderating(w);
  stranger = await signedIn(w, await staff(w, await committee(w, '云岫县政协', 'county'), '何砚', 'moderator'));
});
const queue = async (by: Browser, query = '') => (await by.send('GET', `/api/reading-queue${query}`)).json<Record<string, unknown>>();

describe('the queue of one committee', () => {
  test('is empty for a moderator of another, and what is in it does not exist there', async () => {
    await submit(m.citizen, m.topic, '建议每班配一台照度计。');
    const id = await firstOf(m.fang);
    expect(id).not.toBe('');
    for (const tab of ['waiting', 'held', 'appealed', 'decided'])
      expect(await list(stranger, `tab=${tab}`)).toEqual({ rows: [], next: null });
    expect(await list(stranger, `tab=waiting&topic=${m.topic}`)).toEqual({ rows: [], next: null });
    expect(await queue(stranger)).toEqual({
      waiting: 0,
      held: 0,
      appealed: 0,
      oldestAt: null,
      decidedToday: 0,
      meanMinutes: null,
      topics: [],
    });
    const calls = [
      stranger.send('GET', `/api/readings/${id}`),
      decide(stranger, id, 'accept'),
      stranger.send('DELETE', `/api/readings/${id}/decision`),
      stranger.send('POST', `/api/readings/${id}/appeal/decision`, { decision: 'grant' }, once()),
    ];
    for (const answer of await Promise.all(calls)) expect(answer).toMatchObject({ status: 404 });
    expect((await list(m.fang)).rows).toHaveLength(1);
  });
  test('is for moderators only', async () => {
    const author = await signedIn(w, await member(w, m.place, '林知远', 1));
    for (const path of ['/api/readings?tab=waiting', '/api/reading-queue']) {
      expect(await w.browser().send('GET', path)).toMatchObject({ status: 401 });
      expect(await m.citizen.send('GET', path)).toMatchObject({ status: 403 });
      expect(await author.send('GET', path)).toMatchObject({ status: 403 });
    }
    await submit(m.citizen, m.topic, '建议每班配一台照度计。');
    const id = await firstOf(m.fang);
    for (const by of [m.citizen, author]) expect(await decide(by, id, 'accept')).toMatchObject({ status: 404 });
  });
  test('comes in the order of arrival, page by page, of one topic if wanted', async () => {
    const other = await openTopic(w, m.place, m.fang, { title: '让老人走得稳一些' });
    for (let i = 1; i <= 53; i++) {
      // Within the limit of posts a minute.
      await later(w, 7);
      await submit(m.citizen, i === 2 ? other : m.topic, `第 ${i} 条：建议每班配一台照度计。`);
    }
    const one = await list(m.fang);
    expect(one.rows).toHaveLength(50);
    expect(one.rows[0]?.excerpt).toMatch(/^第 1 条/);
    const two = await list(m.fang, `tab=waiting&after=${one.next}`);
    expect(two.rows.map(({ excerpt }) => excerpt.slice(0, 4))).toEqual(['第 51', '第 52', '第 53']);
    expect(two.next).toBeNull();
    expect((await list(m.fang, `tab=waiting&topic=${other}`)).rows).toMatchObject([{ topicTitle: '让老人走得稳一些' }]);
    expect(await queue(m.fang)).toMatchObject({
      waiting: 53,
      topics: [
        { id: m.topic, count: 52 },
        { id: other, count: 1 },
      ],
    });
    expect(await queue(m.fang, `?topic=${other}`)).toMatchObject({ waiting: 1 });
    expect((await list(m.fang, 'tab=waiting&after=nonsense')).rows).toHaveLength(50);
    expect(await m.fang.send('GET', '/api/readings?tab=all')).toMatchObject({ status: 400 });
  });
  test('tells how much waits since when, and what was done today, by working time', async () => {
    await w.at(nextMonday(w));
    await submit(m.citizen, m.topic, '第一条：建议每班配一台照度计。');
    const arrived = w.clock.now().toISOString();
    await later(w, 120);
    await submit(m.citizen, m.topic, '第二条：课间让孩子下楼。');
    await submit(m.citizen, m.topic, '第三条：作业少用平板。');
    expect(await queue(m.fang)).toMatchObject({ waiting: 3, oldestAt: arrived, decidedToday: 0, meanMinutes: null });
    await decide(m.fang, await firstOf(m.fang), 'accept');
    await later(w, 120);
    await decide(m.fang, await firstOf(m.fang), 'refuse', { reason: 'offTopic' });
    await decide(m.fang, await firstOf(m.fang), 'hold');
    expect(await queue(m.fang)).toMatchObject({ waiting: 0, held: 1, oldestAt: null, decidedToday: 2, meanMinutes: 2 });
    const decided = await list(m.fang, 'tab=decided');
    expect(decided.rows.map(({ excerpt }) => excerpt.slice(0, 3))).toEqual(['第二条', '第一条']);
    await later(w, 86_400);
    expect(await queue(m.fang)).toMatchObject({ decidedToday: 0, meanMinutes: null });
  });
});

describe('one reading', () => {
  test('shows the whole text with the places of what looks like a number, and who wrote it', async () => {
    const text = '我孩子的班主任电话 138 0013 8000，身份证11010519491231002X，可以去核实。';
    await submit(m.citizen, m.topic, text);
    const id = await firstOf(m.fang);
    expect((await list(m.fang)).rows[0]).toMatchObject({
      flags: [
        { kind: 'mobile', count: 1 },
        { kind: 'identity', count: 1 },
      ],
    });
    const view = (await m.fang.send('GET', `/api/readings/${id}`)).json<{ text: string; flags: { start: number; end: number }[] }>();
    expect(view).toMatchObject({
      text,
      before: null,
      isChange: false,
      mode: 'before',
      author: { name: '鼓山脚下', kind: 'netizen', place: null },
      record: { earlier: 0, published: 0 },
      offers: ['accept', 'refuse', 'hold'],
      undoUntil: null,
    });
    expect(view.flags.map(({ start, end }) => text.slice(start, end))).toEqual(['138 0013 8000', '11010519491231002X']);
  });
  test('counts what its author said before at this committee, and how much of it was public', async () => {
    for (const said of ['第一条：照度计。', '第二条：不相干。', '第三条：课间下楼。']) await submit(m.citizen, m.topic, said);
    const ids = (await list(m.fang)).rows.map(({ id }) => id);
    await decide(m.fang, ids[0] ?? '', 'accept');
    await decide(m.fang, ids[1] ?? '', 'refuse', { reason: 'offTopic' });
    expect((await m.fang.send('GET', `/api/readings/${ids[2]}`)).json()).toMatchObject({ record: { earlier: 2, published: 1 } });
    expect((await m.fang.send('GET', `/api/readings/${ids[0]}`)).json()).toMatchObject({ record: { earlier: 0, published: 0 } });
  });
  test('offers to take back only to who decided, as long as that is possible', async () => {
    await submit(m.citizen, m.topic, '建议每班配一台照度计。');
    const id = await firstOf(m.fang);
    await decide(m.fang, id, 'hold');
    const until = new Date(w.clock.now().getTime() + 60_000).toISOString();
    const offers = async (by: Browser) =>
      (await by.send('GET', `/api/readings/${id}`)).json<{ offers: string[]; undoUntil: string | null }>();
    expect(await offers(m.fang)).toMatchObject({ offers: ['accept', 'refuse', 'undo'], undoUntil: until });
    expect(await offers(m.zhou)).toMatchObject({ offers: ['accept', 'refuse'], undoUntil: null });
    await later(w, 60);
    expect(await offers(m.fang)).toMatchObject({ offers: ['accept', 'refuse'], undoUntil: null });
  });
  test('is found under no made-up number', async () => {
    expect(await m.fang.send('GET', '/api/readings/019dd7a4-0000-7000-8000-000000000000')).toMatchObject({ status: 404 });
    expect(await m.fang.send('GET', '/api/readings/1')).toMatchObject({ status: 400 });
  });
});

test("the desk's list of today says what waits, of whom, and since when", async () => {
  const author = await signedIn(w, await member(w, m.place, '林知远', 1));
  const asked = { personId: m.fangId, bodies: [m.place.committeeId], now: w.clock.now() };
  expect(await readingTodos.todosOf(w.house.db, asked)).toEqual([]);
  await submit(m.citizen, m.topic, '班主任电话13800138000，可以去核实。');
  await submit(author, m.topic, '建议每班配一台照度计。');
  await submit(m.citizen, m.topic, '第三条：课间让孩子下楼。');
  const { rows } = await list(m.fang);
  await decide(m.fang, rows[2]?.id ?? '', 'hold');
  const since = w.clock.now();
  expect(await readingTodos.todosOf(w.house.db, asked)).toMatchObject([
    { work: 'readings-wait', since, counts: { all: 2, members: 1, netizens: 1, flagged: 1 } },
    { work: 'readings-held', since, counts: { all: 1, mine: 1 } },
  ]);
  await decide(m.fang, rows[0]?.id ?? '', 'refuse', { reason: 'othersData' });
  await m.citizen.send('POST', `/api/readings/${rows[0]?.id}/appeal`, { words: '那是学校公布的号码。' }, once());
  expect(await readingTodos.todosOf(w.house.db, asked)).toContainEqual(
    expect.objectContaining({ work: 'appeals-wait', counts: { all: 1, mine: 1 } }),
  );
  expect(await readingTodos.doneBy(w.house.db, m.fangId, since)).toBe(1);
  expect(await readingTodos.todosOf(w.house.db, { ...asked, bodies: [] })).toEqual([]);
});
