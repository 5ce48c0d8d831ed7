import { AsyncLocalStorage } from 'node:async_hooks';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { beforeEach, expect, test } from 'vitest';
import { titleOf, wordsOf } from '../../test/html.ts';
import { manyPosts } from '../../test/many.ts';
import {
  account,
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
} from '../../test/world.ts';

const w: World = await world();
let place: Place;
let topic: string;
let author: Browser;
beforeEach(async () => {
  await empty(w);
  w.house.committed(['*']);
  place = await committee(w, '清渚市政协');
  const editor = await signedIn(w, await staff(w, place, '方舒', 'editor', 'moderator'));
  author = await signedIn(w, await member(w, place, '林知远', 1));
  topic = await openTopic(w, place, editor);
});
const text = '建议把视力筛查从一年一次改为一学期一次。';
const speak = async (by: Browser, said = text) =>
  (await by.send('POST', `/api/topics/${topic}/posts`, { text: said }, once())).json<{ id: string }>().id;

test('two strangers get the same bytes, whoever of them liked what', async () => {
  const post = await speak(author);
  const [one, other] = [w.browser(), w.browser()];
  const addresses = ['/', '/topics', `/topics/${topic}`, `/topics/${topic}/posts/${post}`, '/login', '/mine', '/notices'];
  for (const address of addresses) await one.send('GET', address);
  await one.send('PUT', `/api/posts/${post}/like`);
  for (const address of addresses) {
    const [mine, theirs] = [await one.send('GET', address), await other.send('GET', address)];
    expect([address, mine.status, mine.body === theirs.body]).toEqual([address, 200, true]);
    expect(mine.body).not.toMatch(/data-me=/);
    expect(mine.headers['cache-control']).toBe('no-cache');
  }
  expect(wordsOf((await other.send('GET', `/topics/${topic}`)).body)).toContain('访客赞 1');
});

test('a page for one person is kept nowhere', async () => {
  for (const address of ['/', `/topics/${topic}`, '/mine', '/notices', '/mine/posts']) {
    const { status, headers } = await author.send('GET', address);
    expect([address, status, headers['cache-control']]).toEqual([address, 200, 'no-store']);
    expect(String(headers['vary'])).toContain('cookie');
  }
});

test('strangers see a new post at once, though their page is kept', async () => {
  const stranger = w.browser();
  await stranger.send('GET', `/topics/${topic}`);
  await speak(author);
  expect(wordsOf((await stranger.send('GET', `/topics/${topic}`)).body)).toContain(text);
  await stranger.send('GET', '/');
  expect(wordsOf((await stranger.send('GET', '/')).body)).toContain('已有 1 条发言');
});

test('pages travel small to browsers that can unfold them', async () => {
  const plain = await w.browser().send('GET', `/topics/${topic}`);
  const packed = await w.browser().send('GET', `/topics/${topic}`, undefined, { 'accept-encoding': 'gzip, deflate, br' });
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(packed.raw).toString()).toBe(plain.body);
  const personal = await author.send('GET', '/mine', undefined, { 'accept-encoding': 'gzip' });
  expect(wordsOf(gunzipSync(personal.raw).toString())).toContain('林知远');
});

test('a page asks the database as often for 2,000 posts as for 20', async () => {
  const post = await speak(author);
  const addresses = [
    '/',
    '/topics',
    `/topics/${topic}`,
    `/topics/${topic}?sort=hottest&who=member`,
    `/topics/${topic}/posts/${post}`,
    '/mine/posts',
    '/mine',
  ];
  const stranger = w.browser();
  const count = async () => {
    const counts: Record<string, number> = {};
    for (const by of [author, stranger])
      for (const address of addresses) {
        // Whether somebody is signed in, and whether it is a demo, is asked once a while: the least of three is without it.
        const tries = [0, 0, 0].map(() => async () => {
          w.house.committed([topic, place.committeeId, post]);
          return queries(() => by.send('GET', address));
        });
        const found: number[] = [];
        for (const once of tries) found.push(await once());
        counts[`${by === author ? 'me' : 'stranger'} ${address}`] = Math.min(...found);
      }
    return counts;
  };
  await manyPosts(w, topic, place, 20);
  const few = await count();
  await manyPosts(w, topic, place, 1980);
  expect(await count()).toEqual(few);
  if (process.env['LOG']) process.stdout.write(`${JSON.stringify(few, null, 1)}\n`);
  expect(few[`stranger /topics/${topic}`]).toBeGreaterThan(4);
  expect(Math.max(...Object.values(few))).toBeLessThanOrEqual(16);
}, 60_000);

/** How many statements this work asks of the database; what the loops ask beside it is not counted. */
async function queries(work: () => Promise<unknown>): Promise<number> {
  const asked = { statements: 0 };
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const mine = within.getStore();
    if (mine) mine.statements += 1;
    return Reflect.apply(query, this, args);
  };
  try {
    await within.run(asked, work);
  } finally {
    pg.Client.prototype.query = query;
  }
  return asked.statements;
}
const within = new AsyncLocalStorage<{ statements: number }>();

test('who must sign in is led there and comes back', async () => {
  const me = await netizen(w, '鼓山脚下');
  await account(w, me, 'gushan', 'a password of many words');
  const browser = w.browser();
  const led = await browser.send('GET', '/mine/posts?shelf=waiting');
  expect([led.status, led.headers['location']]).toEqual([303, '/login?next=%2Fmine%2Fposts%3Fshelf%3Dwaiting']);
  const entered = await browser.send('POST', '/login', {
    account: 'gushan',
    password: 'a password of many words',
    next: '/mine/posts?shelf=waiting',
  });
  expect([entered.status, entered.headers['location']]).toEqual([303, '/mine/posts?shelf=waiting']);
  expect((await browser.send('GET', '/mine/posts?shelf=waiting')).status).toBe(200);
});

test('what came of an act is said once, in the language of the reader', async () => {
  const browser = w.browser({ lang: 'en' });
  await browser.send('POST', '/logout', {});
  expect(wordsOf((await browser.send('GET', '/')).body)).toContain('Signed out');
  expect(wordsOf((await browser.send('GET', '/')).body)).not.toContain('Signed out');
  expect(wordsOf((await w.browser({ said: 'nothing-known' }).send('GET', '/')).body)).not.toContain('nothing-known');
});

test('a guarded form without its key is shown again with what was typed', async () => {
  const { status, body } = await author.send('POST', `/topics/${topic}/compose`, { text });
  expect(status).toBe(400);
  expect(titleOf(body)).toMatch(/^出错：/);
  expect(body).toContain(text);
});

test('a form from another site does nothing', async () => {
  const { status } = await author.send(
    'POST',
    `/topics/${topic}/compose`,
    { text, key: 'key-of-a-form' },
    { origin: 'https://evil.example' },
  );
  expect(status).toBe(403);
  expect(wordsOf((await author.send('GET', `/topics/${topic}`)).body)).not.toContain(text);
});

test('a page that is not there says so, what to do and whom to call, in both languages', async () => {
  const missing = await w.browser().send('GET', '/no/such/page');
  expect([missing.status, wordsOf(missing.body)]).toEqual([404, expect.stringContaining('没有找到这个页面')]);
  expect(wordsOf(missing.body)).toContain('清渚市政协办公室 0000-0000000');
  const english = await w.browser({ lang: 'en' }).send('GET', `/topics/${place.hostId}`);
  expect([english.status, wordsOf(english.body)]).toEqual([404, expect.stringContaining('This page was not found')]);
});
