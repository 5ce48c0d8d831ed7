import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ComponentProps, useState } from 'react';
import { entrantStates, sendActivations, voidActivation } from '../../../features/access/contract.ts';
import { call, newKey } from '../../call.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { DeskTable } from '../../ui/desk/DeskRows.tsx';
import { DeskSearch } from '../../ui/desk/DeskShell.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { number } from '../../words/format.ts';
import { Ask } from '../frame/Ask.tsx';
import { useBodies, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { Screen } from '../frame/Screen.tsx';
import { useToasts } from '../frame/Toasts.tsx';
import { NotYours } from '../frame/Trouble.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { More } from '../parts/More.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { client } from '../queries.ts';
import { CardsDialog } from './CardsDialog.tsx';
import { type EntrantAct, useEntrantColumns } from './entrant-columns.tsx';
import { HistoryDialog } from './HistoryDialog.tsx';
import { MeetingDialog } from './MeetingDialog.tsx';
import { type Entrant, entrantsQuery } from './queries.ts';
import { RecoveryDialog } from './RecoveryDialog.tsx';

const route = getRouteApi('/entrants');
type Open = { act: 'cards' | 'texts' } | { act: 'meeting' | 'lost' | 'history'; person: Entrant };

/** 委员开通: who is in and who is not yet, and every way to let somebody in. */
export function EntrantsPage() {
  const bodies = useBodies('liaison');
  const { committee, state, sector, q } = route.useSearch();
  const body = bodies.find(({ id }) => id === committee) ?? bodies[0];
  const words = useWords();
  const say = words.accessDesk.entrants;
  const [open, setOpen] = useState<Open | null>(null);
  const found = useInfiniteQuery({ ...entrantsQuery(body?.id ?? '', { state, sector, q }), enabled: body !== undefined });
  if (!body) return <NotYours />;
  const [page] = found.data?.pages ?? [];
  const rows = found.data?.pages.flatMap((one) => one.rows);
  const textable = (rows ?? []).filter((row) => row.state !== 'in' && row.phone !== null);
  const counts = page?.counts;
  return (
    <Screen
      title={words.accessDesk.places.entrants}
      state={counts ? <span role="status">{say.state(counts.in, counts.in + counts.none + counts.open)}</span> : ''}
      tools={
        <>
          <Search />
          {textable.length > 0 ? <Button onClick={() => setOpen({ act: 'texts' })}>{say.textAll(textable.length)}</Button> : null}
          <Button look="primary" onClick={() => setOpen({ act: 'cards' })}>
            {say.cards}
          </Button>
        </>
      }
    >
      <Panel flush tools={<Filters counts={counts} />}>
        {rows ? <List committee={body.id} rows={rows} onOpen={setOpen} /> : <NotYet asked={found} rows={8} />}
        <More list={found} />
      </Panel>
      <Opened open={open} committee={body.id} sectors={page?.sectors ?? []} textable={textable} onClose={() => setOpen(null)} />
    </Screen>
  );
}

interface OpenedProps {
  open: Open | null;
  committee: string;
  sectors: ComponentProps<typeof CardsDialog>['sectors'];
  textable: readonly Entrant[];
  onClose: () => void;
}
/** The dialog that is open over the list. */
function Opened({ open, committee, sectors, textable, onClose }: OpenedProps) {
  const { sector } = route.useSearch();
  switch (open?.act) {
    case undefined:
      return null;
    case 'cards':
      return <CardsDialog committee={committee} sectors={sectors} sector={sector} onClose={onClose} />;
    case 'texts':
      return <TextsDialog committee={committee} people={textable} onClose={onClose} />;
    case 'meeting':
      return <MeetingDialog committee={committee} person={open.person} onClose={onClose} />;
    case 'lost':
      return <RecoveryDialog committee={committee} person={open.person} onClose={onClose} />;
    case 'history':
      return <HistoryDialog committee={committee} person={open.person} onClose={onClose} />;
  }
}

function Search() {
  const words = useWords();
  const { history } = useRouter();
  const filters = route.useSearch();
  const [typed, setTyped] = useState(filters.q ?? '');
  const search = () => history.push(at('/entrants', { ...filters, q: typed.trim() || undefined }));
  return <DeskSearch label={words.accessDesk.entrants.search} value={typed} onChange={setTyped} onSearch={search} />;
}

function Filters({ counts }: { counts: { none: number; open: number; in: number } | undefined }) {
  const say = useWords().accessDesk.entrants;
  const filters = route.useSearch();
  const bodies = useBodies('liaison');
  const go = useGo();
  const all = counts && counts.none + counts.open + counts.in;
  return (
    <>
      <Chips
        label={say.filter}
        onNavigate={go}
        chips={[undefined, ...entrantStates].map((one) => ({
          href: at('/entrants', { ...filters, state: one }),
          label: one ? say.states[one] : say.all,
          count: counts && number((one ? counts[one] : all) ?? 0),
          current: one === filters.state,
        }))}
      />
      {bodies.length > 1 ? (
        <Chips
          label={say.committee}
          plain
          onNavigate={go}
          chips={bodies.map(({ id, shortName }) => ({
            href: at('/entrants', { committee: id }),
            label: shortName,
            current: id === (filters.committee ?? bodies[0]?.id),
          }))}
        />
      ) : null}
    </>
  );
}

interface ListProps {
  committee: string;
  rows: readonly Entrant[];
  onOpen: (open: Open) => void;
}
function List({ committee, rows, onOpen }: ListProps) {
  const words = useWords();
  const [making, setMaking] = useState<string | null>(null);
  const act = useActing(committee);
  const columns = useEntrantColumns((what: EntrantAct, person) => {
    if (what === 'text' || what === 'void') return act({ act: what, person });
    if (what === 'card') return setMaking(person.id);
    return onOpen({ act: what, person });
  });
  if (rows.length === 0) return <None />;
  return (
    <>
      <DeskTable caption={words.accessDesk.places.entrants} columns={columns} rows={rows} rowKey={({ id }) => id} />
      {making === null ? null : (
        <CardsDialog committee={committee} only={making} sectors={[]} sector={undefined} onClose={() => setMaking(null)} />
      )}
    </>
  );
}
/** What is done at once, without a question. */
function useActing(committee: string) {
  const words = useWords();
  const say = words.accessDesk.entrants;
  const { say: toast } = useToasts();
  const acting = useMutation({
    mutationFn: ({ act, person }: { act: 'text' | 'void'; person: Entrant }) => once(committee, act, person),
    onSuccess: (sent, { act, person }) => toast(act === 'void' ? say.voided : sent > 0 ? say.texted(person.name) : say.notTexted),
    onError: (problem) => toast(sentenceOf(problem, words)),
    onSettled: () => client.invalidateQueries({ queryKey: ['entrants'] }),
  });
  return acting.mutate;
}
/** Nobody, or nobody of whom was looked for. */
function None() {
  const say = useWords().accessDesk.entrants;
  const go = useGo();
  const { state, sector, q, committee } = route.useSearch();
  const all = at('/entrants', { committee });
  if (!state && sector === undefined && q === undefined) return <EmptyState title={say.empty.title} second={say.empty.second} />;
  return (
    <EmptyState title={say.emptyFound}>
      <ButtonLink href={all} onClick={(event) => go(event, all)}>
        {say.seeAll}
      </ButtonLink>
    </EmptyState>
  );
}
/** @returns how many messages go out. */
async function once(committee: string, act: 'text' | 'void', person: Entrant): Promise<number> {
  if (act === 'text') return (await call(sendActivations, { id: committee, personIds: [person.id] }, { key: newKey() })).sent;
  if (person.activation) await call(voidActivation, { id: person.activation.id });
  return 0;
}

/** One question for many, with their number. */
function TextsDialog({ committee, people, onClose }: { committee: string; people: readonly Entrant[]; onClose: () => void }) {
  const words = useWords();
  const say = words.accessDesk.entrants;
  const { say: toast } = useToasts();
  const [key] = useState(newKey);
  const most = people.slice(0, 100);
  const sending = useMutation({
    mutationFn: () => call(sendActivations, { id: committee, personIds: most.map(({ id }) => id) }, { key }),
    async onSuccess({ sent, left }) {
      toast(say.textedAll(sent, left));
      onClose();
      await client.invalidateQueries({ queryKey: ['entrants'] });
    },
    onError: (error) => toast(sentenceOf(error, words)),
  });
  return (
    <Ask
      title={say.textAllTitle(most.length)}
      act={{ label: say.text, busy: sending.isPending, onAct: () => sending.mutate() }}
      mild={{ label: words.accessDesk.cards.cancel, onMild: onClose }}
    >
      {say.textAllText}
    </Ask>
  );
}
