import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { addOrg, changeOrg, type OrgKind, partyCodes, partyLevels, systems } from '../../../features/people/org-contract.ts';
import { call, newKey } from '../../call.ts';
import { Field, Select } from '../../ui/Field.tsx';
import { Ask } from '../frame/Ask.tsx';
import { useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { orNull, problemsOf, useFilled } from '../members/filled.ts';
import { type Org, orgsQuery, partiesQuery } from '../members/queries.ts';
import { refresh } from '../queries.ts';

interface OrgFormProps {
  committee: string;
  kind: OrgKind;
  /** Null: a new one. */
  org: Org | null;
  onDone: () => void;
}
const oneOf = <W extends string>(words: readonly W[], value: string): W | null => words.find((word) => word === value) ?? null;

/** Adds or changes a body of the committee. */
export function OrgForm({ committee, kind, org, onDone }: OrgFormProps) {
  const words = useWords();
  const { orgs: say, choose, systems: systemNames, partyLevels: levelNames, kinds } = words.members;
  const { say: toast } = useToasts();
  const { data: all } = useQuery(orgsQuery(committee));
  const { data: parties } = useQuery(partiesQuery);
  const key = useRef(newKey());
  const form = useFilled({
    name: org?.name ?? '',
    shortName: org?.shortName ?? '',
    phone: org?.phone ?? '',
    sort: String(org?.sort ?? (all?.rows.filter((one) => one.kind === kind).length ?? 0) * 10),
    party: org?.party ?? '',
    partyLevel: org?.partyLevel ?? '',
    system: org?.system ?? '',
    handoverId: org?.handoverId ?? '',
  });
  const saving = useMutation({
    mutationFn: () => {
      const { filled } = form;
      const said = {
        name: filled.name,
        ...(filled.shortName.trim() !== '' && { shortName: filled.shortName }),
        phone: orNull(filled.phone),
        sort: Math.min(9999, Math.max(0, Number.parseInt(filled.sort, 10) || 0)),
        party: oneOf(partyCodes, filled.party),
        partyLevel: oneOf(partyLevels, filled.partyLevel),
        system: oneOf(systems, filled.system),
        handoverId: orNull(filled.handoverId),
      };
      return org ? call(changeOrg, { id: org.id, ...said }) : call(addOrg, { id: committee, kind, ...said }, { key: key.current });
    },
    onSuccess() {
      toast(org ? say.changed : say.added);
      void refresh(['orgs']);
      onDone();
    },
    onError(error) {
      key.current = newKey();
      form.setProblems(problemsOf(error, words, 'name'));
    },
  });
  const choices = (list: readonly { value: string; label: string }[], none = choose) => [{ value: '', label: none }, ...list];
  return (
    <Ask
      title={org ? say.change(org.name) : say.add(kinds[kind])}
      act={{ label: words.members.save, busyLabel: words.members.saving, busy: saving.isPending, onAct: () => saving.mutate() }}
      mild={{ label: words.members.cancel, onMild: onDone }}
      focusField
    >
      <Field {...form.field('name')} label={say.name} maxLength={60} autoComplete="off" />
      <Field {...form.field('shortName')} label={say.shortName} hint={say.shortNameHint} maxLength={30} optional={words.members.optional} />
      {kind === 'partyOrg' ? (
        <>
          <Select
            {...form.field('party')}
            label={say.party}
            choices={choices(
              (parties?.rows ?? []).filter(({ orgTerm }) => orgTerm !== '').map(({ code, name }) => ({ value: code, label: name })),
            )}
          />
          <Select
            {...form.field('partyLevel')}
            label={say.partyLevel}
            choices={choices(partyLevels.map((level) => ({ value: level, label: levelNames[level] })))}
          />
        </>
      ) : null}
      {kind === 'unit' || kind === 'handoverOffice' ? (
        <Select
          {...form.field('system')}
          label={say.system}
          choices={choices(systems.map((system) => ({ value: system, label: systemNames[system] })))}
        />
      ) : null}
      {kind === 'unit' ? (
        <Select
          {...form.field('handoverId')}
          label={say.handover}
          choices={choices(
            (all?.rows ?? [])
              .filter((one) => one.kind === 'handoverOffice' && !one.closedOn)
              .map(({ id, name }) => ({ value: id, label: name })),
            say.noHandover,
          )}
        />
      ) : null}
      <Field {...form.field('phone')} label={say.phone} maxLength={30} optional={words.members.optional} inputMode="tel" />
      <Field {...form.field('sort')} label={say.sort} hint={say.sortHint} inputMode="numeric" maxLength={4} />
    </Ask>
  );
}
