import { useState } from 'react';
import { type Duty, duties } from '../../../features/desk/contract.ts';
import { requestGrant, WHY } from '../../../features/oversight/contract.ts';
import { goesWith } from '../../../features/oversight/rules.ts';
import { call } from '../../call.ts';
import { Field, FieldGroup, Radio } from '../../ui/Field.tsx';
import { Ask } from '../frame/Ask.tsx';
import { useStandpoint, useWords } from '../frame/around.ts';
import { useActKey } from '../parts/act-key.ts';
import { useClosingAct } from '../parts/closing-act.ts';
import { lackOf, WhyField } from '../parts/Why.tsx';
import { momentOf } from '../topics/zone.ts';
import type { StaffRow } from './queries.ts';

interface RequestDialogProps {
  person: StaffRow;
  onDone: () => void;
}
/** What is asked for: which duty, why, and until which day. */
interface Wish {
  readonly duty: Duty | undefined;
  readonly why: string;
  readonly until: string;
}
interface Problem {
  readonly field: 'duty' | 'why';
  readonly sentence: string;
}

/** 申请授权: duties that go with what the person holds; the rest is not offered. */
export function RequestDialog({ person, onDone }: RequestDialogProps) {
  const say = useWords().oversight.request;
  const offered = offeredTo(person);
  const [wish, setWish] = useState<Wish>({ duty: offered[0], why: '', until: '' });
  const asked = useAskedWhy();
  const { begin, busy, problem } = useRequest(wish, { person, onDone });
  const set = (change: Partial<Wish>) => setWish((before) => ({ ...before, ...change }));
  const errorAt = (field: Problem['field']) => (problem?.field === field ? problem.sentence : undefined);
  return (
    <Ask
      title={say.title(person.name)}
      act={{ label: say.act, busyLabel: say.busy, busy, onAct: begin }}
      mild={{ label: say.mild, onMild: onDone }}
      focusField
    >
      <DutyChoice offered={offered} chosen={wish.duty} onChoose={(duty) => set({ duty })} error={errorAt('duty')} />
      <WhyField asked={asked} value={wish.why} onChange={(why) => set({ why })} error={errorAt('why')} />
      <Field
        id="grant-until"
        name="until"
        type="date"
        label={say.until}
        optional={say.optional}
        hint={say.untilHint}
        value={wish.until}
        onChange={({ currentTarget: { value: until } }) => set({ until })}
      />
    </Ask>
  );
}

function offeredTo({ duties: held, waiting }: StaffRow): Duty[] {
  const has = held.map(({ duty }) => duty);
  return duties.filter((duty) => !has.includes(duty) && !waiting.includes(duty) && goesWith(duty, has));
}

function useAskedWhy() {
  const { invalid, oversight } = useWords();
  const { why: label, whyHint: hint } = oversight.request;
  return { id: 'grant-why', name: 'why', label, hint, ...WHY, tooShort: invalid.tooShort(label, WHY.least) };
}

/** Sends the wish once it is whole, and says at which field it is not. */
function useRequest({ duty, why, until }: Wish, { person, onDone }: RequestDialogProps) {
  const words = useWords();
  const { request: say, duties: names } = words.oversight;
  const { timeZone } = useStandpoint();
  const asked = useAskedWhy();
  const [problem, setProblem] = useState<Problem>();
  const key = useActKey();
  const acting = useClosingAct({
    async carryOut() {
      if (!duty) return;
      const endsAt = endOf(until, timeZone);
      const said = { id: person.id, duty, why: why.trim(), ...(endsAt && { endsAt }) };
      await call(requestGrant, said, { key: key.of(JSON.stringify(said)) });
    },
    done: () => duty && say.done(person.name, names[duty]),
    renews: [['staff'], ['grants']],
    onClose: onDone,
    onProblem: (sentence) => setProblem({ field: 'duty', sentence }),
  });
  const begin = () => {
    const lack = lackOf(asked, why);
    if (!duty) setProblem({ field: 'duty', sentence: words.invalid.required(say.duty) });
    else if (lack !== undefined) setProblem({ field: 'why', sentence: lack });
    else {
      setProblem(undefined);
      acting.mutate();
    }
  };
  return { begin, busy: acting.isPending, problem };
}

interface DutyChoiceProps {
  offered: readonly Duty[];
  chosen: Duty | undefined;
  onChoose: (duty: Duty) => void;
  error: string | undefined;
}
function DutyChoice({ offered, chosen, onChoose, error }: DutyChoiceProps) {
  const { request: say, duties: names, dutyHints } = useWords().oversight;
  return (
    <FieldGroup id="grant-duty" legend={say.duty} error={error}>
      {offered.map((one) => (
        <Radio
          key={one}
          name="duty"
          value={one}
          label={names[one]}
          hint={dutyHints[one]}
          checked={chosen === one}
          onChange={() => onChoose(one)}
        />
      ))}
    </FieldGroup>
  );
}

/** The end of that day on the calendar of the house. */
function endOf(local: string, zone: string): string | null {
  const last = momentOf(`${local}T23:59`, zone);
  return last && new Date(last.getTime() + 60_000).toISOString();
}
