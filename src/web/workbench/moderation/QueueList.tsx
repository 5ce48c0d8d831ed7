import { useEffect, useRef } from 'react';
import { type Urgency, waitingLight } from '../../../features/desk/rules.ts';
import type { Tab } from '../../../features/moderation/contract.ts';
import { Button } from '../../ui/Button.tsx';
import { QueueItem } from '../../ui/desk/DeskRows.tsx';
import { moment, type Standpoint, waited } from '../../words/format.ts';
import { useStandpoint, useWords } from '../frame/around.ts';
import type { Row } from './queries.ts';

interface QueueListProps {
  tab: Tab;
  rows: readonly Row[];
  current: string;
  onOpen: (id: string) => void;
  more: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; fetchNextPage(): unknown };
}

/** What waits, first come first; the thing on the screen stays in sight. */
export function QueueList({ tab, rows, current, onOpen, more }: QueueListProps) {
  const words = useWords();
  const from = useStandpoint();
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the current thing, whatever else changed
  useEffect(() => {
    list.current?.querySelector('.current')?.scrollIntoView({ block: 'nearest' });
  }, [current, rows.length]);
  return (
    <div ref={list}>
      {rows.map((row) => (
        <QueueItem
          key={row.id}
          kind={row.author.kind}
          name={row.author.place ? `${row.author.name}・${row.author.place}` : row.author.name}
          preview={row.isChange ? words.desk.moderation.changed(row.excerpt) : row.excerpt}
          age={ageOf(row, tab, from)}
          end={tab === 'decided' ? endOf(row, words, from) : undefined}
          flag={flagOf(row, words)}
          current={row.id === current}
          onOpen={() => onOpen(row.id)}
        />
      ))}
      {more.hasNextPage ? (
        <Button look="quiet" wide busy={more.isFetchingNextPage} onClick={() => void more.fetchNextPage()}>
          {words.desk.more}
        </Button>
      ) : null}
    </div>
  );
}

/** How long it waits for us: a reading since it came, an appeal since it was made. */
function ageOf({ arrivedAt, appealedAt }: Row, tab: Tab, from: Standpoint): { urgency: Urgency; words: string } | undefined {
  if (tab === 'decided') return undefined;
  const since = new Date(tab === 'appealed' ? (appealedAt ?? arrivedAt) : arrivedAt);
  const kind = tab === 'appealed' ? 'appeals-wait' : tab === 'held' ? 'readings-held' : 'readings-wait';
  return { urgency: waitingLight(kind, since, from.now), words: waited(since, from) };
}
function endOf({ state, decidedAt }: Row, words: ReturnType<typeof useWords>, from: Standpoint): string {
  const name = words.desk.moderation.states[state];
  return decidedAt ? `${name}・${moment(new Date(decidedAt), from)}` : name;
}
function flagOf({ flags, reason }: Row, words: ReturnType<typeof useWords>): string | undefined {
  if (reason) return words.moderation.reasons[reason];
  const { suspected, flags: names } = words.desk.moderation;
  return flags.length > 0 ? suspected(flags.map(({ kind }) => names[kind]).join('、')) : undefined;
}
