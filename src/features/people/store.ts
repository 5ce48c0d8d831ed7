import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import { keptSince } from '../privacy/registry.ts';
import type { Kind } from './contract.ts';

/** A login with its person, as every signed-in request needs it. */
export interface LoginPerson {
  readonly loginId: string;
  readonly personId: string;
  readonly name: string;
  readonly locale: 'zh' | 'en';
  readonly idleUntil: Date;
  readonly endsAt: Date;
  readonly seenAt: Date;
  readonly duties: { role: string; body: string }[];
  readonly memberOf: string[];
  /** The version of the privacy notice that this person has not agreed to yet. */
  readonly consentOwed: number | null;
}

/** Null when the token is unknown, ended, or its person disabled. Roles of staff and seats of the current term come with it. */
export async function personOfToken(db: Db, token: Buffer, now: Date): Promise<LoginPerson | null> {
  const { rows } = await sql<LoginPerson>`
    select l.id as "loginId", p.id as "personId", coalesce(p.name, p.nickname) as name, p.locale,
      l.idle_until as "idleUntil", l.ends_at as "endsAt", l.seen_at as "seenAt",
      coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'body', r.body_id)) from (
        select g.role, g.body_id from role_grant g where g.person_id = p.id
        union all select 'unitClerk', c.unit_id from shared_unit_clerk c where c.person_id = p.id and c.expires_at > ${now}) r), '[]') as duties,
      coalesce((select jsonb_agg(s.committee_id) from shared_seats(${now}::timestamptz::date) s where s.person_id = p.id), '[]') as "memberOf",
      shared_consent_owed(p.id, ${now}::timestamptz::date) as "consentOwed"
    from login l join person p on p.id = l.person_id
    where l.token = ${token} and l.idle_until > ${now} and l.ends_at > ${now} and p.disabled_at is null`.execute(db);
  return rows[0] ?? null;
}

export interface NewLogin {
  id: string;
  token: Buffer;
  personId: string;
  means: string;
  device: string;
  address: string;
  now: Date;
  /** When a password or a second factor was proved for it. */
  provedAt: Date | null;
  idleUntil: Date;
  endsAt: Date;
}
export async function insertLogin(tx: Tx, l: NewLogin): Promise<void> {
  await sql`insert into login (id, token, person_id, means, device, address, created_at, seen_at, proved_at, idle_until, ends_at)
    values (${l.id}, ${l.token}, ${l.personId}, ${l.means}, ${l.device}, ${l.address}, ${l.now}, ${l.now}, ${l.provedAt}, ${l.idleUntil}, ${l.endsAt})`.execute(
    tx,
  );
}
/** Keeps the newest `most` logins of a person. @returns the tokens that ended. */
export async function endOldest(tx: Tx, personId: string, most: number): Promise<Buffer[]> {
  const { rows } = await sql<{ token: Buffer }>`
    delete from login where person_id = ${personId} and id in (
      select id from login where person_id = ${personId} order by created_at desc, id desc offset ${most})
    returning token`.execute(tx);
  return rows.map(({ token }) => token);
}
export async function touchLogin(db: Db, id: string, now: Date, idleUntil: Date): Promise<void> {
  await sql`update login set seen_at = ${now}, idle_until = ${idleUntil} where id = ${id}`.execute(db);
}
export async function loginsOf(db: Db, personId: string, now: Date) {
  const { rows } = await sql<{ id: string; device: string; address: string; createdAt: Date; seenAt: Date }>`
    select id, device, address, created_at as "createdAt", seen_at as "seenAt" from login
    where person_id = ${personId} and idle_until > ${now} and ends_at > ${now} order by seen_at desc, id`.execute(db);
  return rows;
}
export async function loginOwner(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ personId: string }>`select person_id as "personId" from login where id = ${id}`.execute(db);
  return rows[0]?.personId ?? null;
}
/** @returns the tokens that ended. */
export async function endLogins(tx: Tx, personId: string, which: { only?: string; except?: string }): Promise<Buffer[]> {
  const { rows } = await sql<{ token: Buffer }>`
    delete from login where person_id = ${personId}
      and (${which.only ?? null}::uuid is null or id = ${which.only ?? null}::uuid)
      and (${which.except ?? null}::uuid is null or id <> ${which.except ?? null}::uuid)
    returning token`.execute(tx);
  return rows.map(({ token }) => token);
}

export interface Identity {
  id: string;
  personId: string;
  secret: string | null;
  /** When the secret was set. */
  secretAt: Date;
  /** It was given by somebody else, for the first sign-in only. */
  mustChange: boolean;
  disabled: boolean;
}
export async function identityOf(db: Db, kind: 'account' | 'phone' | 'email', subject: Buffer): Promise<Identity | null> {
  const { rows } = await sql<Identity>`
    select i.id, i.person_id as "personId", i.secret, coalesce(i.secret_at, i.created_at) as "secretAt", i.must_change as "mustChange", p.disabled_at is not null as disabled
    from identity i join person p on p.id = i.person_id where i.kind = ${kind} and i.subject = ${subject}`.execute(db);
  return rows[0] ?? null;
}
export async function insertIdentity(
  tx: Tx,
  i: {
    id: string;
    personId: string;
    kind: 'account' | 'phone' | 'email';
    subject: Buffer;
    sealed: Buffer;
    secret: string | null;
    now: Date;
    /** Stands in a roster; nobody has shown yet that it is theirs. */
    listed?: boolean;
  },
): Promise<void> {
  await sql`insert into identity (id, person_id, kind, subject, sealed, secret, verified_at, created_at)
    values (${i.id}, ${i.personId}, ${i.kind}, ${i.subject}, ${i.sealed}, ${i.secret}, ${i.listed ? null : i.now}, ${i.now})`.execute(tx);
}
export async function removeIdentity(tx: Tx, personId: string, kind: 'email'): Promise<number> {
  const { numAffectedRows } = await sql`delete from identity where person_id = ${personId} and kind = ${kind}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
export async function sealedIdentity(db: Db, personId: string, kind: 'email' | 'phone'): Promise<Buffer | null> {
  const { rows } = await sql<{ sealed: Buffer }>`
    select sealed from identity where person_id = ${personId} and kind = ${kind} and verified_at is not null`.execute(db);
  return rows[0]?.sealed ?? null;
}
/** Who of these can be reached by mail: an address of their own, verified; not those who are disabled. */
export async function withVerifiedEmail(db: Db, personIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select i.person_id as id from identity i join person p on p.id = i.person_id
    where i.kind = 'email' and i.verified_at is not null and p.disabled_at is null and p.id = any(${personIds}::uuid[])`.execute(db);
  return new Set(rows.map(({ id }) => id));
}
export async function sealedMailbox(db: Db, personId: string): Promise<{ sealed: Buffer; locale: 'zh' | 'en' } | null> {
  const { rows } = await sql<{ sealed: Buffer; locale: 'zh' | 'en' }>`
    select i.sealed, p.locale from identity i join person p on p.id = i.person_id
    where i.kind = 'email' and i.verified_at is not null and p.disabled_at is null and p.id = ${personId}`.execute(db);
  return rows[0] ?? null;
}
/** False for who has a name in a roster, and for who is gone. */
export async function setNickname(tx: Tx, personId: string, nickname: string, key: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update person set nickname = ${nickname}, nickname_key = ${key} where id = ${personId} and name is null and erased_at is null`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}
export async function insertNetizen(tx: Tx, p: { id: string; nickname: string; key: string; now: Date; demo?: boolean }): Promise<void> {
  await sql`insert into person (id, nickname, nickname_key, created_at, demo)
    values (${p.id}, ${p.nickname}, ${p.key}, ${p.now}, ${p.demo ?? false})`.execute(tx);
}

/** Names that nobody else may go by: of members and of staff. */
export async function knownNames(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select p.name from person p where p.name is not null and p.disabled_at is null
      and (exists (select 1 from membership m where m.person_id = p.id) or exists (select 1 from role_grant r where r.person_id = p.id))`.execute(
    db,
  );
  return rows.map(({ name }) => name);
}

/** login, email; activation, unit, recovery: what a code opens (access). */
export type CodePurpose = 'login' | 'email' | 'activation' | 'unit' | 'recovery';
export interface NewCode {
  id: string;
  purpose: CodePurpose;
  /** The thing it was asked for; null for signing in. */
  about: string | null;
  subject: Buffer;
  sealed: Buffer;
  request: string;
  code: Buffer;
  now: Date;
  expiresAt: Date;
}
export async function insertCode(tx: Tx, c: NewCode): Promise<void> {
  await sql`insert into one_time_code (id, purpose, about, subject, sealed, request, code, created_at, expires_at)
    values (${c.id}, ${c.purpose}, ${c.about}, ${c.subject}, ${c.sealed}, ${c.request}, ${c.code}, ${c.now}, ${c.expiresAt})`.execute(tx);
}
export interface HeldCode {
  id: string;
  about: string | null;
  subject: Buffer;
  sealed: Buffer;
  code: Buffer;
  tries: number;
  expiresAt: Date;
  usedAt: Date | null;
}
/** Locks the code's row, so that of 50 parallel tries one wins. */
export async function lockCode(tx: Tx, purpose: CodePurpose, request: string): Promise<HeldCode | null> {
  const { rows } = await sql<HeldCode>`
    select id, about, subject, sealed, code, tries, expires_at as "expiresAt", used_at as "usedAt"
    from one_time_code where purpose = ${purpose} and request = ${request} for update`.execute(tx);
  return rows[0] ?? null;
}
export async function countTry(tx: Tx, id: string): Promise<void> {
  await sql`update one_time_code set tries = tries + 1 where id = ${id}`.execute(tx);
}
export async function spendCode(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`update one_time_code set used_at = ${now} where id = ${id}`.execute(tx);
}

/** Attempts of one kind by one subject since a time; in the database, so that it holds across processes and restarts. */
export async function attemptsSince(db: Db, kind: string, subject: Buffer, since: Date): Promise<Date[]> {
  const { rows } = await sql<{ at: Date }>`
    select at from attempt where kind = ${kind} and subject = ${subject} and at > ${since} order by at`.execute(db);
  return rows.map(({ at }) => at);
}
export async function insertAttempt(db: Db, kind: string, subject: Buffer, now: Date, outcome: string): Promise<void> {
  await sql`insert into attempt (subject, kind, at, outcome) values (${subject}, ${kind}, ${now}, ${outcome})`.execute(db);
}
export async function forgetTries(tx: Tx, kind: string, subject: Buffer): Promise<void> {
  await sql`delete from attempt where kind = ${kind} and subject = ${subject}`.execute(tx);
}
/** One at a time per subject, until the transaction ends. */
export async function lockSubject(tx: Tx, subject: Buffer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${subject.readInt32BE(0)}, ${subject.readInt32BE(4)})`.execute(tx);
}
/** Tries, codes and logins that ended a month ago: kept that long for who asks what happened, then gone. */
export async function forgetOld(db: Db, now: Date): Promise<void> {
  await sql`delete from attempt where at < ${keptSince('attempt', now)}`.execute(db);
  await sql`delete from one_time_code where expires_at < ${keptSince('one_time_code', now)}`.execute(db);
  const before = keptSince('login', now);
  await sql`delete from login where ends_at < ${before} or idle_until < ${before}`.execute(db);
}

export interface Standing {
  readonly committeeId: string;
  readonly committee: string;
  readonly place: string | null;
  readonly kind: Kind;
}
export async function standingOf(db: Db, personId: string, now: Date): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select o.id as "committeeId", o.name as committee, s.name as place, 'member' as kind
    from shared_seats(${now}::timestamptz::date) m join org o on o.id = m.committee_id join sector s on s.id = m.sector_id
    where m.person_id = ${personId}
    union all
    select distinct o.id, o.name, f.name, 'staff' from role_grant r join org o on o.id = r.body_id left join org f on f.id = r.office_id
    where r.person_id = ${personId}
    order by 4, 2`.execute(db);
  return rows;
}
export async function personOfId(db: Db, personId: string): Promise<{ name: string; demo: boolean }> {
  const { rows } = await sql<{
    name: string;
    demo: boolean;
  }>`select coalesce(name, nickname) as name, demo from person where id = ${personId}`.execute(db);
  return rows[0] ?? { name: '', demo: false };
}
export async function rolesOf(db: Db, personId: string): Promise<string[]> {
  const { rows } = await sql<{ role: string }>`
    select distinct role from role_grant where person_id = ${personId}
    union all select 'unitClerk' from shared_unit_clerk where person_id = ${personId}`.execute(db);
  return rows.map(({ role }) => role);
}
export async function setLocale(tx: Tx, personId: string, locale: 'zh' | 'en'): Promise<void> {
  await sql`update person set locale = ${locale} where id = ${personId}`.execute(tx);
}

export async function committees(db: Db) {
  const { rows } = await sql<{ id: string; name: string; shortName: string; level: string; phone: string | null }>`
    select id, name, short_name as "shortName", level, phone from org where kind = 'cppcc'
    order by array_position(array['national', 'province', 'city', 'county'], level), sort, name`.execute(db);
  return rows;
}
export async function hosts(db: Db, committeeId: string) {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from org where committee_id = ${committeeId} order by kind desc, sort, name`.execute(db);
  return rows;
}

/** How a person acts towards one committee: its member if seated there, else a member elsewhere, else a netizen. */
export interface Capacity {
  readonly kind: Kind;
  readonly membershipId: string | null;
  readonly sectorId: string | null;
  readonly subCommitteeId: string | null;
}
export async function capacityOf(db: Db, personId: string, committeeId: string, now: Date): Promise<Capacity> {
  const { rows } = await sql<Capacity>`
    select kind, membership_id as "membershipId", sector_id as "sectorId", sub_committee_id as "subCommitteeId"
    from shared_capacity(${personId}, ${committeeId}, ${now}::timestamptz::date)`.execute(db);
  return rows[0] ?? { kind: 'netizen', membershipId: null, sectorId: null, subCommitteeId: null };
}
