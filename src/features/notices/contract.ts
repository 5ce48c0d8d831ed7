import { Type } from 'typebox';
import { closed, endpoint, Id, Moment, oneOf } from '../../kit/endpoint.ts';
import { type Duty, duties } from '../desk/contract.ts';
import { type AccountChange, accountChangeKinds } from '../people/contract.ts';
import { ProfileField } from '../people/member-contract.ts';

export type { AccountChange, Duty, ProfileField };

/**
 * reply 有人回复 · published 审核后公开 · refused 没有公开 · changeAccepted, changeRefused 修改后的内容 ·
 * appealGranted 申诉成立 · appealUpheld 维持原决定 · dutyGranted 获得职责 · dutyEnded 职责收回 ·
 * profileAccepted, profileRefused 资料修改 · accountChanged 账号变更.
 */
export const noticeKinds = [
  'reply',
  'published',
  'refused',
  'changeAccepted',
  'changeRefused',
  'appealGranted',
  'appealUpheld',
  'dutyGranted',
  'dutyEnded',
  'profileAccepted',
  'profileRefused',
  'accountChanged',
] as const;
export const NoticeKind = oneOf(noticeKinds, '消息类别');
export type NoticeKind = (typeof noticeKinds)[number];

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);

/** Made when shown, from ids: what was withdrawn meanwhile is told without its text. */
export const NoticeView = Type.Object(
  {
    id: Id('消息编号'),
    kind: NoticeKind,
    /** When it reached this person: the list is ordered by it. */
    at: Moment,
    /** The day of `at` on the house's calendar, for headings: 2026-07-24. */
    day: Type.String(),
    read: Type.Boolean(),
    /** Null where a duty is what it is about. */
    topic: Maybe(Type.Object({ id: Id('议题编号'), title: Type.String() }, closed)),
    /** The reply, or the person's own post that was decided about. */
    post: Maybe(
      Type.Object(
        {
          id: Id('发言编号'),
          /** Its first words on one line; null when the reply can no longer be read. */
          excerpt: Maybe(Type.String()),
        },
        closed,
      ),
    ),
    /** The duty that was given or ended, and where. */
    duty: Maybe(Type.Object({ duty: oneOf(duties), committee: Type.String(), expired: Type.Boolean() }, closed)),
    /** The field of one's own data whose change was decided, and why it was refused. */
    profile: Maybe(Type.Object({ field: ProfileField, why: Maybe(Type.String()) }, closed)),
    /** What opens one's account and changed; by oneself, else by staff of this office, or by the phone that was there before. */
    account: Maybe(
      Type.Object(
        { what: oneOf(accountChangeKinds), own: Type.Boolean(), office: Maybe(Type.String()), phone: Maybe(Type.String()) },
        closed,
      ),
    ),
    /** Who replied; null for decisions. */
    from: Maybe(Type.Object({ name: Type.String(), kind: oneOf(['member', 'netizen']) }, closed)),
    /** For replies: whether the person's own post was answered, or another one under it. */
    toMine: Type.Boolean(),
    /** For refusals: the published reason's code, the moderator's own words, until when to appeal. */
    reason: Maybe(Type.String()),
    ownWords: Maybe(Type.String()),
    appealUntil: Maybe(Moment),
    /** Where it leads; `/notices/:id` marks it read and goes there. */
    url: Type.String(),
  },
  closed,
);

export const NoticeFilter = oneOf(['all', 'replies', 'decisions', 'account'], '消息类别');
export type NoticeFilter = 'all' | 'replies' | 'decisions' | 'account';
const Unread = Type.Object({ all: Type.Integer(), replies: Type.Integer(), decisions: Type.Integer(), account: Type.Integer() }, closed);

/** 消息, newest first. */
export const listNotices = endpoint({
  method: 'GET',
  path: '/my/notices',
  input: Type.Object({ filter: Type.Optional(NoticeFilter), after: Type.Optional(Type.String({ maxLength: 100, title: '页码' })) }, closed),
  reply: Type.Object({ rows: Type.Array(NoticeView), next: Maybe(Type.String()), unread: Unread }, closed),
  refusals: [],
  by: ['signedIn'],
});
export const countUnread = endpoint({
  method: 'GET',
  path: '/my/notices/unread',
  input: Type.Object({}, closed),
  reply: Unread,
  refusals: [],
  by: ['signedIn'],
});
/** 读过一条. */
export const readNotice = endpoint({
  method: 'PUT',
  path: '/notices/:id/reading',
  input: Type.Object({ id: Id('消息编号') }, closed),
  reply: Type.Object({ url: Type.String() }, closed),
  refusals: ['unknown-thing'],
  by: ['author'],
  thing: 'notice',
});
/** 全部已读, up to the newest notice that was on the screen: what came meanwhile stays unread. */
export const readNoticesThrough = endpoint({
  method: 'PUT',
  path: '/my/notices/reading',
  input: Type.Object({ through: Id('消息编号') }, closed),
  reply: Type.Object({ read: Type.Integer() }, closed),
  refusals: ['unknown-thing'],
  by: ['signedIn'],
});
