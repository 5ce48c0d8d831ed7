/** How many, by name of the cell. A name says figure, part and hour: "发言 委员 @2026-07-01T00:00:00.000Z". */
export type Cells = Map<string, number>;

/** What is left of one post when only its facts are read. */
export interface PostTold {
  state: string;
  readonly author: string;
  readonly kind: string;
  readonly sector: string | null;
  readonly root: string | null;
  /** The hour of its first publication. */
  publicSince: Date | null;
  readonly likers: Map<string, string>;
}
/** What facts alone tell of one topic. */
export interface Told {
  readonly cells: Cells;
  readonly posts: Map<string, PostTold>;
  /** Facts that do not follow from those before them: one is missing, doubled or changed. */
  readonly odd: string[];
}
export interface FactRow {
  readonly number: number;
  readonly position: number | null;
  readonly kind: string;
  readonly at: Date;
  readonly body: Readonly<Record<string, unknown>>;
}
export interface HitRow {
  readonly visitor: string;
  readonly hit: number;
  readonly at: Date;
  readonly kind: string;
}
/** The hour in which a moment lies, on the calendar of the house. */
export type HourOf = (at: Date) => Date;

export const newTold = (): Told => ({ cells: new Map(), posts: new Map(), odd: [] });

export const add = (cells: Cells, name: string, n: number): void => {
  const now = (cells.get(name) ?? 0) + n;
  if (now === 0) cells.delete(name);
  else cells.set(name, now);
};
export const cell = (figure: string, part: string, hour: Date): string => `${figure} ${part} @${hour.toISOString()}`;

/** Reads one fact after the others; positions first, in their order. */
export function hear(told: Told, fact: FactRow, hourOf: HourOf): void {
  if (fact.kind === 'post.submitted') hearSubmitted(told, fact);
  else if (fact.kind.startsWith('post.') && 'to' in fact.body) hearMoved(told, fact, hourOf);
  else if (fact.kind === 'like.given' || fact.kind === 'like.taken') hearLike(told, fact, hourOf);
  else if (fact.kind === 'moderation.decided' || fact.kind === 'moderation.undone') hearDecision(told, fact, hourOf);
  else if (fact.kind === 'moderation.appealDecided') add(told.cells, cell('复核', word(fact, 'decision'), hourOf(fact.at)), 1);
}

const word = ({ body }: FactRow, name: string): string => (typeof body[name] === 'string' ? body[name] : '');
const wordOrNull = (fact: FactRow, name: string): string | null => word(fact, name) || null;
const where = ({ position, number }: FactRow): string => (position === null ? `未定位的第 ${number} 条` : `第 ${position} 条`);

function hearSubmitted(told: Told, fact: FactRow): void {
  const id = word(fact, 'post');
  if (told.posts.has(id)) told.odd.push(`${where(fact)}：同一条发言提交了两次`);
  else
    told.posts.set(id, {
      // What is public at once has a fact of its own that says so.
      state: word(fact, 'to') === 'published' ? 'new' : word(fact, 'to'),
      author: word(fact, 'author'),
      kind: word(fact, 'authorKind'),
      sector: wordOrNull(fact, 'sector'),
      root: wordOrNull(fact, 'root'),
      publicSince: null,
      likers: new Map(),
    });
}

function hearMoved(told: Told, fact: FactRow, hourOf: HourOf): void {
  const post = told.posts.get(word(fact, 'post'));
  if (!post) return void told.odd.push(`${where(fact)}：发言没有提交就已变化`);
  const [from, to] = [word(fact, 'from'), word(fact, 'to')];
  if (post.state !== from) told.odd.push(`${where(fact)}：发言应为 ${post.state}，事实说是 ${from}`);
  if (post.sector !== wordOrNull(fact, 'sector') || post.kind !== word(fact, 'authorKind'))
    told.odd.push(`${where(fact)}：发言人的身份或界别与提交时不同`);
  post.state = to;
  if (to === 'published') post.publicSince ??= hourOf(fact.at);
  const n = Number(to === 'published') - Number(from === 'published');
  if (n === 0) return;
  const figure = post.root === null ? '发言' : '回复';
  const hour = post.publicSince ?? hourOf(fact.at);
  // What counts is what this fact says was true, or a changed fact would go unseen.
  add(told.cells, cell(figure, word(fact, 'authorKind'), hour), n);
  const sector = word(fact, 'sector');
  if (sector !== '') add(told.cells, cell(`${figure}界别`, sector, hour), n);
}

function hearLike(told: Told, fact: FactRow, hourOf: HourOf): void {
  const post = told.posts.get(word(fact, 'post'));
  if (!post) return void told.odd.push(`${where(fact)}：点赞的发言没有提交过`);
  const [liker, kind] = [word(fact, 'liker'), word(fact, 'kind')];
  const given = fact.kind === 'like.given';
  const held = post.likers.get(liker);
  // The figure's definition: nobody's like of their own words counts.
  if (given && liker === `p:${post.author}`) told.odd.push(`${where(fact)}：给自己的发言点了赞`);
  if (given && held !== undefined) return void told.odd.push(`${where(fact)}：同一人对同一条又赞了一次`);
  if (!given && held !== kind) return void told.odd.push(`${where(fact)}：取消的赞没有点过，或身份不同`);
  if (given) post.likers.set(liker, kind);
  else post.likers.delete(liker);
  add(told.cells, cell('点赞', kind, hourOf(fact.at)), given ? 1 : -1);
}

function hearDecision(told: Told, fact: FactRow, hourOf: HourOf): void {
  const n = fact.kind === 'moderation.decided' ? 1 : -1;
  add(told.cells, cell('审核', word(fact, 'decision'), hourOf(fact.at)), n);
  const reason = word(fact, 'reason');
  if (reason !== '') add(told.cells, cell('不公开', reason, hourOf(fact.at)), n);
}

const PAUSE_MS = 30 * 60_000;

/** Visits from the raw log; hits come by visitor and number. */
export interface Heard {
  readonly cells: Cells;
  readonly visitors: Map<string, number>;
  readonly holes: string[];
}
export const newHeard = (): Heard => ({ cells: new Map(), visitors: new Map(), holes: [] });

/** Counts one hit after the others of its visitor. @returns the latest moment of this visitor, for the next call. */
export function hearHit(heard: Heard, hit: HitRow, latest: Date | null, hourOf: HourOf): Date {
  const expected = (heard.visitors.get(hit.visitor) ?? 0) + 1;
  if (hit.hit !== expected) heard.holes.push(`${hit.visitor.slice(0, 8)}… 缺第 ${expected} 次到访`);
  heard.visitors.set(hit.visitor, hit.hit);
  if (latest === null || hit.at.getTime() - latest.getTime() > PAUSE_MS) add(heard.cells, cell('访问', hit.kind, hourOf(hit.at)), 1);
  return latest !== null && latest > hit.at ? latest : hit.at;
}
