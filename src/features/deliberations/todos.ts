import type { TodoAsked, TodoKind, TodoRow } from '../desk/registry.ts';
import { type DatedTopic, datedTopics, topicsMovedBy } from './todo-store.ts';

const DAY_MS = 86_400_000;

/** What editors have to do about their topics, by date. */
export const topicTodos: TodoKind = {
  duty: 'editor',
  async todosOf(db, asked) {
    return (await datedTopics(db, asked.bodies)).flatMap((topic) => workOn(topic, asked) ?? []);
  },
  doneBy: topicsMovedBy,
};

function workOn(topic: DatedTopic, { now }: TodoAsked): TodoRow | undefined {
  const { id, committeeId, title, startsAt, endsAt } = topic;
  const row = (work: TodoRow['work'], dates: Partial<Pick<TodoRow, 'until' | 'since'>>): TodoRow => ({
    key: `${work} ${id}`,
    work,
    committeeId,
    topic: { id, title },
    until: null,
    since: null,
    ...dates,
    counts: {},
  });
  if (topic.state === 'draft') return row('topic-draft', { until: startsAt });
  if (!startsAt || !endsAt) return undefined;
  switch (topic.state) {
    case 'announced':
      return startsAt.getTime() - now.getTime() < DAY_MS ? row('topic-opens', { until: startsAt }) : undefined;
    case 'open':
      return endsAt.getTime() - now.getTime() < 3 * DAY_MS ? row('topic-ends', { until: endsAt }) : undefined;
    case 'closed':
      return topic.later ? undefined : row('topic-over', { since: topic.endedAt ?? endsAt });
    default:
      return undefined;
  }
}
