/** The characters that a TrueType font can draw, read from its `cmap`: pdfkit prints an empty box for every other and says nothing. */
export function drawable(font: Buffer): (character: string) => boolean {
  const table = cmapOf(font);
  const groups: [first: number, last: number][] = [];
  const count = font.readUInt32BE(table + 12);
  for (let i = 0; i < count; i++) {
    const at = table + 16 + i * 12;
    // Glyph 0 is the empty box itself.
    if (font.readUInt32BE(at + 8) !== 0) groups.push([font.readUInt32BE(at), font.readUInt32BE(at + 4)]);
  }
  return (character) => {
    const code = character.codePointAt(0) ?? 0;
    let [low, high] = [0, groups.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const [first = 0, last = 0] = groups[middle] ?? [];
      if (code < first) high = middle - 1;
      else if (code > last) low = middle + 1;
      else return true;
    }
    return false;
  };
}

/** Where the table of whole Unicode begins: platform 3, encoding 10, format 12. */
function cmapOf(font: Buffer): number {
  const tables = font.readUInt16BE(4);
  for (let i = 0; i < tables; i++) {
    const at = 12 + i * 16;
    if (font.toString('latin1', at, at + 4) !== 'cmap') continue;
    const cmap = font.readUInt32BE(at + 8);
    const subtables = font.readUInt16BE(cmap + 2);
    for (let n = 0; n < subtables; n++) {
      const row = cmap + 4 + n * 8;
      const table = cmap + font.readUInt32BE(row + 4);
      if (font.readUInt16BE(row) === 3 && font.readUInt16BE(row + 2) === 10 && font.readUInt16BE(table) === 12) return table;
    }
  }
  throw new Error('a font without the characters of Unicode');
}
