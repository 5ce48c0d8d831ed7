import { type Static, Type } from 'typebox';
import { closed, endpoint, Id, Moment, oneOf, PageOf } from '../../kit/endpoint.ts';

/** What an announced topic holds: characters of its texts, and how many of each other thing. */
export const TOPIC = {
  least: 4,
  title: 60,
  summary: 120,
  focus: 20_000,
  figures: 6,
  figure: 12,
  figureLabel: 20,
  source: 80,
  pictures: 9,
  materials: 50,
} as const;
/** A draft may be this many times too long: it is cut down before it is announced. */
const ROOM = 3;

export const TopicState = oneOf(['draft', 'announced', 'open', 'closed', 'withdrawn']);
export type TopicState = Static<typeof TopicState>;
export const PartKind = oneOf(['posting', 'collation', 'meeting', 'answers', 'followUp']);
export type PartKind = Static<typeof PartKind>;
export const Reading = oneOf(['before', 'after']);

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);

/** A dated part of a topic; the phase that people see is derived from all of them. In a draft dates may be missing or contradict each other. */
export const Part = Type.Object({ kind: PartKind, startsAt: Maybe(Moment), endsAt: Maybe(Moment) }, closed);
/** A station of the phase rail. */
export const Station = Type.Object({ kind: PartKind, state: oneOf(['done', 'now', 'toCome']), startsAt: Moment, endsAt: Moment }, closed);
export const Figure = Type.Object(
  {
    value: Type.String({ maxLength: ROOM * TOPIC.figure, title: '数值' }),
    label: Type.String({ maxLength: ROOM * TOPIC.figureLabel, title: '说明' }),
  },
  closed,
);
export const Picture = Type.Object(
  { id: Id('图片'), url: Type.String(), width: Type.Integer(), height: Type.Integer(), caption: Type.String() },
  closed,
);

export const TopicCard = Type.Object(
  {
    id: Id('议题编号'),
    title: Type.String(),
    summary: Type.String(),
    committeeId: Id('委员会编号'),
    committee: Type.String(),
    committeeShort: Type.String(),
    /** Empty while a draft names none. */
    host: Type.String(),
    state: TopicState,
    stations: Type.Array(Station),
    /** Null while a draft lacks one of its dates. */
    posting: Maybe(Type.Object({ startsAt: Moment, endsAt: Moment }, closed)),
    posts: Type.Integer(),
    memberPosts: Type.Integer(),
    sectors: Type.Integer(),
    demo: Type.Boolean(),
  },
  closed,
);
export const MaterialView = Type.Object(
  {
    id: Id('资料编号'),
    title: Type.String(),
    version: Type.Integer(),
    type: Type.String(),
    size: Type.Integer(),
    readers: Type.Integer(),
    at: Moment,
    url: Type.String(),
  },
  closed,
);
export const TopicView = Type.Object(
  {
    ...TopicCard.properties,
    hostId: Maybe(Id('承办机构编号')),
    version: Type.Integer(),
    focus: Type.String(),
    figures: Type.Array(Figure),
    figuresSource: Type.String(),
    pictures: Type.Array(Picture),
    materials: Type.Array(MaterialView),
    membersRead: Reading,
    publicRead: Reading,
    parts: Type.Array(Part),
    withdrawnWhy: Maybe(Type.String()),
    /** Acts that this person may do now: the buttons. */
    offers: Type.Array(Type.String()),
  },
  closed,
);

export const listTopics = endpoint({
  method: 'GET',
  path: '/topics',
  input: Type.Object(
    {
      committee: Type.Optional(Id('委员会编号')),
      state: Type.Optional(TopicState),
      after: Type.Optional(Type.String({ maxLength: 100, title: '页码' })),
    },
    closed,
  ),
  reply: PageOf(TopicCard),
  refusals: [],
  by: ['anyone'],
});
export const readTopic = endpoint({
  method: 'GET',
  path: '/topics/:id',
  input: Type.Object({ id: Id('议题编号') }, closed),
  reply: TopicView,
  refusals: ['unknown-thing'],
  by: ['anyone'],
  thing: 'topic',
});

/** A draft needs a title alone; what an announced topic needs besides is asked by `checkWhole` (rules). */
const TopicText = {
  title: Type.String({ minLength: 1, maxLength: ROOM * TOPIC.title, pattern: '\\S', title: '议题名称' }),
  summary: Type.String({ maxLength: ROOM * TOPIC.summary, title: '一句话说明' }),
  hostId: Maybe(Id('承办专委会')),
  focus: Type.String({ maxLength: ROOM * TOPIC.focus, title: '本期聚焦' }),
  figures: Type.Array(Figure, { maxItems: TOPIC.figures, title: '关键数据' }),
  figuresSource: Type.String({ maxLength: ROOM * TOPIC.source, title: '数据来源' }),
  membersRead: oneOf(['before', 'after'], '委员发言审核'),
  publicRead: oneOf(['before', 'after'], '网友发言审核'),
  parts: Type.Array(Part, { maxItems: 5, title: '各阶段日期' }),
};
/** 新建议题: saved as far as it is written. */
export const draftTopic = endpoint({
  method: 'POST',
  path: '/topics',
  input: Type.Object({ committeeId: Id('委员会编号'), ...TopicText }, closed),
  reply: Type.Object({ id: Id('议题编号'), version: Type.Integer() }, closed),
  refusals: ['unknown-thing', 'parts-out-of-order', 'unknown-host', 'classified'],
  by: ['editor'],
  guarded: true,
});
/** 修改议题: a draft as far as it is written, an announced topic only whole. */
export const changeTopic = endpoint({
  method: 'PUT',
  path: '/topics/:id',
  input: Type.Object({ id: Id('议题编号'), ...TopicText }, closed),
  reply: Type.Object({ version: Type.Integer() }, closed),
  refusals: [
    'classified',
    'unknown-thing',
    'changed-by-another',
    'changed-meanwhile',
    'topic-incomplete',
    'part-ends-before-it-starts',
    'parts-out-of-order',
    'unknown-host',
  ],
  by: ['editor'],
  thing: 'topic',
  versioned: true,
});

const move = <const P extends string, const F extends string = never>(path: P, more: readonly F[] = []) =>
  endpoint({
    method: 'POST',
    path: `/topics/:id/${path}`,
    input: Type.Object({ id: Id('议题编号') }, closed),
    reply: Type.Object({ state: TopicState }, closed),
    refusals: ['unknown-thing', 'changed-meanwhile', ...more],
    by: ['editor'],
    thing: 'topic',
  });
/** 发布预告: everyone sees it from now; it opens by itself when its posting window starts. What the draft lacks is refused by field. */
export const announceTopic = move('announcement', [
  'topic-incomplete',
  'part-ends-before-it-starts',
  'parts-out-of-order',
  'posting-is-over',
]);
/** 提前开始征集. */
export const openTopic = move('opening');
/** 结束征集. */
export const closeTopic = move('closing');
/** 撤下议题: stays readable with the reason, or unseen when it was a draft. */
export const withdrawTopic = endpoint({
  method: 'POST',
  path: '/topics/:id/withdrawal',
  input: Type.Object({ id: Id('议题编号'), why: Type.String({ minLength: 2, maxLength: 200, title: '撤下原因' }) }, closed),
  reply: Type.Object({ state: TopicState }, closed),
  refusals: ['unknown-thing', 'changed-meanwhile'],
  by: ['editor'],
  thing: 'topic',
});
