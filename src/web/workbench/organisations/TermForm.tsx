import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { addTerm, changeTerm } from '../../../features/people/org-contract.ts';
import { call, newKey } from '../../call.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Field, FieldGroup, Select } from '../../ui/Field.tsx';
import { Ask } from '../frame/Ask.tsx';
import { useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { problemsOf, useFilled } from '../members/filled.ts';
import type { Term } from '../members/queries.ts';
import { refresh } from '../queries.ts';
import { moved } from '../topics/order.ts';

interface TermFormProps {
  committee: string;
  term: Term | null;
  terms: readonly Term[];
  templates: readonly { name: string; sectors: readonly string[] }[];
  onDone: () => void;
}
interface Sector {
  readonly id?: string | undefined;
  readonly name: string;
}

/** The day after, and five years on: what the next term most likely is. */
function next(last: Term | undefined): { ordinal: string; startsOn: string; endsOn: string } {
  if (!last) return { ordinal: '1', startsOn: '', endsOn: '' };
  const starts = new Date(Date.parse(`${last.endsOn}T00:00:00Z`) + 86_400_000);
  const ends = new Date(Date.UTC(starts.getUTCFullYear() + 5, starts.getUTCMonth(), starts.getUTCDate() - 1));
  const day = (at: Date) => at.toISOString().slice(0, 10);
  return { ordinal: String(last.ordinal + 1), startsOn: day(starts), endsOn: day(ends) };
}

/** A new term with its sectors, or what may still change of one. */
export function TermForm({ committee, term, terms, templates, onDone }: TermFormProps) {
  const words = useWords();
  const say = words.members.terms;
  const { say: toast } = useToasts();
  const key = useRef(newKey());
  const last = terms[0];
  const form = useFilled(term ? { ordinal: String(term.ordinal), startsOn: term.startsOn, endsOn: term.endsOn } : next(last));
  const [sectors, setSectors] = useState<readonly Sector[]>(term?.sectors ?? last?.sectors.map(({ name }) => ({ name })) ?? []);
  const open = term === null || term.state === 'toCome';
  const saving = useMutation({
    mutationFn: async () => {
      const { ordinal, startsOn, endsOn } = form.filled;
      const kept = sectors.filter(({ name }) => name.trim() !== '');
      if (term === null) {
        const names = kept.map(({ name }) => name);
        await call(
          addTerm,
          { id: committee, ordinal: Number.parseInt(ordinal, 10) || 0, startsOn, endsOn, sectors: names },
          { key: key.current },
        );
      } else {
        const said = kept.map(({ id, name }) => ({ name, ...(id !== undefined && { id }) }));
        await call(changeTerm, { id: term.id, startsOn, endsOn, ...(open && { sectors: said }) });
      }
    },
    onSuccess() {
      toast(term ? say.changed : say.added);
      void refresh(['terms']);
      onDone();
    },
    onError(error) {
      key.current = newKey();
      form.setProblems(problemsOf(error, words, 'startsOn'));
    },
  });
  return (
    <Ask
      title={term ? `${words.members.term(term.ordinal)}` : say.add}
      act={{ label: words.members.save, busyLabel: words.members.saving, busy: saving.isPending, onAct: () => saving.mutate() }}
      mild={{ label: words.members.cancel, onMild: onDone }}
      focusField
    >
      {term === null ? (
        <Field {...form.field('ordinal')} label={say.ordinal} hint={say.ordinalHint} inputMode="numeric" maxLength={2} />
      ) : null}
      {open ? <Field {...form.field('startsOn')} type="date" label={say.startsOn} /> : null}
      <Field {...form.field('endsOn')} type="date" label={say.endsOn} hint={say.ends} />
      {term === null ? (
        <Select
          id="from"
          name="from"
          label={say.from}
          defaultValue={last ? 'last' : ''}
          choices={[
            ...(last ? [{ value: 'last', label: say.last(words.members.term(last.ordinal)) }] : []),
            ...templates.map(({ name }) => ({ value: name, label: say.template(name) })),
            { value: '', label: say.blank },
          ]}
          onChange={({ currentTarget: { value } }) => {
            const from = value === 'last' ? last?.sectors.map(({ name }) => name) : templates.find(({ name }) => name === value)?.sectors;
            setSectors((from ?? ['']).map((name) => ({ name })));
          }}
        />
      ) : null}
      {open ? (
        <Sectors sectors={sectors} onChange={setSectors} error={form.problems.find(({ field }) => field === 'sectors')?.sentence} />
      ) : (
        <p className="second">{say.fixed}</p>
      )}
    </Ask>
  );
}

function Sectors({
  sectors,
  onChange,
  error,
}: {
  sectors: readonly Sector[];
  onChange: (sectors: readonly Sector[]) => void;
  error: string | undefined;
}) {
  const say = useWords().members.terms;
  return (
    <FieldGroup id="sectors" legend={say.sectors} error={error}>
      {sectors.map((sector, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place
        <div key={n} className="figure-row">
          <Field
            id={`sector-${n}`}
            name={`sector-${n}`}
            label={say.sector(n + 1)}
            value={sector.name}
            maxLength={30}
            onChange={({ currentTarget: { value } }) => onChange(sectors.map((one, at) => (at === n ? { ...one, name: value } : one)))}
          />
          <div className="row-tools">
            {n > 0 ? <IconButton icon="up" label={say.up(sector.name)} onClick={() => onChange(moved(sectors, n, -1))} /> : null}
            {n < sectors.length - 1 ? (
              <IconButton icon="down" label={say.down(sector.name)} onClick={() => onChange(moved(sectors, n, 1))} />
            ) : null}
            <IconButton icon="trash" label={say.remove(sector.name)} onClick={() => onChange(sectors.filter((_, at) => at !== n))} />
          </div>
        </div>
      ))}
      <Button icon="plus" onClick={() => onChange([...sectors, { name: '' }])}>
        {say.addSector}
      </Button>
    </FieldGroup>
  );
}
