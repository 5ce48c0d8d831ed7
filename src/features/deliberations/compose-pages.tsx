import { Type } from 'typebox';
import { closed, Id } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { unknown } from '../../kit/refusal.ts';
import { asSigned } from '../../kit/serve.ts';
import { form, type PageCall, type PageRoute, type Problem, page } from '../../web/page-route.ts';
import { newestVersion, topicName } from './page-store.ts';
import { type PostActions, visibleTopic } from './post-actions.ts';
import { editPost, Written } from './post-contract.ts';
import { said } from './post-pages.tsx';
import { justSaid } from './rules.ts';
import { recentOf } from './store.ts';
import { Compose, type ComposeData } from './web/Compose.tsx';
import { EditPost } from './web/EditPost.tsx';
import { addressOf, anchorOf } from './web/places.ts';
import { writingOf } from './writing-pages.ts';

const place = { id: Id('议题编号'), replyTo: Type.Optional(Id('回复的发言')) };
const own = { id: Id('发言编号') };
type Typed = Readonly<Record<string, unknown>>;
const textIn = ({ text }: Typed): string => (typeof text === 'string' ? text : '');
const idIn = (value: unknown): string | undefined => (typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value) ? value : undefined);
const picturesIn = ({ pictures }: Typed) =>
  [pictures ?? []]
    .flat()
    .flatMap((id) => idIn(id) ?? [])
    .map(pictureOf);
const pictureOf = (id: string) => ({ id, url: `/my/pictures/${id}` });

/** Writing and changing a post on pages of their own. */
export const composePages = (house: House, posts: PostActions): PageRoute[] => [
  page({
    path: '/topics/:id/compose',
    input: Type.Object(place, closed),
    by: ['signedIn'],
    thing: 'topic',
    async answer(call, { id, replyTo }) {
      const draft = await posts.readDraft(asSigned(call), { id, ...(replyTo !== undefined && { replyTo }) });
      const start = { text: draft.text, pictures: draft.pictures, savedAt: draft.savedAt === null ? null : new Date(draft.savedAt) };
      const data = await composing(house, posts, call, { id, replyTo }, start);
      const [before] = justSaid(await recentOf(house.db, asSigned(call).person.id, id, call.now), replyTo ?? null, call.now);
      return { kind: 'html', page: <Compose call={call} data={{ ...data, before: before ?? null }} /> };
    },
  }),
  form({
    path: '/topics/:id/compose',
    // Whoever was signed out meanwhile gets the page back with the text.
    by: ['anyone'],
    input: Type.Object({ ...place, ...Written }, closed),
    thing: 'topic',
    guarded: true,
    uploads: true,
    perMinute: 20,
    async answer(call, { id, replyTo, ...post }) {
      const signed = asSigned(call);
      const done = await (replyTo === undefined ? posts.submit(signed, { id, ...post }) : posts.reply(signed, { id: replyTo, ...post }));
      const to = done.rootId === null ? `/topics/${id}#${anchorOf(done.id)}` : addressOf({ ...done, topicId: id });
      return said(done.again ? 'saidAlready' : done.state === 'published' ? 'published' : 'waiting', to);
    },
    async again(call, typed, problems) {
      const asked = { id: idIn(typed['id']) ?? '', replyTo: idIn(typed['replyTo']) };
      const start = { text: textIn(typed), pictures: picturesIn(typed), savedAt: null };
      const data = await composing(house, posts, call, asked, start, { problems, formKey: keyIn(typed) });
      return { kind: 'html', page: <Compose call={call} data={data} /> };
    },
  }),
  page({
    path: '/posts/:id/edit',
    input: Type.Object(own, closed),
    by: editPost.by,
    thing: 'post',
    answer: async (call, { id }) => editing(house, posts, call, id),
  }),
  form({
    path: '/posts/:id/edit',
    input: Type.Object({ ...own, ...Written }, closed),
    by: editPost.by,
    thing: 'post',
    versioned: true,
    uploads: true,
    perMinute: 20,
    async answer(call, { id, ...post }) {
      const { waits } = await posts.edit(asSigned(call), { id, ...post });
      const { post: changed } = await posts.read(call, { id });
      return said(waits ? 'changeWaits' : 'changed', `${addressOf(changed).split('#')[0]}#${anchorOf(id)}`);
    },
    again: async (call, typed, problems) => editing(house, posts, call, idIn(typed['id']) ?? '', { typed, problems }),
  }),
];

const keyIn = ({ key }: Typed): string => (typeof key === 'string' && /^[\x21-\x7e]{8,100}$/.test(key) ? key : newId());

async function composing(
  house: House,
  posts: PostActions,
  call: PageCall,
  { id, replyTo }: { id: string; replyTo?: string | undefined },
  start: Pick<ComposeData, 'text' | 'pictures' | 'savedAt'>,
  { problems, formKey }: { problems: readonly Problem[]; formKey: string } = { problems: [], formKey: newId() },
): Promise<ComposeData> {
  const gate = await visibleTopic(house.db, call, id);
  const topic = await topicName(house.db, id);
  if (!topic) throw unknown('thing');
  const answered = replyTo === undefined ? null : (await posts.read(call, { id: replyTo })).post;
  if (answered && answered.topicId !== id) throw unknown('thing');
  const writing = await writingOf(house, call, { ...gate, withdrawnWhy: topic.withdrawnWhy }, replyTo ?? null);
  return { topic, answered, writing, problems, formKey, before: null, ...start };
}

async function editing(
  house: House,
  posts: PostActions,
  call: PageCall,
  id: string,
  again?: { typed: Typed; problems: readonly Problem[] },
) {
  const { post } = await posts.read(call, { id });
  const newest = await newestVersion(house.db, id);
  const gate = await visibleTopic(house.db, call, post.topicId);
  // 404 for who did not write it; too late is said where the post stands.
  if (!newest || !post.mine) throw unknown('thing');
  if (!post.offers.includes('edit')) return { kind: 'redirect' as const, to: addressOf(post) };
  const { readFirst, hours } = await writingOf(house, call, { ...gate, withdrawnWhy: null }, null);
  const given = again
    ? { text: textIn(again.typed), pictures: picturesIn(again.typed) }
    : { text: newest.text, pictures: newest.pictures.map(pictureOf) };
  const data = { post, version: newest.number, ...given, readFirst, hours, problems: again?.problems ?? [] };
  return { kind: 'html' as const, page: <EditPost call={call} data={data} /> };
}
