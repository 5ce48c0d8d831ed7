/** One card, as it is printed. */
export interface Card {
  readonly name: string;
  readonly sector: string;
  /** ACDEF-GHJKM. */
  readonly code: string;
  /** What the code to scan holds. */
  readonly address: string;
}
/** Everything a sheet says; texts are given, so that the drawing knows no language. */
export interface Sheet {
  readonly title: string;
  readonly perSheet: 8 | 10;
  readonly cards: readonly Card[];
  readonly words: {
    readonly committee: string;
    readonly codeLabel: string;
    readonly steps: readonly string[];
    readonly foot: string;
    readonly byHand: string;
  };
}

export interface Place {
  readonly page: number;
  readonly x: number;
  readonly y: number;
}
/** A4 in points, two columns; what most printers leave at the edge stays empty. */
export const PAGE = { width: 595.28, height: 841.89, margin: 20 } as const;
export const rowsOf = (perSheet: 8 | 10): number => perSheet / 2;
export const cardWidth = (PAGE.width - 2 * PAGE.margin) / 2;
export const cardHeight = (perSheet: 8 | 10): number => (PAGE.height - 2 * PAGE.margin) / rowsOf(perSheet);
/** Left to right, top to bottom: cut in stacks, the cards of a sector stay together. */
export function placeOf(index: number, perSheet: 8 | 10): Place {
  const within = index % perSheet;
  return {
    page: Math.floor(index / perSheet),
    x: PAGE.margin + (within % 2) * cardWidth,
    y: PAGE.margin + Math.floor(within / 2) * cardHeight(perSheet),
  };
}
/** The largest size, up to `most`, at which a line fits its width. */
export const fitting = (widthAt: (size: number) => number, most: number, width: number): number => {
  const needed = widthAt(most);
  return needed <= width ? most : Math.max(6, Math.floor(((most * width) / needed) * 2) / 2);
};
