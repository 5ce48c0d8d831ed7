import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

export interface HeldLink {
  readonly id: string;
  readonly unitId: string;
  readonly unit: string;
  readonly committeeId: string;
  readonly committee: string;
  readonly personId: string;
  readonly name: string;
  readonly sealed: Buffer;
  readonly state: 'active' | 'revoked';
  readonly expiresAt: Date;
}
const held =
  sql.raw(`u.id, u.unit_id as "unitId", n.name as unit, u.committee_id as "committeeId", c.name as committee, u.person_id as "personId",
  p.display_name as name, u.phone_sealed as sealed, u.state, u.expires_at as "expiresAt"
  from unit_link u join shared_org n on n.id = u.unit_id join shared_org c on c.id = u.committee_id join shared_person_card p on p.id = u.person_id`);
export async function linkBySecret(db: Db, secret: Buffer): Promise<HeldLink | null> {
  const { rows } = await sql<HeldLink>`select ${held} where u.secret = ${secret}`.execute(db);
  return rows[0] ?? null;
}
export async function linkOf(db: Db, id: string): Promise<HeldLink | null> {
  const { rows } = await sql<HeldLink>`select ${held} where u.id = ${id}`.execute(db);
  return rows[0] ?? null;
}
/** Locks it: who enters and who revokes see each other. */
export async function lockLink(tx: Tx, id: string): Promise<HeldLink | null> {
  const { rows } = await sql<HeldLink>`select ${held} where u.id = ${id} for update of u`.execute(tx);
  return rows[0] ?? null;
}
export interface NewLink {
  readonly id: string;
  readonly unitId: string;
  readonly committeeId: string;
  readonly personId: string;
  readonly secret: Buffer;
  readonly sealed: Buffer;
  readonly subject: Buffer;
  readonly madeBy: string;
  readonly now: Date;
  readonly expiresAt: Date;
}
export async function insertLink(tx: Tx, l: NewLink): Promise<void> {
  await sql`insert into unit_link (id, unit_id, committee_id, person_id, secret, phone_sealed, phone_subject, state, made_by, made_at, expires_at)
    values (${l.id}, ${l.unitId}, ${l.committeeId}, ${l.personId}, ${l.secret}, ${l.sealed}, ${l.subject}, 'active', ${l.madeBy}, ${l.now}, ${l.expiresAt})`.execute(
    tx,
  );
}
export async function renewLink(tx: Tx, id: string, secret: Buffer, expiresAt: Date): Promise<void> {
  await sql`update unit_link set secret = ${secret}, expires_at = ${expiresAt} where id = ${id} and state = 'active'`.execute(tx);
}
export async function linkUsed(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`update unit_link set used_at = ${now} where id = ${id}`.execute(tx);
}
export async function revokeLink(tx: Tx, id: string, by: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update unit_link set state = 'revoked', revoked_by = ${by}, revoked_at = ${now} where id = ${id} and state = 'active'`.execute(tx);
  return numAffectedRows === 1n;
}
export interface LinkRow {
  readonly id: string;
  readonly unit: string;
  readonly name: string;
  readonly sealed: Buffer;
  readonly state: 'active' | 'over' | 'revoked';
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly text: 'waiting' | 'sent' | 'failed' | null;
}
export async function links(db: Db, committeeId: string, after: string | undefined, now: Date, most: number): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select u.id, n.name as unit, p.display_name as name, u.phone_sealed as sealed,
      case when u.state = 'active' and u.expires_at <= ${now} then 'over' else u.state end as state,
      m.display_name as "madeBy", u.made_at as "madeAt", u.expires_at as "expiresAt", u.used_at as "usedAt",
      (select case when t.sent_at is not null then 'sent' when t.gave_up_at is not null then 'failed' else 'waiting' end
        from text_message t where t.about = u.id order by t.made_at desc limit 1) as text
    from unit_link u join shared_org n on n.id = u.unit_id join shared_person_card p on p.id = u.person_id
      join shared_person_card m on m.id = u.made_by
    where u.committee_id = ${committeeId}
      and (${after ?? null}::uuid is null or (u.made_at, u.id) < (select a.made_at, a.id from unit_link a where a.id = ${after ?? null}::uuid))
    order by u.made_at desc, u.id desc limit ${most}`.execute(db);
  return rows;
}
export interface UnitChoice {
  readonly id: string;
  readonly name: string;
  /** Whom the unit named as its contact. */
  readonly clerk: string | null;
  readonly sealed: Buffer | null;
}
export async function units(db: Db, committeeId: string): Promise<UnitChoice[]> {
  const { rows } = await sql<UnitChoice>`
    select o.id, o.name, c.name as clerk, c.phone_sealed as sealed from shared_org o left join shared_unit_contact c on c.unit_id = o.id
    where o.committee_id = ${committeeId} and o.kind = 'unit' and o.closed_on is null order by o.sort, o.name`.execute(db);
  return rows;
}
/** The number of the contact that stands, sealed. */
export async function contactPhone(db: Db, unitId: string): Promise<Buffer | null> {
  const { rows } = await sql<{ sealed: Buffer | null }>`
    select phone_sealed as sealed from shared_unit_contact where unit_id = ${unitId}`.execute(db);
  return rows[0]?.sealed ?? null;
}
export interface ClerkView {
  readonly unit: string;
  readonly committeeId: string;
  readonly committee: string;
  readonly committeePhone: string | null;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly expiresAt: Date;
}
export async function clerkView(db: Db, personId: string): Promise<ClerkView | null> {
  const { rows } = await sql<ClerkView>`
    select n.name as unit, c.id as "committeeId", c.name as committee, c.phone as "committeePhone", m.display_name as "madeBy",
      u.made_at as "madeAt", u.expires_at as "expiresAt"
    from unit_link u join shared_org n on n.id = u.unit_id join shared_org c on c.id = u.committee_id join shared_person_card m on m.id = u.made_by
    where u.person_id = ${personId} and u.state = 'active'`.execute(db);
  return rows[0] ?? null;
}
export async function openTopics(db: Db, committeeId: string): Promise<{ id: string; title: string; endsAt: Date }[]> {
  const { rows } = await sql<{ id: string; title: string; endsAt: Date }>`
    select t.id, t.title, p.ends_at as "endsAt" from shared_topic t join shared_topic_posting p on p.topic_id = t.id
    where t.committee_id = ${committeeId} and t.state = 'open' order by p.ends_at, t.id limit 20`.execute(db);
  return rows;
}
