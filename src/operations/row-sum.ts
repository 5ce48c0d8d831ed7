import { hash } from 'node:crypto';

const NEWLINE = 10;

/**
 * Counts and sums up the rows of a table as COPY writes them, whatever their order: PostgreSQL fills gaps in earlier pages, so that the
 * same rows may come back in another one.
 */
export function rowSum() {
  const sum = new Uint32Array(8);
  let rows = 0;
  let held: Buffer = Buffer.alloc(0);
  const addRow = (row: Uint8Array) => {
    const digest = hash('sha256', row, 'buffer');
    for (let i = 0; i < 8; i++) sum[i] = (sum[i] ?? 0) + digest.readUInt32BE(i * 4);
    rows += 1;
  };
  return {
    /** Any piece of the stream; a row may be cut in two. Inside a row COPY writes a newline as two signs. */
    add(chunk: Buffer): void {
      const text = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
      let from = 0;
      for (let to = text.indexOf(NEWLINE); to !== -1; to = text.indexOf(NEWLINE, from)) {
        addRow(text.subarray(from, to));
        from = to + 1;
      }
      held = Buffer.from(text.subarray(from));
    },
    value: (): { rows: number; sum: string } => ({ rows, sum: Buffer.from(sum.buffer).toString('hex') }),
  };
}
