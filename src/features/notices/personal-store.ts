import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

/** The inbox goes with its person, mails that wait included. @returns the notices whose mail must not go out. */
export async function eraseNotices(tx: Tx, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`delete from notice where person_id = ${personId} returning id`.execute(tx);
  return rows.map(({ id }) => id);
}
/** What was told to somebody: of others' words only where they stand. */
export async function ownNotices(db: Db, personId: string) {
  const { rows } = await sql`
    select n.kind, t.title as topic, n.post_id as post, n.shown_from as at, n.read_at as "readAt", m.sent_at as "mailedAt"
    from notice n left join shared_topic t on t.id = n.topic_id left join notice_mail m on m.notice_id = n.id
    where n.person_id = ${personId} order by n.shown_from, n.id`.execute(db);
  return rows;
}
