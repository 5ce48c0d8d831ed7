import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import jsqr from 'jsqr';
import { expect, test } from 'vitest';
import { drawSheet } from './card-drawing.ts';
import { type Card, cardHeight, cardWidth, fitting, PAGE, placeOf, type Sheet } from './card-rules.ts';
import { drawable } from './glyphs.ts';

const decode = typeof jsqr === 'function' ? jsqr : jsqr.default;
const words: Sheet['words'] = {
  committee: '中国人民政治协商会议清渚市委员会・委员激活卡',
  codeLabel: '激活码',
  steps: [
    '用微信或手机相机扫右边的码',
    '点“获取验证码”，填入短信里的 6 位数字',
    '不会扫码：手机打开 yizheng.example.cn/activate，输入激活码',
  ],
  foot: '30 天内有效，只限本人・要帮忙请拨 0000-0000000',
  byHand: '姓名',
};
const card = (i: number, name = '林知远'): Card => ({
  name,
  sector: '教育界',
  code: `ACDEF-GHJK${'34679ACDEF'[i % 10]}`,
  address: `https://yizheng.example.cn/activate/ACDEFGHJK${'34679ACDEF'[i % 10]}`,
});
const sheet = (cards: readonly Card[], perSheet: 8 | 10 = 10): Sheet => ({ title: '激活卡', perSheet, cards, words });

/** The drawing instructions of each page. */
const pagesOf = (pdf: Buffer): string[] => {
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
};
/** What a camera sees of one card's corner: the dark squares of the page within it, four points a unit. */
function scan(page: string, { x, y }: { x: number; y: number }, height: number): string | undefined {
  const scale = 4;
  const [width, tall] = [Math.round(cardWidth * scale), Math.round(height * scale)];
  const pixels = new Uint8ClampedArray(width * tall * 4).fill(255);
  for (const [, rx, ry, rw, rh] of page.matchAll(/([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re/g)) {
    const [left, top, w, h] = [Number(rx) - x, Number(ry) - y, Number(rw), Number(rh)];
    if (left < 0 || top < 0 || left + w > cardWidth || top + h > height || w > 60) continue;
    for (let py = Math.round(top * scale); py < Math.round((top + h) * scale); py++)
      for (let px = Math.round(left * scale); px < Math.round((left + w) * scale); px++)
        pixels.fill(0, (py * width + px) * 4, (py * width + px) * 4 + 3);
  }
  return decode(pixels, width, tall)?.data;
}

test('a sheet holds ten cards, each with the code that leads to its own activation', async () => {
  const cards = Array.from({ length: 12 }, (_, i) => card(i));
  const { content, byHand } = await drawSheet(sheet(cards));
  const pdf = Buffer.from(content);
  const pages = pagesOf(pdf);
  expect([pages.length, byHand, pdf.subarray(0, 5).toString()]).toEqual([2, 0, '%PDF-']);
  const seen = cards.map((_, i) => {
    const place = placeOf(i, 10);
    return scan(pages[place.page] ?? '', place, cardHeight(10));
  });
  expect(seen).toEqual(cards.map(({ address }) => address));
});
test('names with rare characters are printed; one that the font lacks is left to be written by hand, never an empty box', async () => {
  const font = readFileSync(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'));
  const has = drawable(font);
  for (const name of ['禤㛃', '佴䶮', '谰赟', '昝鎏', '买买提·吐尔逊', '欧阳菁喆', '冼恺昉', '翀䨱', '𬍛𤧛', '〇'])
    expect(
      [...name].filter((c) => !has(c)),
      name,
    ).toEqual([]);
  expect(has('𠮷')).toBe(false);
  expect(has('\u{10ffff}')).toBe(false);
  const { byHand } = await drawSheet(sheet([card(0, '禤㛃'), card(1, '𠮷田')]));
  expect(byHand).toBe(1);
});
test('cards lie within A4 and beside each other', () => {
  for (const perSheet of [8, 10] as const) {
    const places = Array.from({ length: perSheet }, (_, i) => placeOf(i, perSheet));
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(perSheet);
    for (const { x, y } of places) {
      expect(x + cardWidth).toBeLessThanOrEqual(PAGE.width - PAGE.margin + 0.01);
      expect(y + cardHeight(perSheet)).toBeLessThanOrEqual(PAGE.height - PAGE.margin + 0.01);
    }
    expect(placeOf(perSheet, perSheet)).toMatchObject({ page: 1, x: PAGE.margin, y: PAGE.margin });
  }
});
test('eight to a sheet are set in larger type, so that somebody of 65 reads them, and are scanned all the same', async () => {
  const printed = async (perSheet: 8 | 10) => {
    const [page = ''] = pagesOf(Buffer.from((await drawSheet(sheet([card(0)], perSheet))).content));
    return { page, sizes: [...page.matchAll(/ ([\d.]+) Tf/g)].map(([, size]) => Number(size)) };
  };
  const [eight, ten] = [await printed(8), await printed(10)];
  expect(eight.sizes.length).toBe(ten.sizes.length);
  // The committee's long name is as wide as the line either way; everything else grows, the two steps that all need to 10 points.
  expect(eight.sizes.filter((size, n) => size > (ten.sizes[n] ?? 0)).length).toBeGreaterThanOrEqual(ten.sizes.length - 1);
  expect(eight.sizes.filter((size) => size >= 10).length).toBeGreaterThanOrEqual(5);
  expect(scan(eight.page, placeOf(0, 8), cardHeight(8))).toBe(card(0).address);
});
test('a long line gets smaller until it fits', () => {
  expect(fitting((size) => size * 10, 18, 200)).toBe(18);
  expect(fitting((size) => size * 20, 18, 200)).toBe(10);
  expect(fitting((size) => size * 1000, 18, 200)).toBe(6);
});
