import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { ReactElement } from 'react';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clippedWords, objections, openBrowser, smallTargets, smallWords, sticksOut } from './browser.ts';
import { ModerationScreen, TodayScreen } from './gallery/desk.tsx';
import { DeskPieces, StatisticsScreen } from './gallery/desk-figures.tsx';
import { DialogScreen, EmptyScreen, NoticesScreen, PiecesScreen, TroubleScreen } from './gallery/list-screens.tsx';
import { HomeScreen, ThreadScreen, TopicScreen } from './gallery/screens.tsx';
import type { Setting } from './gallery/setting.tsx';
import { html, sheet, zipped } from './render.ts';

/** GALLERY=1 leaves pictures in var/gallery. */
const pictures = process.env['GALLERY'] === '1';
const publicScreens = { DialogScreen, PiecesScreen, HomeScreen, TopicScreen, ThreadScreen, NoticesScreen, EmptyScreen, TroubleScreen };
const deskScreens = { DeskPieces, TodayScreen, ModerationScreen, StatisticsScreen };
const sets = {
  normal: { look: 'normal', theme: 'light' },
  care: { look: 'care', theme: 'light' },
  dark: { look: 'normal', theme: 'dark' },
  careDark: { look: 'care', theme: 'dark' },
} as const;

let browser: Browser;
let page: Page;
let trouble: string[] = [];
let css: { public: string; desk: string };

beforeAll(async () => {
  css = { public: await sheet('public'), desk: await sheet('desk') };
  browser = await openBrowser();
  page = await browser.newPage({ deviceScaleFactor: pictures ? 2 : 1, reducedMotion: 'reduce' });
  page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
  if (pictures) mkdirSync('var/gallery', { recursive: true });
});
afterAll(async () => {
  await browser?.close();
});

async function show(
  markup: string,
  width: number,
  height: number,
  look: (page: Page) => Promise<void>,
  colorScheme: 'light' | 'dark' = 'light',
) {
  trouble = [];
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme, media: 'screen' });
  await page.setContent(markup);
  await look(page);
  expect(trouble).toEqual([]);
}

async function shoot(page: Page, name: string) {
  if (pictures) await page.screenshot({ path: `var/gallery/${name}.png`, fullPage: /Pieces|Topic|Statistics/.test(name) });
}

function desk(element: ReactElement, theme: 'light' | 'dark') {
  return html(
    <html lang="zh-Hans" data-surface="desk" data-theme={theme}>
      <head>
        <title>工作台</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the sheet under test */}
        <style dangerouslySetInnerHTML={{ __html: css.desk }} />
      </head>
      <body>{element}</body>
    </html>,
  );
}

describe.each(Object.entries(publicScreens))('%s', (name, Screen) => {
  describe.each(Object.entries(sets))('in the set %s', (set, setting) => {
    const markup = () => html(<Screen {...setting} css={css.public} />);
    const care = setting.look === 'care';

    test('axe finds nothing, targets and words are large enough', async () => {
      await show(markup(), 390, 844, async (page) => {
        await shoot(page, `${name}-${set}`);
        expect(await objections(page)).toEqual([]);
        expect(await smallTargets(page, care ? 60 : 44)).toEqual([]);
        expect(await smallWords(page, care ? 18 : 13)).toEqual([]);
        expect(await clippedWords(page)).toEqual([]);
      });
      if (set === 'careDark') return;
      await show(markup(), 1366, 768, async (page) => {
        await shoot(page, `${name}-${set}-wide`);
        expect(await objections(page)).toEqual([]);
      });
    });

    test('nothing sticks out at 320 px or when the text is twice as large', async () => {
      await show(markup(), 320, 640, async (page) => {
        expect(await sticksOut(page)).toEqual([]);
        await page.addStyleTag({ content: 'html{font-size:150%}' });
        expect(await sticksOut(page)).toEqual([]);
        expect(await clippedWords(page)).toEqual([]);
      });
      await show(markup(), 390, 844, async (page) => {
        await page.addStyleTag({ content: 'html{font-size:200%}' });
        await shoot(page, `${name}-${set}-200`);
        expect(await sticksOut(page)).toEqual([]);
        expect(await clippedWords(page)).toEqual([]);
      });
    });
  });
});

describe.each(Object.entries(deskScreens))('%s', (name, Screen) => {
  test.each(['light', 'dark'] as const)('axe finds nothing and targets are large enough, %s', async (theme) => {
    await show(desk(<Screen />, theme), 1366, 768, async (page) => {
      await shoot(page, `${name}-${theme}`);
      expect(await objections(page)).toEqual([]);
      expect(await smallTargets(page, 34)).toEqual([]);
      expect(await smallWords(page, 12)).toEqual([]);
      expect(await clippedWords(page)).toEqual([]);
    });
  });
  test.each([
    [1024, 1],
    [1920, 1],
    [1366, 2],
    [390, 1],
  ])('nothing sticks out at %i px with text × %i', async (width, times) => {
    await show(desk(<Screen />, 'light'), width, 768, async (page) => {
      await page.addStyleTag({ content: `html{font-size:${times * 100}%}` });
      expect(await sticksOut(page)).toEqual([]);
    });
  });
});

describe('one sheet dresses everything', () => {
  test('public pages load at most 12 KB of it, the workbench at most 20', () => {
    expect(zipped(css.public)).toBeLessThanOrEqual(12 * 1024);
    expect(zipped(css.desk)).toBeLessThanOrEqual(20 * 1024);
  });

  test('it uses nothing that Chrome 86 or Safari 13 would not understand', () => {
    for (const text of Object.values(css)) {
      expect(text).not.toMatch(/:has\(|:is\(|:where\(|@container|@layer|inset:|aspect-ratio|\bdvh|color-mix|[{;]gap:/);
    }
  });

  test('a page carries no style attribute and no inline script', () => {
    for (const Screen of Object.values(publicScreens)) {
      const page = html(<Screen {...sets.normal} css="" />);
      expect(page).not.toMatch(/ style=|<script>|javascript:| on[a-z]+="/);
    }
  });

  test('no colour is named outside the tokens', () => {
    const tokens = css.public.match(/--[\w-]+:[^;}]+/g) ?? [];
    const rest = tokens.reduce((text, token) => text.replace(token, ''), css.public);
    expect([...new Set(rest.match(/#[0-9a-f]{3,8}\b|rgba?\([^)]*\)/gi) ?? [])].sort()).toEqual(['#000', '#0000', '#fff']);
  });
});

describe('sets', () => {
  const colour = (page: Page, name: string) =>
    page.evaluate((token) => getComputedStyle(document.documentElement).getPropertyValue(token).trim(), name);
  const home = (setting: Omit<Setting, 'css'>) => html(<HomeScreen {...setting} css={css.public} />);

  test('a page follows the system into the dark, and may be held back', async () => {
    await show(home({ look: 'normal' }), 390, 844, async (page) => expect(await colour(page, '--paper')).toBe('#141312'), 'dark');
    await show(
      home({ look: 'normal', theme: 'light' }),
      390,
      844,
      async (page) => expect(await colour(page, '--paper')).toBe('#f6f4f1'),
      'dark',
    );
    await show(home({ look: 'normal', theme: 'dark' }), 390, 844, async (page) => expect(await colour(page, '--paper')).toBe('#141312'));
  });

  test('on paper there are no bars, no buttons and no grounds', async () => {
    await show(html(<TopicScreen {...sets.dark} css={css.public} />), 794, 1123, async (page) => {
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.top, .sticky, .post-acts').filter({ visible: true }).count()).toBe(0);
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgba(0, 0, 0, 0)');
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light');
      expect(await page.evaluate(() => getComputedStyle(document.querySelector('.post-text') ?? document.body).color)).toBe('rgb(0, 0, 0)');
      if (pictures) await page.screenshot({ path: 'var/gallery/print.png', fullPage: true });
    });
  });

  test('the English interface fits the narrowest phone', async () => {
    for (const look of ['normal', 'care'] as const)
      await show(html(<HomeScreen look={look} css={css.public} locale="en" />), 320, 640, async (page) => {
        await shoot(page, `English-${look}`);
        expect(await objections(page)).toEqual([]);
        expect(await sticksOut(page)).toEqual([]);
        expect(await clippedWords(page)).toEqual([]);
      });
  });

  test('on a day of mourning everything is grey', async () => {
    await show(html(<HomeScreen {...sets.normal} css={css.public} mourning />), 390, 844, async (page) => {
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).filter)).toBe('grayscale(1)');
    });
  });

  test('a reader who wants no motion gets none', async () => {
    await show(html(<PiecesScreen {...sets.normal} css={css.public} />), 390, 844, async (page) => {
      const moving = await page.evaluate(
        () => [...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).animationName !== 'none').length,
      );
      expect(moving).toBe(0);
    });
  });
});
