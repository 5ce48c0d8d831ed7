import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Debian's Chromium with one known font, so that pictures and measures do not depend on what else is installed. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
    env: { ...process.env, FONTCONFIG_FILE: `${process.cwd()}/test/ui/fonts.conf` },
  });
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe objects to, one line each. The window is as tall as the page, so that a sticky bar covers nothing it would measure. */
export async function objections(page: Page): Promise<string[]> {
  const { width, height } = page.viewportSize() ?? { width: 390, height: 844 };
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, whole) });
  await page.evaluate(axe.source);
  return page.evaluate(async (values) => {
    const engine: typeof axe = Reflect.get(window, 'axe');
    const { violations } = await engine.run(document, { runOnly: { type: 'tag', values } });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
    );
  }, rules);
}

/** Controls smaller than `least` either way. A label counts with the box it names; words inside a sentence are exempt. */
export function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((size) => {
    const found = document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), select, textarea, summary');
    return [...found].flatMap((control) => {
      if (control.closest('[inert]') || control.matches('.skip, p a, dd a')) return [];
      const box = (control.closest('label') ?? control).getBoundingClientRect();
      if (box.width === 0 || (box.width >= size - 0.5 && box.height >= size - 0.5)) return [];
      return [`${control.outerHTML.slice(0, 90)} is ${Math.round(box.width)} × ${Math.round(box.height)}`];
    });
  }, least);
}

/** Words drawn smaller than the least size of this set. */
export function smallWords(page: Page, least: number): Promise<string[]> {
  return page.evaluate((size) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small = new Set<string>();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (
        !parent ||
        !node.textContent?.trim() ||
        parent.closest('[aria-hidden=true]:not(.plot-axis):not(.plot-area), .spoken, style, script, option')
      )
        continue;
      const drawn = Number.parseFloat(getComputedStyle(parent).fontSize);
      if (drawn < size - 0.01) small.add(`${parent.className} “${node.textContent.trim().slice(0, 20)}” ${drawn}px`);
    }
    return [...small];
  }, least);
}

/** What sticks out of the window, when the page can be pushed sideways. */
export function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 0.5)
      .slice(0, 5)
      .map((element) => `${element.outerHTML.slice(0, 90)} ends at ${Math.round(element.getBoundingClientRect().right)} of ${width}`);
  });
}

/** Boxes that cut off the words inside them, unless they say so with an ellipsis or can be scrolled. */
export function clippedWords(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body *')].flatMap((element) => {
      const style = getComputedStyle(element);
      const hides = style.overflowX === 'hidden' || style.overflowY === 'hidden';
      if (
        !hides ||
        element.closest('.spoken') ||
        style.textOverflow === 'ellipsis' ||
        element instanceof SVGElement ||
        element.clientHeight === 0
      )
        return [];
      const over = element.scrollHeight > element.clientHeight + 1;
      return over ? [`${element.outerHTML.slice(0, 90)} hides ${element.scrollHeight - element.clientHeight}px`] : [];
    }),
  );
}
