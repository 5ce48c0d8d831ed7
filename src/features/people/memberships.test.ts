import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { type Browser, committee, empty, once, type Place, signedIn, staff, type World, world } from '../../../test/world.ts';

let w: World;
let place: Place;
let liaison: Browser;
beforeEach(async () => {
  w = await world();
  await empty(w);
  place = await committee(w, '榕州市政协', 'city', ['教育界', '经济界']);
  liaison = await signedIn(w, await staff(w, place, '沈二', 'liaison'));
});
const path = (at: Place = place) => `/api/committees/${at.committeeId}/members`;
const seat = (at: Place = place) => ({ termId: at.termId, sectorId: at.sectorIds[0] ?? '' });
const post = (body: object, by: Browser = liaison, at: Place = place) => by.send('POST', path(at), { ...seat(at), ...body }, once());
const add = async (body: object, by?: Browser, at?: Place) => {
  const done = await post(body, by, at);
  expect(done.status, done.body).toBe(200);
  return done.json<{ id: string; known: boolean }>();
};
const code = (answer: { json<T>(): T }) => answer.json<{ code: string }>().code;
interface List {
  rows: { id: string; name: string; status: string }[];
  next: string | null;
  total: number;
}
const list = async (query = '', by = liaison, at = place) => (await by.send('GET', `${path(at)}${query}`)).json<List>();
const names = async (query = '') => (await list(query)).rows.map(({ name }) => name);

test('members stand by surname strokes, or by office and then strokes; never by pinyin', async () => {
  for (const [name, more] of [
    ['欧阳明', {}],
    ['丁一', {}],
    ['安然', { office: '秘书长' }],
    ['王立', { office: '主席' }],
    ['魏巍', { standing: true }],
    ['卜算', {}],
  ] as const)
    await add({ name, ...more });
  expect(await names()).toEqual(['丁一', '卜算', '王立', '安然', '欧阳明', '魏巍']);
  expect(await names('?sort=office')).toEqual(['王立', '安然', '魏巍', '丁一', '卜算', '欧阳明']);
});

test('the list goes on by key, and its count is the count of its rows', async () => {
  const all = [...'丁于马王方石田白冯吕朱刘江许孙李杨吴何沈宋张陈林郑周赵胡钟高郭唐黄萧梁彭董蒋韩程曾谢鲁蔡潘薛魏苏叶范夏姜'];
  for (const surname of all) await add({ name: `${surname}一` });
  for (const sort of ['strokes', 'office']) {
    const first = await list(`?sort=${sort}`);
    const second = await list(`?sort=${sort}&after=${encodeURIComponent(first.next ?? '')}`);
    const seen = [...first.rows, ...second.rows].map(({ name }) => name);
    expect([first.total, seen.length, new Set(seen).size, second.next]).toEqual([all.length, all.length, all.length, null]);
  }
  expect((await list('?after=%27%20or%201=1--')).rows.length).toBe(50);
});

test('a name is found by its characters, its pinyin or its initials; signs of patterns are letters (A19)', async () => {
  for (const name of ['欧阳明', '单雄', '曾巩', '张三', '𬍛某', '买买提·吐尔逊']) await add({ name });
  expect(await names('?q=%E6%AC%A7')).toEqual(['欧阳明']);
  expect(await names('?q=ouyang')).toEqual(['欧阳明']);
  expect(await names('?q=oym')).toEqual(['欧阳明']);
  expect(await names('?q=SHAN')).toEqual(['单雄']);
  expect(await names('?q=zeng')).toEqual(['曾巩']);
  expect(await names(`?q=${encodeURIComponent('𬍛')}`)).toEqual(['𬍛某']);
  expect(await names(`?q=${encodeURIComponent('张　三')}`)).toEqual(['张三']);
  for (const q of ['%', '_', '\\', "'", "' or '1'='1", '%张%', '(', '*', 'z%'])
    expect(await names(`?q=${encodeURIComponent(q)}`), q).toEqual([]);
});

test('filters by sector, special committee, group and status', async () => {
  const group = (
    await (
      await signedIn(w, await staff(w, place, '沈一', 'systemAdmin'))
    ).send('POST', `/api/committees/${place.committeeId}/orgs`, { kind: 'memberGroup', name: '鼓楼委组' }, once())
  ).json<{ id: string }>().id;
  await add({ name: '甲一', sectorId: place.sectorIds[1] });
  await add({ name: '乙一', subCommitteeId: place.hostId });
  await add({ name: '丙一', groups: [{ groupId: group, duty: '组长' }] });
  const { id } = await add({ name: '丁一' });
  const left = await liaison.send(
    'POST',
    `/api/memberships/${id}/changes`,
    { kind: 'removed', onDate: '2026-06-30', why: '调离本市' },
    once(),
  );
  expect(left.status, left.body).toBe(200);
  expect(await names(`?sector=${place.sectorIds[1]}`)).toEqual(['甲一']);
  expect(await names(`?subCommittee=${place.hostId}`)).toEqual(['乙一']);
  expect(await names(`?group=${group}`)).toEqual(['丙一']);
  expect(await names('?status=ended')).toEqual(['丁一']);
  expect((await names('?status=all')).length).toBe(4);
});

test('a phone or an identity number finds the person again, a name alone never does', async () => {
  const upper = await committee(w, '闽东省政协', 'province', ['教育界']);
  const above = await signedIn(w, await staff(w, upper, '何一', 'liaison'));
  const first = await add({
    name: '张大方',
    phone: '13800138000',
    identityNumber: '110101199003070011',
    profile: { employer: '榕州大学' },
  });
  expect(await add({ name: '张大方' }, above, upper)).toMatchObject({ known: false });
  expect(code(await post({ name: '李四', phone: '13800138000' }, above, upper))).toBe('phone-of-another');
  expect(code(await post({ name: '张大方', phone: '13800138000', identityNumber: '11010119900307002X' }, above, upper))).toBe(
    'identity-number-of-another',
  );
  const second = await add({ name: '张大方', phone: '13800138000', profile: { employer: '别处', post: '教授' } }, above, upper);
  expect(second.known).toBe(true);
  expect(code(await post({ name: '张大方', identityNumber: '110101199003070011' }))).toBe('already-member');
  const { rows } = await sql<{ people: number }>`select count(distinct person_id) as people from membership`.execute(w.house.db);
  expect(rows[0]?.people).toBe(2);
  // The liaison of one body sees that body's seat alone; what was known stays, what was empty is filled.
  const card = await above.send('GET', `/api/memberships/${second.id}`);
  expect(card.json()).toMatchObject({ profile: { employer: '榕州大学', post: '教授' }, phone: { masked: '138****8000', verified: false } });
  expect(card.body).not.toContain(place.committeeId);
  expect((await above.send('GET', `/api/memberships/${first.id}`)).status).toBe(404);
});

/** As many days from now, on the calendar of the house. */
const day = (from: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(w.clock.now().getTime() + from * 86_400_000));
test('an adjustment, a resignation and a return are the history of the seat', async () => {
  const { id } = await add({ name: '林一', added: true, why: '常委会增补', fromOn: '2025-03-01' });
  const put = (more: object) =>
    liaison.send('PUT', `/api/memberships/${id}`, { onDate: '2026-06-01', why: '工作变动', sectorId: place.sectorIds[0], ...more });
  expect((await put({ sectorId: place.sectorIds[1], office: '副秘书长' })).json()).toEqual({ changed: true });
  expect(code(await put({ onDate: day(2) }))).toBe('date-ahead');
  const set = async (kind: string, onDate: string) =>
    (await liaison.send('POST', `/api/memberships/${id}/changes`, { kind, onDate, why: '个人原因' }, once())).status;
  expect(await set('resigned', '2025-02-01')).toBe(409);
  expect(await set('resigned', '2026-06-20')).toBe(200);
  expect(code(await put({ office: null }))).toBe('membership-over');
  expect(await set('reinstated', '2026-06-25')).toBe(200);
  const card = (await liaison.send('GET', `/api/memberships/${id}`)).json<{ history: { kind: string; changed: object[]; by: string }[] }>();
  expect(card.history.map(({ kind }) => kind)).toEqual(['reinstated', 'resigned', 'adjusted', 'added']);
  expect(card.history[2]).toMatchObject({
    by: '沈二',
    changed: [
      { field: 'sectorId', was: '教育界', is: '经济界' },
      { field: 'office', was: null, is: '副秘书长' },
    ],
  });
});

test('a term that is over is an archive: its records are read, nothing in it changes', async () => {
  const { id } = await add({ name: '林一' });
  await sql`update term set ends_on = '2026-06-30' where id = ${place.termId}`.execute(w.house.db);
  expect((await liaison.send('GET', `/api/memberships/${id}`)).json()).toMatchObject({ term: { ordinal: 14, state: 'over' } });
  expect(await names(`?term=${place.termId}`)).toEqual(['林一']);
  expect(code(await liaison.send('PUT', `/api/memberships/${id}`, { onDate: '2026-06-30', why: null, sectorId: place.sectorIds[0] }))).toBe(
    'term-over',
  );
  expect(code(await post({ name: '林二' }))).toBe('term-over');
});

test('a whole number is read by somebody who proved who they are, with a reason that stays', async () => {
  const { id } = await add({ name: '林一', phone: '13800138000' });
  const ask = (by: Browser, what: string) => by.send('POST', `/api/memberships/${id}/unmasking`, { what, why: '会议通知未送达，电话联系' });
  const unproved = await signedIn(w, await staff(w, place, '沈四', 'liaison'), false);
  expect(code(await ask(unproved, 'phone'))).toBe('step-up-needed');
  expect((await ask(liaison, 'phone')).json()).toEqual({ value: '13800138000' });
  expect(code(await ask(liaison, 'identityNumber'))).toBe('nothing-to-unmask');
  expect((await liaison.send('GET', `/api/memberships/${id}`)).json()).toMatchObject({
    unmasked: [{ what: 'unmask-phone', by: '沈二', why: '会议通知未送达，电话联系' }],
  });
  const { rows } = await sql<{
    act: string;
    thing: string;
  }>`select act, thing from audit where act like '%unmasking' and outcome = 'done'`.execute(w.house.db);
  expect(rows).toEqual([{ act: 'POST /memberships/:id/unmasking', thing: id }]);
  // Nothing that audit, steps or facts keep holds the number.
  for (const table of ['audit', 'step', 'fact', 'answered', 'identity'])
    expect(
      (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)} t where t::text like '%13800138000%'`.execute(w.house.db))
        .rows[0]?.n,
      table,
    ).toBe(0);
});

test('a number that its owner has proven is not changed in the roster', async () => {
  const { id } = await add({ name: '林一', phone: '13800138000' });
  const set = (phone: string | null) => liaison.send('PUT', `/api/memberships/${id}/person`, { name: '林壹', phone });
  expect((await set('13900139000')).status).toBe(200);
  await sql`update identity set verified_at = ${w.clock.now()} where kind = 'phone'`.execute(w.house.db);
  expect(code(await set('13700137000'))).toBe('phone-verified');
  expect(code(await set(null))).toBe('phone-verified');
  expect((await set('13900139000')).status).toBe(200);
  expect(await names()).toEqual(['林壹']);
});

test('somebody belongs to a party organisation of this body until a day', async () => {
  const { id } = await add({ name: '林一' });
  const admin = await signedIn(w, await staff(w, place, '沈一', 'systemAdmin'));
  const orgId = (
    await admin.send(
      'POST',
      `/api/committees/${place.committeeId}/orgs`,
      { kind: 'partyOrg', name: '九三学社榕州市委员会', party: 'jiusan', partyLevel: 'city' },
      once(),
    )
  ).json<{ id: string }>().id;
  const join = (org: string) =>
    liaison.send('POST', `/api/memberships/${id}/party-memberships`, { orgId: org, joinedOn: '2001-05-01', duty: '主委' }, once());
  expect(code(await join(place.hostId))).toBe('unknown-party-org');
  const joined = (await join(orgId)).json<{ id: string }>().id;
  expect(code(await join(orgId))).toBe('already-party-member');
  expect(
    (await liaison.send('PUT', `/api/party-memberships/${joined}`, { joinedOn: '2001-05-01', duty: null, untilOn: '2026-01-01' })).status,
  ).toBe(200);
  expect((await liaison.send('GET', `/api/memberships/${id}`)).json()).toMatchObject({
    parties: [{ party: 'jiusan', duty: null, untilOn: '2026-01-01' }],
  });
});

test('支部变更: from one organisation to another of the same party; both stand, and who moved whom when and why', async () => {
  const administrator = await signedIn(w, await staff(w, place, '岑五', 'systemAdmin'));
  const org = async (name: string, party: string) =>
    (
      await administrator.send(
        'POST',
        `/api/committees/${place.committeeId}/orgs`,
        { kind: 'partyOrg', name, party, partyLevel: 'branch' },
        once(),
      )
    ).json<{ id: string }>().id;
  const [jia, yi, meng] = [await org('甲支社', 'jiusan'), await org('乙支社', 'jiusan'), await org('民盟支部', 'minmeng')];
  const { id } = await add({ name: '林知远' });
  const joining = { orgId: jia, joinedOn: '2001-05-01', duty: '主委' };
  const joined = (await liaison.send('POST', `/api/memberships/${id}/party-memberships`, joining, once())).json<{ id: string }>().id;
  const move = (orgId: string, more: object = {}, by = liaison, of = joined) =>
    by.send('POST', `/api/party-memberships/${of}/move`, { orgId, onDate: '2026-01-01', duty: null, why: '工作调动', ...more }, once());
  expect(code(await move(meng))).toBe('party-differs');
  expect(code(await move(jia))).toBe('already-party-member');
  expect(code(await move(place.hostId))).toBe('unknown-party-org');
  expect(code(await move(yi, { onDate: '2999-01-01' }))).toBe('date-ahead');
  expect(code(await move(yi, { onDate: '2001-04-30' }))).toBe('date-before-joining');
  const sibling = await committee(w, '另一市政协');
  const stranger = await signedIn(w, await staff(w, sibling, '外人', 'liaison'));
  expect((await move(yi, {}, stranger)).status).toBe(404);
  expect((await move(yi)).status).toBe(200);
  expect((await liaison.send('GET', `/api/memberships/${id}`)).json()).toMatchObject({
    parties: [
      { org: '乙支社', joinedOn: '2001-05-01', duty: null, untilOn: null, moved: null },
      { org: '甲支社', duty: '主委', untilOn: '2026-01-01', moved: { to: '乙支社', onDate: '2026-01-01', why: '工作调动', by: '沈二' } },
    ],
  });
  expect(code(await move(yi)), 'nobody moves twice from where they are no more').toBe('party-left');
});
