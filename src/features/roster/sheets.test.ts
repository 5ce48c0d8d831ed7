import { sql } from 'kysely';
import { beforeEach, expect, test, vi } from 'vitest';
import { multipart } from '../../../test/multipart.ts';
import { identityNumber, workbook } from '../../../test/workbooks.ts';
import { type Browser, committee, empty, once, type Place, signedIn, staff, type World, world } from '../../../test/world.ts';
import { newId } from '../../kit/ids.ts';
import { zipOf } from '../../seeding/zip.ts';

// Each upload starts a process.
vi.setConfig({ testTimeout: 90_000 });
const w: World = await world();
let place: Place;
let liaison: Browser;
beforeEach(async () => {
  await empty(w);
  await sql`delete from graphile_worker._private_jobs`.execute(w.house.db);
  place = await committee(w, '榕城市政协', 'city', ['教育界', '医药卫生界', '科学技术界']);
  liaison = await signedIn(w, await staff(w, place, '方舒', 'liaison'));
});

interface View {
  state: string;
  sheets: { name: string; hidden: boolean; rows: number; known: number; trouble: string | null }[];
  sheet: number;
  headRow: number;
  heads: string[];
  rows: number;
  leftOut: number[];
  mapping: Record<string, number>;
  counts: object | null;
}
async function upload(content: Uint8Array, name = '名册.xlsx', path = 'member-rosters') {
  const { payload, headers } = multipart([{ name, content }]);
  const answer = await liaison.send('POST', `/api/committees/${place.committeeId}/${path}`, payload, headers);
  return { status: answer.status, ...answer.json<{ id: string; code: string; sentence: string }>() };
}
const read = async (id: string) => (await liaison.send('GET', `/api/roster-imports/${id}`)).json<View>();
const take = (id: string, sheet: number) => liaison.send('PUT', `/api/roster-imports/${id}/sheet`, { sheet });
const map = async (id: string) => {
  const { mapping } = await read(id);
  return (await liaison.send('PUT', `/api/roster-imports/${id}/mapping`, { mapping })).json<View>();
};
const wrong = async (id: string) =>
  (await liaison.send('GET', `/api/roster-imports/${id}/rows?outcome=wrong`)).json<{ rows: { number: number; problems: object[] }[] }>()
    .rows;

const HEADS = ['姓名', '委员证号', '界别', '手机'];
const office = () =>
  workbook(
    [
      ['填表说明', ''],
      ['1', '姓名一栏只填姓名，不带职务'],
      ['2', '手机号填本人的'],
    ],
    (book) => {
      book.worksheets.forEach((sheet) => {
        sheet.name = '填表说明';
      });
      const list = book.addWorksheet('第十五届');
      list.addRow(['榕城市政协第十五届委员名册']);
      list.mergeCells('A1:D1');
      for (const row of [HEADS, ['林知远', '0101', '教育界', 13800000001], ['周映', '0102', '医药卫生界', '13800000002']]) list.addRow(row);
      const old = book.addWorksheet('第十四届', { state: 'hidden' });
      for (const row of [HEADS, ['吴江', '0001', '科学技术界', '13800000009']]) old.addRow(row);
      book.addWorksheet('Sheet4');
    },
  );

test('of several sheets the list is taken, hidden ones and those without a list are named, and another one needs no new upload', async () => {
  const { id } = await upload(await office());
  expect(await read(id)).toMatchObject({
    sheets: [
      { name: '填表说明', hidden: false, trouble: 'no-heads' },
      { name: '第十五届', hidden: false, rows: 2, known: 4, trouble: null },
      { name: '第十四届', hidden: true, rows: 1, known: 4, trouble: null },
      { name: 'Sheet4', hidden: false, rows: 0, trouble: 'empty' },
    ],
    sheet: 1,
    headRow: 2,
    rows: 2,
  });
  expect(await map(id)).toMatchObject({ state: 'checked', counts: { new: 2, wrong: 0 } });
  const chosen = (await take(id, 2)).json<View>();
  expect(chosen).toMatchObject({ state: 'mapping', sheet: 2, headRow: 1, rows: 1, counts: null });
  expect(await map(id)).toMatchObject({ counts: { new: 1, wrong: 0 } });
  const preview = await liaison.send('GET', `/api/roster-imports/${id}/rows`);
  expect(preview.body).toContain('吴江');
  expect(preview.body).not.toContain('林知远');
  for (const [sheet, code] of [
    [0, 'roster-no-heads'],
    [3, 'roster-empty'],
    [4, 'unknown-sheet'],
  ] as const)
    expect((await take(id, sheet)).json()).toMatchObject({ code });
  expect(await read(id), 'what was refused changed nothing').toMatchObject({ state: 'checked', sheet: 2 });
});

test('the file goes with its rows: cancelled, no sheet of it can be taken, and nothing of it lies readable meanwhile', async () => {
  const { id } = await upload(await office());
  const kept = await sql<{ content: Buffer }>`select content from roster_file where import_id = ${id}`.execute(w.house.db);
  // The names of parts stand readable in every zip.
  expect(kept.rows[0]?.content.length).toBeGreaterThan(1000);
  for (const readable of ['xl/workbook.xml', Buffer.from('xl/workbook.xml').toString('base64')])
    expect(kept.rows[0]?.content.includes(readable)).toBe(false);
  await liaison.send('POST', `/api/roster-imports/${id}/cancellation`, {}, once());
  expect((await take(id, 2)).json()).toMatchObject({ code: 'changed-meanwhile' });
  const left = await sql`select 1 from roster_file union all select 1 from roster_row`.execute(w.house.db);
  expect(left.rows).toEqual([]);
});

test('another body takes no sheet', async () => {
  const { id } = await upload(await office());
  const sibling = await committee(w, '另一市政协');
  const stranger = await signedIn(w, await staff(w, sibling, '外人', 'liaison'));
  expect((await stranger.send('PUT', `/api/roster-imports/${id}/sheet`, { sheet: 2 })).status).toBe(404);
});

/** As WPS writes it: absolute targets, prefixes, texts in runs with readings, numbers as text and as numbers, dates in built-in formats. */
function wps(): Buffer {
  const strings: string[] = [];
  const shared = (xml: string) => `t="s"><v>${strings.push(`<si>${xml}</si>`) - 1}</v>`;
  const t = (text: string) => shared(`<t xml:space="preserve">${text}</t>`);
  const cell = (at: string, inner: string) => `<c r="${at}" ${inner}</c>`;
  const row = (number: number, cells: Record<string, string>) =>
    `<row r="${number}" spans="1:8">${Object.entries(cells)
      .map(([column, inner]) => cell(`${column}${number}`, inner))
      .join('')}</row>`;
  const rows = [
    row(1, { A: t('榕城市政协第十五届委员名册') }),
    row(2, { A: t('填报单位：榕城市政协办公室'), G: t('2026年6月') }),
    row(4, { A: t('序号'), B: t('姓　名'), D: t('出生\n日期'), E: t('委员\n证号'), F: t('界 别'), G: t('联系电话'), H: t('身份证号码 ') }),
    row(5, {
      A: 't="n"><v>1</v>',
      B: shared('<r><t>林</t></r><r><t xml:space="preserve">知远  </t></r><rPh sb="0" eb="1"><t>lin</t></rPh>'),
      C: 's="2">',
      D: 's="1"><v>23816</v>',
      E: t('０１０１'),
      F: t(' 教育界 '),
      G: 't="n"><v>1.3800000001E10</v>',
      H: t(`${identityNumber(1, '19650315')}\u00a0`),
    }),
    row(6, {
      A: 't="n"><v>2</v>',
      B: t('周 映'),
      D: t('1970．５．1'),
      E: 't="n"><v>102</v>',
      F: t('医药卫生'),
      G: t('138-0000-0002'),
      H: t(''),
    }),
    row(7, { A: t('小计'), F: t('2人') }),
    row(9, { A: t('合　计'), B: 't="str"><f>COUNTA(B5:B6)</f><v>2</v>' }),
    row(10, { A: t('填表人：方舒'), F: t('审核人：'), G: t('2026.6.30') }),
  ].join('');
  return zipOf({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml':
      '<?xml version="1.0"?><x:workbook xmlns:x="x" xmlns:r="r"><x:workbookPr/><x:sheets><x:sheet name="委员名册 " sheetId="1" r:id="rId1"/></x:sheets></x:workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="49"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': `<worksheet><dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384"/></cols><sheetData>${rows}</sheetData><mergeCells><mergeCell ref="A1:H1"/><mergeCell ref="A2:F2"/></mergeCells></worksheet>`,
    'xl/sharedStrings.xml': `<sst>${strings.join('')}</sst>`,
  });
}
test('a list as WPS writes it: title, heads in the fourth row, padded and full-width texts, dates of every kind, an empty column, totals', async () => {
  const { id } = await upload(wps());
  expect(await read(id)).toMatchObject({
    headRow: 4,
    heads: ['序号', '姓 名', '出生 日期', '委员 证号', '界 别', '联系电话', '身份证号码'],
    mapping: { name: 1, bornOn: 2, number: 3, sector: 4, phone: 5, identityNumber: 6 },
    rows: 2,
    leftOut: [7, 9, 10],
  });
  expect(await map(id), JSON.stringify(await wrong(id))).toMatchObject({ counts: { new: 2, wrong: 0 } });
  await liaison.send('POST', `/api/roster-imports/${id}/beginning`, {}, once());
  await w.settle();
  await expect.poll(async () => (await read(id)).state, { timeout: 30_000 }).toBe('done');
  const { rows } = await sql`select p.name, m.number, f.born_on::text as born, i.subject is not null as phone from membership m
    join person p on p.id = m.person_id join profile f on f.person_id = p.id left join identity i on i.person_id = p.id order by m.number`.execute(
    w.house.db,
  );
  expect(rows).toEqual([
    { name: '林知远', number: '0101', born: '1965-03-15', phone: true },
    { name: '周映', number: '102', born: '1970-05-01', phone: true },
  ]);
});

/** An OLE container with these streams: what .xls, .et and locked .xlsx files are. */
function ole(...streams: string[]): Buffer {
  const file = Buffer.alloc(512 * 3);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 44);
  file.writeUInt32LE(1, 48);
  file.writeUInt32LE(0, 76);
  file.fill(0xff, 80, 512);
  file.writeUInt32LE(0xfffffffd, 512);
  file.writeUInt32LE(0xfffffffe, 516);
  for (const [n, name] of ['Root Entry', ...streams].entries()) {
    file.write(name, 1024 + n * 128, 'utf16le');
    file.writeUInt16LE((name.length + 1) * 2, 1024 + n * 128 + 64);
  }
  return file;
}
test('what is no .xlsx is refused by what it is, whatever it is called, and the sentence says what to do', async () => {
  const gb18030 = Buffer.from('d0d5c3fb2cbde7b1f00d0ac1d6d6aad4b62cbdccd3fdbde70d0a', 'hex');
  for (const [content, code, does] of [
    [ole('Workbook', '\u0005SummaryInformation'), 'roster-old-xls', '另存为'],
    [
      Buffer.from('\ufeff<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>姓名</td></tr></table>'),
      'roster-old-xls',
      '另存为',
    ],
    [ole('EncryptionInfo', 'EncryptedPackage'), 'roster-locked', '去掉密码'],
    [gb18030, 'roster-csv', '另存为 .xlsx'],
    [ole('WordDocument'), 'roster-not-xlsx', '另存为 .xlsx'],
    [zipOf({ '[Content_Types].xml': '', 'word/document.xml': '' }), 'roster-not-xlsx', '另存为 .xlsx'],
    [zipOf({ '[Content_Types].xml': '', 'xl/workbook.xml': '', 'xl/vbaProject.bin': '' }), 'file-with-macros', 'xlsx'],
    [(await office()).subarray(0, 3000), 'roster-broken', '另存为 .xlsx'],
    [Buffer.from('%PDF-1.7\n\0\0'), 'roster-not-xlsx', '另存为 .xlsx'],
  ] as const) {
    const answer = await upload(content, '委员名册.xlsx');
    expect([answer.status, answer.code]).toEqual([422, code]);
    expect(answer.sentence).toContain(does);
  }
});

test('支部变更: the list says from where to where, one ends as the other begins, it is logged, and the same file again changes nothing', async () => {
  const [jia, yi, meng] = [newId(), newId(), newId()];
  await sql`insert into party (code, sort, name, short_name, member_term, org_term) values ('jiusan', 8, '九三学社', '九三学社', '社员', '社'),
    ('minmeng', 3, '中国民主同盟', '民盟', '盟员', '盟') on conflict do nothing`.execute(w.house.db);
  await sql`insert into org (id, kind, committee_id, name, short_name, party, party_level) values
    (${jia}, 'partyOrg', ${place.committeeId}, '九三学社甲支社', '甲支社', 'jiusan', 'branch'),
    (${yi}, 'partyOrg', ${place.committeeId}, '九三学社乙支社', '乙支社', 'jiusan', 'branch'),
    (${meng}, 'partyOrg', ${place.committeeId}, '民盟一支部', '一支部', 'minmeng', 'branch')`.execute(w.house.db);
  const list = async (...rows: string[][]) =>
    (await upload(await workbook([['姓名', '支社', '社内职务', '入社时间', '手机'], ...rows]), '社员.xlsx', 'party-rosters')).id;
  const bring = async (id: string) => {
    await liaison.send('POST', `/api/roster-imports/${id}/beginning`, {}, once());
    await w.settle();
    await expect.poll(async () => (await read(id)).state, { timeout: 30_000 }).toBe('done');
  };
  const first = await list(['林知远', '甲支社', '主委', '2001-03-01', '13800000001'], ['郑和', '甲支社', '', '', '13800000055']);
  expect(await map(first)).toMatchObject({ counts: { new: 2, wrong: 0 } });
  await bring(first);
  const other = await list(['郑和', '一支部', '', '', '13800000055']);
  expect(await map(other)).toMatchObject({ counts: { wrong: 1 } });
  expect((await wrong(other))[0]?.problems).toEqual([{ field: 'org', fault: 'party-other', said: '九三学社甲支社' }]);
  const moved = () => list(['林知远', '乙支社', '', '', '13800000001'], ['郑和', '甲支社', '', '', '13800000055']);
  const second = await moved();
  expect(await map(second)).toMatchObject({ counts: { changed: 1, same: 1, wrong: 0 } });
  const preview = await liaison.send('GET', `/api/roster-imports/${second}/rows?outcome=changed`);
  expect(preview.json<{ rows: object[] }>().rows).toMatchObject([
    {
      differences: [
        { field: 'org', from: '九三学社甲支社', to: '九三学社乙支社' },
        { field: 'duty', from: '主委', to: null },
      ],
    },
  ]);
  await bring(second);
  const { rows } = await sql`select o.short_name as org, b.joined_on::text as joined, b.duty, b.until_on::text as until,
      exists (select 1 from party_move v where v.from_id = b.id and v.by_id is not null) as left, exists (select 1 from party_move v where v.to_id = b.id) as came
    from party_membership b join org o on o.id = b.org_id join person p on p.id = b.person_id where p.name = '林知远' order by o.short_name desc`.execute(
    w.house.db,
  );
  const today = w.clock.now().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
  expect(rows).toEqual([
    { org: '甲支社', joined: '2001-03-01', duty: '主委', until: today, left: true, came: false },
    { org: '乙支社', joined: '2001-03-01', duty: null, until: null, left: false, came: true },
  ]);
  expect(await map(await moved())).toMatchObject({ counts: { new: 0, changed: 0, same: 2, wrong: 0 } });
});
