import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import type { PeerState, peerEnds } from './contract.ts';

export interface Peer {
  readonly id: string;
  readonly bodyId: string;
  readonly name: string;
  readonly owner: string;
  readonly redirectUri: string;
  readonly state: PeerState;
  readonly askedBy: string;
}
const columns = sql`p.id, p.body_id as "bodyId", p.name, o.name as owner, p.redirect_uri as "redirectUri", p.state, p.asked_by as "askedBy"`;
export async function peerOf(db: Db, id: string): Promise<Peer | null> {
  const { rows } = await sql<Peer>`select ${columns} from peer p join shared_org o on o.id = p.org_id where p.id = ${id}`.execute(db);
  return rows[0] ?? null;
}
export async function insertPeer(
  tx: Tx,
  p: { id: string; bodyId: string; ownerId: string; name: string; redirectUri: string; why: string; by: string; now: Date },
): Promise<void> {
  await sql`insert into peer (id, body_id, org_id, name, redirect_uri, why, state, asked_by, asked_at)
    values (${p.id}, ${p.bodyId}, ${p.ownerId}, ${p.name}, ${p.redirectUri}, ${p.why}, 'asked', ${p.by}, ${p.now})`.execute(tx);
}
/** Moves by compare-and-set: of two at once the second finds it changed. */
export async function approve(tx: Tx, id: string, d: { by: string; why: string; now: Date }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update peer set state = 'running', decided_by = ${d.by}, decided_at = ${d.now}, decided_why = ${d.why}
    where id = ${id} and state = 'asked'`.execute(tx);
  return numAffectedRows === 1n;
}
/** What people of this house are known by there goes with it. */
export async function end(
  tx: Tx,
  id: string,
  e: { from: PeerState; how: (typeof peerEnds)[number]; by: string; why: string; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update peer set state = 'ended', ended_how = ${e.how}, ended_by = ${e.by}, ended_at = ${e.now}, ended_why = ${e.why}, secret = null
    where id = ${id} and state = ${e.from}`.execute(tx);
  await sql`delete from provider_grant where peer_id = ${id}`.execute(tx);
  return numAffectedRows === 1n;
}
export async function setSecret(tx: Tx, id: string, secret: Buffer, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update peer set secret = ${secret}, secret_at = ${now} where id = ${id} and state = 'running'`.execute(tx);
  return numAffectedRows === 1n;
}

export interface ListedPeer extends Peer {
  readonly why: string;
  readonly askedAt: Date;
  readonly askedByName: string | null;
  readonly decidedAt: Date | null;
  readonly decidedByName: string | null;
  readonly decidedWhy: string | null;
  readonly endedHow: (typeof peerEnds)[number] | null;
  readonly endedAt: Date | null;
  readonly endedByName: string | null;
  readonly endedWhy: string | null;
  readonly secretAt: Date | null;
  readonly people: number;
}
/** Newest first. */
export async function peers(db: Db, q: { bodies: readonly string[]; after: string | null; limit: number }): Promise<ListedPeer[]> {
  const { rows } = await sql<ListedPeer>`
    select ${columns}, p.why, p.asked_at as "askedAt", a.display_name as "askedByName", p.decided_at as "decidedAt",
      d.display_name as "decidedByName", p.decided_why as "decidedWhy", p.ended_how as "endedHow", p.ended_at as "endedAt",
      e.display_name as "endedByName", p.ended_why as "endedWhy", p.secret_at as "secretAt",
      (select count(*) from peer_consent c where c.peer_id = p.id and c.withdrawn_at is null) as people
    from peer p join shared_org o on o.id = p.org_id
      left join shared_person_card a on a.id = p.asked_by left join shared_person_card d on d.id = p.decided_by
      left join shared_person_card e on e.id = p.ended_by
    where p.body_id = any(${q.bodies}::uuid[]) and (${q.after}::uuid is null or p.id < ${q.after}::uuid)
    order by p.id desc limit ${q.limit}`.execute(db);
  return rows;
}
export async function owners(db: Db, bodies: readonly string[]): Promise<{ id: string; name: string; committeeId: string }[]> {
  const { rows } = await sql<{ id: string; name: string; committeeId: string }>`
    select id, name, coalesce(committee_id, id) as "committeeId" from shared_org
    where (id = any(${bodies}::uuid[]) or (committee_id = any(${bodies}::uuid[]) and kind = 'partyOrg')) and closed_on is null
    order by kind = 'partyOrg', sort, name`.execute(db);
  return rows;
}
/** Requests that wait at each body, and since when; one's own are another's to decide. */
export async function waiting(
  db: Db,
  bodies: readonly string[],
  personId: string,
): Promise<{ committeeId: string; all: number; mine: number; since: Date }[]> {
  const { rows } = await sql<{ committeeId: string; all: number; mine: number; since: Date }>`
    select body_id as "committeeId", count(*) as all, count(*) filter (where asked_by = ${personId}) as mine, min(asked_at) as since
    from peer where body_id = any(${bodies}::uuid[]) and state = 'asked' group by body_id`.execute(db);
  return rows;
}
export async function decidedBy(db: Db, personId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from peer where (decided_by = ${personId} and decided_at >= ${since})
      or (ended_by = ${personId} and ended_how = 'refused' and ended_at >= ${since})`.execute(db);
  return rows[0]?.n ?? 0;
}

/** As the protocol knows a peer. */
export interface Client {
  readonly id: string;
  readonly name: string;
  readonly redirectUri: string;
  readonly secret: Buffer;
}
export async function clientOf(db: Db, id: string): Promise<Client | null> {
  const { rows } = await sql<Client>`
    select id, name, redirect_uri as "redirectUri", secret from peer
    where id = ${id} and state = 'running' and secret is not null`.execute(db);
  return rows[0] ?? null;
}
export async function isAnyRunning(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from peer where state = 'running' limit 1`.execute(db);
  return rows.length > 0;
}
