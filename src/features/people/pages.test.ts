import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { fieldOf, titleOf, wordsOf } from '../../../test/html.ts';
import {
  account,
  type Browser,
  committee,
  empty,
  member,
  netizen,
  type Place,
  signedIn,
  staff,
  type World,
  world,
} from '../../../test/world.ts';
import { newId } from '../../kit/ids.ts';

const w: World = await world();
let place: Place;
let browser: Browser;
beforeEach(async () => {
  await empty(w);
  w.house.committed(['*']);
  w.sent.length = 0;
  place = await committee(w, '清渚市政协');
  browser = w.browser();
});
const later = (minutes: number) => w.at(new Date(w.clock.now().getTime() + minutes * 60_000).toISOString());
const page = async (by: Browser, address: string) => {
  const { status, body } = await by.send('GET', address);
  expect([address, status]).toEqual([address, 200]);
  return body;
};
const to = { to: '138****8000' };
/** Asks for a code as the form does. */
async function ask(by: Browser, phone = '13800138000', next?: string) {
  const asked = await by.send('POST', '/login/codes', { phone, ...(next !== undefined && { next }) });
  expect(asked.status).toBe(303);
  const address = String(asked.headers['location']);
  const html = await page(by, address);
  return {
    html,
    fields: {
      request: fieldOf(html, 'request') ?? '',
      to: fieldOf(html, 'to') ?? '',
      ...(next !== undefined && { next: fieldOf(html, 'next') }),
    },
  };
}
const code = () => w.sent.at(-1)?.code ?? '';

test('a new number is asked for a nickname once the code was right, and comes back to where it was', async () => {
  const { html, fields } = await ask(browser, '13800138000', '/topics?state=open');
  expect(wordsOf(html)).toContain('验证码已发送到 138****8000，10 分钟内有效');
  expect(html).not.toContain('13800138000');
  const first = await browser.send('POST', '/login/code', { ...fields, code: code() });
  expect([first.status, titleOf(first.body), fieldOf(first.body, 'code')]).toEqual([200, '起一个昵称 - 合议', code()]);
  const official = await browser.send('POST', '/login/code', { ...fields, code: code(), nickname: '市政协办公室' });
  expect([official.status, titleOf(official.body)]).toEqual([409, '出错：起一个昵称 - 合议']);
  expect(wordsOf(official.body)).toContain('昵称不能像机构、职务或工作人员，请换一个');
  expect(fieldOf(official.body, 'nickname')).toBe('市政协办公室');
  const entered = await browser.send('POST', '/login/code', { ...fields, code: code(), nickname: '河边看书人', of14: 'true' });
  expect([entered.status, entered.headers['location']]).toEqual([303, '/topics?state=open']);
  expect(wordsOf(await page(browser, '/mine'))).toContain('河边看书人网友');
});

test('who is known enters by the code alone, and a taken nickname is refused', async () => {
  for (const [phone, nickname] of [
    ['13800138001', '河边看书人'],
    ['13800138002', '河边看书人'],
  ] as const) {
    const by = w.browser();
    const { fields } = await ask(by, phone);
    const entered = await by.send('POST', '/login/code', { ...fields, code: code(), nickname, of14: 'true' });
    if (phone.endsWith('1')) expect(entered.status).toBe(303);
    else expect([entered.status, wordsOf(entered.body)]).toEqual([409, expect.stringContaining('这个昵称（或很像的）已有人用，请换一个')]);
  }
  await later(2);
  const again = w.browser();
  const { fields } = await ask(again, '13800138001');
  expect((await again.send('POST', '/login/code', { ...fields, code: code() })).status).toBe(303);
});

test('a wrong code says how many tries are left, an old one that it is over', async () => {
  const { fields } = await ask(browser);
  const wrong = await browser.send('POST', '/login/code', { ...fields, code: code() === '000000' ? '111111' : '000000' });
  expect([wrong.status, titleOf(wrong.body)]).toEqual([403, '出错：输入验证码 - 合议']);
  expect(wordsOf(wrong.body)).toContain('验证码不对，还可以再试 4 次');
  expect((await browser.send('POST', '/login/code', { ...fields, code: '12' })).status).toBe(400);
  await later(11);
  const over = await browser.send('POST', '/login/code', { ...fields, code: code() });
  expect(wordsOf(over.body)).toContain('验证码已失效，请重新获取');
});

test('codes are not sent one after the other, and not to what is no number', async () => {
  await ask(browser);
  const soon = await browser.send('POST', '/login/codes', { phone: '13800138000' });
  expect([soon.status, soon.headers['retry-after']]).toEqual([429, '60']);
  expect(wordsOf(soon.body)).toContain('验证码发得太频繁，请 1 分钟后再试');
  const odd = await browser.send('POST', '/login/codes', { phone: '12345' });
  expect([odd.status, fieldOf(odd.body, 'phone')]).toEqual([400, '12345']);
  expect(wordsOf(odd.body)).toContain('请填 11 位手机号，例如 139 0000 0000，现在是 5 位');
  expect(wordsOf((await browser.send('POST', '/login/codes', { phone: ' ' })).body)).toContain('请填手机号');
  // Changing the look of that page leads back to where a code is asked for.
  expect(fieldOf(odd.body, 'back')).toContain('/login?way=code');
});

test('one number has one code, however it is written', async () => {
  await ask(browser, '199 0002 0777');
  const soon = await browser.send('POST', '/login/codes', { phone: '＋８６ 199-0002-0777' });
  expect(soon.status).toBe(429);
  expect(w.sent.at(-1)?.to).toBe('19900020777');
});

test('an empty sign-in names all that is missing', async () => {
  const { body } = await browser.send('POST', '/login', { account: '', password: '' });
  expect(wordsOf(body)).toContain('有 2 处要改请填写“账号”请填写“密码”');
});

test('a password opens the door, a wrong one says the same whoever it was, and too many are made to wait', async () => {
  await account(w, await member(w, place, '林知远', 1), 'lin', 'a password of many words');
  const wrong = await browser.send('POST', '/login', { account: 'lin', password: 'not this one' });
  const nobody = await browser.send('POST', '/login', { account: 'no-such', password: 'not this one' });
  expect([wrong.status, nobody.status]).toEqual([403, 403]);
  expect(wordsOf(wrong.body)).toContain('账号或密码不对，请检查后再试');
  expect(fieldOf(wrong.body, 'account')).toBe('lin');
  expect(fieldOf(wrong.body, 'password')).toBeUndefined();
  for (let i = 0; i < 4; i++) await browser.send('POST', '/login', { account: 'lin', password: 'not this one' });
  const waits = await browser.send('POST', '/login', { account: 'lin', password: 'a password of many words' });
  expect([waits.status, wordsOf(waits.body)]).toEqual([429, expect.stringContaining('连续多次没有登录成功')]);
  await later(16);
  const entered = await browser.send('POST', '/login', { account: 'lin', password: 'a password of many words', next: '//evil.example' });
  expect([entered.status, entered.headers['location']]).toEqual([303, '/']);
  expect((await browser.send('GET', '/login?next=/notices')).headers['location']).toBe('/notices');
});

test('a link that was made up cannot write its own words on the page of the code', async () => {
  expect((await browser.send('GET', '/login/code?request=0123456789012345678901&to=call+400-evil')).status).toBe(400);
  expect((await browser.send('POST', '/login/code', { ...to, request: 'x', code: '123456' })).status).toBe(400);
});

test('the look and the language change where they were asked for, and nowhere else', async () => {
  const care = await browser.send('POST', '/look', { look: 'care', back: '/topics?state=open' });
  expect([care.status, care.headers['location']]).toEqual([303, '/topics?state=open']);
  expect(await page(browser, '/topics')).toContain('data-look="care"');
  await browser.send('POST', '/look', { look: 'normal', back: '/' });
  expect(await page(browser, '/topics')).toContain('data-look="normal"');
  for (const back of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])
    expect((await browser.send('POST', '/look', { lang: 'en', back })).headers['location']).toBe('/');
  expect(await page(browser, '/topics')).toContain('<html lang="en"');
  expect((await browser.send('POST', '/look', { look: 'huge' })).status).toBe(400);
});

test('mine shows who I am and what is mine, to members, citizens and staff', async () => {
  const lin = await signedIn(w, await member(w, place, '林知远', 1));
  expect(wordsOf(await page(lin, '/mine'))).toMatch(
    /林知远委员医药卫生界清渚市政协我的发言还没有发言.*我的资料.*邮件提醒未开启.*登录记录1 台设备/,
  );
  const fang = await signedIn(w, await staff(w, place, '方舒', 'editor'));
  expect(await page(fang, '/mine')).toContain('href="/desk/"');
  expect(await page(await signedIn(w, await netizen(w, '鼓山脚下')), '/mine')).not.toContain('href="/desk/"');
  expect(wordsOf(await page(browser, '/mine'))).toContain('登录后看到您的发言和回复');
  expect(wordsOf(await page(w.browser({ ...lin.cookies, lang: 'en' }), '/mine'))).toContain('E-mail reminders');
});

test('who sits at two levels sees each committee with the sector there', async () => {
  const id = await member(w, place, '欧阳秉赟', 1);
  const upper = await committee(w, '澜江省政协', 'province', ['农业界']);
  await sql`insert into membership (id, person_id, committee_id, term_id, sector_id, from_on)
    values (${newId()}, ${id}, ${upper.committeeId}, ${upper.termId}, ${upper.sectorIds[0]}, '2023-01-01')`.execute(w.house.db);
  expect(wordsOf(await page(await signedIn(w, id), '/mine'))).toContain('欧阳秉赟委员清渚市政协 医药卫生界澜江省政协 农业界');
});

test('reminders by mail begin with the code and end when they are turned off', async () => {
  const me = await signedIn(w, await netizen(w, '鼓山脚下'));
  const odd = await me.send('POST', '/mine/email/codes', { email: 'not an address' });
  expect([odd.status, fieldOf(odd.body, 'email'), titleOf(odd.body)]).toEqual([400, 'not an address', '出错：邮件提醒 - 合议']);
  const asked = await me.send('POST', '/mine/email/codes', { email: 'reader@example.org' });
  const html = await page(me, String(asked.headers['location']));
  const fields = { request: fieldOf(html, 'request') ?? '', to: fieldOf(html, 'to') ?? '' };
  const wrong = await me.send('POST', '/mine/email', { ...fields, code: code() === '000000' ? '111111' : '000000' });
  expect([wrong.status, wordsOf(wrong.body)]).toEqual([403, expect.stringContaining('验证码不对')]);
  await me.send('POST', '/mine/email', { ...fields, code: code() });
  expect(wordsOf(await page(me, '/mine/email'))).toMatch(/邮件提醒已开启.*提醒发到 r\*\*\*@example.org/);
  await me.send('POST', '/mine/email/removal', {});
  expect(wordsOf(await page(me, '/mine/email'))).toContain('邮件提醒已关闭');
});

test('I see where I am signed in, and end what I do not know', async () => {
  const id = await netizen(w, '鼓山脚下');
  const [here, there] = [await signedIn(w, id), await signedIn(w, id)];
  const list = await page(here, '/mine/logins');
  expect(wordsOf(list)).toContain('本机');
  const [, other] = /action="\/mine\/logins\/([^"/]+)\/end"/.exec(list) ?? [];
  expect((await here.send('POST', `/mine/logins/${other}/end`, {})).headers['location']).toBe('/mine/logins');
  expect((await there.send('GET', '/mine/logins')).status).toBe(303);
  expect(wordsOf(await page(here, '/mine/logins'))).toMatch(/那台设备已退出.*只有这一台设备登录着/);
  const stranger = await signedIn(w, await netizen(w, '别人'));
  expect((await stranger.send('POST', `/mine/logins/${place.hostId}/end`, {})).status).toBe(404);
  await signedIn(w, id);
  await here.send('POST', '/mine/logins/end-others', {});
  expect(wordsOf(await page(here, '/mine/logins'))).toContain('其他设备都已退出');
});

test('who sat until the term ended is called a former member, not a citizen, and is told what that means', async () => {
  const id = await member(w, place, '罗见初');
  const old = await signedIn(w, id);
  expect(wordsOf(await page(old, '/mine'))).toContain('委员');
  await sql`update term set ends_on = '2026-06-30' where id = ${place.termId}`.execute(w.house.db);
  const words = wordsOf(await page(old, '/mine'));
  expect(words).toContain('曾任委员');
  expect(words).toContain('第 14 届任职到');
  expect(words).toContain('6月30日为止。以前的发言和任职记录都保留着；现在发言按网友的规则审核。');
  expect(words).not.toContain('罗见初网友');
});
test('an account of the office that has no duty yet is staff, as where it would post', async () => {
  const id = await staff(w, place, '黎小满');
  await sql`insert into staff (person_id, body_id, office_id, since) values (${id}, ${place.committeeId}, ${place.hostId}, ${w.clock.now()})`.execute(
    w.house.db,
  );
  const waiting = await signedIn(w, id);
  const words = wordsOf(await page(waiting, '/mine'));
  expect(words).toContain('工作人员');
  expect(words).not.toContain('网友');
});
