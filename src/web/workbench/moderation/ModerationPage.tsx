import { type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { type Tab, tabs } from '../../../features/moderation/contract.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { ListDetail } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { number } from '../../words/format.ts';
import { useBodies, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { Screen } from '../frame/Screen.tsx';
import { useToasts } from '../frame/Toasts.tsx';
import { NotYours } from '../frame/Trouble.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { client } from '../queries.ts';
import { Acts } from './Acts.tsx';
import { type Answer, useAnswer } from './answer.ts';
import { Detail } from './Detail.tsx';
import { type Command, dropRow, useDeciding } from './deciding.ts';
import { KeyHelp } from './KeyHelp.tsx';
import { QueueList } from './QueueList.tsx';
import { QueueTools } from './QueueTools.tsx';
import { queueQuery, type Reading, type Row, readingQuery, readingsQuery } from './queries.ts';
import { useQueueKeys } from './queue-keys.ts';

const route = getRouteApi('/moderation');

/** 审核: what waits on the left, the one to read on the right; every act by mouse and by key. */
export function ModerationPage() {
  const words = useWords();
  const go = useGo();
  const { tab = 'waiting', topic } = route.useSearch();
  const { data: queue } = useQuery(queueQuery(topic));
  const say = words.desk.moderation;
  const countOf: Readonly<Record<Tab, number | undefined>> = {
    ...{ waiting: queue?.waiting, held: queue?.held, appealed: queue?.appealed },
    decided: undefined,
  };
  if (useBodies('moderator').length === 0) return <NotYours />;
  return (
    <Screen
      bare
      title={words.desk.places.moderation}
      state={
        <Chips
          label={say.tabsName}
          onNavigate={go}
          chips={tabs.map((one) => ({
            href: addressOf({ tab: one, topic }),
            label: say.tabs[one],
            count: countOf[one] === undefined ? undefined : number(countOf[one]),
            current: one === tab,
          }))}
        />
      }
      tools={queue ? <span className="second">{say.today(queue.decidedToday, queue.meanMinutes)}</span> : undefined}
    >
      <Queue key={tab} tab={tab} topic={topic} />
    </Screen>
  );
}

const addressOf = ({ tab, topic, item }: { tab: Tab; topic?: string | undefined; item?: string | undefined }) =>
  at('/moderation', { tab: tab === 'waiting' ? undefined : tab, topic, item });

function Queue({ tab, topic }: { tab: Tab; topic: string | undefined }) {
  const say = useWords().desk.moderation;
  const list = useInfiniteQuery(readingsQuery(tab, topic));
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const place = usePlace(tab, topic, rows);
  const opened = useQuery(readingQuery(place.current));
  const reading = opened.data;
  const answer = useAnswer(place.current);
  const onDone = () => {
    dropRow(place.current);
    place.step();
  };
  const deciding = useDeciding({ reading, answer, onDone, onUndone: place.back });
  const [help, setHelp] = useState(false);
  useKeys(reading, { place, deciding, onHelp: () => setHelp(true) });
  return (
    <>
      {!list.data ? (
        <NotYet asked={list} rows={8} />
      ) : rows.length === 0 && !reading ? (
        <Empty tab={tab} topic={topic} />
      ) : (
        <ListDetail
          listLabel={say.tabs[tab]}
          detailLabel={say.detail}
          list={
            <>
              <QueueTools tab={tab} topic={topic} shown={rows.length} />
              <QueueList tab={tab} rows={rows} current={place.current} onOpen={place.open} more={list} />
            </>
          }
          detail={<Opened opened={opened} answer={answer} index={place.index} all={rows.length} />}
          acts={reading ? <Acts reading={reading} deciding={deciding} onHelp={() => setHelp(true)} /> : undefined}
        />
      )}
      {help ? <KeyHelp onClose={() => setHelp(false)} /> : null}
    </>
  );
}

interface Keyed {
  readonly place: ReturnType<typeof usePlace>;
  readonly deciding: ReturnType<typeof useDeciding>;
  readonly onHelp: () => void;
}
/** Every act of the queue by key, for the thing on the screen. */
function useKeys(reading: Reading | undefined, { place, deciding, onHelp }: Keyed): void {
  const { undo } = useToasts();
  const meant = commandsIn(reading);
  useQueueKeys({
    letter: (letter) => deciding.decide(meant[letter]),
    move: place.move,
    digit: deciding.choose,
    undo: () => undo?.(),
    help: onHelp,
    send: () => deciding.decide(meant.r),
  });
}

/** What the letters mean for the thing on the screen. */
function commandsIn(reading: Reading | undefined): Readonly<Record<'a' | 'r' | 'h', Command>> {
  if (reading?.state === 'appealed') return { a: 'grant', r: 'uphold', h: 'hold' };
  return { a: 'accept', r: reading?.offers.includes('takeDown') ? 'takeDown' : 'refuse', h: 'hold' };
}

interface OpenedProps {
  opened: UseQueryResult<Reading>;
  answer: Answer;
  index: number;
  all: number;
}
/** The thing on the screen; that it is another one is also said. */
function Opened({ opened, answer, index, all }: OpenedProps) {
  const words = useWords();
  const reading = opened.data;
  if (!reading) return <NotYet asked={opened} rows={4} />;
  return (
    <>
      <p className="spoken" role="status">
        {words.desk.moderation.spoken(reading.author.name, index + 1, all)}
      </p>
      <Detail reading={reading} answer={answer} />
    </>
  );
}

/** Which thing of the list is on the screen; it stands in the address, and stays when the list changes under it. */
function usePlace(tab: Tab, topic: string | undefined, rows: readonly Row[]) {
  const { item } = route.useSearch();
  const { history } = useRouter();
  const first = rows[0]?.id;
  const current = item ?? first ?? '';
  const index = rows.findIndex(({ id }) => id === current);
  const open = useCallback((id: string | undefined) => history.replace(addressOf({ tab, topic, item: id })), [history, tab, topic]);
  useEffect(() => {
    if (item === undefined && first !== undefined) open(first);
  }, [item, first, open]);
  const after = rows[index + 1]?.id ?? rows[index - 1]?.id;
  useEffect(() => {
    if (after !== undefined) void client.prefetchQuery({ ...readingQuery(after), staleTime: 10_000 });
  }, [after]);
  return {
    current,
    index,
    open,
    /** To a thing whose decision was taken back, on the shelf where it waits again. */
    back: (id: string, state: string) => history.replace(addressOf({ tab: state === 'held' ? 'held' : 'waiting', topic, item: id })),
    move: (by: 1 | -1) => open(rows[Math.min(rows.length - 1, Math.max(0, index + by))]?.id),
    /** To the next one, and the focus with it: a button pressed again must not decide about what nobody has read. */
    step(): void {
      open(after);
      document.getElementById('main')?.focus({ preventScroll: true });
    },
  };
}

function Empty({ tab, topic }: { tab: Tab; topic: string | undefined }) {
  const words = useWords();
  const go = useGo();
  const say = words.desk.moderation;
  const elsewhere = topic ? addressOf({ tab }) : tab === 'decided' ? addressOf({ tab: 'waiting' }) : addressOf({ tab: 'decided' });
  return (
    <EmptyState title={say.empty[tab]} second={say.emptySecond[tab]}>
      <ButtonLink href={elsewhere} onClick={(event) => go(event, elsewhere)}>
        {topic ? say.allTopics : tab === 'decided' ? say.seeWaiting : say.seeDecided}
      </ButtonLink>
    </EmptyState>
  );
}
