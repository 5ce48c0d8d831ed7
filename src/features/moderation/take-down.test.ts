import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  appeal,
  decide,
  decideAppeal,
  factsOf,
  firstOf,
  isSeen,
  later,
  list,
  type Moderating,
  moderating,
  nextMonday,
  submit,
  takeDown,
  undo,
} from '../../../test/moderators.ts';
import { type Browser, empty, member, once, signedIn, type World, world } from '../../../test/world.ts';
import { inSnapshot, recount } from '../../recount/recount.ts';
import { readingsOf } from './index.ts';

const w: World = await world();
let m: Moderating;
let author: Browser;
beforeEach(async () => {
  await empty(w);
  m = await moderating(w);
  author = await signedIn(w, await member(w, m.place, '林知远'));
});
const HOURS = 3600;
/** A post of the public that was accepted hours ago. */
async function accepted(by = m.citizen): Promise<{ post: string; reading: string }> {
  const post = await submit(by, m.topic, '班主任电话13800138000，可以去核实。');
  const reading = await firstOf(m.fang);
  await later(w, 600);
  await decide(m.fang, reading, 'accept');
  await later(w, 5 * HOURS);
  return { post, reading };
}
const view = async (by: Browser, id: string) =>
  (await by.send('GET', `/api/readings/${id}`)).json<{ state: string; offers: string[]; decidedBy: string; undoUntil: string | null }>();
const edit = (by: Browser, post: string, version: number, text: string) =>
  by.send('PUT', `/api/posts/${post}`, { text }, { 'if-match': `"${version}"` });

describe('taking down what was accepted hours ago', () => {
  test('needs a reason of the list, takes the post from readers, and its author learns why', async () => {
    const { post, reading } = await accepted();
    expect(await view(m.zhou, reading)).toMatchObject({ state: 'accepted', offers: ['takeDown'] });
    expect((await decide(m.zhou, reading, 'refuse', { reason: 'insult' })).json()).toMatchObject({ code: 'changed-meanwhile' });
    expect((await takeDown(m.zhou, reading, {})).json()).toMatchObject({ code: 'reason-missing' });
    expect((await takeDown(m.zhou, reading, { reason: 'other' })).json()).toMatchObject({ code: 'own-words-missing' });
    expect(await isSeen(w, post)).toBe(true);
    const ownWords = '含他人电话，请删去后再发。';
    const done = (await takeDown(m.zhou, reading, { reason: 'othersData', ownWords })).json<{ id: string; state: string }>();
    expect(done).toMatchObject({ state: 'refused' });
    expect(await isSeen(w, post)).toBe(false);
    expect((await readingsOf(w.house.db, 'post', [post])).get(post)).toMatchObject({
      id: done.id,
      state: 'refused',
      reason: 'othersData',
      ownWords,
      appealUntil: new Date(w.clock.now().getTime() + 7 * 86_400_000),
    });
    expect((await factsOf(w, 'post.refused')).at(-1)).toMatchObject({ post, from: 'published', to: 'refused' });
    expect((await factsOf(w, 'moderation.decided')).map(({ decision, reason, mode }) => [decision, reason, mode])).toEqual([
      ['accept', null, 'before'],
      ['refuse', 'othersData', 'after'],
    ]);
    await w.settle();
    expect((await m.citizen.send('GET', '/api/my/notices')).json<{ rows: unknown[] }>().rows).not.toContainEqual(
      expect.objectContaining({ kind: 'refused' }),
    );
    await later(w, 61);
    expect((await m.citizen.send('GET', '/api/my/notices')).json()).toMatchObject({ rows: [{ kind: 'refused' }, { kind: 'published' }] });
  });
  test('leaves the acceptance and its step beside the refusal', async () => {
    const { reading } = await accepted();
    const { id } = (await takeDown(m.zhou, reading)).json<{ id: string }>();
    expect(await view(m.fang, reading)).toMatchObject({ state: 'accepted', decidedBy: '方舒', offers: [] });
    expect(await view(m.zhou, id)).toMatchObject({ state: 'refused', decidedBy: '周砚', offers: ['undo'] });
    expect((await list(m.fang, 'tab=decided')).rows).toMatchObject([{ id }, { id: reading }]);
    const { rows } = await sql<Record<string, unknown>>`select command, to_state, why from step where thing_id = ${id}`.execute(w.house.db);
    expect(rows).toEqual([{ command: 'takeDown', to_state: 'refused', why: 'othersData' }]);
  });
  test('is for a post that was published before it was read, too', async () => {
    const { post, reading } = await accepted(author);
    expect((await takeDown(m.zhou, reading)).json()).toMatchObject({ state: 'refused' });
    expect(await isSeen(w, post)).toBe(false);
  });
  test('may be appealed against, decided by another, and be done again after that', async () => {
    const { post, reading } = await accepted();
    const { id } = (await takeDown(m.zhou, reading)).json<{ id: string }>();
    expect((await appeal(m.citizen, reading)).status).toBe(409);
    expect((await appeal(m.citizen, id)).json()).toEqual({ state: 'appealed' });
    expect((await decideAppeal(m.zhou, id, 'grant')).json()).toMatchObject({ code: 'refused-by-you' });
    expect((await decideAppeal(m.fang, id, 'grant')).json()).toEqual({ state: 'accepted' });
    expect(await isSeen(w, post)).toBe(true);
    const again = (await takeDown(m.fang, id, { reason: 'confidential' })).json<{ id: string }>();
    expect(await isSeen(w, post)).toBe(false);
    expect((await appeal(m.citizen, again.id)).json()).toEqual({ state: 'appealed' });
  });
  test('is taken back within a minute: the post is public and waits to be read again', async () => {
    const { post, reading } = await accepted();
    const { id } = (await takeDown(m.zhou, reading)).json<{ id: string }>();
    expect((await undo(m.fang, id)).json()).toMatchObject({ code: 'decided-by-another' });
    expect((await undo(m.zhou, id)).json()).toEqual({ state: 'waiting' });
    expect(await isSeen(w, post)).toBe(true);
    expect(await firstOf(m.fang)).toBe(id);
    await m.citizen.send('POST', `/api/posts/${post}/withdrawal`, {});
    expect((await list(m.fang)).rows).toEqual([]);
    await m.citizen.send('DELETE', `/api/posts/${post}/withdrawal`);
    expect(await firstOf(m.fang)).toBe(id);
    await decide(m.fang, id, 'accept');
    await later(w, 70);
    expect((await m.citizen.send('GET', '/api/my/notices')).json<{ rows: { kind: string }[] }>().rows.map(({ kind }) => kind)).toEqual([
      'published',
    ]);
  });
  test('of two moderators at once one does, and a request that comes twice has one effect', async () => {
    const { reading } = await accepted();
    const both = await Promise.all([takeDown(m.fang, reading), takeDown(m.zhou, reading)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const other = await accepted();
    const key = once();
    const send = () => m.fang.send('POST', `/api/readings/${other.reading}/take-down`, { reason: 'insult' }, key);
    expect((await send()).json()).toEqual((await send()).json());
    expect(await factsOf(w, 'post.refused')).toHaveLength(2);
  });
  test('is offered only for what readers see', async () => {
    const { post, reading } = await accepted();
    await m.citizen.send('POST', `/api/posts/${post}/withdrawal`, {});
    expect(await view(m.fang, reading)).toMatchObject({ offers: [] });
    expect((await takeDown(m.fang, reading)).json()).toMatchObject({ code: 'changed-meanwhile' });
    const waiting = await submit(m.citizen, m.topic);
    expect((await takeDown(m.fang, await firstOf(m.fang))).json()).toMatchObject({ code: 'changed-meanwhile' });
    expect(await isSeen(w, waiting)).toBe(false);
  });
  test('takes a change that waits with it, and an older version is not what is taken down', async () => {
    const post = await submit(m.citizen, m.topic);
    const first = await firstOf(m.fang);
    await decide(m.fang, first, 'accept');
    await edit(m.citizen, post, 1, '第一次修改后的内容。');
    const second = await firstOf(m.fang);
    const { id } = (await takeDown(m.zhou, first)).json<{ id: string }>();
    expect(await view(m.fang, second)).toMatchObject({ state: 'withdrawn', offers: [] });
    expect((await decide(m.fang, second, 'accept')).json()).toMatchObject({ code: 'changed-meanwhile' });
    expect((await readingsOf(w.house.db, 'post', [post])).get(post)).toMatchObject({ id, state: 'refused', version: 1 });
    expect((await appeal(m.citizen, id)).json()).toEqual({ state: 'appealed' });
    await decideAppeal(m.fang, id, 'grant');
    expect((await edit(m.citizen, post, 2, '第二次修改后的内容。')).status).toBe(200);
    const third = await firstOf(m.fang);
    await decide(m.fang, third, 'accept');
    expect((await readingsOf(w.house.db, 'post', [post])).get(post)).toMatchObject({ id: third, version: 3 });
    for (const older of [first, id]) {
      expect(await view(m.zhou, older)).toMatchObject({ offers: [] });
      expect((await takeDown(m.zhou, older)).json()).toMatchObject({ code: 'changed-meanwhile' });
    }
    expect((await takeDown(m.zhou, third)).status).toBe(200);
    expect(await isSeen(w, post)).toBe(false);
  });
  test('counts in the record of its author, in the figures and in a recount alike', async () => {
    await w.at(nextMonday(w));
    const { reading } = await accepted();
    await takeDown(m.zhou, reading);
    await submit(m.citizen, m.topic, '第二条：课间让孩子下楼。');
    expect(await view(m.fang, await firstOf(m.fang))).toMatchObject({ record: { earlier: 1, published: 0 } });
    await w.settle();
    const figures = (await m.fang.send('GET', `/api/topics/${m.topic}/figures`)).json<Record<string, unknown>>();
    expect(figures).toMatchObject({ posts: { netizen: 0 }, moderation: { accepted: 1, refused: 1 } });
    const report = await inSnapshot(w.house.pool, (client) => recount(client, m.topic, w.house.zone));
    expect(report.topics[0]?.lines.filter(({ own, shown }) => own !== shown)).toEqual([]);
    expect((await m.fang.send('GET', '/api/reading-queue')).json()).toMatchObject({ decidedToday: 2, meanMinutes: 10 });
  });
});
