import type { Fault, Problem } from './cell-rules.ts';
import type { Kind } from './fields-rules.ts';
import type { ReadRow, Values } from './row-rules.ts';

/** Somebody who is known already, as far as an import compares: digests in place of numbers. */
export interface Somebody {
  readonly personId: string;
  /** Null: a netizen, who has a nickname alone. */
  readonly name: string | null;
  readonly disabled: boolean;
  /** Known by this committee alone, from an earlier term. */
  readonly ours: boolean;
  readonly phone: string | null;
  readonly identityNumber: string | null;
  readonly profile: Values;
  /** The seat in the term that the file is for. */
  readonly seat: { readonly membershipId: string; readonly ended: boolean; readonly values: Values } | null;
  /** Live membership of party organisations that this committee keeps. */
  readonly parties: readonly PartyMember[];
}
interface PartyPlace {
  readonly party: string;
  readonly level: string;
}
interface PartyMember extends PartyPlace {
  readonly id: string;
  readonly orgId: string;
  readonly values: Values;
}
export interface People {
  readonly byIdentity: ReadonlyMap<string, Somebody>;
  readonly byPhone: ReadonlyMap<string, Somebody>;
  /** Members of the term, or party members of the committee's organisations. */
  readonly byNumber: ReadonlyMap<string, Somebody>;
  readonly byName: ReadonlyMap<string, readonly Somebody[]>;
  /** 党派 and 层级 of an organisation. */
  readonly placeOf: ReadonlyMap<string, PartyPlace>;
}
export interface Difference {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}
export type Outcome = 'new' | 'changed' | 'same' | 'wrong';
export interface Matched {
  readonly outcome: Outcome;
  readonly problems: readonly Problem[];
  /** Who it is, when somebody known. */
  readonly somebody: Somebody | null;
  readonly differences: readonly Difference[];
}
/** A row's numbers as digests. */
export interface Digests {
  readonly phone: string | null;
  readonly identityNumber: string | null;
}

const wrong = (row: ReadRow, ...more: Problem[]): Matched => ({
  outcome: 'wrong',
  problems: [...row.problems, ...more],
  somebody: null,
  differences: [],
});
const problem = (field: string, fault: Fault, said?: string): Problem => ({ field, fault, ...(said !== undefined && { said }) });

/** Who a row is about, and what it changes. A name alone never says who somebody is. */
export function matchPerson(kind: Exclude<Kind, 'units'>, row: ReadRow, digests: Digests, people: People): Matched {
  if (row.problems.length > 0) return wrong(row);
  const { values } = row;
  const number = values['number'] ?? null;
  const byIdentity = digests.identityNumber === null ? undefined : people.byIdentity.get(digests.identityNumber);
  const byPhone = digests.phone === null ? undefined : people.byPhone.get(digests.phone);
  const byNumber = number === null ? undefined : people.byNumber.get(number);
  const found = byIdentity ?? byPhone ?? byNumber ?? null;
  if (!found) return unknownSomebody(row, digests, number, people);
  const faults = contradictions(found, { byIdentity, byPhone, byNumber }, values, digests);
  if (faults.length > 0) return wrong(row, ...faults);
  if (kind === 'members') return member(row, found);
  return partyMember(row, found, people);
}

/** Nobody has these numbers: new, unless somebody of this name is here and nothing tells them apart. */
function unknownSomebody(row: ReadRow, digests: Digests, number: string | null, people: People): Matched {
  if (digests.identityNumber === null && digests.phone === null && number === null) return wrong(row, problem('name', 'nobody-found'));
  const same = (people.byName.get(row.values['name'] ?? '') ?? []).filter(
    // Two different identity numbers are two people.
    (one) => one.identityNumber === null || digests.identityNumber === null,
  );
  const seated = same.find(({ seat }) => seat?.values['number'] && number !== null);
  if (seated) return wrong(row, problem('number', 'seated-with-another-number', seated.seat?.values['number'] ?? ''));
  if (same.length > 0) return wrong(row, problem('name', 'name-ambiguous'));
  return { outcome: 'new', problems: [], somebody: null, differences: [] };
}

interface Found {
  readonly byIdentity: Somebody | undefined;
  readonly byPhone: Somebody | undefined;
  readonly byNumber: Somebody | undefined;
}
/** Where the numbers of one row lead to different people, or to somebody who is known otherwise. */
function contradictions(somebody: Somebody, { byIdentity, byPhone, byNumber }: Found, values: Values, digests: Digests): Problem[] {
  const faults: Problem[] = [];
  const isAnother = (one: Somebody | undefined) => one !== undefined && one.personId !== somebody.personId;
  if (isAnother(byPhone)) faults.push(problem('phone', 'phone-of-another'));
  if (isAnother(byNumber)) faults.push(problem('number', 'number-of-another'));
  if (faults.length > 0) return faults;
  if (somebody.name !== values['name'] || somebody.disabled) {
    const by = byIdentity ? 'identityNumber' : byPhone ? 'phone' : 'number';
    const fault = byIdentity ? 'identity-of-another' : byPhone ? 'phone-of-another' : 'number-of-another';
    return [problem(by, fault)];
  }
  if (digests.identityNumber !== null && somebody.identityNumber !== null && digests.identityNumber !== somebody.identityNumber)
    return [problem('identityNumber', 'identity-differs')];
  // A phone opens an account: whoever has one changes it by the way for lost phones, never by a list.
  if (digests.phone !== null && somebody.phone !== null && digests.phone !== somebody.phone) return [problem('phone', 'phone-differs')];
  return [];
}

const PROFILE = ['gender', 'ethnicity', 'education', 'bornOn', 'party', 'employer', 'post', 'title'] as const;
const SEAT = [
  'sector',
  'number',
  'office',
  'standing',
  'subCommittee',
  'subCommitteeDuty',
  'secondSubCommittee',
  'secondSubCommitteeDuty',
  'groups',
] as const;

function member(row: ReadRow, found: Somebody): Matched {
  const { seat } = found;
  // 连任: the new list says what has become of them in five years; of somebody of another body it only adds.
  if (!seat) return { outcome: 'new', problems: [], somebody: found, differences: found.ours ? ofPerson(row, found) : [] };
  if (seat.ended) return wrong(row, problem('name', 'seat-ended'));
  const { number, fromOn } = row.values;
  const held = seat.values['number'];
  if (number && held && number !== held) return wrong(row, problem('number', 'seated-with-another-number', held));
  if (fromOn && fromOn !== seat.values['fromOn']) return wrong(row, problem('fromOn', 'from-differs', seat.values['fromOn'] ?? ''));
  return compared(found, [...differing(SEAT, row.values, seat.values), ...differing(PROFILE, row.values, found.profile)], row.values);
}

// Committees of a party lead; 基层委员会, 支部 and 小组 are where somebody belongs. Who leads still belongs somewhere.
const LEADING = ['central', 'province', 'city'];
const leads = ({ level }: PartyPlace): boolean => LEADING.includes(level);

function partyMember(row: ReadRow, found: Somebody, people: People): Matched {
  const { org = null } = row.values;
  const here = found.parties.find(({ orgId }) => orgId === org);
  if (here) return compared(found, [...differing(['duty', 'joinedOn'], row.values, here.values), ...ofPerson(row, found)], row.values);
  const to = people.placeOf.get(org ?? '');
  if (found.parties.length === 0 || !to) return { outcome: 'new', problems: [], somebody: found, differences: [] };
  const names = found.parties.map(({ values }) => values['orgName'] ?? '').join('、');
  if (found.parties.some(({ party }) => party !== to.party)) return wrong(row, problem('org', 'party-other', names));
  const [from, ...more] = found.parties;
  if (!from || more.length > 0 || leads(from) !== leads(to)) return wrong(row, problem('org', 'party-elsewhere', names));
  return moving(row, found, from);
}
const ofPerson = (row: ReadRow, found: Somebody): Difference[] => differing(PROFILE, row.values, found.profile);

/** 支部变更: a duty was one of the organisation that is left; since when somebody is in the party stays. */
function moving(row: ReadRow, found: Somebody, from: PartyMember): Matched {
  const moved = { field: 'org', from: from.values['orgName'] ?? null, to: row.values['org'] ?? null };
  const duty = differing(['duty'], { duty: row.values['duty'] ?? null }, from.values);
  return compared(found, [moved, ...duty, ...differing(['joinedOn'], row.values, from.values), ...ofPerson(row, found)], row.values);
}

/** A phone or an identity number that was not known is a change too; which one is nobody's business on a list of differences. */
function compared(somebody: Somebody, differences: Difference[], values: Values): Matched {
  const added = (['phone', 'identityNumber'] as const)
    .filter((field) => values[field] && somebody[field] === null)
    .map((field) => ({ field, from: null, to: values[field] ?? null }));
  const all = [...differences, ...added];
  return { outcome: all.length > 0 ? 'changed' : 'same', problems: [], somebody, differences: all };
}

function differing(keys: readonly string[], said: Values, held: Values): Difference[] {
  return keys.flatMap((field) => {
    const to = said[field];
    const from = held[field] ?? null;
    return to === undefined || to === from ? [] : [{ field, from, to }];
  });
}
/** Of somebody who is known elsewhere a list only adds what nobody said yet: what stands there is another body's. */
export const additions = (said: Values, held: Values): Record<string, string | null> =>
  Object.fromEntries(PROFILE.flatMap((field) => (said[field] && !held[field] ? [[field, said[field]]] : [])));

export interface KnownUnit {
  readonly id: string;
  readonly values: Values;
}
/** A unit is known by its name within the committee. */
export function matchUnit(row: ReadRow, units: ReadonlyMap<string, KnownUnit>): Matched & { readonly unit: KnownUnit | null } {
  const unit = units.get(row.values['unit'] ?? '') ?? null;
  if (row.problems.length > 0) return { ...wrong(row), unit };
  if (!unit) return { outcome: 'new', problems: [], somebody: null, differences: [], unit };
  const differences = differing(['shortName', 'system', 'handover', 'clerk', 'clerkPhone'], row.values, unit.values);
  return { outcome: differences.length > 0 ? 'changed' : 'same', problems: [], somebody: null, differences, unit };
}
