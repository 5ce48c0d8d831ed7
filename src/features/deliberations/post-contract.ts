import { type Static, Type } from 'typebox';
import { closed, endpoint, Id, Moment, oneOf, PageOf } from '../../kit/endpoint.ts';

/** Lengths in characters as people count them; pictures of at most 10 MB each before they are made smaller. */
export const POST = { least: 5, leastReply: 2, most: 2000, pictures: 9, editMinutes: 15, undoSeconds: 60, sameMinutes: 10 } as const;

export const PostState = oneOf(['pending', 'published', 'held', 'refused', 'withdrawn']);
export type PostState = Static<typeof PostState>;

const Name = Type.Union([Type.String(), Type.Null()]);
export const Author = Type.Object(
  {
    name: Type.String(),
    kind: oneOf(['member', 'netizen']),
    /** Of the time of writing. */
    sector: Name,
    subCommittee: Name,
    /** Named when the member sits in another committee than the topic's. */
    committee: Name,
  },
  closed,
);
export const PostView = Type.Object(
  {
    id: Id('发言编号'),
    topicId: Id('议题编号'),
    /** The post under which a reply is shown; null for a post of its own. */
    rootId: Type.Union([Id('发言编号'), Type.Null()]),
    replyTo: Type.Union([Type.Object({ id: Id('发言编号'), name: Type.String() }, closed), Type.Null()]),
    author: Author,
    text: Type.String(),
    pictures: Type.Array(Type.Object({ url: Type.String(), width: Type.Integer(), height: Type.Integer() }, closed)),
    at: Moment,
    edited: Type.Boolean(),
    /** Its author left: the text is a tombstone. */
    erased: Type.Boolean(),
    version: Type.Integer(),
    likes: Type.Integer(),
    visitorLikes: Type.Integer(),
    replies: Type.Integer(),
    liked: Type.Boolean(),
    mine: Type.Boolean(),
    /** Only told to its author; others see published posts only. */
    state: PostState,
    /** A newer version of mine waits to be read; readers still see this one. */
    editWaits: Type.Boolean(),
    /** Acts that its author may do now: edit, withdraw, restore. */
    offers: Type.Array(Type.String()),
  },
  closed,
);

const After = Type.Optional(Type.String({ maxLength: 100, title: '页码' }));
export const listPosts = endpoint({
  method: 'GET',
  path: '/topics/:id/posts',
  input: Type.Object(
    {
      id: Id('议题编号'),
      sort: Type.Optional(oneOf(['newest', 'hottest'], '排序')),
      who: Type.Optional(oneOf(['member', 'netizen'], '谁的发言')),
      after: After,
    },
    closed,
  ),
  reply: PageOf(PostView),
  refusals: ['unknown-thing'],
  by: ['anyone'],
  thing: 'topic',
});
/** A post and its replies, oldest first. */
export const readPost = endpoint({
  method: 'GET',
  path: '/posts/:id',
  input: Type.Object({ id: Id('发言编号'), after: After }, closed),
  reply: Type.Object({ post: PostView, replies: PageOf(PostView) }, closed),
  refusals: ['unknown-thing'],
  by: ['anyone'],
  thing: 'post',
});
export const listMyPosts = endpoint({
  method: 'GET',
  path: '/my/posts',
  input: Type.Object({ after: After }, closed),
  reply: PageOf(Type.Object({ ...PostView.properties, topicTitle: Type.String() }, closed)),
  refusals: [],
  by: ['signedIn'],
});

/** What an author writes; the length that counts is asked by `checkText` (rules). */
export const Written = {
  text: Type.String({ maxLength: 40_000, title: '发言' }),
  pictures: Type.Optional(Type.Array(Id('图片'), { maxItems: POST.pictures, title: '图片' })),
};
const refusedTexts = ['text-too-short', 'text-too-long', 'text-broken', 'classified', 'unknown-picture'] as const;
const Submitted = Type.Object(
  {
    id: Id('发言编号'),
    rootId: Type.Union([Id('发言编号'), Type.Null()]),
    state: PostState,
    /** The same words stand here since a few minutes: this is that post, nothing new was published. */
    again: Type.Boolean(),
  },
  closed,
);

/** 发言. The same key again gets the same reply; the text comes back byte for byte. */
export const submitPost = endpoint({
  method: 'POST',
  path: '/topics/:id/posts',
  input: Type.Object({ id: Id('议题编号'), ...Written }, closed),
  reply: Submitted,
  refusals: ['unknown-thing', 'not-open-yet', 'closed-since', 'topic-withdrawn', 'staff-do-not-post', ...refusedTexts],
  by: ['signedIn'],
  thing: 'topic',
  guarded: true,
  perMinute: 10,
});
/** 回复. A reply to a reply is shown under the same post, naming whom it answers. */
export const replyToPost = endpoint({
  method: 'POST',
  path: '/posts/:id/replies',
  input: Type.Object({ id: Id('发言编号'), ...Written }, closed),
  reply: Submitted,
  refusals: ['unknown-thing', 'not-open-yet', 'closed-since', 'topic-withdrawn', 'staff-do-not-post', ...refusedTexts],
  by: ['signedIn'],
  thing: 'post',
  guarded: true,
  perMinute: 20,
});
/** 修改, within 15 minutes. An author who is read before publication keeps the old text visible until the new one was read. */
export const editPost = endpoint({
  method: 'PUT',
  path: '/posts/:id',
  input: Type.Object({ id: Id('发言编号'), ...Written }, closed),
  reply: Type.Object({ version: Type.Integer(), waits: Type.Boolean() }, closed),
  refusals: ['unknown-thing', 'changed-meanwhile', 'changed-by-another', 'too-late-to-edit', ...refusedTexts],
  by: ['author'],
  thing: 'post',
  versioned: true,
  perMinute: 20,
});
/** 撤回. */
export const withdrawPost = endpoint({
  method: 'POST',
  path: '/posts/:id/withdrawal',
  input: Type.Object({ id: Id('发言编号') }, closed),
  reply: Type.Object({ state: PostState, undoUntil: Moment }, closed),
  refusals: ['unknown-thing', 'changed-meanwhile'],
  by: ['author'],
  thing: 'post',
});
/** 撤销撤回, within a minute. */
export const restorePost = endpoint({
  method: 'DELETE',
  path: '/posts/:id/withdrawal',
  input: Type.Object({ id: Id('发言编号') }, closed),
  reply: Type.Object({ state: PostState }, closed),
  refusals: ['unknown-thing', 'changed-meanwhile', 'too-late-to-undo'],
  by: ['author'],
  thing: 'post',
});

const Liking = Type.Object({ liked: Type.Boolean(), likes: Type.Integer(), visitorLikes: Type.Integer() }, closed);
/** 点赞: a person or a device counts once; a visitor's like is counted apart. */
export const likePost = endpoint({
  method: 'PUT',
  path: '/posts/:id/like',
  input: Type.Object({ id: Id('发言编号') }, closed),
  reply: Liking,
  refusals: ['unknown-thing', 'no-device-mark', 'own-post'],
  by: ['anyone'],
  thing: 'post',
  perMinute: 60,
});
export const unlikePost = endpoint({
  method: 'DELETE',
  path: '/posts/:id/like',
  input: Type.Object({ id: Id('发言编号') }, closed),
  reply: Liking,
  refusals: ['unknown-thing', 'no-device-mark'],
  by: ['anyone'],
  thing: 'post',
  perMinute: 60,
});

/** 草稿: as typed; one a person, topic and post answered. Empty text removes it. */
export const saveDraft = endpoint({
  method: 'PUT',
  path: '/topics/:id/draft',
  input: Type.Object({ id: Id('议题编号'), replyTo: Type.Optional(Id('发言编号')), ...Written }, closed),
  reply: Type.Object({ savedAt: Moment }, closed),
  refusals: ['unknown-thing', 'text-broken', 'classified', 'unknown-picture'],
  by: ['signedIn'],
  thing: 'topic',
  perMinute: 120,
});
export const readDraft = endpoint({
  method: 'GET',
  path: '/topics/:id/draft',
  input: Type.Object({ id: Id('议题编号'), replyTo: Type.Optional(Id('发言编号')) }, closed),
  reply: Type.Object(
    {
      text: Type.String(),
      pictures: Type.Array(Type.Object({ id: Id('图片'), url: Type.String() }, closed)),
      savedAt: Type.Union([Moment, Type.Null()]),
    },
    closed,
  ),
  refusals: ['unknown-thing'],
  by: ['signedIn'],
  thing: 'topic',
});
