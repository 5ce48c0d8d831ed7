import { classificationMark } from '../oversight/secrecy-rules.ts';
import { bornOf, type Choice, codeOf, GENDERS, genderOf, knownKey, NONE, nearest, type Problem, readCell, SYSTEMS } from './cell-rules.ts';
import { type Field, fields, type Kind, type Mapping } from './fields-rules.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
  readonly shortName?: string;
}
/** What the words of a file are looked up in: this committee, this term. */
export interface Known {
  readonly sectors: readonly Named[];
  readonly subCommittees: readonly Named[];
  readonly groups: readonly Named[];
  readonly partyOrgs: readonly Named[];
  readonly handovers: readonly Named[];
  readonly parties: readonly Choice[];
  readonly termStartsOn: string;
  readonly termEndsOn: string;
  readonly today: string;
}
/** By field: an id, a code or a text; null takes away what stands; what the file does not say is not there. */
export type Values = Readonly<Record<string, string | null>>;
export interface ReadRow {
  readonly number: number;
  readonly values: Values;
  readonly problems: readonly Problem[];
}

/** Reads one row of a file by its mapping, and looks its words up. */
export function readRow(kind: Kind, mapping: Mapping, row: { number: number; cells: readonly string[] }, known: Known): ReadRow {
  const marked = markedCell(kind, mapping, row.cells);
  if (marked) return { number: row.number, values: {}, problems: [marked] };
  const values: Record<string, string | null> = {};
  const problems: Problem[] = [];
  for (const field of fields[kind]) {
    const at = mapping[field.key];
    if (at === undefined) continue;
    const cell = readCell(field, row.cells[at] ?? '', known.today);
    if ('fault' in cell) problems.push({ field: field.key, ...cell });
    else if (cell.value === NONE && clearable(field)) values[field.key] = null;
    else if (cell.value !== null) lookUp(field, cell.value, known, values, problems);
  }
  if (kind === 'members') readOffice(values);
  problems.push(...sayTwoThings(values, known, problems));
  fillFromIdentity(values);
  return { number: row.number, values, problems };
}

/** 严禁处理涉密信息: a row of which any cell calls itself classified is not read, also where no column is meant by it. */
function markedCell(kind: Kind, mapping: Mapping, cells: readonly string[]): Problem | null {
  for (const [at, cell] of cells.entries()) {
    const mark = /密|内部/.test(cell) ? classificationMark(cell) : null;
    if (mark === null) continue;
    const field = fields[kind].find(({ key }) => mapping[key] === at) ?? fields[kind][0];
    return { field: field?.key ?? '', fault: 'classified', said: mark };
  }
  return null;
}

/** Nobody loses a name, a seat, a phone or an identity number because a cell says 无. */
const clearable = ({ key, must, reading }: Field): boolean =>
  !must && reading !== 'phone' && reading !== 'identityNumber' && key !== 'number';

function lookUp(field: Field, word: string, known: Known, values: Record<string, string | null>, problems: Problem[]): void {
  const { key } = field;
  if (field.reading === 'choice') {
    const choices = key === 'gender' ? GENDERS : key === 'system' ? SYSTEMS : known.parties;
    const code = codeOf(choices, word);
    if (code !== undefined) values[key] = code;
    else problems.push({ field: key, fault: 'choice-unknown', said: choices.map(({ words }) => words[0] ?? '').join('、') });
  } else if (field.reading === 'list') {
    const found = groupsOf(word, known.groups);
    if ('unknown' in found) problems.push(unknownWord(key, found.unknown, known.groups));
    else values[key] = groupsText(found.groups);
  } else if (field.reading === 'known') {
    const things = thingsOf(key, known);
    const found = findKnown(word, things);
    if (!found) problems.push(unknownWord(key, word, things));
    else {
      values[key] = found.thing.id;
      // 提案委员会副主任: name and duty in one cell.
      const duty = `${key}Duty`;
      if (found.rest !== '' && key.endsWith('ubCommittee') && values[duty] === undefined) values[duty] = found.rest;
      else if (found.rest !== '') problems.push(unknownWord(key, word, things));
    }
  } else values[key] = word;
}

function thingsOf(key: string, known: Known): readonly Named[] {
  if (key === 'sector') return known.sectors;
  if (key === 'org') return known.partyOrgs;
  return key === 'handover' ? known.handovers : known.subCommittees;
}
const unknownWord = (field: string, word: string, things: readonly Named[]): Problem => {
  const like = nearest(
    word,
    things.map(({ name }) => name),
  );
  return { field, fault: 'known-unknown', said: like ?? '' };
};

/** By full or short name; for special committees also with a duty behind it. */
function findKnown(word: string, things: readonly Named[]): { thing: Named; rest: string } | null {
  const key = knownKey(word);
  const named = things.flatMap((thing) => [thing.name, thing.shortName ?? ''].map((name) => ({ thing, key: knownKey(name) })));
  const exact = named.find((one) => one.key !== '' && one.key === key);
  if (exact) return { thing: exact.thing, rest: '' };
  const begun = named.filter((one) => one.key.length > 1 && key.startsWith(one.key)).sort((a, b) => b.key.length - a.key.length)[0];
  const rest = begun ? key.slice(begun.key.length) : '';
  return begun && /^(主任|副主任|常务副主任|兼职副主任|委员|特聘委员|召集人|副召集人)$/.test(rest) ? { thing: begun.thing, rest } : null;
}

export type GroupDuty = readonly [groupId: string, duty: string | null];
/** Several groups in one cell, each perhaps with a duty: 第一活动组(组长)、鼓楼街道活动组. */
function groupsOf(word: string, groups: readonly Named[]): { groups: GroupDuty[] } | { unknown: string } {
  const found = new Map<string, string | null>();
  for (const part of word.split(/[、,;，；/\n]/)) {
    const [, name = '', duty] = /^\s*([^()]*?)\s*(?:\(([^()]*)\))?\s*$/.exec(part) ?? [];
    if (name === '') continue;
    const group = groups.find(
      (one) => knownKey(one.name) === knownKey(name) || (one.shortName && knownKey(one.shortName) === knownKey(name)),
    );
    if (!group) return { unknown: name };
    found.set(group.id, duty ?? null);
  }
  return { groups: [...found] };
}
/** One text for the same groups, in whatever order they were named. */
export const groupsText = (groups: readonly GroupDuty[]): string | null =>
  groups.length === 0 ? null : JSON.stringify([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
export const groupsIn = (text: string | null | undefined): GroupDuty[] => (text ? JSON.parse(text) : []);

/** 常委 in the column of offices is the flag; 委员 is no office. */
function readOffice(values: Record<string, string | null>): void {
  if (values['office'] === '常委' || values['office'] === '常务委员') [values['office'], values['standing']] = [null, 'true'];
  if (values['office'] === '委员') values['office'] = null;
}

/** What one row says against itself. */
function sayTwoThings(values: Values, known: Known, before: readonly Problem[]): Problem[] {
  const problems: Problem[] = [];
  const number = values['identityNumber'] ?? '';
  const [gender, born] = [genderOf(number), bornOf(number)];
  if (gender !== '' && values['gender'] && values['gender'] !== gender)
    problems.push({ field: 'gender', fault: 'gender-against-identity' });
  // A month alone was read as its first day.
  const said = values['bornOn'];
  if (born !== '' && said && said !== born && said !== `${born.slice(0, 7)}-01`)
    problems.push({ field: 'bornOn', fault: 'born-against-identity' });
  for (const key of ['bornOn', 'joinedOn', 'fromOn'])
    if ((values[key] ?? '') > known.today && key !== 'fromOn')
      problems.push({ field: key, fault: 'date-impossible', said: values[key] ?? '' });
  const from = values['fromOn'];
  if (from && (from < known.termStartsOn || from > known.termEndsOn))
    problems.push({ field: 'fromOn', fault: 'date-outside-term', said: `${known.termStartsOn} – ${known.termEndsOn}` });
  const [first, second] = [values['subCommittee'], values['secondSubCommittee']];
  if (first && first === second) problems.push({ field: 'secondSubCommittee', fault: 'known-twice' });
  return problems.filter(({ field }) => !before.some((one) => one.field === field));
}

function fillFromIdentity(values: Record<string, string | null>): void {
  const number = values['identityNumber'];
  if (!number || bornOf(number) === '') return;
  values['bornOn'] = bornOf(number);
  values['gender'] ??= genderOf(number);
}

/** Fields that belong to one person or unit alone, with the fault when two rows say the same. */
const once: Readonly<Record<Kind, readonly (readonly [string, Problem['fault']])[]>> = {
  members: [
    ['identityNumber', 'identity-twice'],
    ['number', 'number-twice'],
    ['phone', 'phone-twice'],
  ],
  partyMembers: [
    ['identityNumber', 'identity-twice'],
    ['phone', 'phone-twice'],
  ],
  units: [['unit', 'row-twice']],
};

/** Says of each row which other row of the file says the same: both are marked, a whole copy only once. */
export function compareRows(kind: Kind, rows: readonly ReadRow[]): ReadRow[] {
  const copies = copiesIn(rows);
  const seen = once[kind].map(([field, fault]) => ({ field, fault, byValue: Map.groupBy(rows, ({ values }) => values[field] ?? '') }));
  return rows.map((row) => {
    const first = copies.get(row);
    if (first !== undefined) return { ...row, problems: [{ field: fields[kind][0]?.key ?? '', fault: 'row-twice', said: String(first) }] };
    const more = seen.flatMap(({ field, fault, byValue }): Problem[] => {
      const value = row.values[field];
      const others = value ? (byValue.get(value) ?? []).filter((one) => one !== row && !copies.has(one)) : [];
      return others[0]
        ? [
            {
              field,
              fault,
              said: others
                .slice(0, 5)
                .map(({ number }) => number)
                .join('、'),
            },
          ]
        : [];
    });
    return more.length > 0 ? { ...row, problems: [...row.problems, ...more] } : row;
  });
}
/** Rows that say what an earlier one says, with that one's number. */
function copiesIn(rows: readonly ReadRow[]): ReadonlyMap<ReadRow, number> {
  const first = new Map<string, number>();
  const copies = new Map<ReadRow, number>();
  for (const row of rows) {
    if (Object.keys(row.values).length < 3 || row.problems.length > 0) continue;
    const said = JSON.stringify(Object.entries(row.values).sort(([a], [b]) => (a < b ? -1 : 1)));
    const earlier = first.get(said);
    if (earlier === undefined) first.set(said, row.number);
    else copies.set(row, earlier);
  }
  return copies;
}
