import { sql } from 'kysely';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { account, type Browser, committee, empty, member, netizen, once, openTopic, type Place, signedIn, staff } from '../world.ts';
import { phone, type Served, served } from './served.ts';

let w: Served;
let place: Place;
let topic: string;
let author: Browser;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  w = await served();
});
beforeEach(async () => {
  await context?.close();
  await empty(w);
  w.house.committed(['*']);
  place = await committee(w, '示例市政协', 'city', ['教育界', '医药卫生界']);
  const editor = await signedIn(w, await staff(w, place, '方舒', 'editor'));
  topic = await openTopic(w, place, editor, { title: '把社区图书角办到家门口' });
  author = await signedIn(w, await member(w, place, '樊知秋', 1));
  context = await w.window({ ...phone, as: author });
  page = await context.newPage();
});
afterAll(async () => {
  await w?.[Symbol.asyncDispose]();
});

const text = '建议把图书从一年一换改为一季一换，书单贴在楼道。';
const composer = (on: Page = page) => on.getByRole('dialog', { name: '发表看法' });
const field = (on: Page = page) => on.locator('#text');
async function openComposer(on: Page = page): Promise<void> {
  await on.goto(`/topics/${topic}`);
  await on.getByRole('link', { name: '说说您的看法' }).tap();
  await composer(on).waitFor();
}
const publish = (on: Page = page) => composer(on).getByRole('button', { name: '发布' }).tap();
async function published(): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`select text from post_version order by at, text`.execute(w.house.db);
  return rows.map((row) => row.text);
}

test('what was published is not offered again: neither by Back nor at the next composing', async () => {
  for (const path of [`/topics/${topic}/compose`, `/topics/${topic}`]) {
    const said = `${path.length}。${text}`;
    await page.goto('/topics');
    await page.goto(path);
    if (!path.endsWith('compose')) await page.getByRole('link', { name: '说说您的看法' }).tap();
    await field().fill(said);
    // Published while the draft is being saved.
    await page.waitForRequest(/\/draft$/);
    await page.getByRole('button', { name: '发布' }).tap();
    await page.getByText('已发布').waitFor();
    await page.goBack();
    expect(await page.locator('#text').count()).toBe(0);
    await page.goto(`/topics/${topic}/compose`);
    expect(await field().inputValue()).toBe('');
    expect(await page.locator('.said').textContent()).toContain(said.slice(0, 12));
  }
  expect((await published()).length).toBe(2);
});

test('a post is changed with the same pictures piece as the composer, and keeps and takes pictures', async () => {
  const { id } = (await author.send('POST', `/api/topics/${topic}/posts`, { text }, once())).json<{ id: string }>();
  const dot = {
    name: '图书角.png',
    mimeType: 'image/png',
    buffer: await sharp({ create: { width: 64, height: 48, channels: 3, background: '#6d8a7f' } })
      .png()
      .toBuffer(),
  };
  for (const count of [1, 2]) {
    await page.goto(`/posts/${id}/edit`);
    await page.locator('.upload.add').waitFor();
    await page.locator('#pictures').setInputFiles(dot);
    await expect.poll(() => page.locator('input[type=hidden][name=pictures]').count(), { timeout: 15_000 }).toBe(count);
    expect(await page.locator('.upload img').count()).toBe(count);
    await field().fill(`${text}${'好'.repeat(count)}`);
    await page.getByRole('button', { name: '保存修改' }).tap();
    await page.locator('.toast', { hasText: '已保存修改' }).waitFor();
    expect(await page.locator('.said').count()).toBe(0);
    expect(await page.locator(`#p-${id} .post-text`).textContent()).toBe(`${text}${'好'.repeat(count)}`);
    expect(await page.locator(`#p-${id} img`).count()).toBe(count);
  }
  await page.goto(`/posts/${id}/edit`);
  await page.locator('.upload.add').waitFor();
  await field().fill('好');
  await page.getByRole('button', { name: '保存修改' }).tap();
  await page.getByText('还不能保存，有 1 处要改').waitFor();
  expect(await page.locator('.upload img').count()).toBe(2);
});

test('what was typed is back after the tab was killed, also on another device', async () => {
  await openComposer();
  await field().fill(text);
  await composer()
    .getByText(/已保存 \d\d:\d\d/)
    .waitFor();
  await page.close({ runBeforeUnload: false });
  page = await context.newPage();
  await openComposer();
  expect(await field().inputValue()).toBe(text);
  const elsewhere = await (await w.window({ ...phone, as: author })).newPage();
  await openComposer(elsewhere);
  expect(await field(elsewhere).inputValue()).toBe(text);
});

test('a key pressed a moment before the tab is killed is not lost, even where nobody is signed in', async () => {
  const strangers = await w.window(phone);
  const first = await strangers.newPage();
  await openComposer(first);
  await field(first).pressSequentially('还没有登录就写了几句');
  await first.close({ runBeforeUnload: false });
  const second = await strangers.newPage();
  await openComposer(second);
  expect(await field(second).inputValue()).toBe('还没有登录就写了几句');
});

test('a draft is gone from the composer once it was published', async () => {
  await openComposer();
  await field().fill(text);
  await composer()
    .getByText(/已保存/)
    .waitFor();
  await publish();
  await page.getByText('已发布').waitFor();
  expect(await published()).toEqual([text]);
  await openComposer();
  expect(await field().inputValue()).toBe('');
});

test('without network the text is kept and sent once when the network is back', async () => {
  await openComposer();
  await field().fill(text);
  await context.setOffline(true);
  await publish();
  await composer().getByText('网络断开，内容已保存，联网后自动提交').waitFor();
  expect(await published()).toEqual([]);
  await context.setOffline(false);
  await page.getByText('已发布').waitFor();
  expect(await published()).toEqual([text]);
});

test('what waited on a page that was closed is sent once when any page is next open', async () => {
  await openComposer();
  await field().fill(text);
  await context.setOffline(true);
  await publish();
  await composer().getByText('网络断开').waitFor();
  await page.close();
  await context.setOffline(false);
  const pages = await Promise.all([context.newPage(), context.newPage()]);
  await Promise.all(pages.map((one) => one.goto('/topics')));
  await Promise.any(pages.map((one) => one.getByText('刚才没有发出的内容已发布').waitFor()));
  expect(await published()).toEqual([text]);
});

test('a reply that was lost on the way is asked for again with the same key, and the post is one', async () => {
  await openComposer();
  await field().fill(text);
  const keys: string[] = [];
  await page.route('**/api/topics/*/posts', async (route) => {
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await publish();
  await page.getByText('已发布').waitFor();
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  expect(await published()).toEqual([text]);
});

test('a refusal stands at its field and on top, has the focus, and the text stays', async () => {
  await openComposer();
  await field().fill('同意');
  await publish();
  const summary = page.locator('#refusals');
  await summary.waitFor();
  expect(await summary.textContent()).toContain('还不能发布，有 1 处要改');
  expect(await page.locator('#text-error').textContent()).toBe('请至少写 5 个字，现在是 2 个字');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('refusals');
  expect(await page.title()).toMatch(/^出错：/);
  expect(await field().inputValue()).toBe('同意');
  await field().fill(text);
  await publish();
  await page.getByText('已发布').waitFor();
});

test('a login that ended while writing is renewed in place, and the text is sent', async () => {
  const me = await member(w, place, '褚若谷', 0);
  await account(w, me, 'chu', 'a long password of mine');
  const own = await w.window({ ...phone, as: await signedIn(w, me) });
  const writing = await own.newPage();
  await openComposer(writing);
  await field(writing).fill(text);
  await sql`delete from login where person_id = ${me}`.execute(w.house.db);
  // The server remembers a login for a second.
  await expect.poll(async () => (await own.request.get('/api/me')).status()).toBe(401);
  await publish(writing);
  const dialog = composer(writing);
  await dialog.getByRole('button', { name: '用账号密码登录' }).tap();
  await dialog.getByLabel('账号').fill('chu');
  await dialog.getByLabel('密码').fill('a long password of mine');
  await dialog.getByRole('button', { name: '登录并发布' }).tap();
  await writing.getByText('已发布').waitFor();
  expect(await published()).toEqual([text]);
  await own.close();
});

test('text written on a shared device is neither shown to nor sent for the next person', async () => {
  await openComposer();
  await field().fill(text);
  await context.setOffline(true);
  await publish();
  await composer().getByText('网络断开').waitFor();
  await page.close();
  await context.setOffline(false);
  const next = await signedIn(w, await netizen(w, '另一个人'));
  await context.addCookies([{ name: 'login', value: next.cookies['login'] ?? '', url: w.origin }]);
  page = await context.newPage();
  await openComposer();
  expect(await field().inputValue()).toBe('');
  expect(await published()).toEqual([]);
});

test('what somebody unknown could not send goes out under nobody’s name by itself', async () => {
  const strangers = await w.window(phone);
  const first = await strangers.newPage();
  await openComposer(first);
  await field(first).fill(text);
  await strangers.setOffline(true);
  await publish(first);
  await composer(first).getByText('网络断开').waitFor();
  await first.close();
  await strangers.setOffline(false);
  await strangers.addCookies([{ name: 'login', value: author.cookies['login'] ?? '', url: w.origin }]);
  const second = await strangers.newPage();
  await second.goto('/topics');
  await second.getByText('有一条内容还没有发出，打开后可以发布').waitFor();
  expect(await published()).toEqual([]);
  await second.locator('.toast').getByRole('button', { name: '打开' }).tap();
  await second.waitForURL(/\/compose/);
  await expect.poll(() => field(second).inputValue()).toBe(text);
  await second.getByRole('button', { name: '发布' }).tap();
  await second.getByText('已发布').waitFor();
  expect(await published()).toEqual([text]);
  await strangers.close();
});

test('who changes a text whose first sending had arrived is told so, and nothing is published twice', async () => {
  await openComposer();
  await field().fill(text);
  await page.route('**/api/topics/*/posts', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await publish();
  await composer().getByText('网络断开').waitFor();
  await page.unroute('**/api/topics/*/posts');
  await composer().getByRole('button', { name: '改一改' }).tap();
  await field().fill(`${text}又加了一句。`);
  await publish();
  await page.getByText('刚才那一条已经发布成功，您后来的修改没有发出').waitFor();
  expect(await published()).toEqual([text]);
});

test('one view of a page is one hit, and reading does nothing else', async () => {
  const hits: string[] = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET') hits.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  await page.goto(`/topics/${topic}`, { waitUntil: 'networkidle' });
  expect(hits).toEqual([`POST /api/topics/${topic}/visits`]);
  await page.goto('/topics', { waitUntil: 'networkidle' });
  expect(hits).toHaveLength(1);
});

test('passing on copies the address where the phone has no way of its own', async () => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`/topics/${topic}?sort=hottest`);
  await page.evaluate(() => Reflect.deleteProperty(Navigator.prototype, 'share'));
  await page.getByRole('link', { name: '转给朋友' }).first().tap();
  await page.getByText('链接已复制').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${w.origin}/topics/${topic}`);
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await page.getByRole('link', { name: '转给朋友' }).first().tap();
  await page.getByText('链接已复制').waitFor();
});

test('the scripts need no right to write markup', async () => {
  const said: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && said.push(message.text())));
  page.on('pageerror', (error) => said.push(String(error)));
  await openComposer();
  await field().fill('同意');
  await publish();
  await page.locator('#refusals').waitFor();
  await field().fill(text);
  await publish();
  await page.getByText('已发布').waitFor();
  expect(said.filter((line) => !line.includes('409'))).toEqual([]);
  const written = await page.evaluate(() => {
    try {
      document.body.innerHTML = '<p>';
      return 'written';
    } catch {
      return 'refused';
    }
  });
  expect(written).toBe('refused');
});

test('a like moves at once, two taps count once, and an answer of 500 takes it back with a word', async () => {
  const { id } = (await author.send('POST', `/api/topics/${topic}/posts`, { text }, once())).json<{ id: string }>();
  const reader = await w.window({ ...phone, as: await signedIn(w, await netizen(w, '二年级家长')) });
  const reading = await reader.newPage();
  await reading.goto(`/topics/${topic}`);
  const like = reading.locator(`#p-${id} form[data-like] button`);
  let held: (() => void) | undefined;
  await reading.route('**/api/posts/*/like', async (route) => {
    await new Promise<void>((resolve) => {
      held = resolve;
    });
    await route.continue();
  });
  const shown = await like.evaluate((button: HTMLButtonElement) => {
    button.click();
    button.click();
    return button.textContent?.trim();
  });
  // The server has not answered yet, and will not until it is let.
  expect(shown).toBe('赞 1');
  expect(await like.getAttribute('aria-pressed')).toBe('true');
  await expect.poll(() => held !== undefined).toBe(true);
  held?.();
  await expect.poll(async () => (await author.send('GET', `/api/posts/${id}`)).json<{ post: { likes: number } }>().post.likes).toBe(1);
  await reading.unroute('**/api/posts/*/like');

  await reading.route('**/api/posts/*/like', (route) =>
    route.fulfill({ status: 500, json: { code: 'internal', sentence: '坏了', problems: [] } }),
  );
  await expect
    .poll(async () => {
      await like.click();
      return reading.locator('.toast').count();
    })
    .toBe(1);
  expect(await reading.locator('.toast').textContent()).toContain('点赞没有成功，请稍后再点一次');
  expect(await like.getAttribute('aria-pressed')).toBe('true');
  expect((await like.textContent())?.trim()).toBe('赞 1');
  await reader.close();
});

test('what a stranger liked is remembered on the device, though the page is the same for all', async () => {
  const { id } = (await author.send('POST', `/api/topics/${topic}/posts`, { text }, once())).json<{ id: string }>();
  const strangers = await w.window(phone);
  const reading = await strangers.newPage();
  await reading.goto(`/topics/${topic}`);
  const post = reading.locator(`#p-${id}`);
  const answered = reading.waitForResponse((reply) => reply.url().endsWith('/like') && reply.ok());
  await post.getByRole('button', { name: '赞' }).tap();
  await post.getByText('访客赞 1').waitFor();
  // The count moves before the server answers; the device remembers what was answered.
  await (await answered).finished();
  await reading.waitForFunction((one) => Object.values(localStorage).some((kept) => String(kept).includes(one)), id);
  await reading.reload();
  const pressed = () => post.getByRole('button', { name: '赞' }).getAttribute('aria-pressed');
  await expect.poll(pressed, { timeout: 10_000 }).toBe('true');
  const others = await (await w.window(phone)).newPage();
  await others.goto(`/topics/${topic}`);
  expect(await others.locator(`#p-${id}`).getByRole('button', { name: '赞' }).getAttribute('aria-pressed')).toBe('false');
});

test('a withdrawal can be undone for eight seconds', async () => {
  const { id } = (await author.send('POST', `/api/topics/${topic}/posts`, { text }, once())).json<{ id: string }>();
  await page.goto(`/topics/${topic}`);
  const post = page.locator(`#p-${id}`);
  await post.locator('summary').tap();
  await post.getByRole('button', { name: '撤回' }).tap();
  const toast = page.locator('.toast');
  await toast.waitFor();
  expect(await toast.textContent()).toMatch(/已撤回发言撤销 [78] 秒/);
  expect(await post.count()).toBe(0);
  await toast.getByRole('button', { name: '撤销' }).tap();
  await post.waitFor();
  expect(await post.locator('.post-text').textContent()).toBe(text);
});

test('pictures are made small on the phone, show their way, and stand in the draft', async () => {
  await openComposer();
  const big = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 3000;
    canvas.height = 2000;
    const sheet = canvas.getContext('2d');
    for (let i = 0; i < 30_000 && sheet; i++) {
      sheet.fillStyle = `rgb(${(i * 37) % 255} ${(i * 91) % 255} ${(i * 53) % 255})`;
      sheet.fillRect((i * 131) % 3000, (i * 71 + i / 40) % 2000, 40, 30);
    }
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  });
  const sent: number[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/files')) sent.push(request.postDataBuffer()?.length ?? 0);
  });
  await page.locator('#pictures').setInputFiles({ name: '图书角.png', mimeType: 'image/png', buffer: Buffer.from(big, 'base64') });
  await composer().getByRole('img', { name: '照片 1' }).waitFor();
  await composer()
    .getByText(/已保存/)
    .waitFor();
  expect(Buffer.from(big, 'base64').length).toBeGreaterThan(310_000);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toBeLessThan(310_000);
  await page.reload();
  await openComposer();
  await composer().getByRole('img', { name: '照片 1' }).waitFor();
  await field().fill(text);
  await publish();
  await page.getByText('已发布').waitFor();
  expect(
    await page
      .locator('article.post img[alt="照片 1"]')
      .evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth)),
  ).toBe(2000);
});

test('the sheet closes by Esc and by the back button, the focus comes back, and the page behind cannot be reached', async () => {
  await page.goto(`/topics/${topic}`);
  const rest = page.getByRole('link', { name: '说说您的看法' });
  await rest.focus();
  await rest.press('Enter');
  await composer().waitFor();
  expect(await page.locator('main').getAttribute('inert')).toBe('');
  await page.keyboard.press('Escape');
  await composer().waitFor({ state: 'detached' });
  await expect.poll(() => rest.evaluate((link) => link === document.activeElement)).toBe(true);
  await rest.tap();
  await composer().waitFor();
  await page.goBack();
  await composer().waitFor({ state: 'detached' });
  expect(page.url()).toBe(`${w.origin}/topics/${topic}`);
});

test('the composer on its own page is the same form alive', async () => {
  await page.goto(`/topics/${topic}/compose`);
  await field().fill(text);
  await page.getByText(/已保存 \d\d:\d\d/).waitFor();
  expect(await page.locator('#text-count').textContent()).toBe('24 / 2,000');
  await page.reload();
  expect(await field().inputValue()).toBe(text);
  await page.getByRole('button', { name: '发布' }).tap();
  await page.getByText('已发布').waitFor();
  expect(await published()).toEqual([text]);
});
