import type { Writable } from 'node:stream';
import { type CompiledQuery, DefaultQueryExecutor, Kysely, PostgresDialect, type QueryResult, type RawBuilder, Transaction } from 'kysely';
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
    Client: PreparingClient,
    connectionTimeoutMillis: 5000,
    // Days are days of this zone; a query that hangs is ended, and its caller told to come back.
    options: `-c TimeZone=${zone} -c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000`,
  });
  // Without a listener one lost idle connection ends the process.
  pool.on('error', onError);
  // The same for one that is lost between two queries of its holder.
  pool.on('connect', (client) => client.on('error', onError));
  return { db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), pool };
}

// Planning costs the database more than running a small statement: what comes often is prepared, each connection for itself.
const OFTEN = 10;
const MOST_TEXTS = 1000;
const asked = new Map<string, { name: string; times: number }>();

function nameOf(text: string): string | undefined {
  const known = asked.get(text);
  if (known) {
    known.times += 1;
    return known.times > OFTEN ? known.name : undefined;
  }
  // Texts that are made up anew each time must not fill the memory.
  if (asked.size < MOST_TEXTS) asked.set(text, { name: `s${asked.size}`, times: 1 });
  return undefined;
}

/** Prepares what comes often, and can send several statements by one write. */
class PreparingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // A connection that breaks in somebody's hands fails their queries; without a listener it would end the process.
    this.on('error', () => undefined);
  }

  override query(...args: unknown[]): never {
    const [text, values] = args;
    const name = typeof text === 'string' && Array.isArray(values) ? nameOf(text) : undefined;
    const ask = super.query as (...args: unknown[]) => never;
    return name === undefined ? ask.apply(this, args) : ask.call(this, { name, text, values }, args[2]);
  }
}

/** Holds back what is asked of a connection, until the work at hand waits for an answer: a write wakes the database each time. */
function gather(client: pg.ClientBase): void {
  // The driver names no such thing; without it everything works by more writes.
  const { connection } = client as { connection?: { stream?: Writable } };
  connection?.stream?.cork();
  process.nextTick(() => connection?.stream?.uncork());
}

const dialect = new PostgresDialect({ pool: async () => Promise.reject(new Error('a transaction has a connection of its own')) });
const [compiler, adapter, driver] = [dialect.createQueryCompiler(), dialect.createAdapter(), dialect.createDriver()];

const writing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/**
 * Runs `work` as one transaction. `begin` travels with its first statement, and the statement that `last` makes with the commit:
 * two round trips less; a `work` without statements needs neither. Statements that it starts side by side run in their order.
 */
export async function transact<T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>, last?: (done: T) => RawBuilder<unknown>): Promise<T> {
  const client = await pool.connect();
  const one = oneTransaction(client);
  let broken: unknown;
  try {
    const done = await work(one.tx);
    await one.commit(last?.(done));
    return done;
  } catch (error) {
    one.end();
    await client.query('rollback').catch((lost: unknown) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken !== undefined);
  }
}

function oneTransaction(client: pg.PoolClient) {
  let state: 'new' | 'begun' | 'over' = 'new';
  const connection = {
    async executeQuery<R>({ sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<QueryResult<R>> {
      // Work that goes on after its transaction failed must not write outside of it.
      if (state === 'over') throw new Error('the transaction is over');
      if (state === 'new') {
        state = 'begun';
        gather(client);
        // If it fails, so does everything behind it.
        client.query('begin').catch(() => undefined);
      }
      const { command, rowCount, rows } = await client.query(sql, [...parameters]);
      return { rows, ...(writing.has(command) && { numAffectedRows: BigInt(rowCount ?? 0) }) };
    },
    streamQuery: () => {
      throw new Error('no streams within a transaction');
    },
  };
  const executor = new DefaultQueryExecutor(compiler, adapter, { provideConnection: (consumer) => consumer(connection) });
  const tx = new Transaction<Tables>({ config: { dialect }, driver, dialect, executor });
  return {
    tx,
    async commit(last: RawBuilder<unknown> | undefined): Promise<void> {
      const closing = last?.compile(tx);
      const alone = state === 'new';
      state = 'over';
      gather(client);
      const ends = [closing && client.query(closing.sql, [...closing.parameters]), alone ? undefined : client.query('commit')];
      for (const end of await Promise.allSettled(ends)) {
        if (end.status === 'rejected') throw end.reason;
        // Nobody noticed that a statement failed: the database did.
        if (end.value?.command === 'ROLLBACK') throw new Error('the transaction was rolled back');
      }
    },
    end: () => {
      state = 'over';
    },
  };
}
