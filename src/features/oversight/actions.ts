import { change, type Signed } from '../../kit/change.ts';
import type { House } from '../../kit/house.ts';
import { offered } from '../../kit/lifecycle.ts';
import { allow, bodiesOf, may } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { duties } from '../desk/contract.ts';
import { dropFactors, requireStepUp } from '../factors/index.ts';
import {
  accountChanged,
  addStaffAccount,
  boundOf,
  type Elsewhere,
  endLoginsBy,
  newOneTimePassword,
  resetPassword,
  unbindElsewhere,
} from '../people/index.ts';
import { addStaff, endStaffLink, listGrants, listStaff, listStaffOffices, requestGrant, resetStaffPassword } from './contract.ts';
import { type Ended, refuseOneself, staffBody } from './grants.ts';
import { grant as life } from './lifecycle.ts';
import { goesWith } from './rules.ts';
import * as store from './store.ts';

const PAGE = 50;

/** Accounts of staff, and who holds what. */
export const staffActions = (house: House, ended: Ended) => ({
  async list(call: Signed, { search = '', after }: { search?: string; after?: string }) {
    allow(call.person, listStaff.by, {}, true);
    const bodies = bodiesOf(call.person, listStaff.by);
    const rows = await store.staff(house.db, { bodies, search: search.trim(), after: nameFrom(after), limit: PAGE + 1 });
    const shown = rows.slice(0, PAGE);
    const last = shown.at(-1);
    const links = await boundOf(
      house.db,
      shown.map(({ id }) => id),
    );
    return {
      rows: shown.map((row) => staffView(call, row, links.get(row.id) ?? [])),
      next: rows.length > PAGE && last ? nameKey(last) : null,
    };
  },
  async offices(call: Signed) {
    allow(call.person, listStaffOffices.by, {}, true);
    const [bodyId = ''] = bodiesOf(call.person, listStaffOffices.by);
    return { rows: await store.offices(house.db, bodyId) };
  },

  /** 新建账号: without any right; what it may do is asked for and approved apart. */
  async add(call: Signed, { name, account, officeId }: { name: string; account: string; officeId?: string }) {
    allow(call.person, addStaff.by, {}, true);
    await requireStepUp(call, house);
    // An administrator's post is held at one body (duty_side).
    const [bodyId = ''] = bodiesOf(call.person, addStaff.by);
    const known = officeId === undefined || (await store.offices(house.db, bodyId)).some(({ id }) => id === officeId);
    if (!known) throw new Refusal('unknown-office', 409);
    const { password, secret } = await newOneTimePassword();
    return change(house, call, async (tx, ledger) => {
      const id = await addStaffAccount(tx, { name, account: account.trim(), secret, now: call.now });
      await store.insertStaff(tx, { personId: id, bodyId, officeId: officeId ?? null, by: call.person.id, now: call.now });
      ledger.record('staff.added', { person: id, committee: bodyId });
      ledger.concerns(id);
      return { id, account: account.trim(), password };
    });
  },
  async resetPassword(call: Signed, { id }: { id: string }) {
    const bodyId = await staffBody(house.db, call, id, resetStaffPassword.by);
    await requireStepUp(call, house);
    refuseOneself(call, id);
    const { password, secret } = await newOneTimePassword();
    const done = await change(house, call, async (tx, ledger) => {
      const person = await store.staffMember(tx, id, bodyId);
      if (!person) throw unknown('thing');
      if (person.held.length > 0) throw new Refusal('has-duties', 409);
      const tokens = await resetPassword(tx, id, secret, call.now);
      // Whoever lost phone and key gets in again; a duty is then asked for and granted anew, by two.
      await dropFactors(tx, id);
      if (tokens === null || person.account === null) throw new Refusal('has-no-account', 409);
      ledger.record('staff.passwordReset', { person: id, committee: bodyId });
      await accountChanged(tx, ledger, { personId: id, what: 'passwordReset', by: { bodyId }, now: call.now });
      ledger.concerns(id);
      return { account: person.account, tokens };
    });
    ended(done.tokens);
    return { id, account: done.account, password };
  },

  /** Ends what another site opens; whoever it was is told, and signs in by password from then on. */
  async endLink(call: Signed, { id, kind }: { id: string; kind: Elsewhere }) {
    const bodyId = await staffBody(house.db, call, id, endStaffLink.by);
    await requireStepUp(call, house);
    refuseOneself(call, id);
    const tokens = await change(house, call, async (tx, ledger) => {
      if (!(await unbindElsewhere(tx, id, kind))) throw new Refusal('changed-meanwhile', 409);
      ledger.step({ thingKind: 'person', thingId: id, command: unlinks[kind], from: 'linked', to: 'unlinked' });
      await accountChanged(tx, ledger, { personId: id, what: `${kind}Off`, by: { bodyId }, now: call.now });
      return endLoginsBy(tx, id, kind, null);
    });
    ended(tokens);
    return { ended: tokens.length };
  },

  async listGrants(call: Signed, { tab, after }: { tab: 'waiting' | 'decided'; after?: string }) {
    allow(call.person, listGrants.by, {}, true);
    const bodies = bodiesOf(call.person, listGrants.by);
    const rows = await store.grants(house.db, { bodies, tab, after: placeFrom(after), limit: PAGE + 1 });
    const shown = rows.slice(0, PAGE);
    const last = shown.at(-1);
    return { rows: shown.map((row) => grantView(call, row)), next: rows.length > PAGE && last ? placeOf(last) : null };
  },
});
export type StaffActions = ReturnType<typeof staffActions>;

// The words of oidc and wechat for the same act by the person.
const unlinks = { directory: 'unlinkDirectory', wechat: 'unbindWeChat' } as const;

function staffView(call: Signed, row: store.ListedStaff, links: readonly { kind: Elsewhere; since: Date }[]) {
  const oneself = may(call.person, ['author'], { authorId: row.id });
  const asks = may(call.person, requestGrant.by) && !oneself;
  const askable = duties.some((duty) => !row.heldAnywhere.includes(duty) && goesWith(duty, row.heldAnywhere));
  return {
    id: row.id,
    name: row.name,
    account: row.account,
    office: row.office,
    since: row.since.toISOString(),
    mustChange: row.mustChange,
    disabled: row.disabled,
    duties: row.duties.map(({ since, endsAt, ...duty }) => ({
      ...duty,
      since: new Date(since).toISOString(),
      endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
    })),
    waiting: row.waiting,
    links: links.map(({ kind, since }) => ({ kind, since: since.toISOString() })),
    offers: [
      ...(asks && askable ? ['request'] : []),
      ...(asks && row.heldAnywhere.length === 0 && row.account !== null ? ['password'] : []),
      ...(asks && links.length > 0 ? ['unlink'] : []),
      ...(oneself ? [] : ['revoke']),
    ],
  };
}

function grantView(call: Signed, row: store.ListedGrant) {
  const own = (id: string | null) => may(call.person, ['author'], { authorId: id });
  const offers = offered(life, row.state).filter((command) => {
    if (!may(call.person, life.commands[command].by, { bodyId: row.bodyId })) return false;
    if (command === 'withdraw') return true;
    return !own(row.personId) && (command === 'revoke' || !own(row.requestedBy));
  });
  return {
    id: row.id,
    person: { id: row.personId, name: row.name, account: row.account, office: row.office },
    duty: row.duty,
    state: row.state,
    origin: row.origin,
    why: row.why,
    endsAt: row.endsAt?.toISOString() ?? null,
    requestedAt: row.requestedAt.toISOString(),
    requestedBy: row.requestedByName,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decidedBy: row.decidedByName,
    decidedWhy: row.decidedWhy,
    endedAt: row.endedAt?.toISOString() ?? null,
    endedBy: row.endedByName,
    endedWhy: row.endedWhy,
    offers,
  };
}

/** Keys of rows in lists, opaque to callers. */
const packed = (...parts: readonly string[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
function unpacked(after: string | undefined): readonly unknown[] {
  try {
    const found: unknown = JSON.parse(Buffer.from(after ?? '', 'base64url').toString('utf8'));
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}
const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);
const nameKey = ({ name, id }: { name: string; id: string }): string => packed(name, id);
function nameFrom(after: string | undefined): { name: string; id: string } | null {
  const [name, id] = unpacked(after);
  return typeof name === 'string' && isId(id) ? { name, id } : null;
}
const placeOf = ({ at, id }: store.Place): string => packed(at.toISOString(), id);
function placeFrom(after: string | undefined): store.Place | null {
  const [at, id] = unpacked(after);
  return typeof at === 'string' && !Number.isNaN(Date.parse(at)) && isId(id) ? { at: new Date(at), id } : null;
}
