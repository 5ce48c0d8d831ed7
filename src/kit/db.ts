import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';

/** Every store.ts adds its own tables: `declare module '…/kit/db.ts' { interface Tables { post: PostTable } }`. */
export interface Tables {
  fact: { number: number; id: string; kind: string; at: Date; body: unknown; position: number | null };
  reader: { name: string; position: number };
  due: { kind: string; key: string; at: Date };
  setting: { name: string; value: unknown };
}
/** What a read function takes. */
export type Db = Kysely<Tables>;
/** What a write function takes: only `change` and a reader's turn can make one. */
export type Tx = Transaction<Tables>;

// Counts and positions fit a double by far; as strings they would compare wrongly.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export interface Database {
  readonly db: Db;
  readonly pool: pg.Pool;
}

/** Opens a pool; connections that break are thrown away and opened again by the next query. */
export function openDatabase(url: string, max = 16, onError: (error: Error) => void = () => undefined): Database {
  const pool = new pg.Pool({ connectionString: url, max, application_name: 'heyi', pipeline: true });
  // Without a listener one lost idle connection ends the process.
  pool.on('error', onError);
  return { db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), pool };
}
