import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

export interface Liker {
  readonly liker: string;
  /** Null for a visitor. */
  readonly personId: string | null;
  readonly now: Date;
}
export interface Likeable {
  readonly topicId: string;
  readonly kind: string;
  /** Whether who likes wrote it. */
  readonly own: boolean;
  readonly liked: boolean;
  readonly likes: number;
  readonly visitorLikes: number;
}
/** What a like needs to know of its post; nothing when it is not public. */
export async function likeable(db: Db, postId: string, { liker, personId, now }: Liker): Promise<Likeable | undefined> {
  const { rows } = await sql<Likeable>`
    select p.topic_id as "topicId", coalesce(c.kind, 'visitor') as kind, p.author_id is not distinct from ${personId}::uuid as own, p.likes, p.visitor_likes as "visitorLikes",
      exists (select 1 from post_like l where l.post_id = p.id and l.liker = ${liker}) as liked
    from post p join topic t on t.id = p.topic_id
    left join lateral shared_capacity(${personId}, t.committee_id, ${now}::timestamptz::date) c on ${personId}::uuid is not null
    where p.id = ${postId} and p.state = 'published'`.execute(db);
  return rows[0];
}
const counterOf = (kind: string) => sql.ref(kind === 'visitor' ? 'visitor_likes' : 'likes');
/** One row and one count: the row's key refuses a second one, under any number of parallel clicks. */
export const like = (postId: string, kind: string, { liker, now }: Liker): RawBuilder<unknown>[] => [
  sql`insert into post_like (post_id, liker, kind, at) values (${postId}, ${liker}, ${kind}, ${now})`,
  sql`update post set ${counterOf(kind)} = ${counterOf(kind)} + 1 where id = ${postId}`,
];
/** What became of taking a like back: `changed` tells whether this call did it. */
export interface Unliked extends Omit<Likeable, 'liked' | 'own'> {
  readonly changed: boolean;
}
export async function unlike(tx: Tx, postId: string, { liker }: Liker): Promise<Unliked | undefined> {
  const { rows } = await sql<Unliked>`
    with target as (select topic_id from post where id = ${postId} and state = 'published'),
    taken as (delete from post_like using target where post_id = ${postId} and liker = ${liker} returning kind),
    counted as (
      update post set likes = likes - case when k.kind = 'visitor' then 0 else 1 end,
        visitor_likes = visitor_likes - case when k.kind = 'visitor' then 1 else 0 end
      from taken k where id = ${postId} returning likes, visitor_likes
    )
    select true as changed, topic_id as "topicId", kind, likes, visitor_likes as "visitorLikes" from target, taken, counted
    union all select false, t.topic_id, '', likes, visitor_likes from target t, post where id = ${postId} and not exists (select 1 from taken)`.execute(
    tx,
  );
  return rows[0];
}
