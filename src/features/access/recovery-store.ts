import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

type State = 'started' | 'done' | 'dropped' | 'disputed';
export interface HeldRecovery {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly committeeId: string;
  readonly state: State;
  readonly startedBy: string;
  readonly newSealed: Buffer;
  readonly endedAt: Date | null;
  readonly disputeUntil: Date | null;
}
const held =
  sql.raw(`r.id, r.person_id as "personId", c.display_name as name, r.committee_id as "committeeId", r.state, r.started_by as "startedBy",
  r.new_sealed as "newSealed", r.ended_at as "endedAt", r.dispute_until as "disputeUntil"
  from phone_recovery r join shared_person_card c on c.id = r.person_id`);
export async function recoveryOf(db: Db, id: string): Promise<HeldRecovery | null> {
  const { rows } = await sql<HeldRecovery>`select ${held} where r.id = ${id}`.execute(db);
  return rows[0] ?? null;
}
export async function recoveryBySecret(db: Db, secret: Buffer): Promise<HeldRecovery | null> {
  const { rows } = await sql<HeldRecovery>`select ${held} where r.secret = ${secret}`.execute(db);
  return rows[0] ?? null;
}
export async function lockRecovery(tx: Tx, id: string): Promise<HeldRecovery | null> {
  const { rows } = await sql<HeldRecovery>`select ${held} where r.id = ${id} for update of r`.execute(tx);
  return rows[0] ?? null;
}
/** The one under way for a person, locked. */
export async function lockStarted(tx: Tx, personId: string): Promise<HeldRecovery | null> {
  const { rows } = await sql<HeldRecovery>`select ${held} where r.person_id = ${personId} and r.state = 'started' for update of r`.execute(
    tx,
  );
  return rows[0] ?? null;
}
/** Who started the last one that came to an end, when the old phone said no to it. */
export async function disputedBy(db: Db, personId: string): Promise<string | null> {
  const { rows } = await sql<{ by: string; state: State }>`
    select started_by as by, state from phone_recovery where person_id = ${personId} and state in ('done', 'disputed')
    order by started_at desc, id desc limit 1`.execute(db);
  return rows[0]?.state === 'disputed' ? rows[0].by : null;
}
export interface NewRecovery {
  readonly id: string;
  readonly personId: string;
  readonly committeeId: string;
  readonly reason: string;
  readonly checked: string;
  readonly startedBy: string;
  readonly now: Date;
  readonly newSealed: Buffer;
}
export async function insertRecovery(tx: Tx, r: NewRecovery): Promise<void> {
  await sql`insert into phone_recovery (id, person_id, committee_id, state, reason, checked, started_by, started_at, new_sealed)
    values (${r.id}, ${r.personId}, ${r.committeeId}, 'started', ${r.reason}, ${r.checked}, ${r.startedBy}, ${r.now}, ${r.newSealed})`.execute(
    tx,
  );
}
export interface Ended {
  readonly oldSealed?: Buffer | null;
  readonly secret?: Buffer | null;
  readonly disputeUntil?: Date | null;
}
/** False when somebody was faster. */
export async function moveRecovery(tx: Tx, id: string, from: State, to: State, now: Date, more: Ended = {}): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update phone_recovery set state = ${to}, ended_at = ${now}, old_sealed = coalesce(${more.oldSealed ?? null}, old_sealed),
      secret = coalesce(${more.secret ?? null}, secret), dispute_until = coalesce(${more.disputeUntil ?? null}, dispute_until)
    where id = ${id} and state = ${from}`.execute(tx);
  return numAffectedRows === 1n;
}
export async function recoveries(db: Db, committeeId: string, after: string | undefined, most: number) {
  const { rows } = await sql<HeldRecovery & { reason: string; checked: string; by: string; at: Date }>`
    select x.*, s.reason, s.checked, b.display_name as by, s.started_at as at from (select ${held}) x
      join phone_recovery s on s.id = x.id join shared_person_card b on b.id = s.started_by
    where s.committee_id = ${committeeId}
      and (${after ?? null}::uuid is null or (s.started_at, s.id) < (select a.started_at, a.id from phone_recovery a where a.id = ${after ?? null}::uuid))
    order by s.started_at desc, s.id desc limit ${most}`.execute(db);
  return rows;
}
/** Staff of a body who hold no duty. */
export async function staffOf(db: Db, committeeId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select s.person_id as id, c.display_name as name from shared_staff s join shared_person_card c on c.id = s.person_id
      join shared_way_in w on w.person_id = s.person_id and not w.disabled
    where s.body_id = ${committeeId} and not exists (select 1 from shared_role r where r.person_id = s.person_id)
    order by c.stroke_key, c.id limit 500`.execute(db);
  return rows;
}
/** Whether somebody belongs to a committee: sits there today, or is of its staff. */
export async function belongs(db: Db, committeeId: string, personId: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from shared_seats(${now}::timestamptz::date) s where s.person_id = ${personId} and s.committee_id = ${committeeId}
    union all select 1 from shared_staff f where f.person_id = ${personId} and f.body_id = ${committeeId} limit 1`.execute(db);
  return rows.length > 0;
}
/** What happened to somebody's phone lately, for themselves. */
export async function recentFor(db: Db, personId: string, since: Date) {
  const { rows } = await sql<{ at: Date; state: State; by: string; committee: string; phone: string | null; newSealed: Buffer }>`
    select r.ended_at as at, r.state, b.display_name as by, o.name as committee, o.phone, r.new_sealed as "newSealed"
    from phone_recovery r join shared_person_card b on b.id = r.started_by join shared_org o on o.id = r.committee_id
    where r.person_id = ${personId} and r.state in ('done', 'disputed') and r.ended_at > ${since} order by r.ended_at desc limit 5`.execute(
    db,
  );
  return rows;
}
