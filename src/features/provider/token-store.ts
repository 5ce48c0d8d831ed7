import { sql } from 'kysely';
import type { Db } from '../../kit/db.ts';

export type TokenKind = 'AuthorizationCode' | 'AccessToken';
export interface Held {
  readonly sealed: Buffer;
  readonly usedAt: Date | null;
}

// Asked at each use, so that nothing need be told when somebody signs out, is shut out, takes the consent back, or the peer ends.
const alive = (now: Date) => sql`
  provider_grant g
    join peer p on p.id = g.peer_id and p.state = 'running'
    join peer_consent c on c.peer_id = g.peer_id and c.person_id = g.person_id and c.withdrawn_at is null
    join shared_login l on l.id = g.login_id and l.idle_until > ${now} and l.ends_at > ${now}
    join shared_person_standing s on s.id = g.person_id and s.disabled_at is null`;

export async function insertGrant(
  db: Db,
  g: { id: Buffer; peerId: string; personId: string; sealed: Buffer; endsAt: Date },
): Promise<void> {
  await sql`insert into provider_grant (id, peer_id, person_id, sealed, ends_at)
    values (${g.id}, ${g.peerId}, ${g.personId}, ${g.sealed}, ${g.endsAt})
    on conflict (id) do update set sealed = excluded.sealed, ends_at = excluded.ends_at`.execute(db);
}
/** From now on it counts, as long as that login does. */
export async function bindGrant(db: Db, id: Buffer, loginId: string): Promise<void> {
  await sql`update provider_grant set login_id = ${loginId} where id = ${id}`.execute(db);
}
export async function grantOf(db: Db, id: Buffer, now: Date): Promise<Held | null> {
  const { rows } = await sql<Held>`
    select g.sealed, null as "usedAt" from ${alive(now)} where g.id = ${id} and g.ends_at > ${now}`.execute(db);
  return rows[0] ?? null;
}
/** Codes, tokens and all that hangs on it. */
export async function deleteGrant(db: Db, id: Buffer): Promise<void> {
  await sql`delete from provider_grant where id = ${id}`.execute(db);
}
/** @returns false when the grant is gone: a code that came back a second time took it along. */
export async function insertToken(
  db: Db,
  t: { kind: TokenKind; id: Buffer; grantId: Buffer; sealed: Buffer; endsAt: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into provider_token (kind, id, grant_id, sealed, ends_at)
    select ${t.kind}, ${t.id}, g.id, ${t.sealed}, ${t.endsAt} from provider_grant g where g.id = ${t.grantId} for key share`.execute(db);
  return numAffectedRows === 1n;
}
export async function tokenOf(db: Db, kind: TokenKind, id: Buffer, now: Date): Promise<Held | null> {
  const { rows } = await sql<Held>`
    select t.sealed, t.used_at as "usedAt" from provider_token t join ${alive(now)} on g.id = t.grant_id
    where t.kind = ${kind} and t.id = ${id} and t.ends_at > ${now}`.execute(db);
  return rows[0] ?? null;
}
/** Of fifty at once one uses it. */
export async function spendToken(db: Db, kind: TokenKind, id: Buffer, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update provider_token set used_at = ${now} where kind = ${kind} and id = ${id} and used_at is null`.execute(db);
  return numAffectedRows === 1n;
}
export async function deleteGrantOf(db: Db, kind: TokenKind, id: Buffer): Promise<void> {
  await sql`delete from provider_grant where id = (select grant_id from provider_token where kind = ${kind} and id = ${id})`.execute(db);
}
export async function deleteToken(db: Db, kind: TokenKind, id: Buffer): Promise<void> {
  await sql`delete from provider_token where kind = ${kind} and id = ${id}`.execute(db);
}

export async function putAsk(db: Db, a: { id: Buffer; sealed: Buffer; endsAt: Date }): Promise<void> {
  await sql`insert into provider_ask (id, sealed, ends_at) values (${a.id}, ${a.sealed}, ${a.endsAt})
    on conflict (id) do update set sealed = excluded.sealed, ends_at = excluded.ends_at`.execute(db);
}
export async function askOf(db: Db, id: Buffer, now: Date): Promise<Held | null> {
  const { rows } = await sql<Held>`
    select sealed, null as "usedAt" from provider_ask where id = ${id} and ends_at > ${now}`.execute(db);
  return rows[0] ?? null;
}
export async function deleteAsk(db: Db, id: Buffer): Promise<void> {
  await sql`delete from provider_ask where id = ${id}`.execute(db);
}

export async function forgetEnded(db: Db, now: Date): Promise<void> {
  await sql`delete from provider_ask where ends_at <= ${now}`.execute(db);
  await sql`delete from provider_token where ends_at <= ${now}`.execute(db);
  await sql`delete from provider_grant where ends_at <= ${now}`.execute(db);
}
