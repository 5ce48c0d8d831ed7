import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import type { PartyCode } from './org-contract.ts';

/** What is kept of a person beside the name; all of it may be missing. */
export interface Profile {
  readonly gender: 'male' | 'female' | null;
  readonly ethnicity: string | null;
  readonly education: string | null;
  readonly bornOn: string | null;
  /** 政治面貌: a code of the party table. */
  readonly party: PartyCode | null;
  readonly employer: string | null;
  readonly post: string | null;
  readonly title: string | null;
}
export const NO_PROFILE: Profile = {
  gender: null,
  ethnicity: null,
  education: null,
  bornOn: null,
  party: null,
  employer: null,
  post: null,
  title: null,
};

export async function profileOf(db: Db, personId: string): Promise<Profile> {
  const { rows } = await sql<Profile>`
    select gender, ethnicity, education, born_on::text as "bornOn", party, employer, post, title from profile where person_id = ${personId}`.execute(
    db,
  );
  return rows[0] ?? NO_PROFILE;
}
export async function writeProfile(tx: Tx, personId: string, p: Profile, now: Date): Promise<void> {
  await sql`insert into profile (person_id, gender, ethnicity, education, born_on, party, employer, post, title, updated_at)
    values (${personId}, ${p.gender}, ${p.ethnicity}, ${p.education}, ${p.bornOn}::date, ${p.party}, ${p.employer}, ${p.post}, ${p.title}, ${now})
    on conflict (person_id) do update set gender = excluded.gender, ethnicity = excluded.ethnicity, education = excluded.education,
      born_on = excluded.born_on, party = excluded.party, employer = excluded.employer, post = excluded.post, title = excluded.title,
      updated_at = excluded.updated_at`.execute(tx);
}
export async function writeIdentityNumber(
  tx: Tx,
  personId: string,
  sealed: Buffer | null,
  digest: Buffer | null,
  now: Date,
): Promise<void> {
  await sql`insert into profile (person_id, identity_number_sealed, identity_number_digest, updated_at)
    values (${personId}, ${sealed}, ${digest}, ${now})
    on conflict (person_id) do update set identity_number_sealed = excluded.identity_number_sealed,
      identity_number_digest = excluded.identity_number_digest, updated_at = excluded.updated_at`.execute(tx);
}
export async function sealedIdentityNumber(db: Db, personId: string): Promise<Buffer | null> {
  const { rows } = await sql<{ sealed: Buffer | null }>`
    select identity_number_sealed as sealed from profile where person_id = ${personId}`.execute(db);
  return rows[0]?.sealed ?? null;
}
export interface Known {
  readonly id: string;
  /** Null for a netizen, who has a nickname alone. */
  readonly name: string | null;
  readonly nickname: string | null;
  readonly disabled: boolean;
}
export async function holderOfIdentityNumber(db: Db, digest: Buffer): Promise<Known | null> {
  const { rows } = await sql<Known>`
    select p.id, p.name, p.nickname, p.disabled_at is not null as disabled
    from profile f join person p on p.id = f.person_id where f.identity_number_digest = ${digest}`.execute(db);
  return rows[0] ?? null;
}
export async function holderOfPhone(db: Db, subject: Buffer): Promise<Known | null> {
  const { rows } = await sql<Known>`
    select p.id, p.name, p.nickname, p.disabled_at is not null as disabled
    from identity i join person p on p.id = i.person_id where i.kind = 'phone' and i.subject = ${subject}`.execute(db);
  return rows[0] ?? null;
}
export async function removePhone(tx: Tx, personId: string): Promise<void> {
  await sql`delete from identity where person_id = ${personId} and kind = 'phone'`.execute(tx);
}
/** The phone as it was sealed, proven by a code or only listed. */
export async function listedPhone(db: Db, personId: string): Promise<{ sealed: Buffer; verified: boolean } | null> {
  const { rows } = await sql<{ sealed: Buffer; verified: boolean }>`
    select sealed, verified_at is not null as verified from identity where person_id = ${personId} and kind = 'phone'`.execute(db);
  return rows[0] ?? null;
}
export async function markVerified(tx: Tx, identityId: string, now: Date): Promise<void> {
  await sql`update identity set verified_at = ${now} where id = ${identityId} and verified_at is null`.execute(tx);
}
