import { change, type Ledger, type Signed } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { Input } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { allow, may } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { accountChanged } from './account-changes.ts';
import * as belonging from './belonging-contract.ts';
import { today } from './days.ts';
import * as contract from './member-contract.ts';
import * as list from './member-list-store.ts';
import { viewOf } from './member-view.ts';
import * as people from './members.ts';
import { normalIdentityNumber, normalName } from './name-rules.ts';
import { termState } from './org-rules.ts';
import { termOf } from './org-store.ts';
import { normalValue, unfitField } from './profile-rules.ts';
import { listedPhone, profileOf } from './profile-store.ts';

/** 委员: the roster of a committee by term, one member's card, and what becomes of a seat. */
export const memberActions = (house: House, requireStepUp: (call: Signed, house: House) => Promise<void>) => ({
  async list(call: Signed, { id: committeeId, ...given }: Input<typeof contract.listMembers>) {
    allow(call.person, contract.listMembers.by, { bodyId: committeeId });
    const termId = given.term ?? (await list.termShown(house.db, committeeId, today(house, call.now)));
    if (termId === null) return { rows: [], next: null, total: 0, term: null };
    const asked: list.Asked = {
      committeeId,
      termId,
      sector: given.sector ?? null,
      subCommittee: given.subCommittee ?? null,
      group: given.group ?? null,
      status: given.status ?? 'serving',
      q: normalName(given.q ?? '') || null,
      sort: given.sort ?? 'strokes',
      after: keyOf(given.after),
      most: contract.MEMBERS.page + 1,
    };
    const [found, total] = await Promise.all([list.members(house.db, asked), list.countMembers(house.db, { ...asked, after: null })]);
    const rows = found.slice(0, contract.MEMBERS.page);
    const last = rows.at(-1);
    return {
      rows: rows.map(({ personId: _, rank: __, strokes: ___, ...row }) => row),
      next: found.length > rows.length && last ? `${last.rank}.${last.strokes}.${last.id}` : null,
      total,
      term: termId,
    };
  },

  async read(call: Signed, { id }: { id: string }) {
    const card = await list.card(house.db, id);
    if (!card || !may(call.person, contract.readMembership.by, { bodyId: card.committeeId })) throw unknown('thing');
    return viewOf(house, call, card);
  },

  async add(call: Signed, { id: committeeId, name, phone, identityNumber, profile, ...given }: Input<typeof contract.addMember>) {
    allow(call.person, contract.addMember.by, { bodyId: committeeId });
    const term = await termOf(house.db, given.termId);
    if (!term || term.committeeId !== committeeId) throw unknown('term');
    if (termState(term, today(house, call.now)) === 'over') throw new Refusal('term-over', 409);
    const fromOn = given.fromOn ?? (given.added ? today(house, call.now) : term.startsOn);
    if (fromOn < term.startsOn || fromOn > term.endsOn) throw new Refusal('date-outside-term', 409);
    refuseProfile(house, call, profile);
    return change(house, call, async (tx, ledger) => {
      const known = await personKnown(tx, house, { name, phone, identityNumber });
      const personId = known ?? (await people.addPerson(tx, { name, now: call.now }));
      if (known) await people.nameIfNetizen(tx, known, name);
      // What is known of them stays; the roster fills what is empty.
      await writePerson(
        tx,
        house,
        { personId, committeeId, ledger },
        known ? await missing(tx, house, personId, { phone, identityNumber, profile }) : { phone, identityNumber, profile },
      );
      const seat = { ...given, personId, committeeId, fromOn, why: given.why ?? null, byId: call.person.id, now: call.now };
      const id = await people.addMembership(tx, seat);
      ledger.step({ thingKind: 'membership', thingId: id, command: given.added ? 'add' : 'join', from: null, to: 'serving' });
      ledger.record('membership.added', {
        committee: committeeId,
        membership: id,
        person: personId,
        term: term.id,
        sector: given.sectorId,
      });
      return { id, known: known !== null };
    });
  },

  async adjust(call: Signed, { id, onDate, why, ...to }: Input<typeof contract.adjustMembership>) {
    return onSeat(house, call, id, contract.adjustMembership.by, async (tx, seat, ledger) => {
      refuseOver(house, call, seat, onDate);
      const changed = await people.changeMembership(tx, {
        membershipId: id,
        kind: 'adjusted',
        onDate,
        why,
        to,
        byId: call.person.id,
        now: call.now,
      });
      if (changed) {
        ledger.step({ thingKind: 'membership', thingId: id, command: 'adjust', from: 'serving', to: 'serving' });
        ledger.record('membership.changed', { committee: seat.committeeId, membership: id, person: seat.personId, kind: 'adjusted' });
      }
      return { changed };
    });
  },
  async changeStatus(call: Signed, { id, kind, onDate, why }: Input<typeof contract.changeStatus>) {
    return onSeat(house, call, id, contract.changeStatus.by, async (tx, seat, ledger) => {
      refuseOver(house, call, seat, onDate);
      await people.changeMembership(tx, { membershipId: id, kind, onDate, why, byId: call.person.id, now: call.now });
      const to = kind === 'reinstated' ? 'serving' : kind;
      ledger.step({ thingKind: 'membership', thingId: id, command: kind, from: kind === 'reinstated' ? 'ended' : 'serving', to, why });
      ledger.record('membership.changed', { committee: seat.committeeId, membership: id, person: seat.personId, kind });
      return {};
    });
  },
  async changePerson(call: Signed, { id, name, phone, identityNumber, profile }: Input<typeof contract.changeMember>) {
    refuseProfile(house, call, profile);
    return onSeat(house, call, id, contract.changeMember.by, async (tx, seat, ledger) => {
      await people.renamePerson(tx, seat.personId, name);
      if (phone !== undefined) await refuseVerified(tx, house, seat.personId, phone);
      await writePerson(tx, house, { ...seat, ledger }, { phone, identityNumber, profile });
      ledger.step({ thingKind: 'membership', thingId: id, command: 'change-person', from: null, to: 'serving' });
      ledger.record('person.changed', { committee: seat.committeeId, person: seat.personId });
      return {};
    });
  },
  async unmask(call: Signed, { id, what, why }: Input<typeof contract.unmask>) {
    const seat = await list.seatOf(house.db, id);
    if (!seat || !may(call.person, contract.unmask.by, { bodyId: seat.committeeId })) throw unknown('thing');
    await requireStepUp(call, house);
    const read = what === 'phone' ? people.readablePhone : people.readableIdentityNumber;
    const value = await read(house.db, house, seat.personId);
    if (value === null) throw new Refusal('nothing-to-unmask', 409);
    return change(house, call, async (_tx, ledger) => {
      ledger.step({ thingKind: 'membership', thingId: id, command: `unmask-${what}`, from: null, to: 'read', why: why.trim() });
      return { value };
    });
  },

  async addParty(call: Signed, { id, ...given }: Input<typeof belonging.addParty>) {
    return onSeat(house, call, id, belonging.addParty.by, async (tx, seat, ledger) => {
      if (!(await people.isPartyOrgOf(tx, given.orgId, seat.committeeId))) throw unknown('party-org');
      const made = await people.addPartyMembership(tx, { personId: seat.personId, ...given });
      ledger.step({ thingKind: 'membership', thingId: id, command: 'add-party', from: null, to: 'serving' });
      return { id: made };
    });
  },
  async changeParty(call: Signed, { id, joinedOn, duty, untilOn }: Input<typeof belonging.changeParty>) {
    const held = await list.placeOfBelonging(house.db, id);
    if (!held || !may(call.person, belonging.changeParty.by, { bodyId: held.committeeId })) throw unknown('thing');
    return change(house, call, async (tx, ledger) => {
      await list.writeBelonging(tx, id, { joinedOn, duty: duty?.trim() || null, untilOn });
      ledger.concerns(id);
      return {};
    });
  },
  async moveParty(call: Signed, { id, orgId, onDate, duty, why }: Input<typeof belonging.moveParty>) {
    const held = await list.placeOfBelonging(house.db, id);
    if (!held || !may(call.person, belonging.moveParty.by, { bodyId: held.committeeId })) throw unknown('thing');
    if (onDate > today(house, call.now)) throw new Refusal('date-ahead', 409);
    if (held.joinedOn !== null && onDate < held.joinedOn) throw new Refusal('date-before-joining', 409);
    return change(house, call, async (tx, ledger) => {
      const party = await list.partyOfOrg(tx, orgId, held.committeeId);
      if (party === null) throw unknown('party-org');
      if (party !== held.party) throw new Refusal('party-differs', 409);
      const said = { duty: duty?.trim() || null, why: why?.trim() || null, byId: call.person.id, now: call.now };
      const made = await people.movePartyMembership(tx, { ...said, fromId: id, toOrgId: orgId, onDate });
      ledger.step({
        thingKind: 'partyMembership',
        thingId: id,
        command: 'move',
        from: 'serving',
        to: 'moved',
        ...(said.why && { why: said.why }),
      });
      return { id: made };
    });
  },
});
export type MemberActions = ReturnType<typeof memberActions>;

interface SeatOf {
  readonly committeeId: string;
  readonly personId: string;
  readonly endsOn: string;
}
async function onSeat<T>(
  house: House,
  call: Signed,
  id: string,
  by: readonly string[],
  work: (tx: Tx, seat: SeatOf, ledger: Ledger) => Promise<T>,
): Promise<T> {
  const seat = await list.seatOf(house.db, id);
  if (!seat || !may(call.person, by, { bodyId: seat.committeeId })) throw unknown('thing');
  return change(house, call, (tx, ledger) => work(tx, seat, ledger));
}
/** A past term is an archive, and nothing is decided for days to come. */
function refuseOver(house: House, call: Signed, seat: SeatOf, onDate: string): void {
  const day = today(house, call.now);
  if (seat.endsOn < day) throw new Refusal('term-over', 409);
  if (onDate > day) throw new Refusal('date-ahead', 409);
}

type Typed = Input<typeof contract.changeMember>;
type PersonGiven = { readonly [K in 'phone' | 'identityNumber' | 'profile']: Typed[K] | undefined };
function refuseProfile(house: House, call: Signed, profile: PersonGiven['profile']): void {
  const field = profile && unfitField(profile, today(house, call.now));
  if (field) throw new Refusal('profile-refused', 409, { field });
}
async function writePerson(
  tx: Tx,
  house: House,
  { personId, committeeId, ledger }: Pick<SeatOf, 'personId' | 'committeeId'> & { readonly ledger: Ledger },
  { phone, identityNumber, profile = {} }: PersonGiven,
): Promise<void> {
  const now = house.clock.now();
  const opens = phone !== undefined && (await people.setPhone(tx, house, personId, phone, { listed: true }));
  if (opens) await accountChanged(tx, ledger, { personId, what: 'phoneListed', by: { bodyId: committeeId }, now });
  const { party, gender, ...texts } = profile;
  const values = Object.fromEntries(Object.entries(texts).map(([field, value]) => [field, normalValue(value ?? null)]));
  const given = {
    ...values,
    ...(party !== undefined && { party }),
    ...(gender !== undefined && { gender }),
    ...(identityNumber !== undefined && { identityNumber }),
  };
  await people.setProfile(tx, house, personId, given, now);
}
/** Of what the roster says, what nobody has said yet of somebody who is known: another body's staff may have typed it. */
async function missing(tx: Tx, house: House, personId: string, { phone, identityNumber, profile = {} }: PersonGiven): Promise<PersonGiven> {
  const number = await people.readableIdentityNumber(tx, house, personId);
  if (number !== null && identityNumber && normalIdentityNumber(identityNumber) !== number)
    throw new Refusal('identity-number-of-another', 409);
  const held = await profileOf(tx, personId);
  return {
    phone: (await listedPhone(tx, personId)) ? undefined : phone,
    identityNumber: number === null ? identityNumber : undefined,
    profile: Object.fromEntries(
      Object.entries(profile).filter(([field]) => !Object.entries(held).some(([name, value]) => name === field && value !== null)),
    ),
  };
}
/** A number that its owner has proven is changed by the way back after a lost phone, which leaves its own trace. */
async function refuseVerified(tx: Tx, house: House, personId: string, phone: string | null): Promise<void> {
  const held = await listedPhone(tx, personId);
  if (!held?.verified) return;
  if (phone === null || (await people.readablePhone(tx, house, personId)) !== phone) throw new Refusal('phone-verified', 409);
}
/**
 * Who this is, if the phone or the identity number knows them: never by the name alone. A number that belongs to somebody of another
 * name is refused rather than trusted, and says nothing about them.
 */
async function personKnown(
  tx: Tx,
  house: House,
  { name, phone, identityNumber }: { name: string; phone?: string | null | undefined; identityNumber?: string | null | undefined },
): Promise<string | null> {
  const byPhone = phone ? await people.personByPhone(tx, house, phone) : null;
  const byNumber = identityNumber ? await people.personByIdentityNumber(tx, house, identityNumber) : null;
  const agrees = (known: { name: string | null } | null) => !known || known.name === null || known.name === normalName(name);
  if (!agrees(byPhone)) throw new Refusal('phone-of-another', 409);
  if (!agrees(byNumber)) throw new Refusal('identity-number-of-another', 409);
  if (byPhone && byNumber && byPhone.id !== byNumber.id) throw new Refusal('phone-of-another', 409);
  return byPhone?.id ?? byNumber?.id ?? null;
}

/** 0.strokes.id: where a page goes on; made up ones are taken as none. */
function keyOf(after: string | undefined): list.Asked['after'] {
  const found = /^(\d{1,3})\.([0-9a-z]*)\.([0-9a-f-]{36})$/.exec(after ?? '');
  return found ? { rank: Number(found[1]), strokes: found[2] ?? '', id: found[3] ?? '' } : null;
}
