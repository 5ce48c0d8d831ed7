import { brokenAt, note } from '../../kit/audit.ts';
import type { Call } from '../../kit/change.ts';
import type { House } from '../../kit/house.ts';
import { allow, bodiesOf } from '../../kit/may.ts';
import { asSigned } from '../../kit/serve.ts';
import { requireStepUp } from '../factors/index.ts';
import { type AuditOutcome, auditOutcomes, checkAuditChain, listAudit } from './audit-contract.ts';
import * as store from './audit-store.ts';

const PAGE = 50;
const BATCH = 2_000;
/** What a sheet of Excel holds, less its head. */
export const MOST = 1_048_570;
export type Filter = Omit<store.AuditQuery, 'bodyId' | 'before' | 'limit'>;

/** 审计: what was changed, refused, read and taken away; for audit administrators alone, who leave their own trace. */
export const auditActions = (house: House) => ({
  async list(call: Call, { after, ...filter }: Filter & { after?: string }) {
    const bodyId = bodyOf(call, listAudit.by);
    const before = after === undefined ? null : Number(after);
    const rows = await store.auditRows(house.db, { ...cleaned(filter), bodyId, before, limit: PAGE + 1 });
    const shown = rows.slice(0, PAGE);
    return { rows: shown.map(auditView), next: rows.length > PAGE ? String(shown.at(-1)?.number ?? '') : null };
  },

  /** The same rows to take away, newest first, read as they are written. Noted before the first row leaves. */
  async takeAway(call: Call, filter: Filter): Promise<AsyncIterable<readonly ReturnType<typeof auditView>[]>> {
    const bodyId = bodyOf(call, listAudit.by);
    await requireStepUp(asSigned(call), house);
    await note(house, call, 'exported');
    return batches(house, { ...cleaned(filter), bodyId });
  },

  async check(call: Call) {
    bodyOf(call, checkAuditChain.by);
    const broken = await brokenAt(house.pool);
    const { rows, oldest } = await store.sealedRows(house.db);
    return { intact: broken === null, brokenAt: broken, rows, oldest: oldest?.toISOString() ?? null, checkedAt: call.now.toISOString() };
  },
});
export type AuditActions = ReturnType<typeof auditActions>;

/** A post of the three is held at one body (duty_side). */
function bodyOf(call: Call, by: readonly string[]): string {
  allow(call.person, by, {}, true);
  return bodiesOf(call.person, by)[0] ?? '';
}
/** What was left empty asks for nothing. */
const cleaned = (filter: Filter): Filter =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined || value.trim() === '' ? [] : [[name, value.trim()]])),
  );

async function* batches(house: House, q: Omit<store.AuditQuery, 'before' | 'limit'>) {
  let before: number | null = null;
  for (let written = 0; written < MOST; ) {
    const rows: store.AuditRow[] = await store.auditRows(house.db, { ...q, before, limit: Math.min(BATCH, MOST - written) });
    if (rows.length > 0) yield rows.map(auditView);
    written += rows.length;
    before = rows.at(-1)?.number ?? null;
    if (rows.length < BATCH || before === null) return;
  }
}

export function auditView(row: store.AuditRow) {
  const [word = '', ...code] = row.outcome.split(' ');
  const outcome: AuditOutcome = auditOutcomes.find((one) => one === word) ?? 'refused';
  return {
    number: row.number,
    at: row.at.toISOString(),
    person: row.personId === null ? null : { id: row.personId, name: row.name },
    act: row.act,
    thing: row.thing,
    outcome,
    refusal: outcome === 'refused' ? code.join(' ') : null,
    address: row.address,
    ours: row.ours,
  };
}
