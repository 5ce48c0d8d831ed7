import { sql } from 'kysely';
import type { Db } from '../../kit/db.ts';
import type { AuditOutcome } from './audit-contract.ts';

export interface AuditRow {
  readonly number: number;
  readonly at: Date;
  readonly personId: string | null;
  readonly name: string | null;
  readonly act: string;
  readonly thing: string | null;
  readonly outcome: string;
  readonly address: string;
  readonly ours: boolean;
}
export interface AuditQuery {
  readonly bodyId: string;
  /** Days on the calendar of the connection's zone. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly person?: string | undefined;
  readonly act?: string | undefined;
  readonly outcome?: AuditOutcome | undefined;
  readonly thing?: string | undefined;
  /** Rows below this number. */
  readonly before: number | null;
  readonly limit: number;
}

/**
 * Rows of one body, and the installation's own. Of the latter, those of people who belong to other bodies only are theirs: whoever
 * sits nowhere, or here too, is shown.
 */
export async function auditRows(db: Db, q: AuditQuery): Promise<AuditRow[]> {
  const like = (text: string) => `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
  const conditions = [
    sql`(a.body_id = ${q.bodyId} or (a.body_id is null and audit_shared_with(a.person_id, ${q.bodyId})))`,
    ...(q.before === null ? [] : [sql`a.number < ${q.before}`]),
    ...(q.from === undefined ? [] : [sql`a.at >= ${q.from}::date`]),
    ...(q.until === undefined ? [] : [sql`a.at < ${q.until}::date + 1`]),
    ...(q.act === undefined ? [] : [sql`a.act = ${q.act}`]),
    ...(q.thing === undefined ? [] : [sql`a.thing = ${q.thing}`]),
    ...(q.outcome === undefined ? [] : [q.outcome === 'refused' ? sql`a.outcome like 'refused %'` : sql`a.outcome = ${q.outcome}`]),
    ...(q.person === undefined
      ? []
      : [
          sql`a.person_id in (select c.id from shared_person_card c left join shared_account n on n.person_id = c.id
            where c.display_name like ${like(q.person)} or n.account = ${q.person} limit 200)`,
        ]),
  ];
  const { rows } = await sql<AuditRow>`
    select a.number, a.at, a.person_id as "personId", c.display_name as name, a.act, a.thing, a.outcome, a.address, a.body_id is not null as ours
    from audit a left join shared_person_card c on c.id = a.person_id
    where ${sql.join(conditions, sql` and `)} order by a.number desc limit ${q.limit}`.execute(db);
  return rows;
}

export async function sealedRows(db: Db): Promise<{ rows: number; oldest: Date | null }> {
  const { rows } = await sql<{ rows: number; oldest: Date | null }>`
    select (select count(*) from audit_seal) as rows, (select at from audit order by number limit 1) as oldest`.execute(db);
  return rows[0] ?? { rows: 0, oldest: null };
}
