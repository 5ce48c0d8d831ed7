import sharp from 'sharp';
import { Refusal } from '../../kit/refusal.ts';
import { FILE } from './contract.ts';

// One picture at a time on one thread, nothing kept between them: a picture of 50 megapixels takes its memory once.
sharp.concurrency(1);
sharp.cache(false);
const MAY_WAIT = 20;
let waiting = 0;
let turn: Promise<unknown> = Promise.resolve();

export interface Picture {
  readonly content: Buffer;
  readonly width: number;
  readonly height: number;
}
/** The picture as it is kept: upright, small enough to read on a phone, without place, time and device it was taken with. */
export async function redraw(path: string): Promise<Picture> {
  if (waiting >= MAY_WAIT) throw new Refusal('busy', 503, { seconds: 10 });
  waiting++;
  const mine = turn.then(() => draw(path));
  turn = mine.catch(() => undefined);
  try {
    return await mine;
  } finally {
    waiting--;
  }
}

async function draw(path: string): Promise<Picture> {
  const source = () => sharp(path, { limitInputPixels: FILE.pixels, failOn: 'error', pages: 1 });
  try {
    const { width, height } = await sharp(path, { limitInputPixels: false, pages: 1 }).metadata();
    if (width * height > FILE.pixels) throw new Refusal('picture-too-many-pixels', 422, { most: FILE.pixels / 1_000_000 });
    const { data, info } = await source()
      .autoOrient()
      .resize({ width: FILE.edge, height: FILE.edge, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      // Not WebP: Safari 13 does not show it.
      .jpeg({ quality: 80 })
      .toBuffer({ resolveWithObject: true });
    return { content: data, width: info.width, height: info.height };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // The library says only in prose what it could not read; whatever it was, the picture is not whole.
    throw new Refusal('picture-broken', 422);
  }
}
