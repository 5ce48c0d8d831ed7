import { inflateSync } from 'node:zlib';
import jsqr from 'jsqr';
import { cardHeight, cardWidth, placeOf } from '../../../src/features/access/card-rules.ts';

const decode = typeof jsqr === 'function' ? jsqr : jsqr.default;
const PER_SHEET = 10;
const SCALE = 3;

/** The drawing instructions of each page of a printed sheet. */
function pagesOf(pdf: Buffer): string[] {
  const found: string[] = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
    const end = pdf.indexOf('endstream', at);
    try {
      const text = inflateSync(pdf.subarray(at + 7, end)).toString('latin1');
      if (text.includes(' re\n')) found.push(text);
    } catch {
      // A font, or the end of another stream.
    }
  }
  return found;
}
/** The addresses on the first cards of a sheet, read as a phone's camera reads them. */
export function scanCards(pdf: Buffer, count: number): { pages: number; addresses: string[] } {
  const pages = pagesOf(pdf);
  const addresses = Array.from({ length: count }, (_, n) => {
    const place = placeOf(n, PER_SHEET);
    return scan(pages[place.page] ?? '', place) ?? '';
  });
  return { pages: pages.length, addresses };
}
function scan(page: string, { x, y }: { x: number; y: number }): string | undefined {
  const height = cardHeight(PER_SHEET);
  const [width, tall] = [Math.round(cardWidth * SCALE), Math.round(height * SCALE)];
  const pixels = new Uint8ClampedArray(width * tall * 4).fill(255);
  for (const [, rx, ry, rw, rh] of page.matchAll(/([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re/g)) {
    const [left, top, w, h] = [Number(rx) - x, Number(ry) - y, Number(rw), Number(rh)];
    if (left < 0 || top < 0 || left + w > cardWidth || top + h > height || w > 60) continue;
    for (let py = Math.round(top * SCALE); py < Math.round((top + h) * SCALE); py++)
      for (let px = Math.round(left * SCALE); px < Math.round((left + w) * SCALE); px++)
        pixels.fill(0, (py * width + px) * 4, (py * width + px) * 4 + 3);
  }
  return decode(pixels, width, tall)?.data;
}
