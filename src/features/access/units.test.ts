import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { wordsOf } from '../../../test/html.ts';
import { type Browser, committee, empty, once, openTopic, type Place, signedIn, staff, type World, world } from '../../../test/world.ts';
import { transact } from '../../kit/db.ts';
import { keyedDigest, newId } from '../../kit/ids.ts';
import { seal } from '../../kit/seal.ts';
import { erasableContacts, exportableContacts } from '../roster/personal.ts';

/** Jobs and drawings come in their own time on a busy machine. */
const SLOW = 30_000;
let w: World;
let place: Place;
let editor: Browser;
let unitId: string;
beforeEach(async () => {
  w = await world();
  await empty(w);
  w.house.committed(['*']);
  w.sent.length = 0;
  w.texts.length = 0;
  w.text.by = { name: 'kept', send: async (message) => void w.texts.push(message) };
  place = await committee(w, '清渚市政协');
  editor = await signedIn(w, await staff(w, place, '方舒', 'editor'));
  unitId = await unit(place, '市教育局');
}, SLOW);
async function unit(of: Place, name: string): Promise<string> {
  const id = newId();
  await sql`insert into org (id, kind, committee_id, name, short_name, system) values (${id}, 'unit', ${of.committeeId}, ${name}, ${name}, 'government')`.execute(
    w.house.db,
  );
  return id;
}
/** What a job does comes in its own time; on a busy machine that is more than a second. */
const soon = <T>(work: () => T | Promise<T>) => expect.poll(work);
const later = (minutes: number) => w.at(new Date(w.clock.now().getTime() + minutes * 60_000).toISOString());
const at = (path: string) => `/api/committees/${place.committeeId}/${path}`;
const make = (more: object = {}) =>
  editor.send('POST', at('unit-links'), { unitId, name: '周经办', phone: '13900000201', ...more }, once());
const secretSent = async (n: number) => {
  await soon(async () => {
    await w.settle();
    return w.texts.length;
  }).toBe(n);
  return w.texts.at(-1)?.values['link']?.split('/').at(-1) ?? '';
};
async function enter(secret: string, b: Browser = w.browser()): Promise<Browser> {
  await later(2);
  const { request } = (await b.send('POST', `/api/unit-entries/${secret}/codes`, {})).json<{ request: string }>();
  const entered = await b.send('POST', `/api/unit-entries/${secret}/entry`, { request, code: w.sent.at(-1)?.code ?? '' });
  expect(entered.json()).toEqual({ next: '/unit' });
  return b;
}

test(
  'the form begins with the contact of the roster: name readable, number masked, and the link goes there; both are the person’s to take and erase',
  async () => {
    const subject = keyedDigest(w.house.digestKey, 'phone:13900000207');
    await sql`insert into unit_contact (unit_id, name, phone_sealed, phone_subject, updated_at)
      values (${unitId}, '周经办', ${seal(w.house.sealKey, '13900000207')}, ${subject}, ${w.clock.now()})`.execute(w.house.db);
    const { units } = (await editor.send('GET', at('unit-links'))).json<{ units: object[] }>();
    expect(units).toEqual([{ id: unitId, name: '市教育局', clerk: '周经办', phone: '139****0207' }]);
    expect((await editor.send('POST', at('unit-links'), { unitId, name: '周经办' }, once())).status).toBe(200);
    await secretSent(1);
    expect(w.texts[0]).toMatchObject({ to: '13900000207' });
    const bare = await unit(place, '市体育局');
    const refused = await editor.send('POST', at('unit-links'), { unitId: bare, name: '李经办' }, once());
    expect(refused.json()).toMatchObject({ code: 'phone-needed' });
    const { rows } = await sql<{ id: string }>`select person_id as id from unit_link`.execute(w.house.db);
    const clerk = rows[0]?.id ?? '';
    for await (const one of exportableContacts.of(w.house.db, w.house, clerk))
      expect('json' in one && one.json).toMatchObject([{ unit: '市教育局', name: '周经办', phone: '13900000207' }]);
    const stranger = await staff(w, place, '别人');
    await transact(w.house.pool, (tx) => erasableContacts.erase(tx, stranger, w.clock.now()));
    const left = () => sql`select 1 from unit_contact`.execute(w.house.db);
    expect((await left()).rows, 'of nobody else').toHaveLength(1);
    await transact(w.house.pool, (tx) => erasableContacts.erase(tx, clerk, w.clock.now()));
    expect((await left()).rows).toEqual([]);
  },
  SLOW,
);
test(
  'a clerk gets a link by text, enters by a code to the same phone, and sees their unit and what is open',
  async () => {
    const topic = await openTopic(w, place, editor, { title: '把社区图书角办到家门口' });
    expect((await make()).status).toBe(200);
    const secret = await secretSent(1);
    expect(w.texts[0]).toMatchObject({ kind: 'unitLink', to: '13900000201' });
    const b = w.browser();
    const entry = await b.send('GET', `/unit/${secret}`);
    expect(wordsOf(entry.body)).toMatch(/市教育局 周\*\*.*验证码发到 139\*{4}0201/);
    const asked = await b.send('POST', `/unit/${secret}/codes`, {});
    const step = new URL(String(asked.headers['location']), 'http://x');
    expect((await b.send('GET', step.pathname + step.search)).status).toBe(200);
    const entered = await b.send('POST', step.pathname, {
      request: step.searchParams.get('request') ?? '',
      to: step.searchParams.get('to') ?? '',
      code: w.sent.at(-1)?.code ?? '',
    });
    expect([entered.status, entered.headers['location']]).toEqual([303, '/unit']);
    const page = wordsOf((await b.send('GET', '/unit')).body);
    expect(page).toContain('市教育局');
    expect(page).toContain('清渚市政协的方舒于');
    expect(page).toContain('把社区图书角办到家门口');
    expect((await b.send('GET', `/topics/${topic}`)).status).toBe(200);
    // A clerk reads; posts are members' and citizens'.
    const post = await b.send('POST', `/api/topics/${topic}/posts`, { text: '我单位已经在办，九月开放。' }, once());
    expect([post.status, post.json()['code']]).toEqual([403, 'staff-do-not-post']);
    const rows = (await editor.send('GET', at('unit-links'))).json<{ rows: object[]; units: object[] }>();
    expect(rows).toMatchObject({
      rows: [{ unit: '市教育局', name: '周经办', phone: '139****0201', state: 'active', text: 'sent' }],
      units: [{ name: '市教育局' }],
    });
    expect(JSON.stringify(rows)).not.toContain('13900000201');
  },
  SLOW,
);
test(
  'the login lasts as long as officials’ do: half an hour idle, twelve hours in all',
  async () => {
    await make();
    const b = await enter(await secretSent(1));
    const { rows } = await sql<{ idle: number; whole: number }>`
    select extract(epoch from idle_until - created_at) / 60 as idle, extract(epoch from ends_at - created_at) / 60 as whole from login where means = 'unitLink'`.execute(
      w.house.db,
    );
    expect(rows.map(({ idle, whole }) => [Number(idle), Number(whole)])).toEqual([[30, 720]]);
    await later(31);
    expect((await b.send('GET', '/api/my/unit')).status).toBe(401);
    expect(wordsOf((await b.send('GET', '/unit')).body)).toContain('请从短信里的直达链接进入');
  },
  SLOW,
);
test(
  'a link sent anew opens, the one before does not; one a unit and phone',
  async () => {
    const { id } = (await make()).json<{ id: string }>();
    const first = await secretSent(1);
    expect((await make()).json()).toMatchObject({ code: 'link-exists' });
    expect((await editor.send('POST', `/api/unit-links/${id}/renewal`, {}, once())).status).toBe(200);
    const second = await secretSent(2);
    expect((await w.browser().send('GET', `/api/unit-entries/${first}`)).json()).toMatchObject({ code: 'unknown-link' });
    await enter(second);
    await w.at(new Date(w.clock.now().getTime() + 181 * 86_400_000).toISOString());
    expect((await w.browser().send('GET', `/api/unit-entries/${second}`)).json()).toMatchObject({ code: 'link-over' });
  },
  SLOW,
);
test(
  'another committee’s units and links are not there',
  async () => {
    const other = await committee(w, '另一市政协');
    const strange = await unit(other, '别处的局');
    expect((await make({ unitId: strange })).json()).toMatchObject({ code: 'unknown-unit' });
    expect((await make({ unitId: place.hostId })).json()).toMatchObject({ code: 'unknown-unit' });
    const theirs = await signedIn(w, await staff(w, other, '别人', 'editor', 'liaison'));
    const { id } = (await make()).json<{ id: string }>();
    for (const [method, url] of [
      ['DELETE', `/api/unit-links/${id}`],
      ['POST', `/api/unit-links/${id}/renewal`],
    ] as const)
      expect((await theirs.send(method, url, method === 'POST' ? {} : undefined, once())).status).toBe(404);
    expect((await theirs.send('GET', at('unit-links'))).status).toBe(404);
  },
  SLOW,
);
test(
  'a clerk’s phone that is a citizen’s too gives neither the other’s standing',
  async () => {
    await make();
    const clerk = await enter(await secretSent(1));
    await later(2);
    const citizen = w.browser();
    const { request } = (await citizen.send('POST', '/api/login-codes', { phone: '13900000201' })).json<{ request: string }>();
    const entered = await citizen.send('POST', '/api/logins/code', {
      request,
      code: w.sent.at(-1)?.code ?? '',
      nickname: '河边看书人',
      of14: true,
    });
    expect(entered.status).toBe(200);
    expect((await citizen.send('GET', '/api/my/unit')).status).not.toBe(200);
    expect((await clerk.send('GET', '/api/me')).json()).toMatchObject({ name: '周经办' });
  },
  SLOW,
);
