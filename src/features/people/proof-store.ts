import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

/** When a login last proved a password or a second factor; null when it never did, or is gone. */
export async function provedAt(db: Db, loginId: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select proved_at as at from login where id = ${loginId}`.execute(db);
  return rows[0]?.at ?? null;
}
/** Gives a login a new mark (A8). @returns the mark that ended, and when the login does; null when it is gone. */
export async function renewLogin(tx: Tx, l: { id: string; token: Buffer; now: Date }): Promise<{ old: Buffer; endsAt: Date } | null> {
  const { rows } = await sql<{ old: Buffer; endsAt: Date }>`
    update login l set token = ${l.token}, proved_at = ${l.now} from login was
    where l.id = ${l.id} and was.id = l.id returning was.token as old, l.ends_at as "endsAt"`.execute(tx);
  return rows[0] ?? null;
}

/** What decides whether somebody enters at once. */
export async function entryOf(tx: Db, personId: string): Promise<{ roles: string[]; demo: boolean; hasFactor: boolean }> {
  const { rows } = await sql<{ roles: string[]; demo: boolean; hasFactor: boolean }>`
    select array(select distinct role from role_grant r where r.person_id = p.id) as roles, p.demo,
      exists (select 1 from shared_factor f where f.person_id = p.id) as "hasFactor"
    from person p where p.id = ${personId}`.execute(tx);
  return rows[0] ?? { roles: [], demo: false, hasFactor: true };
}
export interface NewHalf {
  id: string;
  token: Buffer;
  personId: string;
  means: string;
  next: string;
  passwordDue: boolean;
  now: Date;
  endsAt: Date;
}
export async function insertHalf(tx: Tx, h: NewHalf): Promise<void> {
  await sql`delete from half_login where person_id = ${h.personId} and ends_at <= ${h.now}`.execute(tx);
  await sql`insert into half_login (id, token, person_id, means, next, password_due, created_at, ends_at)
    values (${h.id}, ${h.token}, ${h.personId}, ${h.means}, ${h.next}, ${h.passwordDue}, ${h.now}, ${h.endsAt})`.execute(tx);
}
/** The first step was proved; the second was not. */
export interface HalfLogin {
  readonly id: string;
  readonly personId: string;
  readonly means: string;
  readonly next: string;
  readonly passwordDue: boolean;
  readonly provedBy: string | null;
}
export async function halfLoginOf(db: Db, token: Buffer, now: Date): Promise<HalfLogin | null> {
  const { rows } = await sql<HalfLogin>`
    select h.id, h.person_id as "personId", h.means, h.next, h.password_due as "passwordDue", h.proved_by as "provedBy"
    from half_login h join person p on p.id = h.person_id
    where h.token = ${token} and h.ends_at > ${now} and p.disabled_at is null`.execute(db);
  return rows[0] ?? null;
}
/** Locks it, so that of two that finish it at once one does; null when it is over. */
export async function lockHalfLogin(tx: Tx, id: string): Promise<HalfLogin | null> {
  const { rows } = await sql<HalfLogin>`
    select id, person_id as "personId", means, next, password_due as "passwordDue", proved_by as "provedBy"
    from half_login where id = ${id} for update`.execute(tx);
  return rows[0] ?? null;
}
export async function advanceHalfLogin(tx: Tx, h: Pick<HalfLogin, 'id' | 'provedBy' | 'passwordDue'>): Promise<void> {
  await sql`update half_login set proved_by = ${h.provedBy}, password_due = ${h.passwordDue} where id = ${h.id}`.execute(tx);
}
/** Every half login of a person ends: one became a login, or a factor or the password changed. */
export async function endHalfLogins(tx: Tx, personId: string): Promise<void> {
  await sql`delete from half_login where person_id = ${personId}`.execute(tx);
}

/** The account somebody signs in by; `secret` is its argon2id. */
export interface Account {
  readonly name: string;
  readonly secret: string;
  readonly setAt: Date;
}
export async function accountOf(db: Db, personId: string): Promise<Account | null> {
  const { rows } = await sql<Account>`
    select convert_from(sealed, 'UTF8') as name, secret, coalesce(secret_at, created_at) as "setAt"
    from identity where person_id = ${personId} and kind = 'account' and secret is not null`.execute(db);
  return rows[0] ?? null;
}
export async function setSecret(tx: Tx, i: { personId: string; secret: string; now: Date }): Promise<void> {
  await sql`update identity set secret = ${i.secret}, secret_at = ${i.now}, must_change = false
    where person_id = ${i.personId} and kind = 'account'`.execute(tx);
}
export async function forgetHalves(db: Db, now: Date): Promise<void> {
  await sql`delete from half_login where ends_at <= ${now}`.execute(db);
}
