import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { listTopics } from '../../../features/deliberations/contract.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { type DeskColumn, DeskTable } from '../../ui/desk/DeskRows.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Badge } from '../../ui/Person.tsx';
import { dateRange, number } from '../../words/format.ts';
import { useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { Screen } from '../frame/Screen.tsx';
import { NotYours } from '../frame/Trouble.tsx';
import { BodyChips } from '../parts/BodyChips.tsx';
import { More } from '../parts/More.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { type TopicState, topicsQuery } from './queries.ts';

const route = getRouteApi('/topics');
type Card = Reply<typeof listTopics>['rows'][number];
const states: readonly (TopicState | undefined)[] = [undefined, 'draft', 'announced', 'open', 'closed', 'withdrawn'];
const tones = { draft: 'plain', announced: 'warn', open: 'ok', closed: undefined, withdrawn: 'bad' } as const;

/** 网络议政: the topics of a committee, newest first. */
export function TopicsPage() {
  const bodies = useBodies('editor');
  const { state, committee } = route.useSearch();
  const body = bodies.find(({ id }) => id === committee) ?? bodies[0];
  const words = useWords();
  const create = at('/topics/new', { committee: bodies.length > 1 ? body?.id : undefined });
  if (!body) return <NotYours />;
  return (
    <Screen
      title={words.desk.places.topics}
      state={bodies.length === 1 ? body.name : undefined}
      tools={<NewTopic href={create} look="primary" icon="plus" />}
    >
      <Panel
        flush
        tools={
          <>
            <StateChips state={state} committee={committee} />
            <BodyChips bodies={bodies} current={body.id} hrefOf={(id) => at('/topics', { state, committee: id })} />
          </>
        }
      >
        <Topics committee={body.id} state={state} create={create} />
      </Panel>
    </Screen>
  );
}

function NewTopic({ href, ...looks }: { href: string; look?: 'primary'; icon?: 'plus' }) {
  const words = useWords();
  const go = useGo();
  return (
    <ButtonLink {...looks} href={href} onClick={(event) => go(event, href)}>
      {words.desk.today.newTopic}
    </ButtonLink>
  );
}

function StateChips({ state, committee }: { state: TopicState | undefined; committee: string | undefined }) {
  const say = useWords().desk.topics;
  const chips = states.map((one) => ({
    href: at('/topics', { state: one, committee }),
    label: one ? say.states[one] : say.allStates,
    current: one === state,
  }));
  return <Chips label={say.filter} onNavigate={useGo()} chips={chips} />;
}

function Topics({ committee, state, create }: { committee: string; state: TopicState | undefined; create: string }) {
  const list = useInfiniteQuery(topicsQuery(committee, state));
  const words = useWords();
  const columns = useColumns();
  if (!list.data) return <NotYet asked={list} rows={6} />;
  const rows = list.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <None state={state} create={create} />;
  return (
    <>
      <DeskTable caption={words.desk.places.topics} columns={columns} rows={rows} rowKey={({ id }) => id} />
      <More list={list} />
    </>
  );
}

function None({ state, create }: { state: TopicState | undefined; create: string }) {
  const say = useWords().desk.topics;
  const go = useGo();
  return state ? (
    <EmptyState title={say.emptyState(say.states[state])}>
      <ButtonLink href={at('/topics')} onClick={(event) => go(event, at('/topics'))}>
        {say.seeAll}
      </ButtonLink>
    </EmptyState>
  ) : (
    <EmptyState title={say.empty.title} second={say.empty.second}>
      <NewTopic href={create} />
    </EmptyState>
  );
}

function useColumns(): DeskColumn<Card>[] {
  const words = useWords();
  const from = useStandpoint();
  const go = useGo();
  const { columns, states: names } = words.desk.topics;
  const { notPlanned } = words.desk.editor;
  return [
    {
      key: 'title',
      label: columns.title,
      cell: ({ id, title, host }) => (
        <span className="two-lines">
          <a href={at(`/topics/${id}`)} onClick={(event) => go(event, at(`/topics/${id}`))}>
            {title}
          </a>
          {host === '' ? null : <span className="second">{host}</span>}
        </span>
      ),
    },
    { key: 'state', label: columns.state, cell: ({ state }) => <Badge tone={tones[state]} parts={[names[state]]} /> },
    {
      key: 'posting',
      label: columns.posting,
      cell: ({ posting }) => (posting ? dateRange(new Date(posting.startsAt), new Date(posting.endsAt), from) : notPlanned),
    },
    { key: 'posts', label: columns.posts, number: true, cell: ({ posts }) => number(posts) },
    { key: 'sectors', label: columns.sectors, number: true, cell: ({ sectors }) => number(sectors) },
  ];
}
