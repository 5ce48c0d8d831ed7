import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

export interface Consent {
  readonly id: string;
  readonly scopes: string[];
}
export async function consentTo(db: Db, peerId: string, personId: string): Promise<Consent | null> {
  const { rows } = await sql<Consent>`
    select id, scopes from peer_consent where peer_id = ${peerId} and person_id = ${personId} and withdrawn_at is null`.execute(db);
  return rows[0] ?? null;
}
/** What was agreed to before stays agreed to. */
export async function agree(
  tx: Tx,
  c: { id: string; peerId: string; personId: string; scopes: readonly string[]; now: Date },
): Promise<void> {
  await sql`insert into peer_consent (id, peer_id, person_id, scopes, agreed_at)
    values (${c.id}, ${c.peerId}, ${c.personId}, ${[...c.scopes]}::text[], ${c.now})
    on conflict (peer_id, person_id) where withdrawn_at is null
      do update set scopes = array(select distinct unnest(peer_consent.scopes || excluded.scopes)), agreed_at = excluded.agreed_at`.execute(
    tx,
  );
}
export interface OwnConsent {
  readonly id: string;
  readonly peerId: string;
  readonly peer: string;
  readonly owner: string;
  readonly running: boolean;
  readonly scopes: string[];
  readonly agreedAt: Date;
}
export async function consentsOf(db: Db, personId: string): Promise<OwnConsent[]> {
  const { rows } = await sql<OwnConsent>`
    select c.id, c.peer_id as "peerId", p.name as peer, o.name as owner, p.state = 'running' as running, c.scopes, c.agreed_at as "agreedAt"
    from peer_consent c join peer p on p.id = c.peer_id join shared_org o on o.id = p.org_id
    where c.person_id = ${personId} and c.withdrawn_at is null order by c.id desc`.execute(db);
  return rows;
}
export async function consentOwner(db: Db, id: string): Promise<{ personId: string; peerId: string; open: boolean } | null> {
  const { rows } = await sql<{ personId: string; peerId: string; open: boolean }>`
    select person_id as "personId", peer_id as "peerId", withdrawn_at is null as open from peer_consent where id = ${id}`.execute(db);
  return rows[0] ?? null;
}
/** What the peer holds of this person opens nothing any more. */
export async function withdraw(tx: Tx, c: { id: string; peerId: string; personId: string; now: Date }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update peer_consent set withdrawn_at = ${c.now} where id = ${c.id} and withdrawn_at is null`.execute(tx);
  await sql`delete from provider_grant where peer_id = ${c.peerId} and person_id = ${c.personId}`.execute(tx);
  return numAffectedRows === 1n;
}

/** The word by which a peer knows a person: made the first time, the same from then on. */
export async function subjectOf(db: Db, s: { peerId: string; personId: string; subject: string }): Promise<string> {
  const { rows } = await sql<{ subject: string }>`
    insert into peer_subject (peer_id, person_id, subject) values (${s.peerId}, ${s.personId}, ${s.subject})
    on conflict (peer_id, person_id) do update set subject = peer_subject.subject returning subject`.execute(db);
  return rows[0]?.subject ?? s.subject;
}

export interface LoginRow {
  readonly means: string;
  readonly beganAt: Date;
  readonly provedAt: Date | null;
}
export async function loginOf(db: Db, id: string): Promise<LoginRow | null> {
  const { rows } = await sql<LoginRow>`
    select means, created_at as "beganAt", proved_at as "provedAt" from shared_login where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export interface Claims {
  readonly name: string;
  readonly memberships: { committee: string; sector: string; term: number; termStartsOn: string; termEndsOn: string }[];
  readonly party: { party: string; organisation: string }[];
}
/** What there is to say of a person on a day; null for who was shut out. Never a phone, an address or an id of ours. */
export async function claimsOf(db: Db, personId: string, now: Date): Promise<Claims | null> {
  const { rows } = await sql<Claims>`
    select s.display_name as name,
      coalesce((select jsonb_agg(jsonb_build_object('committee', o.name, 'sector', c.name, 'term', t.ordinal,
          'termStartsOn', t.starts_on, 'termEndsOn', t.ends_on) order by o.name)
        from shared_seats(${now}::timestamptz::date) m join shared_org o on o.id = m.committee_id
          join shared_sector c on c.id = m.sector_id join shared_term t on t.id = m.term_id
        where m.person_id = s.id), '[]') as memberships,
      coalesce((select jsonb_agg(jsonb_build_object('party', p.name, 'organisation', o.name) order by p.sort, o.name)
        from shared_party_member m join shared_org o on o.id = m.org_id join shared_party p on p.code = o.party
        where m.person_id = s.id), '[]') as party
    from shared_person_standing s where s.id = ${personId} and s.disabled_at is null`.execute(db);
  return rows[0] ?? null;
}
