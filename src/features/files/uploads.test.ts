import { readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { costOf } from '../../../test/cost.ts';
import { multipart } from '../../../test/multipart.ts';
import {
  type Browser,
  committee,
  empty,
  member,
  netizen,
  ORIGIN,
  type Place,
  signedIn,
  staff,
  type World,
  world,
} from '../../../test/world.ts';
import { sweepArriving } from '../../kit/files.ts';
import { zipOf } from '../../seeding/zip.ts';

const w: World = await world();
let place: Place;
let editor: Browser;
let author: Browser;
beforeEach(async () => {
  await empty(w);
  place = await committee(w, '清渚市政协');
  editor = await signedIn(w, await staff(w, place, '方舒', 'editor'));
  author = await signedIn(w, await member(w, place, '林知远'));
});
interface Stored {
  id: string;
  kind: string;
  type: string;
  name: string;
  size: number;
  width: number | null;
  height: number | null;
  url: string | null;
  code: string;
  sentence: string;
}
async function upload(by: Browser, content: Uint8Array, name = 'a.jpg', type = 'image/jpeg') {
  const { payload, headers } = multipart([{ name, type, content }]);
  const reply = await by.send('POST', '/api/files', payload, headers);
  return { status: reply.status, ...reply.json<Stored>() };
}
const flat = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#8c1d17' } });
/** An OLE container whose directory goes on in a second sector, as Word 97 wrote it. */
function ole(...streams: string[]): Buffer {
  const container = Buffer.alloc(512 * 4);
  container.write('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1');
  container.writeUInt16LE(9, 30);
  container.writeUInt32LE(1, 48);
  container.writeUInt32LE(0, 76);
  for (const [sector, next] of [0xfffffffd, 2, 0xfffffffe].entries()) container.writeUInt32LE(next, 512 + sector * 4);
  for (const [n, name] of ['Root Entry', '1Table', 'Data', 'ObjectPool', ...streams].entries()) {
    container.write(name, 1024 + n * 128, 'utf16le');
    container.writeUInt16LE((name.length + 1) * 2, 1024 + n * 128 + 64);
  }
  return container;
}
const docx = () => zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w:document/>' });
const kept = () => readdirSync(w.filesDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());

describe('a picture', () => {
  test('is kept upright, small enough and without the place it was taken at', async () => {
    const taken = await flat(3000, 1500)
      .withExif({ IFD0: { Make: 'Kamera', Orientation: '6' }, IFD3: { GPSLatitude: '26/1 4/1 0/1', GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(taken.includes('Exif')).toBe(true);
    const stored = await upload(author, taken, '鼓山.JPG');
    expect(stored).toMatchObject({ status: 200, kind: 'picture', type: 'image/jpeg', name: '鼓山.jpg', width: 1000, height: 2000 });
    const shown = await author.send('GET', stored.url ?? '');
    expect(shown.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=31536000, immutable',
    });
    expect(await sharp(shown.raw).metadata()).toMatchObject({ format: 'jpeg', width: 1000, height: 2000 });
    for (const trace of ['Exif', 'GPS', 'Kamera']) expect(shown.raw.includes(trace)).toBe(false);
  });
  test('see-through parts become white, since a JPEG has none', async () => {
    const clear = await sharp({ create: { width: 20, height: 20, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .png()
      .toBuffer();
    const { url } = await upload(author, clear, 'a.png');
    const { dominant } = await sharp((await author.send('GET', url ?? '')).raw).stats();
    expect(Math.min(dominant.r, dominant.g, dominant.b)).toBeGreaterThan(240);
  });
  test('of one content is kept once', async () => {
    const before = kept().length;
    const picture = await flat(333, 111).png().toBuffer();
    const [one, two] = [await upload(author, picture), await upload(editor, picture)];
    expect(one.id).not.toBe(two.id);
    expect(kept().length).toBe(before + 1);
  });
  test('is seen by its owner alone until it stands somewhere', async () => {
    const { url, id } = await upload(author, await flat(10, 10).jpeg().toBuffer());
    expect((await author.send('GET', url ?? '')).status).toBe(200);
    expect((await editor.send('GET', url ?? '')).status).toBe(404);
    expect(await w.browser().send('GET', url ?? '')).toMatchObject({
      status: 303,
      headers: { location: expect.stringMatching('^/login') },
      body: '',
    });
    expect((await author.send('GET', '/my/pictures/../../etc/passwd')).status).toBe(404);
    expect((await author.send('GET', `/my/pictures/${id}%2f..%2f..`)).status).toBe(400);
  });
  test('needs a sign-in, the form of this site and a file', async () => {
    const picture = await flat(10, 10).jpeg().toBuffer();
    expect(await upload(w.browser(), picture)).toMatchObject({ status: 401, code: 'sign-in-first' });
    const { payload, headers } = multipart([{ name: 'a.jpg', content: picture }]);
    expect((await author.send('POST', '/api/files', payload, { ...headers, origin: 'https://elsewhere.example' })).status).toBe(403);
    expect(await upload(author, new Uint8Array())).toMatchObject({ status: 400, code: 'file-missing' });
    expect((await author.send('POST', '/api/files', {})).json()).toMatchObject({ code: 'file-missing' });
    const elsewhere = multipart([{ field: 'other', name: 'a.jpg', content: picture }]);
    expect((await author.send('POST', '/api/files', elsewhere.payload, elsewhere.headers)).json()).toMatchObject({ code: 'file-missing' });
  });
  test('that a phone wrote as HEIC is refused with what to do', async () => {
    const heic = Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(1000)]);
    const { status, code, sentence } = await upload(author, heic, 'IMG_0001.HEIC');
    expect({ status, code }).toEqual({ status: 422, code: 'picture-heic' });
    expect(sentence).toContain('兼容性最佳');
  });
  test('that is too large, cut off or something else in disguise is refused', async () => {
    const whole = await flat(400, 400).jpeg().toBuffer();
    expect(await upload(author, whole.subarray(0, whole.length / 2))).toMatchObject({ status: 422, code: 'picture-broken' });
    expect(await upload(author, Buffer.concat([whole.subarray(0, 4), Buffer.from('<html><script>1</script>')]))).toMatchObject({
      code: 'picture-broken',
    });
    for (const text of ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', '<!doctype html><script>1</script>', 'GIF89a...'])
      expect(await upload(author, Buffer.from(text), 'a.jpg')).toMatchObject({ status: 422, code: 'file-type-refused' });
    expect(await upload(author, Buffer.concat([whole, Buffer.alloc(10 * 1_048_576)]))).toMatchObject({
      status: 413,
      code: 'file-too-large',
    });
    expect(kept().filter(({ parentPath }) => parentPath.endsWith('arriving'))).toEqual([]);
  });
  test('that is also a page loses the page', async () => {
    const polyglot = Buffer.concat([await flat(50, 50).jpeg().toBuffer(), Buffer.from('<script>alert(1)</script>')]);
    const { url } = await upload(author, polyglot);
    expect((await author.send('GET', url ?? '')).raw.includes('<script>')).toBe(false);
  });
});

describe('a bomb', () => {
  /** A PNG of one colour that says it is 30,000 × 30,000: 900 million pixels in some 100 kB. */
  const bomb = (side: number): Buffer => {
    const chunk = (type: string, data: Buffer) => {
      const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
      const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
      length.writeUInt32BE(data.length);
      sum.writeUInt32BE(crc32(body));
      return Buffer.concat([length, body, sum]);
    };
    const head = Buffer.alloc(13);
    head.writeUInt32BE(side, 0);
    head.writeUInt32BE(side, 4);
    head.set([1, 0, 0, 0, 0], 8);
    const rows = deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side), { level: 9 });
    return Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', head),
      chunk('IDAT', rows),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  };
  test('of 900 million pixels is refused at once, and the process does not grow', async () => {
    const content = bomb(30_000);
    const { result, milliseconds, bytes } = await costOf(() => upload(author, content, 'a.png'));
    // Drawn and then found too large, it would be called broken.
    expect(result).toMatchObject({ status: 422, code: 'picture-too-many-pixels' });
    expect(milliseconds).toBeLessThan(2000);
    expect(bytes).toBeLessThan(50 * 1_048_576);
  });
  test('that lies within a document is refused by what it claims', async () => {
    const lying = docx();
    // The table's first entry claims 3 GB.
    lying.writeUInt32LE(3_000_000_000, lying.indexOf('PK\x01\x02') + 24);
    expect(await upload(editor, lying, 'a.docx')).toMatchObject({ status: 422, code: 'file-swells' });
    const many = docx();
    many.writeUInt16LE(65_000, many.length - 12);
    expect(await upload(editor, many, 'a.docx')).toMatchObject({ status: 422, code: 'file-swells' });
  });
});

describe('a document', () => {
  test('is kept as it is, under a name without a path', async () => {
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('数据').addRow(['a']);
    const xlsx = Buffer.from(await workbook.xlsx.writeBuffer());
    const files: [Buffer, string, string][] = [
      [Buffer.from('%PDF-1.4\n%%EOF'), '../../方案.pdf', 'application/pdf'],
      [ole('WordDocument'), '旧纪要.doc', 'application/msword'],
      [ole('Workbook'), '旧表.xls', 'application/vnd.ms-excel'],
      [docx(), '纪要.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
      [xlsx, '数据.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ];
    for (const [content, name, type] of files) {
      const stored = await upload(editor, content, name, 'text/html');
      expect(stored).toMatchObject({
        status: 200,
        kind: 'document',
        type,
        name: name.split('/').at(-1),
        size: content.length,
        width: null,
        url: null,
      });
    }
    expect(readdirSync(join(w.filesDir, '..')).sort()).toEqual(expect.not.arrayContaining(['方案.pdf']));
  });
  test('is taken from editors only', async () => {
    const citizen = await signedIn(w, await netizen(w, '鼓山脚下'));
    for (const by of [author, citizen])
      expect(await upload(by, docx(), 'a.docx')).toMatchObject({ status: 403, code: 'documents-by-editors' });
  });
  test('of a kind that is not named is refused', async () => {
    expect(await upload(editor, zipOf({ 'index.html': '<script/>' }), 'a.docx')).toMatchObject({ code: 'file-type-refused' });
    const hidden = Buffer.concat([docx(), Buffer.from('trailing')]);
    expect(await upload(editor, hidden, 'a.docx')).toMatchObject({ code: 'file-type-refused' });
    expect(await upload(editor, Buffer.from('MZ\x90\0'), 'a.pdf')).toMatchObject({ code: 'file-type-refused' });
    expect(await upload(editor, ole('__properties_version1.0'), 'a.doc')).toMatchObject({ code: 'file-type-refused' });
    expect(await upload(editor, ole('WordDocument', 'Macros'), 'a.doc')).toMatchObject({ code: 'file-with-macros' });
    expect(await upload(editor, ole('WordDocument').subarray(0, 600), 'a.doc')).toMatchObject({ code: 'file-type-refused' });
  });
});

/** What stands under way in the folder. */
const arriving = () => readdirSync(join(w.filesDir, 'arriving'));
test('an upload that breaks off leaves nothing', async () => {
  await w.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = w.app.server.address() as AddressInfo;
  const { payload, headers } = multipart([{ name: 'a.pdf', content: Buffer.concat([Buffer.from('%PDF-1.4'), Buffer.alloc(3_000_000)]) }]);
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  const lines = [
    'POST /api/files HTTP/1.1',
    `host: 127.0.0.1:${port}`,
    `origin: ${ORIGIN}`,
    `cookie: login=${editor.cookies['login']}`,
    `content-type: ${headers['content-type']}`,
    `content-length: ${payload.length}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  socket.write(payload.subarray(0, payload.length / 2));
  await expect.poll(arriving).toHaveLength(1);
  socket.destroy();
  await expect.poll(arriving).toEqual([]);
  w.app.server.close();
  expect((await sql`select 1 from file`.execute(w.house.db)).rows).toEqual([]);
});
test('what a dead process left under way is swept after an hour', async () => {
  await upload(author, await flat(10, 10).jpeg().toBuffer());
  const folder = join(w.filesDir, 'arriving');
  writeFileSync(join(folder, 'old.part'), 'x');
  writeFileSync(join(folder, 'new.part'), 'x');
  const early = statSync(join(folder, 'old.part')).mtimeMs / 1000 - 3700;
  utimesSync(join(folder, 'old.part'), early, early);
  expect(await sweepArriving(w.filesDir)).toBe(1);
  expect(arriving()).toEqual(['new.part']);
  rmSync(join(folder, 'new.part'));
});
test('one person uploads a day only so many', async () => {
  const picture = await flat(10, 10).jpeg().toBuffer();
  const { id } = await upload(author, picture);
  await sql`insert into file select gen_random_uuid(), sha256, size, type, name, width, height, person_id, at from file, generate_series(1, 199) where id = ${id}`.execute(
    w.house.db,
  );
  expect(await upload(author, picture)).toMatchObject({ status: 429, code: 'too-many-files' });
  expect(await upload(editor, picture)).toMatchObject({ status: 200 });
});
