import { describe, expect, test } from 'vitest';
import { displayName, type Form, formOf, officeEnding, oleEnding, type ZipEntry } from './rules.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const forms: readonly [string, Uint8Array, Form | null][] = [
  ['a JPEG', bytes('\xff\xd8\xff\xe0\0\x10JFIF'), 'jpeg'],
  ['a PNG', bytes('\x89PNG\r\n\x1a\n\0\0'), 'png'],
  ['a WebP', bytes('RIFF\x10\0\0\0WEBPVP8 '), 'webp'],
  ['a sound in the same wrapping as a WebP', bytes('RIFF\x10\0\0\0WAVEfmt '), null],
  ['a HEIC photo', bytes('\0\0\0\x18ftypheic\0\0\0\0'), 'heic'],
  ['a HEIC photo of another brand', bytes('\0\0\0\x18ftypmif1\0\0\0\0'), 'heic'],
  ['a film in the same wrapping', bytes('\0\0\0\x18ftypisom\0\0\0\0'), null],
  ['a PDF', bytes('%PDF-1.7\n'), 'pdf'],
  ['a PDF behind something else', bytes('<html>%PDF-1.7\n'), null],
  ['a zip', bytes('PK\x03\x04\x14\0'), 'zip'],
  ['an empty zip', bytes('PK\x05\x06'), null],
  ['an OLE container', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'ole'],
  ['a GIF', bytes('GIF89a'), null],
  ['an SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg">'), null],
  ['a page', bytes('<!doctype html>'), null],
  ['a program', bytes('MZ\x90\0'), null],
  ['nothing', bytes(''), null],
];
test.each(forms)('%s is told by its first bytes', (_, head, form) => expect(formOf(head)).toBe(form));

const zip = (...names: string[]): ZipEntry[] => names.map((name) => ({ name, packed: 1000, unpacked: 4000 }));
const refusal = (work: () => unknown): string => {
  try {
    return `no refusal: ${work()}`;
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
};
describe('a zip is an office file by its table of contents', () => {
  test.each([
    ['docx', ['[Content_Types].xml', 'word/document.xml']],
    ['xlsx', ['[Content_Types].xml', 'xl/workbook.xml']],
    ['pptx', ['ppt/presentation.xml', '[Content_Types].xml']],
    ['ofd', ['OFD.xml', 'Doc_0/Document.xml']],
  ])('%s', (ending, names) => expect(officeEnding(zip(...names))).toBe(ending));
  test('any other zip is refused', () => {
    expect(refusal(() => officeEnding(zip('readme.txt')))).toBe('file-type-refused');
    expect(refusal(() => officeEnding(zip('word/document.xml')))).toBe('file-type-refused');
    expect(refusal(() => officeEnding(zip('[Content_Types].xml', 'index.html')))).toBe('file-type-refused');
    expect(refusal(() => officeEnding([]))).toBe('file-type-refused');
  });
  test('with macros it is refused', () =>
    expect(refusal(() => officeEnding(zip('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin')))).toBe('file-with-macros'));
  test('what claims to swell is refused', () => {
    const document = zip('[Content_Types].xml', 'xl/workbook.xml');
    expect(refusal(() => officeEnding([...document, { name: 'xl/a', packed: 10_000_000, unpacked: 600_000_000 }]))).toBe('file-swells');
    expect(refusal(() => officeEnding([...document, { name: 'xl/a', packed: 1000, unpacked: 300_000_000 }]))).toBe('file-swells');
    expect(officeEnding([...document, { name: 'xl/a', packed: 2_000_000, unpacked: 300_000_000 }])).toBe('xlsx');
  });
});
test('an OLE container is an office file by its streams', () => {
  expect(oleEnding(['Root Entry', 'WordDocument'])).toBe('doc');
  expect(oleEnding(['Root Entry', 'Workbook'])).toBe('xls');
  expect(oleEnding(['Root Entry', 'Book'])).toBe('xls');
  expect(oleEnding(['Root Entry', 'PowerPoint Document'])).toBe('ppt');
  expect(refusal(() => oleEnding(['Root Entry', '__nameid_version1.0']))).toBe('file-type-refused');
  expect(refusal(() => oleEnding(['Root Entry', 'WordDocument', 'Macros']))).toBe('file-with-macros');
});

describe('a name is shown without what could deceive', () => {
  test.each([
    ['工作方案.pdf', '工作方案.pdf'],
    ['工作方案.PDF', '工作方案.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\桌面\\方案.pdf', '方案.pdf'],
    ['..', '文件.pdf'],
    ['', '文件.pdf'],
    ['\0\0', '文件.pdf'],
    ['报告\u202efdp.exe', '报告fdp.exe.pdf'],
    ['a\u200bb\u0007.pdf', 'ab.pdf'],
    ['index.html', 'index.html.pdf'],
    ['\ud800坏.pdf', '坏.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['两  个\n空格.pdf', '两 个 空格.pdf'],
    ['𠮷野家.pdf', '𠮷野家.pdf'],
  ])('%j', (given, shown) => expect(displayName(given, 'pdf')).toBe(shown));
  test('and cut to what a list can hold', () => {
    expect([...displayName(`${'长'.repeat(300)}.pdf`, 'pdf')].length).toBe(84);
    expect(Buffer.byteLength(displayName('👨‍👩‍👧‍👦'.repeat(100), 'pdf'))).toBeLessThan(255);
  });
  test('a picture keeps its name and gets the ending of what it became', () =>
    expect(displayName('IMG_0001.png', 'jpg')).toBe('IMG_0001.jpg'));
});
