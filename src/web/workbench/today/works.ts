import type { readTodos, Work } from '../../../features/desk/contract.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import type { DeskWords } from '../../words/desk.ts';
import { clock, daysLeft, exactMoment, type Standpoint, waited } from '../../words/format.ts';
import { at } from '../frame/go.ts';

export type Todo = Reply<typeof readTodos>['rows'][number];
export type Kind = 'moderation' | 'appeal' | 'topic' | 'grant' | 'profile';

/** Under which filter a piece of work stands. */
export const kindOf: Readonly<Record<Work, Kind>> = {
  'readings-wait': 'moderation',
  'readings-held': 'moderation',
  'appeals-wait': 'appeal',
  'topic-draft': 'topic',
  'topic-opens': 'topic',
  'topic-ends': 'topic',
  'topic-over': 'topic',
  'grants-wait': 'grant',
  'peers-wait': 'grant',
  'profiles-wait': 'profile',
};

export interface Line {
  readonly light: string;
  readonly kind: string;
  readonly title: string;
  readonly second: string;
  readonly act: { readonly label: string; readonly href: string };
}

/** A piece of work in words: until when, what, where it is done. */
export function lineOf(todo: Todo, words: DeskWords, from: Standpoint, manyBodies: boolean): Line {
  const { works } = words.desk.today;
  const { act, href, title, second } = sayings[todo.work](partsOf(todo, from), works);
  return {
    light: lightWords(todo, words, from),
    kind: works[todo.work].kind,
    title,
    second: manyBodies ? `${second}・${todo.committee}` : second,
    act: { label: act ?? works[todo.work].act, href },
  };
}

/** What sentences about a piece of work are made of. */
function partsOf({ topic, counts, since, until, urgency }: Todo, from: Standpoint) {
  const when = (time: string | null) => (time === null ? '' : exactMoment(new Date(time), from));
  return {
    count: (name: string): number => counts[name] ?? 0,
    all: counts['all'] ?? 0,
    title: topic?.title ?? '',
    toTopic: at(`/topics/${topic?.id ?? ''}`),
    age: since === null ? '' : waited(new Date(since), from),
    since: when(since),
    until: when(until),
    late: urgency === 'late',
  };
}

type Works = DeskWords['desk']['today']['works'];
interface Saying {
  readonly title: string;
  readonly second: string;
  readonly href: string;
  /** Otherwise the usual one of the work. */
  readonly act?: string;
}
const sayings: Readonly<Record<Work, (about: ReturnType<typeof partsOf>, works: Works) => Saying>> = {
  'readings-wait': ({ all, age, count }, { 'readings-wait': say }) => ({
    title: say.title(all, age),
    second: say.second(count('netizens'), count('members'), count('flagged')),
    href: at('/moderation'),
  }),
  'readings-held': ({ all, age }, { 'readings-held': say }) => ({
    title: say.title(all),
    second: say.second(age),
    href: at('/moderation', { tab: 'held' }),
  }),
  'appeals-wait': ({ all, count }, { 'appeals-wait': say }) => ({
    title: say.title(all),
    second: say.second(count('mine')),
    href: at('/moderation', { tab: 'appealed' }),
    // One's own decisions can only be looked at.
    ...(count('mine') === all && { act: say.act2 }),
  }),
  'grants-wait': ({ all, age, count }, { 'grants-wait': say }) => ({
    title: say.title(all),
    second: say.second(age, count('mine')),
    href: at('/staff/requests'),
  }),
  'peers-wait': ({ all, age, count }, { 'peers-wait': say }) => ({
    title: say.title(all),
    second: say.second(age, count('mine')),
    href: at('/peers'),
  }),
  'profiles-wait': ({ all, age, count }, { 'profiles-wait': say }) => ({
    title: say.title(all, count('people')),
    second: say.second(age),
    href: at('/members/changes'),
  }),
  'topic-draft': ({ title, until, late, toTopic }, { 'topic-draft': say }) => ({
    title: say.title(title),
    second: say.second(until, late),
    href: toTopic,
  }),
  'topic-opens': ({ title, until, toTopic }, { 'topic-opens': say }) => ({
    title: say.title(title),
    second: say.second(until),
    href: toTopic,
  }),
  'topic-ends': ({ title, until, toTopic }, { 'topic-ends': say }) => ({
    title: say.title(title),
    second: say.second(until),
    href: toTopic,
  }),
  'topic-over': ({ title, since, toTopic }, { 'topic-over': say }) => ({
    title: say.title(title),
    second: say.second(since),
    href: toTopic,
  }),
};

/** What the light says in words: a date counts down, what only waits counts up. */
function lightWords({ until, since, urgency }: Todo, words: DeskWords, from: Standpoint): string {
  const say = words.desk.today.light;
  if (until !== null) {
    const at = new Date(until);
    const left = daysBetween(from, at);
    if (left === 0) return urgency === 'late' ? say.over(waited(at, from)) : say.today(clock(at, from));
    return daysLeft(left, from.locale);
  }
  return since === null ? '' : say.waits(waited(new Date(since), from));
}

/** Midnights of the house between now and then. */
function daysBetween({ now, timeZone = 'Asia/Shanghai' }: Standpoint, at: Date): number {
  const day = (time: Date) => Date.parse(`${new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(time)}T00:00:00Z`);
  return Math.round((day(at) - day(now)) / 86_400_000);
}
