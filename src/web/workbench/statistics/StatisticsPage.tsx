import { useQueries, useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { listTopics } from '../../../features/deliberations/contract.ts';
import { call } from '../../call.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Columns, Definitions, Panel, Skeleton, StateLine } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { KeyFigures } from '../../ui/KeyFigures.tsx';
import { dateRange, exactMoment, number } from '../../words/format.ts';
import { useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { at } from '../frame/go.ts';
import { Screen } from '../frame/Screen.tsx';
import { NotYours, Trouble } from '../frame/Trouble.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { PostsByDay, VisitsByDay, VisitsByHour } from './Charts.tsx';
import { Likes, Moderation } from './Counts.tsx';
import { type Figures, figuresQuery } from './queries.ts';
import { Sectors } from './Sectors.tsx';

const route = getRouteApi('/statistics/$topicId');

/** Topics of this person's committees that people could see. */
function useCountedTopics() {
  const bodies = useBodies('editor', 'moderator');
  return useQueries({
    queries: bodies.map(({ id }) => ({ queryKey: ['topics', 'counted', id], queryFn: () => call(listTopics, { committee: id }) })),
    combine: (all) => ({
      cards: all.flatMap(({ data }) => data?.rows ?? []).filter(({ state }) => state !== 'draft'),
      ready: all.every(({ data }) => data),
      error: all.find(({ error }) => error)?.error ?? null,
    }),
  });
}

/** 统计 without a topic: leads to the newest one, or says that there is none. */
export function NewestStatisticsPage() {
  const words = useWords();
  const { history } = useRouter();
  const { cards, ready, error } = useCountedTopics();
  const none = useBodies('editor', 'moderator').length === 0;
  const inOrder = [...cards].sort((a, b) => (b.posting?.startsAt ?? '').localeCompare(a.posting?.startsAt ?? ''));
  // A topic in which nobody said anything yet has no figures to look at.
  const newest = inOrder.find(({ posts }) => posts > 0) ?? inOrder[0];
  useEffect(() => {
    if (ready && newest) history.replace(at(`/statistics/${newest.id}`));
  }, [ready, newest, history]);
  if (none) return <NotYours />;
  const say = words.desk.statistics.none;
  return (
    <Screen title={words.desk.places.statistics}>
      {error ? (
        <Trouble error={error} onRetry={() => location.reload()} />
      ) : ready && !newest ? (
        <EmptyState title={say.title} second={say.second}>
          <ButtonLink href={at('/topics')}>{say.act}</ButtonLink>
        </EmptyState>
      ) : (
        <Skeleton rows={6} label={words.desk.loading} />
      )}
    </Screen>
  );
}

/** 统计 of one topic: sums, days, hours, sectors, likes, moderation; each with its definition on the page. */
export function StatisticsPage() {
  const { topicId } = route.useParams();
  const words = useWords();
  const from = useStandpoint();
  const asked = useQuery(figuresQuery(topicId));
  if (useBodies('editor', 'moderator').length === 0) return <NotYours />;
  const { data: figures } = asked;
  if (!figures)
    return (
      <Screen title={words.desk.places.statistics}>
        <NotYet asked={asked} rows={8} />
      </Screen>
    );
  const { title, startsAt, endsAt } = figures.topic;
  return (
    <Screen
      title={title}
      state={dateRange(new Date(startsAt), new Date(endsAt), from)}
      tools={<Tools topicId={topicId} figures={figures} />}
    >
      <Panel>
        <Sums figures={figures} />
      </Panel>
      <Boards figures={figures} />
      <Meanings figures={figures} />
    </Screen>
  );
}

function Tools({ topicId, figures }: { topicId: string; figures: Figures }) {
  const words = useWords();
  return (
    <>
      <Recount figures={figures} />
      <Switcher current={topicId} />
      <ButtonLink icon="download" href={`/topics/${topicId}/figures.xlsx`} download>
        {words.desk.statistics.excel}
      </ButtonLink>
    </>
  );
}

/** The figures that need more than a number, two beside each other. */
function Boards({ figures }: { figures: Figures }) {
  return (
    <>
      <Columns wide>
        <Panel>
          <VisitsByDay figures={figures} />
        </Panel>
        <Panel>
          <Sectors figures={figures} />
        </Panel>
      </Columns>
      <Columns>
        <Panel>
          <VisitsByHour figures={figures} />
        </Panel>
        <Panel>
          <PostsByDay figures={figures} />
        </Panel>
      </Columns>
      <Columns>
        <Panel>
          <Likes figures={figures} />
        </Panel>
        <Panel>
          <Moderation figures={figures} />
        </Panel>
      </Columns>
    </>
  );
}

function Recount({ figures: { recount } }: { figures: Figures }) {
  const words = useWords().statistics.recount;
  const from = useStandpoint();
  if (!recount) return <span className="second">{words.never}</span>;
  const when = exactMoment(new Date(recount.at), from);
  return (
    <StateLine tone={recount.agreed ? 'ok' : 'bad'}>
      {recount.agreed ? words.agreed(when) : words.differs(number(recount.differences), when)}
    </StateLine>
  );
}

function Switcher({ current }: { current: string }) {
  const words = useWords().desk.statistics;
  const { history } = useRouter();
  const { cards } = useCountedTopics();
  if (cards.length < 2) return null;
  return (
    <select
      className="input switcher"
      aria-label={words.choose}
      value={current}
      onChange={(event) => history.push(at(`/statistics/${event.currentTarget.value}`))}
    >
      {cards.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
  );
}

function Sums({ figures: { visits, posts, replies, likes, sectorsHeard, sectorsInTerm } }: { figures: Figures }) {
  const { figures, sums } = useWords().statistics;
  return (
    <KeyFigures
      figures={[
        { label: figures.visits, figure: number(visits.total), sum: sums.visits(number(visits.member), number(visits.public)) },
        { label: figures.posts, figure: number(posts.total), sum: sums.posts(number(posts.member), number(posts.netizen)) },
        { label: figures.sectors, figure: number(sectorsHeard), sum: sums.sectors(number(sectorsInTerm)) },
        { label: figures.likes, figure: number(likes.verified), sum: sums.likes(number(likes.visitor)) },
        { label: figures.replies, figure: number(replies.total), sum: sums.posts(number(replies.member), number(replies.netizen)) },
      ]}
    />
  );
}

/** 口径: how each figure is counted, and up to when. */
function Meanings({ figures }: { figures: Figures }) {
  const words = useWords();
  const from = useStandpoint();
  const { figures: names, definitions, kinds, countedAt } = words.statistics;
  const terms = {
    visits: names.visits,
    public: kinds.public,
    posts: names.posts,
    replies: names.replies,
    sectors: names.sectors,
    likes: names.likes,
    moderation: names.moderation,
  };
  return (
    <>
      <Definitions
        title={words.desk.statistics.definitions}
        terms={(['visits', 'public', 'posts', 'replies', 'sectors', 'likes', 'moderation'] as const).map((key) => ({
          term: terms[key],
          meaning: definitions[key],
        }))}
      />
      <p className="note">{countedAt(exactMoment(new Date(figures.countedAt), from))}</p>
    </>
  );
}
