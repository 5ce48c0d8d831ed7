import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

/** What peers were told hangs on a word that means nobody any more; who let a peer in is a record that security asks for. */
export async function erasePeers(tx: Tx, personId: string): Promise<{ removed: number; kept: number }> {
  const grants = await sql`delete from provider_grant where person_id = ${personId}`.execute(tx);
  const consents = await sql`delete from peer_consent where person_id = ${personId}`.execute(tx);
  const subjects = await sql`delete from peer_subject where person_id = ${personId}`.execute(tx);
  const words = await sql`
    update peer set why = case when asked_by = ${personId} then '' else why end,
      decided_why = case when decided_by = ${personId} then null else decided_why end,
      ended_why = case when ended_by = ${personId} then null else ended_why end
    where (asked_by = ${personId} and why <> '') or (decided_by = ${personId} and decided_why is not null)
      or (ended_by = ${personId} and ended_why is not null)`.execute(tx);
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from peer where ${personId} in (asked_by, decided_by, ended_by)`.execute(tx);
  const removed = [grants, consents, subjects, words].reduce((sum, { numAffectedRows }) => sum + Number(numAffectedRows ?? 0), 0);
  return { removed, kept: rows[0]?.n ?? 0 };
}
/** Which platform knows this person by which word, and what it may learn. */
export async function ownPeers(db: Db, personId: string) {
  const { rows } = await sql`
    select p.name as platform, c.scopes, c.agreed_at as "agreedAt", c.withdrawn_at as "withdrawnAt", s.subject
    from peer_consent c join peer p on p.id = c.peer_id
      left join peer_subject s on s.peer_id = c.peer_id and s.person_id = c.person_id
    where c.person_id = ${personId} order by c.agreed_at`.execute(db);
  return rows;
}
export async function ownPeerWork(db: Db, personId: string) {
  const { rows } = await sql`
    select 'asked' as did, name as platform, asked_at as at from peer where asked_by = ${personId}
    union all select 'decided', name, decided_at from peer where decided_by = ${personId}
    union all select 'ended', name, ended_at from peer where ended_by = ${personId} order by 3`.execute(db);
  return rows;
}
