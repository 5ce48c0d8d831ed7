import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/kit/ids.ts';
import { payloads } from '../abuse/payloads.ts';
import { type Browser, committee, member, netizen, once, openTopic, signedIn, staff } from '../world.ts';
import { desk, type Served, served } from './served.ts';

// A5: 120 payloads in every place that people can write into, shown on every screen: all of it stays text.
let w: Served;
let topic: string;
let roots: string[];
let refusedPost: string;
let author: Browser;
let moderator: Browser;

beforeAll(async () => {
  w = await served();
  const nasty = (i: number) => payloads[i % payloads.length] ?? '';
  const place = await committee(w, `政协${nasty(0)}`, 'city', [`教育界${nasty(3)}`]);
  const editor = await signedIn(w, await staff(w, place, `方舒${nasty(4)}`, 'editor'));
  moderator = await signedIn(w, await staff(w, place, `沈${nasty(5)}`, 'moderator', 'operator', 'editor'));
  author = await signedIn(w, await member(w, place, `林${nasty(1)}`));
  const citizen = await signedIn(w, await netizen(w, `鼓${nasty(9)}`));
  topic = await openTopic(w, place, editor, {
    title: `议题${nasty(0).slice(0, 50)}`,
    summary: `说明${nasty(3)}`,
    focus: payloads.join('\n'),
    figures: [{ value: nasty(7).slice(0, 12), label: nasty(1).slice(0, 20) }],
    figuresSource: nasty(3).slice(0, 80),
  });
  roots = [];
  const minute = () => w.at(new Date(w.clock.now().getTime() + 60_000).toISOString());
  const post = async (by: Browser, url: string, text: string) => {
    const done = await by.send('POST', url, { text }, once());
    if (done.status === 429) {
      await minute();
      return post(by, url, text);
    }
    if (done.status !== 200) throw new Error(done.body);
    return done.json<{ id: string }>().id;
  };
  for (const payload of payloads) roots.push(await post(author, `/api/topics/${topic}/posts`, `近视防控 ${payload}`));
  for (const payload of payloads) await post(author, `/api/posts/${roots[0]}/replies`, `回复 ${payload}`);
  refusedPost = await post(citizen, `/api/topics/${topic}/posts`, `等着审核 ${nasty(0)}`);
  await post(citizen, `/api/topics/${topic}/posts`, `还等着审核 ${payloads.join('')}`.slice(0, 1900));
  const { rows } = await sql<{ id: string }>`select id from reading where thing_id = ${refusedPost}`.execute(w.house.db);
  await moderator.send(
    'POST',
    `/api/readings/${rows[0]?.id}/decision`,
    { decision: 'refuse', reason: 'other', ownWords: `请改 ${nasty(0)}${nasty(3)}` },
    once(newId()),
  );
  await w.at(new Date(w.clock.now().getTime() + 300_000).toISOString());
}, 120_000);
afterAll(() => w[Symbol.asyncDispose]());

/** Every element that runs or loads, and every attribute that listens, which our own pages never write into content. */
const alien = () => {
  const bad: string[] = [];
  for (const node of document.querySelectorAll('body *')) {
    const tag = node.tagName.toLowerCase();
    if (
      ['iframe', 'object', 'embed', 'base', 'meta', 'link', 'style', 'marquee', 'math', 'audio', 'template'].includes(tag) &&
      !(tag === 'link' && node.getAttribute('rel') === 'modulepreload')
    )
      bad.push(tag);
    if (tag === 'script' && !/^\/(assets|workbench)\//.test(node.getAttribute('src') ?? '')) bad.push('script');
    for (const { name, value } of node.attributes)
      if (/^on/.test(name) || (/^\s*(javascript|data:text)/i.test(value) && ['href', 'src', 'action', 'formaction'].includes(name)))
        bad.push(`${tag} ${name}`);
  }
  return [...new Set(bad)].concat('hit' in window ? ['it ran'] : []);
};
const screens = () => [
  '/',
  '/topics',
  `/topics/${topic}`,
  `/topics/${topic}?sort=hottest`,
  `/topics/${topic}/posts/${roots[0]}`,
  ...payloads.slice(0, 12).map((_, i) => `/topics/${topic}/posts/${roots[i]}`),
  `/topics/${topic}/compose`,
  `/topics/${topic}/compose?replyTo=${roots[0]}`,
  '/mine',
  '/mine/posts',
  '/mine/logins',
  '/mine/email',
  '/notices',
];
const deskScreens = () => [
  '/desk/',
  '/desk/topics',
  `/desk/topics/${topic}`,
  '/desk/moderation',
  '/desk/moderation?tab=decided',
  `/desk/statistics/${topic}`,
  '/desk/logins',
  '/desk/operator',
];

async function look(by: Browser, paths: readonly string[], settled: string) {
  const context = await w.window({ ...desk, as: by });
  const said: string[] = [];
  const page = await context.newPage();
  page.on('dialog', (dialog) => {
    said.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) said.push(message.text());
  });
  for (const path of paths) {
    await page.goto(path, { waitUntil: 'networkidle' });
    await page.waitForSelector(settled);
    const found = await page.evaluate(alien);
    if (found.length > 0) said.push(`${path}: ${found.join(', ')}`);
  }
  await context.close();
  return said;
}

test('A5: what members write is text on every public screen', async () => {
  expect(payloads.length).toBe(120);
  expect(await look(author, screens(), 'main')).toEqual([]);
}, 120_000);
test('A5: what people write is text at the desk', async () => {
  expect(await look(moderator, deskScreens(), 'main')).toEqual([]);
}, 120_000);
test('A5: a payload is still there, word for word', async () => {
  const context = await w.window({ ...desk, as: author });
  const page = await context.newPage();
  for (const i of [0, 7, 35, 70, 119]) {
    await page.goto(`/topics/${topic}/posts/${roots[i]}`);
    expect(await page.textContent('main')).toContain(payloads[i] ?? 'no payload');
  }
  await context.close();
});
test('A5: the page of wrong input shows what was typed as text', async () => {
  const context = await w.window({ ...desk, javaScriptEnabled: false, as: author });
  const page = await context.newPage();
  await page.goto('/login');
  const page2 = await context.request.get(`/topics/${encodeURIComponent(payloads[0] ?? '')}`);
  expect(await page2.text()).not.toContain('<script>window.hit');
  const page3 = await context.request.get(`/topics/${topic}?sort=${encodeURIComponent(payloads[0] ?? '')}`);
  expect(await page3.text()).not.toContain('<script>window.hit');
  await context.close();
});
