import { mkdirSync, writeFileSync } from 'node:fs';
import type { BrowserContext } from 'playwright-core';
import sharp from 'sharp';
import { install } from '../house/installation.ts';
import { openBrowser } from '../ui/browser.ts';
import { type Names, type Screen, screens } from './screens.ts';

// Takes every picture of the guide anew from a throw-away demo. The demo's dates follow the day, everything else is the same each time.
const PASSWORD = 'qingzhu-demo';
const folder = 'docs/guide/pictures';
mkdirSync(folder, { recursive: true });

await using house = await install();
const { url } = await house.start();
const browser = await openBrowser();
const contexts = new Map<string, BrowserContext>();

/** One window a person, size and look. */
async function windowOf({ as, size, look, theme }: Screen): Promise<BrowserContext> {
  const key = [as, size, look, theme].join(' ');
  const known = contexts.get(key);
  if (known) return known;
  const fresh = await browser.newContext({
    baseURL: url,
    locale: 'zh-CN',
    reducedMotion: 'reduce',
    colorScheme: theme ?? 'light',
    ...(size === 'phone'
      ? { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
      : { viewport: { width: 1366, height: 768 } }),
  });
  if (as) {
    const entered = await fresh.request.post('/api/logins', { data: { account: as, password: PASSWORD }, headers: { origin: url } });
    if (!entered.ok()) throw new Error(`${as}: ${await entered.text()}`);
  }
  if (look === 'care') await fresh.addCookies([{ name: 'look', value: 'care', url }]);
  contexts.set(key, fresh);
  return fresh;
}

async function namesOf(): Promise<Names> {
  const context = await browser.newContext({ baseURL: url });
  const topics: { rows: { id: string; state: string }[] } = await (await context.request.get('/api/topics')).json();
  const topic = topics.rows.find(({ state }) => state === 'open')?.id ?? '';
  const posts: { rows: { id: string }[] } = await (await context.request.get(`/api/topics/${topic}/posts?sort=hottest`)).json();
  await context.close();
  return { topic, post: posts.rows[0]?.id ?? '' };
}

const names = await namesOf();
for (const screen of screens) {
  const context = await windowOf(screen);
  const page = await context.newPage();
  await page.goto(screen.path(names), { waitUntil: 'networkidle' });
  await screen.before?.(page);
  const picture = await page.screenshot();
  // Sixty-four colours keep a page of text sharp in a sixth of the bytes.
  writeFileSync(`${folder}/${screen.name}.png`, await sharp(picture).png({ palette: true, colours: 64, effort: 8 }).toBuffer());
  console.log(`${screen.name}.png`);
  await page.close();
}
await browser.close();
