import { mkdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clippedWords, objections, smallTargets, smallWords, sticksOut } from '../ui/browser.ts';
import type { Browser } from '../world.ts';
import { deskStage, type Stage } from './desk-stage.ts';
import { overlaps } from './overlaps.ts';
import { complaints, type Served, served } from './served.ts';

let w: Served;
let s: Stage;
beforeAll(async () => {
  w = await served();
  s = await deskStage(w);
});
afterAll(async () => {
  await w?.[Symbol.asyncDispose]();
});
const shots = process.env['SHOTS'];
if (shots) mkdirSync(shots, { recursive: true });

interface Screen {
  readonly route: string;
  readonly path: () => string;
  /** What the screen shows when it is ready. */
  readonly ready: string;
  readonly act?: (page: Page) => Promise<unknown>;
  /** Who sits there; otherwise somebody with every duty of the office. */
  readonly as?: () => Browser;
}
const press = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).first().click();
const screens: Readonly<Record<string, Screen>> = {
  today: { route: '/', path: () => '/desk/', ready: '.desk-row' },
  'today of one kind': { route: '/', path: () => '/desk/?kind=topic', ready: '.desk-row' },
  topics: { route: '/topics', path: () => '/desk/topics', ready: '.desk-table' },
  'new topic': { route: '/topics/new', path: () => '/desk/topics/new', ready: '#focus' },
  'new topic refused': { route: '/topics/new', path: () => '/desk/topics/new', ready: '#focus', act: press('保存草稿') },
  'draft topic': { route: '/topics/$id', path: () => `/desk/topics/${s.topics.draft}`, ready: '#focus' },
  'draft with gaps': {
    route: '/topics/$id',
    path: () => `/desk/topics/${s.topics.draft}`,
    ready: '#focus',
    async act(page) {
      for (const field of ['summary', 'focus']) await page.locator(`#${field}`).fill('');
      await press('保存并发布预告')(page);
    },
  },
  'open topic': { route: '/topics/$id', path: () => `/desk/topics/${s.topics.open}`, ready: '.material-list' },
  'withdrawn topic': { route: '/topics/$id', path: () => `/desk/topics/${s.topics.withdrawn}`, ready: '.side' },
  announcing: { route: '/topics/$id', path: () => `/desk/topics/${s.topics.draft}`, ready: '#focus', act: press('发布预告') },
  withdrawing: { route: '/topics/$id', path: () => `/desk/topics/${s.topics.open}`, ready: '#focus', act: press('撤下议题') },
  queue: { route: '/moderation', path: () => `/desk/moderation?item=${s.readings.flagged}`, ready: '.review-text' },
  'changed post': { route: '/moderation', path: () => `/desk/moderation?item=${s.readings.change}`, ready: '.difference' },
  held: { route: '/moderation', path: () => '/desk/moderation?tab=held', ready: '.review-text' },
  appeal: { route: '/moderation', path: () => `/desk/moderation?tab=appealed&item=${s.readings.appealed}`, ready: '.facts' },
  decided: { route: '/moderation', path: () => '/desk/moderation?tab=decided', ready: '.facts' },
  keys: { route: '/moderation', path: () => '/desk/moderation', ready: '.review-text', act: (page) => page.keyboard.press('?') },
  statistics: { route: '/statistics/$topicId', path: () => `/desk/statistics/${s.topics.open}`, ready: '.definitions' },
  'newest statistics': { route: '/statistics', path: () => '/desk/statistics', ready: '.definitions' },
  rosters: { route: '/roster', path: () => '/desk/roster', ready: '.desk-table' },
  'roster columns': { route: '/roster/$id', path: () => `/desk/roster/${s.rosters.columns}`, ready: '#column-0' },
  'roster preview': { route: '/roster/$id', path: () => `/desk/roster/${s.rosters.preview}`, ready: '.desk-table' },
  entrants: { route: '/entrants', path: () => '/desk/entrants', ready: '.desk-table' },
  'entrants of nobody': { route: '/entrants', path: () => '/desk/entrants?q=查无此人', ready: '.empty' },
  'printing cards': { route: '/entrants', path: () => '/desk/entrants', ready: '.desk-table', act: press('打印激活卡') },
  'activating at a meeting': {
    route: '/entrants',
    path: () => '/desk/entrants',
    ready: '.desk-table',
    act: (page) =>
      page
        .getByRole('button', { name: /^现场激活/ })
        .first()
        .click(),
  },
  'links of units': { route: '/unit-links', path: () => '/desk/unit-links', ready: '.desk-table' },
  'new link': { route: '/unit-links', path: () => '/desk/unit-links', ready: '.desk-table', act: press('新建链接') },
  'lost phones': { route: '/recoveries', path: () => '/desk/recoveries', ready: '.desk-table' },
  'lost phone of staff': {
    route: '/recoveries',
    path: () => '/desk/recoveries',
    ready: '.desk-table',
    as: () => s.administrators.system,
    act: press('工作人员手机遗失'),
  },
  'privacy notices': { route: '/privacy', path: () => '/desk/privacy', ready: '#effectiveOn', as: () => s.administrators.system },
  'peer platforms': { route: '/peers', path: () => '/desk/peers', ready: '.empty', as: () => s.administrators.security },
  'registering a platform': {
    route: '/peers',
    path: () => '/desk/peers',
    ready: '.empty',
    as: () => s.administrators.system,
    act: press('申请接入'),
  },
  'closing requests': { route: '/erasures', path: () => '/desk/erasures', ready: '.list' },
  organisations: { route: '/organisations', path: () => '/desk/organisations', ready: '.desk-table', as: () => s.administrators.system },
  'adding a unit': {
    route: '/organisations',
    path: () => '/desk/organisations?part=unit',
    ready: '#main',
    as: () => s.administrators.system,
    act: press('新增承办单位'),
  },
  terms: { route: '/organisations', path: () => '/desk/organisations?part=terms', ready: '.list', as: () => s.administrators.system },
  'new term': {
    route: '/organisations',
    path: () => '/desk/organisations?part=terms',
    ready: '.list',
    as: () => s.administrators.system,
    act: press('新一届'),
  },
  members: { route: '/members', path: () => '/desk/members', ready: '.desk-table' },
  'members of nobody': { route: '/members', path: () => '/desk/members?q=查无此人', ready: '.empty' },
  'new member': { route: '/members/new', path: () => '/desk/members/new', ready: '#sectorId' },
  'one member': {
    route: '/members/$id',
    path: () => '/desk/members',
    ready: '.desk-table',
    act: (page) => page.locator('.desk-table a').first().click(),
  },
  'profile changes': { route: '/members/changes', path: () => '/desk/members/changes', ready: '#main' },
  logins: { route: '/logins', path: () => '/desk/logins', ready: '.list' },
  operator: { route: '/operator', path: () => '/desk/operator', ready: '.health', act: press('核对审计记录') },
  staff: { route: '/staff', path: () => '/desk/staff', ready: '.desk-table', as: () => s.administrators.system },
  'no such staff': { route: '/staff', path: () => '/desk/staff?search=查无此人', ready: '.empty', as: () => s.administrators.security },
  'new account': {
    route: '/staff',
    path: () => '/desk/staff',
    ready: '.desk-table',
    as: () => s.administrators.system,
    act: press('新建账号'),
  },
  'asking for a duty': {
    route: '/staff',
    path: () => '/desk/staff?search=新来的',
    ready: '.desk-table',
    as: () => s.administrators.system,
    act: (page) =>
      page
        .getByRole('button', { name: /申请授权/ })
        .first()
        .click(),
  },
  'requests that wait': {
    route: '/staff/requests',
    path: () => '/desk/staff/requests',
    ready: '.list',
    as: () => s.administrators.security,
  },
  'earlier requests': {
    route: '/staff/requests',
    path: () => '/desk/staff/requests?tab=decided',
    ready: '.list',
    as: () => s.administrators.system,
  },
  approving: {
    route: '/staff/requests',
    path: () => '/desk/staff/requests',
    ready: '.list',
    as: () => s.administrators.security,
    act: (page) => page.getByRole('button', { name: /^同意/ }).first().click(),
  },
  'today of the security administrator': { route: '/', path: () => '/desk/', ready: '.desk-row', as: () => s.administrators.security },
  audit: { route: '/audit', path: () => '/desk/audit', ready: '.desk-table', as: () => s.administrators.audit, act: press('核对') },
  'audit of nobody': { route: '/audit', path: () => '/desk/audit?person=查无此人', ready: '.empty', as: () => s.administrators.audit },
  'no such screen': { route: '', path: () => '/desk/nowhere', ready: '.empty' },
};

test('every screen of the desk is looked at', () => {
  const routes = [...readFileSync('src/web/workbench/router.tsx', 'utf8').matchAll(/\n {2}path: '([^']+)'/g)].map(([, path]) => path);
  expect(routes.length).toBeGreaterThan(7);
  expect(routes.filter((path) => !Object.values(screens).some(({ route }) => route === path))).toEqual([]);
});

async function show(page: Page, { path, ready, act }: Screen): Promise<void> {
  await page.goto(path());
  await page.locator(ready).first().waitFor();
  await act?.(page);
  await page.waitForLoadState('networkidle');
}

const widths = [1366, 1920];
test.each(Object.keys(screens))('%s: axe has no objection, in light and in dark; it fits 1366 and 1920 px', async (name) => {
  const screen = screens[name];
  if (!screen) throw new Error(name);
  const context = await w.window({ viewport: { width: 1366, height: 768 }, as: screen.as?.() ?? s.all });
  const page = await context.newPage();
  try {
    const said = complaints(page);
    await show(page, screen);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      if (shots) await page.screenshot({ path: `${shots}/${name}-${colorScheme}.png`, fullPage: process.env['FULL'] === '1' });
      expect([colorScheme, ...(await objections(page))]).toEqual([colorScheme]);
    }
    for (const width of widths) {
      await page.setViewportSize({ width, height: 768 });
      const wrong = [
        await sticksOut(page),
        await clippedWords(page),
        await overlaps(page),
        await smallTargets(page, 34),
        await smallWords(page, 12),
      ];
      expect([width, ...wrong.flat()]).toEqual([width]);
    }
    expect(said).toEqual([]);
  } finally {
    await context.close();
  }
});

test.each(['today', 'open topic', 'queue', 'statistics', 'operator', 'staff', 'earlier requests', 'audit'])(
  '%s in English fits too',
  async (name) => {
    const screen = screens[name];
    if (!screen) throw new Error(name);
    const context = await w.window({ viewport: { width: 1366, height: 768 }, as: screen.as?.() ?? s.all });
    try {
      await context.addCookies([{ name: 'lang', value: 'en', url: w.origin }]);
      const page = await context.newPage();
      await show(page, { ...screen, act: async () => undefined });
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      expect([await sticksOut(page), await clippedWords(page), await overlaps(page)].flat()).toEqual([]);
    } finally {
      await context.close();
    }
  },
);

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
  readonly isEntry?: boolean;
  readonly isDynamicEntry?: boolean;
}
test('the desk loads in 230 KB, each screen adds at most 80, the sheet has at most 20', () => {
  const manifest: Readonly<Record<string, Chunk>> = JSON.parse(readFileSync('dist/workbench/.vite/manifest.json', 'utf8'));
  const size = (file: string) => gzipSync(readFileSync(`dist/workbench/${file}`)).length;
  /** A chunk with everything that it brings along. */
  const whole = (name: string, seen = new Set<string>()): Set<string> => {
    const chunk = manifest[name];
    if (!chunk || seen.has(chunk.file)) return seen;
    seen.add(chunk.file);
    for (const other of chunk.imports ?? []) whole(other, seen);
    return seen;
  };
  const sum = (files: Iterable<string>) => [...files].reduce((all, file) => all + size(file), 0);
  const [entry = ''] = Object.keys(manifest).filter((name) => manifest[name]?.isEntry);
  const first = whole(entry);
  const routes = Object.keys(manifest).filter((name) => manifest[name]?.isDynamicEntry);
  const added = routes.map((name) => ({ name, bytes: sum([...whole(name)].filter((file) => !first.has(file))) }));
  const css = sum([...new Set(Object.values(manifest).flatMap((chunk) => chunk.css ?? []))]);
  if (shots) console.log({ first: sum(first), css, added });
  expect(sum(first)).toBeLessThanOrEqual(230_000);
  expect(routes.length).toBeGreaterThan(5);
  expect(added.filter(({ bytes }) => bytes > 80_000)).toEqual([]);
  expect(css).toBeLessThanOrEqual(20_000);
});
