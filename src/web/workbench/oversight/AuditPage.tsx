import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { checkAuditChain } from '../../../features/oversight/audit-contract.ts';
import { actName, outcomeName, personName } from '../../../features/oversight/web/auditWords.ts';
import { call } from '../../call.ts';
import { Button, ButtonLink, Buttons } from '../../ui/Button.tsx';
import { type DeskColumn, DeskTable } from '../../ui/desk/DeskRows.tsx';
import { Panel, Skeleton, StateLine } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { exactMoment, number } from '../../words/format.ts';
import { useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { proved } from '../frame/proof-needed.ts';
import { Screen } from '../frame/Screen.tsx';
import { useToasts } from '../frame/Toasts.tsx';
import { NotYours, Trouble } from '../frame/Trouble.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { AuditFilters } from './AuditFilters.tsx';
import { type AuditFilter, type AuditRow, auditQuery, chosen } from './queries.ts';

const route = getRouteApi('/audit');

/** 审计记录: who did, read, took away or was refused what. To be looked at, never to be changed. */
export function AuditPage() {
  const words = useWords();
  const say = words.oversight.audit;
  const filter = route.useSearch();
  const may = useBodies('auditAdmin').length > 0;
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...auditQuery(filter),
    enabled: may,
  });
  if (!may) return <NotYours />;
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Screen title={words.oversight.places.audit} state={say.state} tools={<Export filter={filter} />}>
      <Chain />
      <Panel flush title={say.list}>
        <AuditFilters key={JSON.stringify(filter)} filter={filter} busy={isFetching} onAgain={() => void refetch()} />
        {!data ? (
          error ? (
            <Trouble error={error} onRetry={() => void refetch()} />
          ) : (
            <Skeleton rows={8} label={words.desk.loading} />
          )
        ) : rows.length === 0 ? (
          <None />
        ) : (
          <>
            <Records rows={rows} />
            {hasNextPage ? (
              <Buttons>
                <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                  {say.older}
                </Button>
              </Buttons>
            ) : null}
          </>
        )}
      </Panel>
    </Screen>
  );
}

function None() {
  const say = useWords().oversight.audit;
  const go = useGo();
  return (
    <EmptyState title={say.none.title} second={say.none.second}>
      <ButtonLink href={at('/audit')} onClick={(event) => go(event, at('/audit'))}>
        {say.clear}
      </ButtonLink>
    </EmptyState>
  );
}

/** The rows that the filter shows, as a file; a fresh proof first, since a download cannot ask. */
function Export({ filter }: { filter: AuditFilter }) {
  const words = useWords();
  const { say: toast } = useToasts();
  const taking = useMutation({
    async mutationFn() {
      if (await proved()) location.assign(`/audit/records.xlsx?${new URLSearchParams(chosen(filter))}`);
    },
    onError: (error) => toast(sentenceOf(error, words)),
  });
  return (
    <Button icon="download" busy={taking.isPending} onClick={() => taking.mutate()}>
      {words.oversight.audit.export}
    </Button>
  );
}

/** Walks the chain only when asked: it reads every row. */
function Chain() {
  const words = useWords();
  const from = useStandpoint();
  const say = words.oversight.audit.chain;
  const checking = useMutation({ mutationFn: () => call(checkAuditChain, {}) });
  const { data, error } = checking;
  const when = (time: string) => exactMoment(new Date(time), from);
  return (
    <Panel title={say.name}>
      <p className="second">{say.text}</p>
      <p role="status">
        {error ? (
          <StateLine tone="bad">{sentenceOf(error, words)}</StateLine>
        ) : data?.intact ? (
          <>
            <StateLine tone="ok">{say.intact(number(data.rows), when(data.checkedAt))}</StateLine>{' '}
            {data.oldest ? <span className="second">{words.oversight.audit.kept(when(data.oldest))}</span> : null}
          </>
        ) : data ? (
          <StateLine tone="bad">
            {say.broken(number(data.brokenAt ?? 0))} {say.advice}
          </StateLine>
        ) : null}
      </p>
      <Button busy={checking.isPending} onClick={() => checking.mutate()}>
        {checking.isPending ? say.busy : say.act}
      </Button>
    </Panel>
  );
}

function Records({ rows }: { rows: readonly AuditRow[] }) {
  const words = useWords();
  const from = useStandpoint();
  const { audit: say } = words.oversight;
  const columns: DeskColumn<AuditRow>[] = [
    { key: 'number', label: say.columns.number, number: true, cell: (row) => number(row.number) },
    { key: 'at', label: say.columns.at, cell: (row) => exactMoment(new Date(row.at), from) },
    { key: 'person', label: say.columns.person, cell: (row) => personName(row, words) },
    {
      key: 'act',
      label: say.columns.act,
      cell: (row) => (
        <span className="two-lines">
          <span>{actName(row.act, words)}</span>
          {row.thing ? <span className="second thing-id">{row.thing}</span> : null}
        </span>
      ),
    },
    { key: 'outcome', label: say.columns.outcome, cell: (row) => outcomeName(row, words) },
    {
      key: 'address',
      label: say.columns.address,
      cell: (row) => (
        <span className="two-lines">
          <span>{row.address}</span>
          <span className="second">{row.ours ? say.ours : say.installation}</span>
        </span>
      ),
    },
  ];
  return <DeskTable caption={say.list} columns={columns} rows={rows} rowKey={(row) => String(row.number)} />;
}
