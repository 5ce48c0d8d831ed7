import type { Client } from './source.ts';

/** One thing done to the data that no product code does; a recount must see it. Returns how many rows it changed. */
export interface Damage {
  readonly name: string;
  readonly work: (client: Client, topicId: string) => Promise<number>;
}
const one = (name: string, text: string): Damage => ({
  name,
  work: async (client, topicId) => (await client.query(text, [topicId])).rowCount ?? 0,
});

// Chosen by key, not at random: a second run damages the same rows.
const someHour = 'select hour, kind from visit_hour where topic_id = $1 order by visits desc, hour, kind limit 1';
const somePost = "select id from post where topic_id = $1 and state = 'published' and root_id is null order by id limit 1";
const heardPost = "select id from post where topic_id = $1 and state = 'published' and sector_id is not null order by id limit 1";
const factOf = (kind: string, more = '') =>
  `select number from fact where kind = '${kind}' and body->>'topic' = $1::text ${more} order by position limit 1`;
const otherSector = (than: string) => `(select s.id from sector s where s.id <> ${than} order by s.id limit 1)`;

export const damages: readonly Damage[] = [
  one('汇总表：某小时的访问多一次', `update visit_hour set visits = visits + 1 where topic_id = $1 and (hour, kind) = (${someHour})`),
  one(
    '汇总表：一小时的访问挪到另一小时',
    `update visit_hour set hour = hour - interval '100 days' where topic_id = $1 and (hour, kind) = (${someHour})`,
  ),
  one(
    '到访记录：丢一行，中间的',
    `delete from visit_log where (topic_id, visitor, hit) = (
       select topic_id, visitor, hit from visit_log l where topic_id = $1
       and exists (select 1 from visit_log m where m.topic_id = l.topic_id and m.visitor = l.visitor and m.hit > l.hit) order by visitor, hit limit 1)`,
  ),
  // One that began no visit: only its number can be missed.
  one(
    '到访记录：丢一行，最后的',
    `delete from visit_log where (topic_id, visitor, hit) = (
       select l.topic_id, l.visitor, l.hit from visit_log l join visit_log before on before.topic_id = l.topic_id
         and before.visitor = l.visitor and before.hit = l.hit - 1 and l.at - before.at <= interval '30 minutes'
       where l.topic_id = $1 and not exists (
         select 1 from visit_log m where m.topic_id = l.topic_id and m.visitor = l.visitor and m.hit > l.hit)
       order by l.visitor limit 1)`,
  ),
  one(
    '到访记录：开始时的身份被改',
    `update visit_log set kind = case kind when 'member' then 'visitor' else 'member' end
     where (topic_id, visitor, hit) = (select topic_id, visitor, hit from visit_log where topic_id = $1 and hit = 1 order by visitor limit 1)`,
  ),
  one(
    '到访记录：时间被改',
    `update visit_log set at = at - interval '3 days'
     where (topic_id, visitor, hit) = (select topic_id, visitor, hit from visit_log where topic_id = $1 and hit = 1 order by visitor limit 1)`,
  ),
  one(
    '汇总表：一个界别多一条发言',
    `update topic_count set n = n + 1 where (topic_id, measure, key, hour) = (
       select topic_id, measure, key, hour from topic_count where topic_id = $1 and measure = 'post.sector' order by key, hour limit 1)`,
  ),
  one(
    '汇总表：点赞换了身份',
    `update topic_count set key = key || '?' where (topic_id, measure, key, hour) = (
       select topic_id, measure, key, hour from topic_count where topic_id = $1 and measure = 'like' and n <> 0 order by key, hour limit 1)`,
  ),
  one('发言行：界别被改', `update post p set sector_id = ${otherSector('p.sector_id')} where id = (${heardPost})`),
  one('发言行：没有事实就换了状态', `update post set state = 'withdrawn' where id = (${somePost})`),
  one('发言行：赞数多一个', `update post set likes = likes + 1 where id = (${somePost})`),
  one('发言行：回复数多一条', `update post set replies = replies + 1 where id = (${somePost})`),
  one(
    '点赞行：删一行',
    `delete from post_like where (post_id, liker) = (
       select l.post_id, l.liker from post_like l join post p on p.id = l.post_id where p.topic_id = $1 order by 1, 2 limit 1)`,
  ),
  one(
    '事实：界别被改',
    `update fact f set body = jsonb_set(body, '{sector}', to_jsonb(${otherSector("(f.body->>'sector')::uuid")}))
     where number = (${factOf('post.published', "and body->>'sector' is not null")})`,
  ),
  one('事实：丢一条', `delete from fact where number = (${factOf('post.published')})`),
  {
    name: '事实：一个赞写了两次',
    work: async (client, topicId) => {
      const { rowCount } = await client.query(
        `with moved as (update sequencer set last = last + 1 returning last)
         insert into fact (id, kind, at, body, position)
         select gen_random_uuid(), kind, at, body, moved.last from fact, moved where number = (${factOf('like.given')})`,
        [topicId],
      );
      return rowCount ?? 0;
    },
  },
];
