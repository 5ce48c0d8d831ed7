import { isUniqueViolation } from '../../kit/change.ts';
import type { Db, Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { digest, keyedDigest, newId } from '../../kit/ids.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { seal, unseal } from '../../kit/seal.ts';
import { isIn } from './account-change-store.ts';
import * as members from './member-store.ts';
import { KEYS_BY, nameKeys } from './name-keys.ts';
import { identityNumberFits, maskIdentityNumber, nameFault, normalIdentityNumber, normalName, officeRank } from './name-rules.ts';
import * as profiles from './profile-store.ts';
import { maskPhone } from './rules.ts';
import * as store from './store.ts';

/** A unique value that somebody else holds becomes a refusal; everything else goes on. */
async function heldByOne<T>(work: Promise<T>, constraint: string, code: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isUniqueViolation(error, constraint) ? new Refusal(code, 409) : error;
  }
}

/** Makes a person who goes by a name. @returns the id. */
export async function addPerson(tx: Tx, p: { name: string; now: Date; demo?: boolean; id?: string }): Promise<string> {
  const id = p.id ?? newId();
  await members.insertPerson(tx, { id, ...namedAs(p.name), now: p.now, demo: p.demo ?? false });
  return id;
}
/** Gives a person this name: a netizen who turns out to be listed, or a name that was written wrongly. */
export const renamePerson = (tx: Tx, id: string, name: string): Promise<void> => members.namePerson(tx, { id, ...namedAs(name) });

/** A netizen who turns out to be listed gets the listed name; their nickname goes on standing beside what they wrote as a netizen. */
export async function nameIfNetizen(tx: Tx, id: string, name: string): Promise<void> {
  if (await members.isNameless(tx, id)) await renamePerson(tx, id, name);
}

function namedAs(given: string) {
  const fault = nameFault(given);
  if (fault) throw new Refusal('name-refused', 409, { fault });
  const name = normalName(given);
  return { name, ...nameKeys(name), keysBy: KEYS_BY };
}

/** What is said of a seat; what is left out is empty. */
export interface SeatGiven extends Partial<members.Seat> {
  readonly sectorId: string;
  readonly groups?: readonly members.GroupDuty[];
}
export interface MembershipGiven extends SeatGiven {
  readonly personId: string;
  readonly committeeId: string;
  readonly termId: string;
  readonly fromOn: string;
  /** 增补: elected after the term began. */
  readonly added?: boolean;
  readonly why?: string | null;
  readonly byId: string | null;
  readonly now: Date;
}
/** Seats a person in a committee's term. Refuses what belongs to another body or term, and who sits there already. @returns the id. */
export async function addMembership(tx: Tx, m: MembershipGiven): Promise<string> {
  const seat = wholeSeat(m);
  const groups = m.groups ?? [];
  await refuseStrangers(tx, m, seat, groups);
  const id = newId();
  const status = m.added ? 'added' : 'serving';
  const { personId, committeeId, termId, fromOn } = m;
  const row = { ...seat, id, personId, committeeId, termId, fromOn, status, officeRank: rankOf(seat) } as const;
  if ((await heldByOne(members.insertMembership(tx, row), 'membership_number', 'number-taken')) === null)
    throw new Refusal('already-member', 409);
  await members.writeGroups(tx, id, groups);
  const kind = m.added ? 'added' : 'joined';
  await members.insertChange(tx, { ...entry(m), id: newId(), membershipId: id, kind, onDate: fromOn, changed: {} });
  return id;
}
const rankOf = ({ office, standing }: members.Seat) => officeRank(office, standing);
const entry = ({ why, byId, now }: { why?: string | null; byId: string | null; now: Date }) => ({
  why: why?.trim() || null,
  byId,
  at: now,
});
const wholeSeat = (m: SeatGiven): members.Seat => ({
  sectorId: m.sectorId,
  number: m.number?.trim() || null,
  office: m.office?.trim() || null,
  standing: m.standing ?? false,
  subCommitteeId: m.subCommitteeId ?? null,
  subCommitteeDuty: m.subCommitteeDuty?.trim() || null,
  secondSubCommitteeId: m.secondSubCommitteeId ?? null,
  secondSubCommitteeDuty: m.secondSubCommitteeDuty?.trim() || null,
});
async function refuseStrangers(
  tx: Tx,
  place: { committeeId: string; termId: string },
  seat: members.Seat,
  groups: readonly members.GroupDuty[],
): Promise<void> {
  if (seat.subCommitteeId !== null && seat.subCommitteeId === seat.secondSubCommitteeId) throw new Refusal('sub-committee-twice', 409);
  const stranger = await members.strangersOf(tx, place, seat, groups);
  if (stranger) throw unknown(stranger);
}

export type MembershipChange = {
  readonly membershipId: string;
  readonly why: string | null;
  readonly byId: string | null;
  readonly now: Date;
} & (
  | { readonly kind: 'adjusted'; readonly onDate: string; readonly to: SeatGiven }
  | { readonly kind: members.Ending; readonly onDate: string }
  | { readonly kind: 'reinstated'; readonly onDate: string }
);
/** 调整, 辞职, 撤销, 免去, 病故, and back: each leaves a row of the member's history. @returns whether anything changed. */
export async function changeMembership(tx: Tx, change: MembershipChange): Promise<boolean> {
  const held = await members.lockMembership(tx, change.membershipId);
  if (!held) throw unknown('membership');
  const serves = held.status === 'serving' || held.status === 'added';
  const log = (changed: Readonly<Record<string, unknown>>) =>
    members.insertChange(tx, {
      ...entry(change),
      id: newId(),
      membershipId: held.id,
      kind: change.kind,
      onDate: change.onDate,
      changed,
    });
  if (change.kind === 'adjusted') {
    if (!serves) throw new Refusal('membership-over', 409);
    const changed = await adjust(tx, held, change.to);
    if (Object.keys(changed).length > 0) await log(changed);
    return Object.keys(changed).length > 0;
  }
  if (change.onDate < held.fromOn) throw new Refusal('date-before-seat', 409);
  if (serves === (change.kind === 'reinstated')) throw new Refusal(serves ? 'membership-serves' : 'membership-over', 409);
  await (change.kind === 'reinstated'
    ? members.writeStatus(tx, held.id, 'serving', null)
    : members.writeStatus(tx, held.id, change.kind, change.onDate));
  await log({ status: [held.status, change.kind === 'reinstated' ? 'serving' : change.kind] });
  return true;
}

/** @returns field → [old, new]. */
async function adjust(tx: Tx, held: members.HeldMembership, to: SeatGiven): Promise<Record<string, unknown>> {
  const seat = wholeSeat(to);
  const before = await members.groupsOf(tx, held.id);
  const groups = to.groups ?? before;
  const fields = [
    'sectorId',
    'number',
    'office',
    'standing',
    'subCommitteeId',
    'subCommitteeDuty',
    'secondSubCommitteeId',
    'secondSubCommitteeDuty',
  ] as const;
  const changed: Record<string, unknown> = Object.fromEntries(
    fields.flatMap((field) => (seat[field] === held[field] ? [] : [[field, [held[field], seat[field]]]])),
  );
  const said = (all: readonly members.GroupDuty[]) => all.map(({ groupId, duty }) => `${groupId} ${duty ?? ''}`).sort();
  if (said(before).join() !== said(groups).join()) changed['groups'] = [before, groups];
  if (Object.keys(changed).length === 0) return changed;
  await refuseStrangers(tx, held, seat, groups);
  await heldByOne(members.writeSeat(tx, held.id, rankOf(seat), seat), 'membership_number', 'number-taken');
  if (changed['groups']) await members.writeGroups(tx, held.id, groups);
  return changed;
}

export const isPartyOrgOf = members.isPartyOrgOf;
/** Notes that a person belongs to a party organisation. Refuses who belongs to it already. @returns the id. */
export async function addPartyMembership(
  tx: Tx,
  m: { personId: string; orgId: string; joinedOn?: string | null; duty?: string | null },
): Promise<string> {
  const row = { id: newId(), personId: m.personId, orgId: m.orgId, joinedOn: m.joinedOn ?? null, duty: m.duty?.trim() || null };
  const id = await members.insertPartyMembership(tx, row);
  if (id === null) throw new Refusal('already-party-member', 409);
  return id;
}

export interface PartyMoved {
  /** The membership that ends. */
  readonly fromId: string;
  readonly toOrgId: string;
  readonly onDate: string;
  /** Left out: as it stands; it says since when somebody is in the party, not in this organisation. */
  readonly joinedOn?: string | null;
  readonly duty: string | null;
  readonly why: string | null;
  readonly byId: string | null;
  readonly now: Date;
}
/** 支部变更: one membership ends as another of the same party begins, and the move is logged. @returns the new one. */
export async function movePartyMembership(tx: Tx, { fromId, toOrgId, onDate, joinedOn, duty, ...logged }: PartyMoved): Promise<string> {
  const ended = await members.endPartyMembership(tx, fromId, onDate);
  if (!ended) throw new Refusal('party-left', 409);
  if (ended.orgId === toOrgId) throw new Refusal('already-party-member', 409);
  const given = { personId: ended.personId, orgId: toOrgId, joinedOn: joinedOn === undefined ? ended.joinedOn : joinedOn, duty };
  const toId = await addPartyMembership(tx, given);
  await members.insertPartyMove(tx, { ...logged, id: newId(), fromId, toId, onDate });
  return toId;
}

type Keys = Pick<House, 'digestKey' | 'sealKey'>;
export const phoneSubject = ({ digestKey }: Pick<House, 'digestKey'>, phone: string) => keyedDigest(digestKey, `phone:${phone}`);
/**
 * Gives a person this phone in place of the one before; null takes it away. `listed`: it stands in a roster, and counts as theirs
 * once a code was entered. Refuses a number that somebody else holds.
 * @returns whether a listed number became a door of somebody who is in already: they are told.
 */
export async function setPhone(
  tx: Tx,
  { clock, ...keys }: Keys & Pick<House, 'clock'>,
  personId: string,
  phone: string | null,
  { listed = false } = {},
): Promise<boolean> {
  const held = phone === null ? null : await profiles.holderOfPhone(tx, phoneSubject(keys, phone));
  if (held && held.id !== personId) throw new Refusal('phone-taken', 409);
  if (held && listed) return false;
  const opens = listed && phone !== null && (await isIn(tx, personId));
  await profiles.removePhone(tx, personId);
  if (phone === null) return false;
  const identity = { id: newId(), personId, kind: 'phone', secret: null, now: clock.now(), listed } as const;
  const row = { ...identity, subject: phoneSubject(keys, phone), sealed: seal(keys.sealKey, phone) };
  await heldByOne(store.insertIdentity(tx, row), 'identity_kind_subject_key', 'phone-taken');
  return opens;
}
/** Who holds this phone: the one way, with the identity number, to find a person again. A netizen has no name. */
export const personByPhone = (db: Db, house: Keys, phone: string): Promise<profiles.Known | null> =>
  profiles.holderOfPhone(db, phoneSubject(house, phone));
export const numberDigest = ({ digestKey }: Pick<House, 'digestKey'>, number: string) =>
  keyedDigest(digestKey, `identity-number:${normalIdentityNumber(number)}`);
export const personByIdentityNumber = (db: Db, house: Keys, number: string): Promise<profiles.Known | null> =>
  profiles.holderOfIdentityNumber(db, numberDigest(house, number));
/** 138****8000, or null. */
export async function maskedPhone(db: Db, house: Keys, personId: string): Promise<{ phone: string; verified: boolean } | null> {
  const held = await profiles.listedPhone(db, personId);
  return held && { phone: maskPhone(unseal(house.sealKey, held.sealed)), verified: held.verified };
}
/** The whole number: for un-masking, which audit sees, and for senders. */
export async function readablePhone(db: Db, house: Keys, personId: string): Promise<string | null> {
  const held = await profiles.listedPhone(db, personId);
  return held && unseal(house.sealKey, held.sealed);
}
export async function readableIdentityNumber(db: Db, house: Keys, personId: string): Promise<string | null> {
  const sealed = await profiles.sealedIdentityNumber(db, personId);
  return sealed && unseal(house.sealKey, sealed);
}
export async function maskedIdentityNumber(db: Db, house: Keys, personId: string): Promise<string | null> {
  const number = await readableIdentityNumber(db, house, personId);
  return number === null ? null : maskIdentityNumber(number);
}

/** What is left out stays as it is. */
export interface ProfileGiven extends Partial<profiles.Profile> {
  readonly identityNumber?: string | null;
}
/** Writes what is known of a person beside the name. Refuses an identity number that somebody else has. */
export async function setProfile(tx: Tx, house: Keys, personId: string, given: ProfileGiven, now: Date): Promise<void> {
  const { identityNumber, ...fields } = given;
  if (Object.keys(fields).length > 0)
    await profiles.writeProfile(tx, personId, { ...(await profiles.profileOf(tx, personId)), ...fields }, now);
  if (identityNumber === undefined) return;
  if (identityNumber === null) return profiles.writeIdentityNumber(tx, personId, null, null, now);
  if (!identityNumberFits(identityNumber)) throw new Refusal('identity-number-refused', 409);
  const sealed = seal(house.sealKey, normalIdentityNumber(identityNumber));
  const work = profiles.writeIdentityNumber(tx, personId, sealed, numberDigest(house, identityNumber), now);
  await heldByOne(work, 'profile_identity_number_digest_key', 'identity-number-taken');
}

/** Shuts a person out everywhere. @returns the tokens of the logins that ended; hand them to the caches after commit. */
export async function disablePerson(tx: Tx, personId: string, now: Date): Promise<Buffer[]> {
  await members.disable(tx, personId, now);
  return endAllLogins(tx, personId);
}
export const endAllLogins = (tx: Tx, personId: string): Promise<Buffer[]> => store.endLogins(tx, personId, {});

/** An account to sign in by; `secret` is argon2id. Refuses a name that is in use. */
export async function addAccount(tx: Tx, a: { personId: string; account: string; secret: string; now: Date }): Promise<void> {
  const account = a.account.normalize('NFKC').trim();
  const row = {
    id: newId(),
    personId: a.personId,
    kind: 'account',
    subject: digest(account.toLowerCase()),
    secret: a.secret,
    now: a.now,
  } as const;
  await heldByOne(store.insertIdentity(tx, { ...row, sealed: Buffer.from(account) }), 'identity_kind_subject_key', 'account-taken');
}
