import { useQuery } from '@tanstack/react-query';
import { OFFICES } from '../../../features/people/name-rules.ts';
import { Checkbox, Field, FieldGroup, Select } from '../../ui/Field.tsx';
import { useWords } from '../frame/around.ts';
import { orNull, type Problem, type Wired } from './filled.ts';
import { type Member, orgsQuery, type Term } from './queries.ts';

/** What a seat says, as a form holds it. */
export interface SeatDraft {
  readonly sectorId: string;
  readonly number: string;
  readonly office: string;
  readonly standing: boolean;
  readonly subCommitteeId: string;
  readonly subCommitteeDuty: string;
  readonly secondSubCommitteeId: string;
  readonly secondSubCommitteeDuty: string;
  readonly groups: readonly { readonly groupId: string; readonly duty: string }[];
}
export const emptySeat: SeatDraft = {
  sectorId: '',
  number: '',
  office: '',
  standing: false,
  subCommitteeId: '',
  subCommitteeDuty: '',
  secondSubCommitteeId: '',
  secondSubCommitteeDuty: '',
  groups: [],
};
export const draftOf = (m: Member): SeatDraft => ({
  sectorId: m.sector.id,
  number: m.number ?? '',
  office: m.office ?? '',
  standing: m.standing,
  subCommitteeId: m.subCommittee?.id ?? '',
  subCommitteeDuty: m.subCommitteeDuty ?? '',
  secondSubCommitteeId: m.secondSubCommittee?.id ?? '',
  secondSubCommitteeDuty: m.secondSubCommitteeDuty ?? '',
  groups: m.groups.map(({ id, duty }) => ({ groupId: id, duty: duty ?? '' })),
});
export const seatSaid = (d: SeatDraft) => ({
  sectorId: d.sectorId,
  number: orNull(d.number),
  office: orNull(d.office),
  standing: d.standing,
  subCommitteeId: orNull(d.subCommitteeId),
  subCommitteeDuty: orNull(d.subCommitteeDuty),
  secondSubCommitteeId: orNull(d.secondSubCommitteeId),
  secondSubCommitteeDuty: orNull(d.secondSubCommitteeDuty),
  groups: d.groups.map(({ groupId, duty }) => ({ groupId, duty: orNull(duty) })),
});

interface SeatFieldsProps {
  committee: string;
  term: Term | undefined;
  draft: SeatDraft;
  onChange: (change: Partial<SeatDraft>) => void;
  problems: readonly Problem[];
}

/** Sector, office, special committees and groups of a member. */
export function SeatFields({ committee, term, draft, onChange, problems }: SeatFieldsProps) {
  const { card: say, choose, optional } = useWords().members;
  const { data: orgs } = useQuery(orgsQuery(committee));
  const wired: WiredSeat = (name) => ({
    id: name,
    name,
    value: draft[name],
    onChange: (event) => onChange({ [name]: event.currentTarget.value }),
    error: problems.find((one) => one.field === name)?.sentence,
  });
  const open = (kind: 'subCommittee' | 'memberGroup', held: readonly string[]) =>
    (orgs?.rows ?? []).filter((one) => one.kind === kind && (!one.closedOn || held.includes(one.id)));
  const subs = open('subCommittee', [draft.subCommitteeId, draft.secondSubCommitteeId]);
  const heldGroups = draft.groups.map(({ groupId }) => groupId);
  return (
    <>
      <Select {...wired('sectorId')} label={say.sector} choices={choicesOf(term?.sectors ?? [], choose)} />
      <div className="pair">
        <Field {...wired('number')} label={say.number} optional={optional} maxLength={30} />
        <Field {...wired('office')} label={say.office} optional={optional} maxLength={30} list="offices" />
      </div>
      <datalist id="offices">
        {OFFICES.map((office) => (
          <option key={office} value={office} />
        ))}
      </datalist>
      <Checkbox
        id="standing"
        label={say.standing}
        checked={draft.standing}
        onChange={({ currentTarget }) => onChange({ standing: currentTarget.checked })}
      />
      <SubCommittees wired={wired} subs={subs} />
      <Groups groups={open('memberGroup', heldGroups)} draft={draft} onChange={onChange} problems={problems} />
    </>
  );
}
type Text = 'number' | 'office' | 'subCommitteeDuty' | 'secondSubCommitteeDuty' | 'sectorId' | 'subCommitteeId' | 'secondSubCommitteeId';
type WiredSeat = (name: Text) => Wired;
interface Named {
  readonly id: string;
  readonly name: string;
}
const choicesOf = (rows: readonly Named[], none: string) => [
  { value: '', label: none },
  ...rows.map(({ id, name }) => ({ value: id, label: name })),
];

function SubCommittees({ wired, subs }: { wired: WiredSeat; subs: readonly Named[] }) {
  const { card: say, optional, none } = useWords().members;
  return (
    <>
      <div className="pair">
        <Select {...wired('subCommitteeId')} label={say.subCommittee} choices={choicesOf(subs, none)} />
        <Field {...wired('subCommitteeDuty')} label={say.subCommitteeDuty} optional={optional} maxLength={20} />
      </div>
      <div className="pair">
        <Select {...wired('secondSubCommitteeId')} label={say.secondSubCommittee} choices={choicesOf(subs, none)} />
        <Field {...wired('secondSubCommitteeDuty')} label={say.secondSubCommitteeDuty} optional={optional} maxLength={20} />
      </div>
    </>
  );
}

type GroupsProps = { groups: readonly Named[] } & Pick<SeatFieldsProps, 'draft' | 'onChange' | 'problems'>;
function Groups({ groups, draft, onChange, problems }: GroupsProps) {
  const say = useWords().members.card;
  if (groups.length === 0) return null;
  return (
    <FieldGroup id="groups" legend={say.groups} error={problems.find((one) => one.field === 'groups')?.sentence}>
      {groups.map((group) => (
        <Group key={group.id} group={group} draft={draft} onChange={onChange} />
      ))}
    </FieldGroup>
  );
}

/** In it or not, and as what. */
function Group({ group: { id, name }, draft, onChange }: { group: Named } & Pick<SeatFieldsProps, 'draft' | 'onChange'>) {
  const { card: say, optional } = useWords().members;
  const held = draft.groups.find(({ groupId }) => groupId === id);
  const others = draft.groups.filter(({ groupId }) => groupId !== id);
  const setDuty = (duty: string) => onChange({ groups: draft.groups.map((one) => (one.groupId === id ? { groupId: id, duty } : one)) });
  return (
    <div>
      <Checkbox
        label={name}
        checked={held !== undefined}
        onChange={({ currentTarget }) => onChange({ groups: currentTarget.checked ? [...others, { groupId: id, duty: '' }] : others })}
      />
      {held ? (
        <Field
          id={`duty-${id}`}
          name={`duty-${id}`}
          label={say.groupDuty(name)}
          optional={optional}
          maxLength={20}
          value={held.duty}
          onChange={({ currentTarget }) => setDuty(currentTarget.value)}
        />
      ) : null}
    </div>
  );
}
