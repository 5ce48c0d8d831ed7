import { sql } from 'kysely';
import { elapsed } from '../kit/clock.ts';
import type { House } from '../kit/house.ts';

/** Whether the installation holds demo data; asked at most every five seconds, since every page shows it. */
export function demoSwitch(house: House): () => Promise<boolean> {
  let known = false;
  let until = 0;
  return async () => {
    if (elapsed() < until) return known;
    const { rows } = await sql<{
      demo: boolean;
    }>`select exists (select 1 from setting where name = 'demo' and value = 'true'::jsonb) as demo`.execute(house.db);
    known = rows[0]?.demo ?? false;
    until = elapsed() + 5000;
    return known;
  };
}
