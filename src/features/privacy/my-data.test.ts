import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { lively, marks, type Stage } from '../../../test/leaving.ts';
import { type Browser, empty, netizen, once, signedIn, type World, world } from '../../../test/world.ts';

// Whole lives are lived here, beside other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const w: World = await world();
let stage: Stage;
beforeEach(async () => {
  await empty(w);
  await later(60);
  stage = await lively(w);
});
const later = (minutes: number) => w.at(new Date(w.clock.now().getTime() + minutes * 60_000).toISOString());

async function packed(by: Browser): Promise<string> {
  const asked = await by.send('POST', '/api/me/data-exports', {}, once());
  expect(asked.status, asked.body).toBe(200);
  const { id } = asked.json<{ id: string }>();
  await w.settle();
  await w.whole.jobs['privacy.pack']?.(id);
  return id;
}
const state = async (by: Browser) =>
  (await by.send('GET', '/api/me/data')).json<{ export: { state: string; url: string | null } }>().export;
/** Unpacked by the tool of the machine: what people would use. */
function unpacked(zip: Buffer): { text: (name: string) => string; names: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'heyi-zip-'));
  writeFileSync(join(folder, 'all.zip'), zip);
  const python =
    'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2]); print("\\n".join(z.namelist()))';
  const names = execFileSync('python3', ['-c', python, join(folder, 'all.zip'), folder], { encoding: 'utf8' })
    .trim()
    .split('\n');
  return { names, text: (name) => readFileSync(join(folder, name), 'utf8') };
}

describe('my data', () => {
  test('comes as one file: JSON, my pictures, a page to read; with everything I left and nothing of others', async () => {
    const id = await packed(stage.author);
    const zip = (await stage.author.send('GET', `/mine/data/exports/${id}`)).raw;
    const { names, text } = unpacked(zip);
    expect(names).toEqual(
      expect.arrayContaining(['person.json', 'posts.json', 'likes.json', 'drafts.json', 'readings.json', 'index.html']),
    );
    expect(names.filter((name) => name.startsWith('files/'))).toHaveLength(2);
    const posts = JSON.parse(text('posts.json')) as { versions: { text: string }[] }[];
    expect(posts.flatMap(({ versions }) => versions.map((one) => one.text)).sort()).toEqual(
      [marks.text, marks.edited, marks.reply, marks.refused].sort(),
    );
    const page = text('index.html');
    for (const mark of Object.values(marks)) expect(page, mark).toContain(mark);
    expect(page).toContain('<h1>我的数据</h1>');
    const all = names
      .filter((name) => /\.(json|html)$/.test(name))
      .map(text)
      .join('\n');
    for (const other of ['林知远', '方舒', '周砚', '赞成，我们小区也有人下夜班。']) expect(all, other).not.toContain(other);
  });

  test('is packed one at a time, and a new one takes the place of the one before', async () => {
    const first = await stage.author.send('POST', '/api/me/data-exports', {}, once());
    const second = await stage.author.send('POST', '/api/me/data-exports', {}, once());
    expect([first.status, second.json()]).toEqual([200, expect.objectContaining({ code: 'export-under-way' })]);
    const { id } = first.json<{ id: string }>();
    await w.settle();
    await w.whole.jobs['privacy.pack']?.(id);
    const next = await packed(stage.author);
    expect((await stage.author.send('GET', `/mine/data/exports/${id}`)).status).toBe(404);
    expect((await stage.author.send('GET', `/mine/data/exports/${next}`)).status).toBe(200);
    expect(existsSync(join(w.dataDir, 'exports', `${id}.zip`))).toBe(false);
  });

  test('opens to my own session only, and audit knows who took it', async () => {
    const id = await packed(stage.author);
    for (const by of [stage.other, stage.editor]) expect((await by.send('GET', `/mine/data/exports/${id}`)).status).toBe(404);
    expect((await w.browser().send('GET', `/mine/data/exports/${id}`)).status).toBe(303);
    expect((await stage.author.send('GET', `/mine/data/exports/${id}`)).headers['content-disposition']).toContain('attachment');
    const { rows } = await sql`select act from audit where person_id = ${stage.authorId} and outcome = 'read' and thing = ${id}`.execute(
      w.house.db,
    );
    expect(rows).toHaveLength(1);
  });

  test('ends after seven days, file and link', async () => {
    const id = await packed(stage.author);
    await later(7 * 24 * 60 - 5);
    expect((await state(stage.author)).state).toBe('ready');
    await later(10);
    await expect.poll(() => state(stage.author), { timeout: 10_000 }).toMatchObject({ state: 'ended', url: null });
    expect((await stage.author.send('GET', `/mine/data/exports/${id}`)).status).toBe(404);
    expect(existsSync(join(w.dataDir, 'exports', `${id}.zip`))).toBe(false);
  });

  test('is corrected by myself: a nickname by the rules of the first one', async () => {
    const rename = (nickname: string) => stage.author.send('PUT', '/api/me/nickname', { nickname });
    expect((await rename('市政协办公室')).json()).toMatchObject({ code: 'nickname-refused' });
    await netizen(w, '鼓山脚下');
    expect((await rename('鼓山脚下')).json()).toMatchObject({ code: 'nickname-taken' });
    expect((await rename('闽江夜航')).status).toBe(200);
    const thread = await w.browser().send('GET', `/topics/${stage.topic}/posts/${stage.post}`);
    expect(thread.body).toContain('闽江夜航');
    expect(thread.body).not.toContain(marks.nickname);
    expect((await stage.other.send('PUT', '/api/me/nickname', { nickname: '闽江晨雾' })).json()).toMatchObject({
      code: 'nickname-of-roster',
    });
  });

  test('shows on one page what is held, without script, and leads to everything else', async () => {
    const page = await stage.author.send('GET', '/mine/data');
    expect(page.status).toBe(200);
    for (const words of ['平台保存着您的这些数据', '发言和回复', '4 条', '打包我的数据', '保存昵称', '注销账号', '声明已满 14 周岁'])
      expect(page.body, words).toContain(words);
    const member = await stage.other.send('GET', '/mine/data');
    expect(member.body).toContain('请联系本机关的委员联络人员更正');
    expect(member.body).not.toContain('保存昵称');
  });
});

describe('leaving by the pages', () => {
  test('asks for the word, waits a day, is taken back', async () => {
    const page = await stage.author.send('GET', '/mine/data/erase');
    for (const words of ['会删除的', '会保留的，但不再有您的身份', '请输入“注销”', '24 小时']) expect(page.body, words).toContain(words);
    expect(page.body, 'nothing to prove who it is by').not.toContain('马上注销');
    const wrong = await stage.author.send('POST', '/mine/data/erase', { word: '' });
    expect([wrong.status, wrong.body.includes('确认的文字不对')]).toEqual([409, true]);
    const asked = await stage.author.send('POST', '/mine/data/erase', { word: '注销' });
    expect([asked.status, asked.headers['location']]).toEqual([303, '/mine/data/erase']);
    expect((await stage.author.send('GET', '/mine/data/erase')).body).toContain('撤销注销');
    expect((await stage.author.send('POST', '/mine/data/erase/cancel', {})).headers['location']).toBe('/mine/data');
    await later(25 * 60);
    expect((await stage.author.send('GET', '/api/me')).status).toBe(200);
  });

  test('says goodbye to who leaves at once', async () => {
    const by = await signedIn(w, stage.authorId);
    await sql`update login set proved_at = ${w.clock.now()} where person_id = ${stage.authorId}`.execute(w.house.db);
    const left = await by.send('POST', '/mine/data/erase', { word: '注销', atOnce: 'true' });
    expect([left.status, left.headers['location']]).toEqual([303, '/privacy/closed']);
    expect((await by.send('GET', '/privacy/closed')).body).toContain('账号已注销');
    expect((await by.send('GET', '/api/me')).status).toBe(401);
  });
});
