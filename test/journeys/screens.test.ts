import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sample, sample } from './sample.ts';
import { desk, phone, type Served, served } from './served.ts';

let w: Served;
let s: Sample;
beforeAll(async () => {
  w = await served();
  s = await sample(w);
});
afterAll(async () => {
  await w?.[Symbol.asyncDispose]();
});
const shots = process.env['SHOTS'];

test('pictures', async () => {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  const pages: [string, string][] = [
    ['home', '/'],
    ['topics', '/topics'],
    ['topic', `/topics/${s.topics.open}`],
    ['closed', `/topics/${s.topics.closed}`],
    ['announced', `/topics/${s.topics.announced}`],
    ['thread', `/topics/${s.topics.open}/posts/${s.post}`],
    ['login', '/login'],
    ['password', '/login?way=password'],
    ['mine', '/mine'],
    ['myposts', '/mine/posts'],
    ['refused', '/mine/posts?shelf=refused'],
    ['drafts', '/mine/posts?shelf=drafts'],
    ['notices', '/notices'],
    ['compose', `/topics/${s.topics.open}/compose`],
    ['reply', `/topics/${s.topics.open}/compose?replyTo=${s.post}`],
    ['edit', `/posts/${s.waiting}/edit`],
    ['email', '/mine/email'],
    ['logins', '/mine/logins'],
    ['missing', '/nowhere'],
  ];
  const only = process.env['ONLY']?.split(',');
  for (const [who, as] of [
    ['me', s.citizen],
    ['anon', undefined],
  ] as const)
    for (const [size, options] of [
      ['phone', phone],
      ['desk', desk],
    ] as const)
      for (const look of ['normal', 'care', 'dark'] as const) {
        if (only && !only.some((one) => `${who}-${size}-${look}`.includes(one))) continue;
        const context = await w.window({
          ...options,
          ...(as && { as }),
          deviceScaleFactor: size === 'phone' ? 2 : 1,
          colorScheme: look === 'dark' ? 'dark' : 'light',
        });
        if (look === 'care') await context.addCookies([{ name: 'look', value: 'care', url: w.origin }]);
        const page = await context.newPage();
        for (const [name, path] of pages) {
          const reply = await page.goto(path);
          await page.screenshot({ path: `${shots}/${name}-${who}-${size}-${look}.png`, fullPage: process.env['FULL'] === '1' });
          expect([name, reply?.status()]).toEqual([name, name === 'missing' ? 404 : 200]);
        }
        await context.close();
      }
}, 600_000);
