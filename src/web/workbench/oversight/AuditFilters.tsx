import { useRouter } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { auditOutcomes } from '../../../features/oversight/audit-contract.ts';
import { Button, ButtonLink, Buttons } from '../../ui/Button.tsx';
import { Field, Select } from '../../ui/Field.tsx';
import { useWords } from '../frame/around.ts';
import { at, useGo } from '../frame/go.ts';
import { useFilled } from '../members/filled.ts';
import { type AuditFilter, chosen } from './queries.ts';

const empty: Readonly<Record<keyof AuditFilter, string>> = { from: '', until: '', person: '', act: '', outcome: '', thing: '' };

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
  const go = useGo();
  const { fieldOf, send } = useQuestion(filter, onAgain);
  // By their words, so that what begins alike (看…, 修改…, 导出…) stands together among some 250.
  const acts = Object.entries(words.acts)
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label, words.locale));
  const outcomes = auditOutcomes.map((value) => ({ value, label: say.outcomes[value] }));
  return (
    <form className="filter-form" aria-label={say.filter} onSubmit={send} noValidate>
      <Field {...fieldOf('from')} type="date" label={say.from} />
      <Field {...fieldOf('until')} type="date" label={say.until} />
      <Field {...fieldOf('person')} label={say.person} maxLength={40} />
      <Select {...fieldOf('act')} label={say.act} choices={[{ value: '', label: say.anyAct }, ...acts]} />
      <Select {...fieldOf('outcome')} label={say.outcome} choices={[{ value: '', label: say.outcomes.all }, ...outcomes]} />
      <Field {...fieldOf('thing')} label={say.thing} maxLength={100} />
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

/** What is asked: as typed, and put into the address when it is sent and makes sense. */
function useQuestion(filter: AuditFilter, onAgain: () => void) {
  const say = useWords().oversight.audit;
  const { history } = useRouter();
  const { filled, field, setProblems } = useFilled<keyof AuditFilter>({ ...empty, ...chosen(filter) });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const wrong = filled.from !== '' && filled.until !== '' && filled.from > filled.until;
    setProblems(wrong ? [{ field: 'from', sentence: say.wrongDays }] : []);
    if (wrong) return;
    const to = at('/audit', saidIn(filled));
    if (to === at('/audit', { ...chosen(filter) })) onAgain();
    else history.push(to);
  };
  return { send, fieldOf: (name: keyof AuditFilter) => ({ ...field(name), id: `audit-${name}` }) };
}

/** A field that is empty asks nothing. */
const saidIn = (filled: typeof empty): Record<string, string> =>
  Object.fromEntries(Object.entries(filled).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]])));
