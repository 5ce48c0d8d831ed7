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
export function openDatabase(url: string, { max = 16, zone = 'Asia/Shanghai', onError = (_: Error): void => undefined } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: 'heyi',
    pipeline: true,
    connectionTimeoutMillis: 5000,
    // Days are days of this zone; a query that hangs is ended, and its caller told to come back.
    options: `-c TimeZone=${zone} -c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000`,
  });
  // Without a listener one lost idle connection ends the process.
  pool.on('error', onError);
  return { db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), pool };
}
