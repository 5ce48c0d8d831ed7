import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { type Browser, committee, empty, member, once, type Place, signedIn, staff, type World, world } from '../../../test/world.ts';

let w: World;
let place: Place;
let admin: Browser;
let liaison: Browser;
beforeEach(async () => {
  w = await world();
  await empty(w);
  place = await committee(w, '榕州市政协', 'city', ['教育界', '经济界']);
  admin = await signedIn(w, await staff(w, place, '沈一', 'systemAdmin'));
  liaison = await signedIn(w, await staff(w, place, '沈二', 'liaison'));
});
const orgs = () => `/api/committees/${place.committeeId}/orgs`;
const add = async (body: object) => {
  const done = await admin.send('POST', orgs(), body, once());
  expect(done.status, done.body).toBe(200);
  return done.json<{ id: string }>().id;
};
const code = (answer: { json<T>(): T }) => answer.json<{ code: string }>().code;

test('parties stand in protocol order, each with its own word for a member', async () => {
  const { rows } = (await w.browser().send('GET', '/api/parties')).json<{ rows: { shortName: string; memberTerm: string }[] }>();
  expect(rows.map(({ shortName, memberTerm }) => `${shortName}${memberTerm}`).join(' ')).toBe(
    '中共党员 民革党员 民盟盟员 民建会员 民进会员 农工党党员 致公党党员 九三学社社员 台盟盟员 无党派无党派人士 群众群众 共青团团员',
  );
});

test('units stand by system with their handover office, party organisations by protocol order', async () => {
  const office = await add({ kind: 'handoverOffice', name: '市政府督查室', system: 'government' });
  const foreign = await committee(w, '他市政协');
  await add({ kind: 'unit', name: '市中级人民法院', system: 'court' });
  await add({ kind: 'unit', name: '市教育局', system: 'government', handoverId: office });
  await add({ kind: 'partyOrg', name: '九三学社榕州市委员会', party: 'jiusan', partyLevel: 'city' });
  await add({ kind: 'partyOrg', name: '民革榕州市委员会', party: 'minge', partyLevel: 'city' });
  const { rows } = (await liaison.send('GET', orgs())).json<{ rows: { name: string; shortName: string }[] }>();
  expect(rows.map(({ name }) => name)).toEqual([
    '教科卫体委员会',
    '民革榕州市委员会',
    '九三学社榕州市委员会',
    '市政府督查室',
    '市教育局',
    '市中级人民法院',
  ]);
  expect(code(await admin.send('POST', orgs(), { kind: 'unit', name: '市水利局' }, once()))).toBe('system-needed');
  expect(code(await admin.send('POST', orgs(), { kind: 'partyOrg', name: '民盟' }, once()))).toBe('party-needed');
  const across = { kind: 'unit', name: '市水利局', system: 'government', handoverId: foreign.hostId };
  expect(code(await admin.send('POST', orgs(), across, once()))).toBe('unknown-handover');
});

const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(w.clock.now());
test('what is in use says what uses it and is not closed; what is closed is kept, and comes back', async () => {
  await member(w, place, '林一');
  const busy = await admin.send('POST', `/api/orgs/${place.hostId}/closing`, {});
  expect([busy.status, busy.json()]).toMatchObject([
    409,
    { code: 'org-in-use', sentence: '还不能停用：1 名成员、2 名工作人员还在用它，请先调整' },
  ]);
  const office = await add({ kind: 'handoverOffice', name: '市委督查室', system: 'party' });
  const unit = await add({ kind: 'unit', name: '市委宣传部', system: 'party', handoverId: office });
  expect(code(await admin.send('POST', `/api/orgs/${office}/closing`, {}))).toBe('org-in-use');
  expect((await admin.send('POST', `/api/orgs/${unit}/closing`, {})).status).toBe(200);
  expect((await admin.send('POST', `/api/orgs/${office}/closing`, {})).status).toBe(200);
  const { rows } = (await liaison.send('GET', `${orgs()}?kind=unit`)).json<{ rows: object[] }>();
  expect(rows).toMatchObject([{ name: '市委宣传部', closedOn: today() }]);
  // The name is free again while the body is closed.
  const again = await add({ kind: 'unit', name: '市委宣传部', system: 'party' });
  expect(code(await admin.send('DELETE', `/api/orgs/${unit}/closing`))).toBe('org-name-taken');
  expect((await admin.send('PUT', `/api/orgs/${again}`, { name: '市委宣传部（外宣办）' })).status).toBe(200);
  expect((await admin.send('DELETE', `/api/orgs/${unit}/closing`)).status).toBe(200);
});

test('a name is folded, short enough, seen whole, and once only (A5, A30)', async () => {
  await add({ kind: 'memberGroup', name: ' 第一 委组 ' });
  expect(code(await admin.send('POST', orgs(), { kind: 'memberGroup', name: '第一 委组' }, once()))).toBe('org-name-taken');
  for (const bad of ['  ', '组\u202e一', '组\u200b二', '长'.repeat(61)])
    expect(code(await admin.send('POST', orgs(), { kind: 'memberGroup', name: bad }, once())), JSON.stringify(bad)).toBe('title-refused');
  await add({ kind: 'memberGroup', name: '<img src=x onerror=alert(1)>' });
  await add({ kind: 'memberGroup', name: '𬙊𬱖镇委员小组' });
});

test('who only reads may not write, and another body is not there at all', async () => {
  const other = await committee(w, '他市政协');
  const stranger = await signedIn(w, await staff(w, other, '何一', 'systemAdmin'));
  expect((await liaison.send('POST', orgs(), { kind: 'memberGroup', name: '第二委组' }, once())).status).toBe(404);
  expect((await stranger.send('GET', orgs())).status).toBe(404);
  expect((await stranger.send('PUT', `/api/orgs/${place.hostId}`, { name: '改名' })).status).toBe(404);
});

const terms = () => `/api/committees/${place.committeeId}/terms`;
const next = { ordinal: 15, startsOn: '2028-01-01', endsOn: '2032-12-31', sectors: ['教育界', '经济界', '环境资源界'] };
test('a new term begins with its own sectors, which change until it begins', async () => {
  const added = await admin.send('POST', terms(), next, once());
  expect(added.status, added.body).toBe(200);
  const list = async () =>
    (await liaison.send('GET', terms())).json<{
      rows: { id: string; ordinal: number; state: string; sectors: { id: string; name: string }[] }[];
      templates: { name: string; sectors: string[] }[];
    }>();
  const { rows, templates } = await list();
  expect(templates.map(({ name, sectors }) => [name, sectors.length])).toEqual([
    ['28', 28],
    ['34', 34],
  ]);
  expect(rows.map(({ ordinal, state }) => [ordinal, state])).toEqual([
    [15, 'toCome'],
    [14, 'now'],
  ]);
  const [first, second] = rows[0]?.sectors ?? [];
  const id = rows[0]?.id;
  // Swapped names, one gone, one new.
  const sectors = [{ id: second?.id, name: '教育界' }, { id: first?.id, name: '经济界' }, { name: '体育界' }];
  const changed = await admin.send('PUT', `/api/terms/${id}`, { startsOn: '2028-01-01', endsOn: '2032-12-31', sectors });
  expect(changed.status, changed.body).toBe(200);
  expect((await list()).rows[0]?.sectors.map(({ name, id: at }) => [name, at === first?.id])).toEqual([
    ['教育界', false],
    ['经济界', true],
    ['体育界', false],
  ]);
});
test('terms do not overlap, repeat or last for ever; one that began keeps its sectors, one that is over keeps everything', async () => {
  const refused = async (more: object) => code(await admin.send('POST', terms(), { ...next, ...more }, once()));
  expect(await refused({ startsOn: '2027-12-31' })).toBe('term-overlaps');
  expect(await refused({ ordinal: 14 })).toBe('ordinal-taken');
  expect(await refused({ endsOn: '2027-01-01' })).toBe('term-dates');
  expect(await refused({ endsOn: '2040-01-01' })).toBe('term-dates');
  expect(await refused({ sectors: ['教育界', ' 教育界'] })).toBe('sector-twice');
  const put = async (more: object) => {
    const done = await admin.send('PUT', `/api/terms/${place.termId}`, { startsOn: '2023-01-01', endsOn: '2027-12-31', ...more });
    return done.status === 200 ? 'done' : code(done);
  };
  expect(await put({ sectors: [{ name: '体育界' }] })).toBe('term-began');
  expect(await put({ startsOn: '2023-02-01' })).toBe('term-began');
  expect(await put({ endsOn: '2027-06-30' })).toBe('done');
  const day = (ahead: number) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(w.clock.now().getTime() + ahead * 86_400_000);
  expect(await put({ endsOn: day(-1) })).toBe('term-ends-past');
  expect(await put({ endsOn: day(0) })).toBe('done');
  await sql`update term set ends_on = '2026-06-30' where id = ${place.termId}`.execute(w.house.db);
  expect(await put({})).toBe('term-over');
});
