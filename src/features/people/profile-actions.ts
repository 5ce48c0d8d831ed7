import { change, type Signed } from '../../kit/change.ts';
import type { Input } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { allow, may } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { today } from './days.ts';
import { profileFields } from './member-contract.ts';
import * as people from './members.ts';
import * as store from './profile-change-store.ts';
import * as contract from './profile-contract.ts';
import { normalValue, unfitField } from './profile-rules.ts';
import { profileOf } from './profile-store.ts';
import { personOfId, standingOf } from './store.ts';

const PAGE = 50;

/** 我的资料: a member's own changes wait, field by field, for the liaison of a committee they sit in. */
export const profileActions = (house: House) => ({
  async readMine(call: Signed) {
    const { id } = call.person;
    const [{ name }, profile, phone, identityNumber, committees, changes] = await Promise.all([
      personOfId(house.db, id),
      profileOf(house.db, id),
      people.maskedPhone(house.db, house, id),
      people.maskedIdentityNumber(house.db, house, id),
      seatsOf(house, call),
      store.newestOf(house.db, id),
    ]);
    return {
      name,
      phone: phone?.phone ?? null,
      identityNumber,
      profile,
      committees,
      changes: changes.map(({ at, ...one }) => ({ ...one, at: at.toISOString() })),
    };
  },

  async ask(call: Signed, { committeeId, ...wanted }: Input<typeof contract.askProfile>) {
    const seats = await seatsOf(house, call);
    const to = committeeId ?? seats[0]?.id;
    if (to === undefined) throw new Refusal('members-only', 403);
    if (!seats.some(({ id }) => id === to)) throw unknown('thing');
    const given = Object.fromEntries(
      profileFields.flatMap((field) => (wanted[field] === undefined ? [] : [[field, normalValue(wanted[field])]])),
    );
    const unfit = unfitField(given, today(house, call.now));
    if (unfit) throw new Refusal('profile-refused', 409, { field: unfit });
    return change(house, call, async (tx, ledger) => {
      const held = await profileOf(tx, call.person.id);
      for (const field of profileFields) {
        const value = given[field];
        if (value === undefined) continue;
        if (value === held[field]) await store.dropWaiting(tx, call.person.id, field);
        else
          await store.writeWaiting(tx, {
            id: newId(),
            personId: call.person.id,
            committeeId: to,
            field,
            was: held[field],
            wanted: value,
            now: call.now,
          });
      }
      ledger.record('profile.asked', { committee: to, person: call.person.id });
      return { waiting: await store.countWaiting(tx, call.person.id) };
    });
  },

  async list(call: Signed, { id: committeeId, state = 'waiting', after }: Input<typeof contract.listProfileChanges>) {
    allow(call.person, contract.listProfileChanges.by, { bodyId: committeeId });
    const at = /^[0-9a-f-]{36}$/.test(after ?? '') ? (after ?? null) : null;
    const found = await store.changesAt(house.db, { committeeId, waiting: state === 'waiting', after: at, most: PAGE + 1 });
    const rows = found.slice(0, PAGE);
    return {
      rows: rows.map(({ personId: _, askedAt, decidedAt, ...row }) => ({
        ...row,
        askedAt: askedAt.toISOString(),
        decidedAt: decidedAt?.toISOString() ?? null,
      })),
      next: found.length > PAGE ? (rows.at(-1)?.id ?? null) : null,
    };
  },

  async decide(call: Signed, { id, decision, why }: Input<typeof contract.decideProfileChange>) {
    const committeeId = await store.committeeOfChange(house.db, id);
    if (committeeId === null || !may(call.person, contract.decideProfileChange.by, { bodyId: committeeId })) throw unknown('thing');
    const said = why?.trim() || null;
    if (decision === 'refuse' && said === null) throw new Refusal('reason-needed', 409);
    return change(house, call, async (tx, ledger) => {
      const state = decision === 'accept' ? 'accepted' : 'refused';
      const done = await store.decide(tx, id, { state, why: said, byId: call.person.id, now: call.now });
      if (!done) throw new Refusal('already-decided', 409);
      if (decision === 'accept') await people.setProfile(tx, house, done.personId, { [done.field]: done.wanted }, call.now);
      ledger.step({
        thingKind: 'profileChange',
        thingId: id,
        command: decision,
        from: 'waiting',
        to: state,
        ...(said !== null && { why: said }),
      });
      ledger.record('profile.decided', { committee: committeeId, person: done.personId, change: id, field: done.field, to: state });
      return {};
    });
  },
});
export type ProfileActions = ReturnType<typeof profileActions>;

/** Where somebody sits today: the nearest level first, since its staff know them best. */
async function seatsOf({ db }: House, { person, now }: Signed): Promise<{ id: string; name: string }[]> {
  const standing = await standingOf(db, person.id, now);
  const seats = standing.filter(({ kind }) => kind === 'member').map(({ committeeId: id, committee: name }) => ({ id, name }));
  return seats;
}
