import { sql } from 'kysely';
import { keptSince } from '../features/privacy/registry.ts';
import { transact } from '../kit/db.ts';
import { type DueHandler, plan, planOnce, take } from '../kit/due.ts';
import type { House } from '../kit/house.ts';

const DAY = 24 * 3_600_000;
const NAME = 'house.sweep';

/** Plans the daily round; a second call changes nothing. */
export const planSweep = (house: House): Promise<void> =>
  transact(house.pool, (tx) => planOnce(tx, NAME, 'daily', new Date(house.clock.now().getTime() + DAY)));

/** Once a day: what is kept for a while only goes. `more` is what features keep for a while. */
export const sweeping = (house: House, more: readonly ((now: Date) => Promise<void>)[]): Readonly<Record<string, DueHandler>> => ({
  [NAME]: async (key, now) => {
    const mine = await transact(house.pool, async (tx) => {
      if (!(await take(tx, NAME, key, now))) return false;
      await plan(tx, NAME, key, new Date(now.getTime() + DAY));
      await sql`delete from answered where at < ${keptSince('answered', now)}`.execute(tx);
      return true;
    });
    if (mine) for (const sweep of more) await sweep(now);
  },
});
