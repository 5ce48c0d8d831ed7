import type { NoticeKind } from '../../../src/features/notices/contract.ts';
import { dayOf } from './calendar.ts';
import type { Person } from './people.ts';
import type { Plan, PlannedPost } from './plan.ts';

/** Figures by name: what the plan says, to be compared with what the house counted. */
export type Figures = Map<string, number>;
export type Notices = ReadonlyMap<Person, Figures>;

const add = (figures: Figures, name: string, n = 1): void => void figures.set(name, (figures.get(name) ?? 0) + n);

/** Public in the end: what was refused and granted on appeal too. */
export const isPublic = ({ fate, afterwards }: PlannedPost): boolean => fate !== 'refuse' && fate !== 'uphold' && afterwards !== 'withdraw';

export function expectedFigures({ visits, posts, likes }: Plan): Figures {
  const figures: Figures = new Map();
  for (const { person, hits } of visits) {
    add(figures, `visits ${person.kind}`);
    if (person.kind !== 'member') add(figures, 'visits public');
    add(figures, 'visits total');
    add(figures, `visits on ${dayOf(hits[0] ?? 0)}`);
  }
  for (const post of posts.filter(isPublic)) {
    const what = post.root === null ? 'posts' : 'replies';
    add(figures, `${what} ${post.author.kind}`);
    add(figures, `${what} total`);
    if (post.author.sector !== null) add(figures, `${what} of sector ${post.author.sector + 1}`);
  }
  add(
    figures,
    'sectors heard',
    new Set(posts.filter((post) => isPublic(post) && post.root === null && post.author.sector !== null).map(({ author }) => author.sector))
      .size,
  );
  for (const { person } of likes) add(figures, `likes ${person.kind}`);
  add(figures, 'likes verified', likes.filter(({ person }) => person.kind !== 'visitor').length);
  for (const post of posts) addDecisions(figures, post);
  return figures;
}

/** What stays counted: an acceptance that was taken back and given again is one. */
function addDecisions(figures: Figures, { fate, afterwards }: PlannedPost): void {
  if (afterwards === 'withdraw' || fate === 'unread') return;
  if (fate === 'hold') add(figures, 'decisions held');
  const refused = fate === 'refuse' || fate === 'uphold' || fate === 'grant';
  add(figures, refused ? 'decisions refused' : 'decisions accepted');
}

/** One notice a person and fact: whose post was answered, under whose it stands, and what became of one's own. */
export function expectedNotices({ posts }: Plan): Notices {
  const told = new Map<Person, Figures>();
  const tell = (person: Person, kind: NoticeKind) => {
    const mine = told.get(person) ?? new Map();
    told.set(person, mine);
    add(mine, kind);
  };
  for (const post of posts) {
    const { author, parent, root, fate } = post;
    tellFate(post, tell);
    if (!isPublic(post) || parent === null || fate === 'grant') continue;
    if (parent.author !== author) tell(parent.author, 'reply');
    if (root !== null && root.author !== author && root.author !== parent.author) tell(root.author, 'reply');
  }
  // Who wrote and was told nothing is asked too: nothing may have come.
  for (const { author } of posts) if (!told.has(author)) told.set(author, new Map());
  return told;
}

function tellFate({ author, fate }: PlannedPost, tell: (person: Person, kind: NoticeKind) => void): void {
  if (fate === 'refuse' || fate === 'uphold' || fate === 'grant') tell(author, 'refused');
  if (fate === 'uphold') tell(author, 'appealUpheld');
  if (fate === 'grant') tell(author, 'appealGranted');
  const readFirst = author.kind === 'netizen' && (fate === 'accept' || fate === 'hold' || fate === 'undo');
  if (readFirst) tell(author, 'published');
}
