import type { Db, Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { seal, unseal } from '../../kit/seal.ts';
import type { GroupDuty, Seat } from './member-store.ts';
import { numberDigest, phoneSubject } from './members.ts';
import { KEYS_BY, nameKeys } from './name-keys.ts';
import { normalIdentityNumber, officeRank } from './name-rules.ts';
import { NO_PROFILE, type Profile } from './profile-store.ts';
import * as store from './roster-store.ts';

type Keys = Pick<House, 'digestKey' | 'sealKey'>;

/** The digests by which a phone and an identity number are found. */
export const digestsOf = (house: Pick<House, 'digestKey'>, said: { phone?: string | null; identityNumber?: string | null }) => ({
  phone: said.phone ? phoneSubject(house, said.phone) : null,
  identityNumber: said.identityNumber ? numberDigest(house, said.identityNumber) : null,
});
/** Readable phone and identity number of people on a roster: for exports, which audit sees. */
export const unsealedOf = (house: Pick<House, 'sealKey'>, person: store.RosterPerson) => ({
  phone: person.phoneSealed && unseal(house.sealKey, person.phoneSealed),
  identityNumber: person.identityNumberSealed && unseal(house.sealKey, person.identityNumberSealed),
});

/** A row of a list that was checked: the name is normal, the numbers are right and nobody else's. */
export interface Listed {
  /** Null: nobody known. */
  readonly personId: string | null;
  readonly name: string;
  readonly profile: Partial<Profile>;
  readonly phone: string | null;
  readonly identityNumber: string | null;
}
/** Makes the people of a list who are not known yet, with phone, identity number and profile. @returns everybody's id, in order. */
export async function addListed(tx: Tx, house: Keys, rows: readonly Listed[], now: Date): Promise<string[]> {
  const named = rows.map((row) => ({ ...row, id: row.personId ?? newId() }));
  const fresh = named.filter(({ personId }) => personId === null);
  if (fresh.length > 0) {
    const names = fresh.map(({ id, name }) => ({ id, name, ...nameKeys(name) }));
    await store.insertNames(tx, names, KEYS_BY, now);
    await store.insertProfiles(
      tx,
      fresh.map((row) => profileRow(house, row)),
      now,
    );
  }
  const phones = fresh.flatMap(({ id, phone }) =>
    phone === null ? [] : [{ id: newId(), personId: id, subject: phoneSubject(house, phone), sealed: seal(house.sealKey, phone) }],
  );
  if (phones.length > 0) await store.insertListedPhones(tx, phones, now);
  return named.map(({ id }) => id);
}
const profileRow = (house: Keys, { id, profile, identityNumber }: Listed & { id: string }): store.ListedProfile => ({
  ...NO_PROFILE,
  ...profile,
  personId: id,
  sealed: identityNumber === null ? null : seal(house.sealKey, normalIdentityNumber(identityNumber)),
  digest: identityNumber === null ? null : numberDigest(house, identityNumber),
});

export interface ListedSeat extends Seat {
  readonly personId: string;
  readonly fromOn: string;
  readonly added: boolean;
  readonly groups: readonly GroupDuty[];
}
/** As addMembership, for a whole list whose sectors, special committees and groups were looked up in this committee and term. */
export async function addSeats(
  tx: Tx,
  place: { committeeId: string; termId: string; byId: string | null; now: Date },
  rows: readonly ListedSeat[],
): Promise<void> {
  if (rows.length === 0) return;
  const seats = rows.map(({ groups, added, ...seat }) => ({
    ...seat,
    id: newId(),
    status: added ? ('added' as const) : ('serving' as const),
    officeRank: officeRank(seat.office, seat.standing),
    groups,
  }));
  await store.insertSeats(tx, place, seats);
  const groups = seats.flatMap(({ id, groups }) => groups.map((group) => ({ ...group, seatId: id })));
  if (groups.length > 0) await store.insertSeatGroups(tx, groups);
  const joined = seats.map(({ id, status, fromOn }) => ({
    id: newId(),
    seatId: id,
    kind: status === 'added' ? ('added' as const) : ('joined' as const),
    onDate: fromOn,
  }));
  await store.insertJoined(tx, joined, place.byId, place.now);
}

/** As addPartyMembership, for a list. */
export async function addPartyMembers(tx: Tx, rows: readonly Omit<store.ListedPartyMember, 'id'>[]): Promise<void> {
  if (rows.length > 0)
    await store.insertPartyMembers(
      tx,
      rows.map((row) => ({ ...row, id: newId() })),
    );
}
export const changePartyMember = store.writePartyMember;
export const partyLevels = store.partyLevels;
export const addUnits = store.insertUnits;
export const changeUnit = store.writeUnit;
export const rosterPeople = (db: Db, asked: store.RosterAsked): Promise<store.RosterPerson[]> => store.rosterPeople(db, asked);
