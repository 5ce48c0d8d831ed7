import { type Call, change, isUniqueViolation, type Signed } from '../../kit/change.ts';
import type { House } from '../../kit/house.ts';
import { digest, keyedDigest, newId, newSecret } from '../../kit/ids.ts';
import { next } from '../../kit/lifecycle.ts';
import { allow, may } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { seal, unseal } from '../../kit/seal.ts';
import { addPerson, countingTries, type Entered, endAllLogins, enter, maskPhone, redeem, sendCode } from '../people/index.ts';
import type { Means } from './actions.ts';
import { unitLink as life } from './lifecycle.ts';
import { daysAfter, maskedName, UNIT_DAYS } from './rules.ts';
import { orgOf } from './store.ts';
import { unwrite, write } from './texts.ts';
import * as contract from './unit-contract.ts';
import * as store from './unit-store.ts';

const PAGE = 50;

/** Units that keep no accounts: a clerk comes by a personal link and a code to the same phone. */
export const unitActions = (house: House, means: Means) => ({
  async listUnitLinks(call: Signed, { id, after }: { id: string; after?: string }) {
    allow(call.person, contract.listUnitLinks.by, { bodyId: id });
    const key = after !== undefined && /^[0-9a-f-]{36}$/.test(after) ? after : undefined;
    const rows = await store.links(house.db, id, key, call.now, PAGE + 1);
    return {
      rows: rows.slice(0, PAGE).map(({ sealed, ...row }) => ({
        ...row,
        phone: maskPhone(unseal(house.sealKey, sealed)),
        madeAt: row.madeAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
        usedAt: row.usedAt?.toISOString() ?? null,
      })),
      next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null,
      units: (await store.units(house.db, id)).map(({ sealed, ...unit }) => ({
        ...unit,
        phone: sealed && maskPhone(unseal(house.sealKey, sealed)),
      })),
    };
  },
  async makeUnitLink(call: Signed, { id: committeeId, unitId, name, phone: typed }: LinkAsked) {
    allow(call.person, contract.makeUnitLink.by, { bodyId: committeeId });
    if (!means.texts) throw new Refusal('texts-off', 503);
    const unit = await orgOf(house.db, unitId);
    if (unit?.kind !== 'unit' || unit.committeeId !== committeeId) throw unknown('unit');
    const phone = typed ?? (await standingPhone(house, unitId));
    const id = newId();
    const secret = newSecret();
    const expiresAt = daysAfter(call.now, UNIT_DAYS);
    const link = { id, unitId, committeeId, secret: digest(secret), now: call.now, expiresAt, madeBy: call.person.id };
    const kept = { sealed: seal(house.sealKey, phone), subject: keyedDigest(house.digestKey, `phone:${phone}`) };
    try {
      return await change(house, call, async (tx, ledger) => {
        // A person of its own: whoever the phone belongs to elsewhere gains and loses nothing by it.
        const personId = await addPerson(tx, { name, now: call.now });
        await store.insertLink(tx, { ...link, ...kept, personId });
        await tell(house, means, tx, { id, committeeId, unit: unit.name, phone, secret }, call.now);
        ledger.step({ thingKind: 'unitLink', thingId: id, command: 'make', from: null, to: 'active' });
        ledger.record('unitLink.made', { link: id, unit: unitId, committee: committeeId, person: personId, from: null, to: 'active' });
        return { id };
      });
    } catch (error) {
      throw isUniqueViolation(error, 'unit_link_active') ? new Refusal('link-exists', 409) : error;
    }
  },
  async renewUnitLink(call: Signed, { id }: { id: string }) {
    await ours(house, call, id, contract.renewUnitLink.by);
    if (!means.texts) throw new Refusal('texts-off', 503);
    const secret = newSecret();
    return change(house, call, async (tx, ledger) => {
      const held = await store.lockLink(tx, id);
      if (held?.state !== 'active') throw new Refusal('changed-meanwhile', 409);
      await unwrite(tx, [id], call.now);
      await store.renewLink(tx, id, digest(secret), daysAfter(call.now, UNIT_DAYS));
      await tell(house, means, tx, { ...held, phone: unseal(house.sealKey, held.sealed), secret }, call.now);
      ledger.step({ thingKind: 'unitLink', thingId: id, command: 'renew', from: 'active', to: 'active' });
      ledger.record('unitLink.renewed', { link: id, unit: held.unitId, committee: held.committeeId, from: 'active', to: 'active' });
      return { id };
    });
  },
  /** A27: the logins end in the same transaction, and every process forgets them within two seconds. */
  async revokeUnitLink(call: Signed, { id }: { id: string }) {
    await ours(house, call, id, contract.revokeUnitLink.by);
    const ended = await change(house, call, async (tx, ledger) => {
      const held = await store.lockLink(tx, id);
      if (!held) throw unknown('thing');
      const to = next(life, 'revoke', held.state);
      if (!(await store.revokeLink(tx, id, call.person.id, call.now))) throw new Refusal('changed-meanwhile', 409);
      await unwrite(tx, [id], call.now);
      ledger.step({ thingKind: 'unitLink', thingId: id, command: 'revoke', from: held.state, to });
      ledger.record(life.commands.revoke.fact, { link: id, unit: held.unitId, committee: held.committeeId, from: held.state, to });
      return endAllLogins(tx, held.personId);
    });
    means.entry.ended(ended);
    return { ended: ended.length };
  },

  async readUnitEntry(call: Call, { secret }: { secret: string }) {
    const held = await opened(house, call, secret);
    const { unit, committee, name } = held;
    return { unit, committee, name: maskedName(name), phone: maskPhone(unseal(house.sealKey, held.sealed)) };
  },
  async requestUnitCode(call: Call, { secret }: { secret: string }) {
    if (!means.codes) throw new Refusal('codes-off', 503);
    const held = await opened(house, call, secret);
    const to = unseal(house.sealKey, held.sealed);
    return { ...(await sendCode(house, means.codes, call, { purpose: 'unit', to, about: held.id })), to: maskPhone(to) };
  },
  async enterByUnitLink(call: Call, { secret, request, code }: { secret: string; request: string; code: string }): Promise<Entered> {
    const { id } = await opened(house, call, secret);
    return countingTries(house, () =>
      change(house, call, async (tx, ledger) => {
        const held = await store.lockLink(tx, id);
        refuseOver(held, call.now);
        await redeem(house, tx, { purpose: 'unit', about: id }, { request, code }, call.now);
        await store.linkUsed(tx, id, call.now);
        ledger.actedBy(held.personId);
        ledger.step({ thingKind: 'unitLink', thingId: id, command: 'enter', from: 'active', to: 'active' });
        ledger.record('unitLink.used', { link: id, unit: held.unitId, committee: held.committeeId });
        return enter(tx, means.entry, call, { personId: held.personId, means: 'unitLink', next: '/unit' });
      }),
    );
  },
  async readUnit(call: Signed) {
    allow(call.person, contract.readUnit.by);
    const view = await store.clerkView(house.db, call.person.id);
    if (!view) throw unknown('thing');
    const topics = await store.openTopics(house.db, view.committeeId);
    const { committeeId: _, ...rest } = view;
    return {
      ...rest,
      madeAt: view.madeAt.toISOString(),
      expiresAt: view.expiresAt.toISOString(),
      topics: topics.map((one) => ({ ...one, endsAt: one.endsAt.toISOString() })),
    };
  },
  isClerk: (call: Call) => may(call.person, contract.readUnit.by),
});
export type UnitActions = ReturnType<typeof unitActions>;

interface LinkAsked {
  readonly id: string;
  readonly unitId: string;
  readonly name: string;
  readonly phone?: string;
}
/** Nobody needs to read a number for a link to go there. */
async function standingPhone(house: House, unitId: string): Promise<string> {
  const sealed = await store.contactPhone(house.db, unitId);
  if (!sealed) throw new Refusal('phone-needed', 409);
  return unseal(house.sealKey, sealed);
}
async function ours(house: House, call: Signed, id: string, by: readonly string[]): Promise<void> {
  const held = await store.linkOf(house.db, id);
  if (!held) throw unknown('thing');
  allow(call.person, by, { bodyId: held.committeeId });
}
async function opened(house: House, call: Call, secret: string): Promise<store.HeldLink> {
  const held = await store.linkBySecret(house.db, digest(secret));
  if (!held) throw unknown('link');
  refuseOver(held, call.now);
  return held;
}
function refuseOver(held: store.HeldLink | null, now: Date): asserts held is store.HeldLink {
  if (held?.state !== 'active' || held.expiresAt <= now) throw new Refusal('link-over', 409);
}
interface Told {
  readonly id: string;
  readonly committeeId: string;
  readonly unit: string;
  readonly phone: string;
  readonly secret: string;
}
async function tell(
  house: House,
  { publicUrl }: Means,
  tx: Parameters<typeof write>[0],
  { id, committeeId, unit, phone, secret }: Told,
  now: Date,
) {
  const committee = (await orgOf(tx, committeeId))?.name ?? '';
  await write(tx, house, { kind: 'unitLink', about: id, to: phone, values: { committee, unit, link: `${publicUrl}/unit/${secret}` } }, now);
}
