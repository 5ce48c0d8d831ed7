import { sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import type { Kind, Mapping } from './fields-rules.ts';
import type { ImportState } from './lifecycle.ts';
import type { SheetSeen } from './table-rules.ts';

export interface ImportRow {
  readonly id: string;
  readonly committeeId: string;
  readonly termId: string;
  readonly kind: Kind;
  readonly state: ImportState;
  readonly fileName: string;
  readonly sheets: readonly SheetSeen[];
  readonly sheetAt: number;
  readonly headRow: number;
  readonly heads: readonly string[];
  readonly mapping: Mapping;
  readonly rows: number;
  readonly leftOut: readonly number[];
  readonly new: number;
  readonly changed: number;
  readonly same: number;
  readonly wrong: number;
  readonly done: number;
  readonly trouble: 'moved-on' | 'broke-off' | null;
  readonly personId: string;
  readonly address: string;
  readonly createdAt: Date;
  readonly checkedAt: Date | null;
  readonly endedAt: Date | null;
}
const columns = sql.raw(`id, committee_id as "committeeId", term_id as "termId", kind, state, file_name as "fileName", sheets,
  sheet_at as "sheetAt", head_row as "headRow", heads, mapping, row_count as rows, left_out as "leftOut", new_count as new,
  changed_count as changed, same_count as same, wrong_count as wrong, done_count as done, trouble, person_id as "personId", address,
  created_at as "createdAt", checked_at as "checkedAt", ended_at as "endedAt"`);

/** One sheet that was taken. */
export interface Taken {
  readonly sheets: readonly SheetSeen[];
  readonly sheetAt: number;
  readonly headRow: number;
  readonly heads: readonly string[];
  readonly mapping: Mapping;
  readonly leftOut: readonly number[];
  readonly rows: readonly { readonly number: number; readonly cells: Buffer }[];
}
type NewImport = Pick<ImportRow, 'id' | 'committeeId' | 'termId' | 'kind' | 'fileName' | 'personId' | 'address'>;
/** With the file itself, sealed. */
export async function insertImport(tx: Tx, i: NewImport, content: Buffer, now: Date): Promise<void> {
  await sql`insert into roster_import (id, committee_id, term_id, kind, state, file_name, head_row, heads, mapping, row_count, person_id, address,
      created_at)
    values (${i.id}, ${i.committeeId}, ${i.termId}, ${i.kind}, 'mapping', ${i.fileName}, 1, '[]', '{}', 0, ${i.personId}, ${i.address}, ${now})`.execute(
    tx,
  );
  await sql`insert into roster_file (import_id, content) values (${i.id}, ${content})`.execute(tx);
}
export async function writeSheet(tx: Tx, importId: string, { rows, ...taken }: Taken): Promise<void> {
  await sql`update roster_import set sheets = ${JSON.stringify(taken.sheets)}::jsonb, sheet_at = ${taken.sheetAt}, head_row = ${taken.headRow},
      heads = ${JSON.stringify(taken.heads)}::jsonb, mapping = ${JSON.stringify(taken.mapping)}::jsonb, left_out = ${taken.leftOut}::int[],
      row_count = ${rows.length}, checked_at = null, new_count = 0, changed_count = 0, same_count = 0, wrong_count = 0
    where id = ${importId}`.execute(tx);
  await sql`delete from roster_row where import_id = ${importId}`.execute(tx);
  await insertRows(tx, importId, rows);
}
export async function fileOf(db: Db, importId: string): Promise<Buffer | null> {
  const { rows } = await sql<{ content: Buffer }>`select content from roster_file where import_id = ${importId}`.execute(db);
  return rows[0]?.content ?? null;
}
async function insertRows(tx: Tx, importId: string, rows: Taken['rows']): Promise<void> {
  await sql`insert into roster_row (import_id, number, cells)
    select ${importId}::uuid, * from unnest(${rows.map(({ number }) => number)}::int[], ${rows.map(({ cells }) => cells)}::bytea[])`.execute(
    tx,
  );
}
export async function importOf(db: Db, id: string): Promise<ImportRow | null> {
  const { rows } = await sql<ImportRow>`select ${columns} from roster_import where id = ${id}`.execute(db);
  return rows[0] ?? null;
}
export async function lockImport(tx: Tx, id: string): Promise<ImportRow | null> {
  const { rows } = await sql<ImportRow>`select ${columns} from roster_import where id = ${id} for update`.execute(tx);
  return rows[0] ?? null;
}
export async function importsOf(db: Db, committeeId: string, after: string | null, limit: number): Promise<(ImportRow & { by: string })[]> {
  const { rows } = await sql<ImportRow & { by: string }>`
    select i.*, coalesce(p.display_name, '') as by
    from (select ${columns} from roster_import where committee_id = ${committeeId} and (${after}::uuid is null or id < ${after}::uuid)
      order by id desc limit ${limit}) i left join shared_person_card p on p.id = i."personId" order by i.id desc`.execute(db);
  return rows;
}
/** Moves the state by compare-and-set. @returns false when it was another one. */
export async function moveState(tx: Tx, id: string, from: ImportState, to: ImportState, now: Date): Promise<boolean> {
  const ended = to === 'done' || to === 'cancelled' || to === 'expired';
  const { numAffectedRows } = await sql`
    update roster_import set state = ${to}, trouble = null, done_count = case when ${to} = 'importing' then 0 else done_count end,
      begun_at = case when ${to} = 'importing' then ${now}::timestamptz else begun_at end,
      ended_at = case when ${ended} then ${now}::timestamptz end
    where id = ${id} and state = ${from}`.execute(tx);
  return numAffectedRows === 1n;
}
export async function writeTrouble(tx: Tx, id: string, trouble: 'moved-on' | 'broke-off'): Promise<void> {
  await sql`update roster_import set trouble = ${trouble} where id = ${id}`.execute(tx);
}

export interface Checked {
  readonly number: number;
  readonly outcome: 'new' | 'changed' | 'same' | 'wrong';
  readonly result: Buffer;
}
export async function writeResults(tx: Tx, importId: string, rows: readonly Checked[]): Promise<void> {
  await sql`update roster_row r set outcome = u.outcome, result = u.result
    from unnest(${rows.map(({ number }) => number)}::int[], ${rows.map(({ outcome }) => outcome)}::text[],
      ${rows.map(({ result }) => result)}::bytea[]) u(number, outcome, result)
    where r.import_id = ${importId} and r.number = u.number`.execute(tx);
}
export type Tally = Readonly<Record<Checked['outcome'], number>>;
export async function writeCheck(tx: Tx, i: { id: string; termId: string; mapping: Mapping; tally: Tally; now: Date }): Promise<void> {
  await sql`update roster_import set term_id = ${i.termId}, mapping = ${JSON.stringify(i.mapping)}::jsonb, checked_at = ${i.now},
      new_count = ${i.tally.new}, changed_count = ${i.tally.changed}, same_count = ${i.tally.same}, wrong_count = ${i.tally.wrong}
    where id = ${i.id}`.execute(tx);
}
export interface HeldRow {
  readonly number: number;
  readonly cells: Buffer;
  readonly outcome: Checked['outcome'] | null;
  readonly result: Buffer | null;
}
export async function rowsOf(
  db: Db,
  importId: string,
  { outcome = null, after = 0, limit = null }: { outcome?: string | null; after?: number; limit?: number | null } = {},
): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`
    select number, cells, outcome, result from roster_row
    where import_id = ${importId} and number > ${after} and (${outcome}::text is null or outcome = ${outcome}) order by number limit ${limit}`.execute(
    db,
  );
  return rows;
}
/** Everything of the file. */
export async function dropRows(tx: Tx, importId: string): Promise<void> {
  await sql`delete from roster_file where import_id = ${importId}`.execute(tx);
  await sql`delete from roster_row where import_id = ${importId}`.execute(tx);
}
/** Told beside the transaction that writes, which nobody sees before it is done. @returns false when it was cancelled meanwhile. */
export async function progress(db: Db, id: string, done: number): Promise<boolean> {
  const { numAffectedRows } = await sql`update roster_import set done_count = ${done} where id = ${id} and state = 'importing'`.execute(db);
  return numAffectedRows === 1n;
}

export async function headsOf(db: Db, committeeId: string, kind: Kind): Promise<Record<string, string>> {
  const { rows } = await sql<{ head: string; field: string }>`
    select head, field from roster_head where committee_id = ${committeeId} and kind = ${kind}`.execute(db);
  return Object.fromEntries(rows.map(({ head, field }) => [head, field]));
}
export async function rememberHeads(tx: Tx, committeeId: string, kind: Kind, heads: Readonly<Record<string, string>>): Promise<void> {
  await sql`insert into roster_head (committee_id, kind, head, field)
    select ${committeeId}::uuid, ${kind}, * from unnest(${Object.keys(heads)}::text[], ${Object.values(heads)}::text[])
    on conflict (committee_id, kind, head) do update set field = excluded.field`.execute(tx);
}

/** Whether this person still holds the duty: a job that was started earlier must not outlive it. */
export async function holdsDuty(db: Db, personId: string, role: string, committeeId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from shared_role where person_id = ${personId} and role = ${role} and body_id = ${committeeId}`.execute(db);
  return rows.length > 0;
}

export interface Things {
  readonly sectors: { id: string; name: string }[];
  readonly orgs: { id: string; kind: string; name: string; shortName: string; party: string | null }[];
  readonly parties: { code: string; name: string; shortName: string; memberTerm: string }[];
}
/** What the words of a file are looked up in. */
export async function thingsOf(db: Db, committeeId: string, termId: string): Promise<Things> {
  const sectors = await sql<Things['sectors'][number]>`select id, name from shared_sector where term_id = ${termId} order by sort`.execute(
    db,
  );
  const orgs = await sql<Things['orgs'][number]>`
    select id, kind, name, short_name as "shortName", party from shared_org
    where committee_id = ${committeeId} and closed_on is null and kind in ('subCommittee', 'memberGroup', 'partyOrg', 'handoverOffice')
    order by sort, name`.execute(db);
  const parties = await sql<Things['parties'][number]>`
    select code, name, short_name as "shortName", member_term as "memberTerm" from shared_party order by sort`.execute(db);
  return { sectors: sectors.rows, orgs: orgs.rows, parties: parties.rows };
}
export interface UnitRow {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly system: string;
  readonly handoverId: string | null;
  readonly clerk: string | null;
  readonly clerkPhone: Buffer | null;
}
export async function unitsOf(db: Db, committeeId: string): Promise<UnitRow[]> {
  const { rows } = await sql<UnitRow>`
    select o.id, o.name, o.short_name as "shortName", o.system, o.handover_id as "handoverId", c.name as clerk, c.phone_sealed as "clerkPhone"
    from shared_org o left join unit_contact c on c.unit_id = o.id
    where o.committee_id = ${committeeId} and o.kind = 'unit' and o.closed_on is null order by o.sort, o.name`.execute(db);
  return rows;
}
/** The number sealed, and its digest, by which its owner is found. */
export interface Contact {
  readonly unitId: string;
  readonly name: string | null;
  readonly phone: Buffer | null;
  readonly subject: Buffer | null;
}
export async function writeContacts(tx: Tx, rows: readonly Contact[], now: Date): Promise<void> {
  await sql`insert into unit_contact (unit_id, name, phone_sealed, phone_subject, updated_at)
    select unit, name, phone, subject, ${now} from unnest(${rows.map(({ unitId }) => unitId)}::uuid[], ${rows.map(({ name }) => name)}::text[],
      ${rows.map(({ phone }) => phone)}::bytea[], ${rows.map(({ subject }) => subject)}::bytea[]) u(unit, name, phone, subject)
    on conflict (unit_id) do update set name = excluded.name, phone_sealed = excluded.phone_sealed, phone_subject = excluded.phone_subject,
      updated_at = excluded.updated_at`.execute(tx);
}
/** Imports that nobody finished: their day is over when it is due. */
export async function committeeName(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`select short_name as name from shared_org where id = ${id} and kind = 'cppcc'`.execute(db);
  return rows[0]?.name ?? null;
}
