import { Type } from 'typebox';
import { closed, endpoint, Id, Moment, oneOf, PageOf } from '../../kit/endpoint.ts';

/** Within this time the same moderator may take a decision back; notices to the author are held back as long. */
export const UNDO_SECONDS = 60;
/** Days after a refusal in which its author may appeal, once. */
export const APPEAL_DAYS = 7;
export const READING = { ownWords: 500, appealLeast: 5, appeal: 500, excerpt: 80 } as const;

/** Why a thing is not made public: the published list, in the order of the keys 1 to 9. */
export const reasons = [
  'othersData',
  'offTopic',
  'advertising',
  'insult',
  'unfounded',
  'duplicate',
  'personalMatter',
  'confidential',
  'other',
] as const;
export type Reason = (typeof reasons)[number];
/** The reason that says nothing without the moderator's own words. */
export const WORDLESS_REASON: Reason = 'other';

export const readingStates = ['waiting', 'held', 'accepted', 'refused', 'withdrawn', 'appealed', 'upheld'] as const;
export type ReadingState = (typeof readingStates)[number];
export const decisions = ['accept', 'refuse', 'hold'] as const;
export type Decision = (typeof decisions)[number];
export const flagKinds = ['mobile', 'landline', 'identity', 'bankCard'] as const;
export type FlagKind = (typeof flagKinds)[number];
/** A place in a text that looks like somebody's number: offsets as JavaScript counts them, `end` not included. */
export interface Flag {
  readonly kind: FlagKind;
  readonly start: number;
  readonly end: number;
}
export const tabs = ['waiting', 'held', 'appealed', 'decided'] as const;
export type Tab = (typeof tabs)[number];

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const Whose = Type.Object({ name: Type.String(), kind: oneOf(['member', 'netizen']), place: Maybe(Type.String()) }, closed);

const Common = {
  id: Id('审核编号'),
  /** What is read: post. */
  kind: Type.String(),
  thingId: Id('内容编号'),
  state: oneOf(readingStates),
  /** before: not public yet; after: public while it waits. */
  mode: oneOf(['before', 'after']),
  /** A later version of something that was read before. */
  isChange: Type.Boolean(),
  topicId: Maybe(Id('议题编号')),
  topicTitle: Type.String(),
  author: Whose,
  arrivedAt: Moment,
  /** The last decision, holding included. */
  decidedAt: Maybe(Moment),
  decidedBy: Maybe(Type.String()),
  reason: Maybe(oneOf(reasons)),
  appealedAt: Maybe(Moment),
};
export const ReadingRow = Type.Object(
  { ...Common, excerpt: Type.String(), flags: Type.Array(Type.Object({ kind: oneOf(flagKinds), count: Type.Integer() }, closed)) },
  closed,
);
export const ReadingView = Type.Object(
  {
    ...Common,
    text: Type.String(),
    /** What readers see now, when this is a change of it. */
    before: Maybe(Type.String()),
    pictures: Type.Array(Type.Object({ url: Type.String(), width: Type.Integer(), height: Type.Integer() }, closed)),
    url: Type.String(),
    replyTo: Maybe(Type.String()),
    flags: Type.Array(Type.Object({ kind: oneOf(flagKinds), start: Type.Integer(), end: Type.Integer() }, closed)),
    /** Earlier things of this author at this committee, and how many of them were found fit to be public. */
    record: Type.Object({ earlier: Type.Integer(), published: Type.Integer() }, closed),
    ownWords: Maybe(Type.String()),
    appealWords: Maybe(Type.String()),
    appealAnswer: Maybe(Type.String()),
    appealDecidedAt: Maybe(Moment),
    appealDecidedBy: Maybe(Type.String()),
    /** Acts that this person may do now: the buttons. */
    offers: Type.Array(Type.String()),
    undoUntil: Maybe(Moment),
  },
  closed,
);
export const Queue = Type.Object(
  {
    waiting: Type.Integer(),
    held: Type.Integer(),
    appealed: Type.Integer(),
    /** Arrival of the one that waits longest. */
    oldestAt: Maybe(Moment),
    decidedToday: Type.Integer(),
    /** Mean minutes from arrival to decision, of today's; null without any. */
    meanMinutes: Maybe(Type.Integer()),
    /** Topics with something to read, for the filter. */
    topics: Type.Array(Type.Object({ id: Id('议题编号'), title: Type.String(), count: Type.Integer() }, closed)),
  },
  closed,
);

/** 审核: how much waits, and what was done today. */
export const readQueue = endpoint({
  method: 'GET',
  path: '/reading-queue',
  input: Type.Object({ topic: Type.Optional(Id('议题编号')) }, closed),
  reply: Queue,
  refusals: ['not-yours'],
  by: ['moderator'],
});
/** 先到先审; what was decided comes newest first. */
export const listReadings = endpoint({
  method: 'GET',
  path: '/readings',
  input: Type.Object(
    {
      tab: oneOf(tabs, '栏目'),
      topic: Type.Optional(Id('议题编号')),
      after: Type.Optional(Type.String({ maxLength: 100, title: '页码' })),
    },
    closed,
  ),
  reply: PageOf(ReadingRow),
  refusals: ['not-yours'],
  by: ['moderator'],
});
export const readReading = endpoint({
  method: 'GET',
  path: '/readings/:id',
  input: Type.Object({ id: Id('审核编号') }, closed),
  reply: ReadingView,
  refusals: ['unknown-thing'],
  by: ['moderator'],
  thing: 'reading',
});

const OwnWords = Type.String({ maxLength: READING.ownWords, title: '写给作者的话' });
/** 通过 / 不公开 / 暂缓. A refusal names its reason; the author learns it with the moderator's words. */
export const decideReading = endpoint({
  method: 'POST',
  path: '/readings/:id/decision',
  input: Type.Object(
    {
      id: Id('审核编号'),
      decision: oneOf(decisions, '处理'),
      reason: Type.Optional(oneOf(reasons, '不公开的理由')),
      ownWords: Type.Optional(OwnWords),
    },
    closed,
  ),
  reply: Type.Object({ state: oneOf(readingStates), undoUntil: Moment }, closed),
  refusals: ['unknown-thing', 'changed-meanwhile', 'reason-missing', 'own-words-missing', 'text-broken', 'classified'],
  by: ['moderator'],
  thing: 'reading',
  guarded: true,
});
/**
 * 撤下: what was accepted, and is public, must go. A round of its own, refused as by `decideReading`: the author is told, may appeal.
 * The reply names the new round, for who takes the act back within a minute.
 */
export const takeDown = endpoint({
  method: 'POST',
  path: '/readings/:id/take-down',
  input: Type.Object(
    { id: Id('审核编号'), reason: Type.Optional(oneOf(reasons, '撤下的理由')), ownWords: Type.Optional(OwnWords) },
    closed,
  ),
  reply: Type.Object({ id: Id('审核编号'), state: oneOf(readingStates), undoUntil: Moment }, closed),
  refusals: ['unknown-thing', 'changed-meanwhile', 'reason-missing', 'own-words-missing', 'text-broken'],
  by: ['moderator'],
  thing: 'reading',
  guarded: true,
});
/** 撤销: only who decided, within a minute. */
export const undoDecision = endpoint({
  method: 'DELETE',
  path: '/readings/:id/decision',
  input: Type.Object({ id: Id('审核编号') }, closed),
  reply: Type.Object({ state: oneOf(readingStates) }, closed),
  refusals: ['unknown-thing', 'changed-meanwhile', 'decided-by-another', 'too-late-to-undo'],
  by: ['moderator'],
  thing: 'reading',
});
/** 申诉: by the author of what was refused, once, within 7 days. */
export const appealDecision = endpoint({
  method: 'POST',
  path: '/readings/:id/appeal',
  input: Type.Object(
    { id: Id('审核编号'), words: Type.String({ minLength: READING.appealLeast, maxLength: READING.appeal, title: '申诉理由' }) },
    closed,
  ),
  reply: Type.Object({ state: oneOf(readingStates) }, closed),
  refusals: ['unknown-thing', 'changed-meanwhile', 'appealed-already', 'too-late-to-appeal', 'text-broken', 'classified'],
  by: ['author'],
  thing: 'reading',
  guarded: true,
  perMinute: 10,
});
/** 申诉复核: by another moderator than the one who refused; who lets the refusal stand says why. */
export const decideAppeal = endpoint({
  method: 'POST',
  path: '/readings/:id/appeal/decision',
  input: Type.Object({ id: Id('审核编号'), decision: oneOf(['grant', 'uphold'], '复核结果'), answer: Type.Optional(OwnWords) }, closed),
  reply: Type.Object({ state: oneOf(readingStates) }, closed),
  refusals: ['unknown-thing', 'changed-meanwhile', 'refused-by-you', 'own-words-missing', 'text-broken', 'classified'],
  by: ['moderator'],
  thing: 'reading',
  guarded: true,
});
/** 不公开的理由: the published list; its sentences stand in src/web/words. */
export const listReasons = endpoint({
  method: 'GET',
  path: '/refusal-reasons',
  input: Type.Object({}, closed),
  reply: Type.Object({ rows: Type.Array(Type.Object({ code: oneOf(reasons), needsOwnWords: Type.Boolean() }, closed)) }, closed),
  refusals: [],
  by: ['anyone'],
});
