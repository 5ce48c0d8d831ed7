import { existsSync, readdirSync } from 'node:fs';
import { sql } from 'kysely';
import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { multipart } from '../../../test/multipart.ts';
import {
  type Browser,
  committee,
  empty,
  member,
  once,
  openTopic,
  type Place,
  signedIn,
  staff,
  type World,
  world,
} from '../../../test/world.ts';
import { transact } from '../../kit/db.ts';
import { planSweep } from '../../server/sweep.ts';

const w: World = await world();
let place: Place;
let editor: Browser;
let author: Browser;
let topic: string;
beforeEach(async () => {
  await empty(w);
  await planSweep(w.house);
  place = await committee(w, '清渚市政协');
  editor = await signedIn(w, await staff(w, place, '方舒', 'editor'));
  author = await signedIn(w, await member(w, place, '林知远'));
  topic = await openTopic(w, place, editor);
});
let shade = 0;
/** No two alike, unless it is said so. */
const photo = (colour = { r: ++shade, g: 90, b: 90 }) =>
  sharp({ create: { width: 20, height: 20, channels: 3, background: colour } })
    .png()
    .toBuffer();
async function upload(by: Browser, content: Uint8Array, name = 'a.png'): Promise<string> {
  const { payload, headers } = multipart([{ name, content }]);
  return (await by.send('POST', '/api/files', payload, headers)).json<{ id: string }>().id;
}
/** The daily round comes, and what it leads to. */
const daysLater = async (days: number) => {
  for (let day = 0; day < days; day++) {
    await w.at(new Date(w.clock.now().getTime() + 24 * 3_600_000).toISOString());
    await w.settle();
  }
};
const files = async () => (await sql<{ id: string }>`select id from file order by id`.execute(w.house.db)).rows.map(({ id }) => id);
/** Contents go by a job of their own, a moment after their row. */
const kept = () => expect.poll(contents, { timeout: 10_000 });
const contents = () =>
  existsSync(w.filesDir) ? readdirSync(w.filesDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length : 0;

test('an upload that stands nowhere a day later is swept, its content too', async () => {
  const before = contents();
  await upload(author, await photo());
  await w.at(new Date(w.clock.now().getTime() + 23 * 3_600_000).toISOString());
  const young = await upload(author, await photo());
  expect(contents()).toBe(before + 2);
  await w.at(new Date(w.clock.now().getTime() + 3_600_000).toISOString());
  await w.settle();
  expect(await files()).toEqual([young]);
  await kept().toBe(before + 1);
  await daysLater(1);
  expect(await files()).toEqual([]);
  await kept().toBe(before);
});
test('a content that another upload still has stays', async () => {
  const before = contents();
  const same = { r: 1, g: 2, b: 3 };
  await upload(author, await photo(same));
  const used = await upload(author, await photo(same));
  await author.send('POST', `/api/topics/${topic}/posts`, { text: '教室照度要够。', pictures: [used] }, once());
  await daysLater(2);
  expect(await files()).toEqual([used]);
  await kept().toBe(before + 1);
  expect((await author.send('GET', `/my/pictures/${used}`)).status).toBe(200);
});
test('what stands in a topic, a material, a post of any version or a draft is not swept', async () => {
  const [shown, first, second, drafted] = await Promise.all([
    upload(editor, await photo()),
    upload(author, await photo()),
    upload(author, await photo()),
    upload(author, await photo()),
  ]);
  const material = await upload(editor, Buffer.from('%PDF-1.4\n%%EOF'), 'a.pdf');
  await editor.send('POST', `/api/topics/${topic}/pictures`, { fileId: shown, caption: '' });
  await editor.send('POST', `/api/topics/${topic}/materials`, { fileId: material, title: '方案' });
  const posted = await author.send('POST', `/api/topics/${topic}/posts`, { text: '教室照度要够。', pictures: [first] }, once());
  const { id } = posted.json<{ id: string }>();
  const edit = await author.send('PUT', `/api/posts/${id}`, { text: '教室照度一定要够。', pictures: [second] }, { 'if-match': '"1"' });
  expect(edit.status).toBe(200);
  await author.send('PUT', `/api/topics/${topic}/draft`, { text: '再补充一点', pictures: [drafted] });
  await daysLater(2);
  expect(await files()).toEqual([shown, first, second, drafted, material].sort());

  await author.send('PUT', `/api/topics/${topic}/draft`, { text: '', pictures: [] });
  await daysLater(1);
  expect(await files()).toEqual([shown, first, second, material].sort());
  const late = await author.send('POST', `/api/topics/${topic}/posts`, { text: '教室照度要够。', pictures: [drafted] }, once());
  expect(late.json()).toMatchObject({ code: 'unknown-picture' });
});
test('what somebody puts up at this very moment is passed over', async () => {
  const picture = await upload(author, await photo());
  await transact(w.house.pool, async (tx) => {
    await sql`select 1 from file where id = ${picture} for key share`.execute(tx);
    await daysLater(2);
  });
  expect(await files()).toEqual([picture]);
});
