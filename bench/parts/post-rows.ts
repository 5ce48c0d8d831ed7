import type pg from 'pg';
import { digest, newId } from '../../src/kit/ids.ts';
import type { Place, Seated } from '../../test/replay/installation.ts';
import { sectorOf } from './people.ts';

export const TEXT =
  '建议把中小学每天一节体育课落到课表上，由区教育局每月抽查一次并公布结果；课间十分钟让学生走出教室，教室照明按国标每学期检测，检测报告贴在班级门口。家长学校也要讲用眼卫生，周末两小时户外活动可以和社区运动场开放一起推进，社区医院每半年为孩子建一次屈光档案，数据由学校和家长共同查看。';

/** Every row that an accepted member's post leaves, in one statement: as fast as this database takes them. */
export const POST_STATEMENT = `
  with
  p as (insert into post (id, topic_id, author_id, author_kind, membership_id, sector_id, sub_committee_id, state, submitted_at, published_at)
    values ($1, $2, $3, 'member', $4, $5, $6, 'published', $7, $7)),
  v as (insert into post_version (post_id, number, text, at) values ($1, 1, $8, $7)),
  r as (insert into reading (id, kind, thing_id, version, committee_id, topic_id, author_id, author_kind, mode, state, arrived_at)
    values ($9, 'post', $1, 1, $10, $2, $3, 'member', 'after', 'waiting', $7)),
  f as (insert into fact (id, kind, at, body) values ($11, 'post.submitted', $7, $12), ($13, 'post.published', $7, $14)),
  s as (insert into step (thing_kind, thing_id, command, to_state, person_id, at) values ('post', $1, 'submit', 'published', $3, $7)),
  a as (insert into answered (actor, key, endpoint, request, reply, at) values ($15, $16, 'POST /topics/:id/posts', decode($17, 'hex'), $18, $7))
  insert into audit (at, person_id, act, thing, outcome, address) values ($7, $3, 'POST /topics/:id/posts', $19, 'done', $20)`;

export interface Ground {
  readonly place: Place;
  readonly topicId: string;
  readonly members: readonly Seated[];
  readonly memberships: ReadonlyMap<string, string>;
  readonly at: Date;
}

export function postValues({ place, topicId, members, memberships, at }: Ground, n: number): (string | number | null)[] {
  const author = members[n % members.length];
  if (!author) throw new Error('nobody writes');
  const [id, now, sector] = [newId(), at.toISOString(), sectorOf(place, author)];
  const body = { post: id, topic: topicId, root: null, parent: null, author: author.personId, authorKind: 'member', sector };
  return [
    ...[id, topicId, author.personId, memberships.get(author.personId) ?? null, sector, place.hostId, now, TEXT],
    ...[newId(), place.committeeId],
    ...[newId(), JSON.stringify({ ...body, to: 'published' }), newId(), JSON.stringify({ ...body, from: 'new', to: 'published' })],
    ...[author.personId, newId(), digest(id).toString('hex'), JSON.stringify({ id, rootId: null, state: 'published' })],
    ...[id, `10.0.${n >> 8}.${n & 255}`.slice(0, 15)],
  ];
}

/** Every row that a like leaves: like, count, fact, audit. */
export const LIKE_STATEMENT = `
  with
  l as (insert into post_like (post_id, liker, kind, at) values ($1, $2, 'member', $3)),
  c as (update post set likes = likes + 1 where id = $1),
  f as (insert into fact (id, kind, at, body) values ($4, 'like.given', $3, $5))
  insert into audit (at, person_id, act, thing, outcome, address) values ($3, $6, 'PUT /posts/:id/like', $7, 'done', $8)`;

export function likeValues({ topicId, at }: Ground, postId: string, personId: string, n: number): (string | number | null)[] {
  const liker = `p:${personId}`;
  const body = JSON.stringify({ post: postId, topic: topicId, liker, kind: 'member' });
  return [postId, liker, at.toISOString(), newId(), body, personId, postId, `10.0.${n >> 8}.${n & 255}`.slice(0, 15)];
}

const written = ['post', 'post_version', 'reading', 'post_like', 'fact', 'step', 'answered', 'audit'] as const;
export type Rows = Readonly<Record<(typeof written)[number], number>>;

/** How many rows stand in each table that a post or a like writes to. */
export async function rowsOf(client: pg.Client): Promise<Rows> {
  const { rows } = await client.query<Rows>(`select ${written.map((name) => `(select count(*)::int from ${name}) as ${name}`).join(', ')}`);
  const [row] = rows;
  if (!row) throw new Error('nothing was counted');
  return row;
}

/** Rows of each table for one post or like. */
export const rowsEach = (before: Rows, after: Rows, times: number): Record<string, number> =>
  Object.fromEntries(
    written.map((name) => [name, Math.round(((after[name] - before[name]) / times) * 100) / 100]).filter(([, n]) => n !== 0),
  );
