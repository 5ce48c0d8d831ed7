import { useQuery } from '@tanstack/react-query';
import { OFFICES } from '../../../features/people/name-rules.ts';
import { Checkbox, Field, FieldGroup, Select } from '../../ui/Field.tsx';
import { useWords } from '../frame/around.ts';
import type { Problem } from './filled.ts';
import { orNull } from './filled.ts';
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
  const words = useWords();
  const { card: say, choose, optional } = words.members;
  const { data: orgs } = useQuery(orgsQuery(committee));
  const error = (field: string) => problems.find((one) => one.field === field)?.sentence;
  const open = (kind: 'subCommittee' | 'memberGroup', held: readonly string[]) =>
    (orgs?.rows ?? []).filter((one) => one.kind === kind && (!one.closedOn || held.includes(one.id)));
  const subs = open('subCommittee', [draft.subCommitteeId, draft.secondSubCommitteeId]);
  const groups = open(
    'memberGroup',
    draft.groups.map(({ groupId }) => groupId),
  );
  type Text = 'number' | 'office' | 'subCommitteeDuty' | 'secondSubCommitteeDuty' | 'sectorId' | 'subCommitteeId' | 'secondSubCommitteeId';
  const wired = (name: Text) => ({
    id: name,
    name,
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
    error: error(name),
  });
  const choices = (rows: readonly { id: string; name: string }[], none: string) => [
    { value: '', label: none },
    ...rows.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <>
      <Select {...wired('sectorId')} label={say.sector} choices={choices(term?.sectors ?? [], choose)} />
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
      <div className="pair">
        <Select {...wired('subCommitteeId')} label={say.subCommittee} choices={choices(subs, words.members.none)} />
        <Field {...wired('subCommitteeDuty')} label={say.subCommitteeDuty} optional={optional} maxLength={20} />
      </div>
      <div className="pair">
        <Select {...wired('secondSubCommitteeId')} label={say.secondSubCommittee} choices={choices(subs, words.members.none)} />
        <Field {...wired('secondSubCommitteeDuty')} label={say.secondSubCommitteeDuty} optional={optional} maxLength={20} />
      </div>
      {groups.length > 0 ? (
        <FieldGroup id="groups" legend={say.groups} error={error('groups')}>
          {groups.map(({ id, name }) => {
            const held = draft.groups.find(({ groupId }) => groupId === id);
            const others = draft.groups.filter(({ groupId }) => groupId !== id);
            return (
              <div key={id}>
                <Checkbox
                  label={name}
                  checked={held !== undefined}
                  onChange={({ currentTarget }) =>
                    onChange({ groups: currentTarget.checked ? [...others, { groupId: id, duty: '' }] : others })
                  }
                />
                {held ? (
                  <Field
                    id={`duty-${id}`}
                    name={`duty-${id}`}
                    label={say.groupDuty(name)}
                    optional={optional}
                    maxLength={20}
                    value={held.duty}
                    onChange={({ currentTarget }) =>
                      onChange({
                        groups: draft.groups.map((one) => (one.groupId === id ? { groupId: id, duty: currentTarget.value } : one)),
                      })
                    }
                  />
                ) : null}
              </div>
            );
          })}
        </FieldGroup>
      ) : null}
    </>
  );
}
