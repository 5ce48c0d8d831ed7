import { Type } from 'typebox';
import { closed, endpoint, Id, Moment, oneOf } from '../../kit/endpoint.ts';

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const Day = Type.String({ format: 'date', title: '日期' });
const NoticeText = (title: string, most: number) => Type.String({ minLength: 1, maxLength: most, title });
const Both = (title: string, most: number) =>
  Type.Object({ zh: NoticeText(`${title}（中文）`, most), en: NoticeText(`${title}（英文）`, most) }, closed);
export const NoticeView = Type.Object(
  {
    version: Type.Integer(),
    effectiveOn: Type.String(),
    publishedAt: Moment,
    publishedBy: Maybe(Type.String()),
    text: Type.Object({ zh: Type.String(), en: Type.String() }, closed),
    changed: Type.Object({ zh: Type.String(), en: Type.String() }, closed),
  },
  closed,
);

/** 隐私政策: every version, newest first. */
export const listPrivacyNotices = endpoint({
  method: 'GET',
  path: '/privacy-notices',
  input: Type.Object({}, closed),
  reply: Type.Object({ rows: Type.Array(NoticeView), current: Maybe(Type.Integer()) }, closed),
  refusals: [],
  by: ['anyone'],
});
/** The text that comes with the program: what a first version starts from. */
export const readDefaultNotice = endpoint({
  method: 'GET',
  path: '/privacy-notices/default',
  input: Type.Object({}, closed),
  reply: Type.Object({ zh: Type.String(), en: Type.String() }, closed),
  refusals: [],
  by: ['systemAdmin'],
});
/** 发布新版: from its day on everyone is asked to agree before they write again. */
export const publishPrivacyNotice = endpoint({
  method: 'POST',
  path: '/privacy-notices',
  input: Type.Object({ effectiveOn: Day, text: Both('隐私政策', 20_000), changed: Both('改了什么', 2000) }, closed),
  reply: Type.Object({ version: Type.Integer() }, closed),
  refusals: ['notice-in-the-past', 'text-broken'],
  by: ['systemAdmin'],
  guarded: true,
});
/** 同意: the version that was read; an earlier one than that in force is refused. */
export const giveConsent = endpoint({
  method: 'POST',
  path: '/me/consents',
  input: Type.Object({ version: Type.Integer({ minimum: 1, maximum: 1_000_000, title: '版本' }) }, closed),
  reply: Type.Object({}, closed),
  refusals: ['notice-changed', 'under-age'],
  by: ['signedIn'],
  withoutConsent: true,
});

const ExportView = Type.Object(
  {
    id: Id('导出编号'),
    state: oneOf(['waiting', 'ready', 'failed', 'ended']),
    askedAt: Moment,
    endsAt: Maybe(Moment),
    size: Maybe(Type.Integer()),
    /** Opens for this person's own logins only. */
    url: Maybe(Type.String()),
  },
  closed,
);
const RequestView = Type.Object(
  {
    id: Id('申请编号'),
    kind: oneOf(['netizen', 'member']),
    state: oneOf(['waiting', 'cancelled', 'refused', 'done']),
    askedAt: Moment,
    dueAt: Maybe(Moment),
    answeredAt: Maybe(Moment),
    answer: Maybe(Type.String()),
  },
  closed,
);
/** 我的数据: what is held of the asker, in counts by file of the export, and what is under way. */
export const readMyData = endpoint({
  method: 'GET',
  path: '/me/data',
  input: Type.Object({}, closed),
  reply: Type.Object(
    {
      standing: oneOf(['netizen', 'member']),
      held: Type.Array(Type.Object({ kind: Type.String(), file: Type.String(), count: Type.Integer() }, closed)),
      consents: Type.Array(Type.Object({ kind: Type.String(), version: Maybe(Type.Integer()), at: Moment, place: Type.String() }, closed)),
      export: Maybe(ExportView),
      erasure: Maybe(RequestView),
    },
    closed,
  ),
  refusals: [],
  by: ['signedIn'],
  perMinute: 20,
});
/** 打包我的数据: one at a time; ready in a moment, gone after seven days. */
export const askDataExport = endpoint({
  method: 'POST',
  path: '/me/data-exports',
  input: Type.Object({}, closed),
  reply: Type.Object({ id: Id('导出编号') }, closed),
  refusals: ['export-under-way'],
  by: ['signedIn'],
  guarded: true,
  perMinute: 5,
  withoutConsent: true,
});
/** 改昵称: by the rules of a first nickname; a member's name is corrected in the roster. */
export const changeNickname = endpoint({
  method: 'PUT',
  path: '/me/nickname',
  input: Type.Object({ nickname: Type.String({ minLength: 1, maxLength: 60, title: '昵称' }) }, closed),
  reply: Type.Object({}, closed),
  refusals: ['nickname-refused', 'nickname-taken', 'nickname-of-roster'],
  by: ['signedIn'],
  perMinute: 5,
});
/** 注销: waits a day; `atOnce` needs a login that proved itself within five minutes. Members ask their committee. */
export const askErasure = endpoint({
  method: 'POST',
  path: '/me/erasure',
  input: Type.Object(
    {
      word: Type.String({ maxLength: 20, title: '确认文字' }),
      atOnce: Type.Optional(Type.Boolean()),
      words: Type.Optional(Type.String({ maxLength: 500, title: '说明' })),
    },
    closed,
  ),
  reply: Type.Object({ state: oneOf(['waiting', 'done']), dueAt: Maybe(Moment) }, closed),
  refusals: ['erase-word-differs', 'erasure-asked-already', 'step-up-needed', 'text-broken'],
  by: ['signedIn'],
  perMinute: 5,
  withoutConsent: true,
});
/** 撤销注销. */
export const cancelErasure = endpoint({
  method: 'DELETE',
  path: '/me/erasure',
  input: Type.Object({}, closed),
  reply: Type.Object({}, closed),
  refusals: ['no-erasure-asked'],
  by: ['signedIn'],
  withoutConsent: true,
});

export const ErasureRequestRow = Type.Object(
  {
    id: Id('申请编号'),
    committeeId: Id('委员会编号'),
    committee: Type.String(),
    /** Gone once the request was carried out. */
    name: Type.String(),
    state: oneOf(['waiting', 'cancelled', 'refused', 'done']),
    askedAt: Moment,
    words: Maybe(Type.String()),
    /** A seat of a running term or a duty: it must end first. */
    serving: Type.Boolean(),
    answeredAt: Maybe(Moment),
    answeredBy: Maybe(Type.String()),
    answer: Maybe(Type.String()),
  },
  closed,
);
/** 注销申请 of members, to the liaison of their committee. */
export const listErasureRequests = endpoint({
  method: 'GET',
  path: '/erasure-requests',
  input: Type.Object({ after: Type.Optional(Id('上一条')) }, closed),
  reply: Type.Object({ rows: Type.Array(ErasureRequestRow), next: Maybe(Type.String()) }, closed),
  refusals: [],
  by: ['liaison'],
});
/** 答复注销申请: carried out, or refused with the reason that the member reads. */
export const answerErasureRequest = endpoint({
  method: 'POST',
  path: '/erasure-requests/:id/answer',
  input: Type.Object(
    {
      id: Id('申请编号'),
      decision: oneOf(['carryOut', 'refuse'], '答复'),
      answer: Type.Optional(Type.String({ maxLength: 500, title: '理由' })),
    },
    closed,
  ),
  reply: Type.Object({ state: oneOf(['done', 'refused']) }, closed),
  refusals: ['still-serving', 'answer-missing', 'changed-meanwhile', 'step-up-needed', 'text-broken'],
  by: ['liaison'],
  thing: 'erasureRequest',
  guarded: true,
});
