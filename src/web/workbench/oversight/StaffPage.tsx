import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Button, ButtonLink, Buttons } from '../../ui/Button.tsx';
import { type DeskColumn, DeskTable } from '../../ui/desk/DeskRows.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Field } from '../../ui/Field.tsx';
import { Badge } from '../../ui/Person.tsx';
import { day } from '../../words/format.ts';
import { useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { Screen } from '../frame/Screen.tsx';
import { NotYours } from '../frame/Trouble.tsx';
import { More } from '../parts/More.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { AddStaff, ResetPassword } from './accounts.tsx';
import { type Decision, DecisionDialog } from './DecisionDialog.tsx';
import { EndLink, type LinkKind } from './EndLink.tsx';
import { type StaffRow, staffQuery } from './queries.ts';
import { RequestDialog } from './RequestDialog.tsx';
import { StaffTabs } from './StaffTabs.tsx';

const route = getRouteApi('/staff');
type Open =
  | { act: 'add' }
  | { act: 'request' | 'password'; person: StaffRow }
  | { act: 'decide'; decision: Decision }
  | { act: 'unlink'; person: StaffRow; kind: LinkKind };

/** 账号与授权: who belongs to the body's staff, what each holds, since when and through whom. */
export function StaffPage() {
  const words = useWords();
  const say = words.oversight;
  const { search = '' } = route.useSearch();
  const may = useBodies('systemAdmin', 'securityAdmin').length > 0;
  const asks = useBodies('systemAdmin').length > 0;
  const [open, setOpen] = useState<Open | null>(null);
  const list = useInfiniteQuery({ ...staffQuery(search), enabled: may });
  if (!may) return <NotYours />;
  const rows = list.data?.pages.flatMap((page) => page.rows);
  return (
    <Screen
      title={say.places.staff}
      state={rows ? <span role="status">{say.staff.state(rows.length, list.hasNextPage)}</span> : ''}
      tools={
        asks ? (
          <Button look="primary" icon="plus" onClick={() => setOpen({ act: 'add' })}>
            {say.staff.add}
          </Button>
        ) : undefined
      }
    >
      <Panel flush tools={<StaffTabs current="staff" />}>
        <Search key={search} search={search} />
        {!rows ? <NotYet asked={list} rows={6} /> : rows.length === 0 ? <None /> : <Staff rows={rows} onOpen={setOpen} />}
        <More list={list} />
      </Panel>
      <Opened open={open} onDone={() => setOpen(null)} />
    </Screen>
  );
}

/** The dialog that is open over the list. */
function Opened({ open, onDone }: { open: Open | null; onDone: () => void }) {
  switch (open?.act) {
    case undefined:
      return null;
    case 'add':
      return <AddStaff onDone={onDone} />;
    case 'password':
      return <ResetPassword person={open.person} onDone={onDone} />;
    case 'unlink':
      return <EndLink person={open.person} kind={open.kind} onDone={onDone} />;
    case 'request':
      return <RequestDialog person={open.person} onDone={onDone} />;
    case 'decide':
      return <DecisionDialog {...open.decision} onDone={onDone} />;
  }
}

function Search({ search }: { search: string }) {
  const words = useWords();
  const say = words.oversight.staff;
  const navigate = useNavigate();
  const [text, setText] = useState(search);
  const send = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ to: '/staff', search: { search: text.trim() === '' ? undefined : text.trim() } });
  };
  return (
    <form className="filter-form" aria-label={say.search} onSubmit={send}>
      <Field
        id="staff-search"
        name="search"
        label={say.search}
        maxLength={40}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" icon="search">
        {say.searchAct}
      </Button>
    </form>
  );
}
function None() {
  const say = useWords().oversight.staff;
  const go = useGo();
  return (
    <EmptyState title={say.none.title} second={say.none.second}>
      <ButtonLink href={at('/staff')} onClick={(event) => go(event, at('/staff'))}>
        {say.searchAll}
      </ButtonLink>
    </EmptyState>
  );
}

function Staff({ rows, onOpen }: { rows: readonly StaffRow[]; onOpen: (open: Open) => void }) {
  const { staff: say } = useWords().oversight;
  const columns: DeskColumn<StaffRow>[] = [
    { key: 'person', label: say.columns.person, cell: (person) => <Account person={person} /> },
    { key: 'duties', label: say.columns.duties, cell: (person) => <Duties person={person} onOpen={onOpen} /> },
    { key: 'acts', label: say.columns.acts, cell: (person) => <Acts person={person} onOpen={onOpen} /> },
  ];
  return <DeskTable caption={say.list} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}

function Account({ person: { name, account, office, since, mustChange, disabled, links } }: { person: StaffRow }) {
  const { staff: say, link } = useWords().oversight;
  const from = useStandpoint();
  const standing = [say.madeOn(day(new Date(since), from)), ...(mustChange ? [say.mustChange] : []), ...(disabled ? [say.disabled] : [])];
  return (
    <span className="two-lines">
      <b>{name}</b>
      <span className="second">{[account, office].filter((part) => part !== null).join('・')}</span>
      <span className="second">{standing.join('・')}</span>
      {links.map(({ kind, since: linked }) => (
        <span key={kind} className="second">
          {link.since(link.kinds[kind], day(new Date(linked), from))}
        </span>
      ))}
    </span>
  );
}

interface PersonProps {
  person: StaffRow;
  onOpen: (open: Open) => void;
}
function Acts({ person, onOpen }: PersonProps) {
  const { staff: say, link } = useWords().oversight;
  const unlinks = person.offers.includes('unlink') ? person.links : [];
  return (
    <Buttons>
      {person.offers.includes('request') ? (
        <Button aria-label={`${say.request}：${person.name}`} onClick={() => onOpen({ act: 'request', person })}>
          {say.request}
        </Button>
      ) : null}
      {person.offers.includes('password') ? (
        <Button look="quiet" aria-label={say.passwordNamed(person.name)} onClick={() => onOpen({ act: 'password', person })}>
          {say.password}
        </Button>
      ) : null}
      {unlinks.map(({ kind }) => (
        <Button
          key={kind}
          look="quiet"
          aria-label={link.actNamed(person.name, link.kinds[kind])}
          onClick={() => onOpen({ act: 'unlink', person, kind })}
        >
          {link.act(link.kinds[kind])}
        </Button>
      ))}
    </Buttons>
  );
}

type HeldDuty = StaffRow['duties'][number];
/** Each duty with its story in one line, and the way to end it. */
function Duties({ person, onOpen }: PersonProps) {
  const { staff: say, duties } = useWords().oversight;
  if (person.duties.length + person.waiting.length === 0) return <span className="second">{say.noDuty}</span>;
  const revoke = ({ grant, duty }: HeldDuty) => onOpen({ act: 'decide', decision: { act: 'revoke', grant, name: person.name, duty } });
  return (
    <ul className="duty-list">
      {person.duties.map((held) => (
        <li key={held.grant}>
          <Held held={held} />
          {person.offers.includes('revoke') ? (
            <Button look="quiet" aria-label={say.revokeNamed(person.name, duties[held.duty])} onClick={() => revoke(held)}>
              {say.revoke}
            </Button>
          ) : null}
        </li>
      ))}
      {person.waiting.map((duty) => (
        <li key={duty}>
          <Badge tone="warn" parts={[say.waiting(duties[duty])]} />
        </li>
      ))}
    </ul>
  );
}

function Held({ held: { duty, origin, since, requestedBy, decidedBy, endsAt } }: { held: HeldDuty }) {
  const { staff: say, duties } = useWords().oversight;
  const from = useStandpoint();
  const begun = () => {
    if (origin === 'founding') return say.founding;
    return origin === 'unrecorded' ? say.unrecorded : say.held(day(new Date(since), from), requestedBy, decidedBy);
  };
  return (
    <span className="two-lines">
      <Badge tone="ok" parts={[duties[duty]]} />
      <span className="second">{[begun(), ...(endsAt ? [say.until(day(new Date(endsAt), from))] : [])].join('・')}</span>
    </span>
  );
}
