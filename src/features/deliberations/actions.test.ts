import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { type Browser, committee, empty, member, once, type Place, signedIn, staff, type World, world } from '../../../test/world.ts';

const w: World = await world();
let place: Place;
let editor: Browser;
beforeEach(async () => {
  await empty(w);
  place = await committee(w, '清渚市政协');
  editor = await signedIn(w, await staff(w, place, '方舒', 'editor'));
});
const inDays = (n: number) => new Date(w.clock.now().getTime() + n * 86_400_000).toISOString();
const posting = (from: number, to: number) => ({ kind: 'posting', startsAt: inDays(from), endsAt: inDays(to) });
const written = (more: object = {}) => ({
  hostId: place.hostId,
  title: '推进儿童青少年近视综合防控',
  summary: '学校怎么改、家庭怎么管',
  focus: '背景。',
  figures: [{ value: '36.0%', label: '小学生' }],
  figuresSource: '演示数据',
  membersRead: 'after',
  publicRead: 'before',
  parts: [posting(1, 10)],
  ...more,
});
const draft = async (more: object = {}, by = editor) =>
  by.send('POST', '/api/topics', { committeeId: place.committeeId, ...written(more) }, once());
const idOf = async (more: object = {}) => (await draft(more)).json<{ id: string }>().id;
const read = async (id: string, by = w.browser()) => by.send('GET', `/api/topics/${id}`);
const act = (id: string, what: string, body: object = {}) => editor.send('POST', `/api/topics/${id}/${what}`, body);
const stateOf = async (id: string) => (await read(id, editor)).json<{ state: string }>().state;

test('a draft exists for its own editors only', async () => {
  const id = await idOf();
  const elsewhere = await committee(w, '另一市政协');
  expect((await read(id)).status).toBe(401);
  for (const by of [
    await signedIn(w, await member(w, place, '林知远')),
    await signedIn(w, await staff(w, elsewhere, '王小明', 'editor')),
    await signedIn(w, await staff(w, place, '李方', 'moderator')),
  ])
    expect((await read(id, by)).status).toBe(404);
  expect((await w.browser().send('GET', '/api/topics')).json()).toEqual({ rows: [], next: null });
  expect((await read(id, editor)).json()).toMatchObject({
    state: 'draft',
    figures: [{ value: '36.0%', label: '小学生' }],
    offers: ['change', 'announce', 'withdraw'],
  });
});
test('an announced topic opens and closes by its dates, and leaves its steps', async () => {
  const id = await idOf();
  expect((await act(id, 'announcement')).json()).toEqual({ state: 'announced' });
  expect((await read(id)).json()).toMatchObject({ state: 'announced', stations: [{ kind: 'posting', state: 'toCome' }] });
  await w.at(inDays(1));
  expect((await read(id)).json()).toMatchObject({ state: 'open', stations: [{ state: 'now' }] });
  await w.at(inDays(9));
  expect((await read(id)).json()).toMatchObject({ state: 'closed', stations: [{ state: 'done' }] });
  const { rows } = await sql<{
    command: string;
    from_state: string | null;
    to_state: string;
  }>`select command, from_state, to_state from step where thing_id = ${id} order by number`.execute(w.house.db);
  expect(rows.map((r) => r.to_state)).toEqual(['draft', 'announced', 'open', 'closed']);
});
test('a topic is opened early and closed early by its editor, and its dates follow', async () => {
  const id = await idOf();
  await act(id, 'announcement');
  await act(id, 'opening');
  expect((await read(id)).json()).toMatchObject({ state: 'open', posting: { startsAt: w.clock.now().toISOString() } });
  await w.at(inDays(0.01));
  await act(id, 'closing');
  expect((await read(id)).json()).toMatchObject({ state: 'closed', posting: { endsAt: w.clock.now().toISOString() } });
});
test('a closed topic opens again when its window is moved, and only then', async () => {
  const id = await idOf({ parts: [posting(0, 2)] });
  await act(id, 'announcement');
  await w.at(inDays(3));
  expect(await stateOf(id)).toBe('closed');
  const { version } = (await read(id, editor)).json<{ version: number }>();
  const moved = await editor.send(
    'PUT',
    `/api/topics/${id}`,
    written({ parts: [{ kind: 'posting', startsAt: inDays(-3), endsAt: inDays(3) }] }),
    { 'if-match': `"${version}"` },
  );
  expect(moved.status).toBe(200);
  expect(await stateOf(id)).toBe('open');
  expect((await read(id, editor)).json<{ version: number }>().version).toBe(moved.json<{ version: number }>().version);
  await w.at(inDays(3));
  expect(await stateOf(id)).toBe('closed');
});
test('a topic that was taken down says why; a draft that was dropped is gone', async () => {
  const id = await idOf();
  await act(id, 'announcement');
  expect((await act(id, 'withdrawal', { why: '' })).json()).toMatchObject({ code: 'invalid-input' });
  expect((await act(id, 'withdrawal', { why: '议题调整，另行通知' })).json()).toEqual({ state: 'withdrawn' });
  expect((await read(id)).json()).toMatchObject({ state: 'withdrawn', withdrawnWhy: '议题调整，另行通知' });
  const dropped = await idOf();
  await act(dropped, 'withdrawal', { why: '重复了' });
  expect((await read(dropped)).status).toBe(401);
});
test('what the state refuses is refused in words, and changes nothing', async () => {
  const id = await idOf();
  for (const what of ['opening', 'closing']) expect((await act(id, what)).json()).toMatchObject({ code: 'changed-meanwhile' });
  await act(id, 'announcement');
  expect(await act(id, 'announcement')).toMatchObject({ status: 409 });
  expect(await stateOf(id)).toBe('announced');
});
test('a draft is saved with a title alone and comes back as it was typed; without a title it is none', async () => {
  const nothing = { hostId: null, summary: '', focus: '', figures: [], figuresSource: '', parts: [] };
  const bare = await idOf({ ...nothing, title: '近视' });
  expect((await read(bare, editor)).json()).toMatchObject({
    ...nothing,
    title: '近视',
    host: '',
    posting: null,
    stations: [],
    state: 'draft',
  });
  const cards = (await editor.send('GET', '/api/topics')).json<{ rows: { id: string; posting: unknown }[] }>().rows;
  expect(cards).toMatchObject([{ id: bare, posting: null }]);
  expect((await editor.send('GET', `/topics/${bare}`)).status).toBe(200);
  // Its preview says what is not there instead of an empty strip.
  expect((await editor.send('GET', `/topics/${bare}`)).body).toContain('还没有写，发布预告以前补上');
  const typed = {
    summary: '长'.repeat(130),
    figures: [{ value: '36.0%', label: '' }],
    parts: [
      { kind: 'posting', startsAt: inDays(3), endsAt: inDays(2) },
      { kind: 'meeting', startsAt: inDays(1), endsAt: null },
      { kind: 'answers', startsAt: null, endsAt: null },
    ],
  };
  expect((await editor.send('PUT', `/api/topics/${bare}`, written(typed), { 'if-match': '"1"' })).status).toBe(200);
  const back = (await read(bare, editor)).json<{ parts: { kind: string }[] }>();
  expect({ ...back, parts: [...back.parts].sort((a, b) => b.kind.localeCompare(a.kind)) }).toMatchObject(typed);
  expect((await draft({ title: '  ' })).json()).toMatchObject({ code: 'invalid-input', problems: [{ field: 'title' }] });
});
test('what a draft lacks is named field by field when it is announced, and nothing changes', async () => {
  const id = await idOf({ hostId: null, summary: '', focus: ' ', parts: [{ kind: 'posting', startsAt: inDays(1), endsAt: null }] });
  const refused = await act(id, 'announcement');
  expect(refused.status).toBe(409);
  expect(refused.json()).toMatchObject({
    code: 'topic-incomplete',
    sentence: '还不能发布，有 4 处没有写好',
    problems: [
      { field: 'hostId', sentence: '“承办专委会”还没有写好' },
      { field: 'summary', sentence: '“一句话说明”还没有写好' },
      { field: 'focus', sentence: '“聚焦内容”还没有写好' },
      { field: 'parts.posting.endsAt', sentence: '“日程”还没有写好' },
    ],
  });
  expect(await stateOf(id)).toBe('draft');
  expect((await read(id)).status).toBe(401);
});
test('a topic that everybody may see stays whole, whoever writes to the database', async () => {
  const id = await idOf();
  await act(id, 'announcement');
  const { version } = (await read(id, editor)).json<{ version: number }>();
  const change = (more: object) => editor.send('PUT', `/api/topics/${id}`, written(more), { 'if-match': `"${version}"` });
  expect((await change({ summary: '' })).json()).toMatchObject({ code: 'topic-incomplete', problems: [{ field: 'summary' }] });
  expect((await change({ parts: [] })).json()).toMatchObject({ code: 'topic-incomplete' });
  expect((await change({ parts: [posting(3, 2)] })).json()).toMatchObject({ code: 'part-ends-before-it-starts' });
  await expect(sql`update topic set host_id = null where id = ${id}`.execute(w.house.db)).rejects.toThrow('topic_announced_whole');
});
test('dates that contradict each other and a window that is over are refused when a topic is announced; a host of another body at once', async () => {
  const other = await committee(w, '另一市政协');
  const code = async (more: object) => (await act(await idOf(more), 'announcement')).json<{ code: string }>().code;
  expect(await code({ parts: [{ kind: 'meeting', startsAt: inDays(1), endsAt: inDays(2) }] })).toBe('topic-incomplete');
  expect(await code({ parts: [posting(3, 2)] })).toBe('part-ends-before-it-starts');
  expect(await code({ parts: [posting(5, 9), { kind: 'meeting', startsAt: inDays(1), endsAt: inDays(2) }] })).toBe('parts-out-of-order');
  expect((await draft({ hostId: other.hostId })).json()).toMatchObject({ code: 'unknown-host' });
  expect((await draft({ parts: [posting(1, 2), posting(3, 4)] })).json()).toMatchObject({ code: 'parts-out-of-order' });
  const over = await idOf({ parts: [posting(-3, -1)] });
  expect((await act(over, 'announcement')).json()).toMatchObject({ code: 'posting-is-over' });
});
test('an editor of another committee can neither see nor touch', async () => {
  const other = await committee(w, '另一市政协');
  const stranger = await signedIn(w, await staff(w, other, '王小明', 'editor'));
  expect((await draft({}, stranger)).status).toBe(404);
  const id = await idOf();
  expect((await stranger.send('POST', `/api/topics/${id}/announcement`, {})).status).toBe(404);
  await act(id, 'announcement');
  expect((await stranger.send('POST', `/api/topics/${id}/withdrawal`, { why: '不是我的' })).status).toBe(403);
});
test('a list of topics pages by key and is filtered by committee and state', async () => {
  const other = await committee(w, '另一市政协');
  const ids: string[] = [];
  for (let i = 0; i < 23; i++) {
    if (i % 10 === 0) await w.at(inDays(0.01));
    const id = await idOf({ title: `第 ${i} 个议题的名称` });
    await act(id, 'announcement');
    ids.unshift(id);
  }
  const page = async (query = '') =>
    (await w.browser().send('GET', `/api/topics${query}`)).json<{ rows: { id: string }[]; next: string | null }>();
  const first = await page();
  const second = await page(`?after=${first.next}`);
  expect([...first.rows, ...second.rows].map((r) => r.id)).toEqual(ids);
  expect(second.next).toBeNull();
  expect((await page(`?committee=${other.committeeId}`)).rows).toEqual([]);
  expect((await page('?state=open')).rows).toEqual([]);
});
