import { crc32, createDeflateRaw } from 'node:zlib';

export interface Packed {
  readonly name: string;
  readonly content: () => AsyncIterable<Uint8Array | string>;
}

const SIGNATURE = { local: 0x04034b50, data: 0x08074b50, central: 0x02014b50, end: 0x06054b50 } as const;
// Names are UTF-8; sizes and checksum follow the content, since it is packed as it streams.
const FLAGS = 0x0808;
const MOST = 0xffff_fff0;

/** A zip as it streams: nothing of it is held but the list of its names. */
export async function* zip(entries: AsyncIterable<Packed>, at: Date): AsyncGenerator<Buffer> {
  const listed: Buffer[] = [];
  let place = 0;
  for await (const { name, content } of entries) {
    const head = headOf(Buffer.from(name), at);
    const began = place;
    place += head.local.length;
    yield head.local;
    const sums = { crc: 0, plain: 0, packed: 0 };
    for await (const chunk of deflated(content(), sums)) {
      place += chunk.length;
      if (place > MOST) throw new RangeError('a zip of more than 4 GB');
      yield chunk;
    }
    const data = numbers([SIGNATURE.data, sums.crc, sums.packed, sums.plain]);
    place += data.length;
    yield data;
    listed.push(head.central(sums, began));
  }
  const table = Buffer.concat(listed);
  yield table;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(SIGNATURE.end, 0);
  end.writeUInt16LE(listed.length, 8);
  end.writeUInt16LE(listed.length, 10);
  end.writeUInt32LE(table.length, 12);
  end.writeUInt32LE(place, 16);
  yield end;
}

async function* deflated(content: AsyncIterable<Uint8Array | string>, sums: { crc: number; plain: number; packed: number }) {
  const packer = createDeflateRaw();
  const fill = async () => {
    for await (const chunk of content) {
      const bytes = Buffer.from(chunk);
      sums.crc = crc32(bytes, sums.crc);
      sums.plain += bytes.length;
      if (!packer.write(bytes)) await new Promise((go) => packer.once('drain', go));
    }
    packer.end();
  };
  // A content that breaks off ends the whole: half a zip is none.
  fill().catch((error: Error) => packer.destroy(error));
  for await (const chunk of packer) {
    const bytes = Buffer.from(chunk);
    sums.packed += bytes.length;
    yield bytes;
  }
}

function headOf(name: Buffer, at: Date) {
  const date = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(FLAGS, 2);
  common.writeUInt16LE(8, 4);
  common.writeUInt16LE(time, 6);
  common.writeUInt16LE(date, 8);
  common.writeUInt16LE(name.length, 22);
  return {
    local: Buffer.concat([numbers([SIGNATURE.local]), common, name]),
    central(sums: { crc: number; plain: number; packed: number }, place: number): Buffer {
      const known = Buffer.from(common);
      known.writeUInt32LE(sums.crc, 10);
      known.writeUInt32LE(sums.packed, 14);
      known.writeUInt32LE(sums.plain, 18);
      const where = Buffer.alloc(14);
      where.writeUInt32LE(place, 10);
      return Buffer.concat([numbers([SIGNATURE.central]), Buffer.from([20, 0]), known, where, name]);
    },
  };
}

function numbers(values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  for (const [i, value] of values.entries()) buffer.writeUInt32LE(value, i * 4);
  return buffer;
}
