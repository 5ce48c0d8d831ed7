import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { addMember } from '../../../features/people/member-contract.ts';
import { call, newKey } from '../../call.ts';
import { Button, Buttons } from '../../ui/Button.tsx';
import { Panel, Skeleton } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Checkbox, Field, Select, TextArea } from '../../ui/Field.tsx';
import { RefusalSummary } from '../../ui/RefusalSummary.tsx';
import { useBodies, useWords } from '../frame/around.ts';
import { at } from '../frame/go.ts';
import { Screen } from '../frame/Screen.tsx';
import { useToasts } from '../frame/Toasts.tsx';
import { NotYours, Trouble } from '../frame/Trouble.tsx';
import { refresh } from '../queries.ts';
import { orNull, problemsOf, useFilled } from './filled.ts';
import { emptyPerson, PersonFields, personSaid } from './PersonFields.tsx';
import { type Term, termsQuery } from './queries.ts';
import { emptySeat, SeatFields, seatSaid } from './SeatFields.tsx';

const route = getRouteApi('/members/new');

/** 新增委员. */
export function AddMemberPage() {
  const bodies = useBodies('liaison');
  const { committee, term } = route.useSearch();
  const words = useWords();
  const body = bodies.find(({ id }) => id === committee) ?? bodies[0];
  const { data, error, refetch } = useQuery({ ...termsQuery(body?.id ?? ''), enabled: body !== undefined });
  if (!body) return <NotYours />;
  const open = data?.rows.filter(({ state }) => state !== 'over') ?? [];
  if (data && open.length > 0) return <Form committee={body.id} name={body.name} terms={open} asked={term} />;
  return (
    <Screen title={words.members.add.title} state={body.name}>
      {data ? (
        <EmptyState title={words.members.list.noTerm} />
      ) : error ? (
        <Trouble error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton rows={6} label={words.desk.loading} />
      )}
    </Screen>
  );
}

interface FormProps {
  committee: string;
  name: string;
  terms: readonly Term[];
  asked: string | undefined;
}
function Form({ committee, name, terms, asked }: FormProps) {
  const words = useWords();
  const say = words.members.add;
  const adding = useAdding(committee, terms, asked);
  const { form, saving } = adding;
  return (
    <Screen
      title={say.title}
      state={name}
      errorCount={form.problems.length}
      tools={
        <Button look="primary" busy={saving.isPending} onClick={() => saving.mutate()}>
          {say.act}
        </Button>
      }
    >
      {form.problems.length > 0 ? <RefusalSummary title={words.members.problems(form.problems.length)} lines={form.problems} /> : null}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
        noValidate
      >
        <Panel title={say.person}>
          <p className="second">{say.note}</p>
          <PersonFields field={form.field} />
        </Panel>
        <Seat committee={committee} terms={terms} adding={adding} />
      </form>
    </Screen>
  );
}

/** What is typed of a new member, and how it is sent. */
function useAdding(committee: string, terms: readonly Term[], asked: string | undefined) {
  const words = useWords();
  const { say: toast } = useToasts();
  const { history } = useRouter();
  const key = useRef(newKey());
  const first = terms.find(({ id }) => id === asked) ?? terms.find(({ state }) => state === 'now') ?? terms[0];
  const [seat, setSeat] = useState(emptySeat);
  const [added, setAdded] = useState(false);
  const form = useFilled({ ...emptyPerson, termId: first?.id ?? '', fromOn: '', why: '' });
  const saving = useMutation({
    mutationFn: () => {
      const { termId, fromOn, why } = form.filled;
      const said = { ...personSaid(form.filled), ...seatSaid(seat), ...(fromOn !== '' && { fromOn }), why: orNull(why) };
      return call(addMember, { id: committee, termId, added, ...said }, { key: key.current });
    },
    onSuccess({ id, known }) {
      toast(known ? words.members.add.known : words.members.add.done);
      void refresh(['members']);
      history.push(at(`/members/${id}`));
    },
    onError(error) {
      key.current = newKey();
      form.setProblems(problemsOf(error, words, 'name'));
      queueMicrotask(() => document.getElementById('refusals')?.focus());
    },
  });
  return { form, seat, setSeat, added, setAdded, saving };
}

interface SeatProps extends Pick<FormProps, 'committee' | 'terms'> {
  adding: ReturnType<typeof useAdding>;
}
function Seat({ committee, terms, adding: { form, seat, setSeat, added, setAdded, saving } }: SeatProps) {
  const words = useWords();
  const { add: say, card, optional } = words.members;
  return (
    <Panel title={say.seat}>
      <Select
        {...form.field('termId')}
        label={words.members.list.termFilter}
        choices={terms.map(({ id, ordinal, state }) => ({
          value: id,
          label: `${words.members.term(ordinal)}（${words.members.states[state]}）`,
        }))}
      />
      <SeatFields
        committee={committee}
        term={terms.find(({ id }) => id === form.filled.termId)}
        draft={seat}
        onChange={(change) => setSeat((before) => ({ ...before, ...change }))}
        problems={form.problems}
      />
      <Checkbox label={say.added} checked={added} onChange={({ currentTarget }) => setAdded(currentTarget.checked)} />
      <Field {...form.field('fromOn')} type="date" label={card.fromOn} optional={optional} />
      <TextArea {...form.field('why')} label={card.why} hint={card.whyHint} optional={optional} rows={2} maxLength={200} />
      <Buttons>
        <Button type="submit" look="secondary" busy={saving.isPending}>
          {say.act}
        </Button>
      </Buttons>
    </Panel>
  );
}
