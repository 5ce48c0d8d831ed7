import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { closeOrg, type OrgKind, orgKinds, reopenOrg } from '../../../features/people/org-contract.ts';
import { call } from '../../call.ts';
import { Button } from '../../ui/Button.tsx';
import { Chips } from '../../ui/Chips.tsx';
import { type DeskColumn, DeskTable } from '../../ui/desk/DeskRows.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Badge } from '../../ui/Person.tsx';
import { Ask } from '../frame/Ask.tsx';
import { type Desk, useBodies, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { Screen } from '../frame/Screen.tsx';
import { useToasts } from '../frame/Toasts.tsx';
import { NotYours } from '../frame/Trouble.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { type Org, orgsQuery, partiesQuery } from '../members/queries.ts';
import { BodyChips } from '../parts/BodyChips.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { refresh } from '../queries.ts';
import { CommitteeForm } from './CommitteeForm.tsx';
import { OrgForm } from './OrgForm.tsx';
import { Terms } from './Terms.tsx';

const route = getRouteApi('/organisations');
type Body = Desk['bodies'][number];
type Part = OrgKind | 'terms';

/** 组织: what a committee keeps, by kind, and its terms. Liaison staff read, the system administrator writes. */
export function OrganisationsPage() {
  const bodies = useBodies('systemAdmin', 'liaison');
  const { part = 'subCommittee', committee } = route.useSearch();
  const body = bodies.find(({ id }) => id === committee) ?? bodies[0];
  const [form, setForm] = useState<'add' | 'own' | null>(null);
  const say = useWords().members;
  if (!body) return <NotYours />;
  const writes = body.duties.includes('systemAdmin');
  const close = () => setForm(null);
  return (
    <Screen title={say.places.organisations} state={body.name} tools={writes ? <Tools part={part} onOpen={setForm} /> : undefined}>
      <Panel flush tools={<Filters part={part} bodies={bodies} body={body} />}>
        {part === 'terms' ? (
          <Terms body={body} writes={writes} adding={form === 'add'} onAdded={close} />
        ) : (
          <Orgs body={body} kind={part} writes={writes} />
        )}
      </Panel>
      {form === 'add' && part !== 'terms' ? <OrgForm committee={body.id} kind={part} org={null} onDone={close} /> : null}
      {form === 'own' ? <CommitteeForm body={body} onDone={close} /> : null}
    </Screen>
  );
}

function Tools({ part, onOpen }: { part: Part; onOpen: (form: 'add' | 'own') => void }) {
  const say = useWords().members;
  return (
    <>
      <Button onClick={() => onOpen('own')}>{say.orgs.ownChange}</Button>
      <Button look="primary" icon="plus" onClick={() => onOpen('add')}>
        {part === 'terms' ? say.terms.add : say.orgs.add(say.kinds[part])}
      </Button>
    </>
  );
}

function Filters({ part, bodies, body }: { part: Part; bodies: Desk['bodies']; body: Body }) {
  const say = useWords().members;
  const go = useGo();
  const committee = bodies.length > 1 ? body.id : undefined;
  const chips = [...orgKinds, 'terms' as const].map((one) => ({
    href: at('/organisations', { part: one, committee }),
    label: one === 'terms' ? say.orgs.terms : say.kinds[one],
    current: one === part,
  }));
  return (
    <>
      <Chips label={say.orgs.tabs} onNavigate={go} chips={chips} />
      <BodyChips bodies={bodies} current={body.id} hrefOf={(id) => at('/organisations', { part, committee: id })} />
    </>
  );
}

function Orgs({ body, kind, writes }: { body: Body; kind: OrgKind; writes: boolean }) {
  const asked = useQuery(orgsQuery(body.id));
  const [changing, setChanging] = useState<Org | null>(null);
  const [closing, setClosing] = useState<Org | null>(null);
  const words = useWords();
  const say = words.members.orgs;
  const columns = useColumns(asked.data?.rows ?? [], kind);
  if (!asked.data) return <NotYet asked={asked} rows={6} />;
  const rows = asked.data.rows.filter((one) => one.kind === kind);
  const acts: DeskColumn<Org> = {
    key: 'acts',
    label: say.columns.acts,
    cell: (org) => <Acts org={org} onChange={() => setChanging(org)} onClose={() => setClosing(org)} />,
  };
  return (
    <>
      {rows.length === 0 ? (
        <EmptyState title={say.empty(words.members.kinds[kind])} second={say.emptySecond} />
      ) : (
        <DeskTable
          caption={words.members.kinds[kind]}
          columns={writes ? [...columns, acts] : columns}
          rows={rows}
          rowKey={({ id }) => id}
        />
      )}
      {changing ? <OrgForm committee={body.id} kind={kind} org={changing} onDone={() => setChanging(null)} /> : null}
      {closing ? <Closing org={closing} onDone={() => setClosing(null)} /> : null}
    </>
  );
}

function useColumns(all: readonly Org[], kind: OrgKind): DeskColumn<Org>[] {
  const words = useWords();
  const { data: parties } = useQuery(partiesQuery);
  const { orgs: say, systems, partyLevels } = words.members;
  const partyName = (org: Org) => parties?.rows.find(({ code }) => code === org.party)?.shortName ?? '';
  const about = (org: Org): string => {
    if (org.party && org.partyLevel) return `${partyName(org)}・${partyLevels[org.partyLevel]}`;
    const handover = all.find(({ id }) => id === org.handoverId)?.name;
    return [org.system ? systems[org.system] : '', handover ?? ''].filter(Boolean).join('・');
  };
  const kinded = kind === 'partyOrg' || kind === 'unit' || kind === 'handoverOffice';
  return [
    {
      key: 'name',
      label: say.columns.name,
      cell: ({ name, shortName }) => (
        <span className="two-lines">
          {name}
          {shortName === name ? null : <span className="second">{shortName}</span>}
        </span>
      ),
    },
    ...(kinded ? [{ key: 'about', label: say.columns.kind, cell: about }] : []),
    { key: 'phone', label: say.columns.phone, cell: ({ phone }) => phone ?? '' },
    { key: 'uses', label: say.columns.uses, cell: ({ uses }) => say.uses(uses) },
    {
      key: 'state',
      label: say.columns.state,
      cell: ({ closedOn }) => (closedOn ? <Badge tone="plain" parts={[say.closed(closedOn)]} /> : <Badge tone="ok" parts={[say.open]} />),
    },
  ];
}

function Acts({ org, onChange, onClose }: { org: Org; onChange: () => void; onClose: () => void }) {
  const words = useWords();
  const say = words.members.orgs;
  const { say: toast } = useToasts();
  const reopening = useMutation({
    mutationFn: () => call(reopenOrg, { id: org.id }),
    onSuccess: () => toast(say.didReopen(org.name)),
    onError: (error) => toast(sentenceOf(error, words)),
    onSettled: () => refresh(['orgs']),
  });
  if (org.closedOn)
    return (
      <Button look="quiet" busy={reopening.isPending} aria-label={`${say.reopen} ${org.name}`} onClick={() => reopening.mutate()}>
        {say.reopen}
      </Button>
    );
  return (
    <>
      <Button look="quiet" aria-label={`${say.edit} ${org.name}`} onClick={onChange}>
        {say.edit}
      </Button>
      <Button look="quiet" aria-label={`${say.close} ${org.name}`} onClick={onClose}>
        {say.close}
      </Button>
    </>
  );
}

function Closing({ org, onDone }: { org: Org; onDone: () => void }) {
  const words = useWords();
  const say = words.members.orgs;
  const { say: toast } = useToasts();
  const closing = useMutation({
    mutationFn: () => call(closeOrg, { id: org.id }),
    onSuccess: () => toast(say.didClose(org.name)),
    onError: (error) => toast(sentenceOf(error, words)),
    async onSettled() {
      onDone();
      await refresh(['orgs']);
    },
  });
  return (
    <Ask
      title={say.closeTitle(org.name)}
      act={{ label: say.close, look: 'danger', busy: closing.isPending, onAct: () => closing.mutate() }}
      mild={{ label: words.members.cancel, onMild: onDone }}
    >
      {say.closeText}
    </Ask>
  );
}
