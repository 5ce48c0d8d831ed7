import type { Page } from 'playwright-core';

/** Words drawn over other words, in the window as it stands. Under a dialog's veil nothing is looked at. */
export function overlaps(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const dialog = document.querySelector('[role="dialog"]');
    const walker = document.createTreeWalker(dialog ?? document.body, NodeFilter.SHOW_TEXT);
    const boxes: { text: string; owner: Element; left: number; right: number; top: number; bottom: number }[] = [];
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const owner = node.parentElement;
      if (!owner || !node.textContent?.trim() || owner.closest('.spoken, .skip, script, style, option, [aria-hidden=true]')) continue;
      range.selectNodeContents(node);
      for (const { left, right, top, bottom } of range.getClientRects()) {
        // Only what is in sight: lists scroll under the bars.
        const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        if (!seen || !(seen === owner || owner.contains(seen) || seen.contains(owner))) continue;
        // Words that end in an ellipsis go on unseen.
        const edge = getComputedStyle(owner).overflowX === 'hidden' ? owner.getBoundingClientRect().right : right;
        boxes.push({ text: node.textContent.trim().slice(0, 20), owner, left, right: Math.min(right, edge), top, bottom });
      }
    }
    return boxes.flatMap((a, i) =>
      boxes.slice(i + 1).flatMap((b) => {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        // Lines of Chinese stand close: their boxes touch by a few pixels where no stroke does.
        return wide > 2 && high > 6 && a.owner !== b.owner
          ? [`“${a.text}” and “${b.text}” by ${Math.round(wide)} × ${Math.round(high)}`]
          : [];
      }),
    );
  });
}
