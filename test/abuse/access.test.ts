import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { ALPHABET, GUESSES } from '../../src/features/access/rules.ts';
import { setPhone } from '../../src/features/people/index.ts';
import { transact } from '../../src/kit/db.ts';
import { newId } from '../../src/kit/ids.ts';
import { type Browser, committee, empty, member, once, type Place, signedIn, staff, type World, world } from '../world.ts';

const w: World = await world();
let place: Place;
let liaison: Browser;
beforeEach(async () => {
  await empty(w);
  w.sent.length = 0;
  w.texts.length = 0;
  await later(24 * 60);
  place = await committee(w, '清渚市政协');
  liaison = await signedIn(w, await staff(w, place, '苏联络', 'liaison'));
});
/** What a job does comes in its own time; on a busy machine that is more than a second. */
const soon = <T>(work: () => T | Promise<T>) => expect.poll(work);
const later = (minutes: number) => w.at(new Date(w.clock.now().getTime() + minutes * 60_000).toISOString());
const at = (path: string) => `/api/committees/${place.committeeId}/${path}`;
const sms = () => w.sent.at(-1)?.code ?? '';
async function textTo(personId: string, phone: string): Promise<string> {
  await transact(w.house.pool, (tx) => setPhone(tx, w.house, personId, phone, { listed: true }));
  await liaison.send('POST', at('activation-texts'), { personIds: [personId] }, once());
  return lastSecret();
}
async function lastSecret(): Promise<string> {
  const before = w.texts.length;
  await soon(async () => {
    await w.settle();
    return w.texts.length;
  }).toBeGreaterThan(before);
  return w.texts.at(-1)?.values['link']?.split('/').at(-1) ?? '';
}
/** A code as it is printed on no card. */
const guess = (n: number) =>
  Array.from({ length: 10 }, (_, i) => ALPHABET[Math.floor(n / ALPHABET.length ** i) % ALPHABET.length]).join('');

test('A21: who guesses codes of cards rests, whatever client address they make up, and links go on', async () => {
  const secret = await textTo(await member(w, place, '林知远'), '13900000401');
  const answers: number[] = [];
  for (let i = 0; i < GUESSES.perAddress + 5; i++) {
    if (i % 10 === 0) await later(1);
    answers.push((await w.browser().send('GET', `/api/activations/${guess(i)}`, undefined, { 'x-forwarded-for': `10.2.2.${i}` })).status);
  }
  expect(answers.filter((status) => status === 404).length).toBe(GUESSES.perAddress);
  expect(answers.slice(-5)).toEqual([429, 429, 429, 429, 429]);
  const page = await w.browser().send('POST', '/activate', { code: guess(99) });
  expect([page.status, Number(page.headers['retry-after'])]).toEqual([429, 3600]);
  expect((await w.browser().send('GET', `/api/activations/${secret}`)).status).toBe(200);
  await later(61);
  expect((await w.browser().send('GET', `/api/activations/${guess(200)}`)).status).toBe(404);
});
test('A21: parallel guesses do not slip past the count', async () => {
  const all = await Promise.all(Array.from({ length: 60 }, (_, i) => w.browser().send('GET', `/api/activations/${guess(1000 + i)}`)));
  expect(all.filter(({ status }) => status === 404).length).toBeLessThanOrEqual(GUESSES.perAddress);
});
test('A21: guesses of all addresses together are counted too', async () => {
  const now = w.clock.now();
  const { digest } = await import('../../src/kit/ids.ts');
  await sql`insert into attempt (subject, kind, at, outcome) select ${digest('activation')}, 'activation', ${now}, 'wrong' from generate_series(1, ${GUESSES.inAll})`.execute(
    w.house.db,
  );
  expect((await w.browser().send('GET', `/api/activations/${guess(5)}`)).status).toBe(429);
});
test('A21: what a card shows does not tell who else is listed', async () => {
  const known = await w.browser().send('GET', `/api/activations/${guess(3)}`);
  const odd = await w.browser().send('GET', `/api/activations/${'x'.repeat(43)}`);
  expect([known.status, known.json()['code']]).toEqual([odd.status, odd.json()['code']]);
});

test('A22: of fifty who redeem one activation at the same moment exactly one gets in', async () => {
  const lin = await member(w, place, '林知远');
  const secret = await textTo(lin, '13900000402');
  const { request } = (await w.browser().send('POST', `/api/activations/${secret}/codes`, {})).json<{ request: string }>();
  const all = await Promise.all(
    Array.from({ length: 50 }, () => w.browser().send('POST', `/api/activations/${secret}/entry`, { request, sms: sms() })),
  );
  expect(all.filter(({ status }) => status === 200).length).toBe(1);
  expect(all.filter(({ status }) => status >= 500)).toEqual([]);
  const { rows } = await sql<{ logins: number; used: number; phones: number }>`
    select (select count(*) from login where person_id = ${lin}) as logins, (select count(*) from fact where kind = 'activation.used') as used,
      (select count(*) from identity where person_id = ${lin} and kind = 'phone') as phones`.execute(w.house.db);
  expect(rows).toEqual([{ logins: 1, used: 1, phones: 1 }]);
});
test('A22: two codes for one activation, redeemed together: one phone wins, and the other opens nothing', async () => {
  const lin = await member(w, place, '林知远');
  await liaison.send('POST', at('meeting-codes'), { personId: lin, phone: '13900000403' });
  const one = { code: sms(), request: await requestOf('13900000403') };
  await later(2);
  const second = (await liaison.send('POST', at('meeting-codes'), { personId: lin, phone: '13900000404' })).json<{ request: string }>();
  const two = { code: sms(), request: second.request };
  const both = await Promise.all([one, two].map((it) => liaison.send('POST', at('meeting-activations'), { personId: lin, ...it })));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await sql`select 1 from identity where person_id = ${lin} and kind = 'phone'`.execute(w.house.db)).rows.length).toBe(1);
});
const requestOf = async (_phone: string) =>
  (await sql<{ request: string }>`select request from one_time_code order by created_at desc limit 1`.execute(w.house.db)).rows[0]
    ?.request ?? '';
test('A22: five wrong tries end a code of an activation, and its number is not bombed', async () => {
  const secret = await textTo(await member(w, place, '林知远'), '13900000405');
  const ask = () => w.browser().send('POST', `/api/activations/${secret}/codes`, {});
  const { request } = (await ask()).json<{ request: string }>();
  const right = sms();
  const wrong = right === '000000' ? '000001' : '000000';
  const enter = (code: string) => w.browser().send('POST', `/api/activations/${secret}/entry`, { request, sms: code });
  const tries = await Array.fromAsync({ length: 5 }, () => enter(wrong));
  expect(tries.map((t) => t.json<{ code: string }>().code)).toEqual(Array(5).fill('wrong-code'));
  expect((await enter(right)).json()).toMatchObject({ code: 'code-expired' });
  expect((await ask()).status).toBe(429);
  // The same number, by another door.
  expect((await w.browser().send('POST', '/api/login-codes', { phone: '13900000405' })).status).toBe(429);
});
test('A22: a code for signing in opens no activation, and the other way round', async () => {
  const secret = await textTo(await member(w, place, '林知远'), '13900000406');
  const login = (await w.browser().send('POST', '/api/login-codes', { phone: '13900000406' })).json<{ request: string }>();
  expect((await w.browser().send('POST', `/api/activations/${secret}/entry`, { request: login.request, sms: sms() })).json()).toMatchObject(
    {
      code: 'code-expired',
    },
  );
  await later(2);
  const asked = (await w.browser().send('POST', `/api/activations/${secret}/codes`, {})).json<{ request: string }>();
  expect((await w.browser().send('POST', '/api/logins/code', { request: asked.request, code: sms() })).json()).toMatchObject({
    code: 'code-expired',
  });
});

async function clerk(): Promise<{ id: string; secret: string; b: Browser }> {
  const unitId = newId();
  await sql`insert into org (id, kind, committee_id, name, short_name, system) values (${unitId}, 'unit', ${place.committeeId}, '市教育局', '教育局', 'government')`.execute(
    w.house.db,
  );
  const { id } = (await liaison.send('POST', at('unit-links'), { unitId, name: '周经办', phone: '13900000407' }, once())).json<{
    id: string;
  }>();
  const secret = await lastSecret();
  const b = w.browser();
  const { request } = (await b.send('POST', `/api/unit-entries/${secret}/codes`, {})).json<{ request: string }>();
  await b.send('POST', `/api/unit-entries/${secret}/entry`, { request, code: sms() });
  expect((await b.send('GET', '/api/my/unit')).status).toBe(200);
  return { id, secret, b };
}
test('A27: a link that was ended opens nothing at once: not the login, not the address, not a code on its way', async () => {
  const { id, secret, b } = await clerk();
  await later(2);
  const { request } = (await w.browser().send('POST', `/api/unit-entries/${secret}/codes`, {})).json<{ request: string }>();
  expect((await liaison.send('DELETE', `/api/unit-links/${id}`)).json()).toEqual({ ended: 1 });
  // The very next request: nobody waits for a cache.
  for (const url of ['/api/my/unit', '/api/me', '/api/logins']) expect((await b.send('GET', url)).status, url).toBe(401);
  expect((await w.browser().send('GET', `/unit/${secret}`)).status).toBe(409);
  expect((await w.browser().send('POST', `/api/unit-entries/${secret}/entry`, { request, code: sms() })).json()).toMatchObject({
    code: 'link-over',
  });
  expect((await liaison.send('DELETE', `/api/unit-links/${id}`)).status).toBe(409);
});
test('A27: a link that ran out takes its role along', async () => {
  const { id, b } = await clerk();
  await sql`update unit_link set expires_at = ${w.clock.now()} where id = ${id}`.execute(w.house.db);
  await later(2);
  // Other processes keep who somebody is for a second.
  await soon(async () => (await b.send('GET', '/api/my/unit')).status).toBe(404);
});
test('A27: after a lost phone was replaced, the old logins are over at once', async () => {
  const lin = await member(w, place, '林知远');
  await transact(w.house.pool, (tx) => setPhone(tx, w.house, lin, '13900000408'));
  const [one, two] = [await signedIn(w, lin), await signedIn(w, lin)];
  expect((await one.send('GET', '/api/me')).status).toBe(200);
  const input = { personId: lin, phone: '13900000409', reason: '手机丢了', checked: '看过身份证' };
  const { id } = (await liaison.send('POST', at('recoveries'), input, once())).json<{ id: string }>();
  const { request } = (await liaison.send('POST', `/api/recoveries/${id}/codes`, {})).json<{ request: string }>();
  expect((await liaison.send('PUT', `/api/recoveries/${id}/completion`, { request, code: sms() })).json()).toMatchObject({ ended: 2 });
  for (const b of [one, two]) expect((await b.send('GET', '/api/me')).status).toBe(401);
});

test('A30: nobody signs up under a member’s name, in whatever characters', async () => {
  await member(w, place, '林知远');
  const { request } = (await w.browser().send('POST', '/api/login-codes', { phone: '13900000410' })).json<{ request: string }>();
  for (const nickname of ['林知远', '林 知 远', '林·知远', '林知远本人', '林知远Lin'])
    expect(
      (await w.browser().send('POST', '/api/logins/code', { request, code: sms(), nickname, of14: true })).json(),
      nickname,
    ).toMatchObject({ code: 'nickname-refused' });
  expect((await w.browser().send('POST', '/api/logins/code', { request, code: sms(), nickname: '河边看书人', of14: true })).status).toBe(
    200,
  );
});
test('codes, numbers and links stand nowhere in the log, the audit, the facts or the tables', async () => {
  const lin = await member(w, place, '林知远');
  const secret = await textTo(lin, '13900000411');
  const { request } = (await w.browser().send('POST', `/api/activations/${secret}/codes`, {})).json<{ request: string }>();
  const code = sms();
  await w.browser().send('POST', `/api/activations/${secret}/entry`, { request, sms: code });
  const { rows } = await sql<{ text: string }>`
    select coalesce(string_agg(t, ' '), '') as text from (
      select row_to_json(a)::text as t from audit a union all select row_to_json(f)::text from fact f union all select row_to_json(s)::text from step s
      union all select row_to_json(x)::text from activation x union all select row_to_json(m)::text from text_message m
      union all select row_to_json(n)::text from answered n) all_rows`.execute(w.house.db);
  const text = rows[0]?.text ?? '';
  expect(text.length).toBeGreaterThan(500);
  for (const held of ['13900000411', secret, '林知远']) expect(text.includes(held), held).toBe(false);
});
