import type { Static } from 'typebox';
import type { PageCall, Problem } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Field, Select } from '../../../web/ui/Field.tsx';
import { RefusalSummary } from '../../../web/ui/RefusalSummary.tsx';
import { Pad, Row, Section } from '../../../web/ui/Row.tsx';
import { profileFields } from '../member-contract.ts';
import type { readProfile } from '../profile-contract.ts';

type Mine = Static<(typeof readProfile)['reply']>;
interface ProfileProps {
  call: PageCall;
  data: Mine & { readonly typed: Readonly<Record<string, string>>; readonly problems: readonly Problem[] };
}
type FieldName = (typeof profileFields)[number];

/** 我的资料: what is kept, what waits, and a form without script for what should change. */
export function Profile({ call, data }: ProfileProps) {
  const { words } = call.frame;
  const said = words.directory.mine;
  const { problems, committees } = data;
  return (
    <Shell
      call={call}
      title={said.title}
      heading={said.title}
      place={{ back: { href: '/mine', label: said.back } }}
      errorCount={problems.length || undefined}
      unlisted
    >
      <Section label={said.fixed}>
        <Row title={said.name} end={data.name} />
        <Row title={said.phone} end={data.phone ?? said.noPhone} />
        {data.identityNumber ? <Row title={said.identityNumber} end={data.identityNumber} /> : null}
        <Pad>
          <p className="second">{said.contact}</p>
        </Pad>
      </Section>
      <Section label={said.title}>
        <Pad>
          {problems.length > 0 ? (
            <RefusalSummary
              title={words.common.cannotSave(problems.length)}
              lines={problems.map(({ field, sentence }) => ({ field: field ?? 'employer', sentence }))}
            />
          ) : null}
          {committees.length === 0 ? <p>{said.notMember}</p> : <Form call={call} data={data} />}
        </Pad>
      </Section>
    </Shell>
  );
}

function Form({ call, data }: ProfileProps) {
  const said = call.frame.words.directory.mine;
  const { committees, typed } = data;
  return (
    <form method="post" action="/mine/profile" noValidate>
      <p className="second">{said.intro}</p>
      {committees.length > 1 ? (
        <Select
          id="committeeId"
          name="committeeId"
          label={said.to}
          defaultValue={typed['committeeId'] ?? committees[0]?.id}
          choices={committees.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      {profileFields.map((field) => (
        <One key={field} field={field} call={call} data={data} />
      ))}
      <Button look="primary" type="submit" wide>
        {said.save}
      </Button>
    </form>
  );
}

/** One field with what became of its last change. */
function One({ field, call, data }: ProfileProps & { field: FieldName }) {
  const said = call.frame.words.directory.mine;
  const { profile, changes, typed, problems } = data;
  const kept = profile[field];
  const change = changes.find((one) => one.field === field);
  const shown = (value: string | null) =>
    value === null ? said.empty : field === 'gender' && (value === 'male' || value === 'female') ? said.genders[value] : value;
  const outcome = (() => {
    if (change?.state === 'waiting') return said.waiting(shown(kept), shown(change.wanted));
    if (change?.state === 'refused') return said.refused(change.why ?? '');
    return change?.state === 'accepted' ? said.accepted : undefined;
  })();
  const hint = [field === 'bornOn' ? said.bornHint : '', outcome ?? ''].filter(Boolean).join('。') || undefined;
  const value = typed[field] ?? (change?.state === 'waiting' ? change.wanted : kept) ?? '';
  const frame = {
    id: field,
    name: field,
    label: said.fields[field],
    ...(hint !== undefined && { hint }),
    error: problems.find((one) => one.field === field)?.sentence,
    defaultValue: value,
  };
  if (field === 'gender')
    return (
      <Select
        {...frame}
        choices={[
          { value: '', label: said.genders.none },
          { value: 'male', label: said.genders.male },
          { value: 'female', label: said.genders.female },
        ]}
      />
    );
  return <Field {...frame} type={field === 'bornOn' ? 'date' : 'text'} maxLength={60} autoComplete="off" />;
}
