import { beforeEach, describe, expect, test } from 'vitest';
import {
  appeal,
  decide,
  decideAppeal,
  factsOf,
  firstOf,
  isSeen,
  later,
  type Moderating,
  moderating,
  submit,
  undo,
} from '../../../test/moderators.ts';
import { empty, netizen, signedIn, type World, world } from '../../../test/world.ts';
import { readingsOf } from './index.ts';

const w: World = await world();
let m: Moderating;
beforeEach(async () => {
  await empty(w);
  m = await moderating(w);
});

describe('an appeal', () => {
  const refused = async () => {
    const post = await submit(m.citizen, m.topic);
    const reading = await firstOf(m.fang);
    await decide(m.fang, reading, 'refuse', { reason: 'offTopic' });
    return { post, reading };
  };
  test('is the author’s alone, once, within seven days', async () => {
    const { reading } = await refused();
    const stranger = await signedIn(w, await netizen(w, '春风化雨'));
    expect(await appeal(stranger, reading)).toMatchObject({ status: 404 });
    expect(await appeal(m.fang, reading)).toMatchObject({ status: 404 });
    expect((await appeal(m.citizen, reading, '五个字呢\u0000')).json()).toMatchObject({ code: 'text-broken' });
    expect((await appeal(m.citizen, reading, '　　　　　')).json()).toMatchObject({ code: 'own-words-missing' });
    expect((await appeal(m.citizen, reading)).json()).toEqual({ state: 'appealed' });
    expect((await appeal(m.citizen, reading)).json()).toMatchObject({ code: 'appealed-already' });
    const another = await refused();
    await later(w, 7 * 86_400);
    expect((await appeal(m.citizen, another.reading)).json()).toMatchObject({ code: 'too-late-to-appeal' });
    const accepted = await submit(m.citizen, m.topic);
    const reading3 = await firstOf(m.fang);
    await decide(m.fang, reading3, 'accept');
    expect(await isSeen(w, accepted)).toBe(true);
    expect((await appeal(m.citizen, reading3)).json()).toMatchObject({ code: 'changed-meanwhile' });
  });
  test('is decided by another moderator than the one who refused', async () => {
    const { post, reading } = await refused();
    await appeal(m.citizen, reading, '本题就是讲这个。');
    expect((await m.fang.send('GET', `/api/readings/${reading}`)).json()).toMatchObject({ offers: [], appealWords: '本题就是讲这个。' });
    expect((await m.zhou.send('GET', `/api/readings/${reading}`)).json()).toMatchObject({ offers: ['uphold', 'grant'] });
    expect((await decideAppeal(m.fang, reading, 'grant')).json()).toMatchObject({ code: 'refused-by-you' });
    expect((await decideAppeal(m.zhou, reading, 'uphold')).json()).toMatchObject({ code: 'own-words-missing' });
    expect((await decideAppeal(m.zhou, reading, 'uphold', { answer: '\ud800' })).json()).toMatchObject({ code: 'text-broken' });
    expect((await decideAppeal(m.zhou, reading, 'grant')).json()).toEqual({ state: 'accepted' });
    expect(await isSeen(w, post)).toBe(true);
    expect((await undo(m.zhou, reading)).json()).toMatchObject({ code: 'changed-meanwhile' });
    expect((await decideAppeal(m.zhou, reading, 'grant')).json()).toMatchObject({ code: 'changed-meanwhile' });
    expect((await factsOf(w, 'moderation.appealed'))[0]).toMatchObject({ reading, thing: post, author: m.citizenId });
    expect((await factsOf(w, 'moderation.appealDecided'))[0]).toMatchObject({ reading, thing: post, decision: 'grant' });
  });
  test('that is turned down stays turned down, with an answer', async () => {
    const { post, reading } = await refused();
    await appeal(m.citizen, reading);
    expect((await decideAppeal(m.zhou, reading, 'uphold', { answer: '与近视防控无关。' })).json()).toEqual({ state: 'upheld' });
    expect(await isSeen(w, post)).toBe(false);
    expect((await readingsOf(w.house.db, 'post', [post])).get(post)).toMatchObject({
      state: 'upheld',
      appealState: 'upheld',
      appealAnswer: '与近视防控无关。',
      appealUntil: null,
    });
    expect((await m.zhou.send('GET', `/api/readings/${reading}`)).json()).toMatchObject({ appealDecidedBy: '周砚', offers: [] });
  });
  test('for a change ends when its author writes another', async () => {
    const post = await submit(m.citizen, m.topic);
    await decide(m.fang, await firstOf(m.fang), 'accept');
    const edit = (version: number) =>
      m.citizen.send('PUT', `/api/posts/${post}`, { text: `第 ${version} 次修改后的内容。` }, { 'if-match': `"${version}"` });
    await edit(1);
    const second = await firstOf(m.fang);
    await decide(m.fang, second, 'refuse', { reason: 'unfounded' });
    await appeal(m.citizen, second);
    await edit(2);
    expect((await decideAppeal(m.zhou, second, 'grant')).json()).toMatchObject({ code: 'changed-meanwhile' });
    const third = await firstOf(m.fang);
    await decide(m.fang, third, 'refuse', { reason: 'unfounded' });
    await edit(3);
    expect((await appeal(m.citizen, third)).json()).toMatchObject({ code: 'changed-meanwhile' });
  });
});
