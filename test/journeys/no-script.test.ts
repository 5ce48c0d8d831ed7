import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Browser, committee, member, once, openTopic, type Place, signedIn, staff } from '../world.ts';
import { complaints, phone, type Served, served } from './served.ts';

let w: Served;
let place: Place;
let topic: string;
let moderator: Browser;
let other: Browser;
beforeAll(async () => {
  w = await served();
  place = await committee(w, '示例市政协', 'city', ['教育界', '医药卫生界']);
  const editor = await signedIn(w, await staff(w, place, '方舒', 'editor'));
  moderator = await signedIn(w, await staff(w, place, '沈明远', 'moderator'));
  other = await signedIn(w, await member(w, place, '樊知秋', 1));
  topic = await openTopic(w, place, editor, { title: '把社区图书角办到家门口' });
  const said = await other.send('POST', `/api/topics/${topic}/posts`, { text: '建议把图书从一年一换改为一季一换。' }, once());
  expect(said.status).toBe(200);
});
afterAll(async () => {
  await w?.[Symbol.asyncDispose]();
});
const plain = () => w.window({ ...phone, javaScriptEnabled: false });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const picture = async () => ({
  name: '图书角.png',
  mimeType: 'image/png',
  buffer: await sharp({ create: { width: 320, height: 240, channels: 3, background: '#6d8a7f' } })
    .png()
    .toBuffer(),
});
const minutes = (n: number) => w.at(new Date(w.clock.now().getTime() + n * 60_000).toISOString());

test('the whole public flow works with JavaScript off', async () => {
  const context = await plain();
  const page = await context.newPage();
  const said = complaints(page);

  // Reads, likes as a visitor, sorts, and sees the address to pass on.
  await page.goto('/');
  await page.getByRole('link', { name: '看大家怎么说' }).click();
  const theirs = page.locator('article.post', { hasText: '一季一换' });
  await theirs.getByRole('button', { name: '赞' }).click();
  expect(await theirs.textContent()).toContain('访客赞 1');
  await theirs.getByRole('button', { name: '赞' }).click();
  expect(await theirs.textContent()).toContain('访客赞 1');
  await page.getByRole('link', { name: '只看委员' }).click();
  expect(page.url()).toContain('who=member');
  const short = (await page.locator('#share .address').textContent()) ?? '';
  expect(short).toMatch(new RegExp(`^${w.origin}/t/[0-9a-z]{13}$`));
  expect(await page.getByRole('link', { name: '复制链接' }).count()).toBe(0);
  expect((await page.goto(short))?.url()).toBe(`${w.origin}/topics/${topic}`);

  // Wants to write, is sent to sign in, names herself, and is back at the composer.
  await page.getByRole('link', { name: '说说您的看法' }).click();
  await page.waitForURL(/\/login\?next=/);
  await field(page, '手机号').fill('123');
  await page.getByRole('button', { name: '获取验证码' }).click();
  expect(await page.title()).toMatch(/^出错：/);
  expect(await page.locator('#refusals').textContent()).toContain('请填 11 位手机号，例如 139 0000 0000，现在是 3 位');
  expect(await field(page, '手机号').inputValue()).toBe('123');
  await field(page, '手机号').fill('13700137000');
  await page.getByRole('button', { name: '获取验证码' }).click();
  await field(page, '验证码').fill(w.sent.at(-1)?.code ?? '');
  await page.getByRole('button', { name: '登录' }).click();
  await field(page, '昵称').fill('二年级家长');
  await page.getByLabel('我已满 14 周岁').check();
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL(new RegExp(`/topics/${topic}/compose`));

  // Too short: the page says where and why, and keeps the text and the picture.
  await field(page, '您的看法').fill('同意');
  await page.locator('#pictures').setInputFiles(await picture());
  await page.getByRole('button', { name: '发布' }).click();
  expect(await page.title()).toMatch(/^出错：/);
  expect(await page.locator('#refusals').textContent()).toContain('请至少写 5 个字，现在是 2 个字');
  expect(await field(page, '您的看法').inputValue()).toBe('同意');
  expect(await page.getByLabel('保留照片 1').isChecked()).toBe(true);
  await field(page, '您的看法').fill('放学没有地方看书，希望开到六点半。');
  await page.getByRole('button', { name: '发布' }).click();
  await page.waitForURL(/#p-/);
  expect(await page.locator('.said').textContent()).toContain('已收到，审核后公开');
  const mine = page.locator('article.post', { hasText: '六点半' });
  expect(await mine.textContent()).toContain('审核中，仅您可见');
  expect(await mine.getByRole('img', { name: '照片 1' }).count()).toBe(1);

  // Said once.
  await page.reload();
  expect(await page.locator('.said').count()).toBe(0);

  // Changes, withdraws, and takes it back.
  await mine.locator('summary').click();
  await mine.getByRole('link', { name: '修改' }).click();
  await field(page, '您的看法').fill('放学没有地方看书，希望开到七点。');
  await page.getByRole('button', { name: '保存修改' }).click();
  expect(await page.locator('.said').textContent()).toContain('已保存修改');
  const changed = page.locator('article.post', { hasText: '开到七点' });
  await changed.locator('summary').click();
  await changed.getByRole('button', { name: '撤回' }).click();
  expect(await page.locator('.said').textContent()).toContain('已撤回发言');
  expect(await changed.count()).toBe(0);
  await page.locator('.said').getByRole('button', { name: '撤销' }).click();
  expect(await changed.count()).toBe(1);

  // A moderator refuses; the reason and the appeal stand with the post.
  await decide('refuse', { reason: 'offTopic', ownWords: '请说说图书角。' });
  await minutes(2);
  await page.goto('/notices');
  await page.getByRole('link', { name: /没有公开/ }).click();
  await page.waitForURL(/\/mine\/posts/);
  const refused = page.locator('li', { hasText: '开到七点' });
  expect(await refused.textContent()).toContain('理由：与议题无关');
  await refused.getByText('申诉', { exact: true }).click();
  await refused.getByLabel('申诉理由').fill('图书角几点关门正是议题问的。');
  await refused.getByRole('button', { name: '提交申诉' }).click();
  expect(await page.locator('.said').textContent()).toContain('申诉已收到');

  // Replies to another.
  await page.goto(`/topics/${topic}`);
  await theirs.getByRole('link', { name: '回复' }).click();
  await page.getByRole('link', { name: '回复 樊知秋' }).first().click();
  await field(page, '您的回复').fill('一季一换，我家孩子也盼着。');
  await page.getByRole('button', { name: '发布' }).click();
  await page.waitForURL(/\?at=/);
  expect(await page.locator('article.post.marked').textContent()).toContain('一季一换，我家孩子也盼着。');

  // Large type and language by plain forms, back where they were pressed.
  await page.getByRole('button', { name: '关怀版' }).click();
  expect(await page.locator('html').getAttribute('data-look')).toBe('care');
  await page.getByRole('button', { name: 'English' }).first().click();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect(page.url()).toContain('?at=');
  await page.getByRole('button', { name: '中文' }).first().click();
  await page.getByRole('button', { name: '普通版' }).click();

  // Reminders by mail, devices, out.
  await page.goto('/mine');
  await page.getByRole('link', { name: '邮件提醒' }).click();
  await field(page, '邮箱').fill('reader@example.org');
  await page.getByRole('button', { name: '获取验证码' }).click();
  await field(page, '验证码').fill(w.sent.at(-1)?.code ?? '');
  await page.getByRole('button', { name: '开启邮件提醒' }).click();
  expect(await page.locator('.said').textContent()).toContain('邮件提醒已开启');
  await page.goto('/mine/logins');
  expect(await page.getByText('本机').count()).toBe(1);
  await page.goto('/mine');
  await page.getByRole('button', { name: '退出登录' }).click();
  expect(await page.locator('.said').textContent()).toContain('已退出登录');
  expect((await page.goto('/mine/posts'))?.url()).toContain('/login?next=');
  expect(said).toEqual([]);
});

test('a login that ended while writing costs nobody their words', async () => {
  const context = await plain();
  const author = await signedIn(w, await member(w, place, '褚若谷', 0));
  await context.addCookies([{ name: 'login', value: author.cookies['login'] ?? '', url: w.origin }]);
  const page = await context.newPage();
  await page.goto(`/topics/${topic}/compose`);
  await field(page, '您的看法').fill('写了很久的一段话，不能丢。');
  await author.send('DELETE', '/api/logins/current');
  await page.getByRole('button', { name: '发布' }).click();
  expect(await page.locator('#refusals').textContent()).toContain('请先登录');
  expect(await field(page, '您的看法').inputValue()).toBe('写了很久的一段话，不能丢。');
  const again = await signedIn(w, await member(w, place, '褚若谷', 0));
  await context.addCookies([{ name: 'login', value: again.cookies['login'] ?? '', url: w.origin }]);
  await page.getByRole('button', { name: '发布' }).click();
  await page.waitForURL(/#p-/);
  expect(await page.locator('article.post', { hasText: '写了很久' }).count()).toBe(1);
});

test('a form that is sent twice is published once, and another text from the same form is another post', async () => {
  const context = await plain();
  const author = await signedIn(w, await member(w, place, '罗其安', 0));
  await context.addCookies([{ name: 'login', value: author.cookies['login'] ?? '', url: w.origin }]);
  const page = await context.newPage();
  await page.goto(`/topics/${topic}/compose`);
  const key = (await page.locator('[name=key]').getAttribute('value')) ?? '';
  const send = (text: string) => author.send('POST', `/topics/${topic}/compose`, { key, text });
  const both = await Promise.all([send('同一张表发了两次，只有一条。'), send('同一张表发了两次，只有一条。')]);
  expect(both.map(({ status }) => status)).toEqual([303, 303]);
  expect(both[0]?.headers['location']).toBe(both[1]?.headers['location']);
  await send('退回来改了字再发，是另一条。');
  await page.goto(`/topics/${topic}`);
  expect(await page.locator('article.post', { hasText: '只有一条' }).count()).toBe(1);
  expect(await page.locator('article.post', { hasText: '是另一条' }).count()).toBe(1);
});

test('a form that was refused, mended and published may be sent again from any page of the way back: one post', async () => {
  const context = await plain();
  const author = await signedIn(w, await member(w, place, '鲁望舒', 0));
  await context.addCookies([{ name: 'login', value: author.cookies['login'] ?? '', url: w.origin }]);
  const page = await context.newPage();
  const [short, text] = ['图书', '先写得不够字数，改好以后发出去。'];
  const keyOf = async () => (await page.locator('[name=key]').getAttribute('value')) ?? '';
  await page.goto(`/topics/${topic}/compose`);
  const key = await keyOf();
  await field(page, '您的看法').fill(short);
  await page.getByRole('button', { name: '发布' }).click();
  await page.locator('#refusals').waitFor();
  expect(await field(page, '您的看法').inputValue()).toBe(short);
  expect(await keyOf()).toBe(key);
  await field(page, '您的看法').fill(text);
  await page.getByRole('button', { name: '发布' }).click();
  await page.waitForURL(/#p-/);
  const there = new URL(page.url());
  // Back, and yes to the browser's question: what was refused is refused again, what was published is what stands, hours later too.
  await minutes(180);
  const send = (words: string) => author.send('POST', `/topics/${topic}/compose`, { key, text: words });
  expect((await send(short)).status).toBe(409);
  const again = await send(text);
  expect([again.status, again.headers['location']]).toEqual([303, there.pathname + there.search + there.hash]);
  await page.goto(`/topics/${topic}`);
  expect(await page.locator('article.post', { hasText: text }).count()).toBe(1);
});

test('after publishing, Back says so over an empty box; the same words pressed again lead to the post that stands', async () => {
  const context = await plain();
  const author = await signedIn(w, await member(w, place, '邬若梅', 0));
  await context.addCookies([{ name: 'login', value: author.cookies['login'] ?? '', url: w.origin }]);
  const page = await context.newPage();
  const text = '退回来再按一次，还是这一条。';
  await page.goto(`/topics/${topic}/compose`);
  await field(page, '您的看法').fill(text);
  await page.getByRole('button', { name: '发布' }).click();
  await page.waitForURL(/#p-/);
  const there = page.url();
  await page.goBack();
  expect(await field(page, '您的看法').inputValue()).toBe('');
  expect(await page.locator('.said').textContent()).toContain('您刚刚在这里发过');
  await field(page, '您的看法').fill(text);
  await page.getByRole('button', { name: '发布' }).click();
  await page.waitForURL(there);
  expect(await page.locator('.said').textContent()).toContain('您刚刚发过同样的内容');
  expect(await page.locator('article.post', { hasText: text }).count()).toBe(1);
});

async function decide(decision: 'accept' | 'refuse', more: object = {}): Promise<void> {
  const { rows } = (await moderator.send('GET', `/api/readings?tab=waiting&topic=${topic}`)).json<{
    rows: { id: string; author: { kind: string } }[];
  }>();
  for (const { id, author } of rows)
    if (author.kind === 'netizen')
      expect((await moderator.send('POST', `/api/readings/${id}/decision`, { decision, ...more }, once())).status).toBe(200);
}
