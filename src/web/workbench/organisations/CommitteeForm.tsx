import { useQuery } from '@tanstack/react-query';
import { listCommittees } from '../../../features/people/contract.ts';
import { changeCommittee } from '../../../features/people/org-contract.ts';
import { call } from '../../call.ts';
import { Field } from '../../ui/Field.tsx';
import { type Desk, useWords } from '../frame/around.ts';
import { orNull, useFilled } from '../members/filled.ts';
import { FormDialog } from '../parts/FormDialog.tsx';

/** The committee's own name, short name and phone, once they have come. */
export function CommitteeForm({ body, onDone }: { body: Desk['bodies'][number]; onDone: () => void }) {
  const { data } = useQuery({ queryKey: ['committees'], queryFn: ({ signal }) => call(listCommittees, {}, { signal }) });
  const known = data?.rows.find(({ id }) => id === body.id);
  return known ? <Loaded key={known.id} body={body} phone={known.phone ?? ''} onDone={onDone} /> : null;
}

function Loaded({ body, phone, onDone }: { body: Desk['bodies'][number]; phone: string; onDone: () => void }) {
  const say = useWords().members.orgs;
  const { field, filled, setProblems } = useFilled({ name: body.name, shortName: body.shortName, phone });
  const { name, shortName, phone: typed } = filled;
  return (
    <FormDialog
      title={say.ownChange}
      send={() => call(changeCommittee, { id: body.id, name, shortName, phone: orNull(typed) })}
      done={() => say.changed}
      renews={[['committees']]}
      first="name"
      onProblems={setProblems}
      onDone={onDone}
    >
      <Field {...field('name')} label={say.name} maxLength={60} />
      <Field {...field('shortName')} label={say.shortName} maxLength={30} />
      <Field {...field('phone')} label={say.phone} maxLength={30} inputMode="tel" />
    </FormDialog>
  );
}
