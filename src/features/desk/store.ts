import { sql } from 'kysely';
import type { Db } from '../../kit/db.ts';

export interface Measured {
  readonly version: string;
  readonly bytes: number;
  /** The database's own clock: only ever compared with ours, never used as a time. */
  readonly at: Date;
}
export async function database(db: Db): Promise<Measured> {
  const { rows } = await sql<Measured>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as bytes, statement_timestamp() as at`.execute(
    db,
  );
  const row = rows[0];
  if (!row) throw new Error('the database did not measure itself');
  return row;
}

/** Facts that no reader has seen yet: without a position, or behind the slowest cursor; and what the ticker should have done by then. */
export async function backlog(db: Db, overdueSince: Date): Promise<{ waiting: number; reader: string | null; overdue: number }> {
  const { rows } = await sql<{ unplaced: number; last: number; reader: string | null; position: number | null; overdue: number }>`
    select (select count(*) from fact where position is null) as unplaced, s.last, r.name as reader, r.position,
      (select count(*) from due where at < ${overdueSince}) as overdue
    from sequencer s left join lateral (select name, position from reader order by position, name limit 1) r on true`.execute(db);
  const row = rows[0];
  if (!row) return { waiting: 0, reader: null, overdue: 0 };
  const behind = row.position === null ? 0 : row.last - row.position;
  return { waiting: row.unplaced + behind, reader: behind > 0 ? row.reader : null, overdue: row.overdue };
}

export interface Unsent {
  readonly waiting: number;
  readonly since: Date | null;
}
/** Notices that should have been made and were not: facts behind the cursor of their reader. */
export async function unsentNotices(db: Db, reader: string): Promise<Unsent> {
  const { rows } = await sql<Unsent>`
    select count(*) as waiting, min(f.at) as since from fact f
    where f.position > coalesce((select position from reader where name = ${reader}), 0)`.execute(db);
  return rows[0] ?? { waiting: 0, since: null };
}
export async function unsentMails(db: Db, gaveUpSince: Date): Promise<Unsent & { gaveUp: number }> {
  const { rows } = await sql<Unsent & { gaveUp: number }>`
    select count(*) filter (where m.sent_at is null and m.gave_up_at is null) as waiting,
      min(n.at) filter (where m.sent_at is null and m.gave_up_at is null) as since,
      count(*) filter (where m.gave_up_at > ${gaveUpSince}) as "gaveUp"
    from notice_mail m join notice n on n.id = m.notice_id`.execute(db);
  return rows[0] ?? { waiting: 0, since: null, gaveUp: 0 };
}
export async function auditRows(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from audit_seal`.execute(db);
  return rows[0]?.n ?? 0;
}
