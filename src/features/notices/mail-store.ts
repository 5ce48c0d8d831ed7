import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import type { NoticeKind } from './contract.ts';

/** Opens the row of a notice's mail; false when the notice vanished or its mail came to an end already. */
export async function openMail(tx: Tx, noticeId: string): Promise<boolean> {
  await sql`insert into notice_mail (notice_id) select id from notice where id = ${noticeId} on conflict do nothing`.execute(tx);
  const { rows } = await sql`
    select 1 from notice_mail where notice_id = ${noticeId} and sent_at is null and gave_up_at is null`.execute(tx);
  return rows.length > 0;
}
export interface MailRow {
  readonly personId: string;
  readonly kind: NoticeKind;
  readonly toMine: boolean;
  readonly shownFrom: Date;
  readonly tries: number;
}
/** Counts the try before it is made: a mail that kills its process is given up some day too. */
export async function countTry(db: Db, noticeId: string): Promise<MailRow | null> {
  const { rows } = await sql<MailRow>`
    update notice_mail m set tries = m.tries + 1 from notice n
    where m.notice_id = ${noticeId} and n.id = m.notice_id and m.sent_at is null and m.gave_up_at is null
    returning n.person_id as "personId", n.kind, n.to_mine as "toMine", n.shown_from as "shownFrom", m.tries`.execute(db);
  return rows[0] ?? null;
}
export async function mailSent(tx: Tx, noticeId: string, now: Date): Promise<void> {
  await sql`update notice_mail set sent_at = ${now}, trouble = null where notice_id = ${noticeId}`.execute(tx);
}
export async function mailTroubled(tx: Tx, noticeId: string, trouble: string, gaveUpAt: Date | null): Promise<void> {
  await sql`update notice_mail set trouble = ${trouble}, gave_up_at = ${gaveUpAt} where notice_id = ${noticeId}`.execute(tx);
}
