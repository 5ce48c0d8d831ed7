import ExcelJS from 'exceljs';

type Cell = string | number | Date | boolean | null | ExcelJS.CellValue;
/** A workbook as an office writes it: rows of cells, the first sheet unless a hidden one is put before it. */
export async function workbook(
  rows: readonly (readonly Cell[])[],
  more: (book: ExcelJS.Workbook, sheet: ExcelJS.Worksheet) => void = () => undefined,
) {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('名册');
  for (const row of rows) sheet.addRow([...row]);
  more(book, sheet);
  return Buffer.from(await book.xlsx.writeBuffer());
}
/** The texts of the first sheet, row by row. */
export async function textsIn(content: Uint8Array, at = 0): Promise<string[][]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(content as never);
  const rows: string[][] = [];
  book.worksheets[at]?.eachRow((row) => {
    const cells = Array.isArray(row.values) ? row.values.slice(1) : [];
    rows.push(Array.from(cells, (cell) => (cell === null || cell === undefined ? '' : String(cell))));
  });
  return rows;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** An identity number with the right check character, by 17 digits or by a running number and a birthday. */
export function identityNumber(n: number, born = '19650315'): string {
  const digits = `350102${born}${String(n % 1000).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return digits + '10X98765432'[sum % 11];
}
