import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { CODE, type FakeWeChat, fakeWeChat, type Odd, TICKET, TOKEN } from '../../../test/wechat/fake.ts';
import { type Browser, begin, committee, empty, member, netizen, type Place, signedIn, staff, type World } from '../../../test/world.ts';
import { transact } from '../../kit/db.ts';
import { setPhone } from '../people/index.ts';
import { weChatClient } from './client.ts';
import { credentials } from './credentials.ts';
import { signatureOf } from './signing.ts';

// The first page of a house that starts cold takes its time.
vi.setConfig({ testTimeout: 30_000 });
const PHONE =
  'Mozilla/5.0 (Linux; Android 12; M2012K11AC Build/SKQ1.220303.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/107.0.5304.141 Mobile Safari/537.36 XWEB/5047 MMWEBSDK/20230202 MMWEBID/8841 MicroMessenger/8.0.33.2320';
const inWeChat = { 'user-agent': PHONE };
let fake: FakeWeChat;
let w: World;
let place: Place;
beforeAll(async () => {
  fake = await fakeWeChat();
  w = await begin({ WECHAT_APP_ID: fake.appId, WECHAT_APP_SECRET: fake.secret, WECHAT_API: fake.origin });
});
afterAll(async () => {
  await w[Symbol.asyncDispose]();
  await fake[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await empty(w);
  w.house.committed(['*']);
  await later(60);
  for (const path of [CODE, TOKEN, TICKET]) fake.odd(path);
  for (const path of Object.keys(fake.asked)) fake.asked[path] = 0;
  w.sent.length = 0;
  place = await committee(w, '清渚市政协');
});
const later = (minutes: number) => w.at(new Date(w.clock.now().getTime() + minutes * 60_000).toISOString());
const get = (b: Browser, url: string) => b.send('GET', url, undefined, inWeChat);
const post = (b: Browser, url: string, fields: object) => b.send('POST', url, fields, inWeChat);
const onward = (answer: { headers: Readonly<Record<string, unknown>> }) => String(answer.headers['location'] ?? '');

/** Opens /login inside WeChat; @returns where WeChat sends the phone back to, not yet followed. */
async function outAndBack(b: Browser, openid: string, next = '/mine'): Promise<string> {
  const out = await get(b, onward(await get(b, `/login?next=${next}`)));
  return fake.phone(openid, onward(out));
}
const bindings = async () =>
  (await sql<{ personId: string }>`select person_id as "personId" from identity where kind = 'wechat'`.execute(w.house.db)).rows.map(
    ({ personId }) => personId,
  );
const me = async (b: Browser) => (await b.send('GET', '/api/me')).json<{ id?: string; code?: string }>();
/** A member with a phone, as after activation. */
async function listed(name: string, phone: string): Promise<string> {
  const id = await member(w, place, name);
  await transact(w.house.pool, (tx) => setPhone(tx, w.house, id, phone));
  return id;
}
/** Comes in by phone code, from the page that WeChat led to. @returns the offer to bind. */
async function byCode(b: Browser, login: string, phone: string): Promise<string> {
  const next = new URL(login, 'http://x').searchParams.get('next') ?? '';
  const asked = new URL(onward(await post(b, '/login/codes', { phone, next })), 'http://x').searchParams;
  const entered = await post(b, '/login/code', { request: asked.get('request'), to: asked.get('to'), code: w.sent.at(-1)?.code, next });
  return onward(entered);
}
/** Binds an openid through the whole way. */
async function bound(openid: string, name: string, phone: string): Promise<{ id: string; b: Browser }> {
  const id = await listed(name, phone);
  const b = w.browser();
  const offer = await byCode(b, onward(await get(b, await outAndBack(b, openid))), phone);
  const seen = new URL(offer, 'http://x').searchParams.get('seen');
  expect((await post(b, '/wechat/offer', { seen, next: '/mine' })).status).toBe(303);
  return { id, b };
}

describe('entering by WeChat', () => {
  test('a member signs in by phone once, says yes, and is known from then on', async () => {
    const id = await listed('林知远', '13900000101');
    const b = w.browser();
    const login = onward(await get(b, await outAndBack(b, 'oLin', '/topics')));
    expect(login).toMatch(/^\/login\?way=code&next=%2Fwechat%2Foffer/);
    const offer = await byCode(b, login, '13900000101');
    const page = await get(b, offer);
    expect(page.body).toContain('您现在是林知远');
    const seen = new URL(offer, 'http://x').searchParams.get('seen');
    expect(onward(await post(b, '/wechat/offer', { seen, next: '/topics' }))).toBe('/topics');
    expect(await bindings()).toEqual([id]);
    // Another day, another browser of the same WeChat: in at once, where they wanted to go.
    const again = w.browser();
    const entered = await get(again, await outAndBack(again, 'oLin', '/topics'));
    expect([entered.status, onward(entered)]).toEqual([303, '/topics']);
    expect((await me(again)).id).toBe(id);
    const { rows } = await sql<{ act: string; personId: string | null }>`
      select act, person_id as "personId" from audit where act like '%wechat%' and outcome = 'done' order by number`.execute(w.house.db);
    expect(rows).toEqual([
      { act: 'POST /wechat/offer', personId: id },
      { act: 'GET /wechat/back', personId: id },
    ]);
  });
  test('outside of WeChat nobody is sent there', async () => {
    const answer = await w.browser().send('GET', '/login?next=/mine');
    expect([answer.status, answer.body.includes('获取验证码')]).toEqual([200, true]);
    expect(fake.asked['/connect/oauth2/authorize'] ?? 0).toBe(0);
  });
  test('who says no to WeChat signs in by phone', async () => {
    const b = w.browser();
    const state = new URL(await outAndBack(b, 'oLin'), 'http://x').searchParams.get('state');
    expect(onward(await get(b, `/wechat/back?state=${state}`))).toBe('/login?way=code&next=%2Fmine');
  });
  test('who must prove a second factor proves it after WeChat as well', async () => {
    const { id } = await bound('oGuan', '关系统', '13900000102');
    await sql`update person set demo = false where id = ${id}`.execute(w.house.db);
    await sql`insert into totp (person_id, secret, created_at, confirmed_at) values (${id}, '\\x00', ${w.clock.now()}, ${w.clock.now()})`.execute(
      w.house.db,
    );
    const b = w.browser();
    const back = await get(b, await outAndBack(b, 'oGuan'));
    expect(onward(back)).toBe('/login/second');
    expect((await me(b)).code).toBe('sign-in-first');
  });
  test('who was shut out stays out', async () => {
    const { id } = await bound('oOut', '林知远', '13900000103');
    await sql`update person set disabled_at = ${w.clock.now()} where id = ${id}`.execute(w.house.db);
    const b = w.browser();
    expect(onward(await get(b, await outAndBack(b, 'oOut')))).toMatch(/^\/login\?way=code/);
    expect((await me(b)).code).toBe('sign-in-first');
  });
});

describe('the way out and back', () => {
  test('belongs to one browser: a link with somebody else’s state opens nothing', async () => {
    await bound('oMallory', '马罗里', '13900000104');
    const theirs = await outAndBack(w.browser(), 'oMallory');
    const victim = w.browser();
    const answer = await get(victim, theirs);
    expect([answer.status, answer.body.includes('不是在这部手机上开始的')]).toEqual([403, true]);
    // Nor when the victim is on a way of their own.
    await outAndBack(victim, 'oVictim');
    expect((await get(victim, theirs)).status).toBe(403);
    expect((await me(victim)).code).toBe('sign-in-first');
  });
  test('is gone once, and is over after ten minutes', async () => {
    await bound('oLin', '林知远', '13900000105');
    const b = w.browser();
    const back = await outAndBack(b, 'oLin');
    expect((await get(b, back)).status).toBe(303);
    const stranger = w.browser({ trip: b.cookies['trip'] ?? '' });
    expect((await get(stranger, back)).status).toBe(403);
    const slow = w.browser();
    const late = await outAndBack(slow, 'oLin');
    await later(10);
    expect((await get(slow, late)).status).toBe(403);
    expect(fake.asked[CODE]).toBe(2);
  });
  test('leads to no other site', async () => {
    await bound('oLin', '林知远', '13900000106');
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', '/%2fevil.example']) {
      const b = w.browser();
      const out = await get(b, `/wechat/enter?next=${encodeURIComponent(next)}`);
      expect(onward(await get(b, await fake.phone('oLin', onward(out))))).toBe('/mine');
    }
  });
});

describe('the binding', () => {
  test('an openid is one person’s: who signs in on that phone does not take it over', async () => {
    const { id, b } = await bound('oLin', '林知远', '13900000107');
    await b.send('POST', '/logout', {});
    const other = await signedIn(w, await member(w, place, '方舒'));
    const out = await get(other, '/mine/wechat/binding');
    const offer = onward(await get(other, await fake.phone('oLin', onward(out))));
    const answer = await post(other, '/wechat/offer', { seen: new URL(offer, 'http://x').searchParams.get('seen') });
    expect([answer.status, answer.body.includes('已绑定另一个账号')]).toEqual([409, true]);
    expect(await bindings()).toEqual([id]);
  });
  test('an account has one WeChat, and two that say yes at once bind one', async () => {
    const { id } = await bound('oLin', '林知远', '13900000108');
    const again = await signedIn(w, id);
    const out = await get(again, '/mine/wechat/binding');
    const offer = onward(await get(again, await fake.phone('oOther', onward(out))));
    const answer = await post(again, '/wechat/offer', { seen: new URL(offer, 'http://x').searchParams.get('seen') });
    expect([answer.status, answer.body.includes('已绑定另一个微信') || onward(answer)]).toEqual([409, true]);
    const [one, two] = [await signedIn(w, await member(w, place, '甲')), await signedIn(w, await member(w, place, '乙'))];
    const offers = await Promise.all(
      [one, two].map(async (b) => {
        const back = await fake.phone('oShared', onward(await get(b, '/mine/wechat/binding')));
        return new URL(onward(await get(b, back)), 'http://x').searchParams.get('seen');
      }),
    );
    const done = await Promise.all([one, two].map((b, n) => post(b, '/wechat/offer', { seen: offers[n], next: '/mine' })));
    expect(done.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await bindings()).toHaveLength(2);
  });
  test('long after signing in, one more proof is asked for', async () => {
    const b = await signedIn(w, await member(w, place, '方舒'), false);
    await later(11);
    const offer = onward(await get(b, await fake.phone('oFang', onward(await get(b, '/mine/wechat/binding')))));
    const answer = await post(b, '/wechat/offer', { seen: new URL(offer, 'http://x').searchParams.get('seen') });
    expect(onward(answer)).toMatch(/^\/login\/second/);
    expect(await bindings()).toEqual([]);
  });
  test('begun by one login it is not ended by another', async () => {
    const [one, two] = [await signedIn(w, await member(w, place, '甲')), await signedIn(w, await member(w, place, '乙'))];
    const back = await fake.phone('oOne', onward(await get(one, '/mine/wechat/binding')));
    two.cookies['trip'] = one.cookies['trip'] ?? '';
    expect((await get(two, back)).status).toBe(403);
  });
  test('an offer is this browser’s, and is over after half an hour', async () => {
    const b = await signedIn(w, await member(w, place, '甲'));
    const offer = onward(await get(b, await fake.phone('oOne', onward(await get(b, '/mine/wechat/binding')))));
    const seen = new URL(offer, 'http://x').searchParams.get('seen');
    const other = await signedIn(w, await member(w, place, '乙'));
    expect((await post(other, '/wechat/offer', { seen })).body).toContain('时间过了');
    await later(31);
    const late = await signedIn(w, await netizen(w, '鼓山脚下'));
    late.cookies['trip'] = b.cookies['trip'] ?? '';
    expect((await get(late, offer)).body).toContain('时间过了');
    expect(await bindings()).toEqual([]);
  });
  test('ends with a word, and with it whoever came in by it', async () => {
    const { b } = await bound('oLin', '林知远', '13900000109');
    const phone = w.browser();
    await get(phone, await outAndBack(phone, 'oLin'));
    expect((await get(b, '/mine/wechat')).body).toContain('已绑定');
    expect((await get(b, '/mine/security')).body).toContain('/mine/wechat');
    expect((await post(b, '/mine/wechat/removal', {})).status).toBe(303);
    expect([await bindings(), (await me(phone)).code, (await me(b)).code]).toEqual([[], 'sign-in-first', undefined]);
    const again = w.browser();
    expect(onward(await get(again, await outAndBack(again, 'oLin')))).toMatch(/^\/login\?way=code/);
  });
  test('a contact who has a link binds nothing', async () => {
    const id = await netizen(w, '承办');
    await sql`insert into unit_link (id, unit_id, committee_id, person_id, secret, phone_sealed, phone_subject, state, made_by, made_at, expires_at)
      values (gen_random_uuid(), ${place.hostId}, ${place.committeeId}, ${id}, '\\x01', '', '', 'active', ${id}, ${w.clock.now()}, '2030-01-01')`.execute(
      w.house.db,
    );
    const b = await signedIn(w, id);
    const offer = onward(await get(b, await fake.phone('oUnit', onward(await get(b, '/mine/wechat/binding')))));
    expect((await post(b, '/wechat/offer', { seen: new URL(offer, 'http://x').searchParams.get('seen') })).body).toContain('直达链接');
  });
});

// Each documented error on the way in: what the person reads, and what the operator may read of it.
describe('when WeChat does not do it', () => {
  test.each<[string, Odd, number, string]>([
    ['-1 busy', { errcode: -1 }, 503, '微信现在很忙'],
    ['40029 invalid code', { errcode: 40029 }, 409, '已过期或已用过'],
    ['40163 code been used', { errcode: 40163 }, 409, '已过期或已用过'],
    ['41008 missing code', { errcode: 41008 }, 409, '已过期或已用过'],
    ['40013 invalid appid', { errcode: 40013 }, 503, '微信设置有误'],
    ['40125 invalid secret', { errcode: 40125 }, 503, '微信设置有误'],
    ['40164 not in the whitelist', { errcode: 40164 }, 503, '微信设置有误'],
    ['40001 invalid credential', { errcode: 40001 }, 503, '微信设置有误'],
    ['42001 expired', { errcode: 42001 }, 503, '微信设置有误'],
    ['48001 no permission', { errcode: 48001 }, 503, '微信设置有误'],
    ['45009 quota', { errcode: 45009 }, 503, '微信现在很忙'],
    ['45011 too often', { errcode: 45011 }, 503, '微信现在很忙'],
    ['a number nobody knows', { errcode: 99999 }, 503, '现在连不上微信'],
    ['a page in between', 'page', 503, '现在连不上微信'],
    ['a list', 'list', 503, '现在连不上微信'],
    ['502', 'bad gateway', 503, '现在连不上微信'],
    ['a cut line', 'cut', 503, '现在连不上微信'],
    ['an endless answer', 'endless', 503, '现在连不上微信'],
    ['a snapshot page', 'snapshot', 409, '网页快照'],
  ])('%s: a sentence, the other ways in, no stack and no secret', async (_, odd, status, sentence) => {
    const warned = vi.spyOn(w.house.log, 'warn');
    const failed = vi.spyOn(w.house.log, 'error');
    fake.odd(CODE, odd);
    const b = w.browser();
    const back = await outAndBack(b, 'oLin', '/topics');
    const answer = await get(b, back);
    expect([answer.status, answer.body.includes(sentence)]).toEqual([status, true]);
    expect(answer.body).toContain('/login?way=code&amp;next=%2Ftopics');
    expect(failed).not.toHaveBeenCalled();
    const code = new URL(back, 'http://x').searchParams.get('code') ?? '';
    for (const text of [answer.body, JSON.stringify(warned.mock.calls)]) {
      for (const secret of [fake.secret, code, ', rid:', '\n    at ']) expect(text.includes(secret)).toBe(false);
    }
    expect(await bindings()).toEqual([]);
  });
  test('silence: nobody waits for longer than the patience', async () => {
    const client = weChatClient({ appId: fake.appId, secret: fake.secret, api: fake.origin, authorize: '' }, w.clock, 60);
    fake.odd(CODE, 'nothing');
    await expect(client.openidOf('a-code')).rejects.toThrow('WeChat: TIMEOUT');
  });
  test('a wrong secret is on the operator’s page, by its number, until it goes well again', async () => {
    const operator = await signedIn(w, await staff(w, place, '运维', 'operator'));
    const health = async () => (await operator.send('GET', '/api/operator/health')).json<{ wechat: object }>().wechat;
    fake.odd(CODE, { errcode: 40125 });
    const b = w.browser();
    await get(b, await outAndBack(b, 'oLin'));
    expect(await health()).toMatchObject({ standing: 'look', on: true, trouble: '40125' });
    const again = w.browser();
    await get(again, await outAndBack(again, 'oLin'));
    expect(await health()).toMatchObject({ standing: 'good', on: true, trouble: null });
  });
});

describe('a page that speaks with WeChat', () => {
  const sign = (url: string) => w.browser().send('GET', `/api/wechat/page-signature?url=${encodeURIComponent(url)}`);
  test('is signed as WeChat’s own example is', () => {
    const ticket = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg';
    const url = 'http://mp.weixin.qq.com?params=value';
    expect(signatureOf({ ticket, nonce: 'Wm3WZYTPz0wzccnW', timestamp: 1414587457, url })).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed');
  });
  test('is signed for its own address without what follows #; pages of others are not', async () => {
    const origin = 'http://localhost:8080';
    const answer = await sign(`${origin}/topics?x=1#part`);
    const { appId, timestamp, nonce, signature } = answer.json<{ appId: string; timestamp: number; nonce: string; signature: string }>();
    const ticket = await credentials(w.house, client()).ticket();
    expect(appId).toBe(fake.appId);
    expect(signature).toBe(signatureOf({ ticket, nonce, timestamp, url: `${origin}/topics?x=1` }));
    for (const url of [
      'https://evil.example/',
      'http://localhost:8081/',
      'http://localhost:8080@evil.example/',
      'http://u:p@localhost:8080/',
      'no address',
    ])
      expect((await sign(url)).json()).toMatchObject({ code: 'wechat-foreign-page' });
  });
  test('one token and one ticket serve for two hours, whoever asks, and are fetched once', async () => {
    const [one, two] = [credentials(w.house, client()), credentials(w.house, client())];
    const release = fake.hold(TOKEN);
    const first = one.ticket();
    await vi.waitFor(() => expect(fake.asked[TOKEN]).toBe(1));
    await expect(two.ticket()).rejects.toThrow('WeChat: BUSY');
    release();
    const ticket = await first;
    expect(await Promise.all([one.ticket(), two.ticket(), one.ticket()])).toEqual([ticket, ticket, ticket]);
    await later(115);
    expect(await two.ticket()).toBe(ticket);
    expect([fake.asked[TOKEN], fake.asked[TICKET]]).toEqual([1, 1]);
    await later(2);
    expect(await two.ticket()).not.toBe(ticket);
    expect([fake.asked[TOKEN], fake.asked[TICKET]]).toEqual([2, 2]);
    const { rows } = await sql<{ sealed: Buffer }>`select sealed from wechat_credential`.execute(w.house.db);
    expect(rows.some(({ sealed }) => sealed.includes('ticket-'))).toBe(false);
  });
  test.each([40001, 42001])('a token that ended (%i) is renewed once, and the ticket asked for once more', async (errcode) => {
    const shared = credentials(w.house, client());
    fake.odd(TICKET, { errcode });
    expect(await shared.ticket()).toMatch(/^ticket-/);
    expect([fake.asked[TOKEN], fake.asked[TICKET]]).toEqual([2, 2]);
    await later(121);
    fake.odd(TICKET, { errcode }, { errcode });
    await expect(shared.ticket()).rejects.toThrow(`WeChat: ${errcode}`);
    expect([fake.asked[TOKEN], fake.asked[TICKET]]).toEqual([4, 4]);
  });
  test('after the day’s quota nobody asks for an hour; a ticket that is still good goes on', async () => {
    const shared = credentials(w.house, client());
    const ticket = await shared.ticket();
    await later(117);
    fake.odd(TICKET, { errcode: 45009 });
    expect([await shared.ticket(), await shared.ticket()]).toEqual([ticket, ticket]);
    await later(10);
    await expect(shared.ticket()).rejects.toThrow('WeChat: BUSY');
    expect(fake.asked[TICKET]).toBe(2);
    expect((await sign('http://localhost:8080/')).json()).toMatchObject({ code: 'wechat-busy' });
    await later(60);
    expect(await shared.ticket()).not.toBe(ticket);
  });
  const client = () => weChatClient({ appId: fake.appId, secret: fake.secret, api: fake.origin, authorize: '' }, w.clock);
});
