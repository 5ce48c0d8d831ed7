import { sql } from 'kysely';
import type pg from 'pg';
import type { Call } from './change.ts';
import type { House } from './house.ts';
import { digest } from './ids.ts';

interface AuditRow {
  readonly number: number;
  readonly at: Date;
  readonly person_id: string | null;
  readonly act: string;
  readonly thing: string | null;
  readonly outcome: string;
  readonly address: string;
  /** Whose the row is; null: the installation's. */
  readonly body_id: string | null;
}

/** Writes what was refused or read under audit; changes write their row in their own transaction (kit/change). */
export async function note(
  house: House,
  call: Pick<Call, 'now' | 'person' | 'act' | 'address' | 'about'>,
  outcome: string,
  thing: string | null = null,
): Promise<void> {
  const personId = call.person?.id ?? null;
  await sql`insert into audit (at, person_id, act, thing, outcome, address, body_id)
    values (${call.now}, ${personId}::uuid, ${call.act}, ${thing}, ${outcome}, ${call.address}, audit_body(${call.about ?? []}::uuid[], ${personId}::uuid))`.execute(
    house.db,
  );
}

const linkOf = (previous: Buffer, r: AuditRow): Buffer =>
  digest(
    Buffer.concat([
      previous,
      Buffer.from(
        // Rows from before bodies were recorded keep their link.
        JSON.stringify([
          r.number,
          r.at.toISOString(),
          r.person_id,
          r.act,
          r.thing,
          r.outcome,
          r.address,
          ...(r.body_id ? [r.body_id] : []),
        ]),
      ),
    ]),
  );

// A row whose writer commits late may carry a lower number than its neighbours: look this far back for such.
const LOOK_BACK = 10_000;

/** Chains the audit rows that committed since; runs on the sequencer's connection, so that only one process seals. */
export async function sealAudit(client: Pick<pg.ClientBase, 'query'>, batch = 1000): Promise<number> {
  const head = (
    await client.query<{ position: number; hash: Buffer }>('select position, hash from audit_seal order by position desc limit 1')
  ).rows[0];
  const { rows } = await client.query<AuditRow>({
    name: 'unsealed',
    text: `select a.* from audit a
      where a.number > coalesce((select max(audit_number) from audit_seal), 0) - $1
        and not exists (select 1 from audit_seal s where s.audit_number = a.number)
      order by a.number limit $2`,
    values: [LOOK_BACK, batch],
  });
  if (rows.length === 0) return 0;
  let position = head?.position ?? 0;
  let hash = head?.hash ?? Buffer.alloc(32);
  const sealed = rows.map((row) => {
    hash = linkOf(hash, row);
    position += 1;
    return { position, number: row.number, hash: hash.toString('hex') };
  });
  await client.query(
    `insert into audit_seal (position, audit_number, hash)
     select (e->>'position')::bigint, (e->>'number')::bigint, decode(e->>'hash', 'hex') from jsonb_array_elements($1::jsonb) e`,
    [JSON.stringify(sealed)],
  );
  return rows.length;
}

/** Walks the whole chain; returns the number of the first audit row that does not fit, or null. */
export async function brokenAt(client: Pick<pg.ClientBase, 'query'>): Promise<number | null> {
  let hash = Buffer.alloc(32);
  for (let from = 0; ; ) {
    const { rows } = await client.query<AuditRow & { position: number; hash: Buffer; audit_number: number }>(
      `select s.position, s.hash, s.audit_number, a.* from audit_seal s left join audit a on a.number = s.audit_number
       where s.position > $1 order by s.position limit 5000`,
      [from],
    );
    for (const row of rows) {
      if (row.position !== from + 1 || row.number === null) return row.audit_number;
      hash = linkOf(hash, row) as Buffer<ArrayBuffer>;
      if (!hash.equals(row.hash)) return row.audit_number;
      from = row.position;
    }
    if (rows.length === 0) return null;
  }
}
