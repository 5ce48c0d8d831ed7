import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { systemClock } from './clock.ts';
import { newId } from './ids.ts';
import { Refusal } from './refusal.ts';

/** Where the bytes of files lie, by the digest of their content: the same content once, nothing under a name that people chose. */
export interface Files {
  /** The largest file that this installation takes, in bytes. */
  readonly most: number;
  /** Takes a stream in as it arrives; what is over `atMost` bytes is refused, read to its end so that the refusal arrives. */
  receive(stream: AsyncIterable<Uint8Array>, atMost: number): Promise<Received>;
  keep(content: Uint8Array): Promise<Content>;
  read(sha256: Uint8Array): Readable;
  drop(sha256: Uint8Array): Promise<void>;
}
export interface Content {
  readonly sha256: Buffer;
  readonly size: number;
}
/** A file that arrived and is not yet kept: gone when disposed. */
export interface Received extends Content, AsyncDisposable {
  readonly path: string;
  readonly file: Pick<FileHandle, 'read'>;
  /** May be asked again: a change that is tried twice keeps it once. */
  keep(): Promise<Content>;
}

const LEFT_OVER_MS = 3_600_000;

/** Files of one folder on this machine. */
export const filesIn = (folder: string, most: number): Files => ({
  most,
  receive: (stream, atMost) => whenDiskIsFull(() => receive(folder, stream, Math.min(most, atMost))),
  keep: (content) => whenDiskIsFull(() => keep(folder, content)),
  read: (sha256) => createReadStream(placeOf(folder, sha256)),
  drop: (sha256) => rm(placeOf(folder, sha256), { force: true }),
});

interface Begun {
  readonly path: string;
  readonly file: FileHandle;
}
async function begin(folder: string): Promise<Begun> {
  const arriving = join(folder, 'arriving');
  await mkdir(arriving, { recursive: true, mode: 0o700 });
  // Backups leave out what ends so.
  const path = join(arriving, `${newId()}.part`);
  return { path, file: await open(path, 'wx+', 0o600) };
}
async function settle(folder: string, { path, file }: Begun, { sha256, size }: Content): Promise<Content> {
  const target = placeOf(folder, sha256);
  await mkdir(join(target, '..'), { recursive: true, mode: 0o700 });
  // On the disk before it has its name: after a crash there is the whole file or none.
  await file.sync();
  await rename(path, target);
  await syncFolder(join(target, '..'));
  return { sha256, size };
}
async function end({ path, file }: Begun): Promise<void> {
  await file.close();
  await rm(path, { force: true });
}

async function receive(folder: string, stream: AsyncIterable<Uint8Array>, most: number): Promise<Received> {
  const begun = await begin(folder);
  try {
    const content = await writeTo(begun.file, stream, most);
    let kept: Promise<Content> | undefined;
    const keep = () => {
      kept ??= whenDiskIsFull(() => settle(folder, begun, content));
      return kept;
    };
    return { ...content, ...begun, keep, [Symbol.asyncDispose]: () => end(begun) };
  } catch (error) {
    await end(begun);
    throw error;
  }
}
async function keep(folder: string, content: Uint8Array): Promise<Content> {
  const begun = await begin(folder);
  try {
    await begun.file.writeFile(content);
    return await settle(folder, begun, { sha256: createHash('sha256').update(content).digest(), size: content.byteLength });
  } finally {
    await end(begun);
  }
}

const placeOf = (folder: string, sha256: Uint8Array): string => {
  const name = Buffer.from(sha256).toString('hex');
  return join(folder, name.slice(0, 2), name.slice(2, 4), name);
};

async function writeTo(file: FileHandle, stream: AsyncIterable<Uint8Array>, most: number): Promise<Content> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    // A sender that is cut off while it speaks never hears why.
    if (size > most) continue;
    hash.update(chunk);
    await file.write(chunk);
  }
  if (size > most) throw new Refusal('file-too-large', 413, { most: Math.floor(most / 1_048_576) });
  return { sha256: hash.digest(), size };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function whenDiskIsFull<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code))) throw new Refusal('disk-full', 507);
    throw error;
  }
}

/** Removes what arrived and was never kept (the process died under an upload). By the machine's own time, as the folder tells it. */
export async function sweepArriving(folder: string): Promise<number> {
  const arriving = join(folder, 'arriving');
  const names = await readdir(arriving).catch(() => []);
  let swept = 0;
  for (const name of names) {
    const path = join(arriving, name);
    const found = await stat(path).catch(() => null);
    if (!found || systemClock.now().getTime() - found.mtimeMs < LEFT_OVER_MS) continue;
    await rm(path, { force: true });
    swept += 1;
  }
  return swept;
}
