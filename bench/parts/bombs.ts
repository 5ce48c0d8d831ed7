import { readdirSync, readFileSync } from 'node:fs';
import { zipOf } from '../../src/seeding/zip.ts';

const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const head = `<row r="1">${text('姓名')}${text('界别')}</row>`;
const sheet = (inner: string, behind = '') => `<worksheet><sheetData>${head}${inner}</sheetData>${behind}</worksheet>`;
const rows = (many: number, inside: string) => Array.from({ length: many }, (_, n) => `<row r="${n + 2}">${inside}</row>`).join('');
const megabytes = (piece: string, many: number) => piece.repeat(Math.floor((many * 1_048_576) / Buffer.byteLength(piece)));
const book = (parts: Readonly<Record<string, string>>): Buffer =>
  zipOf({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': '<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    ...parts,
  });
const SHEET = 'xl/worksheets/sheet1.xml';
const STRINGS = 'xl/sharedStrings.xml';

/** Workbooks that are weapons, with what each is refused for. Made when it is their turn: together they are large. */
export const bombs: readonly { readonly name: string; readonly refusal: string; readonly content: () => Buffer }[] = [
  {
    name: 'deflate bomb of shared texts, 100 MB',
    refusal: 'roster-swells',
    content: () => book({ [SHEET]: sheet(''), [STRINGS]: megabytes(`<si><t>${'甲'.repeat(300)}</t></si>`, 100) }),
  },
  {
    name: '5,000,000 empty shared texts',
    refusal: 'roster-swells',
    content: () => book({ [SHEET]: sheet(''), [STRINGS]: '<si/>'.repeat(5_000_000) }),
  },
  { name: '1,000,000 empty rows', refusal: 'roster-empty', content: () => book({ [SHEET]: sheet(rows(1_000_000, '')) }) },
  { name: 'XML 20,000,000 deep', refusal: 'roster-empty', content: () => book({ [SHEET]: sheet('<a>'.repeat(20_000_000)) }) },
  {
    name: 'a sheet that says A1:XFD1048576',
    refusal: 'roster-empty',
    content: () => book({ [SHEET]: `<worksheet><dimension ref="A1:XFD1048576"/><sheetData>${head}</sheetData></worksheet>` }),
  },
  {
    name: 'billion laughs',
    refusal: 'roster-broken',
    content: () => book({ [SHEET]: `<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>${sheet('')}` }),
  },
  { name: 'one text of 60 MB', refusal: 'roster-broken', content: () => book({ [SHEET]: sheet(megabytes('&amp;', 60)) }) },
  {
    name: '20,000 merged regions on each other',
    refusal: 'roster-broken',
    content: () =>
      book({ [SHEET]: sheet(rows(9000, text('张三')), `<mergeCells>${'<mergeCell ref="A1:BH9000"/>'.repeat(20_000)}</mergeCells>`) }),
  },
];

/** Watches the processes that read workbooks for this app: the most that any of them held, in MiB, once asked; 0 when there was none. */
export function watchReaders(appPid: number): () => number {
  let most = 0;
  const look = setInterval(() => {
    for (const pid of readersOf(appPid)) {
      const peak = /VmHWM:\s+(\d+)/.exec(textOf(`/proc/${pid}/status`))?.[1];
      most = Math.max(most, Number(peak ?? 0) / 1024);
    }
  }, 10);
  return () => {
    clearInterval(look);
    return Math.round(most);
  };
}
export const readersOf = (appPid: number): string[] =>
  readdirSync('/proc').filter(
    (pid) =>
      /^\d+$/.test(pid) &&
      textOf(`/proc/${pid}/stat`).split(' ')[3] === String(appPid) &&
      textOf(`/proc/${pid}/cmdline`).includes('workbook-process'),
  );
/** Processes end while they are looked at. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
