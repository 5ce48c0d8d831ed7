import { answeredBefore, type Call, change, type Ledger, type Signed } from '../../kit/change.ts';
import type { Db, Tx } from '../../kit/db.ts';
import type { Reply } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { next } from '../../kit/lifecycle.ts';
import { allow } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { ask, restoreAsked, withdrawAsked } from '../moderation/index.ts';
import * as drafts from './draft-store.ts';
import { post as life, type PostCommand } from './lifecycle.ts';
import { like, likerOf, unlike } from './like-actions.ts';
import { editPost, type submitPost, withdrawPost } from './post-contract.ts';
import * as store from './post-store.ts';
import { placeFrom, placeOf, viewOf } from './post-view.ts';
import { checkDraft, checkPosting, checkText, isEditable, saidBefore, undoUntil } from './rules.ts';
import { gateOf, groundOf, recentOf, type TopicGate, type Writer } from './store.ts';

export const PAGE = 20;
interface Written {
  readonly text: string;
  readonly pictures?: string[];
}

interface Listed {
  readonly id: string;
  readonly sort?: 'newest' | 'hottest';
  readonly who?: 'member' | 'netizen';
  readonly after?: string;
}

export const postActions = (house: House) => ({
  async list(call: Call, q: Listed) {
    await visibleTopic(house.db, call, q.id);
    return listed(house.db, call, q);
  },
  /** As `list`, for who has read the topic already: whether it may be seen is not asked once more. */
  listed: (call: Call, q: Listed) => listed(house.db, call, q),
  /** My own posts in this topic that wait to be read. */
  async waiting(call: Call, topicId: string) {
    if (!call.person) return [];
    const { id } = call.person;
    return (await store.mineWaiting(house.db, topicId, id)).map((row) => viewOf(row, id, call.now));
  },
  async read(call: Call, { id, after }: { id: string; after?: string }) {
    const me = call.person?.id ?? null;
    const row = await visiblePost(house.db, call, id);
    const replies = await store.replies(house.db, { rootId: id, me, after: placeFrom(after), liker: likerOf(call), limit: PAGE + 1 });
    return { post: viewOf(row, me, call.now), replies: paged(replies, me, call.now) };
  },
  async listMine(call: Signed, { after }: { after?: string }) {
    const me = call.person.id;
    const rows = await store.postsOf(house.db, { authorId: me, after: placeFrom(after)?.id ?? null, limit: PAGE + 1 });
    const titles = new Map(rows.map(({ id, topicTitle }) => [id, topicTitle]));
    const page = paged(rows, me, call.now);
    return { ...page, rows: page.rows.map((row) => ({ ...row, topicTitle: titles.get(row.id) ?? '' })) };
  },

  /** 发言: members as the topic says (先发后审 by default), the public read before publication by default. */
  async submit(call: Signed, { id, ...written }: Written & { id: string }) {
    return write(house, call, id, null, written);
  },
  async reply(call: Signed, { id, ...written }: Written & { id: string }) {
    const parent = await visiblePost(house.db, call, id);
    if (parent.state !== 'published') throw unknown('thing');
    return write(house, call, parent.topicId, { id, rootId: parent.rootId ?? id }, written);
  },

  edit: (call: Signed, { id, text, pictures = [] }: Written & { id: string }) =>
    change(house, call, async (tx, ledger) => {
      const post = await ownPost(tx, call, id, editPost.by);
      if (post.newestVersion !== call.match) throw new Refusal('changed-by-another', 412, { version: post.newestVersion });
      if (!isEditable(post, call.now)) throw new Refusal('too-late-to-edit');
      checkText(text, post.rootId !== null);
      await checkPictures(tx, call, pictures);
      const gate = await gateOf(tx, post.topicId);
      if (!gate) throw unknown('thing');
      const number = post.newestVersion + 1;
      await store.insertVersion(tx, id, number, text, pictures, call.now);
      const readFirst = modeFor(gate, post.authorKind) === 'before';
      const waits = readFirst && post.state === 'published';
      await withdrawAsked(tx, 'post', id, call.now);
      await ask(tx, ledger, { ...askedOf(post, gate, number, text), mode: modeFor(gate, post.authorKind) }, call.now);
      if (waits) await store.setWaiting(tx, id, number);
      else await store.showVersion(tx, id, number, post.state === 'published' ? call.now : null);
      if (post.state === 'held') await move(tx, ledger, post, 'reopen', call.now);
      ledger.record('post.edited', { ...factOf(post), version: number, waits });
      ledger.concerns(id);
      return { version: number, waits };
    }),

  withdraw: (call: Signed, { id }: { id: string }) =>
    change(house, call, async (tx, ledger) => {
      const post = await ownPost(tx, call, id, withdrawPost.by);
      const state = await move(tx, ledger, post, 'withdraw', call.now);
      await withdrawAsked(tx, 'post', id, call.now);
      return { state, undoUntil: undoUntil(call.now).toISOString() };
    }),
  restore: (call: Signed, { id }: { id: string }) =>
    change(house, call, async (tx, ledger) => {
      const post = await ownPost(tx, call, id, withdrawPost.by);
      if (post.withdrawnAt && undoUntil(post.withdrawnAt) <= call.now) throw new Refusal('too-late-to-undo');
      const state = await move(tx, ledger, post, 'restore', call.now);
      await restoreAsked(tx, 'post', id, call.now);
      return { state };
    }),

  /** 点赞: the key (post, person or device) is the rule; facts are written only when something changed. */
  like: (call: Call, { id }: { id: string }) => like(house, call, id),
  unlike: (call: Call, { id }: { id: string }) => unlike(house, call, id),

  saveDraft: (call: Signed, { id, replyTo, text, pictures = [] }: Written & { id: string; replyTo?: string }) =>
    change(house, call, async (tx) => {
      await visibleTopic(tx, call, id);
      if (replyTo !== undefined) await visiblePost(tx, call, replyTo);
      checkDraft(text);
      await checkPictures(tx, call, pictures);
      const place = { personId: call.person.id, topicId: id, replyTo: replyTo ?? null };
      // A save that was under way while the same words were published comes late.
      const over = saidBefore(await recentOf(tx, place.personId, id, call.now), { text, parentId: place.replyTo }, call.now);
      if (over || (text === '' && pictures.length === 0)) await drafts.dropDraft(tx, place.personId, id, place.replyTo);
      else await drafts.saveDraft(tx, { ...place, text, pictures, now: call.now });
      return { savedAt: call.now.toISOString() };
    }),
  async readDraft(call: Signed, { id, replyTo }: { id: string; replyTo?: string }) {
    await visibleTopic(house.db, call, id);
    const draft = await drafts.draftOf(house.db, call.person.id, id, replyTo ?? null);
    return {
      text: draft?.text ?? '',
      pictures: (draft?.pictures ?? []).map((picture) => ({ id: picture, url: `/my/pictures/${picture}` })),
      savedAt: draft?.savedAt.toISOString() ?? null,
    };
  },
});
export type PostActions = ReturnType<typeof postActions>;

async function listed(db: Db, call: Call, { id, sort = 'newest', who, after }: Listed) {
  const order = { sort, who: who ?? null, after: placeFrom(after) };
  const rows = await store.posts(db, { topicId: id, ...order, liker: likerOf(call), limit: PAGE + 1 });
  return paged(rows, call.person?.id ?? null, call.now);
}
function paged(rows: store.PostRow[], me: string | null, now: Date) {
  const last = rows[PAGE - 1];
  return { rows: rows.slice(0, PAGE).map((row) => viewOf(row, me, now)), next: rows.length > PAGE && last ? placeOf(last) : null };
}

/** A topic as this caller may know it: what was never announced, withdrawn or not, exists only for its own editors. */
export async function visibleTopic(db: Db, call: Call, id: string): Promise<TopicGate> {
  const gate = await gateOf(db, id);
  if (!gate) throw unknown('thing');
  refuseUnannounced(gate, call);
  return gate;
}
function refuseUnannounced({ announced, committeeId }: TopicGate, call: Call): void {
  if (!announced) allow(call.person, ['editor'], { bodyId: committeeId });
}
/** A post as this caller may know it: published, or their own, or to be read by their body's moderators. */
export async function visiblePost(db: Db, call: Call, id: string): Promise<store.PostRow> {
  const row = await store.postOf(db, id, likerOf(call));
  if (!row) throw unknown('thing');
  if (row.state !== 'published') allow(call.person, ['author', 'moderator'], { authorId: row.authorId, bodyId: row.committeeId });
  return row;
}
async function ownPost(tx: Tx, call: Signed, id: string, by: readonly string[]): Promise<store.HeldPost> {
  const post = await store.lockPost(tx, id);
  if (!post) throw unknown('thing');
  allow(call.person, by, { authorId: post.authorId }, post.state === 'published');
  return post;
}
async function checkPictures(db: Db, call: Signed, pictures: readonly string[]): Promise<void> {
  if (pictures.length > 0 && (await store.ownPictures(db, call.person.id, pictures)) !== new Set(pictures).size)
    throw new Refusal('unknown-picture');
}

export const modeFor = (gate: Pick<TopicGate, 'membersRead' | 'publicRead'>, kind: 'member' | 'netizen'): 'before' | 'after' =>
  kind === 'member' ? gate.membersRead : gate.publicRead;

type Submitted = Reply<typeof submitPost>;
async function write(
  house: House,
  call: Signed,
  topicId: string,
  parent: { id: string; rootId: string } | null,
  { text, pictures = [] }: Written,
): Promise<Submitted> {
  const ground = await groundOf(house.db, topicId, call.person.id, call.now);
  if (!ground) throw unknown('thing');
  const { gate, writer } = ground;
  refuseUnannounced(gate, call);
  checkPosting(gate, call.now);
  checkText(text, parent !== null);
  const { kind } = writer;
  if (kind === 'staff') throw new Refusal('staff-do-not-post', 403);
  const mode = modeFor(gate, kind);
  const said = saidBefore(ground.recent, { text, parentId: parent?.id ?? null }, call.now);
  if (said)
    return (await answeredBefore<Submitted>(house, call))?.reply ?? { id: said.id, rootId: said.rootId, state: said.state, again: true };
  return change(house, call, async (tx, ledger) => {
    await checkPictures(tx, call, pictures);
    const post = newPost(call, gate, parent, { ...writer, kind }, mode === 'after' ? 'published' : 'pending');
    for (const row of store.newPost({ ...post, text, pictures, now: call.now })) ledger.write(row);
    await ask(tx, ledger, { ...askedOf(post, gate, 1, text), mode }, call.now);
    if (post.rootId && post.state === 'published') ledger.write(store.countReply(post.rootId, 1));
    ledger.record('post.submitted', { ...factOf(post), to: post.state });
    if (post.state === 'published') ledger.record('post.published', { ...factOf(post), from: 'new', to: 'published' });
    ledger.step({ thingKind: 'post', thingId: post.id, command: 'submit', from: null, to: post.state });
    return { id: post.id, rootId: post.rootId, state: post.state, again: false };
  });
}
const newPost = (
  call: Signed,
  gate: TopicGate,
  parent: { id: string; rootId: string } | null,
  writer: Writer & { kind: 'member' | 'netizen' },
  state: 'pending' | 'published',
) => ({
  id: newId(),
  topicId: gate.id,
  parentId: parent?.id ?? null,
  rootId: parent?.rootId ?? null,
  authorId: call.person.id,
  authorKind: writer.kind,
  membershipId: writer.membershipId,
  sectorId: writer.sectorId,
  subCommitteeId: writer.subCommitteeId,
  state,
});
type Placed = Pick<store.HeldPost, 'id' | 'topicId' | 'rootId' | 'parentId' | 'authorId' | 'authorKind' | 'sectorId'>;
const askedOf = (post: Placed, gate: TopicGate, version: number, text: string) => ({
  kind: 'post',
  thingId: post.id,
  version,
  text,
  committeeId: gate.committeeId,
  topicId: post.topicId,
  authorId: post.authorId,
  authorKind: post.authorKind,
});
/** What readers count by: ids and what was true then. */
export const factOf = (post: Placed) => ({
  post: post.id,
  topic: post.topicId,
  root: post.rootId,
  parent: post.parentId,
  author: post.authorId,
  authorKind: post.authorKind,
  sector: post.sectorId,
});

/** Moves a locked post along its lifecycle, leaving step and fact. */
export async function move(tx: Tx, ledger: Ledger, post: store.HeldPost, command: PostCommand, now: Date, why?: string) {
  const to = next(life, command, post.state, post.previousState ?? undefined);
  if (!(await store.movePost(tx, post, to, now))) throw new Refusal('changed-meanwhile');
  ledger.step({ thingKind: 'post', thingId: post.id, command, from: post.state, to, ...(why !== undefined && { why }) });
  ledger.record(life.commands[command].fact, { ...factOf(post), from: post.state, to });
  return to;
}
