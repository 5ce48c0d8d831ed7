import { partyCodes } from '../../../features/people/org-contract.ts';
import { Field, Select } from '../../ui/Field.tsx';
import { useWords } from '../frame/around.ts';
import { orNull, type Wired } from './filled.ts';
import type { Member } from './queries.ts';

export const emptyPerson = {
  name: '',
  phone: '',
  identityNumber: '',
  gender: '',
  ethnicity: '',
  education: '',
  bornOn: '',
  party: '',
  employer: '',
  post: '',
  title: '',
};
export type PersonField = keyof typeof emptyPerson;
/** Phone and identity number stay out: what is not typed stays as it is. */
export const personDraft = ({ name, profile }: Member): typeof emptyPerson => ({
  ...emptyPerson,
  name,
  gender: profile.gender ?? '',
  ethnicity: profile.ethnicity ?? '',
  education: profile.education ?? '',
  bornOn: profile.bornOn ?? '',
  party: profile.party ?? '',
  employer: profile.employer ?? '',
  post: profile.post ?? '',
  title: profile.title ?? '',
});
export const personSaid = (d: typeof emptyPerson) => {
  const gender: 'male' | 'female' | null = d.gender === 'male' || d.gender === 'female' ? d.gender : null;
  return {
    name: d.name,
    ...(d.phone.trim() !== '' && { phone: d.phone.trim() }),
    ...(d.identityNumber.trim() !== '' && { identityNumber: d.identityNumber.trim() }),
    profile: {
      gender,
      ethnicity: orNull(d.ethnicity),
      education: orNull(d.education),
      bornOn: orNull(d.bornOn),
      party: partyCodes.find((code) => code === d.party) ?? null,
      employer: orNull(d.employer),
      post: orNull(d.post),
      title: orNull(d.title),
    },
  };
};

interface PersonFieldsProps {
  field: (name: PersonField) => Wired;
  held?: Member | undefined;
}
/** Name, numbers and what else is known of a person. */
export function PersonFields({ field, held }: PersonFieldsProps) {
  const { card: say, optional, none, partyNames } = useWords().members;
  return (
    <>
      <Field {...field('name')} label={say.name} maxLength={50} autoComplete="off" />
      <Numbers field={field} held={held} />
      <Born field={field} />
      <div className="pair">
        <Field {...field('ethnicity')} label={say.ethnicity} optional={optional} maxLength={20} />
        <Field {...field('education')} label={say.education} optional={optional} maxLength={20} />
      </div>
      <Select
        {...field('party')}
        label={say.party}
        choices={[{ value: '', label: none }, ...partyCodes.map((code) => ({ value: code, label: partyNames[code] }))]}
      />
      <Field {...field('employer')} label={say.employer} optional={optional} maxLength={60} />
      <div className="pair">
        <Field {...field('post')} label={say.post} optional={optional} maxLength={60} />
        <Field {...field('title')} label={say.title} optional={optional} maxLength={60} />
      </div>
    </>
  );
}

/** What stands is kept as long as nothing is typed. */
function Numbers({ field, held }: PersonFieldsProps) {
  const { card: say, optional } = useWords().members;
  return (
    <div className="pair">
      <Field
        {...field('phone')}
        label={say.phone}
        hint={held?.phone ? say.phoneKept(held.phone.masked) : say.phoneHint}
        optional={optional}
        inputMode="tel"
        maxLength={11}
        autoComplete="off"
      />
      <Field
        {...field('identityNumber')}
        label={say.identityNumber}
        hint={held?.identityNumber ? say.phoneKept(held.identityNumber) : undefined}
        optional={optional}
        maxLength={20}
        autoComplete="off"
      />
    </div>
  );
}

function Born({ field }: PersonFieldsProps) {
  const { card: say, optional, none } = useWords().members;
  return (
    <div className="pair">
      <Select
        {...field('gender')}
        label={say.gender}
        choices={[
          { value: '', label: none },
          { value: 'male', label: say.genders.male },
          { value: 'female', label: say.genders.female },
        ]}
      />
      <Field {...field('bornOn')} type="date" label={say.bornOn} optional={optional} />
    </div>
  );
}
