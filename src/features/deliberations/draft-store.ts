import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

export async function saveDraft(
  tx: Tx,
  d: { personId: string; topicId: string; replyTo: string | null; text: string; pictures: readonly string[]; now: Date },
): Promise<void> {
  await sql`insert into draft (person_id, topic_id, reply_to, text, pictures, saved_at)
    values (${d.personId}, ${d.topicId}, ${d.replyTo}, ${d.text}, ${d.pictures}::uuid[], ${d.now})
    on conflict (person_id, topic_id, reply_to) do update set text = excluded.text, pictures = excluded.pictures, saved_at = excluded.saved_at`.execute(
    tx,
  );
}
export async function dropDraft(tx: Tx, personId: string, topicId: string, replyTo: string | null): Promise<void> {
  await sql`delete from draft where person_id = ${personId} and topic_id = ${topicId} and reply_to is not distinct from ${replyTo}::uuid`.execute(
    tx,
  );
}
export async function draftOf(db: Db, personId: string, topicId: string, replyTo: string | null) {
  const { rows } = await sql<{ text: string; pictures: string[]; savedAt: Date }>`
    select text, pictures, saved_at as "savedAt" from draft
    where person_id = ${personId} and topic_id = ${topicId} and reply_to is not distinct from ${replyTo}::uuid`.execute(db);
  return rows[0] ?? null;
}

export interface DraftRow {
  readonly topicId: string;
  readonly title: string;
  readonly replyTo: string | null;
  readonly text: string;
  readonly savedAt: Date;
}
export async function draftsOf(db: Db, personId: string): Promise<DraftRow[]> {
  const { rows } = await sql<DraftRow>`
    select d.topic_id as "topicId", t.title, d.reply_to as "replyTo", d.text, d.saved_at as "savedAt"
    from draft d join topic t on t.id = d.topic_id where d.person_id = ${personId} order by d.saved_at desc limit 100`.execute(db);
  return rows;
}
