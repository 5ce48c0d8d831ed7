import { sql } from 'kysely';
import { editPost, likePost, replyToPost, submitPost } from '../features/deliberations/post-contract.ts';
import { appealDecision, decideReading, type Reason, reasons } from '../features/moderation/contract.ts';
import type { Person } from '../kit/may.ts';
import { type Calendar, minutesAfter } from './calendar.ts';
import { dice } from './dice.ts';
import { drawn } from './drawings.ts';
import type { Cast } from './people.ts';
import type { Scene } from './play.ts';
import { type Line, linesOf } from './script.ts';
import type { Stage } from './stage.ts';
import { postsOf } from './texts.ts';
import type { TopicOnStage } from './topic-scenes.ts';

interface Said {
  readonly line: Line;
  readonly author: Person;
  /** When it is written, and when it will be public; null: it is not (yet). */
  readonly at: Date;
  readonly published: Date | null;
  readonly decided: Date;
  id?: string;
}
const OFFICE = { from: 8.6, to: 17.4 } as const;

/** Everything that is said in a topic: written, read by moderators, changed, liked. */
export function postScenes(stage: Stage, cast: Cast, topic: TopicOnStage, days: Calendar): Scene[] {
  const all = new Map<Line, Said>();
  const throws = dice(`posts ${topic.text.key}`);
  for (const line of linesOf(postsOf(topic.text.key))) {
    const before = line.to && all.get(line.to);
    // Nobody answers what cannot be read yet.
    if (line.to && !before?.published) continue;
    const written = 'minutes' in line.when ? days.minutesAgo(line.when.minutes) : days.at(line.when.days, line.when.time);
    const at = before?.published && before.published >= written ? minutesAfter(before.published, throws.between(6, 50)) : written;
    const decided = decisionTime(days, minutesAfter(at, throws.between(12, 110)), throws.between(3, 55));
    const accepted = line.reading === 'accept';
    const published = line.who.kind === 'member' ? at : accepted && decided <= days.now ? decided : null;
    all.set(line, { line, author: authorOf(cast, topic, line), at, published, decided });
  }
  return [...all.values()].flatMap((said) => [
    { at: said.at, run: (at: Date) => write(stage, topic, said, said.line.to && all.get(said.line.to), at) },
    ...editScenes(stage, said),
    ...readingScenes(stage, cast, topic, said),
    ...appealScenes(stage, said),
    ...likeScenes(stage, cast, topic, said, days),
  ]);
}

/** Moderators read in office hours, seven days a week while a topic is open. */
function decisionTime(days: Calendar, earliest: Date, minutes: number): Date {
  const hour = days.hourOf(earliest);
  if (hour < OFFICE.from) return minutesAfter(days.sameDay(earliest, '08:36'), minutes);
  if (hour > OFFICE.to) return minutesAfter(days.sameDay(minutesAfter(earliest, 12 * 60), '08:36'), minutes);
  return earliest;
}

function authorOf(cast: Cast, { text }: TopicOnStage, { who }: Line): Person {
  const found =
    who.kind === 'netizen'
      ? cast.netizens.get(who.name)
      : cast.members.filter(({ seats }) => seats[text.committee] === who.sector)[who.number];
  if (!found) throw new Error(`nobody plays ${JSON.stringify(who)} in ${text.key}`);
  return found;
}

async function write(stage: Stage, topic: TopicOnStage, said: Said, to: Said | null | undefined, at: Date): Promise<void> {
  const { line, author } = said;
  const pictures = line.picture ? [await stage.upload(author, at, `${line.picture}.png`, await drawn(line.picture))] : [];
  const { text } = line;
  const done = to?.id
    ? await stage.act(replyToPost, author, at, { id: to.id, text, pictures })
    : await stage.act(submitPost, author, at, { id: topic.id(), text, pictures });
  said.id = done.id;
}

function editScenes(stage: Stage, said: Said): Scene[] {
  const { edit } = said.line;
  if (!edit) return [];
  const run = async (at: Date) => {
    if (said.id === undefined) return;
    await stage.act(editPost, said.author, at, { id: said.id, text: edit.text, pictures: [] }, 1);
  };
  return [{ at: minutesAfter(said.at, edit.minutes), run }];
}

function readingScenes(stage: Stage, cast: Cast, topic: TopicOnStage, said: Said): Scene[] {
  const { reading } = said.line;
  if (reading === 'wait') return [];
  const [first, second] = cast.staff[topic.text.committee].moderators;
  const moderator = said.decided.getUTCDate() % 2 === 0 ? first : (second ?? first);
  if (!moderator) throw new Error('nobody to read');
  const run = async (at: Date) => {
    const id = await readingOf(stage, said.id);
    if (id === null) return;
    if (reading === 'accept') await stage.act(decideReading, moderator, at, { id, decision: 'accept' });
    else if (reading === 'hold') await stage.act(decideReading, moderator, at, { id, decision: 'hold' });
    else
      await stage.act(decideReading, moderator, at, { id, decision: 'refuse', reason: reasonOf(reading.reason), ownWords: reading.words });
  };
  return [{ at: said.decided, run }];
}
const reasonOf = (word: string): Reason => {
  const found = reasons.find((one) => one === word);
  if (!found) throw new Error(`no reason ${word}`);
  return found;
};
/** The newest reading of a post in that state. */
async function readingOf({ house }: Stage, postId: string | undefined, state: 'waiting' | 'refused' = 'waiting'): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from reading where thing_id = ${postId ?? null}::uuid and state = ${state} order by version desc limit 1`.execute(house.db);
  return rows[0]?.id ?? null;
}

/** An author who does not agree says so some hours later. */
function appealScenes(stage: Stage, said: Said): Scene[] {
  const { reading } = said.line;
  if (typeof reading === 'string' || reading.appeal === null) return [];
  const words = reading.appeal;
  const run = async (at: Date) => {
    const id = await readingOf(stage, said.id, 'refused');
    if (id !== null) await stage.act(appealDecision, said.author, at, { id, words });
  };
  return [{ at: minutesAfter(said.decided, 5 * 60), run }];
}

const FOUR_DAYS = 4 * 24 * 60;
function likeScenes(stage: Stage, cast: Cast, topic: TopicOnStage, said: Said, days: Calendar): Scene[] {
  const { published, line, author } = said;
  if (!published) return [];
  const throws = dice(`likes ${line.text.slice(0, 20)}`);
  const own = cast.members.filter(({ seats }) => seats[topic.text.committee] !== undefined);
  const people = [...own, ...cast.netizens.values()].filter(({ id }) => id !== author.id);
  const [verified, visitors] = line.likes;
  const likers: readonly (Person | string)[] = [
    ...throws.some(people, verified),
    ...throws.some(
      Array.from({ length: 200 }, (_, n) => `passer-by ${n}`),
      visitors,
    ),
  ];
  return likers.flatMap((liker) => {
    const at = minutesAfter(published, 3 + throws.whole(throws.pick([90, 600, FOUR_DAYS])));
    // Hearts are given by day; who would have come after now has not come yet.
    const awake = days.hourOf(at) < 6.5 ? minutesAfter(at, 8 * 60) : at;
    const run = async (now: Date) => {
      if (said.id !== undefined) await stage.act(likePost, liker, now, { id: said.id });
    };
    return awake <= days.now ? [{ at: awake, light: true, run }] : [];
  });
}
