import { Refusal } from '../../kit/refusal.ts';
import { graphemes } from '../../kit/text.ts';
import { FILE } from './contract.ts';

export type Form = 'jpeg' | 'png' | 'webp' | 'heic' | 'pdf' | 'zip' | 'ole';
const PICTURES: readonly Form[] = ['jpeg', 'png', 'webp'];
export const isPicture = (form: Form): form is 'jpeg' | 'png' | 'webp' => PICTURES.includes(form);

/** Media type and the ending that a saved file gets. */
export const TYPES = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  ofd: 'application/ofd',
  jpg: 'image/jpeg',
} as const;
export type Ending = keyof typeof TYPES;

const ascii = (head: Uint8Array, at: number, length: number): string => String.fromCharCode(...head.subarray(at, at + length));
const begins = (head: Uint8Array, ...bytes: number[]): boolean => bytes.every((byte, i) => head[i] === byte);
const HEIC = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'hevm', 'hevs', 'mif1', 'msf1', 'avif', 'avis'];

/** What the first bytes say; a name or a claimed type says nothing. Null: none of ours. */
export function formOf(head: Uint8Array): Form | null {
  if (begins(head, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (begins(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 4) === 'WEBP') return 'webp';
  if (ascii(head, 4, 4) === 'ftyp' && HEIC.includes(ascii(head, 8, 4))) return 'heic';
  // At the very start: readers forgive a PDF that begins later, and such files are two things at once.
  if (ascii(head, 0, 5) === '%PDF-') return 'pdf';
  if (begins(head, 0x50, 0x4b, 0x03, 0x04)) return 'zip';
  if (begins(head, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return 'ole';
  return null;
}

/** A zip's table of contents, as it claims to be. */
export interface ZipEntry {
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
}
const MOST_UNPACKED = 500 * 1_048_576;
const MOST_SWELLING = 200;

/** Which office file a zip is; nothing is unpacked here, and what would swell on the reader's machine is refused. */
export function officeEnding(entries: readonly ZipEntry[]): Ending {
  const names = new Set(entries.map(({ name }) => name));
  const ending = names.has('OFD.xml') ? 'ofd' : names.has('[Content_Types].xml') ? ooxml(names) : null;
  if (!ending) throw new Refusal('file-type-refused', 422);
  if (entries.some(({ name }) => /(^|\/)vbaProject\.bin$/i.test(name))) throw new Refusal('file-with-macros', 422);
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0);
  if (unpacked > MOST_UNPACKED || unpacked > Math.max(packed, 1_048_576) * MOST_SWELLING) throw new Refusal('file-swells', 422);
  return ending;
}
const ooxml = (names: ReadonlySet<string>): Ending | null =>
  names.has('word/document.xml') ? 'docx' : names.has('xl/workbook.xml') ? 'xlsx' : names.has('ppt/presentation.xml') ? 'pptx' : null;

/** Which office file an OLE container is, by the names of its streams. */
export function oleEnding(streams: readonly string[]): Ending {
  const has = (...names: string[]) => names.some((name) => streams.includes(name));
  const ending = has('WordDocument') ? 'doc' : has('Workbook', 'Book') ? 'xls' : has('PowerPoint Document') ? 'ppt' : null;
  if (!ending) throw new Refusal('file-type-refused', 422);
  if (has('Macros', '_VBA_PROJECT_CUR', '_VBA_PROJECT')) throw new Refusal('file-with-macros', 422);
  return ending;
}

/** The name that people see: the last part of a path, without controls, directions and other invisible characters, with the ending of what it is. */
export function displayName(given: string, ending: Ending): string {
  const last = given.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const seen = last
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\ufffd]/gu, '')
    .replace(/^[. ]+|[. ]+$/g, '');
  const known = new RegExp(`\\.(${ending}${ending === 'jpg' ? '|jpeg|png|webp' : ''})$`, 'i');
  const stem = seen.replace(known, '');
  return `${shortened(stem === '' ? '文件' : stem)}.${ending}`;
}
function shortened(stem: string): string {
  let short = stem;
  while (graphemes(short) > FILE.name || Buffer.byteLength(short) > 240) short = [...short].slice(0, -1).join('');
  return short;
}
