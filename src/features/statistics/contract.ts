import { Type } from 'typebox';
import { closed, endpoint, Id, Moment } from '../../kit/endpoint.ts';

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const Count = Type.Integer();

/** What kinds of visitors begin a visit. Public = netizen + visitor; staff stands apart and in no total. */
const Visits = { member: Count, netizen: Count, visitor: Count, public: Count, total: Count, staff: Count };
const Voices = { member: Count, netizen: Count, total: Count };

/** Every figure of one topic. The definition of each stands in the words of statistics under the same name. */
export const Figures = Type.Object(
  {
    topic: Type.Object(
      {
        id: Id('议题编号'),
        title: Type.String(),
        /** The posting window: the chart marks its end. */
        startsAt: Moment,
        endsAt: Moment,
      },
      closed,
    ),
    /** Up to when everything is counted: now, unless the counting is behind. */
    countedAt: Moment,
    /** The last recount from facts and the raw visit log; null before the first. */
    recount: Maybe(Type.Object({ at: Moment, agreed: Type.Boolean(), differences: Count }, closed)),
    visits: Type.Object(Visits, closed),
    /** One row a day, days without a visit too; day as 2026-07-24 on the house's calendar. */
    visitsByDay: Type.Array(Type.Object({ day: Type.String(), ...Visits }, closed)),
    /** 24 rows, hours of the day on the house's clock. */
    visitsByHour: Type.Array(Type.Object({ hour: Type.Integer(), ...Visits }, closed)),
    posts: Type.Object(Voices, closed),
    replies: Type.Object(Voices, closed),
    /** By the day of first publication; the same days as `visitsByDay`. */
    postsByDay: Type.Array(Type.Object({ day: Type.String(), ...Voices, replies: Count }, closed)),
    /** Sectors of the committee's term in their order, those without a post too; then sectors of other committees, named. */
    sectors: Type.Array(
      Type.Object({ id: Id('界别编号'), name: Type.String(), committee: Maybe(Type.String()), posts: Count, replies: Count }, closed),
    ),
    /** Of the committee's own sectors: how many have a post, how many there are. */
    sectorsHeard: Count,
    sectorsInTerm: Count,
    /** `verified` = member + netizen + staff; visitors' likes are counted apart. */
    likes: Type.Object({ member: Count, netizen: Count, staff: Count, verified: Count, visitor: Count }, closed),
    moderation: Type.Object(
      {
        accepted: Count,
        refused: Count,
        held: Count,
        /** Refusals by the published reason's code. */
        reasons: Type.Array(Type.Object({ reason: Type.String(), count: Count }, closed)),
        appealsGranted: Count,
        appealsUpheld: Count,
      },
      closed,
    ),
  },
  closed,
);

/** 到访: one hit; a visit is the hits of one device with pauses of at most 30 minutes. No body; asked once a page view. */
export const recordVisit = endpoint({
  method: 'POST',
  path: '/topics/:id/visits',
  input: Type.Object({ id: Id('议题编号') }, closed),
  /** False for a draft, which only its editors see. */
  reply: Type.Object({ counted: Type.Boolean() }, closed),
  refusals: ['unknown-thing'],
  by: ['anyone'],
  thing: 'topic',
  perMinute: 60,
});
/** 统计. */
export const readFigures = endpoint({
  method: 'GET',
  path: '/topics/:id/figures',
  input: Type.Object({ id: Id('议题编号') }, closed),
  reply: Figures,
  refusals: ['unknown-thing'],
  by: ['editor', 'moderator'],
  thing: 'topic',
});
