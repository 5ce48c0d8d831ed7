import type { House } from '../../kit/house.ts';
import { maskIdentityNumber, maskPhone, termsOf } from '../people/index.ts';
import { plainCell } from './cell-rules.ts';
import { cellsOf, knownOf, readResult } from './checking.ts';
import { ROSTER } from './contract.ts';
import { dayIn, openTerms } from './days.ts';
import { fields } from './fields-rules.ts';
import { groupsIn, type Known } from './row-rules.ts';
import * as store from './store.ts';

const SAMPLES = 3;
const SHOWN_LEFT_OUT = 100;

/** An import as its screen shows it. */
export async function viewOf(house: House, held: store.ImportRow) {
  const first = (await store.rowsOf(house.db, held.id, { limit: SAMPLES })).map(({ cells }) => cellsOf(house, cells));
  const { id, committeeId, kind, state, fileName, sheetAt, headRow, heads, mapping, termId, rows, trouble } = held;
  const waits = state === 'mapping' || state === 'checked';
  return {
    ...{ id, committeeId, kind, state, fileName, sheet: sheetAt, headRow, heads: [...heads], termId, rows, trouble },
    sheets: held.sheets.map((sheet) => ({ ...sheet })),
    leftOut: held.leftOut.slice(0, SHOWN_LEFT_OUT),
    samples: heads.map((_, at) => first.map((cells) => maskNumbers(cells[at] ?? ''))),
    mapping: { ...mapping },
    terms: openTerms(await termsOf(house.db, committeeId), dayIn(house.zone, house.clock.now())),
    counts: held.checkedAt ? { new: held.new, changed: held.changed, same: held.same, wrong: held.wrong } : null,
    done: held.done,
    createdAt: held.createdAt.toISOString(),
    endedAt: held.endedAt?.toISOString() ?? null,
    until: waits ? new Date(held.createdAt.getTime() + ROSTER.hours * 3_600_000).toISOString() : null,
  };
}

/** Phones and identity numbers wherever they stand, before anybody said which column holds them. */
export const maskNumbers = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\d{15,17}[\dXx]/g, (number) => maskIdentityNumber(number))
    .replace(/1[3-9]\d{9}(?!\d)/g, (number) => maskPhone(number));

interface Asked {
  readonly outcome?: 'new' | 'changed' | 'same' | 'wrong';
  readonly after?: number;
}
export async function previewOf(house: House, held: store.ImportRow, today: string, { outcome, after }: Asked) {
  const term = (await termsOf(house.db, held.committeeId)).find(({ id }) => id === held.termId);
  const known = term ? await knownOf(house.db, { committeeId: held.committeeId, term, today }) : null;
  const found = await store.rowsOf(house.db, held.id, { outcome: outcome ?? null, after: after ?? 0, limit: ROSTER.page + 1 });
  const shown = found.slice(0, ROSTER.page);
  const rows = shown.flatMap((row) => {
    if (row.outcome === null) return [];
    const { problems, differences, known: already, again = false } = readResult(house, row.result);
    const wrong = new Set(problems.map(({ field }) => field));
    return [
      {
        ...{ number: row.number, outcome: row.outcome, problems: [...problems], known: already, again },
        said: saidBy(held, cellsOf(house, row.cells), wrong),
        differences: differences.map(({ field, from, to }) => ({ field, from: worded(field, from, known), to: worded(field, to, known) })),
      },
    ];
  });
  return { rows, next: found.length > shown.length ? (shown.at(-1)?.number ?? null) : null };
}

/** What the file says by field; numbers masked where nothing has to be mended. */
function saidBy({ kind, mapping }: store.ImportRow, cells: readonly string[], wrong: ReadonlySet<string>): Record<string, string> {
  const entries = fields[kind].flatMap(({ key }): [string, string][] => {
    const at = mapping[key];
    const text = at === undefined ? '' : (cells[at] ?? '').trim();
    return text === '' ? [] : [[key, wrong.has(key) ? text : masked(key, text)]];
  });
  return Object.fromEntries(entries);
}
function masked(key: string, text: string): string {
  if (key === 'phone' || key === 'clerkPhone') return maskPhone(plainCell(text).replace(/\D/g, ''));
  return key === 'identityNumber' ? maskIdentityNumber(plainCell(text).replace(/\s/g, '')) : text;
}

/** An id as its name, a party as it is called, a number masked; 男, 是 and the like are worded where they are shown. */
export function worded(field: string, value: string | null, known: Known | null): string | null {
  if (value === null || !known) return value;
  const name = (things: readonly { id: string; name: string }[], id: string) => things.find((one) => one.id === id)?.name ?? id;
  if (field === 'sector') return name(known.sectors, value);
  if (field === 'subCommittee' || field === 'secondSubCommittee') return name(known.subCommittees, value);
  if (field === 'org') return name(known.partyOrgs, value);
  if (field === 'handover') return name(known.handovers, value);
  if (field === 'party') return known.parties.find(({ code }) => code === value)?.words[0] ?? value;
  if (field === 'groups')
    return groupsIn(value)
      .map(([id, duty]) => `${name(known.groups, id)}${duty ? `（${duty}）` : ''}`)
      .join('、');
  return field === 'phone' || field === 'clerkPhone' || field === 'identityNumber' ? masked(field, value) : value;
}
