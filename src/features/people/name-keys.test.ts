import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { empty, world } from '../../../test/world.ts';
import { newId } from '../../kit/ids.ts';
import { keepNameKeys, nameKeys, strokeKey } from './index.ts';

const golden = readFileSync('src/features/people/names-by-strokes.txt', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.match(/^(.+) (\S+) (\S+)$/)?.slice(1) ?? []);
const names = golden.map(([name = '']) => name);
/** Mixed, the same way each time. */
const mixed = names
  .map((name, at) => ({ name, at: (at * 7919) % 300 }))
  .sort((a, b) => a.at - b.at)
  .map(({ name }) => name);

test('300 names with rare characters stand in the golden order of surname strokes', () => {
  expect(new Set(names).size).toBe(300);
  expect(names.filter((name) => /[\u{20000}-\u{3ffff}]/u.test(name)).length).toBeGreaterThan(15);
  const keyed = mixed.map((name) => ({ name, key: strokeKey(name) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  expect(keyed.map(({ name }) => name)).toEqual(names);
});

// Counted by hand in a dictionary of the mainland; ICU alone has twenty of these wrong (阝 艹 礻 黄 鬼).
const COUNTED: Readonly<Record<number, string>> = {
  2: '丁',
  3: '马于万',
  4: '王邓方孔毛尹文牛',
  5: '冯卢叶田石白史龙',
  6: '刘孙朱许吕任江汤乔华阮',
  7: '李张陈杨吴何宋沈苏余杜汪邹陆邱邵严肖',
  8: '周林罗郑范金孟易武欧庞',
  9: '赵胡钟姜姚郝侯段贺俞祝骆柳',
  10: '徐高郭唐袁贾夏秦顾钱翁莫殷凌倪',
  11: '黄梁萧曹阎崔康常龚梅章盛',
  12: '谢韩董程傅曾彭蒋温葛鲁游舒童覃',
  13: '雷赖蓝虞解',
  14: '蔡谭廖熊缪',
  15: '潘黎樊',
  16: '薛霍',
  17: '魏戴',
  18: '瞿',
};
test('fewer strokes come first, as anybody on the mainland counts them', () => {
  const counted = Object.values(COUNTED).map((all) => [...all].sort((a, b) => (strokeKey(a) < strokeKey(b) ? -1 : 1)));
  const all = counted.flat();
  expect([...all].reverse().sort((a, b) => (strokeKey(a) < strokeKey(b) ? -1 : 1))).toEqual(all);
});

test('surnames are read as surnames', () => {
  expect(
    golden.filter(([name = '', pinyin, initials]) => nameKeys(name).pinyin !== pinyin || nameKeys(name).initials !== initials),
  ).toEqual([]);
  const read = (name: string) => nameKeys(name).pinyin;
  expect(['欧阳秉', '单雄信', '曾巩', '仇英', '查良', '解缙', '区志', '万俟卨', '尉迟恭', '吕布'].map(read)).toEqual([
    'ouyangbing',
    'shanxiongxin',
    'zenggong',
    'qiuying',
    'zhaliang',
    'xiejin',
    'ouzhi',
    'moqixie',
    'yuchigong',
    'lvbu',
  ]);
});

test('the database orders by the key, whatever its collation', async () => {
  const w = await world();
  await empty(w);
  for (const name of mixed)
    await sql`insert into person (id, name, created_at) values (${newId()}, ${name}, ${w.clock.now()})`.execute(w.house.db);
  // Written without keys, as by an older version: the start makes them.
  expect(await keepNameKeys(w.house.db)).toBe(300);
  expect(await keepNameKeys(w.house.db)).toBe(0);
  const { rows } = await sql<{ name: string }>`select name from person order by stroke_key`.execute(w.house.db);
  expect(rows.map(({ name }) => name)).toEqual(names);
});
