import type { FactBody } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import { plan } from '../../kit/due.ts';
import type { Fact, Reader } from '../../kit/facts.ts';
import { newId } from '../../kit/ids.ts';
import { withVerifiedEmail } from '../people/index.ts';
import type { NoticeKind } from './contract.ts';
import { shownFrom } from './rules.ts';
import * as store from './store.ts';

export const MAIL = 'notice.mail';

const duties = ['grant.approved', 'grant.revoked', 'grant.expired'];
const profiles = ['profile.decided'];
/** What opens somebody's account: told whoever changed it, and at once. */
const accounts = ['account.changed'];
const made = [
  'post.published',
  'post.refused',
  'post.changed',
  'post.changeRefused',
  'moderation.appealDecided',
  ...duties,
  ...profiles,
  ...accounts,
];
const unmade = ['post.reopened', 'moderation.undone'];
type Authors = Awaited<ReturnType<typeof store.authorsOf>>;

/** Tells people what concerns them: who answered them, and what became of their own words. */
export const noticeReader = (mailOn: boolean): Reader => ({
  name: 'notices',
  kinds: [...made, ...unmade],
  async handle(tx, facts, now) {
    const authors = await store.authorsOf(tx, [...new Set(facts.flatMap(({ body }) => answeredBy(body)))]);
    let waiting: store.NewNotice[] = [];
    const write = async () => {
      if (waiting.length > 0) await tell(tx, waiting, mailOn);
      waiting = [];
    };
    // In the order of the facts: what a later one takes back must have been written.
    for (const fact of facts) {
      if (made.includes(fact.kind)) waiting.push(...noticesOf(fact, authors, now));
      const post = fact.kind === 'moderation.undone' || fact.kind === 'moderation.appealDecided' ? fact.body['thing'] : fact.body['post'];
      if (typeof post !== 'string') continue;
      if (unmade.includes(fact.kind)) {
        await write();
        await store.dropUnshown(tx, post, fact.at);
      }
      if (fact.kind === 'moderation.appealDecided') {
        await write();
        await store.dropChange(tx, post, fact.at);
      }
    }
    await write();
  },
});

const text = (body: FactBody, name: string): string | null => {
  const value = body[name];
  return typeof value === 'string' ? value : null;
};
const answeredBy = (body: FactBody): string[] => ['parent', 'root', 'thing'].flatMap((name) => text(body, name) ?? []);

async function tell(tx: Tx, notices: readonly store.NewNotice[], mailOn: boolean): Promise<void> {
  const written = await store.insertNotices(tx, notices.filter(isFirst));
  if (!mailOn || written.length === 0) return;
  const reached = await withVerifiedEmail(tx, [...new Set(written.map(({ personId }) => personId))]);
  for (const { id, personId, shownFrom: at } of written) if (reached.has(personId)) await plan(tx, MAIL, id, at);
}

/** Of a reply that came, went and came back within one batch, the first. */
const isFirst = (one: store.NewNotice, i: number, all: readonly store.NewNotice[]): boolean =>
  one.kind !== 'reply' || i === all.findIndex((o) => o.kind === 'reply' && o.postId === one.postId && o.personId === one.personId);

function noticesOf(fact: Fact, authors: Authors, now: Date): store.NewNotice[] {
  const { body } = fact;
  if (fact.kind === 'moderation.appealDecided') return ofAppeal(fact, authors, now);
  if (duties.includes(fact.kind)) return ofDuty(fact, now);
  if (profiles.includes(fact.kind)) return ofProfile(fact, now);
  if (accounts.includes(fact.kind)) return ofAccount(fact, now);
  const [postId, author] = [text(body, 'post'), text(body, 'author')];
  if (postId === null || author === null) return [];
  const rootId = text(body, 'root') ?? postId;
  const about = (personId: string, kind: NoticeKind, decided: boolean, toMine = true) =>
    noticeOf(fact, { personId, kind, postId, rootId, decided, toMine }, now);
  if (fact.kind === 'post.refused') return [about(author, 'refused', true)];
  if (fact.kind === 'post.changed') return [about(author, 'changeAccepted', true)];
  if (fact.kind === 'post.changeRefused') return [about(author, 'changeRefused', true)];
  const from = text(body, 'from');
  const decided = from !== 'new';
  // What was refused comes back by an appeal only, which is told as such.
  const read = from === 'pending' || from === 'held';
  return [
    ...(read ? [about(author, 'published', true)] : []),
    ...answered(body, author, authors).map(({ personId, toMine }) => about(personId, 'reply', decided, toMine)),
  ];
}

/** Whose post was answered, and under whose post it stands, when that is another person; never the one who wrote. */
function answered(body: FactBody, author: string, authors: Authors): { personId: string; toMine: boolean }[] {
  const authorOf = (name: string) => authors.get(text(body, name) ?? '')?.authorId;
  const [parent, root] = [authorOf('parent'), authorOf('root')];
  return [
    ...(parent !== undefined && parent !== author ? [{ personId: parent, toMine: true }] : []),
    ...(root !== undefined && root !== author && root !== parent ? [{ personId: root, toMine: false }] : []),
  ];
}

function ofAppeal(fact: Fact, authors: Authors, now: Date): store.NewNotice[] {
  const [kind, postId, personId] = [text(fact.body, 'kind'), text(fact.body, 'thing'), text(fact.body, 'author')];
  if (kind !== 'post' || postId === null || personId === null) return [];
  const granted = text(fact.body, 'decision') === 'grant';
  const rootId = authors.get(postId)?.rootId ?? postId;
  const is = { personId, kind: granted ? 'appealGranted' : 'appealUpheld', postId, rootId, decided: false, toMine: true } as const;
  return [noticeOf(fact, is, now)];
}

/** Told at once: a duty that was given or taken is in force already. */
function ofDuty(fact: Fact, now: Date): store.NewNotice[] {
  const [personId, aboutId] = [text(fact.body, 'person'), text(fact.body, 'grant')];
  if (personId === null || aboutId === null) return [];
  return [aboutOf(fact, { personId, aboutId, kind: fact.kind === 'grant.approved' ? 'dutyGranted' : 'dutyEnded' }, now)];
}
/** What became of a change of one's own data. */
function ofProfile(fact: Fact, now: Date): store.NewNotice[] {
  const [personId, aboutId] = [text(fact.body, 'person'), text(fact.body, 'change')];
  if (personId === null || aboutId === null) return [];
  return [aboutOf(fact, { personId, aboutId, kind: text(fact.body, 'to') === 'accepted' ? 'profileAccepted' : 'profileRefused' }, now)];
}
function ofAccount(fact: Fact, now: Date): store.NewNotice[] {
  const [personId, aboutId] = [text(fact.body, 'person'), text(fact.body, 'change')];
  return personId === null || aboutId === null ? [] : [aboutOf(fact, { personId, aboutId, kind: 'accountChanged' }, now)];
}
const aboutOf = (
  { position, at }: Fact,
  concerns: { readonly personId: string; readonly aboutId: string; readonly kind: NoticeKind },
  now: Date,
): store.NewNotice => ({
  ...concerns,
  id: newId(),
  position,
  topicId: null,
  postId: null,
  rootId: null,
  toMine: true,
  at,
  decided: false,
  shownFrom: shownFrom(at, false, now),
});

interface Concerns {
  readonly personId: string;
  readonly kind: NoticeKind;
  readonly postId: string;
  readonly rootId: string;
  readonly decided: boolean;
  readonly toMine: boolean;
}
const noticeOf = (fact: Fact, concerns: Concerns, now: Date): store.NewNotice => ({
  ...concerns,
  id: newId(),
  position: fact.position,
  topicId: text(fact.body, 'topic'),
  at: fact.at,
  shownFrom: shownFrom(fact.at, concerns.decided, now),
});
