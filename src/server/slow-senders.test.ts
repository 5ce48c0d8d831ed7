import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { multipart } from '../../test/multipart.ts';
import { begin, committee, empty, ORIGIN, signedIn, staff, type World } from '../../test/world.ts';
import { elapsed } from '../kit/clock.ts';
import { HEADERS_MS, isTooSlow, LEAST_PACE, longestMs } from './slow-senders.ts';

let w: World;
let port: number;
let login: string;
/** The server's ends of the connections. */
const reached: Socket[] = [];
// A house of its own, since it is listened at.
beforeAll(async () => {
  w = await begin();
  w.app.server.on('connection', (socket) => reached.push(socket));
  await w.app.listen({ port: 0, host: '127.0.0.1' });
  port = (w.app.server.address() as AddressInfo).port;
});
afterAll(() => w[Symbol.asyncDispose]());
beforeEach(async () => {
  await empty(w);
  const editor = await signedIn(w, await staff(w, await committee(w, '清渚市政协'), '方舒', 'editor'));
  login = editor.cookies['login'] ?? '';
});
const MB = 1_048_576;
const seconds = (n: number) => n * 1000;

test('a file of 20 MB at 100 kB a second arrives; single bytes do not hold a connection', () => {
  const pace = 100_000;
  for (let second = 1; second <= Math.ceil((20 * MB) / pace); second++)
    expect(isTooSlow({ sent: second * pace, took: seconds(second), isUpload: true })).toBe(false);
  expect(longestMs(20 * MB)).toBeGreaterThan(seconds((20 * MB) / pace));
  expect(isTooSlow({ sent: 60, took: seconds(60), isUpload: true })).toBe(false);
  expect(isTooSlow({ sent: 61, took: seconds(61), isUpload: true })).toBe(true);
  expect(isTooSlow({ sent: LEAST_PACE * 100, took: seconds(159), isUpload: true })).toBe(false);
  expect(isTooSlow({ sent: LEAST_PACE * 100, took: seconds(161), isUpload: true })).toBe(true);
});
test('what is no upload has a minute, however fast it comes', () => {
  expect(isTooSlow({ sent: 400_000, took: seconds(60), isUpload: false })).toBe(false);
  expect(isTooSlow({ sent: 400_000, took: seconds(61), isUpload: false })).toBe(true);
});
test('headers have 15 seconds, looked at every 5, and nothing has for ever', () => {
  expect(w.app.server.headersTimeout).toBe(HEADERS_MS);
  expect(Reflect.get(w.app.server, 'connectionsCheckingInterval')).toBe(5000);
  expect(w.app.server.requestTimeout).toBe(longestMs(50 * MB));
});

const form = multipart([{ name: 'a.pdf', content: Buffer.concat([Buffer.from('%PDF-1.4'), Buffer.alloc(4 * MB)]) }]);
/** Begins a request, sends the first bytes of its body and stops. */
async function begun(path: string, headers: Record<string, string>, body: Buffer, bytes: number): Promise<Socket & { said: string }> {
  const socket = Object.assign(connect(port, '127.0.0.1'), { said: '' });
  // Who is cut while it still sends may find the connection reset.
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    socket.said += chunk.toString();
  });
  const lines = Object.entries({ host: 'localhost', origin: ORIGIN, cookie: `login=${login}`, 'content-length': body.length, ...headers });
  socket.write(`POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`);
  const sent = Promise.withResolvers<void>();
  socket.write(body.subarray(0, bytes), () => sent.resolve());
  await sent.promise;
  return socket;
}

test('after a minute who sends an upload at a pace goes on, who does not is told 408 and cut', async () => {
  const steady = await begun('/api/files', form.headers, form.payload, 3 * MB);
  const idle = await begun('/api/files', form.headers, form.payload, 2000);
  const other = await begun('/api/login', { 'content-type': 'application/json' }, Buffer.alloc(300_000, 32), 200_000);
  const cut: Socket[] = [];
  for (const one of [steady, idle, other]) one.once('close', () => cut.push(one));
  const sent = [steady, idle, other].reduce((sum, one) => sum + one.bytesWritten, 0);
  await expect.poll(() => reached.reduce((sum, { bytesRead }) => sum + bytesRead, 0), { timeout: 10_000 }).toBe(sent);
  expect(w.app.cutSlowSenders(elapsed() + seconds(61))).toBe(2);
  await expect.poll(() => cut.length, { timeout: 10_000 }).toBe(2);
  for (const one of [idle, other]) expect(one.said).toMatch(/^HTTP\/1\.1 408 /);
  expect(w.app.cutSlowSenders(elapsed() + seconds(90))).toBe(0);
  steady.write(form.payload.subarray(3 * MB));
  await expect.poll(() => steady.said, { timeout: 10_000 }).toMatch(/^HTTP\/1\.1 200 /);
  expect(w.app.cutSlowSenders(elapsed() + seconds(3600))).toBe(0);
  steady.destroy();
});
