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
  const words = useWords();
  const go = useGo();
  const { history } = useRouter();
  const { data: terms } = useQuery(termsQuery(body.id));
  const { data: orgs } = useQuery(orgsQuery(body.id));
  const say = words.members.list;
  const to = (change: Partial<Said>) => at('/members', { ...filters, ...change });
  const current = terms?.rows.find(({ id }) => id === filters.term) ?? terms?.rows.find(({ state }) => state === 'now') ?? terms?.rows[0];
  const named = (kind: 'subCommittee' | 'memberGroup') => orgs?.rows.filter((one) => one.kind === kind) ?? [];
  const select = (
    name: 'term' | 'sector' | 'subCommittee' | 'group',
    label: string,
    rows: readonly { id: string; name: string }[],
    value: string,
  ) => (
    <Select
      id={`filter-${name}`}
      name={name}
      label={label}
      value={value}
      choices={[...(name === 'term' ? [] : [{ value: '', label: say.all }]), ...rows.map((row) => ({ value: row.id, label: row.name }))]}
      onChange={({ currentTarget }) =>
        history.push(to({ [name]: currentTarget.value || undefined, ...(name === 'term' && { sector: undefined }) }))
      }
    />
  );
  return (
    <>
      {bodies.length > 1 ? (
        <Chips
          label={words.members.committee}
          plain
          onNavigate={go}
          chips={bodies.map(({ id, shortName }) => ({
            href: at('/members', { committee: id }),
            label: shortName,
            current: id === body.id,
          }))}
        />
      ) : null}
      <div className="filter-row">
        {select(
          'term',
          say.termFilter,
          (terms?.rows ?? []).map(({ id, ordinal, state }) => ({
            id,
            name: `${words.members.term(ordinal)}${state === 'over' ? `（${words.members.terms.archive}）` : ''}`,
          })),
          current?.id ?? '',
        )}
        {select('sector', say.sector, current?.sectors ?? [], filters.sector ?? '')}
        {select('subCommittee', say.subCommittee, named('subCommittee'), filters.subCommittee ?? '')}
        {select('group', say.group, named('memberGroup'), filters.group ?? '')}
      </div>
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
