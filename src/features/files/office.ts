import { Refusal } from '../../kit/refusal.ts';
import type { ZipEntry } from './rules.ts';

/** Reads bytes of a file at a place. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>;
export const readAt =
  (file: import('../../kit/files.ts').Received['file']): ReadAt =>
  async (position, length) => {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, position);
    return buffer.subarray(0, bytesRead);
  };

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_LENGTH = 22;
const MOST_COMMENT = 65_535;
const MOST_ENTRIES = 10_000;
const MOST_TABLE = 4 * 1_048_576;
const refused = () => new Refusal('file-type-refused', 422);

/** An entry with where it begins and how it is packed (0: not, 8: deflate). */
export interface PlacedEntry extends ZipEntry {
  readonly at: number;
  readonly method: number;
}
/** The table of contents at a zip's end, which is what programs go by. Nothing is unpacked. */
export async function zipEntries(read: ReadAt, size: number): Promise<PlacedEntry[]> {
  const tailAt = Math.max(0, size - END_LENGTH - MOST_COMMENT);
  const tail = await read(tailAt, size - tailAt);
  const end = lastEnd(tail);
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  // A gap between table and end, or a table elsewhere, is room for a second file within the first.
  if (count > MOST_ENTRIES || length > MOST_TABLE) throw new Refusal('file-swells', 422);
  if (start + length !== tailAt + end) throw refused();
  const table = await read(start, length);
  const entries: PlacedEntry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > table.length || table.readUInt32LE(at) !== ENTRY) throw refused();
    const nameLength = table.readUInt16LE(at + 28);
    entries.push({
      at: table.readUInt32LE(at + 42),
      method: table.readUInt16LE(at + 10),
      packed: table.readUInt32LE(at + 20),
      unpacked: table.readUInt32LE(at + 24),
      name: table.toString('utf8', at + 46, at + 46 + nameLength),
    });
    at += 46 + nameLength + table.readUInt16LE(at + 30) + table.readUInt16LE(at + 32);
  }
  return entries;
}
function lastEnd(tail: Buffer): number {
  for (let at = tail.length - END_LENGTH; at >= 0; at--)
    if (tail.readUInt32LE(at) === END && at + END_LENGTH + tail.readUInt16LE(at + 20) === tail.length) return at;
  throw refused();
}

const MOST_SECTORS = 64;
/** The names in an OLE container's directory, followed through its allocation table. */
export async function oleStreams(read: ReadAt): Promise<string[]> {
  const head = await read(0, 512);
  const shift = head.length === 512 ? head.readUInt16LE(30) : 0;
  if (shift !== 9 && shift !== 12) throw refused();
  const sectorSize = 2 ** shift;
  const sector = (number: number) => read((number + 1) * sectorSize, sectorSize);
  const names: string[] = [];
  let next = head.readUInt32LE(48);
  for (let turn = 0; turn < MOST_SECTORS && next < 0xfffffffa; turn++) {
    const content = await sector(next);
    for (let at = 0; at + 128 <= content.length; at += 128) {
      const length = content.readUInt16LE(at + 64);
      if (length >= 2 && length <= 64) names.push(content.toString('utf16le', at, at + length - 2));
    }
    next = await following(head, sector, sectorSize, next);
  }
  return names;
}
async function following(head: Buffer, sector: (number: number) => Promise<Buffer>, sectorSize: number, number: number): Promise<number> {
  const perSector = sectorSize / 4;
  const table = Math.floor(number / perSector);
  if (table >= 109) return 0xfffffffe;
  const content = await sector(head.readUInt32LE(76 + table * 4));
  const at = (number % perSector) * 4;
  return at + 4 <= content.length ? content.readUInt32LE(at) : 0xfffffffe;
}
