import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../ui/Button.tsx';
import { type DeskColumn, DeskTable } from '../../ui/desk/DeskRows.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Select } from '../../ui/Field.tsx';
import { Badge } from '../../ui/Person.tsx';
import { moment } from '../../words/format.ts';
import { Ask } from '../frame/Ask.tsx';
import { useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { at } from '../frame/go.ts';
import { Screen } from '../frame/Screen.tsx';
import { NotYours } from '../frame/Trouble.tsx';
import { BodyChips } from '../parts/BodyChips.tsx';
import { More } from '../parts/More.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { type Recovery, recoveriesQuery } from './queries.ts';
import { RecoveryDialog } from './RecoveryDialog.tsx';

const route = getRouteApi('/recoveries');
const tones = { started: 'warn', done: 'ok', dropped: 'plain', disputed: 'bad' } as const;
type Person = { readonly id: string; readonly name: string };

/** 手机找回: everything that staff did to somebody's phone; staff's own are begun here. */
export function RecoveriesPage() {
  const bodies = useBodies('liaison', 'systemAdmin');
  const { committee } = route.useSearch();
  const body = bodies.find(({ id }) => id === committee) ?? bodies[0];
  const words = useWords();
  const say = words.accessDesk.recoveries;
  const [open, setOpen] = useState<'choose' | Person | null>(null);
  const found = useInfiniteQuery({ ...recoveriesQuery(body?.id ?? ''), enabled: body !== undefined });
  if (!body) return <NotYours />;
  const rows = found.data?.pages.flatMap((page) => page.rows);
  const staff = found.data?.pages[0]?.staff ?? [];
  const close = () => setOpen(null);
  const bodyChips = <BodyChips bodies={bodies} current={body.id} hrefOf={(id) => at('/recoveries', { committee: id })} />;
  return (
    <Screen
      title={words.accessDesk.places.recoveries}
      state={rows ? say.state(rows.length) : ''}
      tools={staff.length > 0 ? <Button onClick={() => setOpen('choose')}>{say.add}</Button> : undefined}
    >
      <Panel flush tools={bodies.length > 1 ? bodyChips : undefined}>
        {rows ? <Recoveries rows={rows} /> : <NotYet asked={found} rows={6} />}
        <More list={found} />
      </Panel>
      {open === 'choose' ? <Choose staff={staff} onChoose={setOpen} onClose={close} /> : null}
      {open !== null && open !== 'choose' ? <RecoveryDialog committee={body.id} person={open} onClose={close} /> : null}
    </Screen>
  );
}

function Recoveries({ rows }: { rows: readonly Recovery[] }) {
  const { places, recoveries: say } = useWords().accessDesk;
  const columns = useColumns();
  if (rows.length === 0) return <EmptyState title={say.empty.title} second={say.empty.second} />;
  return <DeskTable caption={places.recoveries} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}

function Choose({ staff, onChoose, onClose }: { staff: readonly Person[]; onChoose: (person: Person) => void; onClose: () => void }) {
  const say = useWords().accessDesk.recoveries;
  const [id, setId] = useState(staff[0]?.id ?? '');
  const choose = () => {
    const person = staff.find((one) => one.id === id);
    if (person) onChoose(person);
  };
  return (
    <Ask title={say.chooseTitle} act={{ label: say.next, onAct: choose }} mild={{ label: say.cancel, onMild: onClose }} focusField>
      <Select
        id="recovery-person"
        name="recovery-person"
        label={say.choose}
        value={id}
        onChange={(event) => setId(event.currentTarget.value)}
        choices={staff.map((one) => ({ value: one.id, label: one.name }))}
      />
    </Ask>
  );
}

function useColumns(): DeskColumn<Recovery>[] {
  const say = useWords().accessDesk.recoveries;
  const from = useStandpoint();
  return [
    { key: 'person', label: say.columns.person, cell: ({ name }) => <b>{name}</b> },
    {
      key: 'what',
      label: say.columns.what,
      cell: ({ reason, checked, by, at: when, phone }) => (
        <span className="two-lines">
          <span>{[reason, checked].filter((part) => part !== '').join('・')}</span>
          <span className="second">{say.by(by, moment(new Date(when), from), phone)}</span>
        </span>
      ),
    },
    {
      key: 'state',
      label: say.columns.state,
      cell: ({ state, disputeUntil }) => (
        <span className="two-lines">
          <span>
            <Badge tone={tones[state]} parts={[say.states[state]]} />
          </span>
          {state === 'done' && disputeUntil !== null && new Date(disputeUntil) > from.now ? (
            <span className="second">{say.disputeUntil(moment(new Date(disputeUntil), from))}</span>
          ) : null}
        </span>
      ),
    },
  ];
}
