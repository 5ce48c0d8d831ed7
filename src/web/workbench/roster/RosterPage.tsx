import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Static } from 'typebox';
import { type ImportRow, type RosterKind, rosterKinds } from '../../../features/roster/contract.ts';
import { Button, ButtonLink, Buttons } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { type DeskColumn, DeskTable } from '../../ui/desk/DeskRows.tsx';
import { Panel, Skeleton, StateLine, WithSide } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Badge } from '../../ui/Person.tsx';
import { exactMoment, number } from '../../words/format.ts';
import { useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { Screen } from '../frame/Screen.tsx';
import { NotYours, Trouble } from '../frame/Trouble.tsx';
import { importsQuery, listAddress, templateAddress } from './queries.ts';
import { UploadRoster } from './UploadRoster.tsx';

const route = getRouteApi('/roster');
type Card = Static<typeof ImportRow>;
const tones = { mapping: 'warn', checked: 'warn', importing: 'warn', done: 'ok', cancelled: 'plain', expired: 'plain' } as const;

/** 名册: a file in, the list out, and what came in before. */
export function RosterPage() {
  const bodies = useBodies('liaison');
  const { committee, kind: asked } = route.useSearch();
  const body = bodies.find(({ id }) => id === committee) ?? bodies[0];
  const say = useWords().roster.screen;
  if (!body) return <NotYours />;
  const kind: RosterKind = asked ?? 'members';
  return (
    <Screen title={say.title} state={bodies.length === 1 ? body.name : undefined}>
      <WithSide side={<Take committee={body.id} kind={kind} />}>
        <Bring body={body} kind={kind} />
        <Panel flush title={say.history}>
          <History committee={body.id} />
        </Panel>
      </WithSide>
    </Screen>
  );
}

/** 导入: of which committee, which kind of list, and the file. */
function Bring({ body, kind }: { body: ReturnType<typeof useBodies>[number]; kind: RosterKind }) {
  const bodies = useBodies('liaison');
  const { committee, kind: asked } = route.useSearch();
  const words = useWords();
  const go = useGo();
  const say = words.roster.screen;
  const here = (more: { committee?: string | undefined; kind?: RosterKind | undefined }) =>
    at('/roster', { committee, kind: asked, ...more });
  return (
    <Panel title={say.newTitle} tools={<StateLine tone="warn">{words.oversight.secrecy}</StateLine>}>
      {bodies.length > 1 ? (
        <Chips
          label={words.desk.topics.committee}
          plain
          onNavigate={go}
          chips={bodies.map(({ id, shortName }) => ({ href: here({ committee: id }), label: shortName, current: id === body.id }))}
        />
      ) : null}
      <Chips
        label={say.kind}
        onNavigate={go}
        chips={rosterKinds.map((one) => ({ href: here({ kind: one }), label: words.roster.kinds[one] ?? one, current: one === kind }))}
      />
      <p className="second">
        {say.state}；{say.hint}
      </p>
      <Buttons>
        <UploadRoster key={`${body.id} ${kind}`} committee={body.id} kind={kind} />
        <ButtonLink look="quiet" icon="download" href={templateAddress(body.id, kind)}>
          {say.template}
        </ButtonLink>
      </Buttons>
    </Panel>
  );
}

/** 导出: with the numbers of people only after one more proof, which the server asks for on its own page. */
function Take({ committee, kind }: { committee: string; kind: RosterKind }) {
  const say = useWords().roster.screen;
  const orders = kind === 'members' ? (['strokes', 'office'] as const) : (['strokes'] as const);
  return [undefined, 'yes'].map((contacts) => (
    <Panel key={contacts ?? ''} title={contacts ? say.takeContacts : say.takePlain}>
      <p className="second">{contacts ? say.takeProof : say.takeText}</p>
      <Buttons>
        {orders.map((order) => (
          <ButtonLink key={order} icon="download" href={listAddress(committee, { kind, order, ...(contacts && { contacts }) })}>
            {kind === 'members' ? say.takeBy[order] : say.take}
          </ButtonLink>
        ))}
      </Buttons>
    </Panel>
  ));
}

function History({ committee }: { committee: string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(importsQuery(committee));
  const words = useWords();
  const columns = useColumns();
  const say = words.roster.screen;
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Skeleton rows={3} label={words.desk.loading} />;
  const rows = data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <EmptyState title={say.empty.title} second={say.empty.second} />;
  return (
    <>
      <DeskTable caption={say.history} columns={columns} rows={rows} rowKey={({ id }) => id} />
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

function useColumns(): DeskColumn<Card>[] {
  const words = useWords();
  const from = useStandpoint();
  const go = useGo();
  const say = words.roster.screen;
  return [
    {
      key: 'file',
      label: say.fileColumn,
      cell: ({ id, fileName, by }) => (
        <span className="two-lines">
          <a href={at(`/roster/${id}`)} onClick={(event) => go(event, at(`/roster/${id}`))}>
            {fileName}
          </a>
          <span className="second">{say.by(by)}</span>
        </span>
      ),
    },
    { key: 'kind', label: say.kindColumn, cell: ({ kind }) => words.roster.kinds[kind] },
    { key: 'state', label: say.stateColumn, cell: ({ state }) => <Badge tone={tones[state]} parts={[say.states[state] ?? state]} /> },
    { key: 'rows', label: say.rowsColumn, number: true, cell: ({ rows }) => number(rows) },
    { key: 'when', label: say.whenColumn, cell: ({ createdAt }) => exactMoment(new Date(createdAt), from) },
  ];
}
