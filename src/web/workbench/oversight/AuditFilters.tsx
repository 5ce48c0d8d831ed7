import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { auditOutcomes } from '../../../features/oversight/audit-contract.ts';
import { Button, ButtonLink, Buttons } from '../../ui/Button.tsx';
import { Field, Select } from '../../ui/Field.tsx';
import { useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { type AuditFilter, chosen } from './queries.ts';

const empty: Readonly<Record<keyof AuditFilter, string>> = { from: '', until: '', person: '', act: '', outcome: '', thing: '' };
type Fields = typeof empty;

interface FiltersProps {
  filter: AuditFilter;
  busy: boolean;
  /** The same question once more: what happened since. */
  onAgain: () => void;
}
/** Whom, what, when, how it came out; what is chosen stands in the address. */
export function AuditFilters({ filter, busy, onAgain }: FiltersProps) {
  const words = useWords();
  const say = words.oversight.audit;
  const { history } = useRouter();
  const go = useGo();
  const [fields, setFields] = useState<Fields>({ ...empty, ...chosen(filter) });
  const [problem, setProblem] = useState<string>();
  const set = (name: keyof Fields) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setFields((now) => ({ ...now, [name]: value }));
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    const wrong = fields.from !== '' && fields.until !== '' && fields.from > fields.until;
    setProblem(wrong ? say.wrongDays : undefined);
    if (wrong) return;
    const asked = Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]])),
    );
    const to = at('/audit', asked);
    if (to === at('/audit', { ...chosen(filter) })) onAgain();
    else history.push(to);
  };
  const acts = Object.entries(words.acts).map(([value, label]) => ({ value, label }));
  const outcomes = auditOutcomes.map((value) => ({ value, label: say.outcomes[value] }));
  return (
    <form className="filter-form" aria-label={say.filter} onSubmit={send} noValidate>
      <Field id="audit-from" name="from" type="date" label={say.from} value={fields.from} onChange={set('from')} error={problem} />
      <Field id="audit-until" name="until" type="date" label={say.until} value={fields.until} onChange={set('until')} />
      <Field id="audit-person" name="person" label={say.person} maxLength={40} value={fields.person} onChange={set('person')} />
      <Select
        id="audit-act"
        name="act"
        label={say.act}
        value={fields.act}
        onChange={set('act')}
        choices={[{ value: '', label: say.anyAct }, ...acts]}
      />
      <Select
        id="audit-outcome"
        name="outcome"
        label={say.outcome}
        value={fields.outcome}
        onChange={set('outcome')}
        choices={[{ value: '', label: say.outcomes.all }, ...outcomes]}
      />
      <Field id="audit-thing" name="thing" label={say.thing} maxLength={100} value={fields.thing} onChange={set('thing')} />
      <Buttons>
        <Button type="submit" look="ink" icon="search" busy={busy}>
          {say.find}
        </Button>
        <ButtonLink look="quiet" href={at('/audit')} onClick={(event) => go(event, at('/audit'))}>
          {say.clear}
        </ButtonLink>
      </Buttons>
    </form>
  );
}
