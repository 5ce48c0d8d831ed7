import type pg from 'pg';
import { type Damage, damages } from './damage.ts';
import { inSnapshot, recount } from './recount.ts';

export interface Seen {
  readonly name: string;
  /** False: the topic has nothing of the kind that could be damaged. */
  readonly done: boolean;
  /** The lines of the report that differed. */
  readonly reported: readonly string[];
}
export const LEAST = 10;

/**
 * Damages one thing after the other and looks whether the recount reports it. Everything happens inside one transaction that is
 * rolled back: a copy of the house that nobody else sees, and that needs no right to make databases.
 */
export function selfTest(pool: pg.Pool, topicId: string, zone: string, list: readonly Damage[] = damages): Promise<Seen[]> {
  return inSnapshot(pool, async (client) => {
    const seen: Seen[] = [];
    for (const { name, work } of list) {
      await client.query('savepoint whole');
      const done = (await work(client, topicId)) > 0;
      const report = done ? await recount(client, topicId, zone) : null;
      const lines = report ? [...report.house, ...report.topics.flatMap((topic) => topic.lines)] : [];
      seen.push({ name, done, reported: lines.filter(({ differences }) => differences > 0).map((one) => one.name) });
      await client.query('rollback to savepoint whole');
    }
    return seen;
  });
}

/** Every damage that was done was reported, and enough were done. */
export const isSharp = (seen: readonly Seen[]): boolean =>
  seen.every(({ done, reported }) => !done || reported.length > 0) && seen.filter(({ done }) => done).length >= LEAST;
