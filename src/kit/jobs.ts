import { sql } from 'kysely';
import type { Tx } from './db.ts';

/** What runs outside of requests and loops because it is slow or talks to the outside; may run twice, so its effect has a key. */
export type Jobs = Readonly<Record<string, (key: string) => Promise<void>>>;

/**
 * Puts one job into the queue, from a reader or a due handler and never from an action. The same name and key again is one job.
 * It runs at once and once: trying again later is a due row of its feature, by the house's clock.
 */
export async function enqueue(tx: Tx, name: string, key: string): Promise<void> {
  await sql`select graphile_worker.add_job(identifier => ${name}::text, payload => ${JSON.stringify({ key })}::json,
    max_attempts => 1::smallint, job_key => ${`${name}:${key}`}::text)`.execute(tx);
}
