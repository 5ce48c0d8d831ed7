import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import { TOMBSTONE } from '../privacy/registry.ts';

/** Texts become a tombstone, pictures come off, drafts go; states, kinds, sectors, counts and likes stay as they were counted. */
export async function eraseWords(tx: Tx, personId: string, now: Date): Promise<{ removed: number; kept: number }> {
  const texts = await sql`
    update post_version v set text = ${TOMBSTONE} from post p
    where p.id = v.post_id and p.author_id = ${personId} and v.text <> ${TOMBSTONE}`.execute(tx);
  const pictures = await sql`
    delete from post_picture x using post p where p.id = x.post_id and p.author_id = ${personId}`.execute(tx);
  const posts = await sql`
    update post set erased_at = coalesce(erased_at, ${now}), waiting_version = null where author_id = ${personId}`.execute(tx);
  const drafts = await sql`delete from draft where person_id = ${personId}`.execute(tx);
  const removed = [texts, pictures, drafts].reduce((all, { numAffectedRows }) => all + Number(numAffectedRows ?? 0), 0);
  return { removed, kept: Number(posts.numAffectedRows ?? 0) };
}

/** What stays without a name: likes and readings by their count, topics and materials as the committee's own. */
export async function keptOf(tx: Tx, personId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from post_like where liker = 'p:' || ${personId}::text)
      + (select count(*) from material_reading where reader = 'p:' || ${personId}::text)
      + (select count(*) from topic where created_by = ${personId})
      + (select count(*) from topic_version where person_id = ${personId})
      + (select count(*) from material_version where person_id = ${personId}) as n`.execute(tx);
  return rows[0]?.n ?? 0;
}

export interface OwnPost {
  readonly id: string;
  readonly topic: string;
  readonly replyTo: string | null;
  readonly state: string;
  readonly submittedAt: Date;
  readonly publishedAt: Date | null;
  readonly likes: number;
  readonly visitorLikes: number;
  readonly replies: number;
  readonly versions: { number: number; text: string; at: string; pictures: string[] }[];
}
/** Page by page, so that somebody who wrote much is handed over in small pieces. */
export async function ownPosts(db: Db, personId: string, after: string | null, limit: number): Promise<OwnPost[]> {
  const { rows } = await sql<OwnPost>`
    select p.id, t.title as topic, p.parent_id as "replyTo", p.state, p.submitted_at as "submittedAt", p.published_at as "publishedAt",
      p.likes, p.visitor_likes as "visitorLikes", p.replies,
      (select jsonb_agg(jsonb_build_object('number', v.number, 'text', v.text, 'at', v.at, 'pictures',
          coalesce((select jsonb_agg(x.file_id order by x.sort) from post_picture x where x.post_id = v.post_id and x.number = v.number), '[]'))
        order by v.number) from post_version v where v.post_id = p.id) as versions
    from post p join topic t on t.id = p.topic_id
    where p.author_id = ${personId} and (${after}::uuid is null or p.id > ${after}::uuid) order by p.id limit ${limit}`.execute(db);
  return rows;
}
export async function ownLikes(db: Db, personId: string) {
  const { rows } = await sql<{ topic: string; post: string; at: Date }>`
    select t.title as topic, l.post_id as post, l.at from post_like l join post p on p.id = l.post_id join topic t on t.id = p.topic_id
    where l.liker = 'p:' || ${personId}::text order by l.at`.execute(db);
  return rows;
}
export async function ownReadings(db: Db, personId: string) {
  const { rows } = await sql<{ topic: string; material: string; at: Date }>`
    select t.title as topic, m.title as material, r.at from material_reading r join material m on m.id = r.material_id
      join topic t on t.id = m.topic_id
    where r.reader = 'p:' || ${personId}::text order by r.at`.execute(db);
  return rows;
}
export async function ownDrafts(db: Db, personId: string) {
  const { rows } = await sql<{ topic: string; replyTo: string | null; text: string; pictures: string[]; savedAt: Date }>`
    select t.title as topic, d.reply_to as "replyTo", d.text, d.pictures, d.saved_at as "savedAt"
    from draft d join topic t on t.id = d.topic_id where d.person_id = ${personId} order by d.saved_at`.execute(db);
  return rows;
}
/** What somebody of the staff did to topics and materials: that and when. */
export async function ownWork(db: Db, personId: string) {
  const { rows } = await sql<{ did: string; topic: string; at: Date }>`
    select 'topic' as did, title as topic, created_at as at from topic where created_by = ${personId}
    union all select 'topicVersion', title, at from topic_version where person_id = ${personId}
    union all select 'material', m.title, v.at from material_version v join material m on m.id = v.material_id where v.person_id = ${personId}
    order by 3`.execute(db);
  return rows;
}
