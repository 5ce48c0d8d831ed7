import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import type { AccountChange } from './contract.ts';

export interface NewAccountChange {
  readonly id: string;
  readonly personId: string;
  readonly what: AccountChange;
  readonly own: boolean;
  readonly bodyId: string | null;
  readonly now: Date;
}
export async function insertAccountChange(tx: Tx, c: NewAccountChange): Promise<void> {
  await sql`insert into account_change (id, person_id, what, own, body_id, at)
    values (${c.id}, ${c.personId}, ${c.what}, ${c.own}, ${c.bodyId}, ${c.now})`.execute(tx);
}
/** Whether somebody has a way in that was proved: before that nobody's door is changed. */
export async function isIn(db: Db, personId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from identity where person_id = ${personId} and kind <> 'email' and verified_at is not null limit 1`.execute(db);
  return rows.length > 0;
}

export interface ChangeRow {
  readonly id: string;
  readonly what: AccountChange;
  readonly at: Date;
  readonly own: boolean;
  /** Whose staff did it; null: oneself, or the old phone. */
  readonly office: string | null;
  readonly officePhone: string | null;
}
/** What opened the account and changed since then, newest first. */
export async function changesSince(db: Db, personId: string, since: Date, most: number): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select c.id, c.what, c.at, c.own, o.name as office, o.phone as "officePhone"
    from account_change c left join org o on o.id = c.body_id
    where c.person_id = ${personId} and c.at > ${since} order by c.at desc, c.id desc limit ${most}`.execute(db);
  return rows;
}
