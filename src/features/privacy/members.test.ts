import { sql } from 'kysely';
import { beforeEach, expect, test, vi } from 'vitest';
import { foundIn } from '../../../test/searching.ts';
import {
  asSuperuser,
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
  workerName,
  world,
} from '../../../test/world.ts';
import { keyedDigest, newId } from '../../kit/ids.ts';
import { seal } from '../../kit/seal.ts';

// Whole lives are lived here, beside other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const w: World = await world();
const mark = { name: '欧阳渡舟', phone: '13911112222', number: '350102197001011234', card: '清政协0417', text: '渡口的夜班船应当再加两班' };
let place: Place;
let liaison: Browser;
let elsewhere: Browser;
let memberId: string;
let by: Browser;
beforeEach(async () => {
  await empty(w);
  await w.at(new Date(w.clock.now().getTime() + 3_600_000).toISOString());
  place = await committee(w, '清渚市政协');
  const sibling = await committee(w, '另一市政协');
  const liaisonId = await staff(w, place, '何联', 'liaison');
  liaison = await proved(liaisonId);
  elsewhere = await proved(await staff(w, sibling, '何远', 'liaison'));
  memberId = await member(w, place, mark.name);
  by = await signedIn(w, memberId);
  await fill();
});
async function proved(personId: string): Promise<Browser> {
  const browser = await signedIn(w, personId);
  await sql`update login set proved_at = ${w.clock.now()} where person_id = ${personId}`.execute(w.house.db);
  return browser;
}
/** What a roster knows of a member, and what the member said. */
async function fill(): Promise<void> {
  const { db, digestKey, sealKey } = w.house;
  const now = w.clock.now();
  await sql`insert into identity (id, person_id, kind, subject, sealed, verified_at, created_at) values
    (${newId()}, ${memberId}, 'phone', ${keyedDigest(digestKey, `phone:${mark.phone}`)}, ${seal(sealKey, mark.phone)}, ${now}, ${now})`.execute(
    db,
  );
  await sql`insert into profile (person_id, employer, identity_number_sealed, identity_number_digest, updated_at) values
    (${memberId}, ${mark.name}, ${seal(sealKey, mark.number)}, ${keyedDigest(digestKey, `identity:${mark.number}`)}, ${now})`.execute(db);
  await sql`update membership set number = ${mark.card} where person_id = ${memberId}`.execute(db);
  const topic = await openTopic(w, place, await signedIn(w, await staff(w, place, '方舒', 'editor')));
  expect((await by.send('POST', `/api/topics/${topic}/posts`, { text: mark.text }, once())).status).toBe(200);
}
const ask = async (): Promise<string> => {
  const asked = await by.send('POST', '/api/me/erasure', { word: '注销', words: '我已经离任' });
  expect(asked.json(), asked.body).toEqual({ state: 'waiting', dueAt: null });
  return (await liaison.send('GET', '/api/erasure-requests')).json<{ rows: { id: string }[] }>().rows[0]?.id ?? '';
};
const answer = (who: Browser, id: string, body: object) => who.send('POST', `/api/erasure-requests/${id}/answer`, body, once());
const leaveOffice = () =>
  sql`update membership set status = 'resigned', until_on = '2026-06-01' where person_id = ${memberId}`.execute(w.house.db);
const needles = Object.values(mark);
const found = () => asSuperuser(workerName(), (client) => foundIn(client, needles, { seal: w.house.sealKey, digest: w.house.digestKey }));

test('a member asks, and only the liaison of their own committee sees and answers it', async () => {
  const id = await ask();
  expect((await elsewhere.send('GET', '/api/erasure-requests')).json()).toEqual({ rows: [], next: null });
  expect((await answer(elsewhere, id, { decision: 'refuse', answer: '不行' })).status).toBe(404);
  expect((await by.send('POST', '/api/me/erasure', { word: '注销', atOnce: true })).json()).toMatchObject({
    code: 'erasure-asked-already',
  });
  expect((await by.send('GET', '/mine/data/erase')).body).toContain('申请已交给联络人员');
});

test('whoever still serves is not erased; a refusal needs its reason, and the member reads it', async () => {
  const id = await ask();
  expect((await answer(liaison, id, { decision: 'carryOut' })).json()).toMatchObject({ code: 'still-serving' });
  expect((await answer(liaison, id, { decision: 'refuse' })).json()).toMatchObject({ code: 'answer-missing' });
  expect((await answer(liaison, id, { decision: 'refuse', answer: '任期内要保存，届满后可以再申请。' })).json()).toEqual({
    state: 'refused',
  });
  expect((await by.send('GET', '/mine/data/erase')).body).toContain('届满后可以再申请');
  expect((await answer(liaison, id, { decision: 'refuse', answer: '再一次' })).status).toBe(409);
});

test('carried out, the name, the phone, the numbers and the texts are gone, and the seat stays as a record without a name', async () => {
  const before = await found();
  for (const needle of needles)
    expect(
      before.some((one) => one.endsWith(needle)),
      needle,
    ).toBe(true);
  const id = await ask();
  await leaveOffice();
  expect((await answer(liaison, id, { decision: 'carryOut' })).json()).toEqual({ state: 'done' });
  await w.settle();
  expect(await found()).toEqual([]);
  const { rows } = await sql`select m.status, m.sector_id = ${place.sectorIds[0]} as sector, c.display_name as name
    from membership m join shared_person_card c on c.id = m.person_id`.execute(w.house.db);
  expect(rows).toEqual([{ status: 'resigned', sector: true, name: '已注销' }]);
  expect((await liaison.send('GET', '/api/erasure-requests')).json<{ rows: object[] }>().rows).toEqual([
    expect.objectContaining({ state: 'done', name: '已注销', words: null }),
  ]);
  expect((await by.send('GET', '/api/me')).status).toBe(401);
});

test('carrying out needs a proof of who the liaison is', async () => {
  const id = await ask();
  await leaveOffice();
  await sql`update login set proved_at = null`.execute(w.house.db);
  expect((await answer(liaison, id, { decision: 'carryOut' })).json()).toMatchObject({ code: 'step-up-needed' });
});

test('the page says why formal records stay', async () => {
  const page = await by.send('GET', '/mine/data/erase');
  for (const words of ['正式档案，依照档案管理的规定去掉姓名保存，不能销毁', '由本机关的委员联络人员办理', '提交申请'])
    expect(page.body, words).toContain(words);
});
