import { type Kind, knownHeads } from './fields-rules.ts';

/** A sheet as it was read; rows without anything are left out already. */
export interface SheetRows {
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
  readonly merges: readonly { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }[];
}
export interface Listed {
  /** The row of the file in which the heads stand, from 1. */
  readonly headRow: number;
  readonly heads: readonly string[];
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
}
const LOOKED_AT = 15;

/** Finds the heads (a title may stand above, heads may be two rows of merged cells) and gives merged cells their text in each row. */
export function listIn(kind: Kind, sheet: SheetRows): Listed | null {
  const rows = spread(sheet);
  const candidates = rows.slice(0, LOOKED_AT).map((row, at) => ({ at, known: knownHeads(kind, row.cells) }));
  const best = candidates.reduce((a, b) => (b.known > a.known ? b : a), { at: -1, known: 1 });
  const top = rows[best.at];
  if (!top) return null;
  const isDouble = sheet.merges.some(
    ({ top: from, bottom, left, right }) => from === top.number - 1 && bottom === top.number && right - left < top.cells.length - 1,
  );
  const second = isDouble ? rows[best.at + 1] : undefined;
  const width = Math.max(top.cells.length, second?.cells.length ?? 0);
  const heads = Array.from({ length: width }, (_, at) => {
    const [upper, lower] = [tidy(top.cells[at]), tidy(second?.cells[at])];
    return upper === lower ? upper : `${upper}${lower}`;
  });
  const body = rows.slice(best.at + (second ? 2 : 1));
  return { headRow: top.number, heads, rows: body.map(({ number, cells }) => ({ number, cells: cells.slice(0, width) })) };
}
const tidy = (text = ''): string => text.replace(/\s+/g, ' ').trim();

/** 界别 as one tall cell beside its members: each of them gets its text. A region wider than tall is a title and stays where it is. */
function spread({ rows, merges }: SheetRows): { number: number; cells: string[] }[] {
  const copies = rows.map(({ number, cells }) => ({ number, cells: [...cells] }));
  const at = new Map(copies.map((row) => [row.number - 1, row]));
  for (const { top, left, bottom, right } of merges) {
    const text = at.get(top)?.cells[left] ?? '';
    if (text === '' || bottom - top > rows.length + LOOKED_AT || right - left > 60) continue;
    for (let row = top; row <= bottom; row++) {
      const target = at.get(row);
      if (!target) continue;
      for (let column = left; column <= right; column++) {
        while (target.cells.length <= column) target.cells.push('');
        if (target.cells[column] === '') target.cells[column] = text;
      }
    }
  }
  return copies;
}
