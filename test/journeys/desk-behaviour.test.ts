import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { committee, netizen, once, openTopic, signedIn, staff } from '../world.ts';
import { deskRoom, soon, toast } from './desk-room.ts';
import { complaints } from './served.ts';

const room = deskRoom();

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
    const page = await room.window();
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
    const { w } = room.now();
    const page = await room.window(await signedIn(w, await netizen(w, '鼓山脚下')));
    await page.goto('/desk/moderation');
    await page.getByRole('heading', { name: '这里是机关工作人员的工作台' }).waitFor();
    expect(await page.getByRole('link', { name: '去公开网站' }).getAttribute('href')).toBe('/');
    expect(await page.getByRole('navigation').count()).toBe(0);
  });
  test('the rooms are those of the duties, and a room of others says whose it is', async () => {
    const { w, place } = room.now();
    const page = await room.window(await signedIn(w, await staff(w, place, '郭一萍', 'moderator')));
    await page.goto('/desk/operator');
    await page.getByRole('heading', { name: '这一页由有相应职责的人使用' }).waitFor();
    const rooms = page.getByRole('navigation', { name: '工作台栏目' }).getByRole('link');
    expect(await rooms.allTextContents()).toEqual(['今天', '审核', '统计', '我的登录', '公开网站']);
  });
  test('a topic of another committee is not there', async () => {
    const { w } = room.now();
    const other = await committee(w, '云渚省政协', 'province');
    const id = await openTopic(w, other, await signedIn(w, await staff(w, other, '黄立群', 'editor')));
    const page = await room.window();
    await page.goto(`/desk/topics/${id}`);
    await page.getByRole('heading', { name: '这一页由有相应职责的人使用' }).waitFor();
    await page.goto(`/desk/statistics/${id}`);
    await page.getByRole('heading', { name: '没有找到，可能已被撤下，或者链接不完整' }).waitFor();
  });
});

describe('the queue', () => {
  test('what another moderator decided first is said, and the next one comes', async () => {
    const { w, place, all } = room.now();
    const topic = await openTopic(w, place, all);
    await room.speak(topic, '河边看书人', '第一条，两个人都在看。');
    await room.speak(topic, '二年级家长', '第二条，只有一个人看。');
    const page = await room.window();
    await page.goto('/desk/moderation');
    const text = page.locator('.review-text').first();
    await soon(() => text.textContent()).toBe('第一条，两个人都在看。');
    const other = await signedIn(w, await staff(w, place, '郭一萍', 'moderator'));
    const { rows } = (await other.send('GET', '/api/readings?tab=waiting')).json<{ rows: { id: string }[] }>();
    await other.send('POST', `/api/readings/${rows[0]?.id}/decision`, { decision: 'accept' }, once());
    await page.keyboard.press('h');
    await toast(page).getByText('刚刚有人处理过这一条，已到下一条').waitFor();
    await soon(() => text.textContent()).toBe('第二条，只有一个人看。');
  });

  test('one who refused cannot decide about the appeal; another one can, by keyboard', async () => {
    const { w, place, all } = room.now();
    const topic = await openTopic(w, place, all);
    const author = await signedIn(w, await netizen(w, '二年级家长'));
    await author.send('POST', `/api/topics/${topic}/posts`, { text: '书太少了，请多买一些。' }, once());
    const { rows } = (await all.send('GET', '/api/readings?tab=waiting')).json<{ rows: { id: string }[] }>();
    const id = rows[0]?.id ?? '';
    await all.send('POST', `/api/readings/${id}/decision`, { decision: 'refuse', reason: 'offTopic' }, once());
    await room.minute();
    expect((await author.send('POST', `/api/readings/${id}/appeal`, { words: '这就是在说图书角。' }, once())).status).toBe(200);
    const page = await room.window();
    await page.goto('/desk/moderation?tab=appealed');
    await page.getByText('这一条是自己审的，须由另一人复核').waitFor();
    expect(await page.getByRole('button', { name: '申诉成立，公开' }).count()).toBe(0);

    const second = await room.window(await signedIn(w, await staff(w, place, '郭一萍', 'moderator')));
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

  test('what was accepted is taken down hours later, with a reason, by keyboard, and taken back within the minute', async () => {
    const { w, place, all } = room.now();
    const topic = await openTopic(w, place, all);
    await room.speak(topic, '河边看书人', '班主任电话在我这里，需要的来找我要。');
    const { rows } = (await all.send('GET', '/api/readings?tab=waiting')).json<{ rows: { id: string }[] }>();
    await all.send('POST', `/api/readings/${rows[0]?.id}/decision`, { decision: 'accept' }, once());
    for (let minutes = 0; minutes < 2; minutes++) await room.minute();
    const seen = async () => (await w.browser().send('GET', `/api/topics/${topic}/posts`)).json<{ rows: object[] }>().rows.length;
    expect(await seen()).toBe(1);
    const page = await room.window();
    await page.goto('/desk/moderation?tab=decided');
    await page.locator('.review-text').first().waitFor();
    await page.keyboard.press('r');
    await page.locator('.field-error').first().waitFor();
    expect(await seen()).toBe(1);
    await page.keyboard.press('Escape');
    await page.keyboard.press('1');
    await page.keyboard.press('r');
    await toast(page).getByText('已撤下河边看书人的发言，作者会收到理由').waitFor();
    expect(await seen()).toBe(0);
    await page.keyboard.press('z');
    await toast(page).getByText('已撤销，发言回到待审').waitFor();
    await soon(seen).toBe(1);
  });

  test('a lost reply does not decide twice, and a lost network is said', async () => {
    const { w, place, all } = room.now();
    const topic = await openTopic(w, place, all);
    await room.speak(topic, '河边看书人', '回应在路上丢了的一条。');
    const page = await room.window();
    await page.goto('/desk/moderation');
    await page.locator('.review-text').first().waitFor();
    // The server decides, its reply is lost; the same act is asked again by itself.
    let asked = 0;
    await page.route('**/api/readings/*/decision', async (route) => {
      asked += 1;
      if (asked > 1) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await page.keyboard.press('a');
    await toast(page).getByText('已通过河边看书人的发言').waitFor();
    expect(asked).toBe(2);
    expect(await room.count('moderation.decided')).toBe(1);
    await page.context().setOffline(true);
    await page.getByText('网络断开，已填的内容都在，联网后继续').waitFor();
    await page.context().setOffline(false);
    await soon(() => page.locator('.offline').count()).toBe(0);
  });
});

describe('what belongs to the one who works here', () => {
  test('other devices are ended one by one or together', async () => {
    const { w, all } = room.now();
    const page = await room.window();
    const person = (await all.send('GET', '/api/me')).json<{ id: string }>().id;
    const [two, three] = [await signedIn(w, person), await signedIn(w, person)];
    await page.goto('/desk/logins');
    await page.getByText('3 台设备正在登录').waitFor();
    expect(await page.getByText('这台设备', { exact: true }).count()).toBe(1);
    await page.getByRole('button', { name: '退出这台：不明设备' }).first().click();
    await page.getByText('2 台设备正在登录').waitFor();
    await page.getByRole('button', { name: '退出其他设备' }).click();
    await page.getByRole('dialog', { name: '退出其他 1 台设备？' }).getByRole('button', { name: '退出其他设备' }).click();
    await page.getByText('1 台设备正在登录').waitFor();
    for (const ended of [two, three]) expect((await ended.send('GET', '/api/me')).status).toBe(401);
    expect((await all.send('GET', '/api/me')).status).toBe(200);
  });

  test('the language is the reader’s, of the desk and of the server’s sentences', async () => {
    const { place } = room.now();
    const page = await room.window();
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
    const { w } = room.now();
    const overdue = new Date(w.clock.now().getTime() - 10 * 60_000);
    const page = await room.window();
    await sql`insert into due (kind, key, at) values ('nobody.knows', 'this', ${overdue})`.execute(w.house.db);
    await page.goto('/desk/operator');
    await page.getByText('1 处要马上处理').waitFor();
    const first = page.locator('.health > li').first();
    expect(await first.textContent()).toMatch(/^要处理后台处理后台处理停住了：.+重新启动 bin\/start；如果还是这样，把这句话发给开发人员$/);
    await sql`delete from due where kind = 'nobody.knows'`.execute(w.house.db);
    await page.getByRole('button', { name: '核对审计记录' }).click();
    await page.getByText(/行前后相扣，没有被改过/).waitFor();
  });

  test('who only keeps the house running begins at its health', async () => {
    const { w, place } = room.now();
    const page = await room.window(await signedIn(w, await staff(w, place, '陈广济', 'operator')));
    await page.goto('/desk/');
    await page.locator('.health > li').first().waitFor();
    expect(new URL(page.url()).pathname).toBe('/desk/operator');
  });

  test('the demo is removed only by whoever types what it does', async () => {
    const { w, place, all } = room.now();
    await openTopic(w, place, all);
    const page = await room.window();
    await page.goto('/desk/operator');
    await page.getByRole('button', { name: '移除演示内容' }).click();
    const question = page.getByRole('dialog', { name: '移除全部演示内容？' });
    await question.getByLabel('请输入“移除演示内容”').fill('移除');
    await question.getByRole('button', { name: '移除演示内容' }).click();
    await question.getByText('请原样输入“移除演示内容”').waitFor();
    await question.getByRole('button', { name: '先不移除' }).click();
    await soon(() => question.count()).toBe(0);
    expect((await all.send('GET', '/api/topics')).json<{ rows: object[] }>().rows).toHaveLength(1);
  });
});

describe('the frame', () => {
  test('the first Tab leads past the rooms to the work, and every control has its turn', async () => {
    const { w, place, all } = room.now();
    await openTopic(w, place, all);
    const page = await room.window();
    await page.goto('/desk/topics');
    await page.locator('.desk-table').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
    const turns: string[] = [];
    for (let i = 0; i < 9; i++) {
      await page.keyboard.press('Tab');
      turns.push(await page.evaluate(() => document.activeElement?.textContent ?? ''));
    }
    expect(turns.slice(0, 8)).toEqual(['新建议题', '全部', '草稿', '预告', '征集中', '已结束', '已撤下', '推进儿童青少年近视综合防控']);
    await page.keyboard.press('Shift+Tab');
    const ring = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
    expect(ring).toBe('solid');
  });

  test('a fault of the server is told in words, with the number to quote, and can be tried again', async () => {
    const { w, place, all } = room.now();
    await openTopic(w, place, all);
    const page = await room.window();
    const broken = { code: 'internal', sentence: '系统出了问题，我们已记录，请稍后再试', problems: [], ref: '0198-demo' };
    await page.route('**/api/topics?**', (route) => route.fulfill({ status: 500, json: broken }));
    await page.goto('/desk/topics');
    await page.getByRole('heading', { name: broken.sentence }).waitFor();
    await page.getByText('编号 0198-demo').waitFor();
    await page.unroute('**/api/topics?**');
    await page.getByRole('button', { name: '再试一次' }).click();
    await page.locator('.desk-table').waitFor();
  });

  test('an empty chair keeps no login alive: after five minutes the desk asks nothing more, until somebody is back', async () => {
    const page = await room.window();
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/api/desk')) asked += 1;
    });
    await page.clock.install();
    await page.goto('/desk/');
    await page.locator('h1').waitFor();
    const atFirst = asked;
    await page.clock.runFor('01:00');
    await soon(() => asked).toBeGreaterThan(atFirst);
    await page.clock.runFor('06:00');
    const gone = asked;
    await page.clock.runFor('30:00');
    expect(asked).toBe(gone);
    await page.mouse.move(300, 300);
    await soon(() => asked).toBeGreaterThan(gone);
  });
});
