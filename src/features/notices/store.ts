import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../../kit/db.ts';
import type { AccountChange, Duty, NoticeKind, ProfileField } from './contract.ts';

export interface NewNotice {
  readonly id: string;
  readonly personId: string;
  readonly position: number;
  readonly kind: NoticeKind;
  readonly topicId: string | null;
  readonly postId: string | null;
  readonly rootId: string | null;
  /** A grant of a duty, a change of one's own data or of one's account. */
  readonly aboutId?: string;
  readonly toMine: boolean;
  readonly at: Date;
  readonly decided: boolean;
  readonly shownFrom: Date;
}
export interface Written {
  readonly id: string;
  readonly personId: string;
  readonly shownFrom: Date;
}
/** One a person, fact and kind. A reply is told once, however often it comes back; people who are gone are told nothing. */
export async function insertNotices(tx: Tx, notices: readonly NewNotice[]): Promise<Written[]> {
  const { rows } = await sql<Written>`
    insert into notice (id, person_id, position, kind, topic_id, post_id, root_id, about_id, to_mine, at, decided, shown_from)
    select n.id, n."personId", n.position, n.kind, n."topicId", n."postId", n."rootId", n."aboutId", n."toMine", n.at, n.decided, n."shownFrom"
    from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) n(id uuid, "personId" uuid, position bigint, kind text, "topicId" uuid,
      "postId" uuid, "rootId" uuid, "aboutId" uuid, "toMine" boolean, at timestamptz, decided boolean, "shownFrom" timestamptz)
    join shared_person_card c on c.id = n."personId"
    where not (n.kind = 'reply' and exists (
      select 1 from notice o where o.post_id = n."postId" and o.person_id = n."personId" and o.kind = 'reply'))
    on conflict (person_id, position, kind) do nothing
    returning id, person_id as "personId", shown_from as "shownFrom"`.execute(tx);
  return rows;
}
/** A decision was taken back before anyone was told of it. */
export async function dropUnshown(tx: Tx, postId: string, at: Date): Promise<void> {
  await sql`delete from notice where post_id = ${postId} and decided and shown_from > ${at}`.execute(tx);
}
/** An appeal that was granted says what the change would say. */
export async function dropChange(tx: Tx, postId: string, at: Date): Promise<void> {
  await sql`delete from notice where post_id = ${postId} and kind = 'changeAccepted' and at = ${at}`.execute(tx);
}
export async function authorsOf(db: Db, postIds: readonly string[]): Promise<Map<string, { authorId: string; rootId: string }>> {
  const { rows } = await sql<{ id: string; authorId: string; rootId: string }>`
    select id, author_id as "authorId", coalesce(root_id, id) as "rootId" from shared_post where id = any(${postIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

export interface NoticeRow {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly at: Date;
  readonly day: string;
  readonly read: boolean;
  readonly topicId: string | null;
  readonly topicTitle: string | null;
  readonly postId: string | null;
  readonly rootId: string | null;
  readonly postState: string | null;
  readonly text: string | null;
  readonly authorName: string | null;
  readonly authorKind: 'member' | 'netizen' | null;
  readonly duty: Duty | null;
  readonly dutyAt: string | null;
  readonly dutyExpired: boolean | null;
  readonly field: ProfileField | null;
  readonly why: string | null;
  readonly account: AccountChange | null;
  readonly accountOwn: boolean | null;
  readonly office: string | null;
  readonly officePhone: string | null;
  readonly toMine: boolean;
}
const select = (zone: string, where: RawBuilder<unknown>) => sql<NoticeRow>`
  select n.id, n.kind, n.shown_from as at, to_char(n.shown_from at time zone ${zone}, 'YYYY-MM-DD') as day, n.read_at is not null as read,
    n.topic_id as "topicId", t.title as "topicTitle", n.post_id as "postId", n.root_id as "rootId", p.state as "postState", p.text,
    case when p.author_kind = 'netizen' then coalesce(c.nickname, c.display_name) else c.display_name end as "authorName", p.author_kind as "authorKind", n.to_mine as "toMine",
    g.duty, o.name as "dutyAt", g.state = 'expired' as "dutyExpired", f.field, f.why,
    a.what as account, a.own as "accountOwn", b.name as office, b.phone as "officePhone"
  from notice n left join shared_topic t on t.id = n.topic_id left join shared_post p on p.id = n.post_id
    left join shared_person_card c on c.id = p.author_id left join shared_grant g on g.id = n.about_id left join shared_org o on o.id = g.body_id
    left join shared_profile_change f on f.id = n.about_id
    left join shared_account_change a on a.id = n.about_id left join shared_org b on b.id = a.body_id
  ${where}`;

export interface Place {
  readonly at: Date;
  readonly id: string;
}
/** What has reached this person, newest first, by key. */
export async function notices(
  db: Db,
  q: { personId: string; kinds: readonly NoticeKind[]; after: Place | null; now: Date; zone: string; limit: number },
): Promise<NoticeRow[]> {
  const past = q.after ? sql`(n.shown_from, n.id) < (${q.after.at}::timestamptz, ${q.after.id}::uuid)` : sql`true`;
  const { rows } = await select(
    q.zone,
    sql`where n.person_id = ${q.personId} and n.shown_from <= ${q.now} and n.kind = any(${q.kinds}::text[]) and ${past}
      order by n.shown_from desc, n.id desc limit ${q.limit}`,
  ).execute(db);
  return rows;
}
/** A notice with its person, whoever asks; null while it is held back. */
export async function noticeOf(db: Db, id: string, now: Date, zone: string): Promise<(NoticeRow & { personId: string }) | null> {
  const { rows } = await sql<{
    personId: string;
  }>`select person_id as "personId" from notice where id = ${id} and shown_from <= ${now}`.execute(db);
  const found = await select(zone, sql`where n.id = ${id}`).execute(db);
  return rows[0] && found.rows[0] ? { ...found.rows[0], ...rows[0] } : null;
}
export async function unread(db: Db, personId: string, now: Date): Promise<{ kind: NoticeKind; n: number }[]> {
  const { rows } = await sql<{ kind: NoticeKind; n: number }>`
    select kind, count(*) as n from notice where person_id = ${personId} and read_at is null and shown_from <= ${now} group by kind`.execute(
    db,
  );
  return rows;
}
export async function markRead(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`update notice set read_at = ${now} where id = ${id} and read_at is null`.execute(tx);
}
/** Everything up to and with one notice, in the order of the list. */
export async function markThrough(tx: Tx, personId: string, through: Place, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update notice set read_at = ${now} where person_id = ${personId} and read_at is null and shown_from <= ${now}
      and (shown_from, id) <= (${through.at}::timestamptz, ${through.id}::uuid)`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
