import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';
import { type Card, cardHeight, cardWidth, fitting, type Place, placeOf, type Sheet } from './card-rules.ts';
import { drawable } from './glyphs.ts';

// The child process of cards.ts: reading the font takes 200 MB and a second, which the pages of everybody else need not feel.

/** What the parent gets: the file, and how many names hold a character that the font lacks. */
export interface DrawnSheet {
  readonly content: Uint8Array;
  readonly byHand: number;
}

const { resolve } = createRequire(import.meta.url);
const fontFile = (weight: string) => readFileSync(resolve(`@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`));

export async function drawSheet(sheet: Sheet): Promise<DrawnSheet> {
  const [plain, bold] = [fontFile('400Regular'), fontFile('700Bold')];
  const has = drawable(bold);
  const doc = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, info: { Title: sheet.title } });
  const parts: Buffer[] = [];
  const done = new Promise<void>((end) => doc.on('data', (part: Buffer) => parts.push(part)).on('end', end));
  doc.registerFont('plain', plain).registerFont('bold', bold);
  let byHand = 0;
  for (const [index, card] of sheet.cards.entries()) {
    const place = placeOf(index, sheet.perSheet);
    if (index % sheet.perSheet === 0) doc.addPage();
    const lacking = [...card.name].some((character) => !has(character));
    if (lacking) byHand += 1;
    drawCard(doc, sheet, card, place, lacking);
  }
  doc.end();
  await done;
  return { content: Buffer.concat(parts), byHand };
}

const INSET = 13;
const QR = 92;
function drawCard(doc: PDFKit.PDFDocument, { perSheet, words }: Sheet, card: Card, { x, y }: Place, lacking: boolean): void {
  const height = cardHeight(perSheet);
  // Eight to a sheet have the same lines, a quarter larger: who needs a card often needs glasses too.
  const larger = height / cardHeight(10);
  doc.rect(x, y, cardWidth, height).lineWidth(0.4).dash(2, { space: 2 }).stroke('#999999').undash();
  const left = x + INSET;
  const width = cardWidth - 3 * INSET - QR;
  const top = y + INSET;
  const line = (text: string, at: number, font: 'plain' | 'bold', size: number, wide = width) => {
    const fit = fitting((one) => doc.font(font).fontSize(one).widthOfString(text), size * larger, wide);
    doc
      .font(font)
      .fontSize(fit)
      .fillColor('#000000')
      .text(text, left, top + at * larger, { lineBreak: false });
  };
  line(words.committee, 0, 'plain', 8.5);
  // A character that cannot be printed is written by hand on a line: better than an empty box.
  line(lacking ? `${words.byHand}＿＿＿＿＿＿` : card.name, 13, 'bold', lacking ? 11 : 18);
  line(card.sector, 38, 'plain', 10.5);
  line(words.codeLabel, 55, 'plain', 7.5);
  line(card.code, 63, 'bold', 18);
  for (const [at, step] of words.steps.entries()) line(`${at + 1}. ${step}`, 91 + at * 10.5, 'plain', 8, cardWidth - 2 * INSET);
  line(words.foot, height / larger - 2 * INSET - 3, 'plain', 7, cardWidth - 2 * INSET);
  drawCode(doc, card.address, x + cardWidth - INSET - QR, top + 2);
}

/** Dark runs of one row as one rectangle each: a file of 400 cards stays small. */
function drawCode(doc: PDFKit.PDFDocument, address: string, x: number, y: number): void {
  const { modules } = QRCode.create(address, { errorCorrectionLevel: 'M' });
  const unit = QR / (modules.size + 4);
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; ) {
      let run = 0;
      while (column + run < modules.size && modules.get(row, column + run)) run++;
      if (run > 0) doc.rect(x + (column + 2) * unit, y + (row + 2) * unit, run * unit, unit);
      column += Math.max(1, run);
    }
  doc.fill('#000000');
}
