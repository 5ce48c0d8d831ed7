import pg from 'pg';

/** One connection for one piece of work; `name` is what a database's operator sees in pg_stat_activity. */
export async function withClient<T>(url: string, name: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: `heyi ${name}`, connectionTimeoutMillis: 10_000 });
  // A lost connection fails the running query as well; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
