import { Type } from 'typebox';
import { afterEach, expect, test } from 'vitest';
import { closed, endpoint } from '../kit/endpoint.ts';
import { call, newKey, Refused } from './call.ts';

const read = endpoint({
  method: 'GET',
  path: '/boxes/:id/things',
  input: Type.Object({ id: Type.String(), after: Type.Optional(Type.String()) }, closed),
  reply: Type.Object({ n: Type.Integer() }, closed),
  refusals: [],
  by: ['anyone'],
});
const write = endpoint({
  method: 'PUT',
  path: '/boxes/:id',
  input: Type.Object({ id: Type.String(), text: Type.String() }, closed),
  reply: Type.Object({ version: Type.Integer() }, closed),
  refusals: ['changed-by-another'],
  by: ['anyone'],
});

const network = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = network;
});
/** The network, with one prepared answer. */
function answering(status: number, body: string, headers: Record<string, string> = {}) {
  const seen: { url: string; init: RequestInit | undefined }[] = [];
  globalThis.fetch = async (url, init) => {
    seen.push({ url: String(url), init });
    return new Response(body, { status, headers });
  };
  return seen;
}

test('what stands in the path goes into the path, the rest of a reading into the query', async () => {
  const seen = answering(200, '{"n":3}');
  expect(await call(read, { id: 'a/b', after: '甲' })).toEqual({ n: 3 });
  await call(read, { id: 'c' });
  expect(seen.map(({ url }) => url)).toEqual(['/api/boxes/a%2Fb/things?after=%E7%94%B2', '/api/boxes/c/things']);
  expect(seen[0]?.init?.body).toBeUndefined();
});

test('a change carries its key and the version that was read', async () => {
  const seen = answering(200, '{"version":8}');
  await call(write, { id: 'c', text: '字' }, { key: 'k-1234567', match: 7 });
  expect(seen[0]?.init?.headers).toMatchObject({ 'idempotency-key': 'k-1234567', 'if-match': '"7"', 'content-type': 'application/json' });
  expect(seen[0]?.init?.body).toBe('{"text":"字"}');
});

test('a refusal is thrown with its sentence, its fields and the seconds to wait', async () => {
  const problems = [{ field: 'text', sentence: '请填写“正文”' }];
  answering(429, JSON.stringify({ code: 'too-fast', sentence: '操作太频繁', problems }), { 'retry-after': '9' });
  const refused = await call(write, { id: 'c', text: '' }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Refused);
  expect(refused).toMatchObject({ status: 429, code: 'too-fast', sentence: '操作太频繁', problems, retryAfter: 9 });
});

test('a server that is not reached, and a page of a proxy, are told apart from refusals', async () => {
  globalThis.fetch = async () => {
    throw new TypeError('failed to fetch');
  };
  expect(await call(read, { id: 'c' }).catch((error: unknown) => error)).toMatchObject({ status: 0, code: 'no-connection' });
  answering(502, '<h1>Bad gateway</h1>');
  expect(await call(read, { id: 'c' }).catch((error: unknown) => error)).toMatchObject({ status: 502, code: 'internal', sentence: '' });
  answering(200, '<h1>Sign in to this network</h1>');
  expect(await call(read, { id: 'c' }).catch((error: unknown) => error)).toBeInstanceOf(Refused);
});

test('every key is another one, and long enough for the server', () => {
  const keys = new Set(Array.from({ length: 100 }, newKey));
  expect(keys.size).toBe(100);
  expect([...keys].every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true);
});
