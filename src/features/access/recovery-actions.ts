import { type Call, change, isUniqueViolation, type Signed } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import { cancel, plan, take } from '../../kit/due.ts';
import type { House } from '../../kit/house.ts';
import { digest, newId, newSecret } from '../../kit/ids.ts';
import { next } from '../../kit/lifecycle.ts';
import { allow } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { seal, unseal } from '../../kit/seal.ts';
import { dropFactors, requireStepUp } from '../factors/index.ts';
import {
  accountChanged,
  countingTries,
  endAllLogins,
  maskPhone,
  personByPhone,
  readablePhone,
  redeem,
  sendCode,
  setPhone,
  unbindElsewhere,
} from '../people/index.ts';
import { type Means, takePhone } from './actions.ts';
import { phoneRecovery as life } from './lifecycle.ts';
import * as contract from './recovery-contract.ts';
import * as store from './recovery-store.ts';
import { DISPUTE_HOURS, hoursAfter, maskedName, mayRecover, RECOVERY_HOURS } from './rules.ts';
import { orgOf, standOf } from './store.ts';
import { write } from './texts.ts';

const DROP = 'recovery.drop';
const PAGE = 50;
interface Started {
  readonly id: string;
  readonly personId: string;
  readonly phone: string;
  readonly reason: string;
  readonly checked: string;
}

/** A new phone for who lost theirs: staff check the person, the new phone proves itself, the old one may say no for a day. */
export const recoveryActions = (house: House, means: Means) => ({
  async startRecovery(call: Signed, { id: committeeId, personId, phone, reason, checked }: Started) {
    allow(call.person, contract.startRecovery.by, { bodyId: committeeId });
    await requireStepUp(call, house);
    if (!means.codes) throw new Refusal('codes-off', 503);
    if (!(await store.belongs(house.db, committeeId, personId, call.now))) throw unknown('person');
    await refuseOthers(house, call, committeeId, personId);
    if ((await store.disputedBy(house.db, personId)) === call.person.id) throw new Refusal('disputed-before', 409);
    const holder = await personByPhone(house.db, house, phone);
    if (holder && holder.id !== personId && (holder.name !== null || holder.disabled)) throw new Refusal('phone-taken', 409);
    const id = newId();
    const row = { id, personId, committeeId, reason: reason.trim(), checked: checked.trim(), now: call.now };
    try {
      return await change(house, call, async (tx, ledger) => {
        const before = await store.lockStarted(tx, personId);
        if (before) await move(tx, ledger, before, 'drop', call.now);
        await store.insertRecovery(tx, { ...row, startedBy: call.person.id, newSealed: seal(house.sealKey, phone) });
        await plan(tx, DROP, id, hoursAfter(call.now, RECOVERY_HOURS));
        ledger.step({ thingKind: 'recovery', thingId: id, command: 'start', from: null, to: 'started', why: row.reason });
        ledger.record('phoneRecovery.started', { recovery: id, person: personId, committee: committeeId, from: null, to: 'started' });
        return { id };
      });
    } catch (error) {
      throw isUniqueViolation(error, 'phone_recovery_started') ? new Refusal('changed-meanwhile', 409) : error;
    }
  },
  async requestRecoveryCode(call: Signed, { id }: { id: string }) {
    const held = await ours(house, call, id, contract.requestRecoveryCode.by);
    if (!means.codes) throw new Refusal('codes-off', 503);
    if (held.state !== 'started') throw new Refusal('changed-meanwhile', 409);
    const to = unseal(house.sealKey, held.newSealed);
    return { ...(await sendCode(house, means.codes, call, { purpose: 'recovery', to, about: id })), to: maskPhone(to) };
  },
  async completeRecovery(call: Signed, { id, request, code }: { id: string; request: string; code: string }) {
    const known = await ours(house, call, id, contract.completeRecovery.by);
    // What somebody may has changed since, or the person became staff: asked again.
    await refuseOthers(house, call, known.committeeId, known.personId);
    const done = await countingTries(house, () =>
      change(house, call, async (tx, ledger) => {
        const held = await store.lockRecovery(tx, id);
        if (held?.state !== 'started') throw new Refusal('changed-meanwhile', 409);
        const { to } = await redeem(house, tx, { purpose: 'recovery', about: id }, { request, code }, call.now);
        const old = await readablePhone(tx, house, held.personId);
        const ended = [...(await takePhone(tx, house, held.personId, to)), ...(await endAllLogins(tx, held.personId))];
        // WeChat on the lost phone lets nobody in any more.
        await unbindElsewhere(tx, held.personId, 'wechat');
        // Nor does the app on it prove anything.
        await dropFactors(tx, held.personId);
        const secret = old !== null && old !== to && means.texts ? newSecret() : null;
        const disputeUntil = secret === null ? null : hoursAfter(call.now, DISPUTE_HOURS);
        const more = {
          oldSealed: old === null ? null : seal(house.sealKey, old),
          secret: secret === null ? null : digest(secret),
          disputeUntil,
        };
        await move(tx, ledger, held, 'complete', call.now, more);
        ledger.step({ thingKind: 'person', thingId: held.personId, command: 'recoverPhone', from: null, to: 'recovered' });
        await accountChanged(tx, ledger, {
          personId: held.personId,
          what: 'phoneRecovered',
          by: { bodyId: held.committeeId },
          now: call.now,
        });
        if (secret !== null && old !== null) await tellOld(house, means, tx, held, { to: old, secret }, call.now);
        return { ended, told: secret !== null };
      }),
    );
    means.entry.ended(done.ended);
    return { ended: done.ended.length, told: done.told };
  },
  async dropRecovery(call: Signed, { id }: { id: string }) {
    await ours(house, call, id, contract.dropRecovery.by);
    await change(house, call, async (tx, ledger) => {
      const held = await store.lockRecovery(tx, id);
      if (!held) throw unknown('thing');
      await move(tx, ledger, held, 'drop', call.now);
    });
    return {};
  },
  async listRecoveries(call: Signed, { id, after }: { id: string; after?: string }) {
    allow(call.person, contract.listRecoveries.by, { bodyId: id });
    const key = after !== undefined && /^[0-9a-f-]{36}$/.test(after) ? after : undefined;
    const rows = await store.recoveries(house.db, id, key, PAGE + 1);
    const ofStaff = rolesAt(call, id).includes('systemAdmin');
    return {
      rows: rows.slice(0, PAGE).map(({ id: one, personId, name, state, reason, checked, by, at, newSealed, disputeUntil }) => ({
        ...{ id: one, personId, name, state, reason, checked, by },
        at: at.toISOString(),
        phone: newSealed.length === 0 ? '' : maskPhone(unseal(house.sealKey, newSealed)),
        disputeUntil: disputeUntil?.toISOString() ?? null,
      })),
      next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null,
      staff: ofStaff ? await store.staffOf(house.db, id) : [],
    };
  },

  async readRecoveryNotice(_call: Call, { secret }: { secret: string }) {
    const held = await store.recoveryBySecret(house.db, digest(secret));
    if (!held?.endedAt || !held.disputeUntil) throw unknown('link');
    if (held.state !== 'disputed') refuseLate(held, _call.now);
    const committee = await orgOf(house.db, held.committeeId);
    return {
      name: maskedName(held.name),
      committee: committee?.name ?? '',
      committeePhone: committee?.phone ?? null,
      at: held.endedAt.toISOString(),
      until: held.disputeUntil.toISOString(),
      disputed: held.state === 'disputed',
    };
  },
  /** Neither phone opens anything afterwards: whoever holds the old one may be its finder. */
  async disputeRecovery(call: Call, { secret }: { secret: string }) {
    const known = await store.recoveryBySecret(house.db, digest(secret));
    if (!known) throw unknown('link');
    const ended = await change(house, call, async (tx, ledger) => {
      const held = await store.lockRecovery(tx, known.id);
      if (!held) throw unknown('link');
      if (held.state === 'disputed') return [];
      refuseLate(held, call.now);
      await move(tx, ledger, held, 'dispute', call.now);
      ledger.step({ thingKind: 'person', thingId: held.personId, command: 'disputePhone', from: 'recovered', to: 'disputed' });
      await accountChanged(tx, ledger, { personId: held.personId, what: 'phoneDisputed', by: 'oldPhone', now: call.now });
      await unbindElsewhere(tx, held.personId, 'wechat');
      await setPhone(tx, house, held.personId, null);
      return endAllLogins(tx, held.personId);
    });
    means.entry.ended(ended);
    return { disputed: true };
  },
  due: {
    [DROP]: async (id: string, now: Date) => {
      const call: Call = { person: null, now, act: `ticker ${DROP}`, address: 'ticker', device: 'ticker', visitor: null };
      await change(house, call, async (tx, ledger) => {
        if (!(await take(tx, DROP, id, now))) return;
        const held = await store.lockRecovery(tx, id);
        if (held?.state === 'started') await move(tx, ledger, held, 'drop', now);
      });
    },
  },
});
export type RecoveryActions = ReturnType<typeof recoveryActions>;

const rolesAt = (call: Signed, bodyId: string) => call.person.roles.filter(({ body }) => body === bodyId).map(({ role }) => role);

/** Whose phone one may not renew: one's own, that of somebody whose duties are not one's to guard, and who never got in. */
async function refuseOthers(house: House, call: Signed, committeeId: string, personId: string): Promise<void> {
  if (personId === call.person.id) throw new Refusal('not-oneself', 409);
  const stand = await standOf(house.db, personId);
  if (!stand || stand.disabled) throw unknown('person');
  if (!mayRecover(rolesAt(call, committeeId), stand)) throw new Refusal('not-yours-to-recover', 403);
  if (!stand.active) throw new Refusal('not-in-yet', 409);
}
async function ours(house: House, call: Signed, id: string, by: readonly string[]): Promise<store.HeldRecovery> {
  const held = await store.recoveryOf(house.db, id);
  if (!held) throw unknown('thing');
  allow(call.person, by, { bodyId: held.committeeId });
  return held;
}
function refuseLate({ state, disputeUntil }: store.HeldRecovery, now: Date): void {
  if (state !== 'done' || disputeUntil === null || disputeUntil <= now) throw new Refusal('link-over', 409);
}
type Ledger = Parameters<Parameters<typeof change>[2]>[1];
async function move(
  tx: Tx,
  ledger: Ledger,
  held: store.HeldRecovery,
  command: keyof typeof life.commands,
  now: Date,
  more: store.Ended = {},
): Promise<void> {
  const to = next(life, command, held.state);
  if (!(await store.moveRecovery(tx, held.id, held.state, to, now, more))) throw new Refusal('changed-meanwhile', 409);
  if (held.state === 'started') await cancel(tx, DROP, held.id);
  ledger.step({ thingKind: 'recovery', thingId: held.id, command, from: held.state, to });
  const { id, personId, committeeId, state } = held;
  ledger.record(life.commands[command].fact, { recovery: id, person: personId, committee: committeeId, from: state, to });
}
async function tellOld(
  house: House,
  { publicUrl }: Means,
  tx: Tx,
  { id, committeeId }: store.HeldRecovery,
  { to, secret }: { to: string; secret: string },
  now: Date,
): Promise<void> {
  const committee = (await orgOf(tx, committeeId))?.name ?? '';
  const values = { committee, link: `${publicUrl}/not-me/${secret}`, hours: String(DISPUTE_HOURS) };
  await write(tx, house, { kind: 'recovery', about: id, to, values }, now);
}
