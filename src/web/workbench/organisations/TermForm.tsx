import { useState } from 'react';
import { addTerm, changeTerm } from '../../../features/people/org-contract.ts';
import { call } from '../../call.ts';
import { Field, Select } from '../../ui/Field.tsx';
import { useWords } from '../frame/around.ts';
import { useFilled } from '../members/filled.ts';
import type { Term } from '../members/queries.ts';
import { FormDialog } from '../parts/FormDialog.tsx';
import { type Sector, Sectors } from './Sectors.tsx';

interface TermFormProps {
  committee: string;
  term: Term | null;
  terms: readonly Term[];
  templates: readonly { name: string; sectors: readonly string[] }[];
  onDone: () => void;
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
  const last = terms[0];
  const { field, filled, problems, setProblems } = useFilled(
    term ? { ordinal: String(term.ordinal), startsOn: term.startsOn, endsOn: term.endsOn } : next(last),
  );
  const [sectors, setSectors] = useState<readonly Sector[]>(term?.sectors ?? last?.sectors.map(({ name }) => ({ name })) ?? []);
  const open = term === null || term.state === 'toCome';
  return (
    <FormDialog
      title={term ? words.members.term(term.ordinal) : say.add}
      send={(key) => send({ committee, term, open, filled, sectors, key })}
      done={() => (term ? say.changed : say.added)}
      renews={[['terms']]}
      first="startsOn"
      onProblems={setProblems}
      onDone={onDone}
    >
      {term === null ? <Field {...field('ordinal')} label={say.ordinal} hint={say.ordinalHint} inputMode="numeric" maxLength={2} /> : null}
      {open ? <Field {...field('startsOn')} type="date" label={say.startsOn} /> : null}
      <Field {...field('endsOn')} type="date" label={say.endsOn} hint={say.ends} />
      {term === null ? <SectorsFrom last={last} templates={templates} onChoose={setSectors} /> : null}
      {open ? (
        <Sectors sectors={sectors} onChange={setSectors} error={problems.find((one) => one.field === 'sectors')?.sentence} />
      ) : (
        <p className="second">{say.fixed}</p>
      )}
    </FormDialog>
  );
}

interface Sent {
  readonly committee: string;
  readonly term: Term | null;
  /** Its beginning and its sectors may still change. */
  readonly open: boolean;
  readonly filled: Readonly<Record<'ordinal' | 'startsOn' | 'endsOn', string>>;
  readonly sectors: readonly Sector[];
  readonly key: string;
}
/** Rows left empty name no sector. */
async function send({ committee, term, open, filled: { ordinal, startsOn, endsOn }, sectors, key }: Sent): Promise<void> {
  const kept = sectors.filter(({ name }) => name.trim() !== '');
  if (term === null) {
    const names = kept.map(({ name }) => name);
    await call(addTerm, { id: committee, ordinal: Number.parseInt(ordinal, 10) || 0, startsOn, endsOn, sectors: names }, { key });
  } else {
    const said = kept.map(({ id, name }) => ({ name, ...(id !== undefined && { id }) }));
    await call(changeTerm, { id: term.id, startsOn, endsOn, ...(open && { sectors: said }) });
  }
}

interface SectorsFromProps extends Pick<TermFormProps, 'templates'> {
  last: Term | undefined;
  onChoose: (sectors: readonly Sector[]) => void;
}
/** What the sectors begin as: those of the last term, a template, or one empty row. */
function SectorsFrom({ last, templates, onChoose }: SectorsFromProps) {
  const words = useWords();
  const say = words.members.terms;
  const namesOf = (from: string) =>
    from === 'last' ? last?.sectors.map(({ name }) => name) : templates.find(({ name }) => name === from)?.sectors;
  return (
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
      onChange={({ currentTarget: { value } }) => onChoose((namesOf(value) ?? ['']).map((name) => ({ name })))}
    />
  );
}
