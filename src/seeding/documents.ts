import ExcelJS from 'exceljs';
import { zipOf } from './zip.ts';

/** A paper of the demo: a title and what stands under it. Made at seed time, since no file that somebody wrote may travel with the product. */
export interface Paper {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

const LINE = 38;
const LINES = 36;
const [TOP, LEFT, LEADING, SIZE] = [760, 70, 19, 12];

/** A PDF that names a font every reader of Chinese has, instead of carrying one. */
export function pdfOf({ title, paragraphs }: Paper): Buffer {
  const lines = [...wrapped(title, 24).map((text) => ({ text, size: 18 })), { text: '', size: SIZE }];
  for (const paragraph of paragraphs) lines.push(...wrapped(`\u3000\u3000${paragraph}`, LINE).map((text) => ({ text, size: SIZE })));
  const pages = Array.from({ length: Math.ceil(lines.length / LINES) }, (_, n) => lines.slice(n * LINES, (n + 1) * LINES));
  const first = 7;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, n) => `${first + n * 2} 0 R`).join(' ')}] >>`,
    `<< /Title <feff${ucs2(title)}> /Producer (Heyi demo) >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 6 0 R >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    ...pages.flatMap((page, n) => {
      const drawn = page.map(({ text, size }, i) => `BT /F1 ${size} Tf ${LEFT} ${TOP - i * LEADING} Td <${ucs2(text)}> Tj ET`).join('\n');
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents ${first + n * 2 + 1} 0 R >>`,
        `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
      ];
    }),
  ];
  return assembled(objects);
}
function assembled(objects: readonly string[]): Buffer {
  let body = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(`${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}`, 'latin1');
}
const ucs2 = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex');

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const letter of text) {
    // A line never begins with a mark that ends a clause.
    if (line.length >= width && !'，。；：、！？）》”'.includes(letter)) {
      lines.push(line);
      line = '';
    }
    line += letter;
  }
  return [...lines, line];
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** A Word document of plain paragraphs. */
export function docxOf({ title, paragraphs }: Paper): Buffer {
  const font = '<w:rFonts w:eastAsia="仿宋"/>';
  const paragraph = (text: string, size: number, more: string) =>
    `<w:p><w:pPr>${more}</w:pPr><w:r><w:rPr>${font}<w:sz w:val="${size}"/></w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
  const body = [
    paragraph(title, 36, '<w:spacing w:after="240"/><w:jc w:val="center"/>'),
    ...paragraphs.map((text) => paragraph(text, 28, '<w:spacing w:line="480" w:lineRule="auto"/><w:ind w:firstLineChars="200"/>')),
  ].join('');
  const office = 'http://schemas.openxmlformats.org';
  return zipOf({
    '[Content_Types].xml': `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body>${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`,
  });
}

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}
/** An Excel table, its first row standing still. */
export async function xlsxOf({ title, head, rows }: Table, at: Date): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.created = at;
  workbook.modified = at;
  const sheet = workbook.addWorksheet(title.slice(0, 30), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow([...head]).font = { bold: true };
  for (const row of rows) sheet.addRow([...row]);
  for (const column of sheet.columns) column.width = 16;
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
