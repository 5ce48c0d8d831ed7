import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import type { PostState } from './post-contract.ts';

/** A post as it is shown: the visible version with its author's card of the time of writing. */
export interface PostRow {
  readonly id: string;
  readonly topicId: string;
  readonly committeeId: string;
  readonly rootId: string | null;
  readonly parentId: string | null;
  readonly parentName: string | null;
  readonly authorId: string;
  readonly authorName: string;
  readonly authorKind: 'member' | 'netizen';
  readonly sector: string | null;
  readonly subCommittee: string | null;
  readonly otherCommittee: string | null;
  readonly text: string;
  readonly pictures: { sort: number; width: number; height: number }[];
  readonly state: PostState;
  readonly version: number;
  readonly waitingVersion: number | null;
  readonly likes: number;
  readonly visitorLikes: number;
  readonly replies: number;
  readonly liked: boolean;
  readonly submittedAt: Date;
  readonly publishedAt: Date | null;
  readonly editedAt: Date | null;
  readonly erasedAt: Date | null;
  readonly withdrawnAt: Date | null;
}

// Asked of each row by its key: as "exists" the database would rather read everything that this person ever liked.
const likedBy = (liker: string | null) =>
  sql`coalesce((select true from post_like l where l.post_id = p.id and l.liker = ${liker}), false)`;

// Who wrote as a netizen stays under the nickname, also once a roster has given the name.
const select = (liker: string | null, where: RawBuilder<unknown>) => sql<PostRow>`
  select p.id, p.topic_id as "topicId", t.committee_id as "committeeId", p.root_id as "rootId", p.parent_id as "parentId", case when pp.author_kind = 'netizen' then coalesce(pc.nickname, pc.display_name) else pc.display_name end as "parentName",
    p.author_id as "authorId", case when p.author_kind = 'netizen' then coalesce(c.nickname, c.display_name) else c.display_name end as "authorName", p.author_kind as "authorKind", s.name as sector, o.name as "subCommittee",
    case when s.committee_id <> t.committee_id then k.short_name end as "otherCommittee", v.text,
    coalesce((select jsonb_agg(jsonb_build_object('sort', x.sort, 'width', f.width, 'height', f.height) order by x.sort)
      from post_picture x join file f on f.id = x.file_id where x.post_id = p.id and x.number = p.version), '[]') as pictures,
    p.state, p.version, p.waiting_version as "waitingVersion", p.likes, p.visitor_likes as "visitorLikes", p.replies,
    ${likedBy(liker)} as liked,
    p.submitted_at as "submittedAt", p.published_at as "publishedAt", p.edited_at as "editedAt", p.erased_at as "erasedAt", p.withdrawn_at as "withdrawnAt"
  from post p join topic t on t.id = p.topic_id
  join post_version v on v.post_id = p.id and v.number = p.version
  join shared_person_card c on c.id = p.author_id
  left join shared_sector s on s.id = p.sector_id
  left join shared_org o on o.id = p.sub_committee_id
  left join shared_org k on k.id = s.committee_id
  left join post pp on pp.id = p.parent_id and pp.id is distinct from p.root_id
  left join shared_person_card pc on pc.id = pp.author_id
  ${where}`;

export async function postOf(db: Db, id: string, liker: string | null): Promise<PostRow | null> {
  const { rows } = await select(liker, sql`where p.id = ${id}`).execute(db);
  return rows[0] ?? null;
}

export interface Place {
  readonly at: Date;
  readonly likes: number;
  readonly id: string;
}
/** Published posts of a topic, by key. `hottest`: by verified likes, never by visitors'. */
export async function posts(
  db: Db,
  q: { topicId: string; sort: 'newest' | 'hottest'; who: string | null; after: Place | null; liker: string | null; limit: number },
): Promise<PostRow[]> {
  const after = q.after;
  const past = !after
    ? sql`true`
    : q.sort === 'newest'
      ? sql`(p.published_at, p.id) < (${after.at}::timestamptz, ${after.id}::uuid)`
      : sql`(p.likes, p.id) < (${after.likes}::int, ${after.id}::uuid)`;
  const order = q.sort === 'newest' ? sql`p.published_at desc, p.id desc` : sql`p.likes desc, p.id desc`;
  const { rows } = await select(
    q.liker,
    sql`where p.topic_id = ${q.topicId} and p.state = 'published' and p.root_id is null
      and ${q.who === null ? sql`true` : sql`p.author_kind = ${q.who}`} and ${past} order by ${order} limit ${sql.lit(q.limit)}`,
  ).execute(db);
  return rows;
}
/** Published replies under a post, oldest first; also the asker's own that nobody else sees yet. */
export async function replies(
  db: Db,
  q: { rootId: string; me: string | null; after: Place | null; liker: string | null; limit: number },
): Promise<PostRow[]> {
  const { rows } = await select(
    q.liker,
    sql`where p.root_id = ${q.rootId} and (p.state = 'published' or (p.author_id = ${q.me}::uuid and p.state in ('pending', 'held')))
      and (${q.after?.at ?? null}::timestamptz is null or (coalesce(p.published_at, p.submitted_at), p.id) > (${q.after?.at ?? null}::timestamptz, ${q.after?.id ?? null}::uuid))
      order by coalesce(p.published_at, p.submitted_at), p.id limit ${sql.lit(q.limit)}`,
  ).execute(db);
  return rows;
}
export async function postsOf(
  db: Db,
  q: { authorId: string; states?: readonly PostState[]; after: string | null; limit: number },
): Promise<(PostRow & { topicTitle: string })[]> {
  const { rows } = await select(
    `p:${q.authorId}`,
    sql`where p.author_id = ${q.authorId} and (${q.states ?? null}::text[] is null or p.state = any(${q.states ?? null}::text[]))
      and (${q.after}::uuid is null or p.id < ${q.after}::uuid) order by p.id desc limit ${sql.lit(q.limit)}`,
  ).execute(db);
  const titles = await sql<{ id: string; title: string }>`
    select id, title from topic where id = any(${[...new Set(rows.map(({ topicId }) => topicId))]}::uuid[])`.execute(db);
  const titleOf = new Map(titles.rows.map(({ id, title }) => [id, title]));
  return rows.map((row) => ({ ...row, topicTitle: titleOf.get(row.topicId) ?? '' }));
}
/** The asker's own posts in a topic that others do not see yet. */
export async function mineWaiting(db: Db, topicId: string, me: string): Promise<PostRow[]> {
  const { rows } = await select(
    `p:${me}`,
    sql`where p.topic_id = ${topicId} and p.author_id = ${me} and p.root_id is null and p.state in ('pending', 'held') order by p.id desc limit 5`,
  ).execute(db);
  return rows;
}

export interface NewPost {
  id: string;
  topicId: string;
  parentId: string | null;
  rootId: string | null;
  authorId: string;
  authorKind: 'member' | 'netizen';
  membershipId: string | null;
  sectorId: string | null;
  subCommitteeId: string | null;
  state: 'pending' | 'published';
  text: string;
  pictures: readonly string[];
  now: Date;
}
/** The post, its first version, its pictures, the end of its draft. */
export const newPost = (p: NewPost): RawBuilder<unknown>[] => [
  sql`insert into post (id, topic_id, parent_id, root_id, author_id, author_kind, membership_id, sector_id, sub_committee_id, state, submitted_at, published_at)
    values (${p.id}, ${p.topicId}, ${p.parentId}, ${p.rootId}, ${p.authorId}, ${p.authorKind}, ${p.membershipId}, ${p.sectorId}, ${p.subCommitteeId}, ${p.state},
      ${p.now}, ${p.state === 'published' ? p.now : null})`,
  sql`insert into post_version (post_id, number, text, at) values (${p.id}, 1, ${p.text}, ${p.now})`,
  ...(p.pictures.length > 0
    ? [
        sql`insert into post_picture (post_id, number, sort, file_id)
          select ${p.id}::uuid, 1, n, f from unnest(${p.pictures}::uuid[]) with ordinality u(f, n)`,
      ]
    : []),
  sql`delete from draft where person_id = ${p.authorId} and topic_id = ${p.topicId} and reply_to is not distinct from ${p.parentId}::uuid`,
];
export async function insertVersion(
  tx: Tx,
  postId: string,
  number: number,
  text: string,
  pictures: readonly string[],
  now: Date,
): Promise<void> {
  await sql`insert into post_version (post_id, number, text, at) values (${postId}, ${number}, ${text}, ${now})`.execute(tx);
  await sql`update post set newest_version = ${number} where id = ${postId}`.execute(tx);
  await sql`insert into post_picture (post_id, number, sort, file_id)
    select ${postId}::uuid, ${number}::int, n, f from unnest(${pictures}::uuid[]) with ordinality u(f, n)`.execute(tx);
}
/** How many of these pictures this person uploaded: others' cannot be borrowed. They are held, so that none is swept under a draft. */
export async function ownPictures(db: Db, personId: string, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (
      select 1 from file where id = any(${ids}::uuid[]) and person_id = ${personId} and width is not null for key share
    ) held`.execute(db);
  return rows[0]?.n ?? 0;
}
/** A post with its row locked, for a change of state or text. */
export interface HeldPost {
  readonly id: string;
  readonly topicId: string;
  readonly committeeId: string;
  readonly rootId: string | null;
  readonly parentId: string | null;
  readonly authorId: string;
  readonly authorKind: 'member' | 'netizen';
  readonly sectorId: string | null;
  readonly state: PostState;
  readonly previousState: PostState | null;
  readonly version: number;
  readonly waitingVersion: number | null;
  readonly newestVersion: number;
  readonly submittedAt: Date;
  readonly publishedAt: Date | null;
  readonly withdrawnAt: Date | null;
}
export async function lockPost(tx: Tx, id: string): Promise<HeldPost | null> {
  const { rows } = await sql<HeldPost>`
    select p.id, p.topic_id as "topicId", t.committee_id as "committeeId", p.root_id as "rootId", p.parent_id as "parentId", p.author_id as "authorId",
      p.author_kind as "authorKind", p.sector_id as "sectorId", p.state, p.previous_state as "previousState", p.version, p.waiting_version as "waitingVersion",
      p.newest_version as "newestVersion",
      p.submitted_at as "submittedAt", p.published_at as "publishedAt", p.withdrawn_at as "withdrawnAt"
    from post p join topic t on t.id = p.topic_id where p.id = ${id} for update of p`.execute(tx);
  return rows[0] ?? null;
}
/** Moves by compare-and-set, and keeps the root's count of replies. */
export async function movePost(tx: Tx, post: HeldPost, to: PostState, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update post set state = ${to}, previous_state = ${post.state},
      published_at = case when ${to} = 'published' then coalesce(published_at, ${now}) else published_at end,
      withdrawn_at = case when ${to} = 'withdrawn' then ${now}::timestamptz end
    where id = ${post.id} and state = ${post.state}`.execute(tx);
  const delta = Number(to === 'published') - Number(post.state === 'published');
  if (post.rootId && delta !== 0) await countReply(post.rootId, delta).execute(tx);
  return numAffectedRows === 1n;
}
export const countReply = (rootId: string, delta: number): RawBuilder<unknown> =>
  sql`update post set replies = replies + ${delta} where id = ${rootId}`;
/** Shows a version: at once, or when it was read. */
export async function showVersion(tx: Tx, postId: string, number: number, editedAt: Date | null): Promise<void> {
  await sql`update post set version = ${number}, waiting_version = null, edited_at = coalesce(${editedAt}::timestamptz, edited_at) where id = ${postId}`.execute(
    tx,
  );
}
/** Shows an earlier version again while the later one waits to be read; a first version counts as unedited. */
export async function takeBackVersion(tx: Tx, postId: string, number: number, shown: number): Promise<void> {
  await sql`update post set version = ${shown}, waiting_version = ${number}, edited_at = case when ${shown}::int > 1 then edited_at end where id = ${postId}`.execute(
    tx,
  );
}
export async function setWaiting(tx: Tx, postId: string, number: number | null): Promise<void> {
  await sql`update post set waiting_version = ${number} where id = ${postId}`.execute(tx);
}
