import type { Static } from 'typebox';
import { type Call, change, type Signed } from '../../kit/change.ts';
import type { Db } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { allow } from '../../kit/may.ts';
import { unknown } from '../../kit/refusal.ts';
import { readingsOf } from '../moderation/index.ts';
import { type NoticeFilter, type NoticeView, readNotice } from './contract.ts';
import { excerptOf, kindsOf, linkOf } from './rules.ts';
import * as store from './store.ts';

const PAGE = 20;
export type Notice = Static<typeof NoticeView>;

export const noticeActions = (house: House) => ({
  /** 消息: what has reached this person, newest first, made into words from what stands there now. */
  async list(call: Signed, { filter = 'all', after }: { filter?: NoticeFilter; after?: string }) {
    const rows = await store.notices(house.db, {
      personId: call.person.id,
      kinds: kindsOf(filter),
      after: placeFrom(after),
      now: call.now,
      zone: house.zone,
      limit: PAGE + 1,
    });
    const shown = rows.slice(0, PAGE);
    const last = shown.at(-1);
    return {
      rows: await viewsOf(house.db, shown),
      next: rows.length > PAGE && last ? placeOf(last) : null,
      unread: await unreadOf(house.db, call.person.id, call.now),
    };
  },
  countUnread: (call: Signed) => unreadOf(house.db, call.person.id, call.now),

  /** Marks one read and says where it leads: for `/notices/:id`, in lists and in mails. */
  async read(call: Signed, { id }: { id: string }) {
    const notice = await own(house, call, id);
    if (!notice.read) await change(house, call, (tx) => store.markRead(tx, id, call.now));
    return { url: linkOf(ledOf(notice)) };
  },
  /** 全部已读, up to the newest that was on the screen. */
  async readThrough(call: Signed, { through }: { through: string }) {
    const notice = await own(house, call, through);
    return { read: await change(house, call, (tx) => store.markThrough(tx, call.person.id, notice, call.now)) };
  },
});
export type NoticeActions = ReturnType<typeof noticeActions>;

/** Only one's own; whoever asks for another's learns not even that it exists. */
async function own(house: House, call: Call, id: string): Promise<store.NoticeRow> {
  const notice = await store.noticeOf(house.db, id, call.now, house.zone);
  if (!notice) throw unknown('thing');
  allow(call.person, readNotice.by, { authorId: notice.personId });
  return notice;
}

export async function unreadOf(db: Db, personId: string, now: Date) {
  const counts = await store.unread(db, personId, now);
  const of = (filter: NoticeFilter) => counts.reduce((all, { kind, n }) => all + (kindsOf(filter).includes(kind) ? n : 0), 0);
  return { all: of('all'), replies: of('replies'), decisions: of('decisions'), account: of('account') };
}

async function viewsOf(db: Db, rows: readonly store.NoticeRow[]): Promise<Notice[]> {
  const refused = rows.filter(({ kind }) => kind === 'refused' || kind === 'changeRefused').flatMap(({ postId }) => postId ?? []);
  const readings = refused.length > 0 ? await readingsOf(db, 'post', refused) : null;
  return rows.map((row) => {
    // Decided anew since: the old reason would be untrue.
    const reading = isRefusal(row) ? readings?.get(row.postId ?? '') : undefined;
    const stands = reading && ['refused', 'appealed', 'upheld'].includes(reading.state);
    return {
      id: row.id,
      kind: row.kind,
      at: row.at.toISOString(),
      day: row.day,
      read: row.read,
      topic: row.topicId === null ? null : { id: row.topicId, title: row.topicTitle ?? '' },
      post: postOf(row),
      duty: row.duty === null ? null : { duty: row.duty, committee: row.dutyAt ?? '', expired: row.dutyExpired ?? false },
      profile: row.field === null ? null : { field: row.field, why: row.kind === 'profileRefused' ? row.why : null },
      account:
        row.account === null ? null : { what: row.account, own: row.accountOwn ?? false, office: row.office, phone: row.officePhone },
      from: row.kind === 'reply' ? { name: row.authorName ?? '', kind: row.authorKind ?? 'netizen' } : null,
      toMine: row.toMine,
      reason: stands ? reading.reason : null,
      ownWords: stands ? reading.ownWords : null,
      appealUntil: (stands && reading.appealUntil?.toISOString()) || null,
      url: linkOf(ledOf(row)),
    };
  });
}
const postOf = (row: store.NoticeRow) =>
  row.postId === null
    ? null
    : { id: row.postId, excerpt: row.kind === 'reply' && row.postState !== 'published' ? null : excerptOf(row.text ?? '') };
const isRefusal = ({ kind }: store.NoticeRow): boolean => kind === 'refused' || kind === 'changeRefused';
const ledOf = (row: store.NoticeRow) => ({ ...row, published: row.postState === 'published' });

/** The key of a row in the list, opaque to callers. */
const placeOf = ({ at, id }: store.Place): string => Buffer.from(`${at.toISOString()} ${id}`).toString('base64url');
function placeFrom(after: string | undefined): store.Place | null {
  const [at = '', id = ''] = Buffer.from(after ?? '', 'base64url')
    .toString('utf8')
    .split(' ');
  return /^[0-9a-f-]{36}$/.test(id) && !Number.isNaN(Date.parse(at)) ? { at: new Date(at), id } : null;
}
