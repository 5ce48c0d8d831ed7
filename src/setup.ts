import { randomInt } from 'node:crypto';
import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { hashPassword } from './features/people/passwords.ts';
import { systemClock } from './kit/clock.ts';
import { type Config, configOrLeave } from './kit/config.ts';
import { type Db, openDatabase } from './kit/db.ts';
import { leave, unfit } from './kit/unfit.ts';
import { clusterFolder, holderOf } from './operations/data-folder.ts';
import { checkDatabase } from './operations/own-database.ts';
import { address } from './operations/postgres.ts';
import { type Given, type Order, orderOf, questions } from './seeding/founding-rules.ts';
import { accountSubject, insertInstitution, insertRows, insertStaff } from './seeding/institution.ts';
import { sectorLists } from './seeding/texts.ts';

const usage = `bin/setup                     逐项询问，建立一个委员会和第一个账号     asks, then founds a committee and its first account
bin/setup --committee 全称 --short 简称 --level city --term 14 --name 姓名 --account 账号
          [--from 年份] [--sectors 28|34] [--office 办公室] [--phone 电话]`;

try {
  const options = Object.fromEntries(questions.map(({ key }) => [key, { type: 'string' } as const]));
  const { values } = parseArgs({ options: { ...options, help: { type: 'boolean' } } });
  const { help, ...given } = values;
  if (help) console.log(usage);
  else await run(configOrLeave(process.env), given);
} catch (error) {
  leave(error instanceof TypeError && 'code' in error ? unfit(`看不懂这些参数。\n${usage}`, error.message) : error);
}

async function run(config: Config, given: Given): Promise<void> {
  const url = await running(config);
  const { db } = openDatabase(url, { max: 1, zone: config.timeZone });
  try {
    await refuseUnready(db);
    const now = systemClock.now();
    const year = Number(new Intl.DateTimeFormat('en', { timeZone: config.timeZone, year: 'numeric' }).format(now));
    const order = orderOf(await answers(given, year), year);
    await refuseTaken(db, order);
    const password = newPassword();
    await found(db, order, password, now);
    console.log(told(order, password, config));
  } finally {
    await db.destroy();
  }
}

/** The database of a house that runs; nothing is started here. */
async function running(config: Config): Promise<string> {
  if (config.databaseUrl !== undefined) {
    await checkDatabase(config.databaseUrl);
    return config.databaseUrl;
  }
  if (holderOf(config)?.command === 'bin/start') return address('heyi', clusterFolder(config));
  throw unfit(
    `${config.dataDir} 里没有正在运行的合议。请先在另一个窗口运行 bin/start --empty（相同的 DATA_DIR），再运行 bin/setup。`,
    `No house runs in ${config.dataDir}. Run bin/start --empty in another window (same DATA_DIR) first, then bin/setup.`,
  );
}

async function refuseUnready(db: Db): Promise<void> {
  const { rows } = await sql<{
    made: boolean;
  }>`select to_regclass('setting') is not null and to_regclass('org') is not null as made`.execute(db);
  if (!rows[0]?.made)
    throw unfit('数据库里还没有表，请先运行一次 bin/start --empty。', 'The database has no tables yet: run bin/start --empty once.');
  const demo =
    await sql`select 1 from setting where name = 'demo' and value = 'true'::jsonb union all select 1 from person where demo limit 1`.execute(
      db,
    );
  // A real committee beside invented people would mix real words with made-up ones.
  if (demo.rows.length > 0)
    throw unfit(
      '这里还有演示内容。请先用系统管理账号登录工作台，在“运行状态”里移除演示内容，再运行 bin/setup。',
      'The demo is still here. Sign in to the desk as operator, remove the demo on the health page, then run bin/setup.',
    );
}
async function refuseTaken(db: Db, { committee, account }: Order): Promise<void> {
  const body = await sql`select 1 from org where kind = 'cppcc' and name = ${committee}`.execute(db);
  if (body.rows.length > 0) throw unfit(`已经有“${committee}”。`, `“${committee}” exists already.`);
  const taken = await sql`select 1 from identity where kind = 'account' and subject = ${accountSubject(account)}`.execute(db);
  if (taken.rows.length > 0) throw unfit(`账号 ${account} 已有人用，请换一个。`, `The account ${account} is taken: choose another.`);
}

/** Asks on a terminal for what was not given; elsewhere says what is missing. */
async function answers(given: Given, year: number): Promise<Given> {
  const all: Partial<Record<keyof Order, string>> = { ...given };
  const open = questions.filter(({ key }) => all[key] === undefined);
  const must = open.filter(({ preset }) => !preset).map(({ key }) => `--${key}`);
  if (!stdin.isTTY && must.length > 0) throw unfit(`还缺 ${must.join('、')}。\n${usage}`, `Missing: ${must.join(', ')}.`);
  // With every must given, the rest is not asked.
  const asking = stdin.isTTY && must.length > 0 ? createInterface({ input: stdin, output: stdout }) : undefined;
  for (const { key, zh, preset } of open) {
    const usual = preset?.(all, year);
    const said = asking ? (await asking.question(`${zh}${usual ? `（${usual}）` : ''}：`)).trim() : '';
    all[key] = said === '' ? (usual ?? '') : said;
  }
  asking?.close();
  return all;
}

/** Twenty letters that cannot be mistaken for each other, in groups that can be read out: 99 bits. */
function newPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}

async function found(db: Db, order: Order, password: string, now: Date): Promise<void> {
  const secret = await hashPassword(password);
  await db.transaction().execute(async (tx) => {
    const place = await insertInstitution(tx, {
      name: order.committee,
      shortName: order.short,
      level: order.level,
      phone: order.phone,
      term: order.term,
      startsOn: `${order.from}-01-01`,
      endsOn: `${order.from + 4}-12-31`,
      sectors: sectorLists()[order.sectors] ?? [],
      subCommittees: [],
      offices: [order.office],
      demo: false,
    });
    const { name, account, office } = order;
    await insertStaff(tx, place, { name, account, secret, office, roles: ['editor', 'moderator', 'operator'], demo: false }, now);
    await insertRows(tx, 'audit', [{ at: now, person_id: null, act: 'bin/setup', thing: place.id, outcome: 'done', address: 'local' }]);
  });
}

function told({ committee, short, term, sectors, account, name }: Order, password: string, { publicUrl }: Config): string {
  return `已建立 ${committee}（${short}），第 ${term} 届，${sectors} 个界别
  登录  网页地址加 /login，例如 ${publicUrl}/login
  账号  ${account}（${name}，议题编辑、审核、系统管理）
  密码  ${password}
密码只显示这一次，请立即抄下。  The password is shown once: write it down now.`;
}
