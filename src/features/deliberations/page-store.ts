import { sql } from 'kysely';
import type { Db } from '../../kit/db.ts';
import type { PostState } from './post-contract.ts';

export interface TopicName {
  readonly id: string;
  readonly title: string;
  readonly withdrawnWhy: string | null;
}
export async function topicName(db: Db, id: string): Promise<TopicName | null> {
  const { rows } = await sql<TopicName>`select id, title, withdrawn_why as "withdrawnWhy" from topic where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** The topic whose id ends so. Topics are few: all of them are looked at. */
export async function announcedByEnd(db: Db, end: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from topic where right(id::text, 17) = ${end} and announced_at is not null`.execute(db);
  return rows[0]?.id ?? null;
}

/** What its author changes: the newest version, whether readers see it or not. */
export async function newestVersion(db: Db, postId: string) {
  const { rows } = await sql<{ number: number; text: string; pictures: string[] }>`
    select v.number, v.text,
      coalesce((select array_agg(x.file_id order by x.sort) from post_picture x where x.post_id = v.post_id and x.number = v.number), '{}') as pictures
    from post_version v where v.post_id = ${postId} order by v.number desc limit 1`.execute(db);
  return rows[0] ?? null;
}

/**
 * The reply after which the page begins that holds this one: pages are cut from the first reply on, as this reader walks them.
 * Null when it stands on the first page.
 */
export async function pageBefore(
  db: Db,
  rootId: string,
  replyId: string,
  me: string | null,
  size: number,
): Promise<{ at: Date; id: string } | null> {
  const { rows } = await sql<{ at: Date; id: string }>`
    with seen as (
      select id, coalesce(published_at, submitted_at) as at, row_number() over (order by coalesce(published_at, submitted_at), id) as n
      from post where root_id = ${rootId} and (state = 'published' or (author_id = ${me}::uuid and state in ('pending', 'held')))
    ),
    asked as (select n from seen where id = ${replyId})
    select r.at, r.id from seen r, asked
    where r.n = (asked.n - 1) / ${size}::bigint * ${size}::bigint`.execute(db);
  return rows[0] ?? null;
}

/** How many posts of a person are in each state. */
export async function postCounts(db: Db, personId: string): Promise<Record<PostState, number>> {
  const { rows } = await sql<{ state: PostState; n: number }>`
    select state, count(*) as n from post where author_id = ${personId} group by state`.execute(db);
  const of = (state: PostState) => rows.find((row) => row.state === state)?.n ?? 0;
  return { pending: of('pending'), published: of('published'), held: of('held'), refused: of('refused'), withdrawn: of('withdrawn') };
}
