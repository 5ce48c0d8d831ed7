import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { adjustMembership, changeMember, changeStatus, endings } from '../../../features/people/member-contract.ts';
import { call, newKey } from '../../call.ts';
import { Field, Select, TextArea } from '../../ui/Field.tsx';
import { Ask } from '../frame/Ask.tsx';
import { useStandpoint, useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { refresh } from '../queries.ts';
import { orNull, problemsOf, useFilled } from './filled.ts';
import { PersonFields, personDraft, personSaid } from './PersonFields.tsx';
import { type Member, termsQuery } from './queries.ts';
import { draftOf, SeatFields, seatSaid } from './SeatFields.tsx';

interface FormProps {
  member: Member;
  onDone: () => void;
}
/** Today on the calendar of the house. */
export function useToday(): string {
  const { now, timeZone } = useStandpoint();
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
}
export const refreshMember = (id: string) => refresh(['member', id], ['members'], ['profile-changes']);

/** 调整: what the seat says from a day on, and why. */
export function AdjustForm({ member, onDone }: FormProps) {
  const words = useWords();
  const say = words.members.card;
  const { say: toast } = useToasts();
  const { data: terms } = useQuery(termsQuery(member.committeeId));
  const [seat, setSeat] = useState(draftOf(member));
  const form = useFilled({ onDate: useToday(), why: '' });
  const saving = useMutation({
    mutationFn: () =>
      call(adjustMembership, { id: member.id, onDate: form.filled.onDate, why: orNull(form.filled.why), ...seatSaid(seat) }),
    onSuccess({ changed }) {
      toast(changed ? say.done : say.unchanged);
      void refreshMember(member.id);
      onDone();
    },
    onError: (error) => form.setProblems(problemsOf(error, words, 'sectorId')),
  });
  return (
    <Ask
      title={say.adjust}
      act={{ label: words.members.save, busyLabel: words.members.saving, busy: saving.isPending, onAct: () => saving.mutate() }}
      mild={{ label: words.members.cancel, onMild: onDone }}
      focusField
    >
      <SeatFields
        committee={member.committeeId}
        term={terms?.rows.find(({ id }) => id === member.term.id)}
        draft={seat}
        onChange={(change) => setSeat((before) => ({ ...before, ...change }))}
        problems={form.problems}
      />
      <Field {...form.field('onDate')} type="date" label={say.onDate} />
      <TextArea {...form.field('why')} label={say.why} hint={say.whyHint} optional={words.members.optional} rows={2} maxLength={200} />
    </Ask>
  );
}

/** The person behind the seat. */
export function PersonForm({ member, onDone }: FormProps) {
  const words = useWords();
  const say = words.members.card;
  const { say: toast } = useToasts();
  const form = useFilled(personDraft(member));
  const saving = useMutation({
    mutationFn: () => call(changeMember, { id: member.id, ...personSaid(form.filled) }),
    onSuccess() {
      toast(say.done);
      void refreshMember(member.id);
      onDone();
    },
    onError: (error) => form.setProblems(problemsOf(error, words, 'name')),
  });
  return (
    <Ask
      title={say.editPerson}
      act={{ label: words.members.save, busyLabel: words.members.saving, busy: saving.isPending, onAct: () => saving.mutate() }}
      mild={{ label: words.members.cancel, onMild: onDone }}
      focusField
    >
      <PersonFields field={form.field} held={member} />
    </Ask>
  );
}

/** 辞职, 撤销, 免去, 病故, or back again. */
export function StatusForm({ member, onDone }: FormProps) {
  const words = useWords();
  const { card: say, statuses } = words.members;
  const serves = member.status === 'serving' || member.status === 'added';
  const { form, saving } = useStatus({ member, onDone }, serves ? 'resigned' : 'reinstated');
  return (
    <Ask
      title={serves ? say.changeTitle(member.name) : say.reinstate}
      act={{ label: say.changeAct, look: serves ? 'danger' : 'primary', busy: saving.isPending, onAct: () => saving.mutate() }}
      mild={{ label: words.members.cancel, onMild: onDone }}
      focusField
    >
      {serves ? (
        <>
          <p>{say.changeText}</p>
          <Select {...form.field('kind')} label={say.kind} choices={endings.map((kind) => ({ value: kind, label: statuses[kind] }))} />
        </>
      ) : null}
      <Field {...form.field('onDate')} type="date" label={say.onDate} />
      <TextArea {...form.field('why')} label={say.why} hint={say.whyHint} rows={2} maxLength={200} />
    </Ask>
  );
}

function useStatus({ member, onDone }: FormProps, first: 'resigned' | 'reinstated') {
  const words = useWords();
  const { say: toast } = useToasts();
  const key = useRef(newKey());
  const form = useFilled({ kind: first, onDate: useToday(), why: '' });
  const saving = useMutation({
    mutationFn: () => {
      const { kind, onDate, why } = form.filled;
      const ended = endings.find((one) => one === kind) ?? 'reinstated';
      return call(changeStatus, { id: member.id, kind: ended, onDate, why: why.trim() }, { key: key.current });
    },
    onSuccess() {
      toast(words.members.card.done);
      void refreshMember(member.id);
      onDone();
    },
    onError(error) {
      key.current = newKey();
      form.setProblems(problemsOf(error, words, 'why'));
    },
  });
  return { form, saving };
}
