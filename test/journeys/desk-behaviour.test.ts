import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, committee, empty, netizen, once, openTopic, type Place, signedIn, staff } from '../world.ts';
import { complaints, desk, type Served, served } from './served.ts';

let w: Served;
let place: Place;
let all: Browser;
beforeAll(async () => {
  w = await served();
});
afterAll(async () => {
  await w?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await empty(w);
  place = await committee(w, '清渚市政协');
  all = await signedIn(w, await staff(w, place, '方舒', 'editor', 'moderator', 'operator'));
});
const open: Awaited<ReturnType<Served['window']>>[] = [];
afterEach(async () => {
  for (const context of open.splice(0)) await context.close();
});
async function window(as: Browser = all): Promise<Page> {
  const context = await w.window({ ...desk, as });
  open.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  return page;
}
const toast = (page: Page) => page.locator('.toast');
const minute = () => w.at(new Date(w.clock.now().getTime() + 60_000).toISOString());
async function speak(topic: string, name: string, text: string): Promise<string> {
  const by = await signedIn(w, await netizen(w, name));
  const done = await by.send('POST', `/api/topics/${topic}/posts`, { text }, once());
  expect(done.status, done.body).toBe(200);
  await minute();
  return done.json<{ id: string }>().id;
}
describe('with nothing in it yet', () => {
  test.each([
    ['/desk/', '现在没有要办的事', '新建议题'],
    ['/desk/topics', '还没有议题', '新建议题'],
    ['/desk/topics?state=open', '没有征集中的议题', '看全部议题'],
    ['/desk/moderation', '没有待审的发言', '看已处理的'],
    ['/desk/moderation?tab=held', '没有暂缓的发言', '看已处理的'],
    ['/desk/moderation?tab=appealed', '没有待复核的申诉', '看已处理的'],
    ['/desk/moderation?tab=decided', '还没有处理过发言', '看待审的'],
    ['/desk/statistics', '还没有可以统计的议题', '去看议题'],
  ])('%s says so in one sentence and offers one act', async (path, sentence, act) => {
    const page = await window();
    const said = complaints(page);
    await page.goto(path);
    await page.getByRole('heading', { name: sentence }).waitFor();
    expect(await page.getByRole('link', { name: act }).count()).toBeGreaterThan(0);
    expect(await page.locator('table').count()).toBe(0);
    expect(said).toEqual([]);
  });
});

describe('who may see what', () => {
  test('a person without a duty is told so, with a way to the public site', async () => {
    const page = await window(await signedIn(w, await netizen(w, '鼓山脚下')));
    await page.goto('/desk/moderation');
    await page.getByRole('heading', { name: '这里是机关工作人员的工作台' }).waitFor();
    expect(await page.getByRole('link', { name: '去公开网站' }).getAttribute('href')).toBe('/');
    expect(await page.getByRole('navigation').count()).toBe(0);
  });
  test('the rooms are those of the duties, and a room of others says whose it is', async () => {
    const page = await window(await signedIn(w, await staff(w, place, '郭一萍', 'moderator')));
    await page.goto('/desk/operator');
    await page.getByRole('heading', { name: '这一页由有相应职责的人使用' }).waitFor();
    const rooms = page.getByRole('navigation', { name: '工作台栏目' }).getByRole('link');
    expect(await rooms.allTextContents()).toEqual(['今天', '审核', '统计', '我的登录', '公开网站']);
  });
  test('a topic of another committee is not there', async () => {
    const other = await committee(w, '云渚省政协', 'province');
    const id = await openTopic(w, other, await signedIn(w, await staff(w, other, '黄立群', 'editor')));
    const page = await window();
    await page.goto(`/desk/topics/${id}`);
    await page.getByRole('heading', { name: '这一页由有相应职责的人使用' }).waitFor();
    await page.goto(`/desk/statistics/${id}`);
    await page.getByRole('heading', { name: '没有找到，可能已被撤下，或者链接不完整' }).waitFor();
  });
});

describe('the form of a topic', () => {
  test('what was typed survives a window that was closed, and is dropped when told so', async () => {
    const id = await openTopic(w, place, all);
    const page = await window();
    await page.goto(`/desk/topics/${id}`);
    await page.getByLabel('一句话说明').fill('刚刚打的字还没有保存');
    await page.getByText('有修改没有保存，已暂存在本机').waitFor();
    const again = await page.context().newPage();
    await page.close();
    await again.goto(`/desk/topics/${id}`);
    await again.getByText('暂存在本机、还没有保存的内容').waitFor();
    expect(await again.getByLabel('一句话说明').inputValue()).toBe('刚刚打的字还没有保存');
    await again.getByRole('button', { name: '不要了，用已保存的' }).click();
    expect(await again.getByLabel('一句话说明').inputValue()).toBe('学校怎么改、家庭怎么管');
    await again.reload();
    await again.getByLabel('一句话说明').waitFor();
    expect(await again.getByLabel('一句话说明').inputValue()).toBe('学校怎么改、家庭怎么管');
  });

  test('two editors at once: the second keeps the words, sees what changed, and chooses', async () => {
    const id = await openTopic(w, place, all);
    const page = await window();
    await page.goto(`/desk/topics/${id}`);
    await page.locator('#summary').fill('第二个人写的一句话');
    const second = await signedIn(w, await staff(w, place, '郭一萍', 'editor'));
    const topic = (await second.send('GET', `/api/topics/${id}`)).json<Record<string, unknown> & { version: number }>();
    const { hostId, focus, figures, figuresSource, membersRead, publicRead, parts } = topic;
    const written = {
      title: '第一个人改的名称',
      summary: '第一个人写的一句话',
      hostId,
      focus,
      figures,
      figuresSource,
      membersRead,
      publicRead,
      parts,
    };
    const first = await second.send('PUT', `/api/topics/${id}`, written, { 'if-match': `"${topic.version}"` });
    expect(first.status, first.body).toBe(200);

    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByRole('heading', { name: `别人刚刚改过这个议题，现在是第 ${topic.version + 1} 版` }).waitFor();
    expect(await page.locator('#summary').inputValue()).toBe('第二个人写的一句话');
    const rows = page.locator('.conflict-table tbody tr');
    expect(await rows.allTextContents()).toEqual([
      '议题名称第一个人改的名称推进儿童青少年近视综合防控用现在的',
      '一句话说明第一个人写的一句话第二个人写的一句话用现在的',
    ]);
    await page.getByRole('button', { name: '用现在的：议题名称' }).click();
    await page.getByRole('button', { name: '用我的内容保存' }).click();
    await toast(page).getByText('已保存').waitFor();
    const saved = (await second.send('GET', `/api/topics/${id}`)).json();
    expect(saved).toMatchObject({ title: '第一个人改的名称', summary: '第二个人写的一句话', version: topic.version + 2 });
    expect(await page.locator('.conflict-table').count()).toBe(0);
  });

  test('pictures and documents are added with their progress, described, ordered, renewed and taken away', async () => {
    const id = await openTopic(w, place, all);
    const page = await window();
    await page.goto(`/desk/topics/${id}`);
    const png = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#8a5a00' } })
      .png()
      .toBuffer();
    const pictures = page.locator('.picture-list > li');
    await page.locator('#add-picture').setInputFiles([
      { name: '甲.png', mimeType: 'image/png', buffer: png },
      { name: '乙.png', mimeType: 'image/png', buffer: png },
    ]);
    await expect.poll(() => pictures.count()).toBe(2);
    await page.getByLabel('图片说明 第 2 张图片').fill('第二张上的人');
    await page.getByLabel('图片说明 第 1 张图片').focus();
    await page.getByText('已保存', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: '上移第 2 张图片' }).click();
    await expect.poll(() => pictures.first().locator('input').inputValue()).toBe('第二张上的人');
    await page.getByRole('button', { name: '去掉 第 2 张图片' }).click();
    await page.getByRole('dialog', { name: '去掉第 2 张图片？' }).getByRole('button', { name: '去掉' }).click();
    await expect.poll(() => pictures.count()).toBe(1);

    const pdf = (n: number) => Buffer.from(`%PDF-1.4\n% ${n}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
    await page.locator('#add-material').setInputFiles({ name: '调研报告.pdf', mimeType: 'application/pdf', buffer: pdf(1) });
    const material = page.locator('.material-list > li');
    await material.getByText('第 1 版').waitFor();
    expect(await material.getByRole('link').first().textContent()).toBe('调研报告');
    await material.locator('input[type=file]').setInputFiles({ name: '新.pdf', mimeType: 'application/pdf', buffer: pdf(2) });
    await material.getByText('旧版：').waitFor();
    await page.locator('#add-material').setInputFiles({ name: '脚本.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<script>') });
    await page.getByText('“脚本.pdf”没有传上去').waitFor();
    const topic = (await all.send('GET', `/api/topics/${id}`)).json();
    expect(topic).toMatchObject({ pictures: [{ caption: '第二张上的人' }], materials: [{ title: '调研报告', version: 2 }] });
  });

  test('a topic is withdrawn with its reason, and says so from then on', async () => {
    const id = await openTopic(w, place, all);
    const page = await window();
    await page.goto(`/desk/topics/${id}`);
    await page.getByRole('button', { name: '撤下议题' }).click();
    const question = page.getByRole('dialog', { name: '撤下这个议题？' });
    await question.getByRole('button', { name: '撤下议题' }).click();
    await question.getByText('请填写“撤下原因”').waitFor();
    await question.getByLabel('撤下原因').fill('日期写错了');
    await question.getByRole('button', { name: '撤下议题' }).click();
    await page.getByText('已撤下：日期写错了').waitFor();
    expect(await page.getByRole('button', { name: '保存' }).count()).toBe(0);
  });
});

describe('the queue', () => {
  test('what another moderator decided first is said, and the next one comes', async () => {
    const topic = await openTopic(w, place, all);
    await speak(topic, '河边看书人', '第一条，两个人都在看。');
    await speak(topic, '二年级家长', '第二条，只有一个人看。');
    const page = await window();
    await page.goto('/desk/moderation');
    const text = page.locator('.review-text').first();
    await expect.poll(() => text.textContent()).toBe('第一条，两个人都在看。');
    const other = await signedIn(w, await staff(w, place, '郭一萍', 'moderator'));
    const { rows } = (await other.send('GET', '/api/readings?tab=waiting')).json<{ rows: { id: string }[] }>();
    await other.send('POST', `/api/readings/${rows[0]?.id}/decision`, { decision: 'accept' }, once());
    await page.keyboard.press('h');
    await toast(page).getByText('刚刚有人处理过这一条，已到下一条').waitFor();
    await expect.poll(() => text.textContent()).toBe('第二条，只有一个人看。');
  });

  test('one who refused cannot decide about the appeal; another one can, by keyboard', async () => {
    const topic = await openTopic(w, place, all);
    const author = await signedIn(w, await netizen(w, '二年级家长'));
    await author.send('POST', `/api/topics/${topic}/posts`, { text: '书太少了，请多买一些。' }, once());
    const { rows } = (await all.send('GET', '/api/readings?tab=waiting')).json<{ rows: { id: string }[] }>();
    const id = rows[0]?.id ?? '';
    await all.send('POST', `/api/readings/${id}/decision`, { decision: 'refuse', reason: 'offTopic' }, once());
    await minute();
    expect((await author.send('POST', `/api/readings/${id}/appeal`, { words: '这就是在说图书角。' }, once())).status).toBe(200);
    const page = await window();
    await page.goto('/desk/moderation?tab=appealed');
    await page.getByText('这一条是自己审的，须由另一人复核').waitFor();
    expect(await page.getByRole('button', { name: '申诉成立，公开' }).count()).toBe(0);

    const second = await window(await signedIn(w, await staff(w, place, '郭一萍', 'moderator')));
    await second.goto('/desk/');
    await second.getByText('1 件申诉待复核').waitFor();
    await second.goto('/desk/moderation?tab=appealed');
    await second.getByText('这就是在说图书角。').waitFor();
    await second.keyboard.press('r');
    await second.locator('.field-error').getByText('维持不公开时要写明为什么').waitFor();
    await second.keyboard.press('Escape');
    await second.keyboard.press('a');
    await toast(second).getByText('已公开二年级家长的发言，已告知作者').waitFor();
    const shown = (await w.browser().send('GET', `/api/topics/${topic}/posts`)).json<{ rows: object[] }>();
    expect(shown.rows).toMatchObject([{ text: '书太少了，请多买一些。' }]);
  });

  test('a lost reply does not decide twice, and a lost network is said', async () => {
    const topic = await openTopic(w, place, all);
    await speak(topic, '河边看书人', '回应在路上丢了的一条。');
    const page = await window();
    await page.goto('/desk/moderation');
    await page.locator('.review-text').first().waitFor();
    // The server decides, its reply is lost.
    await page.route('**/api/readings/*/decision', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await page.keyboard.press('a');
    await toast(page).getByText('请再按一次，同一件事不会做两遍').waitFor();
    await page.unroute('**/api/readings/*/decision');
    await page.keyboard.press('a');
    await toast(page).getByText('已通过河边看书人的发言').waitFor();
    const { rows } = await sql<{ n: number }>`select count(*) as n from fact where kind = 'moderation.decided'`.execute(w.house.db);
    expect(rows[0]?.n).toBe(1);
    await page.context().setOffline(true);
    await page.getByText('网络断开，已填的内容都在，联网后继续').waitFor();
    await page.context().setOffline(false);
    await expect.poll(() => page.locator('.offline').count()).toBe(0);
  });
});

describe('what belongs to the one who works here', () => {
  test('other devices are ended one by one or together', async () => {
    const page = await window();
    const person = (await all.send('GET', '/api/me')).json<{ id: string }>().id;
    const [two, three] = [await signedIn(w, person), await signedIn(w, person)];
    await page.goto('/desk/logins');
    await page.getByText('3 台设备正在登录').waitFor();
    expect(await page.getByText('这台设备', { exact: true }).count()).toBe(1);
    await page.getByRole('button', { name: '退出不明设备' }).first().click();
    await page.getByText('2 台设备正在登录').waitFor();
    await page.getByRole('button', { name: '退出其他设备' }).click();
    await page.getByRole('dialog', { name: '退出其他 1 台设备？' }).getByRole('button', { name: '退出其他设备' }).click();
    await page.getByText('1 台设备正在登录').waitFor();
    for (const ended of [two, three]) expect((await ended.send('GET', '/api/me')).status).toBe(401);
    expect((await all.send('GET', '/api/me')).status).toBe(200);
  });

  test('the language is the reader’s, of the desk and of the server’s sentences', async () => {
    const page = await window();
    await page.goto('/desk/logins');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'My sign-ins' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.goto(`/desk/statistics/${place.committeeId}`);
    await page.locator('.empty').waitFor();
    expect(await page.locator('main').textContent()).not.toMatch(/[\u4e00-\u9fff]/);
    await page.goto('/desk/moderation');
    await page.getByRole('heading', { name: 'Nothing waits to be read' }).waitFor();
  });

  test('the operator reads first what fails, and what to do', async () => {
    const overdue = new Date(w.clock.now().getTime() - 10 * 60_000);
    const page = await window();
    await sql`insert into due (kind, key, at) values ('nobody.knows', 'this', ${overdue})`.execute(w.house.db);
    await page.goto('/desk/operator');
    await page.getByText('1 处要马上处理').waitFor();
    const first = page.locator('.health > li').first();
    expect(await first.textContent()).toMatch(/^要处理后台处理后台处理停住了：.+重新启动 bin\/start；如果还是这样，把这句话发给开发人员$/);
    await sql`delete from due where kind = 'nobody.knows'`.execute(w.house.db);
    await page.getByRole('button', { name: '核对审计记录' }).click();
    await page.getByText(/行前后相扣，没有被改过/).waitFor();
  });
});
