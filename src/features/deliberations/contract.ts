import { Type } from 'typebox';
import { closed, endpoint, Id, Moment, oneOf, PageOf } from '../../kit/endpoint.ts';

export const TOPIC = { title: 60, summary: 120, focus: 20_000, figures: 6, pictures: 9, materials: 50 } as const;

export const TopicState = oneOf(['draft', 'announced', 'open', 'closed', 'withdrawn']);
export const PartKind = oneOf(['posting', 'collation', 'meeting', 'answers', 'followUp']);
export const Reading = oneOf(['before', 'after']);
export type PartKind = 'posting' | 'collation' | 'meeting' | 'answers' | 'followUp';

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);

/** A dated part of a topic; the phase that people see is derived from all of them. */
export const Part = Type.Object({ kind: PartKind, startsAt: Moment, endsAt: Moment }, closed);
/** A station of the phase rail. */
export const Station = Type.Object({ kind: PartKind, state: oneOf(['done', 'now', 'toCome']), startsAt: Moment, endsAt: Moment }, closed);
export const Figure = Type.Object(
  {
    value: Type.String({ minLength: 1, maxLength: 12, title: '数值' }),
    label: Type.String({ minLength: 1, maxLength: 20, title: '说明' }),
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
    host: Type.String(),
    state: TopicState,
    stations: Type.Array(Station),
    posting: Type.Object({ startsAt: Moment, endsAt: Moment }, closed),
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
    hostId: Id('承办机构编号'),
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

const TopicText = {
  title: Type.String({ minLength: 4, maxLength: TOPIC.title, title: '议题名称' }),
  summary: Type.String({ minLength: 4, maxLength: TOPIC.summary, title: '一句话说明' }),
  hostId: Id('承办专委会'),
  focus: Type.String({ minLength: 1, maxLength: TOPIC.focus, title: '本期聚焦' }),
  figures: Type.Array(Figure, { maxItems: TOPIC.figures, title: '关键数据' }),
  figuresSource: Type.String({ maxLength: 80, title: '数据来源' }),
  membersRead: oneOf(['before', 'after'], '委员发言审核'),
  publicRead: oneOf(['before', 'after'], '网友发言审核'),
  parts: Type.Array(Part, { minItems: 1, maxItems: 5, title: '各阶段日期' }),
};
/** 新建议题. */
export const draftTopic = endpoint({
  method: 'POST',
  path: '/topics',
  input: Type.Object({ committeeId: Id('委员会编号'), ...TopicText }, closed),
  reply: Type.Object({ id: Id('议题编号'), version: Type.Integer() }, closed),
  refusals: ['unknown-thing', 'posting-part-missing', 'part-ends-before-it-starts', 'parts-out-of-order', 'unknown-host', 'classified'],
  by: ['editor'],
  guarded: true,
});
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
    'posting-part-missing',
    'part-ends-before-it-starts',
    'parts-out-of-order',
    'unknown-host',
    'posting-began-already',
  ],
  by: ['editor'],
  thing: 'topic',
  versioned: true,
});

const move = <const P extends string>(path: P) =>
  endpoint({
    method: 'POST',
    path: `/topics/:id/${path}`,
    input: Type.Object({ id: Id('议题编号') }, closed),
    reply: Type.Object({ state: TopicState }, closed),
    refusals: ['unknown-thing', 'changed-meanwhile', 'posting-is-over'],
    by: ['editor'],
    thing: 'topic',
  });
/** 发布预告: everyone sees it from now; it opens by itself when its posting window starts. */
export const announceTopic = move('announcement');
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
