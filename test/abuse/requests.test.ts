import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { costOf } from '../cost.ts';
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
} from '../world.ts';

const w: World = await world();
let place: Place;
let topic: string;
let editor: Browser;
let author: Browser;
let citizen: Browser;
const text = '建议把视力筛查从一年一次改为一学期一次。';
beforeEach(async () => {
  await empty(w);
  await w.at(new Date(w.clock.now().getTime() + 3_600_000).toISOString());
  place = await committee(w, '清渚市政协');
  editor = await signedIn(w, await staff(w, place, '方舒', 'editor', 'moderator'));
  author = await signedIn(w, await member(w, place, '林知远'));
  citizen = await signedIn(w, await netizen(w, '鼓山脚下'));
  topic = await openTopic(w, place, editor);
});
const submit = (by: Browser, said: unknown = text, key?: string, headers = {}) =>
  by.send('POST', `/api/topics/${topic}/posts`, { text: said }, { ...once(key), ...headers });
const count = async (table: string) =>
  (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(w.house.db)).rows[0]?.n;
const calm = (answer: Answer) => {
  expect(answer.status).toBeLessThan(500);
  expect(answer.body).not.toMatch(/node_modules|\.ts:\d|syntax error at|"stack"|DatabaseError/);
};

test('A3: fields that nobody asked for are refused and change nothing', async () => {
  for (const field of [
    'role',
    'orgId',
    'state',
    'status',
    'authorId',
    'author_id',
    'verified',
    'createdAt',
    'likes',
    'version',
    'isAdmin',
  ]) {
    const done = await author.send('POST', `/api/topics/${topic}/posts`, { text, [field]: 'published' }, once());
    expect(done.status, field).toBe(400);
    expect(done.json()).toMatchObject({ code: 'invalid-input', sentence: `不认识的字段“${field}”，请去掉它` });
  }
  expect(await count('post')).toBe(0);
});
test('A3: the prototype cannot be reached', async () => {
  for (const body of [
    '{"text":"近视防控要抓紧","__proto__":{"role":"operator"}}',
    '{"text":"近视防控要抓紧","constructor":{"prototype":{"role":"operator"}}}',
  ]) {
    const reply = await w.app.inject({
      method: 'POST',
      url: `/api/topics/${topic}/posts`,
      payload: body,
      headers: { 'content-type': 'application/json', origin: 'http://localhost:8080', ...once() },
      cookies: author.cookies,
    });
    expect(reply.statusCode).toBe(400);
  }
  expect(({} as Record<string, unknown>)['role']).toBeUndefined();
  expect(await count('post')).toBe(0);
});

test('A7: what another site sends is refused, and so is what says nothing', async () => {
  const url = `/api/topics/${topic}/posts`;
  const bare = { cookies: author.cookies, method: 'POST' as const, url };
  const tries = [
    { ...bare, payload: { text }, headers: once() },
    { ...bare, payload: { text }, headers: { ...once(), origin: 'https://evil.example' } },
    { ...bare, payload: { text }, headers: { ...once(), origin: 'null' } },
    { ...bare, payload: { text }, headers: { ...once(), origin: 'http://localhost:8080', 'sec-fetch-site': 'cross-site' } },
    { ...bare, payload: { text }, headers: { ...once(), 'sec-fetch-site': 'same-site' } },
    { ...bare, payload: { text }, headers: { ...once(), 'sec-fetch-site': 'none' } },
    { ...bare, payload: { text }, headers: { ...once(), origin: 'http://localhost:8080.evil.example' } },
  ];
  for (const one of tries) {
    const reply = await w.app.inject(one);
    expect(reply.statusCode, JSON.stringify(one.headers)).toBe(403);
    expect(reply.json()).toMatchObject({ code: 'from-another-site' });
  }
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const reply = await w.app.inject({
      ...bare,
      payload: `text=${text}`,
      headers: { ...once(), 'content-type': type, origin: 'https://evil.example' },
    });
    expect(reply.statusCode, type).toBeGreaterThanOrEqual(400);
  }
  expect(await count('post')).toBe(0);
});
test('A7: reading changes nothing', async () => {
  const facts = await count('fact');
  for (const { endpoint } of w.whole.routes.filter((r) => r.endpoint.method === 'GET'))
    calm(await editor.send('GET', `/api${endpoint.path.replace(/:(\w+)/g, topic)}`));
  for (const page of w.whole.pageRoutes.filter((r) => r.method === 'GET' && !r.path.includes('visit')))
    calm(await editor.send('GET', page.path.replace(/:(\w+)/g, topic)));
  expect(await count('fact')).toBe(facts);
});

test('A19: what looks like SQL is text, a key or a refusal, and never takes time', async () => {
  const evil = [
    "' or 1=1--",
    '"; drop table post; --',
    '1; select pg_sleep(5)--',
    '%',
    '_',
    '\\',
    '$1',
    '{"$gt":""}',
    "x' union select secret from identity--",
    '%27',
    'id desc, (select pg_sleep(5))',
  ];
  const began = process.hrtime.bigint();
  for (const one of evil) {
    const q = encodeURIComponent(one);
    for (const url of [
      `/api/topics?committee=${q}`,
      `/api/topics?state=${q}`,
      `/api/topics?after=${q}`,
      `/api/topics/${q}`,
      `/api/topics/${topic}/posts?sort=${q}`,
      `/api/topics/${topic}/posts?who=${q}`,
      `/api/topics/${topic}/posts?after=${q}`,
      `/api/posts/${q}`,
      `/api/topics/${topic}/posts?order=${q}`,
    ])
      calm(await editor.send('GET', url));
    expect((await editor.send('GET', `/api/topics/${topic}/posts?sort=${q}`)).status, one).toBe(400);
    expect((await submit(author, `${one} 近视防控`)).status).toBeLessThan(500);
    await w.at(new Date(w.clock.now().getTime() + 60_000).toISOString());
  }
  expect(Number(process.hrtime.bigint() - began) / 1e9).toBeLessThan(20);
  const { rows } = (await author.send('GET', `/api/topics/${topic}/posts`)).json<{ rows: { text: string }[] }>();
  expect(rows.map((r) => r.text)).toEqual(evil.map((one) => `${one} 近视防控`).reverse());
});
test('A20: long and nested texts are answered at once', async () => {
  for (const nasty of [
    'a'.repeat(30_000),
    `${'('.repeat(10_000)}a`,
    '@张三 '.repeat(8_000),
    '1-3-8-'.repeat(6_000),
    '一三八'.repeat(10_000),
    '\u0301'.repeat(30_000),
    ' '.repeat(30_000),
  ]) {
    const { result, milliseconds } = await costOf(() => submit(author, nasty));
    calm(result);
    expect(milliseconds, nasty.slice(0, 10)).toBeLessThan(2_000);
    await w.at(new Date(w.clock.now().getTime() + 60_000).toISOString());
  }
});

test('A25: 200 parallel likes of one person count once, given and taken back in any order', async () => {
  const { id } = (await submit(author)).json<{ id: string }>();
  await Promise.all(Array.from({ length: 200 }, () => citizen.send('PUT', `/api/posts/${id}/like`)));
  expect((await citizen.send('GET', `/api/posts/${id}`)).json()).toMatchObject({ post: { likes: 1, visitorLikes: 0, liked: true } });
  expect(await count('post_like')).toBe(1);
  await w.at(new Date(w.clock.now().getTime() + 120_000).toISOString());
  await Promise.all(Array.from({ length: 40 }, (_, i) => citizen.send(i % 2 === 0 ? 'DELETE' : 'PUT', `/api/posts/${id}/like`)));
  const { post } = (await citizen.send('GET', `/api/posts/${id}`)).json<{ post: { likes: number; liked: boolean } }>();
  expect(post.likes).toBe(Number(post.liked));
  expect(await count('post_like')).toBe(post.likes);
});
test('A25: a made-up device mark counts for nothing, and visitors’ likes stand apart', async () => {
  const { id } = (await submit(author)).json<{ id: string }>();
  expect((await w.browser({ visitor: 'made-up.signature' }).send('PUT', `/api/posts/${id}/like`)).json()).toMatchObject({
    code: 'no-device-mark',
  });
  const visitor = w.browser();
  await visitor.send('GET', '/');
  await visitor.send('PUT', `/api/posts/${id}/like`);
  await visitor.send('PUT', `/api/posts/${id}/like`);
  expect((await visitor.send('GET', `/api/posts/${id}`)).json()).toMatchObject({ post: { likes: 0, visitorLikes: 1, liked: true } });
});

test('A29: huge and odd JSON is refused in words', async () => {
  const raw = (payload: string | Buffer) =>
    w.app.inject({
      method: 'POST',
      url: `/api/topics/${topic}/posts`,
      payload,
      headers: { 'content-type': 'application/json', origin: 'http://localhost:8080', ...once() },
      cookies: author.cookies,
    });
  const bodies: [string, number][] = [
    [`{"text":"${'a'.repeat(2_000_000)}"}`, 413],
    ['['.repeat(100_000), 400],
    [`{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":1`).join(',')}}`, 400],
    ['{"text":NaN}', 400],
    ['{"text":1e999}', 400],
    ['{"text":"近视防控', 400],
    ['', 400],
    ['null', 400],
    ['"text"', 400],
    ['[]', 400],
  ];
  for (const [body, status] of bodies) {
    const reply = await raw(body);
    expect(reply.statusCode, body.slice(0, 20)).toBe(status);
    expect(reply.json()).toMatchObject({ sentence: expect.stringMatching(/[\u4e00-\u9fff]/) });
  }
  for (const odd of ['{"text":"近视防控\\u0000要抓紧"}', '{"text":"近视防控\\ud800要抓紧"}'])
    expect((await raw(odd)).json()).toMatchObject({ code: 'text-broken' });
  expect(await count('post')).toBe(0);
});
test('A30: a text comes back byte for byte, whatever its characters', async () => {
  const said = [
    '右到左\u202e写的字',
    '零\u200b宽的字也在里面',
    'z̸̧̛a̸l̶g̷o̵ 近视',
    '𠮷㛃佴䶮谰赟',
    'e\u0301 与 \u00e9 不同',
    '👨‍👩‍👧‍👦 家长的话',
    '第一行\r\n\r\n\t第二行  ',
    '＝全角＝SUM(A1)',
  ];
  for (const one of said) {
    const { id } = (await submit(author, one)).json<{ id: string }>();
    expect((await author.send('GET', `/api/posts/${id}`)).json()).toMatchObject({ post: { text: one } });
  }
});

test('A31: one key is one effect: twenty at once, and again later, get the same reply', async () => {
  const key = 'a-key-of-one-form';
  const many = await Promise.all(Array.from({ length: 8 }, () => submit(author, text, key)));
  expect(new Set(many.map((m) => m.body)).size).toBe(1);
  expect(many.map((m) => m.status)).toEqual(Array(8).fill(200));
  expect(await count('post')).toBe(1);
  await w.at(new Date(w.clock.now().getTime() + 60 * 86_400_000).toISOString());
  const late = await signedInAgain();
  expect(await submit(late, text, key), 'posting is over, but this one was accepted').toMatchObject({ status: 200, body: many[0]?.body });
  expect((await submit(late, text)).json()).toMatchObject({ code: 'closed-since' });
});
const signedInAgain = async () => {
  const { rows } = await sql<{ id: string }>`select id from person where name = '林知远'`.execute(w.house.db);
  return signedIn(w, rows[0]?.id ?? '');
};
test('A31: the same key for other content, and no key, are refused', async () => {
  await submit(author, text, 'a-key-of-one-form');
  expect(await submit(author, `${text}再加一句。`, 'a-key-of-one-form')).toMatchObject({ status: 422 });
  expect((await submit(citizen, text, 'a-key-of-one-form')).status, 'another person’s key').toBe(200);
  expect(await author.send('POST', `/api/topics/${topic}/posts`, { text })).toMatchObject({ status: 400 });
  expect(await author.send('POST', `/api/topics/${topic}/posts`, { text }, { 'idempotency-key': 'x' })).toMatchObject({ status: 400 });
  expect(await count('post')).toBe(2);
});
test('A33: of two changes of one version the second is told, and a change without version is not taken', async () => {
  const { version } = (await editor.send('GET', `/api/topics/${topic}`)).json<{ version: number }>();
  const now = w.clock.now().getTime();
  const change = (title: string, match?: number) =>
    editor.send(
      'PUT',
      `/api/topics/${topic}`,
      {
        hostId: place.hostId,
        title,
        summary: '学校怎么改',
        focus: '背景。',
        figures: [],
        figuresSource: '',
        membersRead: 'after',
        publicRead: 'before',
        parts: [{ kind: 'posting', startsAt: new Date(now - 60_000).toISOString(), endsAt: new Date(now + 86_400_000).toISOString() }],
      },
      match === undefined ? {} : { 'if-match': `"${match}"` },
    );
  expect((await change('没有版本的修改')).status).toBe(428);
  const both = await Promise.all([change('第一个人的修改', version), change('第二个人的修改', version)]);
  expect(both.map((b) => b.status).sort()).toEqual([200, 412]);
  expect(both.find((b) => b.status === 412)?.json()).toMatchObject({ code: 'changed-by-another' });
  const { id } = (await submit(author)).json<{ id: string }>();
  const edit = (said: string) => author.send('PUT', `/api/posts/${id}`, { text: said }, { 'if-match': '"1"' });
  const edits = await Promise.all([edit('改成一学期两次更好。'), edit('改成一年四次更好。')]);
  expect(edits.map((e) => e.status).sort()).toEqual([200, 412]);
});
