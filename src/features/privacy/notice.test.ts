import { sql } from 'kysely';
import { beforeEach, describe, expect, test, vi } from 'vitest';
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
import { seal } from '../../kit/seal.ts';

// Whole lives are lived here, beside other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const w: World = await world();
let place: Place;
let topic: string;
let admin: Browser;
let citizen: Browser;
let citizenId: string;
beforeEach(async () => {
  await empty(w);
  await later(60);
  place = await committee(w, '清渚市政协');
  topic = await openTopic(w, place, await signedIn(w, await staff(w, place, '方舒', 'editor')));
  admin = await signedIn(w, await staff(w, place, '许衡', 'systemAdmin'));
  citizenId = await netizen(w, '鼓山脚下');
  citizen = await signedIn(w, citizenId);
});
const later = (minutes: number) => w.at(new Date(w.clock.now().getTime() + minutes * 60_000).toISOString());
const day = (days = 0) => new Date(w.clock.now().getTime() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
const text = (zh: string) => ({ zh, en: `${zh} in English` });
const publish = (by: Browser, zh = '## 谁在处理\n清渚市政协。', effectiveOn = day()) =>
  by.send('POST', '/api/privacy-notices', { effectiveOn, text: text(zh), changed: text('增加了邮件提醒一节') }, once());
const post = (by: Browser) => by.send('POST', `/api/topics/${topic}/posts`, { text: '建议每班配一台照度计。' }, once());
/** A new second: what is known of a login is kept for one. */
const fresh = async (personId: string) => signedIn(w, personId);
const html = { accept: 'text/html' };

describe('the privacy notice', () => {
  test('is published in versions by the system administrator, and every version stays readable', async () => {
    expect((await publish(admin)).json()).toEqual({ version: 1 });
    expect((await publish(citizen)).status).toBe(403);
    expect((await publish(admin, '昨天的', day(-1))).status).not.toBe(200);
    const agreed = await fresh((await admin.send('GET', '/api/me')).json<{ id: string }>().id);
    await agreed.send('POST', '/api/me/consents', { version: 1 });
    const second = await fresh((await admin.send('GET', '/api/me')).json<{ id: string }>().id);
    expect((await publish(second, '## 第二版\n有改动。')).json()).toEqual({ version: 2 });
    const page = await w.browser().send('GET', '/privacy');
    for (const words of ['第二版', '第 2 版', '增加了邮件提醒一节', '以前的版本', '第 1 版', '清渚市政协 0000-0000000', '到期后 30 天删除'])
      expect(page.body, words).toContain(words);
    expect((await w.browser().send('GET', '/privacy?version=1')).body).toContain('谁在处理');
    expect((await w.browser().send('GET', '/privacy?version=3')).status).toBe(404);
  });

  test('is the text of the program until one is published, in both languages, and nothing is asked of anybody', async () => {
    const page = await w.browser().send('GET', '/privacy');
    for (const words of ['还没有发布自己的版本', '谁在处理', '未满十四周岁', '网络安全法']) expect(page.body, words).toContain(words);
    expect((await w.browser({ lang: 'en' }).send('GET', '/privacy')).body).toContain('Who handles it');
    expect((await post(citizen)).status).toBe(200);
    expect((await admin.send('GET', '/api/privacy-notices/default')).json<{ zh: string }>().zh).toContain('您的权利');
  });

  test('asks once on one page; who agrees writes on, and what was agreed to is written down', async () => {
    await publish(admin);
    const by = await fresh(citizenId);
    const led = await by.send('GET', `/topics/${topic}`, undefined, html);
    expect([led.status, led.headers['location']]).toEqual([303, `/privacy/consent?next=${encodeURIComponent(`/topics/${topic}`)}`]);
    const page = await by.send('GET', String(led.headers['location']), undefined, html);
    for (const words of ['请先看隐私政策', '同意并继续', '暂不同意，只浏览', '不能发言、回复、点赞'])
      expect(page.body, words).toContain(words);
    const gone = await by.send('POST', '/privacy/consent', { next: `/topics/${topic}`, version: 1, answer: 'agree' });
    expect([gone.status, gone.headers['location']]).toEqual([303, `/topics/${topic}`]);
    expect((await post(await fresh(citizenId))).status).toBe(200);
    const { rows } = await sql`select kind, version, place from consent where person_id = ${citizenId}`.execute(w.house.db);
    expect(rows).toEqual([{ kind: 'notice', version: 1, place: 'page' }]);
  });

  test('who refuses reads on, takes data away and leaves, but does not write, by page or by request', async () => {
    await publish(admin);
    const by = await fresh(citizenId);
    const later = await by.send('POST', '/privacy/consent', { next: '/topics', version: 1, answer: 'later' });
    expect(later.headers['location']).toBe('/topics');
    expect((await by.send('GET', `/topics/${topic}`, undefined, html)).status).toBe(200);
    expect((await post(by)).json()).toMatchObject({ code: 'consent-first' });
    const form = await by.send('POST', `/topics/${topic}/compose`, { text: '建议每班配一台照度计。', key: 'k'.repeat(12) });
    expect(form.status, 'what was typed is still there').toBe(403);
    for (const words of ['建议每班配一台照度计。', '请先看隐私政策并同意']) expect(form.body, words).toContain(words);
    const quiet = await by.send('POST', '/mine/email/removal', {});
    expect([quiet.status, String(quiet.headers['location'])]).toEqual([303, expect.stringContaining('/privacy/consent')]);
    expect((await by.send('POST', '/api/me/data-exports', {}, once())).status).toBe(200);
    expect((await by.send('POST', '/api/me/erasure', { word: '注销' })).status).toBe(200);
    expect((await by.send('POST', '/logout', {})).status).toBe(303);
  });

  test('asks again when there is a new version, and tells what changed; a version of tomorrow asks tomorrow', async () => {
    await publish(admin);
    await (await fresh(citizenId)).send('POST', '/api/me/consents', { version: 1 });
    const adminId = (await admin.send('GET', '/api/me')).json<{ id: string }>().id;
    await (await fresh(adminId)).send('POST', '/api/me/consents', { version: 1 });
    expect((await publish(await fresh(adminId), '## 新版\n新的。', day(1))).status).toBe(200);
    expect((await post(await fresh(citizenId))).status, 'not in force yet').toBe(200);
    await later(24 * 60);
    const by = await fresh(citizenId);
    expect((await post(by)).json()).toMatchObject({ code: 'consent-first' });
    const page = await by.send('GET', '/privacy/consent?next=/topics', undefined, html);
    for (const words of ['隐私政策有了新版', '增加了邮件提醒一节']) expect(page.body, words).toContain(words);
    expect((await by.send('POST', '/api/me/consents', { version: 1 })).json()).toMatchObject({ code: 'notice-changed' });
    expect((await by.send('POST', '/api/me/consents', { version: 2 })).status).toBe(200);
    expect((await post(await fresh(citizenId))).status).toBe(200);
  });
});

describe('nobody below fourteen', () => {
  const enter = async (more: object) => {
    const browser = w.browser();
    await later(2);
    const { request } = (await browser.send('POST', '/api/login-codes', { phone: '13900000777' })).json<{ request: string }>();
    return browser.send('POST', '/api/logins/code', { request, code: w.sent.at(-1)?.code ?? '', nickname: '河边看书人', ...more });
  };
  test('registers by phone: who does not declare it is refused with the reason', async () => {
    const refused = await enter({});
    expect([refused.status, refused.json()]).toEqual([409, expect.objectContaining({ code: 'age-not-declared' })]);
    expect(refused.body).toContain('未满 14 周岁的，按法律规定不能注册');
    expect((await enter({ of14: true })).status).toBe(200);
    const { rows } = await sql`select kind, place from consent`.execute(w.house.db);
    expect(rows).toEqual([{ kind: 'of14', place: 'signUp' }]);
  });
  test('agrees to the notice as a member: by the date of birth, or by the identity number', async () => {
    await publish(admin);
    const young = await member(w, place, '林小满');
    const born = w.clock.now().getUTCFullYear() - 13;
    await sql`insert into profile (person_id, born_on, updated_at) values (${young}, ${`${born}-12-31`}, ${w.clock.now()})`.execute(
      w.house.db,
    );
    expect((await (await fresh(young)).send('POST', '/api/me/consents', { version: 1 })).json()).toMatchObject({ code: 'under-age' });
    const sealed = seal(w.house.sealKey, `350102${born}12311234`);
    await sql`update profile set born_on = null, identity_number_sealed = ${sealed}, identity_number_digest = ${Buffer.from('x')}`.execute(
      w.house.db,
    );
    expect((await (await fresh(young)).send('POST', '/api/me/consents', { version: 1 })).json()).toMatchObject({ code: 'under-age' });
  });
});
