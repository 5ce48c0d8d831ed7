import { sql } from 'kysely';
import type { House } from '../kit/house.ts';

interface Entry {
  readonly at: Date;
  readonly personId: string | null;
  readonly act: string;
  /** What was asked about, as far as it was named by id. */
  readonly thing: string | null;
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
      now.push({
        at: house.clock.now(),
        personId: null,
        act: 'audit',
        thing: null,
        outcome: `${dropped} refusals over capacity`,
        address: '-',
      });
    dropped = 0;
    // Nobody was let near the thing: whose the row is goes by who asked.
    await sql`insert into audit (at, person_id, act, thing, outcome, address, body_id)
      select (e->>'at')::timestamptz, (e->>'personId')::uuid, e->>'act', e->>'thing', e->>'outcome', e->>'address', audit_body('{}', (e->>'personId')::uuid)
      from jsonb_array_elements(${JSON.stringify(now)}::jsonb) e`.execute(house.db);
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
