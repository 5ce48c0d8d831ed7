import multipartPlugin from '@fastify/multipart';
import Fastify, { type FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { multipart } from '../../test/multipart.ts';
import { committee, empty, member, type World, world } from '../../test/world.ts';
import { Refusal } from '../kit/refusal.ts';
import { words } from '../web/words/index.ts';
import { readFields, storeUploads } from './uploads.ts';

const w: World = await world();
let app: FastifyInstance;
beforeEach(async () => {
  await empty(w);
  const person = { id: await member(w, await committee(w, '清渚市政协'), '林知远'), loginId: '', roles: [] };
  const call = { person, now: w.clock.now(), act: 'POST /form', address: 'test', device: 'test', visitor: null };
  app = Fastify();
  await app.register(multipartPlugin);
  app.post('/form', async (request) => {
    try {
      return { given: await storeUploads(request, call, w.house) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { given: request.body, refused: words('zh').refusals[error.code]?.(error.values), status: error.status };
    }
  });
  app.post('/late', async (request) => {
    await readFields(request);
    return { given: request.body };
  });
});
interface Reply {
  given: { text?: string; pictures?: string[] };
  refused?: string;
  status?: number;
}
const send = async (form: ReturnType<typeof multipart>, url = '/form') =>
  (await app.inject({ method: 'POST', url, ...form })).json<Reply>();
const picture = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#fff' } })
  .jpeg()
  .toBuffer();
const photo = (name = 'a.jpg', content: Uint8Array = picture) => ({ field: 'photos', name, content });
const text = '家门口的老巷\r\n晚上没有灯。';

test('a form without JavaScript brings its text and its pictures', async () => {
  const { given } = await send(multipart([photo(), photo('夜里.jpg')], { text }));
  expect(given).toEqual({ text, pictures: [expect.any(String), expect.any(String)] });
});
test('pictures that were taken before stay first, and an empty file field is none', async () => {
  expect((await send(multipart([photo('', Buffer.alloc(0))], { text }))).given).toEqual({ text });
  const { given } = await send(multipart([photo()], { text, pictures: 'earlier' }));
  expect(given.pictures).toEqual(['earlier', expect.any(String)]);
});
test('a refused picture is named by its number, and the text and the pictures before it are kept', async () => {
  const large = Buffer.concat([picture, Buffer.alloc(10 * 1_048_576)]);
  const form = multipart([photo(), photo('b.jpg', large), photo('c.jpg')], { text });
  const { given, refused, status } = await send(form);
  expect({ refused, status }).toEqual({ refused: '第 2 张照片没有收下：文件超过 10 MB，请压缩后再上传', status: 413 });
  expect(given).toEqual({ text, pictures: [expect.any(String)] });
});
test('more than nine pictures at once are refused, with the text kept', async () => {
  const { given, refused } = await send(
    multipart(
      Array.from({ length: 11 }, () => photo()),
      { text },
    ),
  );
  expect(refused).toContain('9 张');
  expect(given.text).toBe(text);
});
test('a sender who is refused before keeps the text; the pictures are thrown away', async () => {
  expect((await send(multipart([photo()], { text }), '/late')).given).toEqual({ text });
});
