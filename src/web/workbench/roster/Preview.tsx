import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { beginImport, type Outcome } from '../../../features/roster/contract.ts';
import { call, newKey } from '../../call.ts';
import { Button, ButtonLink, Buttons } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { type DeskColumn, DeskTable } from '../../ui/desk/DeskRows.tsx';
import { Panel, Skeleton, StateLine } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Said } from '../../ui/Messages.tsx';
import { exactMoment, number } from '../../words/format.ts';
import { useStandpoint, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { Trouble } from '../frame/Trouble.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { client } from '../queries.ts';
import { type Import, type Row, reasonsAddress, rowsQuery } from './queries.ts';
import { UploadRoster } from './UploadRoster.tsx';

const route = getRouteApi('/roster/$id');
// What has to be mended stands first.
const ORDER: readonly Outcome[] = ['wrong', 'new', 'changed', 'same'];

/** 预览: what would become of each row, errors first; then all rows or none. */
export function Preview({ held }: { held: Import }) {
  const words = useWords();
  const from = useStandpoint();
  const go = useGo();
  const { show } = route.useSearch();
  const say = words.roster.screen.preview;
  const counts = held.counts ?? { wrong: 0, new: 0, changed: 0, same: 0 };
  const outcome = show ?? ORDER.find((one) => counts[one] > 0) ?? 'new';
  const here = (search: Record<string, string | undefined>) => at(`/roster/${held.id}`, search);
  return (
    <>
      {held.trouble ? <Said tone="bad">{held.trouble === 'moved-on' ? say.movedOn : say.brokeOff}</Said> : null}
      <Panel title={say.title}>
        <Standing held={held} />
        {held.until ? <p className="second">{say.until(exactMoment(new Date(held.until), from))}</p> : null}
        <Acts held={held} wrong={counts.wrong} columns={here({ columns: 'again' })} />
      </Panel>
      <Panel
        flush
        tools={
          <Chips
            label={say.title}
            onNavigate={go}
            chips={ORDER.map((one) => ({
              href: here({ show: one }),
              label: say.counts[one] ?? one,
              count: number(counts[one]),
              current: one === outcome,
            }))}
          />
        }
      >
        <Rows held={held} outcome={outcome} />
      </Panel>
    </>
  );
}

function Acts({ held, wrong, columns }: { held: Import; wrong: number; columns: string }) {
  const go = useGo();
  const say = useWords().roster.screen.preview;
  return (
    <Buttons>
      {wrong > 0 ? (
        <>
          <ButtonLink look="primary" icon="download" href={reasonsAddress(held.id)}>
            {say.errors}
          </ButtonLink>
          <UploadRoster committee={held.committeeId} kind={held.kind} label={say.again} />
        </>
      ) : (
        <Begin held={held} />
      )}
      <ButtonLink look="quiet" href={columns} onClick={(event) => go(event, columns)}>
        {say.remap}
      </ButtonLink>
    </Buttons>
  );
}

function Standing({ held: { counts } }: { held: Import }) {
  const say = useWords().roster.screen.preview.sentence;
  if (!counts) return null;
  const { wrong, new: fresh, changed } = counts;
  return (
    <p role="status">
      {wrong > 0 ? (
        <StateLine tone="bad">{say.wrong(number(wrong))}</StateLine>
      ) : fresh + changed > 0 ? (
        <StateLine tone="ok">{say.ready(number(fresh), number(changed))}</StateLine>
      ) : (
        <StateLine tone="ok">{say.nothing}</StateLine>
      )}
    </p>
  );
}

function Begin({ held }: { held: Import }) {
  const words = useWords();
  const { say: toast } = useToasts();
  const [key] = useState(newKey);
  const say = words.roster.screen.preview;
  const beginning = useMutation({
    mutationFn: () => call(beginImport, { id: held.id }, { key: `${key}${held.trouble ?? ''}` }),
    onError: (error) => toast(sentenceOf(error, words)),
    onSettled: () => client.invalidateQueries({ queryKey: ['roster-import', held.id] }),
  });
  const rows = (held.counts?.new ?? 0) + (held.counts?.changed ?? 0);
  if (rows === 0) return null;
  return (
    <Button look="primary" busy={beginning.isPending} onClick={() => beginning.mutate()}>
      {beginning.isPending ? say.busy : say.act(number(rows))}
    </Button>
  );
}

function Rows({ held, outcome }: { held: Import; outcome: Outcome }) {
  const checked = JSON.stringify([held.counts, held.mapping, held.trouble]);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(rowsQuery(held.id, outcome, checked));
  const words = useWords();
  const columns = useColumns();
  const say = words.roster.screen.preview;
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Skeleton rows={6} label={words.desk.loading} />;
  const rows = data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) return <EmptyState title={say.none(say.counts[outcome] ?? outcome)} />;
  return (
    <>
      <DeskTable caption={say.title} columns={columns} rows={rows} rowKey={({ number }) => String(number)} />
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
  const say = useWords().roster.screen.preview;
  return [
    { key: 'row', label: say.row, number: true, cell: ({ number: n }) => number(n) },
    { key: 'said', label: say.said, cell: ({ said }) => <SaidCell said={said} /> },
    { key: 'what', label: say.what, cell: (row) => <What row={row} /> },
  ];
}

function SaidCell({ said }: { said: Row['said'] }) {
  const { name, unit, ...others } = said;
  return (
    <span className="two-lines">
      <b>{name ?? unit ?? ''}</b>
      <span className="second">{Object.values(others).join(' · ')}</span>
    </span>
  );
}

function What({ row }: { row: Row }) {
  const { roster } = useWords();
  const say = roster.screen.preview;
  const column = (field: string) => roster.columns[field] ?? field;
  const value = (text: string | null) => (text === null ? roster.none : (roster.values[text] ?? text));
  if (row.outcome === 'wrong')
    return row.problems.map(({ field, fault, said = '' }) => (
      <p key={`${field} ${fault}`} className="field-error">
        <span>{roster.faults[fault]?.(column(field), said) ?? fault}</span>
      </p>
    ));
  const changes = row.differences.map(({ field, from, to }) => (
    <p key={field}>{field === 'org' ? say.moved(value(from), value(to)) : say.change(column(field), value(from), value(to))}</p>
  ));
  if (row.outcome === 'changed') return changes;
  if (row.again)
    return (
      <>
        <span>{say.reappointed}</span>
        {changes}
      </>
    );
  return <span>{row.known ? say.known : row.outcome === 'new' ? say.added : say.unchanged}</span>;
}
