import { openDatabase } from '../../src/kit/db.ts';
import type { Measured } from './http-load.ts';

/** One hand-written statement, run so many times through the product's own driver and pool settings. */
export interface Statements {
  readonly url: string;
  readonly atOnce: number;
  readonly text: string;
  readonly values: readonly (readonly (string | number | null)[])[];
}

export async function run({ url, atOnce, text, values }: Statements): Promise<Measured> {
  const { db, pool } = openDatabase(url);
  const took = new Array<number>(values.length).fill(0);
  let next = 0;
  await Promise.all(Array.from({ length: 16 }, () => pool.query('select 1')));
  const began = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let n = next++; n < values.length; n = next++) {
        const since = performance.now();
        await pool.query({ name: 'bench', text, values: [...(values[n] ?? [])] });
        took[n] = performance.now() - since;
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  await db.destroy();
  return { seconds, took, statuses: { 200: took.length }, bytes: 0 };
}
