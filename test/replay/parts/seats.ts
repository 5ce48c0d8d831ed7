import type pg from 'pg';
import { hashPassword } from '../../../src/features/people/passwords.ts';
import { digest, newId } from '../../../src/kit/ids.ts';

/** What no screen makes yet: committees, seats, duties. All marked as demo, which is what a manual clock asks for. */
export interface Place {
  readonly committeeId: string;
  readonly hostId: string;
  readonly sectors: readonly { readonly id: string; readonly name: string }[];
}
export interface Seated {
  readonly personId: string;
  readonly account: string;
  readonly name: string;
  /** Place of the sector in `Place.sectors`. */
  readonly sector: number;
}
export interface Staff {
  readonly personId: string;
  readonly account: string;
}
/** Everybody's password in a throw-away installation. */
export const PASSWORD = 'throw-away-only';

type Client = Pick<pg.ClientBase, 'query'>;

/** A city committee with its current term, one special committee, and these sectors. */
export async function makeCommittee(client: Client, name: string, sectors: readonly string[]): Promise<Place> {
  const [committeeId, hostId, termId] = [newId(), newId(), newId()];
  await client.query("insert into org (id, kind, level, name, short_name, phone) values ($1, 'cppcc', 'city', $2, $2, '0591-00000000')", [
    committeeId,
    name,
  ]);
  await client.query(
    "insert into org (id, kind, committee_id, name, short_name) values ($1, 'subCommittee', $2, '教科卫体和文史委员会', '教科卫体委')",
    [hostId, committeeId],
  );
  await client.query("insert into term (id, committee_id, ordinal, starts_on, ends_on) values ($1, $2, 14, '2022-01-01', '2027-12-31')", [
    termId,
    committeeId,
  ]);
  const rows = sectors.map((sector) => ({ id: newId(), name: sector }));
  await client.query(
    'insert into sector (id, term_id, name, sort) select id, $1, name, n from unnest($2::uuid[], $3::text[]) with ordinality u(id, name, n)',
    [termId, rows.map(({ id }) => id), sectors],
  );
  return { committeeId, hostId, sectors: rows };
}

/** Members with an account each (member-1, member-2 …), seated in turn in the sectors. */
export async function seatMembers(client: Client, place: Place, names: readonly string[], at: Date): Promise<Seated[]> {
  const seated = names.map((name, n) => ({
    personId: newId(),
    account: `member-${n + 1}`,
    name,
    sector: n % place.sectors.length,
  }));
  await insertPeople(client, seated, at);
  await client.query(
    `insert into membership (id, person_id, committee_id, term_id, sector_id, sub_committee_id, from_on)
     select u.id, u.person_id, $1, s.term_id, s.id, $2, '2022-01-01'
     from unnest($3::uuid[], $4::uuid[], $5::uuid[]) u(id, person_id, sector_id) join sector s on s.id = u.sector_id`,
    [
      place.committeeId,
      place.hostId,
      seated.map(() => newId()),
      seated.map(({ personId }) => personId),
      seated.map(({ sector }) => place.sectors[sector]?.id),
    ],
  );
  return seated;
}

/** One staff member with these duties at the committee. */
export async function appoint(client: Client, place: Place, account: string, roles: readonly string[], at: Date): Promise<Staff> {
  const one = { personId: newId(), account, name: account };
  await insertPeople(client, [one], at);
  await client.query(
    'insert into role_grant (person_id, role, body_id, office_id, since) select $1, role, $2, $3, $4 from unnest($5::text[]) role',
    [one.personId, place.committeeId, place.hostId, at, roles],
  );
  return one;
}

async function insertPeople(
  client: Client,
  people: readonly { readonly personId: string; readonly account: string; readonly name: string }[],
  at: Date,
): Promise<void> {
  // One hash for all: a throw-away installation has one password.
  const secret = await hashPassword(PASSWORD);
  const ids = people.map(({ personId }) => personId);
  await client.query(
    'insert into person (id, name, created_at, demo) select id, name, $1, true from unnest($2::uuid[], $3::text[]) u(id, name)',
    [at, ids, people.map(({ name }) => name)],
  );
  await client.query(
    `insert into identity (id, person_id, kind, subject, sealed, secret, verified_at, created_at)
     select u.id, person_id, 'account', subject, sealed, $1, $2, $2 from unnest($3::uuid[], $4::uuid[], $5::bytea[], $6::bytea[]) u(id, person_id, subject, sealed)`,
    [
      secret,
      at,
      people.map(() => newId()),
      ids,
      people.map(({ account }) => digest(account)),
      people.map(({ account }) => Buffer.from(account)),
    ],
  );
}
