import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { unfit } from '../config/unfit.ts';
import type { ManualClock } from '../kit/clock.ts';
import type { Db } from '../kit/db.ts';
import type { House } from '../kit/house.ts';
import type { Loops } from '../kit/run.ts';

/** The clock row of a throw-away installation; an installation that holds anybody's real data is refused. */
export async function readManualClock(db: Db): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select at from manual_clock`.execute(db);
  const real = await sql`select 1 from person where not demo limit 1`.execute(db);
  const begun = rows[0]?.at;
  if (begun === undefined && real.rows.length > 0)
    throw unfit(
      '这里有真实数据，不能用手动时钟。请设 HEYI_CLOCK=system。',
      'This installation holds real data and takes no manual clock: set HEYI_CLOCK=system.',
    );
  if (begun !== undefined) return begun;
  const at = new Date('2026-07-01T00:00:00Z');
  await sql`insert into manual_clock (at) values (${at}) on conflict do nothing`.execute(db);
  return at;
}

/** Moves the clock forward; answers when everything that became due has happened. */
export function testClockRoute(app: FastifyInstance, house: House, clock: ManualClock, loops: () => Loops | null): void {
  app.post<{ Body: { at: string } }>(
    '/test/clock',
    {
      schema: {
        body: {
          type: 'object',
          required: ['at'],
          additionalProperties: false,
          properties: { at: { type: 'string', format: 'date-time' } },
        },
      },
    },
    async ({ body }) => {
      const at = new Date(body.at);
      const { rows } = await sql<{ at: Date }>`update manual_clock set at = greatest(at, ${at}) returning at`.execute(house.db);
      clock.moveTo(rows[0]?.at ?? at);
      await loops()?.settle();
      return { at: clock.now().toISOString() };
    },
  );
}
