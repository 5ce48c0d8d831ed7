import type pg from 'pg';
import { digest, newId, newSecret } from '../../src/kit/ids.ts';
import type { Place, Seated } from '../../test/replay/installation.ts';

/** Logins of people who came in before the measuring began: entering costs a password each, which is not what is measured. */
export async function logins(client: pg.Client, people: readonly { readonly personId: string }[], at: Date): Promise<string[]> {
  const tokens = people.map(() => newSecret());
  const later = new Date(at.getTime() + 7 * 86_400_000);
  await client.query(
    `insert into login (id, token, person_id, means, device, address, created_at, seen_at, idle_until, ends_at)
     select id, token, person, 'bench', 'bench', '127.0.0.1', $1, $1, $2, $2 from unnest($3::uuid[], $4::bytea[], $5::uuid[]) u(id, token, person)`,
    [at, later, tokens.map(() => newId()), tokens.map((token) => digest(token)), people.map(({ personId }) => personId)],
  );
  return tokens;
}

/** An open topic, straight into the tables, for a database that no app serves. */
export async function insertTopic(client: pg.Client, place: Place, personId: string, at: Date): Promise<string> {
  const id = newId();
  await client.query(
    `insert into topic (id, committee_id, host_id, title, summary, focus, state, created_by, created_at, announced_at, demo)
     values ($1, $2, $3, '议题', '说明', '背景', 'open', $4, $5, $5, true)`,
    [id, place.committeeId, place.hostId, personId, at],
  );
  await client.query("insert into topic_part (topic_id, kind, starts_at, ends_at) values ($1, 'posting', $2, $3)", [
    id,
    at,
    new Date(at.getTime() + 20 * 86_400_000),
  ]);
  return id;
}

export const sectorOf = (place: Place, { sector }: Seated): string | null => place.sectors[sector]?.id ?? null;
