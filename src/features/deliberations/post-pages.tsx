import { Type } from 'typebox';
import { closed, Id, oneOf } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { unknown } from '../../kit/refusal.ts';
import { asSigned } from '../../kit/serve.ts';
import { type Answer, form, type PageRoute, page, shared } from '../../web/page-route.ts';
import { safeNext } from '../people/index.ts';
import { pageBefore, topicName } from './page-store.ts';
import { PAGE, type PostActions } from './post-actions.ts';
import { likePost, withdrawPost } from './post-contract.ts';
import { postOf } from './post-store.ts';
import { keyOf } from './post-view.ts';
import { gateOf } from './store.ts';
import { anchorOf } from './web/places.ts';
import { Thread } from './web/Thread.tsx';
import { writingOf } from './writing-pages.ts';

const post = { id: Id('发言编号') };
const Back = Type.Optional(Type.String({ maxLength: 500, title: '返回地址' }));

/** A thread, and what is done to one post by a plain form. */
export const postPages = (house: House, posts: PostActions): PageRoute[] => [
  page({
    path: '/topics/:id/posts/:postId',
    input: Type.Object(
      {
        id: Id('议题编号'),
        postId: Id('发言编号'),
        at: Type.Optional(Id('回复编号')),
        after: Type.Optional(Type.String({ maxLength: 100 })),
      },
      closed,
    ),
    by: ['anyone'],
    thing: 'post',
    async answer(call, { id, postId, at, after }) {
      const start = at === undefined || at === postId ? null : await pageBefore(house.db, postId, at, call.person?.id ?? null, PAGE);
      const begin = start ? keyOf(start.at, 0, start.id) : at === undefined ? after : undefined;
      const thread = await posts.read(shared(call), { id: postId, ...(begin !== undefined && { after: begin }) });
      if (thread.post.topicId !== id) throw unknown('thing');
      // A reply has no page of its own: it stands in its thread.
      if (thread.post.rootId !== null)
        return { kind: 'redirect', to: `/topics/${id}/posts/${thread.post.rootId}?at=${postId}#${anchorOf(postId)}` };
      const [topic, gate] = [await topicName(house.db, id), await gateOf(house.db, id)];
      if (!topic || !gate) throw unknown('thing');
      const writing = await writingOf(house, call, { ...gate, withdrawnWhy: topic.withdrawnWhy }, postId);
      const data = { topic, ...thread, at: at ?? null, first: begin === undefined, writing };
      return { kind: 'html', page: <Thread call={call} data={data} />, about: [id, postId] };
    },
  }),
  form({
    path: '/posts/:id/like',
    input: Type.Object({ ...post, wanted: oneOf(['yes', 'no'], '点赞'), back: Back }, closed),
    by: likePost.by,
    thing: 'post',
    perMinute: 60,
    async answer(call, { id, wanted, back }) {
      await (wanted === 'yes' ? posts.like(call, { id }) : posts.unlike(call, { id }));
      return { kind: 'redirect', to: safeNext(back) };
    },
  }),
  form({
    path: '/posts/:id/withdrawal',
    input: Type.Object({ ...post, back: Back }, closed),
    by: withdrawPost.by,
    thing: 'post',
    async answer(call, { id, back }) {
      await posts.withdraw(asSigned(call), { id });
      return said(`withdrawn.${id}`, await whereStill(house, id, back));
    },
  }),
  form({
    path: '/posts/:id/restoring',
    input: Type.Object({ ...post, back: Back }, closed),
    by: withdrawPost.by,
    thing: 'post',
    async answer(call, { id, back }) {
      await posts.restore(asSigned(call), { id });
      return said('restored', `${safeNext(back).split('#')[0]}#${anchorOf(id)}`);
    },
  }),
];

export const said = (value: string, to: string): Answer => ({ kind: 'redirect', to, cookies: [{ name: 'said', value }] });

/** Back to where it was withdrawn; its own thread is gone for others, so from there to the topic. */
async function whereStill(house: House, id: string, back: string | undefined): Promise<string> {
  const row = await postOf(house.db, id, null);
  const next = safeNext(back);
  return row && next.startsWith(`/topics/${row.topicId}/posts/${id}`) ? `/topics/${row.topicId}#posts` : next;
}
