import sharp from 'sharp';
import { FILE } from './contract.ts';

// The child process of pictures.ts: pictures come from strangers and are read by a large native library; what breaks it, or fills
// the memory, ends here. One picture at a time on one thread.
sharp.concurrency(1);
sharp.cache(false);

/** What the parent gets: the picture, or the code of a refusal. */
export type Drawn = { readonly content: Uint8Array; readonly width: number; readonly height: number } | { readonly refused: string };

async function draw(path: string): Promise<Drawn> {
  try {
    const { width, height } = await sharp(path, { limitInputPixels: false, pages: 1 }).metadata();
    if (width * height > FILE.pixels) return { refused: 'picture-too-many-pixels' };
    const { data, info } = await sharp(path, { limitInputPixels: FILE.pixels, failOn: 'error', pages: 1 })
      .autoOrient()
      .resize({ width: FILE.edge, height: FILE.edge, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      // Not WebP: Safari 13 does not show it.
      .jpeg({ quality: 80 })
      .toBuffer({ resolveWithObject: true });
    return { content: data, width: info.width, height: info.height };
  } catch {
    // The library says only in prose what it could not read; whatever it was, the picture is not whole.
    return { refused: 'picture-broken' };
  }
}

process.on('message', (path: string) => void draw(path).then((drawn) => process.send?.(drawn)));
// The parent is gone, however it went.
process.on('disconnect', () => process.exit(0));
