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
  undo,
} from '../../../test/moderators.ts';
import { empty, member, once, signedIn, type World, world } from '../../../test/world.ts';
import { newId } from '../../kit/ids.ts';
import { UNDO_SECONDS } from './contract.ts';
import { paceOf, readingsOf } from './index.ts';

const w: World = await world();
let m: Moderating;
beforeEach(async () => {
  await empty(w);
  m = await moderating(w);
});

const text = '建议每班配一台照度计，班长每周记录一次。';
const stateOf = async (id: string) => (await m.citizen.send('GET', `/api/posts/${id}`)).json<{ post: { state: string } }>().post.state;

describe('reading before publication', () => {
  test("a netizen's post is public once a moderator accepted it, and everyone who follows facts is told", async () => {
    const post = await submit(m.citizen, m.topic);
    expect(await isSeen(w, post)).toBe(false);
    await later(w, 180);
    const reading = await firstOf(m.fang);
    expect((await decide(m.fang, reading, 'accept')).json()).toMatchObject({ state: 'accepted' });
    expect(await isSeen(w, post)).toBe(true);
    expect(await factsOf(w, 'moderation.decided')).toEqual([
      {
        reading,
        kind: 'post',
        thing: post,
        version: 1,
        topic: m.topic,
        author: m.citizenId,
        decision: 'accept',
        reason: null,
        mode: 'before',
        waited: 180,
        decider: m.fangId,
      },
    ]);
    expect((await list(m.fang)).rows).toEqual([]);
    expect((await list(m.fang, 'tab=decided')).rows).toMatchObject([{ id: reading, state: 'accepted', decidedBy: '方舒' }]);
  });
  test('what is held can still be accepted', async () => {
    const post = await submit(m.citizen, m.topic);
    const reading = await firstOf(m.fang);
    expect((await decide(m.fang, reading, 'hold')).json()).toMatchObject({ state: 'held' });
    expect(await stateOf(post)).toBe('held');
    expect((await list(m.fang, 'tab=held')).rows).toMatchObject([{ id: reading, decidedBy: '方舒' }]);
    expect((await decide(m.zhou, reading, 'accept')).json()).toMatchObject({ state: 'accepted' });
    expect(await isSeen(w, post)).toBe(true);
  });
  test('a refusal carries a reason of the list, and its author learns it with the words', async () => {
    const post = await submit(m.citizen, m.topic, '班主任电话13800138000，可以去核实。');
    const reading = await firstOf(m.fang);
    expect(await decide(m.fang, reading, 'refuse')).toMatchObject({ status: 409 });
    expect((await decide(m.fang, reading, 'refuse')).json()).toMatchObject({ code: 'reason-missing' });
    expect((await decide(m.fang, reading, 'refuse', { reason: 'other' })).json()).toMatchObject({ code: 'own-words-missing' });
    expect((await decide(m.fang, reading, 'refuse', { reason: 'insult', ownWords: 'a\u0000' })).json()).toMatchObject({
      code: 'text-broken',
    });
    expect(await decide(m.fang, reading, 'refuse', { reason: 'nonsense' })).toMatchObject({ status: 400 });
    expect(await decide(m.fang, reading, 'refuse', { reason: 'other', ownWords: '长'.repeat(501) })).toMatchObject({ status: 400 });
    expect(await stateOf(post)).toBe('pending');
    const ownWords = '请删去电话后再发。';
    expect((await decide(m.fang, reading, 'refuse', { reason: 'othersData', ownWords })).json()).toMatchObject({ state: 'refused' });
    expect(await stateOf(post)).toBe('refused');
    expect((await readingsOf(w.house.db, 'post', [post, newId()])).get(post)).toMatchObject({
      id: reading,
      state: 'refused',
      reason: 'othersData',
      ownWords,
      appealUntil: new Date(w.clock.now().getTime() + 7 * 86_400_000),
      appealState: null,
    });
  });
  test('the list of reasons is public', async () => {
    const { rows } = (await w.browser().send('GET', '/api/refusal-reasons')).json<{ rows: { code: string; needsOwnWords: boolean }[] }>();
    expect(rows).toHaveLength(9);
    expect(rows.filter(({ needsOwnWords }) => needsOwnWords)).toEqual([{ code: 'other', needsOwnWords: true }]);
  });
  test('of two moderators at once one decides, and the other learns it', async () => {
    const post = await submit(m.citizen, m.topic);
    const reading = await firstOf(m.fang);
    const answers = await Promise.all([
      decide(m.fang, reading, 'accept'),
      decide(m.zhou, reading, 'refuse', { reason: 'offTopic' }),
      decide(m.fang, reading, 'refuse', { reason: 'insult' }),
      decide(m.zhou, reading, 'accept'),
    ]);
    const lost = answers.filter(({ status }) => status !== 200);
    expect(lost).toHaveLength(3);
    for (const answer of lost) expect(answer.json()).toMatchObject({ code: 'changed-meanwhile' });
    const [told, ...more] = await factsOf(w, 'moderation.decided');
    expect(more).toEqual([]);
    expect(await stateOf(post)).toBe(told?.['decision'] === 'accept' ? 'published' : 'refused');
    expect((await factsOf(w, 'post.published')).length + (await factsOf(w, 'post.refused')).length).toBe(1);
  });
  test('a decision that was sent twice is one', async () => {
    await submit(m.citizen, m.topic);
    const reading = await firstOf(m.fang);
    const key = once();
    const send = () => m.fang.send('POST', `/api/readings/${reading}/decision`, { decision: 'accept' }, key);
    const [a, b] = [await send(), await send()];
    expect(a.json()).toEqual(b.json());
    expect(await factsOf(w, 'moderation.decided')).toHaveLength(1);
  });
});

describe('taking a decision back', () => {
  test('within a minute the post waits again, as if nothing had been said', async () => {
    const post = await submit(m.citizen, m.topic);
    const reading = await firstOf(m.fang);
    await decide(m.fang, reading, 'accept');
    await later(w, UNDO_SECONDS - 1);
    expect((await undo(m.zhou, reading)).json()).toMatchObject({ code: 'decided-by-another' });
    expect((await undo(m.fang, reading)).json()).toEqual({ state: 'waiting' });
    expect(await isSeen(w, post)).toBe(false);
    expect(await firstOf(m.fang)).toBe(reading);
    expect(await factsOf(w, 'moderation.undone')).toMatchObject([{ reading, thing: post, decision: 'accept', decider: m.fangId }]);
    expect((await undo(m.fang, reading)).json()).toMatchObject({ code: 'changed-meanwhile' });
    expect((await decide(m.zhou, reading, 'refuse', { reason: 'duplicate' })).json()).toMatchObject({ state: 'refused' });
    await later(w, UNDO_SECONDS);
    expect((await undo(m.zhou, reading)).json()).toMatchObject({ code: 'too-late-to-undo' });
  });
  test('what was held before is held again', async () => {
    const post = await submit(m.citizen, m.topic);
    const reading = await firstOf(m.fang);
    await decide(m.fang, reading, 'hold');
    await decide(m.zhou, reading, 'refuse', { reason: 'offTopic' });
    expect((await undo(m.zhou, reading)).json()).toEqual({ state: 'held' });
    expect(await stateOf(post)).toBe('held');
    expect((await decide(m.fang, reading, 'accept')).json()).toMatchObject({ state: 'accepted' });
  });
  test('does not touch what its author wrote anew or took back since', async () => {
    const post = await submit(m.citizen, m.topic);
    const reading = await firstOf(m.fang);
    await decide(m.fang, reading, 'accept');
    expect(await m.citizen.send('POST', `/api/posts/${post}/withdrawal`, {})).toMatchObject({ status: 200 });
    expect((await undo(m.fang, reading)).json()).toMatchObject({ code: 'changed-meanwhile' });
    expect(await stateOf(post)).toBe('withdrawn');
    const author = await signedIn(w, await member(w, m.place, '林知远', 1));
    for (const then of ['withdraw', 'edit'] as const) {
      const published = await submit(author, m.topic);
      const read = await firstOf(m.fang);
      await decide(m.fang, read, 'accept');
      if (then === 'withdraw') await author.send('POST', `/api/posts/${published}/withdrawal`, {});
      else await author.send('PUT', `/api/posts/${published}`, { text: `${text}谢谢。` }, { 'if-match': '"1"' });
      expect((await undo(m.fang, read)).json()).toMatchObject({ code: 'changed-meanwhile' });
    }
    expect((await list(m.fang)).rows).toMatchObject([{ excerpt: `${text}谢谢。`, isChange: true }]);
  });
});

describe('changes of what is public', () => {
  const change = '建议每班配一台照度计，由校医每周记录一次。';
  const published = async () => {
    const post = await submit(m.citizen, m.topic);
    await decide(m.fang, await firstOf(m.fang), 'accept');
    await later(w, UNDO_SECONDS);
    const edited = await m.citizen.send('PUT', `/api/posts/${post}`, { text: change }, { 'if-match': '"1"' });
    expect(edited.json()).toEqual({ version: 2, waits: true });
    return { post, reading: await firstOf(m.fang) };
  };
  const shown = async (post: string) =>
    (await w.browser().send('GET', `/api/posts/${post}`)).json<{ post: { text: string; edited: boolean } }>().post;

  test('wait in the queue beside the old text, which stays visible until then', async () => {
    const { post, reading } = await published();
    expect(await shown(post)).toMatchObject({ text, edited: false });
    expect((await m.fang.send('GET', `/api/readings/${reading}`)).json()).toMatchObject({ isChange: true, before: text, text: change });
    await decide(m.fang, reading, 'accept');
    expect(await shown(post)).toMatchObject({ text: change, edited: true });
    expect((await undo(m.fang, reading)).json()).toEqual({ state: 'waiting' });
    expect(await shown(post)).toMatchObject({ text, edited: false });
    expect((await m.citizen.send('GET', `/api/posts/${post}`)).json()).toMatchObject({ post: { editWaits: true } });
    await decide(m.zhou, reading, 'accept');
    expect(await shown(post)).toMatchObject({ text: change, edited: true });
  });
  test('that are refused leave the old text, and can be appealed for', async () => {
    const { post, reading } = await published();
    await decide(m.fang, reading, 'refuse', { reason: 'unfounded' });
    expect(await shown(post)).toMatchObject({ text });
    await undo(m.fang, reading);
    expect(await factsOf(w, 'moderation.undone')).toMatchObject([{ thing: post, decision: 'refuse', reason: 'unfounded' }]);
    await decide(m.fang, reading, 'refuse', { reason: 'unfounded' });
    expect(await appeal(m.citizen, reading)).toMatchObject({ status: 200 });
    expect((await decideAppeal(m.zhou, reading, 'grant')).json()).toEqual({ state: 'accepted' });
    expect(await shown(post)).toMatchObject({ text: change });
  });
  test('of changes take the place of earlier ones', async () => {
    const { post, reading } = await published();
    const again = `${change}谢谢。`;
    await m.citizen.send('PUT', `/api/posts/${post}`, { text: again }, { 'if-match': '"2"' });
    expect((await decide(m.fang, reading, 'accept')).json()).toMatchObject({ code: 'changed-meanwhile' });
    const { rows } = await list(m.fang);
    expect(rows.map(({ excerpt }) => excerpt)).toEqual([again]);
    await decide(m.fang, rows[0]?.id ?? '', 'accept');
    expect(await shown(post)).toMatchObject({ text: again });
  });
  test('a withdrawal empties the queue, and taking it back fills it again', async () => {
    const post = await submit(m.citizen, m.topic);
    await m.citizen.send('PUT', `/api/posts/${post}`, { text: change }, { 'if-match': '"1"' });
    const reading = await firstOf(m.fang);
    await m.citizen.send('POST', `/api/posts/${post}/withdrawal`, {});
    expect((await list(m.fang)).rows).toEqual([]);
    expect((await decide(m.fang, reading, 'accept')).json()).toMatchObject({ code: 'changed-meanwhile' });
    await m.citizen.send('DELETE', `/api/posts/${post}/withdrawal`);
    expect((await list(m.fang)).rows.map(({ id }) => id)).toEqual([reading]);
    expect((await decide(m.fang, reading, 'accept')).json()).toMatchObject({ state: 'accepted' });
  });
});

describe('reading after publication', () => {
  test("a member's post is public while it waits, and a refusal hides it", async () => {
    const author = await signedIn(w, await member(w, m.place, '林知远', 1));
    const post = await submit(author, m.topic);
    const reading = await firstOf(m.fang);
    expect((await m.fang.send('GET', `/api/readings/${reading}`)).json()).toMatchObject({ mode: 'after', author: { place: '医药卫生界' } });
    await decide(m.fang, reading, 'accept');
    expect((await undo(m.fang, reading)).json()).toEqual({ state: 'waiting' });
    expect(await isSeen(w, post)).toBe(true);
    await decide(m.fang, reading, 'hold');
    expect(await isSeen(w, post)).toBe(true);
    await decide(m.fang, reading, 'refuse', { reason: 'unfounded' });
    expect(await isSeen(w, post)).toBe(false);
    expect((await undo(m.fang, reading)).json()).toEqual({ state: 'held' });
    expect(await isSeen(w, post)).toBe(true);
  });
});

describe('how long reading takes', () => {
  test('is nine in ten of the last seven days, in begun working hours', async () => {
    expect(await paceOf(w.house.db, m.place.committeeId, w.clock.now())).toEqual({ hours: null, read: 0 });
    for (let i = 0; i < 9; i++) await submit(m.citizen, m.topic, `${text}${i}`);
    // The clock stands at any hour: from the next working day at nine, so that minutes are working minutes.
    await w.at(nextMonday(w));
    for (let i = 0; i < 9; i++) await decide(m.fang, await firstOf(m.fang), 'accept');
    const before = await paceOf(w.house.db, m.place.committeeId, w.clock.now());
    expect(before.read).toBe(9);
    await later(w, 61);
    await submit(m.citizen, m.topic, '最后一条，读得慢。');
    await later(w, 3 * 3600 + 60);
    await decide(m.fang, await firstOf(m.fang), 'hold');
    await decide(m.fang, await firstOf(m.fang, 'held'), 'refuse', { reason: 'offTopic' });
    const after = await paceOf(w.house.db, m.place.committeeId, w.clock.now());
    expect(after).toEqual({ hours: before.hours, read: 10 });
    await later(w, 6.9 * 86_400);
    expect(await paceOf(w.house.db, m.place.committeeId, w.clock.now())).toEqual({ hours: 4, read: 1 });
    await later(w, 86_400);
    expect(await paceOf(w.house.db, m.place.committeeId, w.clock.now())).toEqual({ hours: null, read: 0 });
  });
});
