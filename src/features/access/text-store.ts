import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';

export interface NewText {
  readonly id: string;
  readonly kind: 'activation' | 'unitLink' | 'recovery' | 'accountChanged';
  readonly about: string;
  readonly sealed: Buffer;
  readonly now: Date;
}
export async function insertText(tx: Tx, t: NewText): Promise<void> {
  await sql`insert into text_message (id, kind, about, sealed, made_at) values (${t.id}, ${t.kind}, ${t.about}, ${t.sealed}, ${t.now})`.execute(
    tx,
  );
}
export interface TextRow {
  readonly kind: NewText['kind'];
  readonly sealed: Buffer;
  readonly tries: number;
}
export async function isOpen(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from text_message where id = ${id} and sent_at is null and gave_up_at is null`.execute(tx);
  return rows.length > 0;
}
/** Counts the try before it is made: a message that kills its process is given up some day too. */
export async function countTry(db: Db, id: string): Promise<TextRow | null> {
  const { rows } = await sql<TextRow>`
    update text_message set tries = tries + 1 where id = ${id} and sent_at is null and gave_up_at is null and sealed is not null
    returning kind, sealed, tries`.execute(db);
  return rows[0] ?? null;
}
/** Sent: what it held is no longer kept. */
export async function textSent(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`update text_message set sent_at = ${now}, sealed = null, trouble = null where id = ${id}`.execute(tx);
}
export async function textTroubled(tx: Tx, id: string, trouble: string, gaveUpAt: Date | null): Promise<void> {
  await sql`update text_message set trouble = ${trouble}, gave_up_at = ${gaveUpAt}, sealed = case when ${gaveUpAt}::timestamptz is null then sealed end
    where id = ${id}`.execute(tx);
}
/** What it would open was ended: nobody is told of it any more. @returns the ids. */
export async function dropTexts(tx: Tx, about: readonly string[], now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update text_message set gave_up_at = ${now}, sealed = null, trouble = 'ended'
    where about = any(${about}::uuid[]) and sent_at is null and gave_up_at is null returning id`.execute(tx);
  return rows.map(({ id }) => id);
}
