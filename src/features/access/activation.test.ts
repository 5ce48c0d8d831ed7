import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { titleOf, wordsOf } from '../../../test/html.ts';
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
import { transact } from '../../kit/db.ts';
import { keyedDigest } from '../../kit/ids.ts';
import { setPhone } from '../people/index.ts';
import { ALPHABET } from './rules.ts';
import { TextAway, TextRefused } from './text-sender.ts';

/** A sheet is drawn by a process of its own, which reads a font of 20 MB first. */
const SLOW = 30_000;
let w: World;
let place: Place;
let liaison: Browser;
let lin: string;
let made = 0;
beforeEach(async () => {
  w = await world();
  await empty(w);
  w.house.committed(['*']);
  w.sent.length = 0;
  w.texts.length = 0;
  w.text.by = { name: 'kept', send: async (message) => void w.texts.push(message) };
  place = await committee(w, '清渚市政协');
  liaison = await signedIn(w, await staff(w, place, '苏联络', 'liaison'));
  lin = await member(w, place, '林知远');
}, SLOW);
/** What a job does comes in its own time; on a busy machine that is more than a second. */
const soon = <T>(work: () => T | Promise<T>) => expect.poll(work);
const later = (minutes: number) => w.at(new Date(w.clock.now().getTime() + minutes * 60_000).toISOString());
const listed = (personId: string, phone: string) =>
  transact(w.house.pool, (tx) => setPhone(tx, w.house, personId, phone, { listed: true }));
const at = (path: string) => `/api/committees/${place.committeeId}/${path}`;
const code = () => w.sent.at(-1)?.code ?? '';
const facts = async () =>
  (await sql<{ kind: string }>`select kind from fact where kind like 'activation.%' order by number`.execute(w.house.db)).rows.map(
    ({ kind }) => kind,
  );
/** Prints a sheet and reads back a card's address, as a camera would. */
async function card(personId = lin, more: object = {}): Promise<string> {
  const sheet = await liaison.send('POST', '/access/cards', { committeeId: place.committeeId, personId, ...more });
  expect([sheet.status, sheet.headers['content-type']]).toEqual([200, 'application/pdf']);
  // The sheet holds glyphs, not letters; the test takes a code of its own for the same row.
  const chosen = `ACDEFGHJK${ALPHABET[made++ % ALPHABET.length]}`;
  await sql`update activation set code = ${keyedDigest(w.house.digestKey, `activation:${chosen}`)} where person_id = ${personId} and state = 'open'`.execute(
    w.house.db,
  );
  return chosen;
}
/** The link of the newest text message, after the job ran. */
async function link(kind = 'activation'): Promise<string> {
  await soon(async () => {
    await w.settle();
    return w.texts.some((one) => one.kind === kind);
  }).toBe(true);
  return w.texts.filter((one) => one.kind === kind).at(-1)?.values['link'] ?? '';
}

test(
  'a member with a card gets in: whose it is, a code to their phone, and the open topic',
  async () => {
    const editor = await signedIn(w, await staff(w, place, '方舒', 'editor'));
    const topic = await openTopic(w, place, editor);
    const chosen = await card();
    const b = w.browser();
    const seen = await b.send('GET', `/activate/${chosen}`);
    expect([seen.status, titleOf(seen.body)]).toEqual([200, '开通账号 - 合议']);
    expect(wordsOf(seen.body)).toContain('林** 教育界');
    expect(seen.body).not.toContain('林知远');
    const asked = await b.send('POST', `/activate/${chosen}/codes`, { phone: '13900000101' });
    expect(asked.status).toBe(303);
    const entry = new URL(String(asked.headers['location']), 'http://x');
    expect((await b.send('GET', entry.pathname + entry.search)).status).toBe(200);
    const entered = await b.send('POST', entry.pathname, {
      request: entry.searchParams.get('request') ?? '',
      to: entry.searchParams.get('to') ?? '',
      sms: code(),
      agrees: 'true',
    });
    expect([entered.status, entered.headers['location']]).toEqual([303, `/topics/${topic}`]);
    expect((await b.send('GET', '/api/me')).json()).toMatchObject({ name: '林知远', kind: 'member' });
    expect(await facts()).toEqual(['activation.made', 'activation.used']);
    const { rows } =
      await sql`select command, from_state, to_state, person_id from step where thing_kind = 'activation' order by number`.execute(
        w.house.db,
      );
    expect(rows).toMatchObject([
      { command: 'make', to_state: 'open' },
      { command: 'redeem', from_state: 'open', to_state: 'used' },
    ]);
    const again = await w.browser().send('GET', `/activate/${chosen}`);
    expect([again.status, wordsOf(again.body)]).toEqual([409, expect.stringContaining('这个账号已经开通，请直接用手机号登录')]);
  },
  SLOW,
);

test(
  'where the roster has a number, the code goes there and nowhere else',
  async () => {
    await listed(lin, '13900000102');
    const chosen = await card();
    const seen = await w.browser().send('GET', `/api/activations/${chosen}`);
    expect(seen.json()).toMatchObject({ name: '林**', sector: '教育界', phone: '139****0102' });
    expect((await w.browser().send('POST', `/api/activations/${chosen}/codes`, { phone: '13999999999' })).status).toBe(200);
    expect(w.sent.at(-1)?.to).toBe('13900000102');
  },
  SLOW,
);
test(
  'without a number in the roster one is asked for',
  async () => {
    const chosen = await card();
    const asked = await w.browser().send('POST', `/api/activations/${chosen}/codes`, {});
    expect([asked.status, asked.json()['code']]).toEqual([409, 'phone-needed']);
    const page = await w.browser().send('POST', `/activate/${chosen}/codes`, {});
    expect([page.status, wordsOf(page.body)]).toEqual([409, expect.stringContaining('请填写您的手机号')]);
  },
  SLOW,
);
test(
  'a number that changed in the roster meanwhile proves nothing',
  async () => {
    await listed(lin, '13900000103');
    const chosen = await card();
    const { request } = (await w.browser().send('POST', `/api/activations/${chosen}/codes`, {})).json<{ request: string }>();
    await listed(lin, '13900000104');
    const entered = await w.browser().send('POST', `/api/activations/${chosen}/entry`, { request, sms: code() });
    expect([entered.status, entered.json()['code']]).toEqual([403, 'code-expired']);
  },
  SLOW,
);
test(
  'a code asked for by one card opens no other',
  async () => {
    const chen = await member(w, place, '陈守礼');
    const chosen = await card();
    const { request } = (await w.browser().send('POST', `/api/activations/${chosen}/codes`, { phone: '13900000105' })).json<{
      request: string;
    }>();
    // Nobody listed a number for the other: the code alone would say who it is.
    const others = await card(chen);
    const entered = await w.browser().send('POST', `/api/activations/${others}/entry`, { request, sms: code() });
    expect([entered.status, entered.json()['code']]).toEqual([403, 'code-expired']);
    const right = await w.browser().send('POST', `/api/activations/${chosen}/entry`, { request, sms: code() });
    expect(right.status, right.body).toBe(200);
  },
  SLOW,
);
test(
  'the phone of a netizen becomes the member’s, whose nickname no longer signs in; another member’s does not',
  async () => {
    const other = await netizen(w, '河边看书人');
    await transact(w.house.pool, (tx) => setPhone(tx, w.house, other, '13900000107'));
    const river = await signedIn(w, other);
    const chosen = await card();
    const { request } = (await w.browser().send('POST', `/api/activations/${chosen}/codes`, { phone: '13900000107' })).json<{
      request: string;
    }>();
    expect((await w.browser().send('POST', `/api/activations/${chosen}/entry`, { request, sms: code() })).status).toBe(200);
    expect((await river.send('GET', '/api/me')).status).toBe(401);
    const chen = await member(w, place, '陈守礼');
    await later(2);
    const asked = (await liaison.send('POST', at('meeting-codes'), { personId: chen, phone: '13900000107' })).json<{ request: string }>();
    const taken = await liaison.send('POST', at('meeting-activations'), { personId: chen, request: asked.request, code: code() });
    expect([taken.status, taken.json()['code']]).toEqual([409, 'phone-taken']);
  },
  SLOW,
);

test(
  'a new card ends the one before; a lost one is ended; after its days it lapses by itself',
  async () => {
    const first = await card();
    const second = await liaison.send('POST', '/access/cards', { committeeId: place.committeeId, personId: lin });
    expect(second.status).toBe(200);
    expect((await w.browser().send('GET', `/api/activations/${first}`)).json()).toMatchObject({ code: 'activation-over' });
    const { rows } = (await liaison.send('GET', at('entrants'))).json<{ rows: { activation: { id: string } }[] }>();
    expect((await liaison.send('DELETE', `/api/activations/${rows[0]?.activation.id}`)).json()).toEqual({ state: 'voided' });
    expect((await liaison.send('DELETE', `/api/activations/${rows[0]?.activation.id}`)).status).toBe(409);
    const third = await card();
    await later(30 * 24 * 60);
    expect((await w.browser().send('GET', `/api/activations/${third}`)).json()).toMatchObject({ code: 'activation-over' });
    expect(await facts()).toEqual([
      'activation.made',
      'activation.voided',
      'activation.made',
      'activation.voided',
      'activation.made',
      'activation.lapsed',
    ]);
  },
  SLOW,
);

test(
  'who signed in by the number in the roster meanwhile needs no card: whoever found it gets nowhere',
  async () => {
    await listed(lin, '13900000120');
    const chosen = await card();
    const own = w.browser();
    const { request } = (await own.send('POST', '/api/login-codes', { phone: '13900000120' })).json<{ request: string }>();
    expect((await own.send('POST', '/api/logins/code', { request, code: code() })).status).toBe(200);
    expect((await w.browser().send('GET', `/api/activations/${chosen}`)).json()).toMatchObject({ code: 'activation-used' });
    await later(2);
    expect((await w.browser().send('POST', `/api/activations/${chosen}/codes`, {})).json()).toMatchObject({ code: 'activation-used' });
  },
  SLOW,
);

test(
  'a sheet is for those who are not in; nobody gets a second card unless asked; the plan says what will happen',
  async () => {
    const chen = await member(w, place, '陈守礼', 1);
    expect((await liaison.send('POST', at('card-plans'), {})).json()).toEqual({ cards: 2, replaced: 0 });
    await card(chen);
    expect((await liaison.send('POST', at('card-plans'), {})).json()).toEqual({ cards: 1, replaced: 0 });
    expect((await liaison.send('POST', at('card-plans'), { again: 'yes' })).json()).toEqual({ cards: 2, replaced: 1 });
    expect((await liaison.send('POST', at('card-plans'), { sectorId: place.sectorIds[1] ?? '' })).json()).toEqual({
      cards: 0,
      replaced: 0,
    });
    const none = await liaison.send('POST', '/access/cards', { committeeId: place.committeeId, sectorId: place.sectorIds[1] ?? '' });
    expect([none.status, wordsOf(none.body)]).toEqual([409, expect.stringContaining('没有要制卡的人')]);
  },
  SLOW,
);
test(
  'a sheet is a key to many accounts: who sits there proves it first',
  async () => {
    const unproved = await signedIn(w, await staff(w, place, '另一位', 'liaison'), false);
    expect((await unproved.send('POST', at('card-plans'), {})).json()).toMatchObject({ code: 'step-up-needed' });
    const sheet = await unproved.send('POST', '/access/cards', { committeeId: place.committeeId });
    expect(sheet.status).not.toBe(200);
    expect(await facts()).toEqual([]);
  },
  SLOW,
);

test(
  'text messages go to those with a number, once each, and what they held is forgotten',
  async () => {
    const chen = await member(w, place, '陈守礼', 1);
    await listed(lin, '13900000110');
    const key = once();
    const sent = await liaison.send('POST', at('activation-texts'), { personIds: [lin, chen] }, key);
    expect(sent.json()).toEqual({ sent: 1, left: 1 });
    expect((await liaison.send('POST', at('activation-texts'), { personIds: [lin, chen] }, key)).json()).toEqual({ sent: 1, left: 1 });
    const address = await link();
    expect(w.texts.map(({ to, kind }) => [to, kind])).toEqual([['13900000110', 'activation']]);
    expect(w.texts[0]?.text).toContain(address);
    await soon(
      async () => (await sql`select sealed, trouble from text_message where sent_at is not null`.execute(w.house.db)).rows,
    ).toEqual([{ sealed: null, trouble: null }]);
    const secret = address.split('/').at(-1);
    expect((await w.browser().send('GET', `/activate/${secret}`)).status).toBe(200);
    const { request } = (await w.browser().send('POST', `/api/activations/${secret}/codes`, {})).json<{ request: string }>();
    expect((await w.browser().send('POST', `/api/activations/${secret}/entry`, { request, sms: code() })).json()).toEqual({ next: '/' });
  },
  SLOW,
);
test(
  'a message that did not leave is tried again by the clock with the same id; a refused one is not; both are seen',
  async () => {
    await listed(lin, '13900000111');
    const ids: string[] = [];
    w.text.by = {
      name: 'away',
      send: async ({ id }) => {
        ids.push(id);
        if (ids.length < 3) throw new TextAway('TIMEOUT');
      },
    };
    await liaison.send('POST', at('activation-texts'), { personIds: [lin] }, once());
    await soon(async () => {
      await w.settle();
      return ids.length;
    }).toBe(1);
    await soon(async () => (await sql`select trouble from text_message`.execute(w.house.db)).rows).toEqual([{ trouble: 'TIMEOUT' }]);
    const state = async () => (await liaison.send('GET', at('entrants'))).json<{ rows: { text: string }[] }>().rows[0]?.text;
    expect(await state()).toBe('waiting');
    await soon(async () => {
      await later(1);
      return ids.length;
    }).toBe(2);
    await soon(async () => {
      await later(1);
      return state();
    }).toBe('sent');
    expect(new Set(ids).size).toBe(1);
    w.text.by = { name: 'no', send: async () => Promise.reject(new TextRefused('BLACKLISTED')) };
    await liaison.send('POST', at('activation-texts'), { personIds: [lin] }, once());
    await soon(async () => {
      await w.settle();
      return state();
    }).toBe('failed');
  },
  SLOW,
);

test(
  'at a meeting the liaison activates who stands there, and stays who they are',
  async () => {
    const asked = (await liaison.send('POST', at('meeting-codes'), { personId: lin, phone: '13900000112' })).json<{ request: string }>();
    const done = await liaison.send('POST', at('meeting-activations'), { personId: lin, request: asked.request, code: code() });
    expect(done.json()).toEqual({ phone: '139****0112' });
    expect((await liaison.send('GET', '/api/me')).json()).toMatchObject({ name: '苏联络' });
    const history = (await liaison.send('GET', at(`entrants/${lin}`))).json<{
      history: { what: string; way: string; by: string | null }[];
    }>().history;
    expect(history.map(({ what, way }) => [what, way])).toEqual(
      expect.arrayContaining([
        ['made', 'meeting'],
        ['used', 'meeting'],
      ]),
    );
    expect(history.find(({ what }) => what === 'made')?.by).toBe('苏联络');
    await later(2);
    // The member signs in on their own phone.
    const phone = w.browser();
    const { request } = (await phone.send('POST', '/api/login-codes', { phone: '13900000112' })).json<{ request: string }>();
    expect((await phone.send('POST', '/api/logins/code', { request, code: code() })).status).toBe(200);
    const twice = await liaison.send('POST', at('meeting-codes'), { personId: lin, phone: '13900000113' });
    expect([twice.status, twice.json()['code']]).toEqual([409, 'already-in']);
  },
  SLOW,
);
test(
  'a liaison lets in nobody of another committee',
  async () => {
    const other = await committee(w, '另一市政协');
    const stranger = await member(w, other, '陈守礼');
    const asked = await liaison.send('POST', at('meeting-codes'), { personId: stranger, phone: '13900000114' });
    expect([asked.status, asked.json()['code']]).toEqual([404, 'unknown-person']);
    await listed(stranger, '13900000115');
    expect((await liaison.send('POST', at('activation-texts'), { personIds: [stranger] }, once())).json()).toEqual({ sent: 0, left: 1 });
  },
  SLOW,
);

test(
  'the list shows who is in and who is not, page by page, with masked numbers',
  async () => {
    await listed(lin, '13900000116');
    for (let i = 0; i < 60; i++) await member(w, place, `甲${String.fromCodePoint(0x4e00 + i)}`, 1);
    type Page = {
      rows: { id: string; name: string; phone: string | null }[];
      next: string | null;
      counts: object;
      sectors: { waiting: number }[];
    };
    const first = (await liaison.send('GET', at('entrants'))).json<Page>();
    expect([first.rows.length, first.counts]).toEqual([50, { none: 61, open: 0, in: 0 }]);
    const second = (await liaison.send('GET', `${at('entrants')}?${new URLSearchParams({ after: first.next ?? '' })}`)).json<Page>();
    expect([second.rows.length, second.next]).toEqual([11, null]);
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(61);
    const named = (await liaison.send('GET', `${at('entrants')}?${new URLSearchParams({ name: '知远' })}`)).json<Page>();
    expect(named.rows.map(({ name, phone }) => [name, phone])).toEqual([['林知远', '139****0116']]);
    expect(JSON.stringify(first) + JSON.stringify(second)).not.toContain('13900000116');
  },
  SLOW,
);
