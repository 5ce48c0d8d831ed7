import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { type Duty, duties } from '../../../features/desk/contract.ts';
import { requestGrant, WHY } from '../../../features/oversight/contract.ts';
import { goesWith } from '../../../features/oversight/rules.ts';
import { call, newKey } from '../../call.ts';
import { Field, FieldGroup, Radio, TextArea } from '../../ui/Field.tsx';
import { Ask } from '../frame/Ask.tsx';
import { useStandpoint, useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { refresh } from '../queries.ts';
import { momentOf } from '../topics/zone.ts';
import type { StaffRow } from './queries.ts';

/** 申请授权: duties that go with what the person holds; the rest is not offered. */
export function RequestDialog({ person, onDone }: { person: StaffRow; onDone: () => void }) {
  const words = useWords();
  const { request: say, duties: names, dutyHints } = words.oversight;
  const { timeZone } = useStandpoint();
  const { say: toast } = useToasts();
  const held = person.duties.map(({ duty }) => duty);
  const choices = duties.filter((duty) => !held.includes(duty) && !person.waiting.includes(duty) && goesWith(duty, held));
  const [duty, setDuty] = useState<Duty | undefined>(choices[0]);
  const [why, setWhy] = useState('');
  const [until, setUntil] = useState('');
  const [problem, setProblem] = useState<{ field: 'duty' | 'why' | 'until'; sentence: string }>();
  const [key, setKey] = useState(newKey);
  const doing = useMutation({
    async mutationFn() {
      if (!duty) return;
      const endsAt = endOf(until, timeZone);
      await call(requestGrant, { id: person.id, duty, why: why.trim(), ...(endsAt && { endsAt }) }, { key });
    },
    async onSuccess() {
      if (duty) toast(say.done(person.name, names[duty]));
      onDone();
      await refresh(['staff'], ['grants']);
    },
    onError: (error) => setProblem({ field: 'duty', sentence: sentenceOf(error, words) }),
  });
  const begin = () => {
    const short = [...why.trim()].length < WHY.least;
    setProblem(
      !duty
        ? { field: 'duty', sentence: words.invalid.required(say.duty) }
        : short
          ? { field: 'why', sentence: words.invalid.tooShort(say.why, WHY.least) }
          : undefined,
    );
    if (duty && !short) doing.mutate();
  };
  const errorAt = (field: 'duty' | 'why' | 'until') => (problem?.field === field ? problem.sentence : undefined);
  // What is said otherwise is another act.
  const changed = () => setKey(newKey());
  return (
    <Ask
      title={say.title(person.name)}
      act={{ label: say.act, busyLabel: say.busy, busy: doing.isPending, onAct: begin }}
      mild={{ label: say.mild, onMild: onDone }}
      focusField
    >
      <FieldGroup id="grant-duty" legend={say.duty} error={errorAt('duty')}>
        {choices.map((one) => (
          <Radio
            key={one}
            name="duty"
            value={one}
            label={names[one]}
            hint={dutyHints[one]}
            checked={duty === one}
            onChange={() => {
              setDuty(one);
              changed();
            }}
          />
        ))}
      </FieldGroup>
      <TextArea
        id="grant-why"
        name="why"
        rows={2}
        label={say.why}
        hint={say.whyHint}
        maxLength={WHY.most}
        value={why}
        onChange={(event) => {
          setWhy(event.currentTarget.value);
          changed();
        }}
        error={errorAt('why')}
      />
      <Field
        id="grant-until"
        name="until"
        type="date"
        label={say.until}
        optional={say.optional}
        hint={say.untilHint}
        value={until}
        onChange={(event) => {
          setUntil(event.currentTarget.value);
          changed();
        }}
        error={errorAt('until')}
      />
    </Ask>
  );
}

/** The end of that day on the calendar of the house. */
function endOf(local: string, zone: string): string | null {
  const last = momentOf(`${local}T23:59`, zone);
  return last && new Date(last.getTime() + 60_000).toISOString();
}
