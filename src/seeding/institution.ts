import { type RawBuilder, sql } from 'kysely';
import { KEYS_BY, nameKeys } from '../features/people/index.ts';
import type { Db } from '../kit/db.ts';
import { digest, newId } from '../kit/ids.ts';

/** A committee as it is founded: its current term with sectors, special committees and offices. */
export interface Founding {
  readonly name: string;
  readonly shortName: string;
  readonly level: 'national' | 'province' | 'city' | 'county';
  readonly phone: string | null;
  readonly term: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly sectors: readonly string[];
  readonly subCommittees: readonly string[];
  readonly offices: readonly string[];
  readonly demo: boolean;
}
export interface Institution {
  readonly id: string;
  readonly termId: string;
  readonly startsOn: string;
  readonly sectors: ReadonlyMap<string, string>;
  /** Special committees and offices by name. */
  readonly bodies: ReadonlyMap<string, string>;
}

/** Rows of one table, written by one statement. */
export async function insertRows(db: Db, table: string, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const tuples: RawBuilder<unknown>[] = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`);
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))}) values ${sql.join(tuples)}`.execute(db);
}

export async function insertInstitution(db: Db, it: Founding): Promise<Institution> {
  const [id, termId] = [newId(), newId()];
  const bodies = new Map([...it.subCommittees, ...it.offices].map((name) => [name, newId()]));
  const sectors = new Map(it.sectors.map((name) => [name, newId()]));
  await insertRows(db, 'org', [
    {
      id,
      kind: 'cppcc',
      level: it.level,
      committee_id: null,
      name: it.name,
      short_name: it.shortName,
      phone: it.phone,
      sort: 0,
      demo: it.demo,
    },
    ...[...bodies].map(([name, bodyId], sort) => ({
      id: bodyId,
      kind: it.offices.includes(name) ? 'office' : 'subCommittee',
      level: null,
      committee_id: id,
      name,
      short_name: name.replace(/委员会$/, '委'),
      phone: null,
      sort,
      demo: it.demo,
    })),
  ]);
  await insertRows(db, 'term', [{ id: termId, committee_id: id, ordinal: it.term, starts_on: it.startsOn, ends_on: it.endsOn }]);
  await insertRows(
    db,
    'sector',
    [...sectors].map(([name, sectorId], sort) => ({ id: sectorId, term_id: termId, name, sort })),
  );
  return { id, termId, startsOn: it.startsOn, sectors, bodies };
}

export const accountSubject = (account: string): Buffer => digest(account.normalize('NFKC').trim().toLowerCase());

export interface StaffMember {
  readonly name: string;
  readonly account: string;
  /** argon2id. */
  readonly secret: string;
  readonly roles: readonly string[];
  readonly office: string;
  readonly demo: boolean;
  /** The password was made by the house and works until the first sign-in. */
  readonly mustChange?: boolean;
}
/** Somebody of the committee's office, with the duties of theirs and an account to sign in by. */
export async function insertStaff(db: Db, place: Institution, it: StaffMember, now: Date): Promise<string> {
  const id = newId();
  const officeId = place.bodies.get(it.office) ?? null;
  const { strokeKey, pinyin, initials } = nameKeys(it.name);
  const keys = { stroke_key: strokeKey, pinyin, initials, keys_by: KEYS_BY };
  await insertRows(db, 'person', [{ id, name: it.name, ...keys, created_at: now, demo: it.demo }]);
  await insertRows(db, 'staff', [{ person_id: id, body_id: place.id, office_id: officeId, since: now }]);
  await insertRows(
    db,
    'grant_request',
    it.roles.map((duty) => foundingGrant({ personId: id, bodyId: place.id, duty, now })),
  );
  await insertRows(
    db,
    'role_grant',
    it.roles.map((role) => ({ person_id: id, role, body_id: place.id, office_id: officeId, since: now })),
  );
  await insertRows(db, 'identity', [{ ...accountOf(id, it.account, it.secret, now), must_change: it.mustChange ?? false }]);
  return id;
}

/** A duty that nobody asked for and approved: there was nobody yet. It stands in the records as such. */
const foundingGrant = (it: { personId: string; bodyId: string; duty: string; now: Date }) => ({
  id: newId(),
  body_id: it.bodyId,
  person_id: it.personId,
  duty: it.duty,
  why: '',
  state: 'approved',
  origin: 'founding',
  requested_at: it.now,
});

export const accountOf = (personId: string, account: string, secret: string, now: Date) => ({
  id: newId(),
  person_id: personId,
  kind: 'account',
  subject: accountSubject(account),
  sealed: Buffer.from(account),
  secret,
  verified_at: now,
  created_at: now,
});
