import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { oleStreams, type PlacedEntry, type ReadAt } from '../files/index.ts';
import { type Part, scanner } from './xml.ts';

/** Bytes that may come out of all parts that are read: 10,000 rows of 30 columns are some 20 MB. */
const MOST_UNPACKED = 64 * 1_048_576;
const PIECE = 65_536;

/** A file that is no list for us; the message is the refusal's code. */
export class Refused extends Error {}

/** Unpacks parts by name and counts what really comes out, over all of them: what a table of contents claims counts for nothing. */
export function unpacking(from: ReadAt, entries: readonly PlacedEntry[]) {
  let left = MOST_UNPACKED;
  const may = (name: string): Part | null => {
    const entry = entries.find((one) => one.name === name);
    if (!entry) return null;
    return async (met) => {
      const [decoder, scan] = [new TextDecoder(), scanner(met)];
      for await (const bytes of unpacked(from, entry)) {
        left -= bytes.length;
        if (left < 0) throw new Refused('roster-swells');
        scan.write(decoder.decode(bytes, { stream: true }));
      }
      scan.write(decoder.decode());
      scan.end();
    };
  };
  const must = (name: string): Part => {
    const part = may(name);
    if (!part) throw new Refused('roster-not-xlsx');
    return part;
  };
  return { may, must };
}

/** Piece by piece: what comes out of a part never lies there whole. */
async function* unpacked(from: ReadAt, { at, packed, method }: PlacedEntry): AsyncIterable<Uint8Array> {
  const head = await from(at, 30);
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50 || (method !== 0 && method !== 8)) throw new Refused('roster-broken');
  const begin = at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const pieces = (async function* () {
    for (let done = 0; done < packed; done += PIECE) yield from(begin + done, Math.min(PIECE, packed - done));
  })();
  if (method === 0) return yield* pieces;
  try {
    yield* Readable.from(pieces).pipe(createInflateRaw({ chunkSize: PIECE }));
  } catch (error) {
    throw error instanceof Error && 'code' in error && String(error.code).startsWith('Z_') ? new Refused('roster-broken') : error;
  }
}

/** What a file that is no zip is, as far as its sender must do something else about it. Null: it may be a workbook. */
export async function refusalOfForm(from: ReadAt): Promise<string | null> {
  const head = await from(0, 4096);
  if (head.length < 4) return 'roster-not-xlsx';
  if (head.readUInt32BE(0) === 0x504b0304) return null;
  if (head.readUInt32BE(0) === 0xd0cf11e0) {
    const streams = await oleStreams(from).catch((): string[] => []);
    if (streams.includes('EncryptedPackage')) return 'roster-locked';
    return streams.includes('Workbook') || streams.includes('Book') ? 'roster-old-xls' : 'roster-not-xlsx';
  }
  // Lists of other programs are often a page or an XML table that is merely called .xls.
  const text = head.toString('latin1').replace(/^(\xef\xbb\xbf|\xff\xfe|\s)+/, '');
  if (/^<(\?xml|!doctype html|html|table|meta|style)/i.test(text)) return 'roster-old-xls';
  return /[,\t;]/.test(text) && head.every((byte) => byte > 0x1f || (byte > 8 && byte < 14)) ? 'roster-csv' : 'roster-not-xlsx';
}
