import type { LikeRow, PostRow } from './source.ts';
import type { Cells, Heard, HourOf, PostTold, Told } from './tally.ts';

/** One line of the report: what was counted anew, and what is shown. */
export interface Line {
  readonly name: string;
  readonly own: number;
  readonly shown: number;
  readonly differences: number;
  /** The first few that differ, for people. */
  readonly examples: readonly string[];
}
type Table = ReadonlyMap<string, string | number>;
const FEW = 5;

export const names: Readonly<Record<string, string>> = {
  member: '委员',
  netizen: '网友',
  visitor: '访客',
  staff: '工作人员',
  accept: '通过',
  refuse: '不公开',
  hold: '暂缓',
  grant: '申诉成立',
  uphold: '申诉后维持',
};

/** Compares cell by cell; the sums are for the eye, the cells decide. */
function line(name: string, own: Table, shown: Table, say: (key: string) => string, sums?: readonly [number, number]): Line {
  const keys = [...new Set([...own.keys(), ...shown.keys()])].filter((key) => own.get(key) !== shown.get(key));
  const [ownSum, shownSum] = sums ?? [sumOf(own), sumOf(shown)];
  return {
    name,
    own: ownSum,
    shown: shownSum,
    differences: keys.length,
    examples: keys.slice(0, FEW).map((key) => `${say(key)}：${own.get(key) ?? '无'} ≠ ${shown.get(key) ?? '无'}`),
  };
}
const sumOf = (cells: Table): number => [...cells.values()].reduce<number>((all, n) => all + Number(n), 0);
const only = (cells: Cells, figure: string): Cells => new Map([...cells].filter(([key]) => key.startsWith(`${figure} `)));
const partOf = (key: string): string => key.split(' ')[1] ?? '';

/** A line for each part of a figure, over all hours; then one for all its hours. */
function byPart(figure: string, own: Cells, shown: Cells, say: (part: string) => string): Line[] {
  const [mine, theirs] = [only(own, figure), only(shown, figure)];
  const parts = [...new Set([...mine.keys(), ...theirs.keys()].map(partOf))].sort();
  const whole = (cells: Cells, part: string) => new Map([[part, sumOf(only(cells, `${figure} ${part}`))]]);
  return [
    ...parts.map((part) => line(`${figure} ${say(part)}`, whole(mine, part), whole(theirs, part), say)),
    line(`${figure} 按小时（${mine.size} 格）`, mine, theirs, (key) => `${say(partOf(key))} ${key.split('@')[1] ?? ''}`),
  ];
}

const said = (part: string): string => names[part] ?? part;

export interface Sides {
  /** From facts up to where the statistics have counted, and from all of them. */
  readonly counted: Cells;
  readonly told: Told;
  readonly heard: Heard;
  readonly shownCounts: Cells;
  readonly shownVisits: Cells;
  readonly numberedHits: ReadonlyMap<string, number>;
  readonly posts: readonly PostRow[];
  readonly likes: readonly LikeRow[];
  readonly sectors: ReadonlyMap<string, string>;
}

export function linesOf(sides: Sides, hourOf: HourOf): Line[] {
  const { counted, told, heard, shownCounts, shownVisits, sectors } = sides;
  const sector = (id: string) => sectors.get(id) ?? id;
  return [
    ...byPart('访问', heard.cells, shownVisits, said),
    ...visitTotals(heard.cells, shownVisits),
    line('到访设备与次数', heard.visitors, sides.numberedHits, (key) => key.slice(0, 8), [heard.visitors.size, sides.numberedHits.size]),
    none('到访记录缺号', heard.holes),
    ...['发言', '回复'].flatMap((figure) => [
      ...byPart(figure, counted, shownCounts, said),
      ...byPart(`${figure}界别`, counted, shownCounts, sector).slice(-1),
    ]),
    ...byPart('点赞', counted, shownCounts, said),
    ...['审核', '不公开', '复核'].flatMap((figure) => byPart(figure, counted, shownCounts, said)),
    ...rowLines(sides, hourOf),
    none('前后不接的事实', told.odd),
  ];
}

const none = (name: string, found: readonly string[]): Line => ({
  name,
  own: found.length,
  shown: 0,
  differences: found.length,
  examples: found.slice(0, FEW),
});

/** 公众 and 合计 as people read them: sums of the parts above. */
function visitTotals(own: Cells, shown: Cells): Line[] {
  const sum = (cells: Cells, kinds: readonly string[]) => kinds.reduce((all, kind) => all + sumOf(only(cells, `访问 ${kind}`)), 0);
  const row = (name: string, kinds: readonly string[]) =>
    line(name, new Map([[name, sum(own, kinds)]]), new Map([[name, sum(shown, kinds)]]), (key) => key);
  return [row('访问 公众（网友+访客）', ['netizen', 'visitor']), row('访问 合计（不含工作人员）', ['member', 'netizen', 'visitor'])];
}

/** The rows that screens read beside the rollups: posts, likes, and the counters on posts. */
function rowLines({ told, posts, likes }: Sides, hourOf: HourOf): Line[] {
  const fromFacts = [...told.posts];
  const state = (s: string, kind: string, sector: string | null, root: string | null, since: Date | null) =>
    [s, kind, sector ?? '-', root ?? '-', since?.toISOString() ?? '-'].join(' ');
  const id = (key: string) => key.slice(-12);
  const verified = (post: PostTold) => [...post.likers.values()].filter((kind) => kind !== 'visitor').length;
  const publicReplies = new Map<string, number>();
  for (const [, post] of fromFacts)
    if (post.root !== null && post.state === 'published') publicReplies.set(post.root, (publicReplies.get(post.root) ?? 0) + 1);
  const counter = (name: string, own: (key: string, post: PostTold) => number, shown: (row: PostRow) => number) =>
    line(name, new Map(fromFacts.map(([key, post]) => [key, own(key, post)])), new Map(posts.map((row) => [row.id, shown(row)])), id);
  const rowsOwn = new Map(fromFacts.map(([key, p]) => [key, state(p.state, p.kind, p.sector, p.root, p.publicSince)]));
  const rowsShown = new Map(posts.map((p) => [p.id, state(p.state, p.kind, p.sector, p.root, p.publishedAt && hourOf(p.publishedAt))]));
  const likesOwn = new Map(
    fromFacts.flatMap(([key, { likers }]) => [...likers].map(([liker, kind]) => [`${key} ${liker}`, kind] as const)),
  );
  const likesShown = new Map(likes.map(({ post, liker, kind }) => [`${post} ${liker}`, kind]));
  return [
    line('发言行：状态、身份、界别、公开时间', rowsOwn, rowsShown, id, [rowsOwn.size, rowsShown.size]),
    line('点赞行', likesOwn, likesShown, (key) => key.slice(24, 36), [likesOwn.size, likesShown.size]),
    counter(
      '发言上的赞数',
      (_, post) => verified(post),
      (row) => row.likes,
    ),
    counter(
      '发言上的访客赞数',
      (_, post) => post.likers.size - verified(post),
      (row) => row.visitorLikes,
    ),
    counter(
      '发言上的回复数',
      (key) => publicReplies.get(key) ?? 0,
      (row) => row.replies,
    ),
  ];
}
