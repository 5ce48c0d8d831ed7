import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import {
  type Browser,
  committee,
  empty,
  member,
  netizen,
  once,
  openTopic,
  type Place,
  signedIn,
  staff,
  type World,
  world,
} from '../../test/world.ts';
import { newId } from '../kit/ids.ts';
import { damages } from './damage.ts';
import { inWords, seenInWords } from './print.ts';
import { inSnapshot, recount } from './recount.ts';
import { isSharp, selfTest } from './self-test.ts';

const w: World = await world();
const ZONE = 'Asia/Shanghai';
let topic: string;
let editor: Browser;
let people: Browser[];
let root: string;

beforeEach(async () => {
  await empty(w);
  const place: Place = await committee(w, '清渚市政协');
  editor = await signedIn(w, await staff(w, place, '方舒', 'editor', 'moderator'));
  people = [
    await signedIn(w, await member(w, place, '林知远', 0)),
    await signedIn(w, await member(w, place, '周映棠', 1)),
    await signedIn(w, await netizen(w, '鼓山脚下')),
  ];
  topic = await openTopic(w, place, editor);
  await someDays();
  await fillEarlier();
});
const words = { text: '建议把视力筛查从一年一次改为一学期一次。' };
const post = async (by: Browser) =>
  (await by.send('POST', `/api/topics/${topic}/posts`, words, once())).json<{ id: string; rootId: string | null }>().id;
const later = (minutes: number) => w.at(new Date(w.clock.now().getTime() + minutes * 60_000).toISOString());

/** A little of everything: visits, posts of three people, replies, likes taken back, a withdrawal, decisions and one taken back, a post taken down. */
async function someDays(): Promise<void> {
  const stranger = w.browser();
  // Its first page gives a browser its mark.
  await stranger.send('GET', `/topics/${newId()}/visit.gif`);
  for (const minutes of [0, 10, 45, 3000, 5]) {
    await later(minutes);
    for (const one of [...people, stranger]) await one.send('GET', `/topics/${topic}/visit.gif`);
  }
  const [lin, zhou, citizen] = people as [Browser, Browser, Browser];
  root = await post(lin);
  const [second] = [await post(zhou), await post(citizen)];
  await zhou.send('POST', `/api/posts/${root}/replies`, words, once());
  for (const one of [zhou, citizen, stranger]) await one.send('PUT', `/api/posts/${root}/like`);
  await zhou.send('DELETE', `/api/posts/${root}/like`);
  await zhou.send('PUT', `/api/posts/${root}/like`);
  await zhou.send('POST', `/api/posts/${second}/withdrawal`, {});
  await zhou.send('DELETE', `/api/posts/${second}/withdrawal`);
  const { rows } = (await editor.send('GET', '/api/readings?tab=waiting')).json<{ rows: { id: string; mode: string }[] }>();
  for (const { id, mode } of rows)
    await editor.send('POST', `/api/readings/${id}/decision`, mode === 'before' ? { decision: 'accept' } : refusal, once());
  for (const { id, mode } of rows.slice(0, 2)) if (mode === 'after') await editor.send('DELETE', `/api/readings/${id}/decision`);
  const gone = rows.find(({ mode }) => mode === 'before')?.id;
  await editor.send('POST', `/api/readings/${gone}/take-down`, { reason: 'othersData' }, once());
  await w.settle();
}
const refusal = { decision: 'refuse', reason: 'offTopic' };
/** Tests before this one took their facts with them: their positions are filled, or they would be missed, as they should be. */
const fillEarlier = () =>
  sql`insert into fact (id, kind, at, body, position) select gen_random_uuid(), 'test.earlier', ${w.clock.now()}, '{}', p
    from sequencer, generate_series(1, last) p where not exists (select 1 from fact where position = p)`.execute(w.house.db);
const counted = () => inSnapshot(w.house.pool, (client) => recount(client, null, ZONE));

test('what facts and the raw log tell is what the statistics show', async () => {
  const report = await counted();
  expect(inWords(report)).toContain('由事实与原始日志复算，与统计一致');
  expect(report.agrees).toBe(true);
  const line = (name: string) => report.topics[0]?.lines.find((one) => one.name === name);
  expect(line('访问 合计（不含工作人员）')).toMatchObject({ own: 12, shown: 12 });
  expect(line('点赞 委员')).toMatchObject({ own: 1 });
  expect(line('点赞 访客')).toMatchObject({ own: 1 });
});

test('each of the damages is reported, and none of them stays', async () => {
  const seen = await selfTest(w.house.pool, topic, ZONE);
  expect(seen.filter(({ done }) => !done)).toEqual([]);
  expect(seen.filter(({ reported }) => reported.length === 0)).toEqual([]);
  expect(seen.length).toBe(damages.length);
  expect(isSharp(seen)).toBe(true);
  expect(seenInWords(seen, true)).toContain('全部发现');
  expect((await counted()).agrees).toBe(true);
});

test('a damage that nobody reports makes the self-test fail', async () => {
  const harmless = {
    name: '题目被改',
    work: async (client: { query(text: string): Promise<{ rowCount: number | null }> }) =>
      (await client.query("update topic set title = '别的题目'")).rowCount ?? 0,
  };
  const seen = await selfTest(w.house.pool, topic, ZONE, [...damages, harmless]);
  expect(seen.at(-1)).toEqual({ name: '题目被改', done: true, reported: [] });
  expect(isSharp(seen)).toBe(false);
});

test('a like of one’s own words is told, wherever it came from', async () => {
  const report = await inSnapshot(w.house.pool, async (client) => {
    await client.query(
      `insert into fact (id, kind, at, body)
       select gen_random_uuid(), 'like.given', $1, jsonb_build_object('post', id, 'topic', topic_id, 'liker', 'p:' || author_id, 'kind', 'member')
       from post where id = $2`,
      [w.clock.now(), root],
    );
    return recount(client, topic, ZONE);
  });
  expect(inWords(report)).toContain('给自己的发言点了赞');
});

test('facts that the statistics have not counted yet are no difference', async () => {
  const report = await inSnapshot(w.house.pool, async (client) => {
    // As an act leaves it in the moment of its commit: the row, its counter and a fact without position.
    await client.query(`insert into post_like (post_id, liker, kind, at) values ($1, 'p:late', 'netizen', $2)`, [root, w.clock.now()]);
    await client.query('update post set likes = likes + 1 where id = $1', [root]);
    await client.query(`insert into fact (id, kind, at, body) values (gen_random_uuid(), 'like.given', $1, $2)`, [
      w.clock.now(),
      { post: root, topic, liker: 'p:late', kind: 'netizen' },
    ]);
    return recount(client, topic, ZONE);
  });
  expect(report.agrees).toBe(true);
});
