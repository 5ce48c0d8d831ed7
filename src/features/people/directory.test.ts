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
} from '../../../test/world.ts';

let w: World;
let place: Place;
let liaison: Browser;
beforeEach(async () => {
  w = await world();
  await empty(w);
  place = await committee(w, '榕州市政协', 'city', ['教育界', '经济界']);
  liaison = await signedIn(w, await staff(w, place, '沈二', 'liaison'));
});
// Signed in: strangers may get a copy that was kept.
const page = async (path: string, by: Browser = liaison) => (await by.send('GET', path)).body;
const add = async (body: object) =>
  (
    await liaison.send(
      'POST',
      `/api/committees/${place.committeeId}/members`,
      { termId: place.termId, sectorId: place.sectorIds[0], ...body },
      once(),
    )
  ).json<{ id: string }>().id;
const secret = {
  phone: '13800138000',
  identityNumber: '110101199003070011',
  profile: {
    gender: 'female',
    bornOn: '1990-03-07',
    employer: '榕州大学',
    post: '院长',
    title: '教授',
    ethnicity: '畲族',
    education: '博士',
    party: 'jiusan',
  },
};

test('anybody sees who sits today, by sector and strokes, and nothing else of them', async () => {
  const id = await add({
    name: '陈一',
    office: '秘书长',
    subCommitteeId: place.hostId,
    subCommitteeDuty: '副主任',
    number: '榕0007',
    ...secret,
  });
  await add({ name: '丁一', sectorId: place.sectorIds[1] });
  await add({ name: '卜一' });
  const list = await page('/members');
  expect([...list.matchAll(/row-title">([^<]+)</g)].map(([, name]) => name)).toEqual(['卜一', '陈一', '丁一']);
  for (const html of [list, await page('/members?by=subCommittee'), await page('/members?by=group'), await page(`/members/${id}`)]) {
    expect(html).toContain('陈一');
    // Ids hold digits by chance.
    for (const hidden of ['138', '1101', '榕州大学', '院长', '教授', '畲族', '博士', '1990', '社员', '九三', '榕0007', '女性'])
      expect(html.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|<style>.*?<\/style>/gs, '').includes(hidden), hidden).toBe(false);
  }
  expect(await page(`/members/${id}`)).toContain('副主任');
});

test('who left, or sits in a term that is over or to come, is in no list and has no page', async () => {
  const id = await add({ name: '林一' });
  await liaison.send('POST', `/api/memberships/${id}/changes`, { kind: 'resigned', onDate: '2026-06-30', why: '工作变动' }, once());
  expect(await page('/members')).not.toContain('林一');
  expect((await w.browser().send('GET', `/members/${id}`)).status).toBe(404);
});

test('names that look like markup are read as names (A5)', async () => {
  await sql`update org set name = '<img src=x onerror=alert(1)>"&' where id = ${place.hostId}`.execute(w.house.db);
  const id = await member(w, place, '林一');
  await sql`update person set name = ${"<script>alert('x')</script>"} where id = ${id}`.execute(w.house.db);
  for (const html of [await page('/members'), await page('/members?by=subCommittee')]) {
    expect(html).not.toMatch(/<img src=x|<script>alert/);
    expect(html).toContain('&lt;script');
  }
});

test('a committee without members says so', async () => {
  expect(await page('/members')).toContain('还没有公布名录');
});

test('a member changes their data without script, sees what waits, and is told what became of it', async () => {
  const mine = await signedIn(w, await member(w, place, '林一'));
  expect((await w.browser().send('GET', '/mine/profile')).status).toBe(303);
  const sent = await mine.send('POST', '/mine/profile', { employer: '榕州大学', gender: '', post: '' });
  expect(sent.status, sent.body).toBe(303);
  expect(await page('/mine/profile', mine)).toContain('等待核对：（空） → 榕州大学');
  const wrong = await mine.send('POST', '/mine/profile', { employer: '长'.repeat(61) });
  expect([wrong.status, wrong.body.includes('<title>出错')]).toEqual([409, true]);
  expect(wrong.body).toContain('长'.repeat(61));
  const list = `/api/committees/${place.committeeId}/profile-changes`;
  const [row] = (await liaison.send('GET', list)).json<{ rows: { id: string }[] }>().rows;
  await liaison.send('POST', `/api/profile-changes/${row?.id}/decision`, { decision: 'refuse', why: '请写全称' }, once());
  await w.settle();
  const notices = await page('/notices', mine);
  expect(notices).toContain('您修改的工作单位没有采用');
  expect(notices).toContain('原因：请写全称');
  expect(await page('/mine/profile', mine)).toContain('上次的修改没有采用：请写全称');
});

test('who wrote as a netizen stays under the nickname when a roster gives the name', async () => {
  const editor = await signedIn(w, await staff(w, place, '方一', 'editor'));
  const topic = await openTopic(w, place, editor, { publicRead: 'after' });
  const id = await netizen(w, '鼓山脚下');
  const writer = await signedIn(w, id);
  await writer.send('POST', `/api/topics/${topic}/posts`, { text: '课间还是不让孩子下楼。' }, once());
  await sql`update person set name = '林真名' where id = ${id}`.execute(w.house.db);
  const html = await page(`/topics/${topic}`, editor);
  expect(html).toContain('鼓山脚下');
  expect(html).not.toContain('林真名');
});
