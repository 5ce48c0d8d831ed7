import { sql } from 'kysely';
import { beforeEach, expect, test, vi } from 'vitest';
import { multipart } from '../../../test/multipart.ts';
import { textsIn, workbook } from '../../../test/workbooks.ts';
import { type Browser, committee, empty, once, type Place, signedIn, staff, type World, world } from '../../../test/world.ts';

// Each upload starts a process.
vi.setConfig({ testTimeout: 90_000 });
const w: World = await world();
let place: Place;
let liaison: Browser;
beforeEach(async () => {
  await empty(w);
  await sql`delete from graphile_worker._private_jobs`.execute(w.house.db);
  place = await committee(w, '榕城市政协', 'city', ['教育界', '医药卫生界']);
  liaison = await signedIn(w, await staff(w, place, '方舒', 'liaison'));
});
const HEADS = ['姓名', '委员证号', '界别', '职务', '附注'];

test('a row that calls itself classified is refused with its reason in the error Excel, in any column; words inside sentences are none', async () => {
  const file = await workbook([
    HEADS,
    ['曾小红', '01', '教育界', '市保密局机密文件室主任', '内部审计'],
    ['丁一', '02', '教育界', '机密★五年', ''],
    ['龚三', '03', '医药卫生界', '院长', '内部资料 注意保密'],
  ]);
  const { payload, headers } = multipart([{ name: '名册.xlsx', content: file }]);
  const { id } = (await liaison.send('POST', `/api/committees/${place.committeeId}/member-rosters`, payload, headers)).json<{
    id: string;
  }>();
  const { mapping } = (await liaison.send('GET', `/api/roster-imports/${id}`)).json<{ mapping: object }>();
  const mapped = await liaison.send('PUT', `/api/roster-imports/${id}/mapping`, { mapping });
  expect(mapped.json()).toMatchObject({ counts: { new: 1, wrong: 2 } });
  const texts = await textsIn((await liaison.send('GET', `/roster-imports/${id}/reasons.xlsx`)).raw);
  const reason = (mark: string) => `有密级标志“${mark}”：这里严禁处理涉密信息，请删去这一行，另走保密渠道报送`;
  expect(texts.map((row) => row[5] ?? '')).toEqual(['原因', '', reason('机密★'), reason('内部资料 注意保密')]);
  await liaison.send('POST', `/api/roster-imports/${id}/beginning`, {}, once());
  await w.settle();
  const { rows } = await sql`select 1 from person where name in ('丁一', '龚三', '曾小红')`.execute(w.house.db);
  expect(rows, 'all or nothing').toEqual([]);
});
