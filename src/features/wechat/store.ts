import { sql } from 'kysely';
import type { Db } from '../../kit/db.ts';

export type CredentialKind = 'accessToken' | 'jsapiTicket';
export interface Held {
  readonly sealed: Buffer | null;
  readonly endsAt: Date | null;
}
export async function credentialOf(db: Db, kind: CredentialKind, appId: string): Promise<Held | null> {
  const { rows } = await sql<Held>`
    select sealed, ends_at as "endsAt" from wechat_credential where kind = ${kind} and app_id = ${appId}`.execute(db);
  return rows[0] ?? null;
}
/** Of all processes one is told true, until `until`. */
export async function claim(db: Db, kind: CredentialKind, appId: string, now: Date, until: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into wechat_credential (kind, app_id, fetching_until) values (${kind}, ${appId}, ${until})
    on conflict (kind, app_id) do update set fetching_until = excluded.fetching_until
      where wechat_credential.fetching_until is null or wechat_credential.fetching_until <= ${now}`.execute(db);
  return numAffectedRows === 1n;
}
export async function keep(db: Db, c: { kind: CredentialKind; appId: string; sealed: Buffer; endsAt: Date }): Promise<void> {
  await sql`update wechat_credential set sealed = ${c.sealed}, ends_at = ${c.endsAt}, fetching_until = null
    where kind = ${c.kind} and app_id = ${c.appId}`.execute(db);
}
/** It could not be fetched: nobody tries before `until`. */
export async function pause(db: Db, kind: CredentialKind, appId: string, until: Date): Promise<void> {
  await sql`update wechat_credential set fetching_until = ${until} where kind = ${kind} and app_id = ${appId}`.execute(db);
}
