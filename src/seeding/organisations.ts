import type { House } from '../kit/house.ts';
import { newId } from '../kit/ids.ts';
import { dice } from './dice.ts';
import { type Institution, insertRows } from './institution.ts';
import type { InstitutionText } from './texts.ts';

/** Member groups, party organisations, handover offices and units of a committee of the demo. @returns ids by name. */
export async function insertOrganisations({ db }: House, place: Institution, text: InstitutionText): Promise<ReadonlyMap<string, string>> {
  const ids = new Map(
    [...text.groups, ...[...text.parties, ...text.handover, ...text.units].map(({ name }) => name)].map((name) => [name, newId()]),
  );
  const row = (name: string, kind: string, sort: number, more: object = {}) => ({
    id: ids.get(name),
    kind,
    committee_id: place.id,
    name,
    short_name: name,
    sort,
    demo: true,
    party: null,
    party_level: null,
    system: null,
    handover_id: null,
    ...more,
  });
  await insertRows(db, 'org', [
    ...text.groups.map((name, sort) => row(name, 'memberGroup', sort)),
    ...text.parties.map(({ name, party, level }, sort) => row(name, 'partyOrg', sort, { party, party_level: level })),
    ...text.handover.map(({ name, system }, sort) => row(name, 'handoverOffice', sort, { system })),
    ...text.units.map(({ name, system, handover }, sort) =>
      row(name, 'unit', sort, { system, handover_id: handover === undefined ? null : ids.get(handover) }),
    ),
  ]);
  return ids;
}

interface Seat {
  readonly id: string;
  readonly personId: string;
  readonly fromOn: string;
  readonly sector: string;
}
/** Who is in which group, who belongs to the party that their sector is named after, and the first line of everybody's history. */
export async function insertBelonging(
  { db }: House,
  seats: readonly Seat[],
  text: InstitutionText,
  ids: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const throws = dice(`groups of ${text.level}`);
  const grouped = seats
    .filter(() => throws.whole(10) < 7)
    .map(({ id }) => ({ membership_id: id, group_id: ids.get(throws.pick(text.groups)), duty: null }));
  await insertRows(db, 'membership_group', grouped);
  const partyOf = (sector: string) => text.parties.find(({ name }) => name.startsWith(sector));
  const belonging = seats.flatMap(({ personId, sector }) => {
    const org = partyOf(sector);
    return org ? [{ id: newId(), person_id: personId, org_id: ids.get(org.name), joined_on: '2008-05-04', duty: null }] : [];
  });
  await insertRows(db, 'party_membership', belonging);
  await insertRows(
    db,
    'member_change',
    seats.map(({ id, fromOn }) => ({ id: newId(), membership_id: id, kind: 'joined', on_date: fromOn, at: now })),
  );
}
