import { sql } from 'kysely';
import type { House } from '../kit/house.ts';

interface Entry {
  readonly at: Date;
  readonly personId: string | null;
  readonly act: string;
  readonly outcome: string;
  readonly address: string;
}
const MOST = 5_000;
const EVERY_MS = 250;

/** Audit of refused calls: gathered and written together, so that a flood of refusals costs little. */
export function refusedCalls(house: House) {
  let held: Entry[] = [];
  let dropped = 0;
  const write = async () => {
    if (held.length === 0) return;
    const now = held;
    held = [];
    if (dropped > 0)
      now.push({ at: house.clock.now(), personId: null, act: 'audit', outcome: `${dropped} refusals over capacity`, address: '-' });
    dropped = 0;
    await sql`insert into audit (at, person_id, act, outcome, address)
      select (e->>'at')::timestamptz, (e->>'personId')::uuid, e->>'act', e->>'outcome', e->>'address' from jsonb_array_elements(${JSON.stringify(now)}::jsonb) e`.execute(
      house.db,
    );
  };
  const timer = setInterval(() => void write().catch((err) => house.log.error({ err }, 'audit of refusals')), EVERY_MS);
  timer.unref();
  return {
    add(entry: Entry): void {
      if (held.length < MOST) held.push(entry);
      else dropped += 1;
    },
    flush: write,
    async close(): Promise<void> {
      clearInterval(timer);
      await write();
    },
  };
}
export type RefusedCalls = ReturnType<typeof refusedCalls>;
