import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { unfit } from '../config/unfit.ts';

// A stream sealed in pieces (AES-256-GCM), after the STREAM construction: the piece's number and whether it is the last one are its nonce,
// the header is authenticated with each piece. So nothing can be changed, left out, put in another order, cut off or added unnoticed.
//   header: magic (14) · which key (8) · salt (32)      pieces: 64 KiB and a tag of 16 bytes each, the last one shorter
const magic = Buffer.from('HEYI-BACKUP-1\n');
const PIECE = 65_536;
const TAG = 16;
const HEADER = magic.length + 8 + 32;

type Bytes = AsyncIterable<Uint8Array>;

/** Encrypts a stream with a key that is not in it. */
export const sealStream = (key: Uint8Array) =>
  async function* (source: Bytes): AsyncGenerator<Buffer> {
    const header = Buffer.concat([magic, signOf(key), randomBytes(32)]);
    yield header;
    const own = fileKey(key, header);
    let number = 0;
    for await (const { piece, last } of pieces(source, PIECE)) {
      const cipher = createCipheriv('aes-256-gcm', own, nonce(number++, last)).setAAD(header);
      yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
    }
  };

/** Decrypts a sealed stream; what was changed or cut off is refused at the first piece that shows it. */
export const openStream = (key: Uint8Array) =>
  async function* (source: Bytes): AsyncGenerator<Buffer> {
    let known: { header: Buffer; own: Buffer } | undefined;
    let number = 0;
    for await (const { piece, last } of pieces(source, PIECE + TAG, HEADER)) {
      if (known === undefined) {
        const header = refuseStrangeHeader(piece, key);
        if (last) throw damaged();
        known = { header, own: fileKey(key, header) };
      } else {
        if (piece.length < TAG) throw damaged();
        yield openPiece(piece, known.own, nonce(number++, last), known.header);
      }
    }
  };

function openPiece(piece: Buffer, key: Uint8Array, iv: Buffer, header: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(header).setAuthTag(piece.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(piece.subarray(0, -TAG)), decipher.final()]);
  } catch {
    throw damaged();
  }
}

function refuseStrangeHeader(header: Buffer, key: Uint8Array): Buffer {
  if (header.length < HEADER || !header.subarray(0, magic.length).equals(magic))
    throw unfit('这不是合议的备份文件，或者文件开头坏了。', 'This is no backup of Heyi, or its beginning is damaged.');
  if (!header.subarray(magic.length, magic.length + 8).equals(signOf(key)))
    throw unfit(
      '密钥不是这份备份的。请用 --sheet 给出当时那台机器的恢复单。',
      'The key is not the one of this backup. Give the recovery sheet of the machine it was made on by --sheet.',
    );
  return header;
}

export const damaged = () =>
  unfit(
    '备份文件不完整或被改动过，不能使用。请换一份备份。',
    'The backup is incomplete or was changed and cannot be used. Take another one.',
  );

/** Cuts a stream into pieces of one size (the first may have its own) and tells the last one. */
async function* pieces(source: Bytes, size: number, first = size): AsyncGenerator<{ piece: Buffer; last: boolean }> {
  let held = Buffer.alloc(0);
  let next = first;
  for await (const chunk of source) {
    held = Buffer.concat([held, chunk]);
    let at = 0;
    // More than one piece must be there: the last one is only known when the stream ends.
    for (; held.length - at > next; at += next, next = size) {
      const end = at + next;
      yield { piece: held.subarray(at, end), last: false };
    }
    held = held.subarray(at);
  }
  yield { piece: held, last: true };
}

const signOf = (key: Uint8Array): Buffer => Buffer.from(hkdfSync('sha256', key, '', 'heyi backup: which key', 8));
const fileKey = (key: Uint8Array, header: Buffer): Buffer => Buffer.from(hkdfSync('sha256', key, header.subarray(-32), 'heyi backup', 32));

function nonce(number: number, last: boolean): Buffer {
  const iv = Buffer.alloc(12);
  iv.writeUInt32BE(number, 7);
  iv.writeUInt8(last ? 1 : 0, 11);
  return iv;
}
