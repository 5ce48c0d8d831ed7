import type { Ledger } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { seal } from '../../kit/seal.ts';
import {
  accountChanged,
  addListed,
  addPartyMembers,
  addSeats,
  addUnits,
  changeMembership,
  changePartyMember,
  changeUnit,
  digestsOf,
  type Listed,
  movePartyMembership,
  type Profile,
  setPhone,
  setProfile,
} from '../people/index.ts';
import type { CheckedRow, Checking } from './checking.ts';
import { additions, type Somebody } from './matching-rules.ts';
import { groupsIn, type Values } from './row-rules.ts';
import * as store from './store.ts';

export interface Writing extends Checking {
  readonly ledger: Pick<Ledger, 'record'>;
  readonly byId: string;
  readonly now: Date;
}
/** Writes some rows that were checked and found right. */
export async function write(tx: Tx, house: House, writing: Writing, rows: readonly CheckedRow[]): Promise<void> {
  const fresh = rows.filter(({ matched }) => matched.outcome === 'new');
  const changed = rows.filter(({ matched }) => matched.outcome === 'changed');
  if (writing.kind === 'units') return writeUnits(tx, house, writing, fresh, changed);
  if (fresh.length > 0) await addPeople(tx, house, writing, fresh);
  for (const row of changed) await changePerson(tx, house, writing, row);
}

const PROFILE = ['gender', 'ethnicity', 'education', 'bornOn', 'party', 'employer', 'post', 'title'] as const;
const isGender = (word: string | null | undefined): word is 'male' | 'female' => word === 'male' || word === 'female';
function profileOf(values: Values): Partial<Profile> {
  const { gender, ...others } = Object.fromEntries(
    PROFILE.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key] ?? null]])),
  );
  return { ...others, ...(gender !== undefined && { gender: isGender(gender) ? gender : null }) };
}

async function addPeople(tx: Tx, house: House, writing: Writing, rows: readonly CheckedRow[]): Promise<void> {
  const listed = rows.map(
    ({ row: { values }, matched }): Listed => ({
      personId: matched.somebody?.personId ?? null,
      name: values['name'] ?? '',
      profile: profileOf(values),
      phone: values['phone'] ?? null,
      identityNumber: values['identityNumber'] ?? null,
    }),
  );
  const ids = await addListed(tx, house, listed, writing.now);
  for (const { row, matched } of rows) await addToKnown(tx, house, writing, row.values, matched);
  if (writing.kind === 'members') {
    const place = { committeeId: writing.committeeId, termId: writing.term.id, byId: writing.byId, now: writing.now };
    await addSeats(
      tx,
      place,
      rows.map(({ row }, at) => ({ ...seatOf(row.values), ...since(writing, row.values), personId: ids[at] ?? '' })),
    );
  } else
    await addPartyMembers(
      tx,
      rows.map(({ row: { values } }, at) => ({
        personId: ids[at] ?? '',
        orgId: values['org'] ?? '',
        joinedOn: values['joinedOn'] ?? null,
        duty: values['duty'] ?? null,
      })),
    );
}

/** Somebody who is known by another body: what nobody said yet is added, nothing is overwritten. 连任: what differs is taken. */
async function addToKnown(tx: Tx, house: House, writing: Writing, values: Values, { somebody, differences }: CheckedRow['matched']) {
  if (!somebody) return;
  const number = somebody.identityNumber === null && values['identityNumber'] ? { identityNumber: values['identityNumber'] } : {};
  const news = somebody.ours ? saidNow(differences) : additions(values, somebody.profile);
  const given = { ...profileOf(news), ...number };
  if (Object.keys(given).length > 0) await setProfile(tx, house, somebody.personId, given, writing.now);
  if (somebody.phone === null) await listPhone(tx, house, writing, somebody.personId, values['phone']);
}
/** A first number of somebody who is in already by another way opens the account too. */
async function listPhone(tx: Tx, house: House, { ledger, committeeId, now }: Writing, personId: string, phone: string | null | undefined) {
  if (!phone || !(await setPhone(tx, house, personId, phone, { listed: true }))) return;
  await accountChanged(tx, ledger, { personId, what: 'phoneListed', by: { bodyId: committeeId }, now });
}

const seatOf = (values: Values) => ({
  sectorId: values['sector'] ?? '',
  number: values['number'] ?? null,
  office: values['office'] ?? null,
  standing: values['standing'] === 'true',
  subCommitteeId: values['subCommittee'] ?? null,
  subCommitteeDuty: values['subCommitteeDuty'] ?? null,
  secondSubCommitteeId: values['secondSubCommittee'] ?? null,
  secondSubCommitteeDuty: values['secondSubCommitteeDuty'] ?? null,
  groups: groupsIn(values['groups']).map(([groupId, duty]) => ({ groupId, duty })),
});
/** Who came with the term serves from its first day; who came later was 增补. */
const since = ({ term }: Writing, values: Values) => {
  const fromOn = values['fromOn'] ?? term.startsOn;
  return { fromOn, added: fromOn > term.startsOn };
};

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
];

const saidNow = (differences: CheckedRow['matched']['differences']): Values =>
  Object.fromEntries(differences.map(({ field, to }) => [field, to]));

async function changePerson(tx: Tx, house: House, writing: Writing, { row, matched }: CheckedRow): Promise<void> {
  const { somebody, differences } = matched;
  if (!somebody) return;
  const to = saidNow(differences);
  const number = to['identityNumber'] ? { identityNumber: to['identityNumber'] } : {};
  const profile = { ...profileOf(to), ...number };
  if (Object.keys(profile).length > 0) await setProfile(tx, house, somebody.personId, profile, writing.now);
  await listPhone(tx, house, writing, somebody.personId, to['phone']);
  if (writing.kind === 'partyMembers') {
    if (to['org']) return moveMember(tx, writing, somebody, to);
    const held = somebody.parties.find(({ orgId }) => orgId === row.values['org']);
    const { joinedOn = null, duty = null } = { ...held?.values, ...to };
    if (held && ('joinedOn' in to || 'duty' in to)) await changePartyMember(tx, held.id, { joinedOn, duty });
    return;
  }
  if (!somebody.seat || !differences.some(({ field }) => SEAT.includes(field))) return;
  const { membershipId, values } = somebody.seat;
  const adjusted = { kind: 'adjusted', onDate: writing.today, why: null, byId: writing.byId, now: writing.now } as const;
  await changeMembership(tx, { ...adjusted, membershipId, to: seatOf({ ...values, ...to }) });
}

/** 支部变更: from the one organisation where they stand to the one that the list names. */
async function moveMember(tx: Tx, { today, byId, now }: Writing, { parties }: Somebody, to: Values): Promise<void> {
  const [from] = parties;
  if (!from) return;
  const joined = 'joinedOn' in to ? { joinedOn: to['joinedOn'] ?? null } : {};
  const duty = 'duty' in to ? (to['duty'] ?? null) : (from.values['duty'] ?? null);
  const move = { fromId: from.id, toOrgId: to['org'] ?? '', onDate: today, ...joined, duty, why: null, byId, now };
  await movePartyMembership(tx, move);
}

async function writeUnits(
  tx: Tx,
  house: House,
  { committeeId, now }: Writing,
  fresh: readonly CheckedRow[],
  changed: readonly CheckedRow[],
): Promise<void> {
  const unitOf = (id: string, name: string, values: Values) => ({
    id,
    name,
    shortName: values['shortName'] ?? name,
    system: values['system'] ?? 'other',
    handoverId: values['handover'] ?? null,
  });
  const made = fresh.map(({ row: { values } }) => ({ unit: unitOf(newId(), values['unit'] ?? '', values), values }));
  if (made.length > 0)
    await addUnits(
      tx,
      committeeId,
      made.map(({ unit }) => unit),
    );
  const kept = changed.flatMap(({ row, unit }) => (unit ? [{ id: unit.id, values: { ...unit.values, ...row.values } }] : []));
  for (const { id, values } of kept) await changeUnit(tx, committeeId, unitOf(id, values['unit'] ?? '', values));
  const had = new Set(changed.flatMap(({ unit }) => (unit?.values['clerk'] || unit?.values['clerkPhone'] ? [unit.id] : [])));
  const contacts = [...made.map(({ unit, values }) => ({ id: unit.id, values })), ...kept].flatMap(({ id, values }) => {
    const [name, phone] = [values['clerk'] ?? null, values['clerkPhone'] ?? null];
    const said = { phone: phone === null ? null : seal(house.sealKey, phone), subject: digestsOf(house, { phone }).phone };
    // 无 in both cells takes away who stood there.
    return name === null && phone === null && !had.has(id) ? [] : [{ unitId: id, name, ...said }];
  });
  if (contacts.length > 0) await store.writeContacts(tx, contacts, now);
}
