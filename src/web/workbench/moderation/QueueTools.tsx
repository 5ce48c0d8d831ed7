import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { Tab } from '../../../features/moderation/contract.ts';
import { useWords } from '../frame/around.ts';
import { at } from '../frame/go.ts';
import { queueQuery } from './queries.ts';

/** Over the list: how many, of which topic, in which order. */
export function QueueTools({ tab, topic, shown }: { tab: Tab; topic: string | undefined; shown: number }) {
  const words = useWords().desk.moderation;
  const { history } = useRouter();
  const { data: queue } = useQuery(queueQuery(undefined));
  const topics = queue?.topics ?? [];
  const choose = (id: string) =>
    history.push(at('/moderation', { tab: tab === 'waiting' ? undefined : tab, topic: id === '' ? undefined : id }));
  return (
    <div className="queue-tools">
      {topics.length > 1 || topic ? (
        <select
          className="input"
          aria-label={words.topicFilter}
          value={topic ?? ''}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="">{words.allTopics}</option>
          {topics.map(({ id, title, count }) => (
            <option key={id} value={id}>
              {`${title}（${count}）`}
            </option>
          ))}
        </select>
      ) : (
        <span>{words.count(shown)}</span>
      )}
      <span>{words.order[tab]}</span>
    </div>
  );
}
