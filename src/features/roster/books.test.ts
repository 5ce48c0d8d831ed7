import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { multipart } from '../../../test/multipart.ts';
import { identityNumber, textsIn, workbook } from '../../../test/workbooks.ts';
import { type Browser, committee, empty, once, type Place, signedIn, staff, type World, world } from '../../../test/world.ts';
import { zipOf } from '../../seeding/zip.ts';
import { words } from '../../web/words/index.ts';
import { faults } from './cell-rules.ts';
import { fields } from './fields-rules.ts';
import { readWorkbook } from './workbook-reading.ts';

// Each upload starts a process.
vi.setConfig({ testTimeout: 90_000 });
// A busy machine takes its time.
const soon = <T>(ask: () => T) => expect.poll(ask, { timeout: 30_000 });
const w: World = await world();
let place: Place;
let liaison: Browser;
let liaisonId: string;
// What spreadsheets take for a formula when it is no text cell, full-width forms too.
const traps = ['=1+1', '+1+1', '@SUM(A1)', '＝1+1', '＋1', '＠SUM', '=HYPERLINK("http://a","b")', "=cmd|' /C calc'!A0"];

beforeEach(async () => {
  await empty(w);
  await sql`delete from graphile_worker._private_jobs`.execute(w.house.db);
  place = await committee(w, '榕城市政协', 'city', ['教育界', '医药卫生界']);
  await sql`insert into party (code, sort, name, short_name, member_term, org_term) values ('communist', 1, '中国共产党', '中共', '党员', '党') on conflict do nothing`.execute(
    w.house.db,
  );
  liaisonId = await staff(w, place, '方舒', 'liaison');
  liaison = await signedIn(w, liaisonId);
});
const post = async (content: Uint8Array, by = liaison) => {
  const { payload, headers } = multipart([{ name: '名册.xlsx', content }]);
  const answer = await by.send('POST', `/api/committees/${place.committeeId}/member-rosters`, payload, headers);
  return { status: answer.status, ...answer.json<{ id: string; code: string }>() };
};
const map = async (id: string) => {
  const { mapping } = (await liaison.send('GET', `/api/roster-imports/${id}`)).json<{ mapping: object }>();
  return (await liaison.send('PUT', `/api/roster-imports/${id}/mapping`, { mapping })).json<{ counts: object; code: string }>();
};
async function bring(content: Uint8Array): Promise<void> {
  const { id } = await post(content);
  expect(await map(id)).toMatchObject({ counts: { wrong: 0 } });
  await liaison.send('POST', `/api/roster-imports/${id}/beginning`, {}, once());
  await w.settle();
  await soon(
    async () => (await sql<{ state: string }>`select state from roster_import where id = ${id}`.execute(w.house.db)).rows[0]?.state,
  ).toBe('done');
}
/** As if the person had just proved again who asks. */
const proved = () => sql`update login set proved_at = ${w.clock.now()} where person_id = ${liaisonId}`.execute(w.house.db);
const HEADS = ['姓名', '委员证号', '界别', '政协职务', '手机', '身份证号', '职务', '政治面貌'];
const rows = [
  ['曾小红', '01', '教育界', '', '13800000001', identityNumber(1), '=1+1', '中共'],
  ['丁一', '02', '教育界', '副主席', '13800000002', identityNumber(3), '＝SUM(A1)', ''],
  ['龚三', '03', '医药卫生界', '秘书长', '', '', '@SUM(A1)', ''],
];

test('an export is read again as it stands: nothing changes; by strokes, or by office and then strokes', async () => {
  await bring(await workbook([HEADS, ...rows]));
  const url = `/committees/${place.committeeId}/roster.xlsx`;
  const plain = await liaison.send('GET', url);
  expect(plain.headers['content-disposition']).toContain('attachment');
  const texts = await textsIn(plain.raw);
  expect(texts[0]).not.toContain('身份证号');
  expect(texts.slice(1).map(([name]) => name)).toEqual(['丁一', '龚三', '曾小红']);
  expect((await textsIn((await liaison.send('GET', `${url}?order=office`)).raw)).slice(1).map(([name]) => name)).toEqual([
    '丁一',
    '龚三',
    '曾小红',
  ]);
  await proved();
  const whole = await liaison.send('GET', `${url}?contacts=yes`);
  expect((await textsIn(whole.raw)).flat()).toEqual(
    expect.arrayContaining(['13800000001', identityNumber(1), '=1+1', '=SUM(A1)', '@SUM(A1)']),
  );
  for (const content of [plain.raw, whole.raw]) {
    const { id } = await post(content);
    expect(await map(id)).toMatchObject({ counts: { new: 0, changed: 0, same: 3, wrong: 0 } });
  }
  const { rows: audit } = await sql<{
    outcome: string;
  }>`select outcome from audit where act like 'GET%roster.xlsx' order by number`.execute(w.house.db);
  expect(audit.map(({ outcome }) => outcome)).toEqual(['exported', 'exported', 'exported with contacts']);
});
test('phones and identity numbers leave only after a second proof', async () => {
  await bring(await workbook([HEADS, ...rows]));
  await sql`update login set proved_at = null`.execute(w.house.db);
  const asked = await liaison.send('GET', `/committees/${place.committeeId}/roster.xlsx?contacts=yes`);
  expect(asked.status).not.toBe(200);
  expect(asked.raw.subarray(0, 2).toString()).not.toBe('PK');
});

test('their own file comes back with the reason in the last column, and every text as it was', async () => {
  const given = [
    HEADS,
    ...traps.map((trap, n) => [`马${'一二三四五六七八'[n]}`, `1${n}`, n === 0 ? '教育届' : '教育界', '', '', '', trap, '']),
  ];
  const { id } = await post(await workbook(given));
  await map(id);
  const texts = await textsIn((await liaison.send('GET', `/roster-imports/${id}/reasons.xlsx`)).raw);
  expect(texts[0]).toEqual([...HEADS, '原因']);
  expect(texts.slice(1).map((row) => row[6])).toEqual(traps);
  expect(texts.map((row) => row[8] ?? '')).toEqual(['原因', '没有这个界别，是不是“教育界”？', ...traps.slice(1).map(() => '')]);
  const mended = await workbook(texts.map((row) => row.map((cell) => cell.replace('教育届', '教育界'))));
  expect(await map((await post(mended)).id)).toMatchObject({ counts: { new: 8, wrong: 0 } });
});
test('the template can be filled in as it is', async () => {
  for (const kind of ['members', 'partyMembers', 'units']) {
    const { raw } = await liaison.send('GET', `/committees/${place.committeeId}/roster-template.xlsx?kind=${kind}`);
    const [list, explanations] = [await textsIn(raw), await textsIn(raw, 1)];
    expect(list).toHaveLength(2);
    expect(explanations.slice(1, list[0]?.length).every(([, , how]) => how !== '')).toBe(true);
  }
});
test('every fault and column has its words', () => {
  for (const locale of ['zh', 'en'] as const) {
    const { roster } = words(locale);
    expect(faults.filter((fault) => !(fault in roster.faults))).toEqual([]);
    const keys = Object.values(fields).flatMap((all) => all.map(({ key }) => key));
    expect(keys.filter((key) => !roster.columns[key] || !roster.workbook.explain[key])).toEqual([]);
  }
});

describe('A17: a workbook that is a weapon', () => {
  const sheet = (inner: string) => `<worksheet><sheetData>${inner}</sheetData></worksheet>`;
  const book = (parts: Record<string, string | Uint8Array>) =>
    zipOf({
      '[Content_Types].xml': '<Types/>',
      'xl/workbook.xml': '<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
      ...parts,
    });
  const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const head = `<row r="1">${text('姓名')}${text('界别')}</row>`;
  /** What the table of contents claims comes out, in bytes. */
  const lying = (zip: Buffer, claim: number) => {
    const copy = Buffer.from(zip);
    for (let at = copy.indexOf('PK\x01\x02'); at >= 0; at = copy.indexOf('PK\x01\x02', at + 4)) copy.writeUInt32LE(claim, at + 24);
    return copy;
  };

  test('what swells is stopped by what really comes out, not by what it claims', async () => {
    const padded = lying(book({ 'xl/worksheets/sheet1.xml': sheet(' '.repeat(100 * 1_048_576)) }), 1000);
    const long = `<si><t>${'甲'.repeat(300)}</t></si>`;
    const texts = (many: number, one: string) =>
      lying(book({ 'xl/worksheets/sheet1.xml': sheet(head), 'xl/sharedStrings.xml': one.repeat(many) }), 1000);
    expect(padded.length).toBeLessThan(1_048_576);
    const before = process.memoryUsage().rss;
    // Nothing but padding for a megabyte is no sheet; what goes on after it is not even unpacked.
    expect(await post(padded)).toMatchObject({ status: 422, code: 'roster-broken' });
    expect(await post(texts(80_000, long)), 'more than 64 MB really came out').toMatchObject({ status: 422, code: 'roster-swells' });
    expect(await post(texts(1_100_000, '<si/>')), 'more texts than cells that are taken').toMatchObject({ code: 'roster-swells' });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1_048_576);
  });
  test('a reader that grows over its memory is ended, and the answer is a refusal that says so', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'heyi-roster-')), 'a.xlsx');
    const content = book({ 'xl/worksheets/sheet1.xml': sheet(head) });
    writeFileSync(path, content);
    const job = { path, size: content.length, kind: 'members', at: null } as const;
    // No process of ours is as small as that. Two at once are all that run: a third answer shows that the first ones are gone.
    for (const turn of [1, 2, 3])
      await expect(readWorkbook(job, 30), String(turn)).rejects.toMatchObject({ code: 'roster-swells', status: 422 });
    await expect(readWorkbook(job)).rejects.toMatchObject({ code: 'roster-empty' });
  });
  test('ten thousand rows and no more, columns that nobody looks at, entities that multiply, outside files, broken XML', async () => {
    const many = Array.from({ length: 10_100 }, (_, n) => `<row r="${n + 2}">${text('张三')}</row>`).join('');
    const empties = Array.from({ length: 1_000_000 }, (_, n) => `<row r="${n + 2}"/>`).join('');
    const laughs = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>';
    const full = Array.from({ length: 9000 }, (_, n) => `<row r="${n + 2}">${text('张三')}</row>`).join('');
    const tall = `<worksheet><sheetData>${head}${full}</sheetData><mergeCells>${'<mergeCell ref="A1:BH9000"/>'.repeat(20_000)}</mergeCells></worksheet>`;
    const last = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>远</t></is></c></row>';
    for (const [inner, code] of [
      [sheet(head + many), 'roster-too-many-rows'],
      [sheet(head + empties), 'roster-empty'],
      [laughs + sheet(head), 'roster-broken'],
      [`${sheet(head)}<a b="`, 'roster-broken'],
      [sheet(head + '<a>'.repeat(1_000_000)), 'roster-empty'],
      [sheet(`${head}<row r="2"><c t="str"><v>${'&amp;'.repeat(2_000_000)}</v></c></row>`), 'roster-broken'],
      [tall, 'roster-broken'],
      [`<worksheet><dimension ref="A1:XFD1048576"/><sheetData>${head}${last}</sheetData></worksheet>`, 'roster-empty'],
      [sheet(''), 'roster-empty'],
    ] as const)
      expect(await post(book({ 'xl/worksheets/sheet1.xml': inner })), inner.slice(0, 300)).toMatchObject({ status: 422, code });
    const wide = `<row r="2">${text('张三')}${text('教育界')}<c r="XFD2" t="inlineStr"><is><t>远</t></is></c></row>`;
    expect(await post(book({ 'xl/worksheets/sheet1.xml': sheet(head + wide) }))).toMatchObject({ status: 200 });
  });
  test('markup in cells is text', async () => {
    const evil = '<img src=x onerror=alert()>';
    const { id } = await post(await workbook([HEADS, [evil, '9', '教育界', evil, '', '', evil, '']]));
    await map(id);
    const preview = (await liaison.send('GET', `/api/roster-imports/${id}/rows`)).json<{ rows: { problems: object[] }[] }>();
    expect(preview.rows[0]?.problems).toEqual([{ field: 'name', fault: 'name-characters' }]);
  });
});

test('A1: another body sees nothing of an import', async () => {
  const { id } = await post(await workbook([HEADS, ...rows]));
  const sibling = await committee(w, '另一市政协');
  const stranger = await signedIn(w, await staff(w, sibling, '外人', 'liaison'));
  for (const [method, url] of [
    ['GET', `/api/roster-imports/${id}`],
    ['GET', `/api/roster-imports/${id}/rows`],
    ['GET', `/roster-imports/${id}/reasons.xlsx`],
    ['GET', `/committees/${place.committeeId}/roster.xlsx`],
    ['GET', `/api/committees/${place.committeeId}/roster-imports`],
  ] as const)
    expect((await stranger.send(method, url)).status, url).toBe(404);
  expect((await post(await workbook([HEADS, ...rows]), stranger)).status).toBe(404);
  expect((await stranger.send('POST', `/api/roster-imports/${id}/beginning`, {}, once())).status).toBe(404);
});
