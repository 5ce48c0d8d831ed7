import type pg from 'pg';
import { brokenAt } from '../../../src/kit/audit.ts';
// Counts come as numbers, as in the product.
import '../../../src/kit/db.ts';
import type { ThrowAway } from '../../replay/installation.ts';
import type { Witness } from './writing.ts';

export interface Found {
  readonly posts: number;
  readonly acknowledged: number;
  /** Acknowledged and not there. */
  readonly lost: number;
  /** Two posts of one key. */
  readonly doubled: number;
  /** Posts without their version, reading, facts, step, audit row or kept reply. */
  readonly torn: number;
  /** Facts without a position once all is quiet, or holes between positions. */
  readonly positions: number;
  readonly auditBrokenAt: number | null;
}

/** Looks at every row there is: what was acknowledged is there once, and nothing is there in part. */
export async function lookAtRows(house: ThrowAway, { acknowledged }: Witness): Promise<Found> {
  await house.moveTo(new Date(house.now().getTime() + 120_000));
  return house.sql(async (client) => {
    const ids = acknowledged.map(({ id }) => id);
    const one = async (text: string, values: unknown[] = []) => (await numberOf(client, text, values)) ?? 0;
    return {
      posts: await one('select count(*) as n from post'),
      acknowledged: ids.length,
      lost: await one('select count(*) as n from unnest($1::uuid[]) u(id) where not exists (select 1 from post p where p.id = u.id)', [
        ids,
      ]),
      doubled: await one('select count(*) - count(distinct left(text, 36)) as n from post_version'),
      torn: await one(`
        select count(*) as n from post p where
          (select count(*) from post_version v where v.post_id = p.id) <> 1
          or (select count(*) from reading r where r.thing_id = p.id) <> 1
          or (select count(*) from fact f where f.body->>'post' = p.id::text and f.kind in ('post.submitted', 'post.published')) <> 2
          or (select count(*) from step s where s.thing_kind = 'post' and s.thing_id = p.id) <> 1
          or (select count(*) from audit a where a.thing = p.id::text and a.outcome = 'done') <> 1
          or (select count(*) from answered a where a.reply->>'id' = p.id::text) <> 1`),
      positions: await one(
        'select (select count(*) from fact where position is null) + abs((select last from sequencer) - (select count(*) from fact)) as n',
      ),
      auditBrokenAt: await brokenAt(client),
    };
  });
}

async function numberOf(client: pg.Client, text: string, values: unknown[]): Promise<number | undefined> {
  // The torn rows are looked for without indexes that only this question would need.
  await client.query("set statement_timeout = '10min'");
  await client.query("create index if not exists proof_fact on fact ((body->>'post'))");
  await client.query('create index if not exists proof_audit on audit (thing)');
  await client.query("create index if not exists proof_answered on answered ((reply->>'id'))");
  const { rows } = await client.query<{ n: string }>(text, values);
  return Number(rows[0]?.n);
}

export const faults = ({ lost, doubled, torn, positions, auditBrokenAt }: Found): number =>
  lost + doubled + torn + positions + Number(auditBrokenAt !== null);
