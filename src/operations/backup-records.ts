import { createHash } from 'node:crypto';
import { damaged } from './backup-vault.ts';
import type { Migration } from './migrate.ts';

/** What stands in a backup, one after the other; data belongs to the table or file begun last. */
export type Entry =
  | { readonly is: 'head'; readonly head: Head }
  | { readonly is: 'table'; readonly table: TableHead }
  | { readonly is: 'file'; readonly path: string }
  | { readonly is: 'data'; readonly data: Buffer }
  | { readonly is: 'end'; readonly rows: number; readonly bytes: number; readonly sha256: string }
  | { readonly is: 'sequences'; readonly sequences: readonly Sequence[] }
  | { readonly is: 'close'; readonly totals: Totals };

export interface Head {
  readonly version: string;
  readonly at: string;
  readonly postgres: string;
  readonly migrations: readonly Migration[];
}
export interface TableHead {
  readonly name: string;
  readonly columns: readonly string[];
}
export interface Sequence {
  readonly name: string;
  readonly last: number;
  readonly called: boolean;
}
export interface Totals {
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
}

const DATA = 1;
const WORDS = 2;

/** As it travels: kind (1 byte), length (4 bytes), then raw data or JSON. */
export function written(entry: Entry): Buffer {
  const body = entry.is === 'data' ? entry.data : Buffer.from(JSON.stringify(entry));
  const start = Buffer.alloc(5);
  start.writeUInt8(entry.is === 'data' ? DATA : WORDS);
  start.writeUInt32BE(body.length, 1);
  return Buffer.concat([start, body]);
}

/** Reads the entries back and checks what each end says of its data, and the totals at the close. */
export async function* entries(source: AsyncIterable<Uint8Array>): AsyncGenerator<Entry> {
  const check = checker();
  for await (const entry of framed(source)) {
    check.see(entry);
    yield entry;
  }
  check.finish();
}

async function* framed(source: AsyncIterable<Uint8Array>): AsyncGenerator<Entry> {
  let held = Buffer.alloc(0);
  for await (const chunk of source) {
    held = Buffer.concat([held, chunk]);
    let at = 0;
    while (held.length - at >= 5) {
      const size = held.readUInt32BE(at + 1);
      if (held.length - at - 5 < size) break;
      const body = held.subarray(at + 5, at + 5 + size);
      yield held.readUInt8(at) === DATA ? { is: 'data', data: body } : JSON.parse(body.toString());
      at += 5 + size;
    }
    held = held.subarray(at);
  }
  if (held.length > 0) throw damaged();
}

function checker() {
  let hash = createHash('sha256');
  let bytes = 0;
  let closed = false;
  const sum = { tables: 0, rows: 0, files: 0 };
  return {
    see(entry: Entry): void {
      if (entry.is === 'data') {
        hash.update(entry.data);
        bytes += entry.data.length;
      } else if (entry.is === 'table' || entry.is === 'file') {
        hash = createHash('sha256');
        bytes = 0;
        sum[entry.is === 'table' ? 'tables' : 'files'] += 1;
      } else if (entry.is === 'end') {
        if (entry.bytes !== bytes || entry.sha256 !== hash.digest('hex')) throw damaged();
        sum.rows += entry.rows;
      } else if (entry.is === 'close') {
        const { tables, rows, files } = entry.totals;
        if (tables !== sum.tables || rows !== sum.rows || files !== sum.files) throw damaged();
        closed = true;
      }
    },
    finish(): void {
      if (!closed) throw damaged();
    },
  };
}
