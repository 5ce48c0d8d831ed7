import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { openTopic, signedIn, staff } from '../world.ts';
import { deskRoom, soon, toast } from './desk-room.ts';

const room = deskRoom();

describe('the form of a topic', () => {
  test('what was typed survives a window that was closed, and is dropped when told so', async () => {
    const { w, place, all } = room.now();
    const id = await openTopic(w, place, all);
    const page = await room.window();
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
    const { w, place, all } = room.now();
    const id = await openTopic(w, place, all);
    const page = await room.window();
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

  test('a save whose reply was lost is no conflict with oneself', async () => {
    const { w, place, all } = room.now();
    const id = await openTopic(w, place, all);
    const page = await room.window();
    await page.goto(`/desk/topics/${id}`);
    await page.locator('#summary').fill('写好了，回应丢在路上');
    await page.route(`**/api/topics/${id}`, async (route) => {
      if (route.request().method() !== 'PUT') return route.continue();
      await route.fetch();
      await route.abort();
    });
    const save = page.getByRole('button', { name: '保存', exact: true });
    await save.click();
    await page.locator('#refusals').waitFor();
    await page.unroute(`**/api/topics/${id}`);
    await save.click();
    await page.getByText('第 4 版').waitFor();
    expect(await page.locator('.conflict-table').count()).toBe(0);
    expect(await page.locator('#summary').inputValue()).toBe('写好了，回应丢在路上');
    expect((await all.send('GET', `/api/topics/${id}`)).json()).toMatchObject({ summary: '写好了，回应丢在路上', version: 4 });
  });

  test('pictures and documents are added with their progress, described, ordered, renewed and taken away', async () => {
    const { w, place, all } = room.now();
    const id = await openTopic(w, place, all);
    const page = await room.window();
    await page.goto(`/desk/topics/${id}`);
    const png = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#8a5a00' } })
      .png()
      .toBuffer();
    const pictures = page.locator('.picture-list > li');
    await page.locator('#add-picture').setInputFiles([
      { name: '甲.png', mimeType: 'image/png', buffer: png },
      { name: '乙.png', mimeType: 'image/png', buffer: png },
    ]);
    await soon(() => pictures.count()).toBe(2);
    await page.getByLabel('图片说明 第 2 张图片').fill('第二张上的人');
    await page.getByLabel('图片说明 第 1 张图片').focus();
    await page.getByText('已保存', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: '上移第 2 张图片' }).click();
    await soon(() => pictures.first().locator('input').inputValue()).toBe('第二张上的人');
    await page.getByRole('button', { name: '去掉 第 2 张图片' }).click();
    await page.getByRole('dialog', { name: '去掉第 2 张图片？' }).getByRole('button', { name: '去掉' }).click();
    await soon(() => pictures.count()).toBe(1);

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
    const { w, place, all } = room.now();
    const id = await openTopic(w, place, all);
    const page = await room.window();
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
