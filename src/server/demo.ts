import { sql } from 'kysely';
import type { Config } from '../config/config.ts';
import { unfit } from '../config/unfit.ts';
import { elapsed } from '../kit/clock.ts';
import type { Db } from '../kit/db.ts';
import type { House } from '../kit/house.ts';

/** Accounts whose password everybody knows never work in production: the process does not start over them. */
export async function refuseDemo({ mode }: Pick<Config, 'mode'>, db: Db): Promise<void> {
  if (mode !== 'production') return;
  const { rows } = await sql`select 1 from person where demo limit 1`.execute(db);
  if (rows.length > 0)
    throw unfit(
      '这里有演示人员，他们的密码是公开的，不能正式运行。请先以 HEYI_MODE=demo 启动，在“运行状态”里移除演示内容，或用另一个 DATA_DIR 从空的开始。',
      'This installation holds demo people, whose password is public, and cannot run in production. Start it with HEYI_MODE=demo and remove the demo on the health page, or begin with another DATA_DIR.',
    );
}

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
