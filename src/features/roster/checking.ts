import { setImmediate as breathe } from 'node:timers/promises';
import type { Db } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { seal, unseal } from '../../kit/seal.ts';
import { digestsOf, partyLevels, type RosterPerson, type RosterTerm, rosterPeople } from '../people/index.ts';
import type { Choice } from './cell-rules.ts';
import type { Kind, Mapping } from './fields-rules.ts';
import { type KnownUnit, type Matched, matchPerson, matchUnit, type People, type Somebody } from './matching-rules.ts';
import { compareRows, groupsText, type Known, type ReadRow, readRow, type Values } from './row-rules.ts';
import * as store from './store.ts';

// So many rows, then whoever else waits.
const AT_ONCE = 200;

export interface CheckedRow {
  readonly row: ReadRow;
  readonly matched: Matched;
  /** The unit of this name that exists. */
  readonly unit: KnownUnit | null;
}
export interface Checking {
  readonly kind: Kind;
  readonly committeeId: string;
  readonly term: RosterTerm;
  readonly mapping: Mapping;
  readonly today: string;
}

export async function knownOf(db: Db, { committeeId, term, today }: Omit<Checking, 'kind' | 'mapping'>): Promise<Known> {
  const { sectors, orgs, parties } = await store.thingsOf(db, committeeId, term.id);
  const of = (kind: string) => orgs.filter((org) => org.kind === kind);
  return {
    sectors,
    subCommittees: of('subCommittee'),
    groups: of('memberGroup'),
    partyOrgs: of('partyOrg'),
    handovers: of('handoverOffice'),
    parties: parties.map(choiceOf),
    termStartsOn: term.startsOn,
    termEndsOn: term.endsOn,
    today,
  };
}
/** 九三学社, 九三学社社员; 中共党员; 无党派人士. */
function choiceOf({ code, name, shortName, memberTerm }: store.Things['parties'][number]): Choice {
  const words = [shortName, name, `${shortName}${memberTerm}`, `${name}${memberTerm}`, `${shortName}成员`];
  const more = {
    communist: ['党员', '中共预备党员', '共产党员', '共产党'],
    nonparty: ['无党派民主人士'],
    jiusan: ['九三'],
    youthLeague: ['团员'],
  };
  return { code, words: [...words, ...(more[code as keyof typeof more] ?? [])].map((word) => word.toLowerCase()) };
}

/** Looks at every row of an import: what it says, who it is about, what it would change. */
export async function check(house: House, db: Db, importId: string, checking: Checking): Promise<CheckedRow[]> {
  const known = await knownOf(db, checking);
  const read: ReadRow[] = [];
  for (const row of await store.rowsOf(db, importId)) {
    read.push(readRow(checking.kind, checking.mapping, { number: row.number, cells: cellsOf(house, row.cells) }, known));
    if (read.length % AT_ONCE === 0) await breathe();
  }
  const rows = compareRows(checking.kind, read);
  await breathe();
  return checking.kind === 'units' ? checkUnits(house, db, checking, rows) : checkPeople(house, db, checking, rows, known);
}
export const sealCells = (house: House, cells: readonly string[]): Buffer => seal(house.sealKey, JSON.stringify(cells));
export const cellsOf = (house: House, sealed: Buffer): string[] => JSON.parse(unseal(house.sealKey, sealed));

async function checkUnits(house: House, db: Db, { committeeId }: Checking, rows: readonly ReadRow[]): Promise<CheckedRow[]> {
  const units = new Map(
    (await store.unitsOf(db, committeeId)).map((unit): [string, KnownUnit] => {
      const clerkPhone = unit.clerkPhone && unseal(house.sealKey, unit.clerkPhone);
      return [
        unit.name,
        {
          id: unit.id,
          values: { shortName: unit.shortName, system: unit.system, handover: unit.handoverId, clerk: unit.clerk, clerkPhone },
        },
      ];
    }),
  );
  return rows.map((row) => {
    const { unit, ...matched } = matchUnit(row, units);
    return { row, matched, unit };
  });
}

async function checkPeople(house: House, db: Db, checking: Checking, rows: readonly ReadRow[], known: Known): Promise<CheckedRow[]> {
  const { kind, committeeId, term } = checking;
  if (kind === 'units') return [];
  const digests = rows.map(({ values }) =>
    digestsOf(house, { phone: values['phone'] ?? null, identityNumber: values['identityNumber'] ?? null }),
  );
  await breathe();
  const found = await rosterPeople(db, {
    committeeId,
    termId: term.id,
    phones: digests.flatMap(({ phone }) => phone ?? []),
    identityNumbers: digests.flatMap(({ identityNumber }) => identityNumber ?? []),
  });
  const people = peopleOf(found, kind, known, await partyLevels(db, committeeId));
  const checked: CheckedRow[] = [];
  for (const [at, row] of rows.entries()) {
    const { phone = null, identityNumber = null } = digests[at] ?? {};
    const own = { phone: phone?.toString('hex') ?? null, identityNumber: identityNumber?.toString('hex') ?? null };
    checked.push({ row, matched: matchPerson(kind, row, own, people), unit: null });
    if (checked.length % AT_ONCE === 0) await breathe();
  }
  return onePersonOnce(checked);
}

/** Two rows that lead to one person by different numbers: neither may be written. */
function onePersonOnce(rows: readonly CheckedRow[]): CheckedRow[] {
  const byPerson = Map.groupBy(rows, ({ matched }) => matched.somebody?.personId ?? '');
  return rows.map((one) => {
    const { somebody } = one.matched;
    const other = somebody && byPerson.get(somebody.personId)?.find((two) => two !== one);
    if (!other) return one;
    const problem = { field: 'name', fault: 'row-twice' as const, said: String(other.row.number) };
    return { ...one, matched: { outcome: 'wrong', problems: [problem], somebody: null, differences: [] } };
  });
}

function peopleOf(found: readonly RosterPerson[], kind: Kind, { partyOrgs }: Known, levels: ReadonlyMap<string, string>): People {
  const all = found.map(somebodyOf);
  const here = all.filter(({ seat, parties }) => (kind === 'members' ? seat !== null : parties.length > 0));
  const by = (key: (one: Somebody) => string | null | undefined) =>
    new Map(all.flatMap((one) => (key(one) ? [[key(one) ?? '', one] as const] : [])));
  return {
    byIdentity: by(({ identityNumber }) => identityNumber),
    byPhone: by(({ phone }) => phone),
    byNumber: by(({ seat }) => seat?.values['number']),
    byName: Map.groupBy(here, ({ name }) => name ?? ''),
    placeOf: new Map(
      partyOrgs.flatMap((org) =>
        'party' in org && typeof org.party === 'string' ? [[org.id, { party: org.party, level: levels.get(org.id) ?? '' }]] : [],
      ),
    ),
  };
}

function somebodyOf(person: RosterPerson): Somebody {
  const { gender, ethnicity, education, bornOn, party, employer, post, title, seat } = person;
  return {
    personId: person.id,
    name: person.name,
    disabled: person.disabled,
    ours: person.ours,
    phone: person.phone?.toString('hex') ?? null,
    identityNumber: person.identityNumber?.toString('hex') ?? null,
    profile: { gender, ethnicity, education, bornOn, party, employer, post, title },
    seat: seat && { membershipId: seat.id, ended: seat.untilOn !== null, values: seatValues(seat) },
    parties: person.parties.map(({ id, orgId, orgName, party: of, level, joinedOn, duty }) => ({
      ...{ id, orgId, party: of, level },
      values: { org: orgId, orgName, joinedOn, duty },
    })),
  };
}
export const seatValues = (seat: NonNullable<RosterPerson['seat']>): Values => ({
  sector: seat.sectorId,
  number: seat.number,
  office: seat.office,
  standing: String(seat.standing),
  subCommittee: seat.subCommitteeId,
  subCommitteeDuty: seat.subCommitteeDuty,
  secondSubCommittee: seat.secondSubCommitteeId,
  secondSubCommitteeDuty: seat.secondSubCommitteeDuty,
  groups: groupsText(seat.groups.map(({ groupId, duty }) => [groupId, duty])),
  fromOn: seat.fromOn,
});

export function tallyOf(rows: readonly CheckedRow[]): store.Tally {
  const count = (outcome: string) => rows.filter(({ matched }) => matched.outcome === outcome).length;
  return { new: count('new'), changed: count('changed'), same: count('same'), wrong: count('wrong') };
}
/** What the preview shows of a row, sealed: it repeats what stands in the file. */
export interface Result {
  readonly problems: Matched['problems'];
  readonly differences: Matched['differences'];
  readonly known: boolean;
  /** 连任. Absent in what was stored before there was such a thing. */
  readonly again?: boolean;
}
export const resultOf = (house: House, { row, matched }: CheckedRow): store.Checked => {
  const { problems, differences, outcome, somebody } = matched;
  const known = outcome === 'new' && somebody !== null;
  const result: Result = { problems, differences, known, again: known && somebody.ours };
  return { number: row.number, outcome, result: seal(house.sealKey, JSON.stringify(result)) };
};
export const readResult = (house: House, sealed: Buffer | null): Result =>
  sealed ? JSON.parse(unseal(house.sealKey, sealed)) : { problems: [], differences: [], known: false };
