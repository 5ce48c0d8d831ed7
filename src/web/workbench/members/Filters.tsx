import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Chips } from '../../ui/Chips.tsx';
import { Select } from '../../ui/Field.tsx';
import { type Desk, useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { orgsQuery, type Filters as Said, termsQuery } from './queries.ts';

interface FiltersProps {
  bodies: Desk['bodies'];
  body: Desk['bodies'][number];
  filters: Said;
}

/** What the roster is looked at by; all of it stands in the address. */
export function Filters({ bodies, body, filters }: FiltersProps) {
  const go = useGo();
  const say = useWords().members.list;
  const to = (change: Partial<Said>) => at('/members', { ...filters, ...change });
  return (
    <>
      {bodies.length > 1 ? <Bodies bodies={bodies} body={body} /> : null}
      <Choices body={body} filters={filters} />
      <Chips
        label={say.status}
        onNavigate={go}
        chips={(['serving', 'ended', 'all'] as const).map((status) => ({
          href: to({ status: status === 'serving' ? undefined : status }),
          label: say.statuses[status],
          current: (filters.status ?? 'serving') === status,
        }))}
      />
      <Chips
        label={say.sort}
        plain
        onNavigate={go}
        chips={(['strokes', 'office'] as const).map((sort) => ({
          href: to({ sort: sort === 'strokes' ? undefined : sort }),
          label: say.sorts[sort],
          current: (filters.sort ?? 'strokes') === sort,
        }))}
      />
    </>
  );
}

function Bodies({ bodies, body }: Omit<FiltersProps, 'filters'>) {
  const words = useWords();
  const go = useGo();
  return (
    <Chips
      label={words.members.committee}
      plain
      onNavigate={go}
      chips={bodies.map(({ id, shortName }) => ({ href: at('/members', { committee: id }), label: shortName, current: id === body.id }))}
    />
  );
}

/** Term, sector, special committee and group: each from what the body has. */
function Choices({ body, filters }: Omit<FiltersProps, 'bodies'>) {
  const words = useWords();
  const { data: terms } = useQuery(termsQuery(body.id));
  const { data: orgs } = useQuery(orgsQuery(body.id));
  const say = words.members.list;
  const current = terms?.rows.find(({ id }) => id === filters.term) ?? terms?.rows.find(({ state }) => state === 'now') ?? terms?.rows[0];
  const named = (kind: 'subCommittee' | 'memberGroup') => orgs?.rows.filter((one) => one.kind === kind) ?? [];
  const termNames = (terms?.rows ?? []).map(({ id, ordinal, state }) => ({
    id,
    name: `${words.members.term(ordinal)}${state === 'over' ? `（${words.members.terms.archive}）` : ''}`,
  }));
  return (
    <div className="filter-row">
      <Choice filters={filters} name="term" label={say.termFilter} rows={termNames} value={current?.id ?? ''} />
      <Choice filters={filters} name="sector" label={say.sector} rows={current?.sectors ?? []} />
      <Choice filters={filters} name="subCommittee" label={say.subCommittee} rows={named('subCommittee')} />
      <Choice filters={filters} name="group" label={say.group} rows={named('memberGroup')} />
    </div>
  );
}

interface ChoiceProps {
  filters: Said;
  name: 'term' | 'sector' | 'subCommittee' | 'group';
  label: string;
  rows: readonly { id: string; name: string }[];
  value?: string | undefined;
}
function Choice({ filters, name, label, rows, value }: ChoiceProps) {
  const { history } = useRouter();
  const say = useWords().members.list;
  return (
    <Select
      id={`filter-${name}`}
      name={name}
      label={label}
      value={value ?? filters[name] ?? ''}
      choices={[...(name === 'term' ? [] : [{ value: '', label: say.all }]), ...rows.map((row) => ({ value: row.id, label: row.name }))]}
      onChange={({ currentTarget }) =>
        // A sector is one of a term.
        history.push(
          at('/members', { ...filters, [name]: currentTarget.value || undefined, ...(name === 'term' && { sector: undefined }) }),
        )
      }
    />
  );
}
