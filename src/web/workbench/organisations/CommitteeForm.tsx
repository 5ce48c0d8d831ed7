import { useMutation, useQuery } from '@tanstack/react-query';
import { listCommittees } from '../../../features/people/contract.ts';
import { changeCommittee } from '../../../features/people/org-contract.ts';
import { call } from '../../call.ts';
import { Field } from '../../ui/Field.tsx';
import { Ask } from '../frame/Ask.tsx';
import { type Desk, useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { orNull, problemsOf, useFilled } from '../members/filled.ts';
import { refresh } from '../queries.ts';

/** The committee's own name, short name and phone, once they have come. */
export function CommitteeForm({ body, onDone }: { body: Desk['bodies'][number]; onDone: () => void }) {
  const { data } = useQuery({ queryKey: ['committees'], queryFn: ({ signal }) => call(listCommittees, {}, { signal }) });
  const known = data?.rows.find(({ id }) => id === body.id);
  return known ? <Loaded key={known.id} body={body} phone={known.phone ?? ''} onDone={onDone} /> : null;
}

function Loaded({ body, phone, onDone }: { body: Desk['bodies'][number]; phone: string; onDone: () => void }) {
  const words = useWords();
  const say = words.members.orgs;
  const { say: toast } = useToasts();
  const form = useFilled({ name: body.name, shortName: body.shortName, phone });
  const saving = useMutation({
    mutationFn: () => {
      const { name, shortName, phone: typed } = form.filled;
      return call(changeCommittee, { id: body.id, name, shortName, phone: orNull(typed) });
    },
    onSuccess() {
      toast(say.changed);
      void refresh(['committees']);
      onDone();
    },
    onError: (error) => form.setProblems(problemsOf(error, words, 'name')),
  });
  return (
    <Ask
      title={say.ownChange}
      act={{ label: words.members.save, busyLabel: words.members.saving, busy: saving.isPending, onAct: () => saving.mutate() }}
      mild={{ label: words.members.cancel, onMild: onDone }}
      focusField
    >
      <Field {...form.field('name')} label={say.name} maxLength={60} />
      <Field {...form.field('shortName')} label={say.shortName} maxLength={30} />
      <Field {...form.field('phone')} label={say.phone} maxLength={30} inputMode="tel" />
    </Ask>
  );
}
