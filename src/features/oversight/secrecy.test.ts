import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { wordsOf } from '../../../test/html.ts';
import {
  type Browser,
  committee,
  empty,
  member,
  once,
  openTopic,
  type Place,
  signedIn,
  staff,
  type World,
  world,
} from '../../../test/world.ts';

const w: World = await world();
let place: Place;
let editor: Browser;
let author: Browser;
let topic: string;
beforeEach(async () => {
  await empty(w);
  place = await committee(w, '清渚市政协');
  editor = await signedIn(w, await staff(w, place, '方舒', 'editor', 'moderator'));
  author = await signedIn(w, await member(w, place, '林知远'));
  topic = await openTopic(w, place, editor);
});
const classified = '秘密★3年\n关于水库除险加固的情况，请参阅。';
const posts = async () => (await sql<{ n: number }>`select count(*) as n from post`.execute(w.house.db)).rows[0]?.n;

test('what calls itself classified is not taken in, by no road; the rest is', async () => {
  const say = (text: string) => author.send('POST', `/api/topics/${topic}/posts`, { text }, once());
  expect((await say(classified)).json()).toMatchObject({ code: 'classified', sentence: expect.stringContaining('秘密★') });
  expect(await posts()).toBe(0);
  const post = (await say('建议把秘密花园改成社区公园，保密工作也要跟上。')).json<{ id: string }>().id;
  const edit = await author.send('PUT', `/api/posts/${post}`, { text: classified }, { 'if-match': '"1"' });
  expect(edit.json()).toMatchObject({ code: 'classified' });
  const reply = await author.send('POST', `/api/posts/${post}/replies`, { text: '内部资料 注意保密：如下' }, once());
  expect(reply.json()).toMatchObject({ code: 'classified' });
  expect(await posts()).toBe(1);
});
test('a draft that calls itself classified is not kept here: what was saved before it stands, and the sentence says why', async () => {
  const url = `/api/topics/${topic}/draft`;
  await author.send('PUT', url, { text: '关于水库的建议' });
  const refused = await author.send('PUT', url, { text: classified });
  expect([refused.status, refused.json()]).toMatchObject([
    409,
    { code: 'classified', sentence: expect.stringContaining('另走保密渠道报送') },
  ]);
  expect((await author.send('GET', url)).json()).toMatchObject({ text: '关于水库的建议' });
  const { rows } = await sql<{ n: number }>`select count(*) as n from draft where text like '%除险加固%'`.execute(w.house.db);
  expect(rows[0]?.n).toBe(0);
});
test('the form is shown again with the text, says what to do, and warned before', async () => {
  const form = `/topics/${topic}/compose`;
  expect(wordsOf((await author.send('GET', form)).body)).toContain('严禁处理、存储、传输涉密信息');
  const { status, body } = await author.send('POST', form, { text: classified, key: 'key-of-this-form' });
  expect(status).toBe(409);
  expect(body).toContain('关于水库除险加固的情况');
  expect(wordsOf(body)).toContain('请删去涉密内容，另走保密渠道报送');
});
test('a topic and a moderator’s words carry no mark either', async () => {
  const draft = editor.send(
    'POST',
    '/api/topics',
    {
      committeeId: place.committeeId,
      hostId: place.hostId,
      title: '水库除险加固',
      summary: '听听大家的意见',
      focus: '机密\n\n以下内容来自内部报告。',
      figures: [],
      figuresSource: '',
      membersRead: 'after',
      publicRead: 'before',
      parts: [{ kind: 'posting', startsAt: '2030-01-01T00:00:00Z', endsAt: '2030-02-01T00:00:00Z' }],
    },
    once(),
  );
  expect((await draft).json()).toMatchObject({ code: 'classified' });
});
