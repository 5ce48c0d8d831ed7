import type { Fault } from '../parts/caller.ts';
import { sessionAfter, sessions, windows } from './calendar.ts';
import { type Chance, chance } from './chance.ts';
import { membersOf, netizensOf, type Person, visitorsOf, WRITING_SECTORS } from './people.ts';
import { markOf, textOf } from './texts.ts';

/** What becomes of a post at the moderator's: `hold` is accepted a session later, `undo` at once after it was taken back. */
export type Fate = 'accept' | 'hold' | 'undo' | 'refuse' | 'grant' | 'uphold' | 'unread';
/** What its author does with it afterwards, in the same visit. */
export type Afterwards = 'keep' | 'edit' | 'withdraw' | 'restore';
export interface PlannedPost {
  readonly mark: string;
  readonly author: Person;
  readonly text: string;
  readonly parent: PlannedPost | null;
  readonly root: PlannedPost | null;
  readonly slot: number;
  readonly fate: Fate;
  readonly afterwards: Afterwards;
  /** From the slot after this one it is public; null: never, or not to the end. */
  readonly publicFrom: number | null;
}
export type Act = { readonly slot: number; readonly person: Person; readonly n: number; readonly fault: Fault } & (
  | { readonly does: 'hit'; readonly first: boolean; readonly looks: boolean }
  | { readonly does: 'post' | 'like' | 'unlike' | 'appeal'; readonly post: PlannedPost }
);
export interface Plan {
  readonly seed: number;
  readonly people: readonly Person[];
  readonly visits: readonly Visit[];
  readonly posts: readonly PlannedPost[];
  readonly likes: readonly { readonly person: Person; readonly post: PlannedPost }[];
  readonly acts: readonly Act[];
}
export interface Visit {
  readonly person: Person;
  readonly hits: readonly number[];
}

/** The figures of 2026-07: scaled down for trials only. */
export function numbers(scale: number) {
  const of = (n: number) => Math.max(1, Math.round(n * scale));
  return {
    members: Math.max(56, of(280)),
    netizens: of(210),
    visitors: of(1500),
    memberVisits: of(3363),
    netizenVisits: of(1416),
    visitorVisits: of(2750),
    memberPosts: Math.max(WRITING_SECTORS, of(191)),
    netizenPosts: of(257),
    netizenRefused: of(13),
    memberRefused: of(2),
    memberWithdrawn: of(3),
    memberReplies: of(140),
    netizenReplies: of(90),
    likes: of(3000),
    takenBack: of(40),
  };
}
type Numbers = ReturnType<typeof numbers>;

export function makePlan(seed: number, scale = 1): Plan {
  const c = chance(seed);
  const n = numbers(scale);
  const members = membersOf(n.members, c.of('names'));
  const netizens = netizensOf(n.netizens);
  const visitors = visitorsOf(n.visitors);
  const visits = [
    ...visitsOf(members, n.memberVisits, c.of('member visits')),
    ...visitsOf(netizens, n.netizenVisits, c.of('netizen visits')),
    ...visitsOf(visitors, n.visitorVisits, c.of('visitor visits')),
  ];
  const posts = rootPosts(visits, n, c.of('posts'));
  posts.push(...replies(visits, posts, n, c.of('replies')));
  const { likes, takenBack } = likesOf(visits, posts, n, c.of('likes'));
  const acts = actsOf(visits, posts, likes, takenBack, c.of('acts'));
  return { seed, people: [...members, ...netizens, ...visitors], visits, posts, likes, acts };
}

/** Everybody comes at least once; each visit has a window of its own, up to three hits with pauses of at most twenty minutes. */
function visitsOf(people: readonly Person[], count: number, c: Chance): Visit[] {
  const taken = new Map<Person, Set<number>>();
  return Array.from({ length: count }, (_, n) => {
    for (;;) {
      const person = n < people.length ? people[n] : people[Math.floor(c.next() ** 1.5 * people.length)];
      if (!person) throw new RangeError('nobody comes');
      const mine = taken.get(person) ?? new Set();
      taken.set(person, mine);
      const window = c.pick(windows);
      if (mine.has(window)) continue;
      mine.add(window);
      const first = window + c.below(4);
      const second = first + c.below(3);
      return { person, hits: [first, second, second + c.below(3)].slice(0, 1 + c.below(3)) };
    }
  });
}
const endOf = ({ hits }: Visit): number => hits.at(-1) ?? 0;

function rootPosts(visits: readonly Visit[], n: Numbers, c: Chance): PlannedPost[] {
  const byMembers = visits.filter(({ person }) => person.kind === 'member' && (person.sector ?? 99) < WRITING_SECTORS);
  const byNetizens = visits.filter(({ person }) => person.kind === 'netizen');
  const made: PlannedPost[] = [];
  const used = new Set<Visit>();
  const write = (from: readonly Visit[], fate: Fate, afterwards: Afterwards = 'keep') => {
    const visit = unused(from, used, c);
    made.push(planned(visit.person, endOf(visit), fate, afterwards, null, made.length, c));
  };
  // Each of the writing sectors is heard.
  for (let sector = 0; sector < WRITING_SECTORS; sector++)
    write(
      byMembers.filter(({ person }) => person.sector === sector),
      'accept',
    );
  for (let i = WRITING_SECTORS; i < n.memberPosts; i++)
    write(byMembers, i % 7 === 0 ? 'unread' : 'accept', i % 11 === 0 ? 'edit' : i % 37 === 0 ? 'restore' : 'keep');
  for (let i = 0; i < n.memberRefused; i++) write(byMembers, 'refuse');
  for (let i = 0; i < n.memberWithdrawn; i++) write(byMembers, 'unread', 'withdraw');
  // Those who appeal need time for it.
  const early = byNetizens.filter((visit) => endOf(visit) < (sessions[Math.floor(sessions.length / 2)] ?? 0));
  for (let i = 0; i < n.netizenPosts; i++) {
    const fate = i % 60 === 7 ? 'grant' : i % 40 === 3 ? 'hold' : i % 50 === 9 ? 'undo' : 'accept';
    write(fate === 'accept' ? byNetizens : early, fate);
  }
  for (let i = 0; i < n.netizenRefused; i++) write(early, i % 5 === 1 ? 'uphold' : 'refuse');
  return made;
}

function unused(from: readonly Visit[], used: Set<Visit>, c: Chance): Visit {
  for (let tries = 0; tries < 10_000; tries++) {
    const visit = c.pick(from);
    if (used.has(visit)) continue;
    used.add(visit);
    return visit;
  }
  throw new RangeError('too few visits to write in');
}

const WORST_MARK = 9999;
function planned(
  author: Person,
  slot: number,
  fate: Fate,
  afterwards: Afterwards,
  parent: PlannedPost | null,
  number: number,
  c: Chance,
): PlannedPost {
  if (number > WORST_MARK) throw new RangeError('too many posts for their marks');
  const mark = markOf(number);
  const gone = fate === 'refuse' || fate === 'uphold' || fate === 'grant' || afterwards === 'withdraw';
  const read = author.kind === 'member' ? slot : sessionAfter(slot);
  // What is held is accepted at the next session; what was undone within its minute.
  const publicFrom = gone ? null : fate === 'hold' ? sessionAfter(read + 1) : read;
  const root = parent && (parent.root ?? parent);
  return { mark, author, text: textOf(mark, c), parent, root, slot, fate, afterwards, publicFrom };
}

/** In the order of time: whatever is public by then may be answered, replies too; never one's own. */
function replies(visits: readonly Visit[], roots: readonly PlannedPost[], n: Numbers, c: Chance): PlannedPost[] {
  const made: PlannedPost[] = [];
  const writers = (kind: string, count: number) => {
    const used = new Set<Visit>();
    const from = visits.filter((visit) => visit.person.kind === kind && endOf(visit) > (windows[Math.floor(windows.length / 8)] ?? 0));
    return Array.from({ length: count }, () => unused(from, used, c));
  };
  const all = [...writers('member', n.memberReplies), ...writers('netizen', n.netizenReplies)].sort((a, b) => endOf(a) - endOf(b));
  for (const visit of all) {
    const slot = endOf(visit);
    const open = [...roots, ...made].filter((post) => post.publicFrom !== null && post.publicFrom < slot && post.author !== visit.person);
    if (open.length === 0) throw new RangeError('nothing to answer yet');
    const fate = visit.person.kind === 'netizen' && made.length % 30 === 4 && slot < (sessions.at(-8) ?? 0) ? 'undo' : 'accept';
    made.push(planned(visit.person, slot, fate, 'keep', c.pick(open), roots.length + made.length, c));
  }
  return made;
}

const EAGER = 3;
const EAGER_LIKES = 75;
/** No pair twice. A few eager ones like so many at once that they are told to slow down. */
function likesOf(visits: readonly Visit[], posts: readonly PlannedPost[], n: Numbers, c: Chance) {
  const seen = new Set<string>();
  const likes: { visit: Visit; post: PlannedPost }[] = [];
  const like = (visit: Visit): boolean => {
    const open = posts.filter(({ publicFrom }) => publicFrom !== null && publicFrom < endOf(visit));
    if (open.length === 0) return false;
    const post = c.pick(open);
    // Nobody likes their own.
    if (post.author === visit.person) return false;
    const pair = `${visit.person.key} ${post.mark}`;
    if (seen.has(pair)) return false;
    seen.add(pair);
    likes.push({ visit, post });
    return true;
  };
  const late = visits.filter(({ person, hits }) => person.kind === 'member' && (hits[0] ?? 0) > (windows.at(-24) ?? 0));
  for (let e = 0; e < EAGER && n.likes > 20 * EAGER_LIKES; e++) {
    const visit = c.pick(late);
    for (let given = 0; given < EAGER_LIKES; ) given += Number(like(visit));
  }
  while (likes.length < n.likes + n.takenBack) like(c.pick(visits));
  // Taken back are some of the last, which are nobody's eager ones.
  return {
    likes: likes.slice(0, n.likes).map(({ visit, post }) => ({ visit, person: visit.person, post })),
    takenBack: likes.slice(n.likes),
  };
}

type Given = { readonly visit: Visit; readonly post: PlannedPost };
/** One list in the order of time; a person's acts of one slot stand in the order in which they are done. */
function actsOf(
  visits: readonly Visit[],
  posts: readonly PlannedPost[],
  likes: readonly Given[],
  takenBack: readonly Given[],
  c: Chance,
): Act[] {
  let n = 0;
  const fault = (): Fault => {
    const at = c.next();
    return at < 0.2 ? 'twice' : at < 0.25 ? 'unsent' : at < 0.3 ? 'unread' : 'none';
  };
  const act = (slot: number, person: Person) => ({ slot, person, n: n++, fault: fault() });
  const newcomers = new Map<Person, number>();
  for (const { person, hits } of visits) newcomers.set(person, Math.min(newcomers.get(person) ?? Number.POSITIVE_INFINITY, hits[0] ?? 0));
  const acts: Act[] = visits.flatMap(({ person, hits }) =>
    hits.map((slot, i) => ({
      ...act(slot, person),
      does: 'hit' as const,
      first: i === 0 && newcomers.get(person) === slot,
      looks: i === 0 && c.next() < 0.25,
    })),
  );
  for (const post of posts) acts.push({ ...act(post.slot, post.author), does: 'post', post });
  for (const { visit, post } of likes) acts.push({ ...act(endOf(visit), visit.person), does: 'like', post });
  for (const { visit, post } of takenBack) {
    acts.push({ ...act(endOf(visit), visit.person), does: 'like', post });
    acts.push({ ...act(endOf(visit), visit.person), does: 'unlike', post });
  }
  for (const post of posts)
    if (post.fate === 'grant' || post.fate === 'uphold')
      acts.push({ ...act(sessionAfter(post.slot) + 8, post.author), does: 'appeal', post });
  return acts.sort((a, b) => a.slot - b.slot || a.n - b.n);
}
