import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import ExcelJS from 'exceljs';
import { multipart } from '../test/multipart.ts';
import { appoint, makeCommittee, signIn, startThrowAway } from '../test/replay/installation.ts';
import { awaitRoster, beginRoster, cancelRoster, checkRoster, importOf, uploadRoster } from '../test/replay/parts/rosters.ts';
import { identityNumber } from '../test/workbooks.ts';
import { machine, table } from './parts/beside.ts';
import { bombs, readersOf, watchReaders } from './parts/bombs.ts';

// bin/bench roster [--rows 5000]: a roster from upload to done: seconds, what is served meanwhile, peak memory, and a cancellation that leaves nothing;
// then workbooks that are weapons: what the process that reads them holds at most, and the app.
const { values: options } = parseArgs({ options: { rows: { type: 'string', default: '5000' } } });
const count = Number(options.rows);
const SECTORS = ['教育界', '医药卫生界', '科学技术界', '经济界', '农业界'];
const BEGIN = new Date('2026-07-02T01:00:00Z');

await using house = await startThrowAway();
console.log(`${machine()}\n`);
const place = await house.sql((client) => makeCommittee(client, '榕城市政协', SECTORS));
await house.sql((client) => appoint(client, place, 'liaison', ['liaison'], BEGIN));
await house.moveTo(BEGIN);
const liaison = house.person();
await signIn(liaison, 'liaison');

const file = await roster(0);
const lines: (string | number)[][] = [];
const before = memory();
/** One step with its seconds, the slowest other page meanwhile, and the app's peak since the last. */
async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const watch = await besides();
  const began = performance.now();
  const done = await work();
  const seconds = ((performance.now() - began) / 1000).toFixed(2);
  lines.push([name, seconds, (await watch()).toFixed(0), memory()]);
  return done;
}

const cancelled = await step('upload and read', () => uploadRoster(liaison, place.committeeId, 'member-rosters', file));
await step('check every row', () => checkRoster(liaison, cancelled));
const seen = new Set<number>();
await step('write, cancelled in the middle', async () => {
  await beginRoster(liaison, cancelled);
  await awaitRoster(liaison, cancelled, async ({ done, state }) => {
    seen.add(done);
    if (done > 0 && state === 'importing') await cancelRoster(liaison, cancelled);
  });
});
const left = await leftOver();
const id = await uploadRoster(liaison, place.committeeId, 'member-rosters', file);
await checkRoster(liaison, id);
await step('write, all or nothing', async () => {
  await beginRoster(liaison, id);
  await awaitRoster(liaison, id, ({ done }) => seen.add(done));
});
const done = await importOf(liaison, id);
const again = await step('the same file again: upload and check', async () =>
  checkRoster(liaison, await uploadRoster(liaison, place.committeeId, 'member-rosters', file)),
);

console.log(`${count} rows of ${HEADS().length} columns, ${(file.length / 1024).toFixed(0)} KiB\n`);
console.log(table(['step', 'seconds', 'slowest page beside it, ms', 'app at most so far, MiB'], lines));
console.log(`\nApp before: ${before} MiB. Progress seen at ${seen.size} different rows.`);
console.log(`Cancelled: ${JSON.stringify(left)} left. Imported: ${JSON.stringify(done.counts)}. Again: ${JSON.stringify(again.counts)}.`);
const weapons = await meetBombs();
console.log(`\n${table(['weapon', 'KiB', 'answer', 'seconds', 'its reader at most, MiB', 'app at most so far, MiB'], weapons.lines)}`);
const wanted = { people: 0, seats: 0, rows: 0 };
const isRight =
  JSON.stringify(left) === JSON.stringify(wanted) &&
  done.state === 'done' &&
  done.counts?.new === count &&
  again.counts?.same === count &&
  weapons.refused;
console.log(isRight ? 'as it should be' : 'WRONG');
if (!isRight) process.exitCode = 1;

/** Each is refused for what it is, and its reader is gone afterwards. */
async function meetBombs() {
  const lines: (string | number)[][] = [];
  let refused = true;
  for (const { name, refusal, content } of bombs) {
    // So many uploads a minute are taken.
    await house.moveTo(new Date(house.now().getTime() + 60_000));
    const bytes = content();
    const { payload, headers } = multipart([{ name: '名册.xlsx', content: bytes }]);
    const most = watchReaders(house.appPid());
    const began = performance.now();
    const answer = await liaison.send('POST', `/api/committees/${place.committeeId}/member-rosters`, null, { content: payload, headers });
    const seconds = ((performance.now() - began) / 1000).toFixed(2);
    const { code } = answer.json<{ code: string }>();
    refused &&= answer.status === 422 && code === refusal && readersOf(house.appPid()).length === 0;
    lines.push([name, (bytes.length / 1024).toFixed(0), `${answer.status} ${code}`, seconds, most(), memory()]);
  }
  return { lines, refused };
}

function HEADS(): string[] {
  return [
    '姓名',
    '性别',
    '委员证号',
    '界别',
    '政协职务',
    '常委',
    '政治面貌',
    '工作单位',
    '职务',
    '职称',
    '民族',
    '学历',
    '手机',
    '身份证号',
  ];
}
async function roster(from: number): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('名册');
  sheet.addRow(HEADS());
  const surnames = '林陈黄郑王张李吴刘蔡杨许叶郭邱卢苏曾周何';
  const given = '一二三四五六七八九十天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈';
  for (let n = from; n < from + count; n++) {
    const name = `${surnames[n % 20]}${given[Math.floor(n / 20) % given.length]}${given[(n * 7) % given.length]}`;
    // 1,000 running numbers a birthday.
    const born = `19${60 + Math.floor(n / 1000)}0315`;
    const number = identityNumber(n, born);
    const gender = Number(number[16]) % 2 === 1 ? '男' : '女';
    const who = [name, gender, String(10_000 + n), SECTORS[n % 5], '', n % 9 === 0 ? '是' : '否', '群众', `市第${n % 40}中学`];
    sheet.addRow([...who, '教师', '高级教师', '汉族', '大学本科', `139${String(n).padStart(8, '0')}`, number]);
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** The most the app's process has held so far, as the kernel counts it. */
function memory(): number {
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${house.appPid()}/status`, 'utf8'))?.[1];
  return Math.round(Number(peak) / 1024);
}
/** Somebody else who reads the first page all the while: how long they waited at most. */
async function besides(): Promise<() => Promise<number>> {
  const reader = house.person();
  let [most, going] = [0, true];
  const running = (async () => {
    while (going) {
      const began = performance.now();
      await reader.send('GET', '/');
      most = Math.max(most, performance.now() - began);
    }
  })();
  return async () => {
    going = false;
    await running;
    return most;
  };
}
async function leftOver() {
  const { rows } = await house.sql((client) =>
    client.query<{ people: number; seats: number; rows: number }>(
      `select (select count(*)::int from person where name <> 'liaison') as people, (select count(*)::int from membership) as seats,
        (select count(*)::int from roster_row) as rows`,
    ),
  );
  return rows[0];
}
