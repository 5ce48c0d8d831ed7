import type { Readable } from 'node:stream';
import { note } from '../../kit/audit.ts';
import type { Signed } from '../../kit/change.ts';
import type { House } from '../../kit/house.ts';
import { allow } from '../../kit/may.ts';
import { unknown } from '../../kit/refusal.ts';
import { unseal } from '../../kit/seal.ts';
import type { Words } from '../../web/words/index.ts';
import { requireStepUp } from '../factors/index.ts';
import { type RosterPerson, type RosterTerm, rosterPeople, termsOf, unsealedOf } from '../people/index.ts';
import { listBook, reasonsBook, templateOf } from './books.ts';
import { cellsOf, knownOf, readResult, seatValues } from './checking.ts';
import { columnWords } from './column-words.ts';
import { readImport, uploadMembers } from './contract.ts';
import { currentTerm, dayIn } from './days.ts';
import { fields, type Kind } from './fields-rules.ts';
import { worded } from './preview.ts';
import type { Known, Values } from './row-rules.ts';
import * as store from './store.ts';

export interface ExportAsked {
  readonly id: string;
  readonly kind?: Kind;
  readonly order?: 'strokes' | 'office';
  readonly contacts?: 'yes';
  readonly termId?: string;
}
export interface Book {
  readonly name: string;
  readonly content: Readable;
}
// What lets somebody into an account or steals a name: only with contacts, and after a second proof of who asks.
const CONTACTS = ['phone', 'identityNumber', 'clerkPhone'];

export const rosterExports = (house: House) => ({
  async template(call: Signed, words: Words, { id, kind = 'members' }: { id: string; kind?: Kind }): Promise<Book> {
    allow(call.person, uploadMembers.by, { bodyId: id });
    return { name: words.roster.workbook.templateFile(words.roster.kinds[kind] ?? ''), content: templateOf(kind, words) };
  },

  /** 标出原因的文件: it repeats what was uploaded, numbers too, to the one body that uploaded it. */
  async reasons(call: Signed, words: Words, { id }: { id: string }): Promise<Book> {
    const held = await store.importOf(house.db, id);
    if (!held) throw unknown('thing');
    allow(call.person, readImport.by, { bodyId: held.committeeId });
    await note(house, call, 'exported', id);
    const rows = (await store.rowsOf(house.db, id)).map(({ cells, result }) => ({
      cells: cellsOf(house, cells),
      problems: readResult(house, result).problems,
    }));
    return { name: words.roster.workbook.errorsFile(held.fileName), content: reasonsBook(held.heads, rows, words) };
  },

  /** 导出名册: what it says is what an import reads; by strokes, or by office and then strokes. */
  async list(call: Signed, words: Words, asked: ExportAsked): Promise<Book> {
    allow(call.person, uploadMembers.by, { bodyId: asked.id });
    const committee = await store.committeeName(house.db, asked.id);
    if (committee === null) throw unknown('thing');
    if (asked.contacts) await requireStepUp(call, house);
    const kind = asked.kind ?? 'members';
    const today = dayIn(house.zone, call.now);
    const terms = await termsOf(house.db, asked.id);
    const term = asked.termId ? terms.find(({ id }) => id === asked.termId) : (currentTerm(terms, today) ?? terms[0]);
    if (!term) throw unknown('thing');
    await note(house, call, asked.contacts ? 'exported with contacts' : 'exported', asked.id);
    const rows = await rowsOf(house, kind, asked, term, await knownOf(house.db, { committeeId: asked.id, term, today }));
    const keys = fields[kind].map(({ key }) => key).filter((key) => asked.contacts || !CONTACTS.includes(key));
    const name = words.roster.workbook.exportFile(committee, words.roster.kinds[kind] ?? '', today);
    return { name, content: listBook(kind, keys, rows, words) };
  },
});
export type RosterExports = ReturnType<typeof rosterExports>;

type Row = Record<string, string>;
async function rowsOf(house: House, kind: Kind, { id, order }: ExportAsked, term: RosterTerm, known: Known): Promise<Row[]> {
  if (kind === 'units')
    return (await store.unitsOf(house.db, id)).map((unit) => {
      const { name, shortName, system, handoverId, clerk } = unit;
      const clerkPhone = unit.clerkPhone && unseal(house.sealKey, unit.clerkPhone);
      return spelled({ unit: name, shortName, system, handover: handoverId, clerk, clerkPhone }, known);
    });
  const people = await rosterPeople(house.db, { committeeId: id, termId: term.id, phones: [], identityNumbers: [] });
  if (kind === 'partyMembers')
    return people.flatMap((person) =>
      person.parties.map(({ orgId, joinedOn, duty }) => spelled({ ...personal(house, person), org: orgId, joinedOn, duty }, known)),
    );
  const seated = people.flatMap((person) => (person.seat && person.seat.untilOn === null ? [{ person, seat: person.seat }] : []));
  // They come by strokes; the sort keeps that order within an office.
  if (order === 'office') seated.sort((a, b) => a.seat.officeRank - b.seat.officeRank);
  return seated.map(({ person, seat }) => spelled({ ...personal(house, person), ...seatValues(seat) }, known));
}
function personal(house: House, person: RosterPerson): Values {
  const { name, gender, ethnicity, education, bornOn, party, employer, post, title } = person;
  return { name, gender, ethnicity, education, bornOn, party, employer, post, title, ...unsealedOf(house, person) };
}

/** In the words of a Chinese list, which is what an import reads. */
const SPELLED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  gender: { male: '男', female: '女' },
  standing: { true: '是', false: '否' },
  system: { party: '党群', government: '政府', congress: '人大', cppcc: '政协', court: '法院', procuratorate: '检察院', other: '其他' },
};
function spelled(values: Values, known: Known): Row {
  const entries = Object.keys(columnWords).flatMap((key): [string, string][] => {
    const value = values[key];
    if (value === null || value === undefined) return [];
    return [[key, SPELLED[key]?.[value] ?? (CONTACTS.includes(key) ? value : (worded(key, value, known) ?? ''))]];
  });
  return Object.fromEntries(entries);
}
