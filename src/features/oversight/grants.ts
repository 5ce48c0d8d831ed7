import { change, isUniqueViolation, type Ledger, type Signed } from '../../kit/change.ts';
import type { Db, Tx } from '../../kit/db.ts';
import { cancel, plan, take } from '../../kit/due.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { next } from '../../kit/lifecycle.ts';
import { allow, bodiesOf, may } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import type { Duty } from '../desk/contract.ts';
import { requireStepUp } from '../factors/index.ts';
import { giveDuty, takeDuty } from '../people/index.ts';
import { approveGrant, refuseGrant, requestGrant, revokeGrant, withdrawGrant } from './contract.ts';
import { type GrantCommand, grant as life } from './lifecycle.ts';
import { goesWith } from './rules.ts';
import { refuseClassified } from './secrecy-rules.ts';
import * as store from './store.ts';

/** When a duty with an end is over. */
export const ENDS = 'grant.ends';
/** Told the digests of ended logins, after the commit: other caches of this process forget them at once. */
export type Ended = (tokens: readonly Buffer[]) => void;
type Said = { readonly id: string; readonly why: string };

export const grantActions = (house: House, ended: Ended) => ({
  /** 申请授权: nobody gets anything by it. */
  async request(call: Signed, { id, duty, why, endsAt }: { id: string; duty: Duty; why: string; endsAt?: string }) {
    const bodyId = await staffBody(house.db, call, id, requestGrant.by);
    await requireStepUp(call, house);
    refuseOneself(call, id);
    refuseClassified(why);
    const until = endsAt === undefined ? null : new Date(endsAt);
    if (until && until <= call.now) throw new Refusal('ends-in-the-past', 409);
    const asking = change(house, call, async (tx, ledger) => {
      const person = await store.staffMember(tx, id, bodyId);
      if (!person) throw unknown('thing');
      refuseUnfit(duty, person.held);
      const grantId = newId();
      await store.insertRequest(tx, {
        id: grantId,
        bodyId,
        personId: id,
        duty,
        why: why.trim(),
        endsAt: until,
        by: call.person.id,
        now: call.now,
      });
      ledger.step({ thingKind: 'grant', thingId: grantId, command: 'request', from: null, to: 'requested', why: why.trim() });
      ledger.record('grant.requested', { grant: grantId, person: id, committee: bodyId, duty });
      return { id: grantId };
    });
    return asking.catch((error: unknown) => {
      throw isUniqueViolation(error, 'grant_request_open') ? new Refusal('asked-already', 409) : error;
    });
  },

  /** 同意: the only road to a duty. Whoever gets it signs in anew. */
  async approve(call: Signed, { id, why }: Said) {
    const grant = await visible(house.db, call, id, approveGrant.by);
    await requireStepUp(call, house);
    // Apart from the reply: that is kept for a retry, tokens are not.
    let tokens: readonly Buffer[] = [];
    const reply = await change(house, call, async (tx, ledger) => {
      const to = await decide(tx, call, ledger, { grant, command: 'approve', why });
      const person = await store.staffMember(tx, grant.personId, grant.bodyId);
      if (!person) throw unknown('thing');
      refuseUnfit(grant.duty, person.held);
      if (grant.endsAt && grant.endsAt <= call.now) throw new Refusal('ends-in-the-past', 409);
      const duty = { personId: grant.personId, duty: grant.duty, bodyId: grant.bodyId };
      tokens = await giveDuty(tx, { ...duty, officeId: person.officeId, now: call.now });
      if (grant.endsAt) await plan(tx, ENDS, id, grant.endsAt);
      return { state: to };
    });
    ended(tokens);
    return reply;
  },
  async refuse(call: Signed, { id, why }: Said) {
    const grant = await visible(house.db, call, id, refuseGrant.by);
    return change(house, call, async (tx, ledger) => ({ state: await decide(tx, call, ledger, { grant, command: 'refuse', why }) }));
  },
  async withdraw(call: Signed, { id, why }: Said) {
    const grant = await visible(house.db, call, id, withdrawGrant.by);
    return change(house, call, async (tx, ledger) => ({ state: await decide(tx, call, ledger, { grant, command: 'withdraw', why }) }));
  },
  /** 撤销: at once, by one administrator, without a second proof: what must be stopped is stopped. */
  async revoke(call: Signed, { id, why }: Said) {
    const grant = await visible(house.db, call, id, revokeGrant.by);
    refuseOneself(call, grant.personId);
    refuseClassified(why);
    let tokens: readonly Buffer[] = [];
    const reply = await change(house, call, async (tx, ledger) => {
      const done = await end(tx, ledger, grant, { command: 'revoke', by: call.person.id, why: why.trim(), now: call.now });
      tokens = done.tokens;
      return { state: done.state };
    });
    ended(tokens);
    return reply;
  },

  due: {
    [ENDS]: async (id: string, now: Date) => {
      const call = { person: null, now, act: `due ${ENDS}`, address: '-', visitor: null, device: '' };
      const tokens = await change(house, call, async (tx, ledger) => {
        if (!(await take(tx, ENDS, id, now))) return [];
        const grant = await store.grantOf(tx, id);
        // Revoked in the same moment: nothing is left to end.
        if (grant?.state !== 'approved') return [];
        return (await end(tx, ledger, grant, { command: 'expire', by: null, why: null, now })).tokens;
      });
      ended(tokens);
    },
  },
});
export type GrantActions = ReturnType<typeof grantActions>;

/** The asker's own body, if that person belongs to its staff. */
export async function staffBody(db: Db, call: Signed, personId: string, by: readonly string[]): Promise<string> {
  const bodyId = await store.isStaffOf(db, personId, bodiesOf(call.person, by));
  if (bodyId === null) throw unknown('thing');
  allow(call.person, by, { bodyId });
  return bodyId;
}
async function visible(db: Db, call: Signed, id: string, by: readonly string[]): Promise<store.Grant> {
  const grant = await store.grantOf(db, id);
  if (!grant) throw unknown('thing');
  allow(call.person, by, { bodyId: grant.bodyId });
  return grant;
}
export function refuseOneself(call: Signed, personId: string): void {
  if (may(call.person, ['author'], { authorId: personId })) throw new Refusal('about-yourself', 403);
}
function refuseUnfit(duty: Duty, held: readonly string[]): void {
  if (held.includes(duty)) throw new Refusal('duty-held', 409);
  if (!goesWith(duty, held)) throw new Refusal('duties-exclude-each-other', 409);
}

/** A word about a request that waits; whoever asked, or whom it is about, has none but to withdraw it. */
async function decide(
  tx: Tx,
  call: Signed,
  ledger: Ledger,
  { grant, command, why }: { grant: store.Grant; command: 'approve' | 'refuse' | 'withdraw'; why: string },
) {
  const to = next(life, command, grant.state);
  refuseClassified(why);
  if (command !== 'withdraw') {
    refuseOneself(call, grant.personId);
    if (may(call.person, ['author'], { authorId: grant.requestedBy })) throw new Refusal('about-yourself', 403);
  }
  if (!(await store.decideRequest(tx, grant.id, { to, by: call.person.id, why: why.trim(), now: call.now })))
    throw new Refusal('changed-meanwhile', 409);
  tell(ledger, grant, command, to, why.trim());
  return to;
}

async function end(
  tx: Tx,
  ledger: Ledger,
  grant: store.Grant,
  { command, ...e }: { command: 'revoke' | 'expire'; by: string | null; why: string | null; now: Date },
) {
  const to = next(life, command, grant.state);
  if (!(await store.endGrant(tx, grant.id, { to, ...e }))) throw new Refusal('changed-meanwhile', 409);
  const tokens = await takeDuty(tx, { personId: grant.personId, duty: grant.duty, bodyId: grant.bodyId });
  await cancel(tx, ENDS, grant.id);
  tell(ledger, grant, command, to, e.why);
  return { state: to, tokens };
}

function tell(ledger: Ledger, grant: store.Grant, command: GrantCommand, to: string, why: string | null): void {
  ledger.step({ thingKind: 'grant', thingId: grant.id, command, from: grant.state, to, ...(why !== null && { why }) });
  ledger.record(life.commands[command].fact, {
    grant: grant.id,
    person: grant.personId,
    committee: grant.bodyId,
    duty: grant.duty,
    from: grant.state,
    to,
  });
}
