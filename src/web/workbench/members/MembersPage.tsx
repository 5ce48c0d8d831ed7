import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { listMembers } from '../../../features/people/member-contract.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import { Button, ButtonLink, Buttons } from '../../ui/Button.tsx';
import { type DeskColumn, DeskTable } from '../../ui/desk/DeskRows.tsx';
import { DeskSearch } from '../../ui/desk/DeskShell.tsx';
import { Panel, Skeleton } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Badge } from '../../ui/Person.tsx';
import { type Desk, useBodies, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { Screen } from '../frame/Screen.tsx';
import { NotYours, Trouble } from '../frame/Trouble.tsx';
import { Filters as FilterBar } from './Filters.tsx';
import { changesQuery, type Filters, membersQuery } from './queries.ts';

const route = getRouteApi('/members');
type Row = Reply<typeof listMembers>['rows'][number];
export const statusTones = { serving: 'ok', added: 'ok', resigned: 'plain', revoked: 'bad', removed: 'plain', deceased: 'plain' } as const;

/** 委员: the roster of a committee by term, by surname strokes or by office. */
export function MembersPage() {
  const bodies = useBodies('liaison');
  const filters = route.useSearch();
  const body = bodies.find(({ id }) => id === filters.committee) ?? bodies[0];
  const words = useWords();
  const go = useGo();
  if (!body) return <NotYours />;
  const create = at('/members/new', { committee: bodies.length > 1 ? body.id : undefined, term: filters.term });
  return (
    <Screen
      title={words.members.places.members}
      state={<State body={body} filters={filters} />}
      tools={
        <>
          <Search filters={filters} />
          <ButtonLink look="primary" icon="plus" href={create} onClick={(event) => go(event, create)}>
            {words.members.list.add}
          </ButtonLink>
        </>
      }
    >
      <Panel flush tools={<FilterBar bodies={bodies} body={body} filters={filters} />}>
        <Members body={body} filters={filters} />
      </Panel>
    </Screen>
  );
}

/** How many there are, and the way to what waits. */
function State({ body, filters }: { body: Desk['bodies'][number]; filters: Filters }) {
  const say = useWords().members.list;
  const go = useGo();
  const { data } = useInfiniteQuery(membersQuery(body.id, filters));
  const { data: waiting } = useInfiniteQuery(changesQuery(body.id, 'waiting'));
  const n = waiting?.pages.reduce((sum, page) => sum + page.rows.length, 0) ?? 0;
  const href = at('/members/changes', { committee: filters.committee });
  return (
    <>
      {data ? say.total(data.pages[0]?.total ?? 0) : null}{' '}
      <a href={href} onClick={(event) => go(event, href)}>
        {say.changes(n)}
      </a>
    </>
  );
}

function Search({ filters }: { filters: Filters }) {
  const words = useWords();
  const { history } = useRouter();
  const [typed, setTyped] = useState(filters.q ?? '');
  const search = () => history.push(at('/members', { ...filters, q: typed.trim() || undefined }));
  return <DeskSearch label={words.members.list.search} value={typed} onChange={setTyped} onSearch={search} />;
}

function Members({ body, filters }: { body: Desk['bodies'][number]; filters: Filters }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(membersQuery(body.id, filters));
  const words = useWords();
  const go = useGo();
  const columns = useColumns();
  const say = words.members.list;
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Skeleton rows={8} label={words.desk.loading} />;
  const rows = data.pages.flatMap((page) => page.rows);
  const filtered = [filters.sector, filters.subCommittee, filters.group, filters.status, filters.q].some((one) => one !== undefined);
  if (data.pages[0]?.term === null) return <EmptyState title={say.noTerm} />;
  if (rows.length === 0)
    return filtered ? (
      <EmptyState title={say.emptyFound}>
        <ButtonLink
          href={at('/members', { committee: filters.committee })}
          onClick={(event) => go(event, at('/members', { committee: filters.committee }))}
        >
          {say.seeAll}
        </ButtonLink>
      </EmptyState>
    ) : (
      <EmptyState title={say.empty} second={say.emptySecond} />
    );
  return (
    <>
      <DeskTable caption={words.members.places.members} columns={columns} rows={rows} rowKey={({ id }) => id} />
      {hasNextPage ? (
        <Buttons>
          <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {words.desk.more}
          </Button>
        </Buttons>
      ) : null}
    </>
  );
}

function useColumns(): DeskColumn<Row>[] {
  const words = useWords();
  const go = useGo();
  const { list: say, statuses, standing } = words.members;
  return [
    {
      key: 'name',
      label: say.columns.name,
      cell: ({ id, name, waiting }) => (
        <span className="two-lines">
          <a href={at(`/members/${id}`)} onClick={(event) => go(event, at(`/members/${id}`))}>
            {name}
          </a>
          {waiting > 0 ? <span className="second">{say.waiting(waiting)}</span> : null}
        </span>
      ),
    },
    { key: 'sector', label: say.columns.sector, cell: ({ sector }) => sector },
    {
      key: 'office',
      label: say.columns.office,
      cell: ({ office, standing: stands }) => [office, stands ? standing : null].filter(Boolean).join('、'),
    },
    { key: 'subCommittees', label: say.columns.subCommittees, cell: ({ subCommittees }) => subCommittees.join('、') },
    { key: 'groups', label: say.columns.groups, cell: ({ groups }) => groups.join('、') },
    { key: 'number', label: say.columns.number, cell: ({ number: code }) => code ?? '' },
    {
      key: 'status',
      label: say.columns.status,
      cell: ({ status, untilOn }) => <Badge tone={statusTones[status]} parts={[statuses[status], ...(untilOn ? [untilOn] : [])]} />,
    },
  ];
}
