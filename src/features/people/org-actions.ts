import { change, isUniqueViolation, type Signed } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { allow, may } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { today } from './days.ts';
import * as contract from './org-contract.ts';
import {
  firstTwice,
  normalTitle,
  orgFault,
  overlap,
  sectorFault,
  shortTitle,
  type TermDates,
  termDatesFit,
  termState,
  titleFault,
} from './org-rules.ts';
import * as store from './org-store.ts';
import { SECTOR_TEMPLATES } from './sector-templates.ts';

type Said = {
  readonly name: string;
  readonly shortName?: string;
  readonly phone?: string | null;
  readonly sort?: number;
  readonly party?: contract.PartyCode | null;
  readonly partyLevel?: contract.PartyLevel | null;
  readonly system?: contract.System | null;
  readonly handoverId?: string | null;
};

/** 组织: bodies of a committee, and its terms with their sectors. */
export const orgActions = (house: House) => ({
  async list(call: Signed, { id, kind }: { id: string; kind?: contract.OrgKind }) {
    allow(call.person, contract.listOrgs.by, { bodyId: id });
    return { rows: await store.orgsOf(house.db, id, kind, call.now) };
  },

  async add(call: Signed, { id: committeeId, kind, ...said }: Said & { id: string; kind: contract.OrgKind }) {
    allow(call.person, contract.addOrg.by, { bodyId: committeeId });
    return change(house, call, async (tx, ledger) => {
      if ((await store.countOrgs(tx, committeeId)) >= contract.ORG.most)
        throw new Refusal('too-many-orgs', 409, { most: contract.ORG.most });
      const id = newId();
      await nameTakenOnce(store.insertOrg(tx, id, committeeId, await saidOf(tx, committeeId, kind, said)));
      ledger.step({ thingKind: 'org', thingId: id, command: 'add', from: null, to: 'open' });
      ledger.record('org.added', { committee: committeeId, org: id, kind });
      return { id };
    });
  },

  async change(call: Signed, { id, ...said }: Said & { id: string }) {
    return onOrg(house, call, id, contract.changeOrg.by, async (tx, held) => {
      if (held.closedOn !== null) throw new Refusal('org-closed', 409);
      await nameTakenOnce(store.writeOrg(tx, id, await saidOf(tx, held.committeeId, held.kind, { ...held, ...said })));
      return { command: 'change', from: 'open', to: 'open' };
    });
  },
  async close(call: Signed, { id }: { id: string }) {
    return onOrg(house, call, id, contract.closeOrg.by, async (tx, held) => {
      if (held.closedOn !== null) throw new Refusal('org-closed', 409);
      const uses = await store.usesOf(tx, id, call.now);
      if (Object.values(uses).some((n) => n > 0)) throw new Refusal('org-in-use', 409, { ...uses });
      await store.writeClosing(tx, id, call.now);
      return { command: 'close', from: 'open', to: 'closed' };
    });
  },
  async reopen(call: Signed, { id }: { id: string }) {
    return onOrg(house, call, id, contract.reopenOrg.by, async (tx, held) => {
      if (held.closedOn === null) throw new Refusal('org-open', 409);
      await nameTakenOnce(store.writeClosing(tx, id, null));
      return { command: 'reopen', from: 'closed', to: 'open' };
    });
  },
  async changeCommittee(
    call: Signed,
    { id, name, shortName, phone }: { id: string; name: string; shortName: string; phone: string | null },
  ) {
    allow(call.person, contract.changeCommittee.by, { bodyId: id });
    refuseTitle(name, contract.ORG.name);
    refuseTitle(shortName, contract.ORG.shortName);
    return change(house, call, async (tx, ledger) => {
      await store.writeCommittee(tx, id, { name: normalTitle(name), shortName: normalTitle(shortName), phone: phone?.trim() || null });
      ledger.step({ thingKind: 'org', thingId: id, command: 'change', from: 'open', to: 'open' });
      ledger.record('org.changed', { committee: id, org: id });
      return {};
    });
  },
  parties: async () => ({ rows: await store.parties(house.db) }),

  async terms(call: Signed, { id }: { id: string }) {
    allow(call.person, contract.listTerms.by, { bodyId: id });
    const day = today(house, call.now);
    const rows = await store.termsOf(house.db, id);
    return {
      rows: rows.map((row) => ({ ...row, state: termState(row, day) })),
      templates: Object.entries(SECTOR_TEMPLATES).map(([name, sectors]) => ({ name, sectors: [...sectors] })),
    };
  },
  async addTerm(
    call: Signed,
    { id: committeeId, ordinal, sectors, ...dates }: { id: string; ordinal: number; sectors: readonly string[] } & TermDates,
  ) {
    allow(call.person, contract.addTerm.by, { bodyId: committeeId });
    const names = sectorNames(sectors);
    return change(house, call, async (tx, ledger) => {
      if (!(await store.lockCommittee(tx, committeeId))) throw unknown('thing');
      const others = await store.datesOf(tx, committeeId);
      if (others.some((one) => one.ordinal === ordinal)) throw new Refusal('ordinal-taken', 409, { ordinal });
      refuseDates(dates, others);
      const id = newId();
      await store.insertTerm(tx, { id, committeeId, ordinal, ...dates });
      await store.writeSectors(
        tx,
        id,
        names.map((name) => ({ id: newId(), name })),
      );
      ledger.step({ thingKind: 'term', thingId: id, command: 'add', from: null, to: 'toCome' });
      ledger.record('term.added', { committee: committeeId, term: id, ordinal });
      return { id };
    });
  },
  async changeTerm(
    call: Signed,
    { id, sectors, ...dates }: { id: string; sectors?: readonly { id?: string; name: string }[] } & TermDates,
  ) {
    const known = await store.termOf(house.db, id);
    if (!known || !may(call.person, contract.changeTerm.by, { bodyId: known.committeeId })) throw unknown('thing');
    return change(house, call, async (tx, ledger) => {
      await store.lockCommittee(tx, known.committeeId);
      const term = (await store.termOf(tx, id)) ?? known;
      const state = termState(term, today(house, call.now));
      if (state === 'over') throw new Refusal('term-over', 409);
      if (state === 'now' && (sectors || dates.startsOn !== term.startsOn)) throw new Refusal('term-began', 409);
      // Today at the earliest: a slip in the year would end everybody's rights at once, and a term that is over cannot be mended.
      if (dates.endsOn < today(house, call.now)) throw new Refusal('term-ends-past', 409);
      const others = (await store.datesOf(tx, term.committeeId)).filter((one) => one.id !== id);
      refuseDates(dates, others);
      await store.writeTerm(tx, id, dates);
      if (sectors) await store.writeSectors(tx, id, await mendedSectors(tx, id, sectors));
      ledger.step({ thingKind: 'term', thingId: id, command: 'change', from: state, to: termState(dates, today(house, call.now)) });
      ledger.record('term.changed', { committee: term.committeeId, term: id });
      return {};
    });
  },
});
export type OrgActions = ReturnType<typeof orgActions>;

type Held = store.OrgRow & { readonly committeeId: string };
async function onOrg(
  house: House,
  call: Signed,
  id: string,
  by: readonly string[],
  work: (tx: Tx, held: Held) => Promise<{ command: string; from: string; to: string }>,
) {
  const committeeId = await store.committeeOfOrg(house.db, id);
  if (committeeId === null || !may(call.person, by, { bodyId: committeeId })) throw unknown('thing');
  return change(house, call, async (tx, ledger) => {
    const held = await store.lockOrg(tx, id);
    if (!held) throw unknown('thing');
    ledger.step({ thingKind: 'org', thingId: id, ...(await work(tx, held)) });
    ledger.record('org.changed', { committee: committeeId, org: id });
    return {};
  });
}

function refuseTitle(name: string, most: number): void {
  const fault = titleFault(name, most);
  if (fault) throw new Refusal('title-refused', 409, { fault });
}
/** What the row will say: what its kind has no room for is left empty. */
async function saidOf(tx: Tx, committeeId: string, kind: contract.OrgKind, said: Said): Promise<store.OrgSaid> {
  refuseTitle(said.name, contract.ORG.name);
  if (said.shortName?.trim()) refuseTitle(said.shortName, contract.ORG.shortName);
  const fault = orgFault(kind, said);
  if (fault) throw new Refusal(fault, 409);
  const handoverId = kind === 'unit' ? (said.handoverId ?? null) : null;
  if (handoverId !== null && !(await store.isHandoverOffice(tx, handoverId, committeeId))) throw unknown('handover');
  const hasSystem = kind === 'unit' || kind === 'handoverOffice';
  return {
    kind,
    name: normalTitle(said.name),
    shortName: normalTitle(said.shortName ?? '') || shortTitle(said.name),
    phone: said.phone?.trim() || null,
    sort: said.sort ?? 0,
    party: kind === 'partyOrg' ? (said.party ?? null) : null,
    partyLevel: kind === 'partyOrg' ? (said.partyLevel ?? null) : null,
    system: hasSystem ? (said.system ?? null) : null,
    handoverId,
  };
}
async function nameTakenOnce(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    throw isUniqueViolation(error, 'org_name_once') ? new Refusal('org-name-taken', 409) : error;
  }
}

function refuseDates(dates: TermDates, others: readonly store.HeldTerm[]): void {
  if (!termDatesFit(dates)) throw new Refusal('term-dates', 409);
  const crossed = others.find((one) => overlap(one, dates));
  if (crossed) throw new Refusal('term-overlaps', 409, { ordinal: crossed.ordinal });
}
function sectorNames(given: readonly string[]): string[] {
  const names = given.map(normalTitle);
  const fault = names.map(sectorFault).find((one) => one !== undefined);
  if (fault) throw new Refusal('title-refused', 409, { fault });
  if (firstTwice(names) !== undefined) throw new Refusal('sector-twice', 409);
  return names;
}
/** A sector that keeps its id keeps its members; one that has members cannot go. */
async function mendedSectors(
  tx: Tx,
  termId: string,
  given: readonly { id?: string; name: string }[],
): Promise<{ id: string; name: string }[]> {
  const names = sectorNames(given.map(({ name }) => name));
  const before = await store.sectorsOf(tx, termId);
  const kept = new Set(given.flatMap(({ id }) => id ?? []));
  if ([...kept].some((id) => !before.some((one) => one.id === id)) || kept.size !== given.filter(({ id }) => id).length)
    throw unknown('sector');
  if (before.some(({ id, used }) => used && !kept.has(id))) throw new Refusal('sector-in-use', 409);
  return given.map(({ id }, at) => ({ id: id ?? newId(), name: names[at] ?? '' }));
}
