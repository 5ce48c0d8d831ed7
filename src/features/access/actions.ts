import { type Call, change, type Signed } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { allow } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { requireStepUp } from '../factors/index.ts';
import {
  type CodeSender,
  countingTries,
  type Entered,
  type Entry,
  endAllLogins,
  enter,
  maskedPhone,
  maskPhone,
  personByPhone,
  readablePhone,
  redeem,
  sendCode,
  setPhone,
  unbindElsewhere,
} from '../people/index.ts';
import { agreeAtActivation } from '../privacy/index.ts';
import { drawCards } from './cards.ts';
import { type Chance, chanceFor, end, find, lapsing, open, stillOpen } from './chances.ts';
import * as contract from './contract.ts';
import { maskedName, shownCode } from './rules.ts';
import * as store from './store.ts';
import type { TextSender } from './text-sender.ts';
import { write } from './texts.ts';

/** What the process around knows and brings. */
export interface Means {
  readonly publicUrl: string;
  readonly siteName: string;
  /** ACTIVATION_DAYS. */
  readonly days: number;
  readonly codes: CodeSender | null;
  readonly texts: TextSender | null;
  readonly entry: Entry;
}
const PAGE = 50;

export const accessActions = (house: House, means: Means) => ({
  async readActivation(call: Call, { code }: { code: string }) {
    const held = await openBy(house, call, code);
    const card = await store.cardOf(house.db, held.committeeId, held.personId, call.now);
    if (!card) throw unknown('activation');
    const { committee } = await store.landing(house.db, held.committeeId);
    const phone = await maskedPhone(house.db, house, held.personId);
    return {
      name: maskedName(card.name),
      sector: card.sector,
      committee,
      phone: phone?.phone ?? null,
      expiresAt: held.expiresAt.toISOString(),
    };
  },
  async requestActivationCode(call: Call, { code, phone }: { code: string; phone?: string }) {
    if (!means.codes) throw new Refusal('codes-off', 503);
    const held = await openBy(house, call, code);
    // Where the roster has a number, the code goes there and nowhere else: a card that was found opens nothing.
    const to = (await readablePhone(house.db, house, held.personId)) ?? phone;
    if (to === undefined) throw new Refusal('phone-needed', 409);
    return { ...(await sendCode(house, means.codes, call, { purpose: 'activation', to, about: held.id })), to: maskPhone(to) };
  },
  /** Fifty at once: the row is locked, one finds it open. */
  async enterByActivation(
    call: Call,
    { code, request, sms, agrees }: { code: string; request: string; sms: string; agrees?: boolean },
  ): Promise<Entered> {
    const { id } = await openBy(house, call, code);
    const done = await countingTries(house, () =>
      change(house, call, async (tx, ledger) => {
        const held = await store.lockActivation(tx, id);
        if (!held) throw unknown('activation');
        stillOpen(held, await store.standOf(tx, held.personId), call.now);
        const { to } = await redeem(house, tx, { purpose: 'activation', about: id }, { request, code: sms }, call.now);
        await refuseOther(tx, house, held.personId, to);
        const ended = await takePhone(tx, house, held.personId, to);
        await end(tx, ledger, held, 'redeem', call.now);
        ledger.actedBy(held.personId);
        if (agrees) await agreeAtActivation(tx, house, { personId: held.personId, now: call.now });
        const { topicId } = await store.landing(tx, held.committeeId);
        const next = topicId === null ? '/' : `/topics/${topicId}`;
        return { ended, entered: await enter(tx, means.entry, call, { personId: held.personId, means: 'activation', next }) };
      }),
    );
    means.entry.ended(done.ended);
    return done.entered;
  },

  async listEntrants(call: Signed, q: { id: string; after?: string } & Omit<store.EntrantFilter, 'after'>) {
    allow(call.person, contract.listEntrants.by, { bodyId: q.id });
    const [key = '', id = ''] = q.after?.split('~') ?? [];
    const after = /^[0-9a-f-]{36}$/.test(id) ? { key, id } : undefined;
    const filter = { state: q.state, sectorId: q.sectorId, name: q.name?.trim() || undefined, after };
    const rows = await store.entrantRows(house.db, q.id, filter, call.now, PAGE + 1);
    const sectors = await store.entrantCounts(house.db, q.id, call.now);
    const sum = (of: contract.EntrantState) => sectors.reduce((all, row) => all + row[of], 0);
    const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
    return {
      rows: await Promise.all(rows.slice(0, PAGE).map((row) => entrantOf(house, row))),
      next: last ? `${last.key}~${last.id}` : null,
      counts: { none: sum('none'), open: sum('open'), in: sum('in') },
      sectors: sectors.map(({ id: sector, name, none, open: out }) => ({ id: sector, name, waiting: none + out })),
    };
  },
  async readEntrant(call: Signed, { id, personId }: { id: string; personId: string }) {
    allow(call.person, contract.readEntrant.by, { bodyId: id });
    return { history: (await store.past(house.db, id, personId)).map((one) => ({ ...one, at: one.at.toISOString() })) };
  },

  /** Asked before a sheet is made, by whoever will print it: proves who sits there, and says what the sheet will do. */
  async planCards(call: Signed, { id, ...which }: { id: string; sectorId?: string; personId?: string; again?: 'yes' | 'no' }) {
    allow(call.person, contract.planCards.by, { bodyId: id });
    await requireStepUp(call, house);
    const people = await waiting(house, call, { committeeId: id, ...which });
    return { cards: people.length, replaced: people.filter((one) => one.open).length };
  },
  /** Drawn before it is stored: a sheet that could not be drawn ends nobody's card. The codes stand in the file alone. */
  async makeCards(
    call: Signed,
    q: { committeeId: string; sectorId?: string; personId?: string; again?: 'yes' | 'no'; perSheet?: '8' | '10' },
  ) {
    allow(call.person, contract.planCards.by, { bodyId: q.committeeId });
    await requireStepUp(call, house);
    const people = await waiting(house, call, q);
    if (people.length === 0) throw new Refusal('nobody-waits', 409);
    const committee = await store.orgOf(house.db, q.committeeId);
    const chances = new Map(people.map(({ id }) => [id, chanceFor(id)]));
    const content = await drawCards({
      committee: committee?.name ?? '',
      phone: committee?.phone ?? null,
      siteUrl: means.publicUrl,
      days: means.days,
      perSheet: q.perSheet === '8' ? 8 : 10,
      cards: people.map(({ id, name, sector }) => cardOf(means, { name, sector }, chances.get(id))),
    });
    await change(house, call, async (tx, ledger) => {
      ledger.concerns(q.committeeId);
      await open(house, tx, ledger, call, { way: 'card', committeeId: q.committeeId, days: means.days }, [...chances.values()]);
    });
    return {
      content,
      sector: q.sectorId === undefined ? null : (people[0]?.sector ?? null),
      name: q.personId === undefined ? null : (people[0]?.name ?? null),
    };
  },
  async sendActivations(call: Signed, { id, personIds }: { id: string; personIds: string[] }) {
    allow(call.person, contract.sendActivations.by, { bodyId: id });
    if (!means.texts) throw new Refusal('texts-off', 503);
    const { name: committee } = (await store.orgOf(house.db, id)) ?? { name: '' };
    return change(house, call, async (tx, ledger) => {
      const reached = new Map<string, string>();
      for (const personId of new Set(personIds)) {
        const phone = await readablePhone(tx, house, personId);
        if (phone !== null) reached.set(personId, phone);
      }
      const made = await open(
        house,
        tx,
        ledger,
        call,
        { way: 'text', committeeId: id, days: means.days },
        [...reached.keys()].map(chanceFor),
      );
      for (const chance of made) {
        const values = { committee, link: `${means.publicUrl}/activate/${chance.secret}`, days: String(means.days) };
        await write(tx, house, { kind: 'activation', about: chance.id, to: reached.get(chance.personId) ?? '', values }, call.now);
      }
      return { sent: made.length, left: new Set(personIds).size - made.length };
    });
  },

  async requestMeetingCode(call: Signed, { id, personId, phone }: { id: string; personId: string; phone: string }) {
    allow(call.person, contract.requestMeetingCode.by, { bodyId: id });
    if (!means.codes) throw new Refusal('codes-off', 503);
    await refuseEntered(house.db, call, id, personId);
    return { ...(await sendCode(house, means.codes, call, { purpose: 'activation', to: phone, about: personId })), to: maskPhone(phone) };
  },
  /** No login is made: the browser is the liaison's. The member signs in on their own phone by a code. */
  async activateAtMeeting(call: Signed, { id, personId, request, code }: { id: string; personId: string; request: string; code: string }) {
    allow(call.person, contract.activateAtMeeting.by, { bodyId: id });
    const done = await countingTries(house, () =>
      change(house, call, async (tx, ledger) => {
        const [chance] = await open(house, tx, ledger, call, { way: 'meeting', committeeId: id, days: means.days }, [chanceFor(personId)]);
        await refuseEntered(tx, call, id, personId);
        const { to } = await redeem(house, tx, { purpose: 'activation', about: personId }, { request, code }, call.now);
        const held = chance && (await store.lockActivation(tx, chance.id));
        if (!held) throw new Refusal('already-in', 409);
        const ended = await takePhone(tx, house, personId, to);
        await end(tx, ledger, held, 'redeem', call.now);
        return { ended, phone: maskPhone(to) };
      }),
    );
    means.entry.ended(done.ended);
    return { phone: done.phone };
  },
  async voidActivation(call: Signed, { id }: { id: string }) {
    const known = await store.activationOf(house.db, id);
    if (!known) throw unknown('thing');
    allow(call.person, contract.voidActivation.by, { bodyId: known.committeeId });
    return change(house, call, async (tx, ledger) => {
      const held = await store.lockActivation(tx, id);
      if (!held) throw unknown('thing');
      return { state: await end(tx, ledger, held, 'void', call.now) };
    });
  },
  due: lapsing(house),
});
export type AccessActions = ReturnType<typeof accessActions>;

/** What somebody holds, when it still opens a door. */
async function openBy(house: House, call: Call, code: string): Promise<store.HeldActivation> {
  const held = await find(house, call, code);
  stillOpen(held, await store.standOf(house.db, held.personId), call.now);
  return held;
}
/** The roster was mended between code and entry: the old number proves nothing any more. */
async function refuseOther(tx: Tx, house: House, personId: string, phone: string): Promise<void> {
  const listed = await readablePhone(tx, house, personId);
  if (listed !== null && listed !== phone) throw new Refusal('code-expired', 403);
}
/**
 * The phone becomes this person's. A netizen who came by it before loses it: one phone is one person's, and its owner just proved it.
 * Their posts stay under their nickname. @returns the tokens of the netizen's logins.
 */
export async function takePhone(tx: Tx, house: House, personId: string, phone: string): Promise<Buffer[]> {
  const holder = await personByPhone(tx, house, phone);
  const other = holder !== null && holder.id !== personId;
  if (other && (holder.name !== null || holder.disabled)) throw new Refusal('phone-taken', 409);
  const ended = other ? await endAllLogins(tx, holder.id) : [];
  if (other) await setPhone(tx, house, holder.id, null);
  // What else let the netizen in is the same person's, who may now bind it anew.
  if (other) await unbindElsewhere(tx, holder.id, 'wechat', 'directory');
  await setPhone(tx, house, personId, phone);
  return ended;
}
async function refuseEntered(db: House['db'], call: Call, committeeId: string, personId: string): Promise<void> {
  const [person] = await store.seated(db, { committeeId, personIds: [personId], now: call.now });
  if (!person || person.disabled) throw unknown('person');
  if (person.active) throw new Refusal('already-in', 409);
}
async function waiting(
  house: House,
  { now }: Call,
  q: { committeeId: string; sectorId?: string; personId?: string; again?: 'yes' | 'no' },
) {
  const personIds = q.personId === undefined ? undefined : [q.personId];
  const people = await store.seated(house.db, { committeeId: q.committeeId, sectorId: q.sectorId, personIds, now });
  return people.filter((one) => !one.active && !one.disabled && (!one.open || q.again === 'yes' || q.personId !== undefined));
}
function cardOf({ publicUrl }: Means, { name, sector }: { name: string; sector: string }, chance: Chance | undefined) {
  if (!chance) throw new Error('a card without a code');
  return { name, sector, code: shownCode(chance.code), address: `${publicUrl}/activate/${chance.code}` };
}
async function entrantOf(house: House, row: store.EntrantRow) {
  const { id, name, sector, state, text, staff, activationId, way, madeAt, expiresAt } = row;
  const phone = await maskedPhone(house.db, house, id);
  const isOut = activationId !== null && way !== null && madeAt !== null && expiresAt !== null;
  return {
    ...{ id, name, sector, state, staff, text: isOut ? text : null, phone: phone?.phone ?? null },
    activation: isOut ? { id: activationId, way, madeAt: madeAt.toISOString(), expiresAt: expiresAt.toISOString() } : null,
  };
}
