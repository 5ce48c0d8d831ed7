import { useQuery } from '@tanstack/react-query';
import { addOrg, changeOrg, type OrgKind, partyCodes, partyLevels, systems } from '../../../features/people/org-contract.ts';
import { call } from '../../call.ts';
import { type Choice, Field, Select } from '../../ui/Field.tsx';
import { useWords } from '../frame/around.ts';
import { orNull, useFilled, type Wired } from '../members/filled.ts';
import { type Org, orgsQuery, partiesQuery } from '../members/queries.ts';
import { FormDialog } from '../parts/FormDialog.tsx';

interface OrgFormProps {
  committee: string;
  kind: OrgKind;
  /** Null: a new one. */
  org: Org | null;
  onDone: () => void;
}
type Draft = Readonly<Record<'name' | 'shortName' | 'phone' | 'sort' | 'party' | 'partyLevel' | 'system' | 'handoverId', string>>;

/** Adds or changes a body of the committee. */
export function OrgForm({ committee, kind, org, onDone }: OrgFormProps) {
  const { orgs: say, optional, kinds } = useWords().members;
  const { data: all } = useQuery(orgsQuery(committee));
  const { field, filled, setProblems } = useFilled(draftOf(org, (all?.rows ?? []).filter((one) => one.kind === kind).length));
  const send = (key: string) => {
    const said = saidIn(filled);
    return org ? call(changeOrg, { id: org.id, ...said }) : call(addOrg, { id: committee, kind, ...said }, { key });
  };
  return (
    <FormDialog
      title={org ? say.change(org.name) : say.add(kinds[kind])}
      send={send}
      done={() => (org ? say.changed : say.added)}
      renews={[['orgs']]}
      first="name"
      onProblems={setProblems}
      onDone={onDone}
    >
      <Field {...field('name')} label={say.name} maxLength={60} autoComplete="off" />
      <Field {...field('shortName')} label={say.shortName} hint={say.shortNameHint} maxLength={30} optional={optional} />
      {kind === 'partyOrg' ? <PartyFields field={field} /> : null}
      {kind === 'unit' || kind === 'handoverOffice' ? <SystemField field={field} /> : null}
      {kind === 'unit' ? <HandoverField field={field} offices={officesIn(all?.rows ?? [])} /> : null}
      <Field {...field('phone')} label={say.phone} maxLength={30} optional={optional} inputMode="tel" />
      <Field {...field('sort')} label={say.sort} hint={say.sortHint} inputMode="numeric" maxLength={4} />
    </FormDialog>
  );
}

/** A new one comes after those of its kind. */
function draftOf(org: Org | null, before: number): Draft {
  return {
    name: org?.name ?? '',
    shortName: org?.shortName ?? '',
    phone: org?.phone ?? '',
    sort: String(org?.sort ?? before * 10),
    party: org?.party ?? '',
    partyLevel: org?.partyLevel ?? '',
    system: org?.system ?? '',
    handoverId: org?.handoverId ?? '',
  };
}

/** The form as the contract wants it. */
function saidIn({ name, shortName, phone, sort, party, partyLevel, system, handoverId }: Draft) {
  return {
    name,
    ...(shortName.trim() !== '' && { shortName }),
    phone: orNull(phone),
    sort: Math.min(9999, Math.max(0, Number.parseInt(sort, 10) || 0)),
    party: oneOf(partyCodes, party),
    partyLevel: oneOf(partyLevels, partyLevel),
    system: oneOf(systems, system),
    handoverId: orNull(handoverId),
  };
}
const oneOf = <W extends string>(words: readonly W[], value: string): W | null => words.find((word) => word === value) ?? null;

/** Offices that are at work: a unit is not given to one that closed. */
const officesIn = (all: readonly Org[]): Choice[] =>
  all.filter((one) => one.kind === 'handoverOffice' && !one.closedOn).map(({ id, name }) => ({ value: id, label: name }));

interface PartProps {
  field: (name: keyof Draft) => Wired;
}
function PartyFields({ field }: PartProps) {
  const { orgs: say, choose, partyLevels: names } = useWords().members;
  const { data } = useQuery(partiesQuery);
  const parties = (data?.rows ?? []).filter(({ orgTerm }) => orgTerm !== '').map(({ code, name }) => ({ value: code, label: name }));
  const levels = partyLevels.map((level) => ({ value: level, label: names[level] }));
  return (
    <>
      <Select {...field('party')} label={say.party} choices={[{ value: '', label: choose }, ...parties]} />
      <Select {...field('partyLevel')} label={say.partyLevel} choices={[{ value: '', label: choose }, ...levels]} />
    </>
  );
}

function SystemField({ field }: PartProps) {
  const { orgs: say, choose, systems: names } = useWords().members;
  const choices = systems.map((system) => ({ value: system, label: names[system] }));
  return <Select {...field('system')} label={say.system} choices={[{ value: '', label: choose }, ...choices]} />;
}

function HandoverField({ field, offices }: PartProps & { offices: readonly Choice[] }) {
  const { orgs: say } = useWords().members;
  return <Select {...field('handoverId')} label={say.handover} choices={[{ value: '', label: say.noHandover }, ...offices]} />;
}
