import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { decideProfileChange, type listProfileChanges } from '../../../features/people/profile-contract.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import { call, newKey } from '../../call.ts';
import { Button, ButtonLink, Buttons } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { type DeskColumn, DeskTable } from '../../ui/desk/DeskRows.tsx';
import { Panel, Skeleton } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { moment } from '../../words/format.ts';
import { Ask } from '../frame/Ask.tsx';
import { useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { Screen } from '../frame/Screen.tsx';
import { useToasts } from '../frame/Toasts.tsx';
import { NotYours, Trouble } from '../frame/Trouble.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { refresh } from '../queries.ts';
import { problemsOf, useFilled } from './filled.ts';
import { changesQuery } from './queries.ts';

const route = getRouteApi('/members/changes');
type Change = Reply<typeof listProfileChanges>['rows'][number];
const refreshAll = () => refresh(['profile-changes'], ['members'], ['member']);

/** 资料修改: what members want changed of their own data, old and new side by side. */
export function ChangesPage() {
  const bodies = useBodies('liaison');
  const { committee, tab = 'waiting' } = route.useSearch();
  const body = bodies.find(({ id }) => id === committee) ?? bodies[0];
  const words = useWords();
  const go = useGo();
  if (!body) return <NotYours />;
  const back = at('/members', { committee });
  return (
    <Screen
      title={words.members.places.changes}
      state={body.name}
      tools={
        <ButtonLink href={back} icon="back" onClick={(event) => go(event, back)}>
          {words.members.card.back}
        </ButtonLink>
      }
    >
      <Panel flush tools={<Tabs body={body.id} tab={tab} />}>
        <Changes committee={body.id} tab={tab} />
      </Panel>
    </Screen>
  );
}

function Tabs({ body, tab }: { body: string; tab: 'waiting' | 'decided' }) {
  const bodies = useBodies('liaison');
  const { committee } = route.useSearch();
  const words = useWords();
  const go = useGo();
  const say = words.members.changes;
  return (
    <>
      <Chips
        label={say.tabsName}
        onNavigate={go}
        chips={(['waiting', 'decided'] as const).map((one) => ({
          href: at('/members/changes', { tab: one === 'waiting' ? undefined : one, committee }),
          label: say.tabs[one],
          current: one === tab,
        }))}
      />
      {bodies.length > 1 ? (
        <Chips
          label={words.members.committee}
          plain
          onNavigate={go}
          chips={bodies.map(({ id, shortName }) => ({
            href: at('/members/changes', { committee: id }),
            label: shortName,
            current: id === body,
          }))}
        />
      ) : null}
    </>
  );
}

function Changes({ committee, tab }: { committee: string; tab: 'waiting' | 'decided' }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(changesQuery(committee, tab));
  const [refusing, setRefusing] = useState<Change | null>(null);
  const words = useWords();
  const columns = useColumns(tab, setRefusing);
  const say = words.members.changes;
  if (!data) return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <Skeleton rows={6} label={words.desk.loading} />;
  const rows = data.pages.flatMap((page) => page.rows);
  return (
    <>
      {rows.length === 0 ? (
        <EmptyState title={tab === 'waiting' ? say.empty : say.emptyDecided} second={tab === 'waiting' ? say.emptySecond : undefined} />
      ) : (
        <DeskTable caption={words.members.places.changes} columns={columns} rows={rows} rowKey={({ id }) => id} />
      )}
      {hasNextPage ? (
        <Buttons>
          <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {words.desk.more}
          </Button>
        </Buttons>
      ) : null}
      {refusing ? <Refusing change={refusing} onDone={() => setRefusing(null)} /> : null}
    </>
  );
}

function useColumns(tab: 'waiting' | 'decided', onRefuse: (change: Change) => void): DeskColumn<Change>[] {
  const from = useStandpoint();
  const { changes: say, none, card } = useWords().members;
  const shown = (field: Change['field'], value: string | null) =>
    value === null ? none : field === 'gender' && (value === 'male' || value === 'female') ? card.genders[value] : value;
  return [
    { key: 'who', label: say.columns.who, cell: (change) => <Who change={change} /> },
    { key: 'field', label: say.columns.field, cell: ({ field }) => say.fields[field] },
    { key: 'was', label: say.columns.was, cell: ({ field, was }) => shown(field, was) },
    { key: 'wanted', label: say.columns.wanted, cell: ({ field, wanted }) => <b>{shown(field, wanted)}</b> },
    { key: 'when', label: say.columns.when, cell: ({ askedAt }) => moment(new Date(askedAt), from) },
    tab === 'waiting'
      ? { key: 'acts', label: say.columns.acts, cell: (change) => <Acts change={change} onRefuse={() => onRefuse(change)} /> }
      : { key: 'outcome', label: say.columns.outcome, cell: (change) => <Outcome change={change} /> },
  ];
}

function Who({ change: { membershipId, name, sector } }: { change: Change }) {
  const go = useGo();
  const member = at(`/members/${membershipId}`);
  return (
    <span className="two-lines">
      {membershipId ? (
        <a href={member} onClick={(event) => go(event, member)}>
          {name}
        </a>
      ) : (
        name
      )}
      <span className="second">{sector}</span>
    </span>
  );
}

function Outcome({ change: { state, why, by, decidedAt } }: { change: Change }) {
  const say = useWords().members.changes;
  const from = useStandpoint();
  return (
    <span className="two-lines">
      {[say.outcomes[state], why].filter(Boolean).join('：')}
      <span className="second">{say.by(by ?? '', decidedAt ? moment(new Date(decidedAt), from) : '')}</span>
    </span>
  );
}

function Acts({ change, onRefuse }: { change: Change; onRefuse: () => void }) {
  const words = useWords();
  const say = words.members.changes;
  const { say: toast } = useToasts();
  const key = useRef(newKey());
  const accepting = useMutation({
    mutationFn: () => call(decideProfileChange, { id: change.id, decision: 'accept' }, { key: key.current }),
    onSuccess: () => toast(say.accepted),
    onError(error) {
      key.current = newKey();
      toast(sentenceOf(error, words));
    },
    onSettled: refreshAll,
  });
  const named = `${change.name} ${say.fields[change.field]}`;
  return (
    <>
      <Button look="ink" busy={accepting.isPending} aria-label={`${say.accept} ${named}`} onClick={() => accepting.mutate()}>
        {say.accept}
      </Button>
      <Button look="quiet" aria-label={`${say.refuse} ${named}`} onClick={onRefuse}>
        {say.refuse}
      </Button>
    </>
  );
}

function Refusing({ change, onDone }: { change: Change; onDone: () => void }) {
  const words = useWords();
  const say = words.members.changes;
  const { say: toast } = useToasts();
  const key = useRef(newKey());
  const form = useFilled({ why: '' });
  const refusing = useMutation({
    mutationFn: () => call(decideProfileChange, { id: change.id, decision: 'refuse', why: form.filled.why }, { key: key.current }),
    onSuccess() {
      toast(say.refused);
      void refreshAll();
      onDone();
    },
    onError(error) {
      key.current = newKey();
      form.setProblems(problemsOf(error, words, 'why'));
    },
  });
  return (
    <Ask
      title={say.refuseTitle(say.fields[change.field])}
      act={{ label: say.refuse, look: 'danger', busy: refusing.isPending, onAct: () => refusing.mutate() }}
      mild={{ label: say.again, onMild: onDone }}
      focusField
    >
      <p>{say.refuseText}</p>
      <TextArea {...form.field('why')} label={say.why} rows={3} maxLength={200} />
    </Ask>
  );
}
