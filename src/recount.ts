import { parseArgs } from 'node:util';
import { type Config, configOrLeave } from './config/config.ts';
import { leave, unfit } from './config/unfit.ts';
import { systemClock } from './kit/clock.ts';
import { openDatabase } from './kit/db.ts';
import { reachDatabase } from './operations/house-database.ts';
import { inWords, seenInWords } from './recount/print.ts';
import { inSnapshot, type Report, record, recount } from './recount/recount.ts';
import { isSharp, selfTest } from './recount/self-test.ts';
import { topics } from './recount/source.ts';

const usage = `bin/recount 议题编号      由事实和原始访问日志重新计数，与统计显示的并排比较；有不同则退出码为 1
bin/recount --all         所有议题                            every topic
  --json                  打印一个 JSON 对象                  one JSON object
  --record                把结果记下，显示在统计页上          keep the outcome for the figures page
  --self-test             在不提交的事务里做十几种破坏，每种都必须被发现；请在清闲时做
                          damages a copy that is never committed; each damage must be reported`;

type Pool = ReturnType<typeof openDatabase>['pool'];
interface Order {
  readonly topicId: string | null;
  readonly json: boolean;
  readonly record: boolean;
  readonly selfTest: boolean;
}

try {
  const order = orderOf();
  if (!order) console.log(usage);
  else process.exitCode = (await run(configOrLeave(process.env), order)) ? 0 : 1;
} catch (error) {
  leave(error instanceof TypeError && 'code' in error ? unfit(`看不懂这些参数。\n${usage}`, error.message) : error);
}

function orderOf(): Order | null {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      all: { type: 'boolean' },
      json: { type: 'boolean' },
      record: { type: 'boolean' },
      'self-test': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const [topicId, ...rest] = positionals;
  if (values.help || rest.length > 0 || (topicId === undefined) !== (values.all === true)) return null;
  return {
    topicId: topicId ?? null,
    json: values.json === true,
    record: values.record === true,
    selfTest: values['self-test'] === true,
  };
}

/** @returns whether everything agrees; in a self-test, whether every damage was seen. */
async function run(config: Config, order: Order): Promise<boolean> {
  await using database = await reachDatabase(config, 'bin/recount');
  const { pool } = openDatabase(database.url, { max: 1, zone: config.timeZone });
  try {
    await refuseUnknown(pool, order.topicId);
    const report = await inSnapshot(pool, (client) => recount(client, order.topicId, config.timeZone));
    if (order.selfTest) return await test(pool, config, order, report);
    if (order.record) await record(pool, report, await nowOf(pool, config));
    console.log(order.json ? JSON.stringify(report) : inWords(report));
    return report.agrees;
  } finally {
    await pool.end();
  }
}

/** On the topic that was named, else on the one with the most to damage. */
async function test(pool: Pool, config: Config, order: Order, report: Report): Promise<boolean> {
  if (!report.agrees) {
    console.log(inWords(report));
    console.log('没有破坏就已不同，自检没有做');
    return false;
  }
  const weight = ({ lines }: Report['topics'][number]) => lines.reduce((all, { own }) => all + own, 0);
  const [largest] = [...report.topics].sort((a, b) => weight(b) - weight(a));
  if (!largest) throw unfit('还没有议题，自检没有东西可做。', 'There is no topic yet: nothing to test on.');
  const seen = await selfTest(pool, largest.id, config.timeZone);
  const sharp = isSharp(seen);
  console.log(
    order.json ? JSON.stringify({ topic: largest.id, sharp, damages: seen }) : `议题 ${largest.title}\n${seenInWords(seen, sharp)}`,
  );
  return sharp;
}

async function refuseUnknown(pool: Pool, topicId: string | null): Promise<void> {
  if (topicId === null) return;
  const known = await topics(pool);
  if (known.some(({ id }) => id === topicId)) return;
  const list = known.map(({ id, title }) => `  ${id}  ${title}`).join('\n');
  throw unfit(`没有议题 ${topicId}。现有的议题：\n${list}`, `There is no topic ${topicId}; the list above has those there are.`);
}

/** A throw-away installation is told its time; there the outcome carries that time too. */
async function nowOf(pool: Pool, config: Config): Promise<Date> {
  if (config.clock !== 'manual') return systemClock.now();
  const { rows } = await pool.query<{ at: Date }>('select at from manual_clock');
  return rows[0]?.at ?? systemClock.now();
}
