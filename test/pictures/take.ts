import { mkdirSync, writeFileSync } from 'node:fs';
import type { Page, PageScreenshotOptions } from 'playwright-core';
import sharp from 'sharp';
import { openBrowser } from '../ui/browser.ts';
import { type Demo, demo } from './demo.ts';
import { gallery } from './gallery.ts';
import { folder, type Screen, screens } from './screens.ts';

// Takes every picture of the guide anew, and writes the page that shows them all; with names, only these: bin/pictures home desk-today
const LONGEST = 3200;
const wanted = process.argv.slice(2);
const chosen = screens.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (chosen.length < wanted.length) throw new Error(`unknown among ${wanted.join(' ')}`);

mkdirSync(`${folder}/en`, { recursive: true });
const browser = await openBrowser();
try {
  await using shown = await demo(browser);
  for (const screen of chosen.filter(({ running }) => !running)) await take(screen, shown);
  const last = chosen.filter(({ running }) => running);
  if (last.length > 0) await shown.goOn();
  for (const screen of last) await take(screen, shown);
} finally {
  await browser.close();
}
writeFileSync('docs/guide/screens.md', gallery(screens));

async function take(screen: Screen, shown: Demo): Promise<void> {
  const context = await shown.windowOf(screen);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  try {
    await page.goto(screen.path(shown), { waitUntil: 'networkidle' });
    await page.locator('h1').first().waitFor();
    const ready = () => page.waitForFunction(() => !document.querySelector('.skeleton'));
    await ready();
    await screen.before?.(page, shown);
    await ready();
    const picture = await page.screenshot({ ...(await frame(page, screen)), animations: 'disabled', caret: 'hide' });
    // Few colours keep a page of text sharp in a sixth of the bytes.
    const small = await sharp(picture).png({ palette: true, colours: 64, effort: 8 }).toBuffer();
    writeFileSync(`${folder}/${screen.name}.png`, small);
    console.log(`${screen.name}.png ${Math.round(small.length / 1024)} KB`);
  } catch (error) {
    // The others are still worth taking; the exit code tells.
    process.exitCode = 1;
    console.error(`${screen.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  await context.close();
}

/** A long page is shown to some length and less sharp: what it is made of can be seen. */
async function frame(page: Page, { whole }: Screen): Promise<PageScreenshotOptions> {
  if (!whole) return {};
  const width = page.viewportSize()?.width ?? 390;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  return { fullPage: true, scale: 'css', clip: { x: 0, y: 0, width, height: Math.min(height, LONGEST) } };
}
