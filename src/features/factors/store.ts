import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

/** What somebody has to prove with, as the rules see it. */
export interface Counted {
  readonly totp: boolean;
  readonly keys: number;
  readonly codes: number;
}
export async function factorsOf(db: Db, personId: string): Promise<Counted> {
  const { rows } = await sql<Counted>`
    select exists (select 1 from totp where person_id = ${personId} and confirmed_at is not null) as totp,
      (select count(*)::int from web_key where person_id = ${personId}) as keys,
      (select count(*)::int from recovery_code where person_id = ${personId} and used_at is null) as codes`.execute(db);
  return rows[0] ?? { totp: false, keys: 0, codes: 0 };
}
/** One at a time per person whatever changes their factors. */
export async function lockFactors(tx: Tx, personId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`factors:${personId}`}, 0))`.execute(tx);
}

export interface Totp {
  readonly secret: Buffer;
  readonly confirmedAt: Date | null;
  readonly lastStep: number;
}
export async function totpOf(db: Db, personId: string): Promise<Totp | null> {
  const { rows } = await sql<Totp>`
    select secret, confirmed_at as "confirmedAt", last_step as "lastStep" from totp where person_id = ${personId}`.execute(db);
  return rows[0] ?? null;
}
/** Begins anew, unless one is in use. */
export async function beginTotp(tx: Tx, t: { personId: string; secret: Buffer; now: Date }): Promise<void> {
  await sql`insert into totp (person_id, secret, created_at) values (${t.personId}, ${t.secret}, ${t.now})
    on conflict (person_id) do update set secret = excluded.secret, created_at = excluded.created_at, last_step = 0
    where totp.confirmed_at is null`.execute(tx);
}
export async function confirmTotp(tx: Tx, personId: string, now: Date): Promise<void> {
  await sql`update totp set confirmed_at = ${now} where person_id = ${personId}`.execute(tx);
}
/** Takes the code of a step; false when that step or a later one was taken before. */
export async function takeStep(tx: Tx, personId: string, step: number): Promise<boolean> {
  const { numAffectedRows } = await sql`update totp set last_step = ${step} where person_id = ${personId} and last_step < ${step}`.execute(
    tx,
  );
  return numAffectedRows === 1n;
}
export async function removeTotp(tx: Tx, personId: string): Promise<void> {
  await sql`delete from totp where person_id = ${personId}`.execute(tx);
}

export async function replaceRecoveryCodes(tx: Tx, personId: string, codes: readonly Buffer[]): Promise<void> {
  await sql`delete from recovery_code where person_id = ${personId}`.execute(tx);
  for (const code of codes) await sql`insert into recovery_code (person_id, code) values (${personId}, ${code})`.execute(tx);
}
export async function spendRecoveryCode(tx: Tx, personId: string, code: Buffer, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update recovery_code set used_at = ${now} where person_id = ${personId} and code = ${code} and used_at is null`.execute(tx);
  return numAffectedRows === 1n;
}

export interface WebKey {
  readonly id: string;
  readonly personId: string;
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: string[];
  readonly name: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
}
const keyColumns = sql`id, person_id as "personId", credential_id as "credentialId", public_key as "publicKey", counter, transports, name,
  created_at as "createdAt", used_at as "usedAt"`;
export async function keysOf(db: Db, personId: string): Promise<WebKey[]> {
  const { rows } = await sql<WebKey>`select ${keyColumns} from web_key where person_id = ${personId} order by created_at, id`.execute(db);
  return rows;
}
export async function keyOf(db: Db, id: string): Promise<WebKey | null> {
  const { rows } = await sql<WebKey>`select ${keyColumns} from web_key where id = ${id}`.execute(db);
  return rows[0] ?? null;
}
/** Locks the key: of two uses at once the second meets the counter of the first. */
export async function lockKeyByCredential(tx: Tx, personId: string, credentialId: string): Promise<WebKey | null> {
  const { rows } = await sql<WebKey>`
    select ${keyColumns} from web_key where person_id = ${personId} and credential_id = ${credentialId} for update`.execute(tx);
  return rows[0] ?? null;
}
export async function insertKey(tx: Tx, k: Omit<WebKey, 'usedAt'>): Promise<void> {
  await sql`insert into web_key (id, person_id, credential_id, public_key, counter, transports, name, created_at)
    values (${k.id}, ${k.personId}, ${k.credentialId}, ${k.publicKey}, ${k.counter}, ${k.transports}, ${k.name}, ${k.createdAt})`.execute(
    tx,
  );
}
export async function countKey(tx: Tx, id: string, counter: number, now: Date): Promise<void> {
  await sql`update web_key set counter = ${counter}, used_at = ${now} where id = ${id}`.execute(tx);
}
export async function renameKey(tx: Tx, id: string, name: string): Promise<void> {
  await sql`update web_key set name = ${name} where id = ${id}`.execute(tx);
}
export async function removeKey(tx: Tx, id: string): Promise<void> {
  await sql`delete from web_key where id = ${id}`.execute(tx);
}

export interface Challenge {
  readonly challenge: string;
  /** The login or half login that asked. */
  readonly askerId: string;
  readonly purpose: 'register' | 'prove';
}
export async function insertChallenge(db: Db, c: Challenge & { endsAt: Date }): Promise<void> {
  await sql`insert into key_challenge (challenge, asker_id, purpose, ends_at)
    values (${c.challenge}, ${c.askerId}, ${c.purpose}, ${c.endsAt})`.execute(db);
}
/** Used up whatever comes of it; false when it was never given to this asker, or before. */
export async function takeChallenge(db: Db, c: Challenge & { now: Date }): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from key_challenge
    where challenge = ${c.challenge} and asker_id = ${c.askerId} and purpose = ${c.purpose} and ends_at > ${c.now}`.execute(db);
  return numAffectedRows === 1n;
}
export async function forgetChallenges(db: Db, now: Date): Promise<void> {
  await sql`delete from key_challenge where ends_at <= ${now}`.execute(db);
}

/** Counts a try before the code is looked at, one at a time per subject: parallel guesses cannot slip through. @returns when the oldest was, if it is one too many. */
export async function countTry(tx: Tx, subject: Buffer, t: { now: Date; since: Date; most: number }): Promise<Date | null> {
  await sql`select pg_advisory_xact_lock(${subject.readInt32BE(0)}, ${subject.readInt32BE(4)})`.execute(tx);
  const { rows } = await sql<{ at: Date }>`
    select at from attempt where kind = 'second' and subject = ${subject} and at > ${t.since} order by at`.execute(tx);
  if (rows.length >= t.most) return rows[0]?.at ?? t.now;
  await sql`insert into attempt (subject, kind, at, outcome) values (${subject}, 'second', ${t.now}, 'tried')`.execute(tx);
  return null;
}
export async function forgetTries(tx: Tx, subject: Buffer): Promise<void> {
  await sql`delete from attempt where kind = 'second' and subject = ${subject}`.execute(tx);
}

/** Administrators who signed in and have no second factor yet: what the operator's page tells. Demo accounts have none and need none. */
export async function adminsWithout(db: Db, duties: readonly string[]): Promise<{ admins: number; without: number }> {
  const { rows } = await sql<{ admins: number; without: number }>`
    select count(*)::int as admins,
      count(*) filter (where not exists (select 1 from totp t where t.person_id = c.id and t.confirmed_at is not null)
        and not exists (select 1 from web_key k where k.person_id = c.id))::int as without
    from shared_person_card c
    where not c.demo and exists (select 1 from shared_role r where r.person_id = c.id and r.role = any(${duties}::text[]))`.execute(db);
  return rows[0] ?? { admins: 0, without: 0 };
}
