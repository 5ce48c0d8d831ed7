import type pg from 'pg';
import type { Place, Seated } from '../../test/replay/installation.ts';
import { TEXT } from './post-rows.ts';

/** A topic that many wrote in: so many public posts, replies to every fifth, likes; rows alone, as pages read nothing else. */
export async function crowd(
  client: pg.Client,
  place: Place,
  topicId: string,
  members: readonly Seated[],
  posts: number,
  now: Date,
): Promise<void> {
  const people = members.map(({ personId }) => personId);
  const sectors = members.map(({ sector }) => place.sectors[sector]?.id ?? null);
  const since = new Date(now.getTime() - 10 * 86_400_000);
  await client.query('create temporary table made (n int, id uuid, root uuid, who int) on commit preserve rows');
  await client.query('truncate made');
  await client.query('insert into made select n, gen_random_uuid(), null, 1 + n % $2 from generate_series(1, $1::int) n', [
    posts,
    people.length,
  ]);
  await client.query(
    'insert into made select $1 + n, gen_random_uuid(), (select id from made m where m.n = r.n), 1 + (n * 7) % $2 from made r where r.root is null and r.n % 5 = 0',
    [posts, people.length],
  );
  await client.query(
    `insert into post (id, topic_id, parent_id, root_id, author_id, author_kind, sector_id, sub_committee_id, state, submitted_at, published_at, replies)
     select id, $1, root, root, ($2::uuid[])[who], 'member', ($3::uuid[])[who], $4, 'published', $5::timestamptz + n * interval '50 seconds',
       $5::timestamptz + n * interval '50 seconds', case when root is null and n % 5 = 0 then 1 else 0 end
     from made order by root nulls first`,
    [topicId, people, sectors, place.hostId, since],
  );
  await client.query('insert into post_version (post_id, number, text, at) select id, 1, repeat($1, 1 + n % 3) || n, $2 from made', [
    TEXT,
    since,
  ]);
  await client.query(
    `insert into post_like (post_id, liker, kind, at)
     select id, 'p:' || p, 'member', $2 from made, lateral (select p from unnest($1::uuid[]) p limit n % 7) likers`,
    [people, now],
  );
  await client.query('update post p set likes = (select count(*) from post_like l where l.post_id = p.id) where topic_id = $1', [topicId]);
  await client.query('drop table made');
  await client.query('analyze post');
  await client.query('analyze post_version');
  await client.query('analyze post_like');
}
