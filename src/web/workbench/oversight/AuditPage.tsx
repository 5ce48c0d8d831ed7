import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { checkAuditChain } from '../../../features/oversight/audit-contract.ts';
import { actName, outcomeName, personName } from '../../../features/oversight/web/auditWords.ts';
import { call } from '../../call.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { type DeskColumn, DeskTable } from '../../ui/desk/DeskRows.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { exactMoment, number } from '../../words/format.ts';
import { useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { proved } from '../frame/proof-needed.ts';
import { Screen } from '../frame/Screen.tsx';
import { useToasts } from '../frame/Toasts.tsx';
import { NotYours } from '../frame/Trouble.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { ChainCheck } from '../parts/ChainCheck.tsx';
import { More } from '../parts/More.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { AuditFilters } from './AuditFilters.tsx';
import { type AuditFilter, type AuditRow, auditQuery, chosen } from './queries.ts';

const route = getRouteApi('/audit');

/** 审计记录: who did, read, took away or was refused what. To be looked at, never to be changed. */
export function AuditPage() {
  const words = useWords();
  const say = words.oversight.audit;
  const filter = route.useSearch();
  const may = useBodies('auditAdmin').length > 0;
  const list = useInfiniteQuery({ ...auditQuery(filter), enabled: may });
  if (!may) return <NotYours />;
  const rows = list.data?.pages.flatMap((page) => page.rows);
  return (
    <Screen title={words.oversight.places.audit} state={say.state} tools={<Export filter={filter} />}>
      <Chain />
      <Panel flush title={say.list}>
        <AuditFilters key={JSON.stringify(filter)} filter={filter} busy={list.isFetching} onAgain={() => void list.refetch()} />
        {!rows ? <NotYet asked={list} rows={8} /> : rows.length === 0 ? <None /> : <Records rows={rows} />}
        <More list={list} label={say.older} />
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

/** The chain of this screen's records, and since when they are kept. */
function Chain() {
  const words = useWords();
  const from = useStandpoint();
  return (
    <ChainCheck
      say={words.oversight.audit.chain}
      check={() => call(checkAuditChain, {})}
      besideIntact={({ oldest }) =>
        oldest ? <span className="second">{words.oversight.audit.kept(exactMoment(new Date(oldest), from))}</span> : null
      }
    />
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
