import type ExcelJS from 'exceljs';
import { sql } from 'kysely';
import { beforeEach, expect, test, vi } from 'vitest';
import { multipart } from '../../../test/multipart.ts';
import { identityNumber, workbook } from '../../../test/workbooks.ts';
import { type Browser, committee, empty, once, type Place, signedIn, staff, type World, world } from '../../../test/world.ts';
import { newId } from '../../kit/ids.ts';

// Each upload starts a process.
vi.setConfig({ testTimeout: 90_000 });
// A busy machine takes its time.
const soon = <T>(ask: () => T) => expect.poll(ask, { timeout: 30_000 });
const w: World = await world();
let place: Place;
let liaison: Browser;
beforeEach(async () => {
  await empty(w);
  await sql`delete from graphile_worker._private_jobs`.execute(w.house.db);
  place = await committee(w, '榕城市政协', 'city', ['教育界', '医药卫生界', '科学技术界']);
  await sql`insert into org (id, kind, committee_id, name, short_name) values
    (${newId()}, 'subCommittee', ${place.committeeId}, '提案委员会', '提案委'),
    (${newId()}, 'memberGroup', ${place.committeeId}, '第一活动组', '一组'), (${newId()}, 'memberGroup', ${place.committeeId}, '鼓楼街道活动组', '鼓楼组')`.execute(
    w.house.db,
  );
  // Migrations filled it; the emptying between tests took it along.
  await sql`insert into party (code, sort, name, short_name, member_term, org_term) values
    ('communist', 1, '中国共产党', '中共', '党员', '党'), ('jiusan', 8, '九三学社', '九三学社', '社员', '社') on conflict do nothing`.execute(
    w.house.db,
  );
  liaison = await signedIn(w, await staff(w, place, '方舒', 'liaison'));
});

const HEADS = [
  '序号',
  '姓名',
  '性别',
  '委员证号',
  '界别',
  '专委会',
  '政协职务',
  '是否常委',
  '手机号码',
  '身份证号',
  '单位职务',
  '政治面貌',
  '活动组',
];
type Row = (string | number | Date | null)[];
const lin: Row = [
  1,
  '林知远',
  '男',
  '0101',
  '教育界',
  '提案委主任',
  '',
  '是',
  '13800000001',
  identityNumber(1),
  '市第八中学校长',
  '中共党员',
  '第一活动组（组长）、鼓楼组',
];
const zhou: Row = [
  2,
  '周　 映',
  '女',
  '0102',
  '医药卫生界',
  '',
  '副秘书长',
  '否',
  13800000002,
  identityNumber(2),
  '市医院主任医师',
  '九三学社',
  '',
];
const wu: Row = [3, '吴江', '', '0103', '科学技术', '', '', '', '', '', '', '', ''];

interface View {
  id: string;
  state: string;
  counts: { new: number; changed: number; same: number; wrong: number } | null;
  mapping: Record<string, number>;
  heads: string[];
  done: number;
  trouble: string | null;
  code: string;
}
type Preview = {
  rows: {
    number: number;
    outcome: string;
    problems: { field: string; fault: string; said?: string }[];
    differences: object[];
    said: Record<string, string>;
  }[];
};
async function upload(content: Buffer, by = liaison, path = 'member-rosters') {
  const { payload, headers } = multipart([{ name: '委员名册.xlsx', content }]);
  const answer = await by.send('POST', `/api/committees/${place.committeeId}/${path}`, payload, headers);
  return { status: answer.status, ...answer.json<{ id: string; code: string; sentence: string }>() };
}
const read = async (id: string) => (await liaison.send('GET', `/api/roster-imports/${id}`)).json<View>();
async function mapped(id: string, mapping?: Record<string, number>) {
  const answer = await liaison.send('PUT', `/api/roster-imports/${id}/mapping`, { mapping: mapping ?? (await read(id)).mapping });
  return { status: answer.status, ...answer.json<View>() };
}
const preview = async (id: string, query = '') =>
  (await liaison.send('GET', `/api/roster-imports/${id}/rows${query}`)).json<Preview>().rows;
const begin = (id: string) => liaison.send('POST', `/api/roster-imports/${id}/beginning`, {}, once());
async function imported(rows: readonly Row[], heads = HEADS) {
  const { id } = await upload(await workbook([heads, ...rows]));
  const checked = await mapped(id);
  expect(checked, JSON.stringify(await preview(id))).toMatchObject({ state: 'checked', counts: { wrong: 0 } });
  expect((await begin(id)).status).toBe(200);
  await w.settle();
  await soon(async () => (await read(id)).state).toBe('done');
  return read(id);
}
const count = async (table: string) =>
  (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(w.house.db)).rows[0]?.n;
const faultsOf = async (rows: readonly Row[], heads = HEADS) => {
  const { id } = await upload(await workbook([heads, ...rows]));
  const { counts } = await mapped(id);
  return {
    counts,
    faults: (await preview(id, '?outcome=wrong')).flatMap(({ problems }) => problems.map(({ field, fault }) => `${field} ${fault}`)),
  };
};

test('a roster comes in whole: people, seats, groups, profiles, phones; the same file again changes nothing', async () => {
  const view = await imported([lin, zhou, wu]);
  expect(view).toMatchObject({ counts: { new: 3, changed: 0, same: 0, wrong: 0 }, done: 3, trouble: null });
  const { rows } = await sql`
    select p.name, p.stroke_key is not null as keys, m.number, s.name as sector, o.short_name as sub, m.sub_committee_duty as duty, m.office, m.standing,
      f.gender, f.party, f.post, f.born_on::text as born, i.verified_at, m.status,
      (select count(*) from membership_group g where g.membership_id = m.id) as groups, (select kind from member_change c where c.membership_id = m.id) as log
    from person p join membership m on m.person_id = p.id join sector s on s.id = m.sector_id left join org o on o.id = m.sub_committee_id
    left join profile f on f.person_id = p.id left join identity i on i.person_id = p.id order by m.number`.execute(w.house.db);
  expect(rows).toMatchObject([
    {
      name: '林知远',
      keys: true,
      sector: '教育界',
      sub: '提案委',
      duty: '主任',
      office: null,
      standing: true,
      gender: 'male',
      party: 'communist',
      groups: 2,
      log: 'joined',
      born: '1965-03-15',
      verified_at: null,
      status: 'serving',
    },
    {
      name: '周映',
      number: '0102',
      office: '副秘书长',
      standing: false,
      gender: 'female',
      party: 'jiusan',
      post: '市医院主任医师',
      groups: 0,
    },
    { name: '吴江', number: '0103', sector: '科学技术界', gender: null, party: null },
  ]);
  expect(await count('roster_row'), 'nothing of the file stays').toBe(0);
  const { id } = await upload(await workbook([HEADS, wu, zhou, lin]));
  expect(await mapped(id)).toMatchObject({ counts: { new: 0, changed: 0, same: 3, wrong: 0 } });
  expect((await begin(id)).json()).toMatchObject({ code: 'roster-nothing-new' });
  const { rows: audit } = await sql<{ act: string }>`select act from audit where act like 'roster.import%'`.execute(w.house.db);
  expect(audit).toEqual([{ act: 'roster.import members: 3 new, 0 changed, 0 unchanged' }]);
});

test('what changed is shown field by field, and only that is written', async () => {
  await imported([lin, zhou, wu]);
  const moved = lin.with(4, '科学技术界').with(6, '秘书长').with(12, '鼓楼组').with(10, '市教育局副局长');
  const { id } = await upload(await workbook([HEADS, moved, zhou, wu]));
  expect(await mapped(id)).toMatchObject({ counts: { new: 0, changed: 1, same: 2, wrong: 0 } });
  const [row] = await preview(id, '?outcome=changed');
  expect(row?.differences).toEqual([
    { field: 'sector', from: '教育界', to: '科学技术界' },
    { field: 'office', from: null, to: '秘书长' },
    { field: 'groups', from: expect.stringContaining('第一活动组（组长）'), to: '鼓楼街道活动组' },
    { field: 'post', from: '市第八中学校长', to: '市教育局副局长' },
  ]);
  expect(row?.said).toMatchObject({ phone: '138****0001', identityNumber: expect.stringMatching(/^3501\*{10}/) });
  await begin(id);
  await w.settle();
  await soon(async () => (await read(id)).state).toBe('done');
  const { rows } =
    await sql`select office, office_rank, (select count(*) from member_change c where c.membership_id = m.id and kind = 'adjusted') as log
    from membership m where number = '0101'`.execute(w.house.db);
  expect(rows).toEqual([{ office: '秘书长', office_rank: 3, log: 1 }]);
});

test('every kind of wrong row is told, at its field', async () => {
  await imported([lin, zhou, wu]);
  const row = (n: number, more: Record<number, string | number | null> = {}): Row => {
    const base: Row = [
      n,
      `高${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉'[n - 10] ?? '亥'}`,
      '男',
      `02${n}`,
      '教育界',
      '',
      '',
      '',
      `139000000${n}`,
      identityNumber(n * 2 + 101),
      '',
      '',
      '',
    ];
    return base.map((cell, at) => (at in more ? (more[at] ?? null) : cell));
  };
  const rows: [Row, string][] = [
    [row(10, { 1: '' }), 'name missing'],
    [row(11, { 1: '市教育局3' }), 'name name-words'],
    [row(12, { 8: '1390000' }), 'phone phone-form'],
    [row(13, { 8: '13900000077' }), 'phone phone-twice'],
    [row(14, { 8: '13900000077' }), 'phone phone-twice'],
    [row(15, { 8: '13800000001' }), 'phone phone-of-another'],
    [
      row(16, { 9: `${identityNumber(33).slice(0, 17)}${identityNumber(33).endsWith('1') ? '2' : '1'}` }),
      'identityNumber identity-checksum',
    ],
    [row(17, { 9: identityNumber(35, '20200101') }), 'identityNumber identity-under-age'],
    [row(18, { 9: identityNumber(37, '19990230') }), 'identityNumber identity-date'],
    [row(19, { 4: '教育届' }), 'sector known-unknown'],
    [row(20, { 5: '文史委' }), 'subCommittee known-unknown'],
    [row(21, { 3: '0777' }), 'number number-twice'],
    [row(22, { 3: '0777' }), 'number number-twice'],
    [row(23, { 2: '未知' }), 'gender choice-unknown'],
    [row(24, { 11: '天地会' }), 'party choice-unknown'],
    [row(25, { 12: '第九活动组' }), 'groups known-unknown'],
    [row(26, { 4: '' }), 'sector missing'],
    [row(28, { 1: '吴江', 3: null, 8: '13900000028', 9: null }), 'name name-ambiguous'],
    [row(29, { 1: '金一', 3: null, 8: null, 9: null, 2: null }), 'name nobody-found'],
    [row(30, { 9: '3.50102196503E+17' }), 'identityNumber identity-digits-lost'],
  ];
  const copy = row(33);
  const { counts, faults } = await faultsOf([...rows.map(([one]) => one), copy, copy]);
  expect(faults).toEqual([...rows.map(([, fault]) => fault), 'name row-twice']);
  expect(counts).toMatchObject({ new: 1, wrong: rows.length + 1 });
  const alone: [Row, string][] = [
    [row(27, { 1: '林知远', 3: '0999', 8: '13800000001', 9: identityNumber(1) }), 'number seated-with-another-number'],
    [row(31, { 3: '0101', 8: null, 9: null }), 'number number-of-another'],
    [row(32, { 1: '林知远', 3: '0101', 8: '13900000032', 9: identityNumber(1) }), 'phone phone-differs'],
    [row(34, { 2: '女', 8: '13800000001', 9: identityNumber(2) }), 'phone phone-of-another'],
    [row(35, { 9: identityNumber(1) }), 'identityNumber identity-of-another'],
  ];
  for (const [one, fault] of alone) expect((await faultsOf([one])).faults).toEqual([fault]);
});
test('the nearest word is offered, and with one wrong row nothing is imported', async () => {
  const { id } = await upload(await workbook([HEADS, lin, zhou.with(4, '医卫界')]));
  expect(await mapped(id)).toMatchObject({ counts: { new: 1, wrong: 1 } });
  expect((await preview(id))[1]).toMatchObject({ number: 3, problems: [{ field: 'sector', fault: 'known-unknown', said: '医药卫生界' }] });
  expect((await begin(id)).json()).toMatchObject({ code: 'roster-has-errors' });
  expect(await count('membership')).toBe(0);
});

test('an office’s own table: title, two rows of heads, tall cells, formulas, dates, a hidden sheet, padding and empty rows', async () => {
  const content = await workbook(
    [
      ['榕城市政协第十四届委员名册', null, null, null, null, null, null],
      ['界别', '姓名', '专委会', null, '出生年月日', '联系电话', '证号'],
      [null, null, '名称', '职务', null, null, null],
      ['教育界', '张　　三', '提案委', '副主任', new Date('1965-03-15T00:00:00Z'), 13700000001, { formula: '"03"&"01"', result: '0301' }],
      [null, '李 四', null, null, '1970年5月', '１３７０００００００２', '0302'],
      [null, null, null, null, null, null, null],
      [' ', '　', null, null, null, null, null],
    ] as ExcelJS.CellValue[][],
    (book, sheet) => {
      for (const merged of ['A1:G1', 'A2:A3', 'B2:B3', 'C2:D2', 'E2:E3', 'F2:F3', 'G2:G3', 'A4:A5']) sheet.mergeCells(merged);
      const hidden = book.addWorksheet('旧名单', { state: 'hidden' });
      hidden.addRow(['姓名', '界别', '手机', '证号']);
      hidden.addRow(['旧人', '教育界', '13700000009', '0309']);
    },
  );
  const { id } = await upload(content);
  const view = await read(id);
  expect(view).toMatchObject({
    sheets: [
      { name: '名册', hidden: false },
      { name: '旧名单', hidden: true },
    ],
    sheet: 0,
    headRow: 2,
    rows: 2,
  });
  expect(view.heads).toEqual(['界别', '姓名', '专委会名称', '专委会职务', '出生年月日', '联系电话', '证号']);
  expect(view.mapping).toEqual({ sector: 0, name: 1, subCommittee: 2, subCommitteeDuty: 3, bornOn: 4, phone: 5, number: 6 });
  expect(await mapped(id)).toMatchObject({ counts: { new: 2, wrong: 0 } });
  await begin(id);
  await w.settle();
  await soon(async () => (await read(id)).state).toBe('done');
  const { rows } =
    await sql`select p.name, m.number, f.born_on::text as born, m.sub_committee_duty as duty from membership m join person p on p.id = m.person_id
    join profile f on f.person_id = p.id order by m.number`.execute(w.house.db);
  expect(rows).toEqual([
    { name: '张三', number: '0301', born: '1965-03-15', duty: '副主任' },
    { name: '李四', number: '0302', born: '1970-05-01', duty: null },
  ]);
});

test('columns are remembered as they were said', async () => {
  const heads = ['人员', '姓名', '所在界', '代号'];
  const rows: Row[] = [['x', '金一', '教育界', '0401']];
  const { id } = await upload(await workbook([heads, ...rows], (_, sheet) => void sheet.spliceRows(1, 1, heads)));
  expect(
    await upload(
      await workbook([
        ['甲', '乙'],
        ['丙', '丁'],
      ]),
    ),
  ).toMatchObject({ status: 422, code: 'roster-no-heads' });
  if (!id) return;
  expect(await mapped(id, { name: 1 })).toMatchObject({ status: 409, code: 'roster-column-missing' });
  expect(await mapped(id, { name: 1, sector: 2, number: 3 })).toMatchObject({ counts: { new: 1 } });
  const again = await upload(await workbook([heads, ...rows]));
  expect((await read(again.id)).mapping).toEqual({ name: 1, sector: 2, number: 3 });
});

test('two levels: the same person sits in both, and one body’s list overwrites nothing of the other', async () => {
  await imported([lin]);
  const upper = await committee(w, '澜江省政协', 'province', ['教育界']);
  const theirs = await signedIn(w, await staff(w, upper, '省联络', 'liaison'));
  const city = place;
  const cityLiaison = liaison;
  [place, liaison] = [upper, theirs];
  await imported([lin.with(3, '9001').with(5, '').with(12, '').with(10, '另一个职务').with(8, '')]);
  [place, liaison] = [city, cityLiaison];
  expect(await count('membership')).toBe(2);
  const { rows } =
    await sql`select post, (select count(*) from identity i where i.person_id = f.person_id) as phones from profile f`.execute(w.house.db);
  expect(rows).toEqual([{ post: '市第八中学校长', phones: 1 }]);
});

test('换届: the next term’s list seats who sat before under the same account, and takes what it says of them', async () => {
  await imported([lin, zhou]);
  const next = newId();
  await sql`update term set ends_on = '2026-06-30' where id = ${place.termId}`.execute(w.house.db);
  await sql`insert into term (id, committee_id, ordinal, starts_on, ends_on) values (${next}, ${place.committeeId}, 15, '2026-07-01', '2031-06-30')`.execute(
    w.house.db,
  );
  await sql`insert into sector (id, term_id, name, sort) values (${newId()}, ${next}, '教育界', 1)`.execute(w.house.db);
  const { id } = await upload(await workbook([HEADS, lin.with(3, '1501').with(10, '市教育局局长')]));
  expect(await mapped(id)).toMatchObject({ state: 'checked', counts: { new: 1, wrong: 0 } });
  expect(await preview(id)).toMatchObject([
    { outcome: 'new', known: true, again: true, differences: [{ field: 'post', to: '市教育局局长' }] },
  ]);
  expect((await begin(id)).status).toBe(200);
  await w.settle();
  await soon(async () => (await read(id)).state).toBe('done');
  const { rows } = await sql`select f.post, (select count(*) from membership m where m.person_id = p.id) as seats
    from person p join profile f on f.person_id = p.id where p.name = '林知远'`.execute(w.house.db);
  expect(rows).toEqual([{ post: '市教育局局长', seats: 2 }]);
});

const many = Array.from({ length: 300 }, (_, n): Row => {
  const name = `${'赵钱孙李周吴郑王冯陈'[n % 10]}${'天地玄黄宇宙洪荒日月'[Math.floor(n / 10) % 10]}${'一二三'[Math.floor(n / 100)]}`;
  return [n, name, '', `5${n}`, '教育界', '', '', '', '', '', '', '', ''];
});
const statesOf = async () =>
  (await sql<{ state: string }>`select state from roster_import order by id`.execute(w.house.db)).rows.map(({ state }) => state);
test('cancelled while it is written, nothing stays', async () => {
  const { id } = await upload(await workbook([HEADS, ...many]));
  await mapped(id);
  // Holds the writing up in its first hundred rows.
  const client = await w.house.pool.connect();
  await client.query('begin');
  await client.query('lock table member_change in exclusive mode');
  await begin(id);
  await w.settle();
  const waiting = async () =>
    (await sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%member_change%'`.execute(w.house.db)).rows;
  await soon(waiting).toHaveLength(1);
  const cancelled = await liaison.send('POST', `/api/roster-imports/${id}/cancellation`, {}, once());
  expect(cancelled.json()).toMatchObject({ state: 'cancelled' });
  await client.query('rollback');
  client.release();
  await soon(waiting).toHaveLength(0);
  await soon(
    async () => (await sql`select 1 from pg_stat_activity where state = 'idle in transaction'`.execute(w.house.db)).rows,
  ).toHaveLength(0);
  expect([await statesOf(), await count('membership'), await count('person'), await count('roster_row')]).toEqual([['cancelled'], 0, 1, 0]);
});
test('who lost the duty since then imports nothing', async () => {
  const { id } = await upload(await workbook([HEADS, ...many]));
  await mapped(id);
  await begin(id);
  await sql`delete from role_grant where role = 'liaison'`.execute(w.house.db);
  await w.settle();
  await soon(statesOf).toEqual(['cancelled']);
  expect([await count('membership'), await count('roster_row')]).toEqual([0, 0]);
});
test('what became untrue since the preview goes back to the preview, with nothing written', async () => {
  const { id } = await upload(await workbook([HEADS, lin, zhou]));
  await mapped(id);
  await imported([zhou.with(1, '另一人').with(9, identityNumber(77)).with(2, '男').with(3, '0888')]);
  await begin(id);
  await w.settle();
  await soon(async () => read(id)).toMatchObject({ state: 'checked', trouble: 'moved-on', counts: { new: 1, wrong: 1 } });
  expect(await count('membership')).toBe(1);
});
test('a file that nobody finishes goes after a day', async () => {
  const { id } = await upload(await workbook([HEADS, lin]));
  await w.at(new Date(w.clock.now().getTime() + 25 * 3_600_000).toISOString());
  liaison = await signedIn(w, await staff(w, place, '方舒二', 'liaison'));
  expect((await read(id)).state).toBe('expired');
  expect(await count('roster_row')).toBe(0);
});

test('nothing of a file lies readable in the database', async () => {
  await upload(await workbook([HEADS, lin]));
  const { rows } = await sql<{ cells: Buffer }>`select cells from roster_row`.execute(w.house.db);
  for (const { cells } of rows) for (const trace of ['林知远', '13800000001', identityNumber(1)]) expect(cells.includes(trace)).toBe(false);
});

test('units and party members come by the same way', async () => {
  const [office, branch] = [newId(), newId()];
  await sql`insert into org (id, kind, committee_id, name, short_name, system) values (${office}, 'handoverOffice', ${place.committeeId}, '市政府督查室', '督查室', 'government')`.execute(
    w.house.db,
  );
  await sql`insert into org (id, kind, committee_id, name, short_name, party, party_level) values (${branch}, 'partyOrg', ${place.committeeId}, '九三学社鼓楼支社', '鼓楼支社', 'jiusan', 'branch')`.execute(
    w.house.db,
  );
  await imported([lin]);
  const units = await upload(
    await workbook([
      ['承办单位', '系统', '督查室', '联系人', '联系电话'],
      ['市教育局', '政府', '督查室', '何必达', '13600000001'],
      ['市法院', '法院', '', '', ''],
    ]),
    liaison,
    'unit-rosters',
  );
  expect(await mapped(units.id)).toMatchObject({ counts: { new: 2, wrong: 0 } });
  await begin(units.id);
  await w.settle();
  await soon(async () => (await read(units.id)).state).toBe('done');
  const again = await upload(
    await workbook([
      ['承办单位', '系统', '督查室', '联系人', '联系电话'],
      ['市教育局', '政府', '市政府督查室', '何必达', '13600000001'],
      ['市法院', '检察院', '', '', ''],
    ]),
    liaison,
    'unit-rosters',
  );
  expect(await mapped(again.id)).toMatchObject({ counts: { new: 0, changed: 1, same: 1, wrong: 0 } });
  const heads = ['姓名', '支社', '社内职务', '入社时间', '手机'];
  const party = await upload(
    await workbook([heads, ['林知远', '鼓楼支社', '主委', '2001年3月', '13800000001'], ['郑和', '鼓楼支社', '', '', '13800000055']]),
    liaison,
    'party-rosters',
  );
  expect(await mapped(party.id), JSON.stringify(await preview(party.id))).toMatchObject({ counts: { new: 2, wrong: 0 } });
  await begin(party.id);
  await w.settle();
  await soon(async () => (await read(party.id)).state).toBe('done');
  expect([await count('party_membership'), await count('person')]).toEqual([2, 3]);
  const moved = await upload(
    await workbook([heads, ['林知远', '鼓楼支社', '副主委', '2001年3月', '13800000001'], ['郑和', '鼓楼支社', '', '', '13800000055']]),
    liaison,
    'party-rosters',
  );
  expect(await mapped(moved.id)).toMatchObject({ counts: { changed: 1, same: 1 } });
});

test('a term that is over is an archive: no list is brought into it', async () => {
  const old = newId();
  await sql`insert into term (id, committee_id, ordinal, starts_on, ends_on) values (${old}, ${place.committeeId}, 13, '2018-01-01', '2022-12-31')`.execute(
    w.house.db,
  );
  const { id } = await upload(await workbook([HEADS, lin]));
  const view = (await liaison.send('GET', `/api/roster-imports/${id}`)).json<{
    termId: string;
    terms: { id: string }[];
    mapping: object;
  }>();
  expect([view.termId, view.terms.map((term) => term.id)]).toEqual([place.termId, [place.termId]]);
  const asked = await liaison.send('PUT', `/api/roster-imports/${id}/mapping`, { mapping: view.mapping, termId: old });
  expect([asked.status, asked.json()]).toMatchObject([404, { code: 'unknown-term' }]);
});
