import type { Page } from 'playwright-core';

/** Words and controls whose boxes lie on each other anywhere on the page, also out of sight; what sticks to the window's edge may cover what scrolls under it. */
export function collisions(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const boxes: { what: string; element: Element; box: DOMRect }[] = [];
    const apart =
      '.sticky, .toasts, .skip, .spoken, [aria-hidden=true], noscript, script, style, option, .menu-list, .veil, details:not([open]) > :not(summary)';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element || !node.textContent?.trim() || element.closest(apart)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects())
        if (box.width > 1 && box.height > 1) boxes.push({ what: node.textContent.trim().slice(0, 24), element, box });
    }
    for (const element of document.querySelectorAll('input:not([type=hidden]), textarea, select, img'))
      if (!element.closest(apart)) boxes.push({ what: element.outerHTML.slice(0, 60), element, box: element.getBoundingClientRect() });
    const found = new Set<string>();
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1)) {
        if (a.element.contains(b.element) || b.element.contains(a.element)) continue;
        const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
        // Line boxes are higher than their letters and may touch.
        if (wide > 2 && high > Math.min(a.box.height, b.box.height) * 0.4) found.add(`“${a.what}” and “${b.what}”`);
      }
    return [...found];
  });
}

/** Letters drawn larger, as a phone's setting does. */
export const enlarge = (page: Page, percent: number): Promise<unknown> =>
  page.evaluate((size) => {
    document.documentElement.style.fontSize = `${size}%`;
  }, percent);

/** How far the page moved by itself since it was opened (CLS). */
export const shifts = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += Number(Reflect.get(entry, 'hadRecentInput') ? 0 : Reflect.get(entry, 'value'));
        }).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
      }),
  );
