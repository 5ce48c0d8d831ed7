import { type RawBuilder, sql } from 'kysely';
import { type Tx, transact } from './db.ts';
import type { House } from './house.ts';
import { newId } from './ids.ts';
import type { Person } from './may.ts';
import { Refusal } from './refusal.ts';

/** One request, as far as actions need it. */
export interface Call {
  readonly person: Person | null;
  readonly now: Date;
  /** Method and path template: names the act in audit. */
  readonly act: string;
  readonly address: string;
  /** The device's visitor mark; null until the browser has one. */
  readonly visitor: string | null;
  /** The mark of somebody whose first step of signing in was proved and whose second was not. */
  readonly half?: string | null;
  /** The mark of a browser on its way to another site and back (kit/trips). */
  readonly trip?: string | null;
  /** The browser's own description: shown to its owner in the list of logins. */
  readonly device: string;
  /** Idempotency-Key and the digest of the request it came with. */
  readonly key?: string;
  readonly request?: Buffer;
  /** The version in If-Match. */
  readonly match?: number;
  /** The ids that were asked about: by them audit finds whose the row is. */
  readonly about?: readonly string[];
}

/** A call by somebody who is signed in. */
export interface Signed extends Call {
  readonly person: Person;
}

/** Ids and the small values that were true then; never a name, a phone or a text. */
export type FactBody = Readonly<Record<string, string | number | boolean | null>>;

export interface Step {
  readonly thingKind: string;
  readonly thingId: string;
  readonly command: string;
  readonly from: string | null;
  readonly to: string;
  readonly why?: string;
}

/** Collects what a change leaves behind; written in the same transaction by one statement. */
export interface Ledger {
  /**
   * A single insert, update or delete whose outcome the work need not see: it joins that statement. A change that only
   * writes so is one statement altogether, which is what the hot paths are.
   */
  write(statement: RawBuilder<unknown>): void;
  record(kind: string, body: FactBody): void;
  step(step: Step): void;
  /** Names the thing in audit. */
  concerns(thing: string): void;
  /** Names in audit who it turned out to be: a sign-in begins as nobody's. */
  actedBy(personId: string): void;
}

interface Entries {
  readonly writes: RawBuilder<unknown>[];
  readonly facts: { id: string; kind: string; body: FactBody }[];
  readonly steps: Step[];
  readonly things: string[];
  readonly actors: string[];
}

/**
 * Runs one use case as one transaction: `work`, then facts, steps, audit and the answered request in one statement.
 * Commits everything or nothing. A request that was answered before gets its first reply again.
 * Replies of guarded calls hold ids and states only, since they are kept.
 */
export async function change<T>(house: House, call: Call, work: (tx: Tx, ledger: Ledger) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const entries: Entries = { writes: [], facts: [], steps: [], things: [], actors: [] };
    try {
      const reply = await transact(
        house.pool,
        (tx) => work(tx, ledgerOf(entries)),
        (done) => settlement(call, entries, done),
      );
      house.committed(
        entries.facts.flatMap(thingsIn),
        entries.facts.map(({ id }) => id),
      );
      return reply;
    } catch (error) {
      // Its twin was faster: both get the one reply. (Refusals are looked at by the road itself: kit/serve.)
      const earlier = isUniqueViolation(error, 'answered_pkey') ? await answeredBefore<T>(house, call) : undefined;
      if (earlier) return earlier.reply;
      if (!(isCollision(error) && tries < 4)) throw error;
    }
  }
}

const ID_LENGTH = 36;
/**
 * The ids that a fact names: what is shown of them may have changed. Each also with the word of its kind, so that who shows
 * only one kind need not start anew for another: `like.given` changes `<id>` and `like <id>`, and whoever waits for `post <id>` sleeps on.
 */
export function thingsIn({ kind, body }: { readonly kind: string; readonly body: FactBody }): string[] {
  const word = kind.slice(0, kind.indexOf('.'));
  const ids = Object.values(body).filter((value): value is string => typeof value === 'string' && value.length === ID_LENGTH);
  return ids.flatMap((id) => [id, `${word} ${id}`]);
}
const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
/** The ids that an input names. */
export const idsIn = (input: object): string[] => Object.values(input).filter(isId);

const ledgerOf = (entries: Entries): Ledger => ({
  write: (statement) => void entries.writes.push(statement),
  record: (kind, body) => void entries.facts.push({ id: newId(), kind, body }),
  step: (step) => void entries.steps.push(step),
  concerns: (thing) => void entries.things.push(thing),
  actedBy: (personId) => void entries.actors.push(personId),
});

function settlement(call: Call, { writes, facts, steps, things, actors }: Entries, reply: unknown): RawBuilder<unknown> {
  const thing = things[0] ?? steps[0]?.thingId ?? null;
  const personId = call.person?.id ?? actors[0] ?? null;
  const about = [
    ...(call.about ?? []),
    ...things.filter(isId),
    ...steps.map(({ thingId }) => thingId),
    ...facts.flatMap(({ body }) => idsIn(body)),
  ];
  const parts = [...writes];
  if (facts.length > 0)
    parts.push(sql`insert into fact (id, kind, at, body)
      select (e->>'id')::uuid, e->>'kind', ${call.now}, e->'body' from jsonb_array_elements(${JSON.stringify(facts)}::jsonb) e`);
  if (steps.length > 0)
    parts.push(sql`insert into step (thing_kind, thing_id, command, from_state, to_state, person_id, why, at)
      select e->>'thingKind', (e->>'thingId')::uuid, e->>'command', e->>'from', e->>'to', ${personId}::uuid, e->>'why', ${call.now}
      from jsonb_array_elements(${JSON.stringify(steps)}::jsonb) e`);
  if (call.key !== undefined)
    parts.push(sql`insert into answered (actor, key, endpoint, request, reply, at)
      values (${actorOf(call)}, ${call.key}, ${call.act}, ${call.request}, ${JSON.stringify(reply ?? null)}::jsonb, ${call.now})`);
  const named = parts.map((part, n) => sql`${sql.raw(`part${n}`)} as (${part})`);
  const audit = sql`insert into audit (at, person_id, act, thing, outcome, address, body_id)
    values (${call.now}, ${personId}::uuid, ${call.act}, ${thing}, 'done', ${call.address}, audit_body(${[...new Set(about)]}::uuid[], ${personId}::uuid))`;
  return named.length > 0 ? sql`with ${sql.join(named)} ${audit}` : audit;
}

const actorOf = (call: Call): string => call.person?.id ?? `visitor:${call.visitor ?? call.address}`;

/**
 * The reply that this very request got before, if any. Asked when it is refused (the world moved on since its first reply
 * was lost) and when its twin won. Refuses a key that came with other content.
 */
export async function answeredBefore<T>(house: House, call: Call): Promise<{ readonly reply: T } | undefined> {
  if (call.key === undefined) return undefined;
  const { rows } = await sql<{ reply: T; same: boolean }>`
    select reply, endpoint = ${call.act} and request = ${call.request ?? null}::bytea as same
    from answered where actor = ${actorOf(call)} and key = ${call.key}
  `.execute(house.db);
  const row = rows[0];
  if (row && !row.same) throw new Refusal('key-used-for-another-request', 422);
  return row;
}

interface DatabaseError {
  readonly code: string;
  readonly constraint?: string;
}
export const isDatabaseError = (error: unknown): error is DatabaseError & Error =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';
export const isUniqueViolation = (error: unknown, constraint: string): boolean =>
  isDatabaseError(error) && error.code === '23505' && error.constraint === constraint;
/** Deadlock or serialisation failure: nothing happened, the work may run again. */
export const isCollision = (error: unknown): boolean => isDatabaseError(error) && (error.code === '40001' || error.code === '40P01');
