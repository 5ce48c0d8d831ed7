import { beforeEach, expect, test } from 'vitest';
import { multipart } from '../../../test/multipart.ts';
import {
  type Browser,
  committee,
  empty,
  member,
  netizen,
  once,
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
let outsiders: readonly Browser[];
let topic: string;
let addresses: readonly string[];
beforeEach(async () => {
  await empty(w);
  place = await committee(w, '清渚市政协');
  editor = await signedIn(w, await staff(w, place, '方舒', 'editor'));
  moderator = await signedIn(w, await staff(w, place, '李方', 'moderator'));
  const elsewhere = await committee(w, '另一市政协');
  outsiders = await Promise.all([
    signedIn(w, await netizen(w, '鼓山脚下')),
    signedIn(w, await member(w, place, '林知远')),
    signedIn(w, await staff(w, elsewhere, '王小明', 'editor', 'moderator')),
  ]);
  topic = await draftWithPictureAndMaterial();
  addresses = await addressesOf(topic);
});
const draftText = (title = '老旧小区加装电梯') => ({
  hostId: place.hostId,
  title,
  summary: '怎么商量、怎么出钱',
  focus: '背景。',
  figures: [],
  figuresSource: '',
  membersRead: 'after',
  publicRead: 'before',
  parts: [{ kind: 'posting', startsAt: inDays(0), endsAt: inDays(9) }],
});
const inDays = (days: number) => new Date(w.clock.now().getTime() + days * 86_400_000).toISOString();
async function upload(content: Uint8Array, name: string): Promise<string> {
  const { payload, headers } = multipart([{ name, content }]);
  return (await editor.send('POST', '/api/files', payload, headers)).json<{ id: string }>().id;
}
const point = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==', 'base64');
async function draftWithPictureAndMaterial(): Promise<string> {
  const made = await editor.send('POST', '/api/topics', { committeeId: place.committeeId, ...draftText() }, once());
  const { id } = made.json<{ id: string }>();
  await editor.send('POST', `/api/topics/${id}/pictures`, { fileId: await upload(point, 'a.png'), caption: '' });
  await editor.send('POST', `/api/topics/${id}/materials`, {
    fileId: await upload(Buffer.from('%PDF-1.4\n%%EOF'), 'a.pdf'),
    title: '方案',
  });
  return id;
}
/** Every address under which something of a topic could be had. */
async function addressesOf(id: string): Promise<string[]> {
  const { pictures, materials } = (await editor.send('GET', `/api/topics/${id}`)).json<
    Record<'pictures' | 'materials', { url: string }[]>
  >();
  return [
    `/api/topics/${id}`,
    `/api/topics/${id}/posts`,
    `/api/topics/${id}/draft`,
    `/api/topics/${id}/figures`,
    `/topics/${id}`,
    `/topics/${id}/compose`,
    `/topics/${id}/qr.svg`,
    `/topics/${id}/visit.gif`,
    `/topics/${id}/figures.xlsx`,
    ...[...pictures, ...materials].map(({ url }) => url),
  ];
}
const withdraw = (why: string) => editor.send('POST', `/api/topics/${topic}/withdrawal`, { why });
const all = async (by: Browser) => Promise.all(addresses.map(async (url) => `${(await by.send('GET', url)).status} ${url}`));
const each = (status: number) => addresses.map((url) => `${status} ${url}`);

test('a draft that was withdrawn exists for nobody outside its editors, under no address', async () => {
  expect(addresses).toHaveLength(11);
  expect((await withdraw('题目与他会重复')).json()).toEqual({ state: 'withdrawn' });
  for (const by of outsiders) expect(await all(by)).toEqual(each(404));
  // A moderator reads the figures of every topic of their own committee, and nothing else of what was never announced.
  const figures = addresses.filter((url) => /figures|visit/.test(url));
  expect((await all(moderator)).filter((answer) => answer.startsWith('200'))).toEqual(figures.map((url) => `200 ${url}`));
  for (const answer of await all(w.browser())) expect(answer).not.toMatch(/^(200|403|409)/);
  for (const by of [w.browser(), ...outsiders]) {
    expect((await by.send('GET', '/api/topics')).json()).toEqual({ rows: [], next: null });
    expect((await by.send('GET', '/api/topics?state=withdrawn')).json()).toEqual({ rows: [], next: null });
    expect((await by.send('GET', '/topics')).body).not.toContain('加装电梯');
  }
});
test('nobody learns of a withdrawn draft by acting on it', async () => {
  await withdraw('题目与他会重复');
  const acts = (by: Browser) => [
    by.send('POST', `/api/topics/${topic}/posts`, { text: '建议分户协商，逐栋推进。' }, once()),
    by.send('PUT', `/api/topics/${topic}/draft`, { text: '建议分户协商' }),
    by.send('PUT', `/api/topics/${topic}`, draftText(), { 'if-match': '"1"' }),
    by.send('POST', `/api/topics/${topic}/announcement`, {}),
    by.send('POST', `/api/topics/${topic}/withdrawal`, { why: '不是我的' }),
    by.send('POST', `/api/topics/${topic}/visits`, {}),
    by.send('POST', `/topics/${topic}/compose`, { text: '建议分户协商，逐栋推进。', key: once()['idempotency-key'] }),
  ];
  for (const by of outsiders)
    expect(await Promise.all(acts(by).map(async (act) => (await act).status))).toEqual([404, 404, 404, 404, 404, 404, 404]);
  expect((await editor.send('POST', `/api/topics/${topic}/announcement`, {})).json()).toMatchObject({ code: 'changed-meanwhile' });
});
test('a topic that was withdrawn after its announcement stays, with the reason, its pictures and materials', async () => {
  await editor.send('POST', `/api/topics/${topic}/announcement`, {});
  await w.settle();
  await withdraw('改期举行，另行通知');
  const reader = w.browser();
  expect((await reader.send('GET', `/api/topics/${topic}`)).json()).toMatchObject({
    state: 'withdrawn',
    withdrawnWhy: '改期举行，另行通知',
  });
  expect((await reader.send('GET', `/topics/${topic}`)).body).toContain('改期举行，另行通知');
  for (const url of addresses.filter((address) => /(posts|pictures|materials|qr|visit)/.test(address)))
    expect([url, (await reader.send('GET', url)).status]).toEqual([url, 200]);
  const [citizen] = outsiders;
  expect((await citizen?.send('POST', `/api/topics/${topic}/posts`, { text: '建议分户协商，逐栋推进。' }, once()))?.json()).toMatchObject({
    code: 'topic-withdrawn',
  });
});
