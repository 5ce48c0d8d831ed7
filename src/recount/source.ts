import type pg from 'pg';
import { add, type Cells, cell, type FactRow, type HitRow } from './tally.ts';

export type Client = Pick<pg.ClientBase, 'query'>;
const BATCH = 5000;

export interface TopicNamed {
  readonly id: string;
  readonly title: string;
}
export async function topics(client: Client): Promise<TopicNamed[]> {
  return (await client.query<TopicNamed>('select id, title from topic order by id')).rows;
}

/** Positions as the sequencer left them: how many there should be, how many there are, which are missing. */
export async function positions(client: Client) {
  const { rows } = await client.query<{ last: number; there: number; counted: number }>(`
    select s.last, (select count(*) from fact where position is not null) as there,
      coalesce((select position from reader where name = 'statistics'), 0) as counted
    from sequencer s`);
  const found = rows[0] ?? { last: 0, there: 0, counted: 0 };
  if (found.last === found.there) return { ...found, missing: [] };
  const missing = await client.query<{ position: number }>(
    `select f.position + 1 as position from (select 0::bigint as position union all select position from fact where position is not null) f
     where f.position < $1 and not exists (select 1 from fact g where g.position = f.position + 1) order by 1 limit 5`,
    [found.last],
  );
  return { ...found, missing: missing.rows.map(({ position }) => position) };
}

/** Facts in their order: by position, then those without one yet by number. */
export async function* facts(client: Client, topicId: string | null): AsyncGenerator<FactRow> {
  for (let after = 0; ; ) {
    const { rows } = await client.query<FactRow>(
      `select number, position, kind, at, body from fact
       where position > $1 and ($2::text is null or body->>'topic' = $2) order by position limit ${BATCH}`,
      [after, topicId],
    );
    yield* rows;
    const last = rows.at(-1)?.position;
    if (rows.length < BATCH || last === undefined || last === null) break;
    after = last;
  }
  const { rows } = await client.query<FactRow>(
    `select number, position, kind, at, body from fact where position is null and ($1::text is null or body->>'topic' = $1) order by number`,
    [topicId],
  );
  yield* rows;
}

/** The raw visit log, visitor by visitor, in the order of their hits. */
export async function* hits(client: Client, topicId: string): AsyncGenerator<HitRow> {
  for (let after: { visitor: string; hit: number } = { visitor: '', hit: 0 }; ; ) {
    const { rows } = await client.query<HitRow>(
      `select encode(visitor, 'hex') as visitor, hit, at, kind from visit_log
       where topic_id = $1 and (visitor, hit) > (decode($2, 'hex'), $3) order by visitor, hit limit ${BATCH}`,
      [topicId, after.visitor, after.hit],
    );
    yield* rows;
    const last = rows.at(-1);
    if (rows.length < BATCH || !last) return;
    after = last;
  }
}

// What stands in the rollup under these words is called so here.
const figures: Readonly<Record<string, string>> = {
  post: '发言',
  'post.sector': '发言界别',
  reply: '回复',
  'reply.sector': '回复界别',
  like: '点赞',
  decision: '审核',
  refusal: '不公开',
  appeal: '复核',
};

/** What the statistics show. */
export async function shownCounts(client: Client, topicId: string): Promise<Cells> {
  const { rows } = await client.query<{ measure: string; key: string; hour: Date; n: number }>(
    'select measure, key, hour, n from topic_count where topic_id = $1',
    [topicId],
  );
  const cells: Cells = new Map();
  for (const { measure, key, hour, n } of rows) add(cells, cell(figures[measure] ?? measure, key, hour), n);
  return cells;
}
export async function shownVisits(client: Client, topicId: string): Promise<Cells> {
  const { rows } = await client.query<{ hour: Date; kind: string; visits: number }>(
    'select hour, kind, visits from visit_hour where topic_id = $1',
    [topicId],
  );
  const cells: Cells = new Map();
  for (const { hour, kind, visits } of rows) add(cells, cell('访问', kind, hour), visits);
  return cells;
}
/** How many hits of each visitor were numbered. */
export async function numberedHits(client: Client, topicId: string): Promise<Map<string, number>> {
  const { rows } = await client.query<{ visitor: string; hits: number }>(
    `select encode(visitor, 'hex') as visitor, hits from visit_open where topic_id = $1`,
    [topicId],
  );
  return new Map(rows.map(({ visitor, hits }) => [visitor, hits]));
}

/** A post's own row: what it says of itself, and its counters. */
export interface PostRow {
  readonly id: string;
  readonly state: string;
  readonly kind: string;
  readonly sector: string | null;
  readonly root: string | null;
  readonly publishedAt: Date | null;
  readonly likes: number;
  readonly visitorLikes: number;
  readonly replies: number;
}
export async function postRows(client: Client, topicId: string): Promise<PostRow[]> {
  const { rows } = await client.query<PostRow>(
    `select id, state, author_kind as kind, sector_id as sector, root_id as root, published_at as "publishedAt", likes,
       visitor_likes as "visitorLikes", replies
     from post where topic_id = $1`,
    [topicId],
  );
  return rows;
}
export interface LikeRow {
  readonly post: string;
  readonly liker: string;
  readonly kind: string;
}
export async function likeRows(client: Client, topicId: string): Promise<LikeRow[]> {
  const { rows } = await client.query<LikeRow>(
    'select l.post_id as post, l.liker, l.kind from post_like l join post p on p.id = l.post_id where p.topic_id = $1',
    [topicId],
  );
  return rows;
}
export async function sectorNames(client: Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ id: string; name: string }>('select id, name from sector');
  return new Map(rows.map(({ id, name }) => [id, name]));
}
