import type { Static } from 'typebox';
import type { Figures as FiguresReply } from '../../../src/features/statistics/contract.ts';
import { type Caller, good, type ThrowAway } from '../installation.ts';
import type { Played } from './acting.ts';
import { type Figures, isPublic, type Notices } from './expected.ts';
import type { Plan } from './plan.ts';
import { markIn } from './texts.ts';

export interface Row {
  readonly name: string;
  readonly plan: number;
  readonly statistics: number;
  /** Null where a recount says nothing of its own. */
  readonly recount: number | null;
}
export const differs = ({ plan, statistics, recount }: Row): boolean => plan !== statistics || (recount !== null && plan !== recount);

/** The same figures from three sides: planned, shown, and counted anew from facts and the raw log. */
export async function compareFigures(
  house: ThrowAway,
  editor: Caller,
  topicId: string,
  planned: Figures,
): Promise<{ rows: Row[]; recountAgrees: boolean }> {
  const shown = shownFigures(good(await editor.send('GET', `/api/topics/${topicId}/figures`), 'the figures'));
  const counted = await house.run('bin/recount', [topicId, '--json']);
  const report = reportIn(counted.out);
  const recounted = new Map(report.topics.flatMap(({ lines }) => lines).map(({ name, own }) => [name, own]));
  const names = [...new Set([...planned.keys(), ...shown.keys()])].sort();
  const rows = names.map((name) => {
    const line = lines[name];
    return {
      name,
      plan: planned.get(name) ?? 0,
      statistics: shown.get(name) ?? 0,
      recount: line === undefined ? null : (recounted.get(line) ?? 0),
    };
  });
  return { rows, recountAgrees: report.agrees && counted.code === 0 };
}

const lines: Readonly<Record<string, string>> = {
  'visits member': '访问 委员',
  'visits netizen': '访问 网友',
  'visits visitor': '访问 访客',
  'visits public': '访问 公众（网友+访客）',
  'visits total': '访问 合计（不含工作人员）',
  'posts member': '发言 委员',
  'posts netizen': '发言 网友',
  'replies member': '回复 委员',
  'replies netizen': '回复 网友',
  'likes member': '点赞 委员',
  'likes netizen': '点赞 网友',
  'likes visitor': '点赞 访客',
  'decisions accepted': '审核 通过',
  'decisions refused': '审核 不公开',
  'decisions held': '审核 暂缓',
};

interface Report {
  readonly agrees: boolean;
  readonly topics: readonly { readonly lines: readonly { readonly name: string; readonly own: number }[] }[];
}
function reportIn(out: string): Report {
  const from = out.indexOf('{');
  if (from < 0) throw new Error(`bin/recount said: ${out}`);
  return JSON.parse(out.slice(from));
}

function shownFigures(it: Static<typeof FiguresReply>): Figures {
  const figures: Figures = new Map();
  const set = (what: string, of: Readonly<Record<string, unknown>>, kinds: readonly string[]) => {
    for (const kind of kinds) if (Number(of[kind]) !== 0) figures.set(`${what} ${kind}`, Number(of[kind]));
  };
  set('visits', it.visits, ['member', 'netizen', 'visitor', 'public', 'total', 'staff']);
  for (const { day, total } of it.visitsByDay) if (total > 0) figures.set(`visits on ${day}`, total);
  set('posts', it.posts, ['member', 'netizen', 'total']);
  set('replies', it.replies, ['member', 'netizen', 'total']);
  it.sectors.forEach(({ posts, replies }, i) => {
    if (posts > 0) figures.set(`posts of sector ${i + 1}`, posts);
    if (replies > 0) figures.set(`replies of sector ${i + 1}`, replies);
  });
  figures.set('sectors heard', it.sectorsHeard);
  set('likes', it.likes, ['member', 'netizen', 'visitor', 'verified', 'staff']);
  const { accepted, refused, held } = it.moderation;
  for (const [name, n] of Object.entries({ accepted, refused, held })) if (n > 0) figures.set(`decisions ${name}`, n);
  return figures;
}

/** Every poster's notices, by kind; what is missing, too many, or another's. */
export async function compareNotices(played: Played, expected: Notices): Promise<{ people: number; notices: number; wrong: string[] }> {
  let notices = 0;
  const wrong: string[] = [];
  for (const [person, wanted] of expected) {
    const caller = await played.callerOf(person);
    const found = new Map<string, number>();
    for (let after: string | null = ''; after !== null; ) {
      const query: string = after === '' ? '' : `?after=${encodeURIComponent(after)}`;
      const page: { rows: { kind: string }[]; next: string | null } = good(await caller.send('GET', `/api/my/notices${query}`), 'notices');
      for (const { kind } of page.rows) found.set(kind, (found.get(kind) ?? 0) + 1);
      after = page.next;
    }
    for (const kind of new Set([...found.keys(), ...wanted.keys()])) {
      notices += found.get(kind) ?? 0;
      if (found.get(kind) !== wanted.get(kind))
        wrong.push(`${person.key} ${kind}: ${found.get(kind) ?? 0} instead of ${wanted.get(kind) ?? 0}`);
    }
  }
  return { people: expected.size, notices, wrong };
}

interface Shown {
  readonly id: string;
  readonly text: string;
  readonly replies: number;
}
/** Reads every public post and reply back: all that were planned, each once, byte for byte. */
export async function compareTexts(reader: Caller, topicId: string, plan: Plan): Promise<{ texts: number; wrong: string[] }> {
  const found: Shown[] = [];
  const roots = await pages<Shown>(reader, `/api/topics/${topicId}/posts`, (page) => page);
  found.push(...roots);
  for (const { id, replies } of roots)
    if (replies > 0) found.push(...(await pages<Shown>(reader, `/api/posts/${id}`, (page) => page['replies'])));
  const wanted = new Map(plan.posts.filter(isPublic).map(({ mark, text }) => [mark, text]));
  const wrong: string[] = [];
  for (const { text } of found) {
    const mark = markIn(text) ?? '?';
    if (wanted.get(mark) !== text) wrong.push(`${mark} reads otherwise, or twice`);
    wanted.delete(mark);
  }
  return { texts: found.length, wrong: [...wrong, ...[...wanted.keys()].map((mark) => `${mark} is missing`)] };
}

async function pages<T>(reader: Caller, path: string, of: (page: Record<string, unknown>) => unknown): Promise<T[]> {
  const all: T[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page = of(good(await reader.send('GET', after === '' ? path : `${path}?after=${encodeURIComponent(after)}`), path));
    if (!isPage<T>(page)) throw new Error(`${path} is no list`);
    all.push(...page.rows);
    after = page.next;
  }
  return all;
}
const isPage = <T>(page: unknown): page is { rows: T[]; next: string | null } =>
  typeof page === 'object' && page !== null && 'rows' in page && 'next' in page;
