import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { multipart } from '../../../test/multipart.ts';
import {
  type Answer,
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

const w: World = await world();
let place: Place;
let editor: Browser;
let moderator: Browser;
let author: Browser;
let stranger: Browser;
let topic: string;
beforeEach(async () => {
  await empty(w);
  place = await committee(w, '清渚市政协');
  editor = await signedIn(w, await staff(w, place, '方舒', 'editor'));
  moderator = await signedIn(w, await staff(w, place, '黎敏', 'moderator'));
  author = await signedIn(w, await member(w, place, '林知远'));
  stranger = w.browser();
  topic = await openTopic(w, place, editor);
});
const pdf = Buffer.from('%PDF-1.4\n%%EOF');
const photo = (background: string) =>
  sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .jpeg()
    .toBuffer();
async function upload(by: Browser, content: Uint8Array, name: string): Promise<string> {
  const { payload, headers } = multipart([{ name, content }]);
  return (await by.send('POST', '/api/files', payload, headers)).json<{ id: string }>().id;
}
interface Topic {
  pictures: { id: string; url: string; caption: string; width: number }[];
  materials: { id: string; title: string; version: number; readers: number; url: string }[];
}
const read = async (id = topic, by = editor) => (await by.send('GET', `/api/topics/${id}`)).json<Topic>();
const draftTopic = async (): Promise<string> => {
  const at = (days: number) => new Date(w.clock.now().getTime() + days * 86_400_000).toISOString();
  const draft = {
    committeeId: place.committeeId,
    hostId: place.hostId,
    title: '老旧小区加装电梯',
    summary: '怎么商量、怎么出钱',
    focus: '背景。',
    figures: [],
    figuresSource: '',
    membersRead: 'after',
    publicRead: 'before',
    parts: [{ kind: 'posting', startsAt: at(1), endsAt: at(9) }],
  };
  return (await editor.send('POST', '/api/topics', draft, once())).json<{ id: string }>().id;
};
const code = (answer: Answer) => answer.json<{ code: string }>().code;

describe('pictures of a topic', () => {
  const add = async (color = '#8c1d17', id = topic) =>
    (
      await editor.send('POST', `/api/topics/${id}/pictures`, { fileId: await upload(editor, await photo(color), 'a.jpg'), caption: color })
    ).json<{
      id: string;
    }>().id;
  test('stand in the order that the editor gives, under addresses that never show another one', async () => {
    const [red, blue] = [await add('#ff0000'), await add('#0000ff')];
    const { url } = (await read()).pictures[0] ?? { url: '' };
    const order = await editor.send('PUT', `/api/topics/${topic}/picture-order`, { pictures: [blue, red] });
    expect(order.status).toBe(200);
    expect((await read(topic, stranger)).pictures.map(({ id }) => id)).toEqual([blue, red]);
    const shown = await stranger.send('GET', url);
    expect(shown.headers).toMatchObject({ 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=31536000, immutable' });
    expect((await sharp(shown.raw).stats()).dominant).toMatchObject({ r: 248, b: 8 });
  });
  test('get another caption, and go', async () => {
    const id = await add();
    await editor.send('PUT', `/api/topics/${topic}/pictures/${id}`, { caption: '走访社区' });
    const [picture] = (await read()).pictures;
    expect(picture).toMatchObject({ caption: '走访社区' });
    expect((await editor.send('DELETE', `/api/topics/${topic}/pictures/${id}`)).status).toBe(200);
    expect((await read()).pictures).toEqual([]);
    expect((await stranger.send('GET', picture?.url ?? '')).status).toBe(404);
    expect((await editor.send('DELETE', `/api/topics/${topic}/pictures/${id}`)).status).toBe(404);
  });
  test('are nine at most, of one’s own, and ordered whole', async () => {
    const borrowed = await upload(author, await photo('#fff'), 'a.jpg');
    expect(code(await editor.send('POST', `/api/topics/${topic}/pictures`, { fileId: borrowed, caption: '' }))).toBe('unknown-picture');
    const document = await upload(editor, pdf, 'a.pdf');
    expect(code(await editor.send('POST', `/api/topics/${topic}/pictures`, { fileId: document, caption: '' }))).toBe('unknown-picture');
    const all: string[] = [];
    for (let i = 0; i < 9; i++) all.push(await add(`#00000${i}`));
    const tenth = await upload(editor, await photo('#123456'), 'a.jpg');
    expect(code(await editor.send('POST', `/api/topics/${topic}/pictures`, { fileId: tenth, caption: '' }))).toBe('too-many-pictures');
    const order = (pictures: string[]) => editor.send('PUT', `/api/topics/${topic}/picture-order`, { pictures });
    expect(code(await order(all.slice(1)))).toBe('order-incomplete');
    expect(code(await order([...all.slice(1), all[1] ?? '']))).toBe('order-incomplete');
  });
});

describe('materials', () => {
  const add = async (title = '近视防控工作方案', id = topic) =>
    (await editor.send('POST', `/api/topics/${id}/materials`, { fileId: await upload(editor, pdf, 'a.pdf'), title })).json<{ id: string }>()
      .id;
  test('are saved under their title, never shown in the page, and count each reader once', async () => {
    await add('方案/讨论稿');
    const { url } = (await read()).materials[0] ?? { url: '' };
    for (const by of [author, author, editor]) expect((await by.send('GET', url)).status).toBe(200);
    await stranger.send('GET', url);
    const again = await stranger.send('GET', url);
    await stranger.send('GET', url);
    expect(again.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('方案 讨论稿.pdf')}`,
      'x-content-type-options': 'nosniff',
    });
    expect(again.raw.equals(pdf)).toBe(true);
    expect((await read()).materials[0]).toMatchObject({ readers: 3 });
  });
  test('get new versions; the earlier ones stay at their address', async () => {
    const id = await add();
    const first = (await read()).materials[0]?.url ?? '';
    const newer = await upload(editor, Buffer.concat([pdf, Buffer.from('\n2')]), 'b.pdf');
    expect((await editor.send('POST', `/api/topics/${topic}/materials/${id}/versions`, { fileId: newer })).json()).toEqual({ version: 2 });
    const [material] = (await read()).materials;
    expect(material).toMatchObject({ version: 2, url: `/topics/${topic}/materials/${id}/2` });
    expect((await stranger.send('GET', material?.url ?? '')).raw.toString()).toContain('2');
    expect((await stranger.send('GET', first)).raw.equals(pdf)).toBe(true);
    expect((await stranger.send('GET', `/topics/${topic}/materials/${id}/3`)).status).toBe(404);
  });
  test('are renamed, ordered and removed', async () => {
    const [one, two] = [await add('第一份'), await add('第二份')];
    await editor.send('PUT', `/api/topics/${topic}/materials/${one}`, { title: '第一份（修订）' });
    await editor.send('PUT', `/api/topics/${topic}/material-order`, { materials: [two, one] });
    expect((await read()).materials.map(({ title }) => title)).toEqual(['第二份', '第一份（修订）']);
    expect((await editor.send('DELETE', `/api/topics/${topic}/materials/${two}`)).status).toBe(200);
    expect((await read()).materials.map(({ id }) => id)).toEqual([one]);
    expect((await stranger.send('GET', `/topics/${topic}/materials/${two}/1`)).status).toBe(404);
    expect((await editor.send('PUT', `/api/topics/${topic}/materials/${two}`, { title: '改名' })).status).toBe(404);
    expect(code(await editor.send('PUT', `/api/topics/${topic}/material-order`, { materials: [one, two] }))).toBe('order-incomplete');
  });
  test('leave facts, steps and audit', async () => {
    const id = await add();
    await editor.send('DELETE', `/api/topics/${topic}/materials/${id}`);
    await w.settle();
    const { pool } = w.house;
    const facts = await pool.query("select kind from fact where body->>'material' = $1 order by number", [id]);
    expect(facts.rows.map(({ kind }) => kind)).toEqual(['material.added', 'material.removed']);
    const steps = await pool.query("select command from step where thing_kind = 'material' and thing_id = $1 order by number", [id]);
    expect(steps.rows.map(({ command }) => command)).toEqual(['add', 'remove']);
    const audit = await pool.query("select outcome from audit where act = 'POST /topics/:id/materials'");
    expect(audit.rows).toEqual([{ outcome: 'done' }]);
  });
  test('cannot be changed in a topic that was withdrawn', async () => {
    const fileId = await upload(editor, pdf, 'a.pdf');
    await editor.send('POST', `/api/topics/${topic}/withdrawal`, { why: '改期举行' });
    expect(code(await editor.send('POST', `/api/topics/${topic}/materials`, { fileId, title: '迟到' }))).toBe('changed-meanwhile');
  });
});

test('only editors of the topic’s own body change what stands in it', async () => {
  const elsewhere = await committee(w, '澜江省政协', 'province');
  const foreign = await signedIn(w, await staff(w, elsewhere, '何远', 'editor'));
  const id = '01890000-0000-7000-8000-000000000000';
  const all: ['POST' | 'PUT' | 'DELETE', string, object | undefined][] = [
    ['POST', 'pictures', { fileId: id, caption: '' }],
    ['PUT', `pictures/${id}`, { caption: '' }],
    ['DELETE', `pictures/${id}`, undefined],
    ['PUT', 'picture-order', { pictures: [] }],
    ['POST', 'materials', { fileId: id, title: '甲' }],
    ['POST', `materials/${id}/versions`, { fileId: id }],
    ['PUT', `materials/${id}`, { title: '甲' }],
    ['DELETE', `materials/${id}`, undefined],
    ['PUT', 'material-order', { materials: [] }],
  ];
  const draft = await draftTopic();
  for (const [method, path, body] of all) {
    const status = async (by: Browser, of: string) => (await by.send(method, `/api/topics/${of}/${path}`, body)).status;
    expect([
      await status(stranger, topic),
      await status(author, topic),
      await status(moderator, topic),
      await status(foreign, topic),
    ]).toEqual([401, 403, 403, 403]);
    expect([await status(author, draft), await status(foreign, draft), await status(stranger, draft)]).toEqual([404, 404, 401]);
  }
});
test('what stands in a draft is there for its editors alone, also when it was never announced', async () => {
  const draft = await draftTopic();
  const fileId = await upload(editor, await photo('#fff'), 'a.jpg');
  await editor.send('POST', `/api/topics/${draft}/pictures`, { fileId, caption: '' });
  await editor.send('POST', `/api/topics/${draft}/materials`, { fileId: await upload(editor, pdf, 'a.pdf'), title: '方案' });
  const { pictures, materials } = await read(draft);
  const urls = [pictures[0]?.url ?? '', materials[0]?.url ?? ''];
  const seen = async (by: Browser) => Promise.all(urls.map(async (url) => (await by.send('GET', url)).status));
  expect(await seen(editor)).toEqual([200, 200]);
  for (const by of [author, moderator]) expect(await seen(by)).toEqual([404, 404]);
  expect(await seen(stranger)).toEqual([303, 303]);
  await editor.send('POST', `/api/topics/${draft}/withdrawal`, { why: '不办了' });
  expect([...(await seen(author)), ...(await seen(editor))]).toEqual([404, 404, 200, 200]);
  // The same file behind another topic's address is not found there.
  expect((await editor.send('GET', `/topics/${topic}/pictures/${fileId}`)).status).toBe(404);
});

test('pictures of a post are seen by whoever may read it, in the version that they may read', async () => {
  const citizen = await signedIn(w, await netizen(w, '鼓山脚下'));
  const pictures = [await upload(citizen, await photo('#ff0000'), 'a.jpg')];
  const post = (await citizen.send('POST', `/api/topics/${topic}/posts`, { text: '这条巷子晚上没有灯。', pictures }, once())).json<{
    id: string;
  }>().id;
  const url = `/posts/${post}/pictures/1-1`;
  const statuses = async (of = url) => {
    const all: number[] = [];
    for (const by of [citizen, moderator, author, stranger]) all.push((await by.send('GET', of)).status);
    return all;
  };
  expect(await statuses()).toEqual([200, 200, 404, 303]);
  const foreign = await signedIn(w, await staff(w, await committee(w, '澜江省政协', 'province'), '何远', 'moderator'));
  expect((await foreign.send('GET', url)).status).toBe(404);
  await w.house.pool.query("update post set state = 'published', published_at = submitted_at where id = $1", [post]);
  expect(await statuses()).toEqual([200, 200, 200, 200]);
  // An edit that waits to be read brings another picture: it is for author and moderators.
  const newer = [await upload(citizen, await photo('#00ff00'), 'b.jpg')];
  const edit = await citizen.send(
    'PUT',
    `/api/posts/${post}`,
    { text: '这条巷子晚上还是没有灯。', pictures: newer },
    { 'if-match': '"1"' },
  );
  expect(edit.json()).toEqual({ version: 2, waits: true });
  expect(await statuses(`/posts/${post}/pictures/2-1`)).toEqual([200, 200, 404, 303]);
  expect(await statuses(`/posts/${post}/pictures/1-2`)).toEqual([404, 404, 404, 404]);
});
