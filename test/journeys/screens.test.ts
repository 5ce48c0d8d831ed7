import { mkdirSync, readFileSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clippedWords, objections, smallTargets, smallWords, sticksOut } from '../ui/browser.ts';
import { zipped } from '../ui/render.ts';
import { collisions, enlarge, shifts } from './layout.ts';
import { type Sample, sample } from './sample.ts';
import { complaints, desk, phone, type Served, served } from './served.ts';

/** SHOTS=1 leaves pictures of every screen in var/screens. */
const shots = process.env['SHOTS'] === '1';
let w: Served;
let s: Sample;
beforeAll(async () => {
  // The clock stands still: what one person may ask for in a minute would never come back.
  w = await served({ LIMITS: 'off' });
  s = await sample(w);
  if (shots) mkdirSync('var/screens', { recursive: true });
});
afterAll(async () => {
  await w?.[Symbol.asyncDispose]();
});

const topics = () => s.topics;
/** An address of each screen, by its route. */
const screens: Readonly<Record<string, () => Readonly<Record<string, string>>>> = {
  '/': () => ({ home: '/' }),
  '/topics': () => ({ topics: '/topics', 'topics-filtered': '/topics?state=closed' }),
  '/topics/:id': () => ({
    topic: `/topics/${topics().open}`,
    'topic-whole': `/topics/${topics().open}?sort=hottest&who=member#whole`,
    'topic-announced': `/topics/${topics().announced}`,
    'topic-closed': `/topics/${topics().closed}`,
  }),
  '/topics/:id/posts/:postId': () => ({
    thread: `/topics/${topics().open}/posts/${s.answered}?at=${s.reply}#p-${s.reply}`,
    'thread-empty': `/topics/${topics().open}/posts/${s.post}`,
  }),
  '/topics/:id/compose': () => ({
    compose: `/topics/${topics().open}/compose`,
    'compose-reply': `/topics/${topics().open}/compose?replyTo=${s.post}`,
    'compose-closed': `/topics/${topics().closed}/compose`,
  }),
  '/posts/:id/edit': () => ({ edit: `/posts/${s.waiting}/edit` }),
  '/mine/posts': () => ({ 'my-posts': '/mine/posts', 'my-refused': '/mine/posts?shelf=refused', 'my-drafts': '/mine/posts?shelf=drafts' }),
  '/login': () => ({ login: '/login?next=/mine', password: '/login?way=password' }),
  '/login/code': () => ({ code: '/login/code?request=0123456789012345678901&to=138****1234' }),
  '/mine': () => ({ mine: '/mine' }),
  '/mine/email': () => ({ email: '/mine/email', 'email-code': '/mine/email?request=0123456789012345678901&to=r***@example.org' }),
  '/mine/profile': () => ({ 'my-profile': '/mine/profile' }),
  '/members': () => ({ members: '/members', 'members-by-sub-committee': '/members?by=subCommittee' }),
  '/members/:id': () => ({ 'one-member': `/members/${s.membership}` }),
  '/mine/logins': () => ({ logins: '/mine/logins' }),
  '/mine/security': () => ({ security: '/mine/security' }),
  '/mine/peers': () => ({ 'my-peers': '/mine/peers' }),
  '/mine/password': () => ({ 'new-password': '/mine/password' }),
  '/mine/security/app': () => ({ 'security-app': '/mine/security/app' }),
  '/mine/security/new-key': () => ({ 'new-key': '/mine/security/new-key' }),
  '/mine/security/keys/:id': () => ({ 'one-key': `/mine/security/keys/${s.webKey}` }),
  '/login/second': () => ({ 'second-step': '/login/second?next=/mine/security' }),
  '/mine/data': () => ({ 'my-data': '/mine/data' }),
  '/mine/data/erase': () => ({ erase: '/mine/data/erase' }),
  '/privacy': () => ({ privacy: '/privacy' }),
  '/privacy/closed': () => ({ closed: '/privacy/closed' }),
  '/activate': () => ({ activate: '/activate' }),
  '/activate/:code': () => ({ 'activate-whose': `/activate/${s.access.listed}`, 'activate-phone': `/activate/${s.access.unlisted}` }),
  '/activate/:code/entry': () => ({ 'activate-code': `/activate/${s.access.listed}/entry?request=0123456789012345678901&to=138****1234` }),
  '/unit': () => ({ unit: '/unit' }),
  '/unit/:secret': () => ({ 'unit-link': `/unit/${s.access.unit}` }),
  '/unit/:secret/entry': () => ({ 'unit-code': `/unit/${s.access.unit}/entry?request=0123456789012345678901&to=138****1234` }),
  '/not-me/:secret': () => ({ 'not-me': `/not-me/${s.access.old}` }),
  '/notices': () => ({ notices: '/notices' }),
  trouble: () => ({ missing: '/no/such/page' }),
};
/** Files, and ways to somewhere else. */
const noScreens = [
  // Only where a service account or a single sign-on is set: test/journeys/elsewhere.test.ts.
  '/wechat/enter',
  '/wechat/back',
  '/wechat/offer',
  '/mine/wechat',
  '/mine/wechat/binding',
  '/sso/enter',
  '/sso/back',
  '/sso/offer',
  '/mine/directory',
  '/mine/directory/linking',
  // Where a peer asks: test/journeys/peer.test.ts.
  '/oidc/ask',
  // Files.
  '/committees/:id/roster-template.xlsx',
  '/committees/:id/roster.xlsx',
  '/roster-imports/:id/reasons.xlsx',
  '/my/pictures/:id',
  '/topics/:id/qr.svg',
  '/t/:code',
  '/topics/:id/visit.gif',
  '/topics/:id/figures.xlsx',
  '/audit/records.xlsx',
  '/topics/:id/pictures/:pictureId',
  '/topics/:id/materials/:materialId/:version',
  '/posts/:id/pictures/:version-:sort',
  '/notices/:id',
  '/mine/data/exports/:id',
  // Stands between signing in and going on, where a notice is in force: test/journeys/consent.test.ts.
  '/privacy/consent',
];
const ofStrangers = [
  'activate',
  'activate-whose',
  'activate-phone',
  'activate-code',
  'unit',
  'unit-link',
  'unit-code',
  'not-me',
  'home',
  'topics',
  'topic',
  'thread',
  'login',
  'password',
  'code',
  'mine',
  'privacy',
  'closed',
  'notices',
  'missing',
];
const onlyStrangers = ['login', 'password', 'code'];
const addresses = () => Object.assign({}, ...Object.values(screens).map((of) => of())) as Record<string, string>;

test('every page of the registry is on a screen of this run', () => {
  const paths = w.whole.pageRoutes.filter(({ method }) => method === 'GET').map(({ path }) => path);
  expect(paths.length).toBeGreaterThan(15);
  expect(paths.filter((path) => !(path in screens) && !noScreens.includes(path))).toEqual([]);
});

const sets = {
  normal: { colorScheme: 'light' },
  care: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
} as const satisfies Record<string, BrowserContextOptions>;

async function open(who: 'me' | 'stranger', set: keyof typeof sets, size: typeof phone | typeof desk): Promise<Page> {
  const context = await w.window({ ...size, ...sets[set], ...(who === 'me' && { as: s.citizen }), deviceScaleFactor: shots ? 2 : 1 });
  if (set === 'care') await context.addCookies([{ name: 'look', value: 'care', url: w.origin }]);
  return context.newPage();
}

describe.each(['me', 'stranger'] as const)('as %s', (who) => {
  describe.each(['normal', 'care', 'dark'] as const)('in the set %s', (set) => {
    // Strangers' pages are the same but for what they cannot do: a phone's width says enough.
    test.each([['phone', phone] as const, ...(who === 'me' ? [['desk', desk] as const] : [])])(
      'axe finds nothing, targets and words are large enough, nothing moves or complains: %s',
      async (name, size) => {
        const page = await open(who, set, size);
        const said = complaints(page);
        const found: Record<string, string[]> = {};
        for (const [screen, address] of Object.entries(addresses())) {
          if (who === 'stranger' ? !ofStrangers.includes(screen) : onlyStrangers.includes(screen)) continue;
          await page.setViewportSize(size.viewport);
          const reply = await page.goto(address);
          expect([screen, reply?.status()]).toEqual([screen, screen === 'missing' ? 404 : 200]);
          if (shots) await page.screenshot({ path: `var/screens/${screen}-${who}-${name}-${set}.png` });
          // What an address unfolds moves what follows it: it was asked for.
          const moved = screen === 'topic-whole' ? 0 : await shifts(page);
          found[screen] = [
            ...(moved > 0.02 ? [`moved by ${moved}`] : []),
            ...(await objections(page)),
            ...(await smallTargets(page, set === 'care' ? 60 : 44)),
            ...(await smallWords(page, set === 'care' ? 18 : 13)),
          ];
        }
        expect(Object.entries(found).filter(([, wrong]) => wrong.length > 0)).toEqual([]);
        expect(said.filter((line) => !line.includes('404'))).toEqual([]);
        await page.context().close();
      },
      240_000,
    );
  });
});

test.each([
  ['normal', 320, 100],
  ['normal', 390, 100],
  ['normal', 390, 200],
  ['normal', 1366, 100],
  ['normal', 1366, 200],
  ['care', 320, 100],
  ['care', 390, 150],
] as const)(
  'nothing sticks out, is cut off or lies on something else: %s, %i px wide, text %i of 100',
  async (set, width, percent) => {
    const page = await open('me', set, phone);
    await page.setViewportSize({ width, height: 844 });
    const found: Record<string, string[]> = {};
    for (const [screen, address] of Object.entries(addresses())) {
      await page.goto(address);
      await enlarge(page, percent);
      found[screen] = [...(await sticksOut(page)), ...(await clippedWords(page)), ...(await collisions(page))];
      if (shots && found[screen].length > 0) await page.screenshot({ path: `var/screens/wrong-${screen}-${set}-${width}-${percent}.png` });
    }
    expect(Object.entries(found).filter(([, wrong]) => wrong.length > 0)).toEqual([]);
    await page.context().close();
  },
  240_000,
);

test.each(['normal', 'care', 'dark'] as const)(
  'the composer over the page, its refusals, and the sign-in in it pass as well: %s',
  async (set) => {
    const least = set === 'care' ? 60 : 44;
    const page = await open('stranger', set, phone);
    await page.goto(`/topics/${s.topics.open}`);
    await page.getByRole('link', { name: '说说您的看法' }).tap();
    await page.locator('#text').fill('同意大家的看法。');
    expect([...(await objections(page)), ...(await smallTargets(page, least)), ...(await sticksOut(page))]).toEqual([]);
    await page.getByRole('button', { name: '发布' }).tap();
    await page.getByLabel('手机号').waitFor();
    expect([...(await objections(page)), ...(await smallTargets(page, least)), ...(await sticksOut(page))]).toEqual([]);
    await page.context().close();
    const mine = await open('me', set, phone);
    await mine.goto(`/topics/${s.topics.open}`);
    await mine.getByRole('link', { name: '说说您的看法' }).tap();
    await mine.locator('#text').fill('同意');
    await mine.getByRole('button', { name: '发布' }).tap();
    await mine.locator('#refusals').waitFor();
    expect([...(await objections(mine)), ...(await smallTargets(mine, least)), ...(await sticksOut(mine))]).toEqual([]);
    await mine.context().close();
  },
);

test('pages keep their weight: script, sheet and document', async () => {
  const css = readFileSync('dist/public/public.css', 'utf8');
  const weights: Record<string, { html: number; script: number }> = {};
  const page = await open('stranger', 'normal', phone);
  for (const [screen, address] of Object.entries(addresses())) {
    if (!ofStrangers.includes(screen)) continue;
    const scripts: number[] = [];
    const weigh = (reply: import('playwright-core').Response) => {
      if (reply.url().endsWith('.js'))
        scripts.push(zipped(readFileSync(`dist/public${new URL(reply.url()).pathname.replace('/assets', '')}`, 'utf8')));
    };
    page.on('response', weigh);
    const reply = await page.goto(address, { waitUntil: 'networkidle' });
    page.off('response', weigh);
    const html = (await reply?.text()) ?? '';
    weights[screen] = { html: zipped(html.replace(css, '')), script: scripts.reduce((sum, one) => sum + one, 0) };
  }
  if (shots) process.stdout.write(`${JSON.stringify({ css: zipped(css), ...weights }, null, 1)}\n`);
  expect(zipped(css)).toBeLessThanOrEqual(12 * 1024);
  for (const { html, script } of Object.values(weights)) {
    expect(html).toBeLessThanOrEqual(25 * 1024);
    expect(script).toBeLessThanOrEqual(15 * 1024);
  }
  await page.context().close();
});

test('on paper a topic has its whole text and its posts, and neither bars nor buttons', async () => {
  const page = await open('me', 'dark', desk);
  await page.goto(`/topics/${s.topics.open}`);
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  const printed = page.locator('body');
  for (const shown of ['把社区图书角办到家门口', '您愿意为它做点什么', '没有图书角的社区', '只换不告，等于没换'])
    await printed.getByText(shown).first().waitFor();
  expect(await page.locator('.top, .sticky, .post-acts, .no-print, .foot').filter({ visible: true }).count()).toBe(0);
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('.head') ?? document.body).color)).toBe('rgb(0, 0, 0)');
  await page.context().close();
});
