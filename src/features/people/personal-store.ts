import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import { GONE } from '../privacy/registry.ts';

const count = (done: { numAffectedRows?: bigint }[]): number =>
  done.reduce((all, { numAffectedRows }) => all + Number(numAffectedRows ?? 0n), 0);

/** Everything that says who it was. Codes and tries are found by the digests that they share with the identities. */
export async function erasePerson(tx: Tx, personId: string, now: Date): Promise<number> {
  const mine = sql`(select subject from identity where person_id = ${personId})`;
  const done = [
    await sql`delete from one_time_code where subject in ${mine}`.execute(tx),
    await sql`delete from attempt where subject in ${mine}`.execute(tx),
    await sql`delete from login where person_id = ${personId}`.execute(tx),
    await sql`delete from identity where person_id = ${personId}`.execute(tx),
    await sql`delete from account_change where person_id = ${personId}`.execute(tx),
    await sql`delete from role_grant where person_id = ${personId}`.execute(tx),
    await sql`delete from profile_change where person_id = ${personId}`.execute(tx),
    await sql`delete from profile where person_id = ${personId}`.execute(tx),
    await sql`update person set name = null, nickname = ${GONE}, nickname_key = null, stroke_key = null, pinyin = null, initials = null, keys_by = null,
      disabled_at = coalesce(disabled_at, ${now}), erased_at = coalesce(erased_at, ${now})
      where id = ${personId} and (erased_at is null or name is not null or nickname <> ${GONE} or pinyin is not null)`.execute(tx),
  ];
  return count(done);
}
/** Seats and what changed them are the committee's record: they stay, without number and without words about the person. */
export async function anonymise(tx: Tx, personId: string): Promise<number> {
  const seats = await sql`update membership set number = null where person_id = ${personId}`.execute(tx);
  const changes = await sql`update member_change c set why = null from membership m
    where m.id = c.membership_id and m.person_id = ${personId}`.execute(tx);
  const moves = await sql`update party_move v set why = null from party_membership b
    where b.id = v.from_id and b.person_id = ${personId}`.execute(tx);
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from party_membership where person_id = ${personId}) + (select count(*) from member_change where by_id = ${personId})
      + (select count(*) from party_move where by_id = ${personId})
      + (select count(*) from profile_change where decided_by = ${personId}) as n`.execute(tx);
  return count([seats, changes, moves]) + (rows[0]?.n ?? 0);
}

export async function ownPerson(db: Db, personId: string) {
  const { rows } = await sql`
    select name, nickname, locale, created_at as "createdAt" from person where id = ${personId}`.execute(db);
  return rows[0] ?? null;
}
export interface OwnIdentity {
  readonly kind: string;
  readonly sealed: Buffer;
  readonly verifiedAt: Date | null;
  readonly createdAt: Date;
}
export async function ownIdentities(db: Db, personId: string): Promise<OwnIdentity[]> {
  const { rows } = await sql<OwnIdentity>`
    select kind, sealed, verified_at as "verifiedAt", created_at as "createdAt" from identity where person_id = ${personId} order by created_at, kind`.execute(
    db,
  );
  return rows;
}
export async function ownLogins(db: Db, personId: string) {
  const { rows } = await sql`
    select means, device, address, created_at as "createdAt", seen_at as "seenAt", ends_at as "endsAt" from login
    where person_id = ${personId} order by created_at`.execute(db);
  return rows;
}
export async function ownProfile(db: Db, personId: string) {
  const { rows } = await sql<Record<string, unknown> & { identityNumber: Buffer | null }>`
    select gender, ethnicity, education, born_on::text as "bornOn", party, employer, post, title, identity_number_sealed as "identityNumber",
      updated_at as "updatedAt" from profile where person_id = ${personId}`.execute(db);
  return rows[0] ?? null;
}
export async function ownProfileChanges(db: Db, personId: string) {
  const { rows } = await sql`
    select field, old_value as "oldValue", new_value as "newValue", state, why, asked_at as "askedAt", decided_at as "decidedAt"
    from profile_change where person_id = ${personId} order by asked_at`.execute(db);
  return rows;
}
/** Seats, duties and parties: what the person is to which body. */
export async function ownStanding(db: Db, personId: string) {
  const seats = await sql`
    select o.name as committee, s.name as sector, k.name as "subCommittee", m.number, m.office, m.standing, m.status,
      m.from_on::text as "fromOn", m.until_on::text as "untilOn"
    from membership m join org o on o.id = m.committee_id join sector s on s.id = m.sector_id left join org k on k.id = m.sub_committee_id
    where m.person_id = ${personId} order by m.from_on`.execute(db);
  const changes = await sql`
    select c.kind, c.on_date::text as "onDate", c.why, c.at from member_change c join membership m on m.id = c.membership_id
    where m.person_id = ${personId} order by c.at`.execute(db);
  const parties = await sql`
    select o.name as organisation, p.duty, p.joined_on::text as "joinedOn", p.until_on::text as "untilOn", v.why as "movedWhy"
    from party_membership p join org o on o.id = p.org_id left join party_move v on v.from_id = p.id where p.person_id = ${personId} order by p.joined_on`.execute(
    db,
  );
  const duties = await sql`
    select r.role, o.name as body, r.since from role_grant r join org o on o.id = r.body_id where r.person_id = ${personId} order by r.since`.execute(
    db,
  );
  return { seats: seats.rows, changes: changes.rows, parties: parties.rows, duties: duties.rows };
}
/** What opened the account and changed, and whose staff did it. */
export async function ownAccountChanges(db: Db, personId: string) {
  const { rows } = await sql`
    select c.what, c.own, o.name as committee, c.at from account_change c left join org o on o.id = c.body_id
    where c.person_id = ${personId} order by c.at, c.id`.execute(db);
  return rows;
}
/** What a liaison decided about others: that and when. */
export async function ownDecisions(db: Db, personId: string) {
  const { rows } = await sql`
    select 'member' as about, kind as what, at from member_change where by_id = ${personId}
    union all select 'party', 'moved', at from party_move where by_id = ${personId}
    union all select 'profile', state, decided_at from profile_change where decided_by = ${personId} order by 3`.execute(db);
  return rows;
}
