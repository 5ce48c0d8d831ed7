import { sql } from 'kysely';
import type { Tx } from './db.ts';
import { type DueHandler, plan, take } from './due.ts';
import type { House } from './house.ts';

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

/** A job whose process died in the middle is queued again after this. */
export const WATCH_MINUTES = 10;

/** A kind of job that its feature plans as a due row. */
interface Watched {
  /** Asked when it is due: whether there is anything left to do. */
  readonly isOpen?: (tx: Tx, key: string, now: Date) => Promise<boolean>;
  /** May run twice, and cancels the due row when it is done. */
  readonly work: (key: string) => Promise<void>;
}
/**
 * Slow work that survives the death of its process. When it is due, a job is queued and the due row moved on; whoever does the
 * work takes that row away, and if nobody did, the ticker queues it again. In one process it runs once at a time for a key.
 */
export function watched<Name extends string>(house: House, name: Name, { isOpen, work }: Watched) {
  // A second job for the same key (the clock was moved far) ends with the first.
  const underWay = new Map<string, Promise<void>>();
  const queue: DueHandler = (key, now) =>
    house.db.transaction().execute(async (tx) => {
      if (!(await take(tx, name, key, now)) || (isOpen && !(await isOpen(tx, key, now)))) return;
      await plan(tx, name, key, new Date(now.getTime() + WATCH_MINUTES * 60_000));
      await enqueue(tx, name, key);
    });
  const run = (key: string): Promise<void> => {
    const running = underWay.get(key) ?? work(key).finally(() => underWay.delete(key));
    underWay.set(key, running);
    return running;
  };
  return { due: { [name]: queue } as Record<Name, DueHandler>, jobs: { [name]: run } as Record<Name, typeof run> };
}
