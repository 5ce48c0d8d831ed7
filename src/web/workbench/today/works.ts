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
  const { work, topic, counts } = todo;
  const all = counts['all'] ?? 0;
  const title = topic?.title ?? '';
  const when = (time: string | null) => (time === null ? '' : exactMoment(new Date(time), from));
  const age = todo.since === null ? '' : waited(new Date(todo.since), from);
  const until = when(todo.until);
  const line = (kind: string, label: string, href: string, said: string, second: string): Line => ({
    light: lightWords(todo, words, from),
    kind,
    title: said,
    second: manyBodies ? `${second}・${todo.committee}` : second,
    act: { label, href },
  });
  const toTopic = at(`/topics/${topic?.id ?? ''}`);
  switch (work) {
    case 'readings-wait': {
      const { kind, act, title: say, second } = works[work];
      const said = second(counts['netizens'] ?? 0, counts['members'] ?? 0, counts['flagged'] ?? 0);
      return line(kind, act, at('/moderation'), say(all, age), said);
    }
    case 'readings-held':
      return line(works[work].kind, works[work].act, at('/moderation', { tab: 'held' }), works[work].title(all), works[work].second(age));
    case 'appeals-wait': {
      const { kind, act, act2, title: say, second } = works[work];
      const mine = counts['mine'] ?? 0;
      return line(kind, mine === all ? act2 : act, at('/moderation', { tab: 'appealed' }), say(all), second(mine));
    }
    case 'grants-wait': {
      const { kind, act, title: say, second } = works[work];
      return line(kind, act, at('/staff/requests'), say(all), second(age, counts['mine'] ?? 0));
    }
    case 'profiles-wait': {
      const { kind, act, title: say, second } = works[work];
      return line(kind, act, at('/members/changes'), say(all, counts['people'] ?? 0), second(age));
    }
    case 'topic-draft':
      return line(works[work].kind, works[work].act, toTopic, works[work].title(title), works[work].second(until, todo.urgency === 'late'));
    case 'topic-opens':
    case 'topic-ends':
      return line(works[work].kind, works[work].act, toTopic, works[work].title(title), works[work].second(until));
    case 'topic-over':
      return line(works[work].kind, works[work].act, toTopic, works[work].title(title), works[work].second(when(todo.since)));
  }
}

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
