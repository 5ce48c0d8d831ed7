import { recordVisit } from '../features/statistics/contract.ts';
import type { Person } from '../kit/may.ts';
import { type Calendar, minutesAfter } from './calendar.ts';
import { type Dice, dice } from './dice.ts';
import type { Cast } from './people.ts';
import type { Scene } from './play.ts';
import type { Stage } from './stage.ts';
import type { TopicOnStage } from './topic-scenes.ts';

/** How many of a hundred come in each hour of the day. */
const HOURS = [1, 0, 0, 0, 0, 1, 2, 5, 8, 9, 8, 6, 6, 5, 5, 5, 5, 4, 4, 6, 8, 7, 4, 1];
const DAY_MINUTES = 24 * 60;

/** People and passers-by come and look, most of them at the beginning, some again; members and netizens open materials. */
export function visitScenes(stage: Stage, cast: Cast, topic: TopicOnStage, days: Calendar): Scene[] {
  const throws = dice(`visits ${topic.text.key}`);
  const members = cast.members.filter(({ seats }) => seats[topic.text.committee] !== undefined);
  const guests = guestList(throws, members, [...cast.netizens.values()]);
  const end = new Date(Math.min(days.now.getTime(), minutesAfter(topic.closes, 3 * DAY_MINUTES).getTime()));
  const scenes: Scene[] = [];
  for (
    let noon = days.sameDay(topic.announced, '12:00'), n = 0;
    noon <= minutesAfter(end, DAY_MINUTES);
    noon = minutesAfter(noon, DAY_MINUTES), n++
  ) {
    const isOpen = noon >= topic.opens && noon <= topic.closes;
    const many = Math.round(topic.text.visits.perDay * (isOpen ? 1 + 0.8 / (n + 1) : 0.25) * (0.75 + throws.whole(50) / 100));
    for (let i = 0; i < many; i++) {
      const at = minutesAfter(days.sameDay(noon, '00:00'), hourFrom(throws) * 60 + throws.whole(60));
      if (at > topic.announced && at < end) scenes.push(...visit(stage, topic, guests(), at, throws));
    }
  }
  return [...scenes, ...readerScenes(topic, members, throws, end, stage)];
}

/** Three of seven are members; a passer-by mostly comes once. */
function guestList(throws: Dice, members: readonly Person[], netizens: readonly Person[]): () => Person | string {
  return () => {
    const of = throws.whole(100);
    if (of < 42) return throws.pick(members);
    return of < 60 ? throws.pick(netizens) : `passer-by ${throws.whole(1500)}`;
  };
}
function hourFrom(throws: Dice): number {
  let left = throws.whole(HOURS.reduce((sum, n) => sum + n, 0));
  return HOURS.findIndex((n) => {
    left -= n;
    return left < 0;
  });
}

/** One visit is one to three hits within some minutes. */
const visit = (stage: Stage, topic: TopicOnStage, who: Person | string, at: Date, throws: Dice): Scene[] =>
  Array.from({ length: throws.pick([1, 1, 1, 2, 3]) }, (_, n) => ({
    at: minutesAfter(at, n * 4),
    light: true,
    run: async (now) => void (await stage.act(recordVisit, who, now, { id: topic.id() })),
  }));

function readerScenes(topic: TopicOnStage, members: readonly Person[], throws: Dice, end: Date, stage: Stage): Scene[] {
  const from = topic.announced.getTime();
  const when = () => new Date(from + ((end.getTime() - from) * throws.whole(1000)) / 1000);
  const readers = [
    ...throws.some(members, topic.text.visits.readers / 2),
    ...Array.from({ length: topic.text.visits.readers / 2 }, (_, n) => `passer-by ${n}`),
  ];
  return readers.flatMap((who) =>
    topic.text.materials.flatMap((_, n) =>
      throws.whole(100) < 80 - n * 20
        ? [{ at: when(), light: true, run: (at: Date) => stage.open(topic.id(), topic.materials()[n], who, at) }]
        : [],
    ),
  );
}
