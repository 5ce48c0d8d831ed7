import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { formGateway, type GatewayAccess, jsonGateway } from './gateways.ts';
import { TextAway, type TextMessage, TextRefused } from './text-sender.ts';

// The outside, by the shapes that providers document: it checks signatures as they do and remembers what it has sent.
interface Heard {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
type Answering = (heard: Heard) => { status?: number; headers?: Record<string, string>; body: string } | null;
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});
async function gateway(answer: Answering): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = [];
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const one = { headers: request.headers, body: Buffer.concat(parts).toString() };
    heard.push(one);
    const said = answer(one);
    // Null: it never answers.
    if (said) response.writeHead(said.status ?? 200, said.headers).end(said.body);
  });
  const port = await new Promise<number>((done) =>
    server?.listen(0, '127.0.0.1', () => {
      const address = server?.address();
      done(typeof address === 'object' && address ? address.port : 0);
    }),
  );
  return { url: `http://127.0.0.1:${port}/send`, heard };
}
const clock = { now: () => new Date('2026-07-01T00:00:00Z') };
const stamp = String(Date.parse('2026-07-01T00:00:00Z') / 1000);
const access = (url: string, templates: GatewayAccess['templates'] = {}): GatewayAccess => ({
  url,
  account: 'heyi-01',
  secret: 'a secret that is nowhere else',
  sign: '清渚市政协',
  templates,
});
const message: TextMessage = { id: 'm-1', to: '13900000001', kind: 'code', values: { code: '482913' }, text: '验证码 482913' };
const failure = (work: Promise<void>) => work.then(() => null).catch((error: unknown) => error);

test('JSON: the body is signed, a whole sentence or a template with its values', async () => {
  const { url, heard } = await gateway(() => ({ body: '{"code":"OK","id":"g-77"}' }));
  await jsonGateway(access(url), clock).send(message);
  await jsonGateway(access(url, { code: 'T100' }), clock).send(message);
  expect(heard.map(({ body }) => JSON.parse(body))).toEqual([
    { id: 'm-1', to: '13900000001', sign: '清渚市政协', text: '验证码 482913' },
    { id: 'm-1', to: '13900000001', sign: '清渚市政协', template: 'T100', values: { code: '482913' } },
  ]);
  for (const { headers, body } of heard) {
    expect(headers['x-signature']).toBe(createHmac('sha256', 'a secret that is nowhere else').update(`${stamp}\n${body}`).digest('hex'));
    expect([headers['x-account'], headers['x-timestamp']]).toEqual(['heyi-01', stamp]);
    expect(JSON.stringify(headers) + body).not.toContain('a secret');
  }
});
test('form: a line of fields, the signature before the text, the password never as it is', async () => {
  const { url, heard } = await gateway(() => ({ body: '0,202607010001' }));
  await formGateway(access(url), clock).send(message);
  const fields = Object.fromEntries(new URLSearchParams(heard[0]?.body));
  expect(fields).toEqual({
    account: 'heyi-01',
    timestamp: stamp,
    password: createHmac('sha256', 'a secret that is nowhere else').update(`heyi-01${stamp}`).digest('hex'),
    mobile: '13900000001',
    msgid: 'm-1',
    content: '【清渚市政协】验证码 482913',
  });
});

test.each([
  ['{"code":"DUPLICATE"}', null, null],
  ['{"code":"INVALID_NUMBER"}', TextRefused, 'INVALID_NUMBER'],
  ['{"code":"BLACKLISTED"}', TextRefused, 'BLACKLISTED'],
  ['{"code":"TEMPLATE_REFUSED"}', TextRefused, 'TEMPLATE_REFUSED'],
  ['{"code":"LIMIT"}', TextAway, 'LIMIT'],
  ['{"code":"13900000001 is wrong"}', TextAway, 'UNREADABLE'],
  ['<html>proxy</html>', TextAway, 'UNREADABLE'],
  ['', TextAway, 'UNREADABLE'],
  ['null', TextAway, 'UNREADABLE'],
])('JSON answers %s', async (body, kind, code) => {
  const { url } = await gateway(() => ({ body }));
  const error = await failure(jsonGateway(access(url), clock).send(message));
  if (kind === null) return expect(error).toBeNull();
  expect(error).toBeInstanceOf(kind);
  expect(error).toMatchObject({ code });
});
test.each([
  ['5,seen', null, null],
  ['101,号码不对', TextRefused, '101'],
  ['104,签名未报备', TextRefused, '104'],
  ['9,忙', TextAway, '9'],
  ['13900000001', TextAway, 'UNREADABLE'],
  ['', TextAway, 'UNREADABLE'],
])('form answers %s', async (body, kind, code) => {
  const { url } = await gateway(() => ({ body }));
  const error = await failure(formGateway(access(url), clock).send(message));
  if (kind === null) return expect(error).toBeNull();
  expect(error).toBeInstanceOf(kind);
  expect(error).toMatchObject({ code });
});

test('a gateway that is slow, gone, broken or leads elsewhere was asked once and nobody claims it sent', async () => {
  // The first request of a process takes longer than the patience below.
  const warm = await gateway(() => ({ body: '{"code":"OK"}' }));
  await jsonGateway(access(warm.url), clock).send(message);
  server?.close();
  const silent = await gateway(() => null);
  expect(await failure(jsonGateway(access(silent.url), clock, 300).send(message))).toMatchObject({ code: 'TIMEOUT' });
  expect(silent.heard.length).toBe(1);
  server?.closeAllConnections();
  server?.close();
  const gone = await failure(formGateway(access(silent.url), clock).send(message));
  expect(gone).toBeInstanceOf(TextAway);
  for (const status of [429, 500, 503]) {
    const { url } = await gateway(() => ({ status, body: 'later' }));
    expect(await failure(formGateway(access(url), clock).send(message))).toMatchObject({ code: `HTTP_${status}` });
    server?.close();
  }
  let elsewhere = 0;
  const leading = await gateway(({ headers }) => {
    if (headers['x-away']) elsewhere += 1;
    return { status: 302, headers: { location: '/secret' }, body: '' };
  });
  expect(await failure(jsonGateway(access(leading.url), clock).send(message))).toMatchObject({ code: 'HTTP_302' });
  expect([leading.heard.length, elsewhere]).toEqual([1, 0]);
});
test('an answer without end is not read to its end', async () => {
  const { url } = await gateway(() => ({ body: `{"code":"OK","id":"${'x'.repeat(100_000)}"}` }));
  expect(await failure(jsonGateway(access(url), clock).send(message))).toMatchObject({ code: 'TOO_LONG' });
});
test('no error tells a number or a secret', async () => {
  const { url } = await gateway(({ body }) => ({ status: 500, body }));
  for (const sender of [jsonGateway(access(url), clock), formGateway(access(url), clock)]) {
    const error = await failure(sender.send(message));
    expect(`${String(error)} ${error instanceof Error ? error.stack : ''}`).not.toMatch(/13900000001|482913|a secret/);
  }
});
