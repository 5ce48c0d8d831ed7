import { stdin, stdout } from 'node:process';
import { createInterface, type Interface } from 'node:readline';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { type Config, configOrLeave } from './config/config.ts';
import { leave, unfit } from './config/unfit.ts';
import { oneTimePassword } from './features/people/one-time-password.ts';
import { hashPassword } from './features/people/passwords.ts';
import { systemClock } from './kit/clock.ts';
import { type Db, openDatabase } from './kit/db.ts';
import { clusterFolder, holderOf } from './operations/data-folder.ts';
import { checkDatabase } from './operations/own-database.ts';
import { address } from './operations/postgres.ts';
import {
  type Founder,
  faultSoFar,
  type Given,
  type Key,
  type Order,
  orderOf,
  postOf,
  questions,
  refuseFounder,
} from './seeding/founding-rules.ts';
import { accountSubject, type Institution, insertInstitution, insertRows, insertStaff } from './seeding/institution.ts';
import { sectorLists } from './seeding/texts.ts';

const usage = `bin/setup                     逐项询问，建立一个委员会和三位管理员     asks, then founds a committee with its three administrators
bin/setup --committee 全称 --short 简称 --level city --term 14
          --system-name 姓名 --system-account 账号 --security-name 姓名 --security-account 账号 --audit-name 姓名 --audit-account 账号
          [--staff-name 姓名 --staff-account 账号] [--from 年份] [--sectors 28|34] [--office 办公室] [--phone 电话]
bin/setup --post systemAdmin|securityAdmin|auditAdmin --committee 全称 --name 姓名 --account 账号
                              某一员空缺、没有人能办授权时，在服务器上补一位     fills a post of the three that nobody holds any more`;

try {
  const options = Object.fromEntries(questions.map(({ key }) => [key, { type: 'string' } as const]));
  const one = { type: 'string' } as const;
  const { values } = parseArgs({ options: { ...options, post: one, name: one, account: one, help: { type: 'boolean' } } });
  const { help, post, name, account, ...given } = values;
  if (help) console.log(usage);
  else if (post !== undefined) await refill(configOrLeave(process.env), { post, committee: committeeOf(given), name, account });
  else await run(configOrLeave(process.env), given);
} catch (error) {
  leave(error instanceof TypeError && 'code' in error ? unfit(`看不懂这些参数。\n${usage}`, error.message) : error);
}

function committeeOf(given: Given): string | undefined {
  return given.committee;
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
    const passwords = order.founders.map(() => oneTimePassword());
    await found(db, order, passwords, now);
    console.log(told(order, passwords, config));
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
      '这里还有演示内容。请先用运行维护账号登录工作台，在“运行状态”里移除演示内容，再运行 bin/setup。',
      'The demo is still here. Sign in to the desk as operator, remove the demo on the health page, then run bin/setup.',
    );
}
async function refuseTaken(db: Db, { committee, founders }: Order): Promise<void> {
  const body = await sql`select 1 from org where kind = 'cppcc' and name = ${committee}`.execute(db);
  if (body.rows.length > 0) throw unfit(`已经有“${committee}”。`, `“${committee}” exists already.`);
  for (const { account } of founders) await refuseTakenAccount(db, account);
}
async function refuseTakenAccount(db: Db, account: string): Promise<void> {
  const taken = await sql`select 1 from identity where kind = 'account' and subject = ${accountSubject(account)}`.execute(db);
  if (taken.rows.length > 0) throw unfit(`账号 ${account} 已有人用，请换一个。`, `The account ${account} is taken: choose another.`);
}

/** Asks on a terminal for what was not given; elsewhere says what is missing. */
async function answers(given: Given, year: number): Promise<Given> {
  const all: Partial<Record<Key, string>> = { ...given };
  const open = questions.filter(({ key }) => all[key] === undefined);
  const must = open.filter(({ preset }) => !preset).map(({ key }) => `--${key}`);
  if (!stdin.isTTY && must.length > 0) throw unfit(`还缺 ${must.join('、')}。\n${usage}`, `Missing: ${must.join(', ')}.`);
  // With every must given, the rest is not asked.
  const asking = stdin.isTTY && must.length > 0 ? createInterface({ input: stdin, output: stdout }) : undefined;
  const ask = asking && asker(asking);
  for (const { key, zh, preset } of open) {
    const usual = preset?.(all, year);
    do {
      const said = ask ? await ask(`${zh}${usual ? `（${usual}）` : ''}：`) : '';
      all[key] = said === '' ? (usual ?? '') : said;
    } while (ask && unfitting(faultSoFar(all, year)));
  }
  asking?.close();
  return all;
}
/** Says what does not fit; the question comes again. */
function unfitting(fault: string | null): boolean {
  if (fault !== null) console.log(fault);
  return fault !== null;
}
/** Lines as they come, so that answers pasted in one piece are all taken. */
function asker(asking: Interface): (question: string) => Promise<string> {
  const lines = asking[Symbol.asyncIterator]();
  return async (question) => {
    asking.setPrompt(question);
    asking.prompt();
    const { value, done } = await lines.next();
    if (done) throw unfit('已取消，什么也没有写入。', 'Cancelled: nothing was written.');
    return String(value).trim();
  };
}

async function found(db: Db, order: Order, passwords: readonly string[], now: Date): Promise<void> {
  const secrets: string[] = [];
  for (const password of passwords) secrets.push(await hashPassword(password));
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
    for (const [n, founder] of order.founders.entries())
      await appoint(tx, place, { founder, office: order.office, secret: secrets[n] ?? '' }, now);
    await recordSetup(tx, place.id, place.id, now);
  });
}
function appoint(db: Db, place: Institution, it: { founder: Founder; office: string; secret: string }, now: Date): Promise<string> {
  const { name, account, duties } = it.founder;
  return insertStaff(db, place, { name, account, secret: it.secret, office: it.office, roles: duties, demo: false, mustChange: true }, now);
}
async function recordSetup(db: Db, bodyId: string, thing: string, now: Date): Promise<void> {
  await insertRows(db, 'audit', [
    { at: now, person_id: null, act: 'bin/setup', thing, outcome: 'done', address: 'local', body_id: bodyId },
  ]);
}

/**
 * Fills a post of the three that nobody holds any more (lost password and keys, revoked): without it nobody could approve anything.
 * Whoever may run this on the machine holds the database anyway; it leaves its row in audit and a founding grant in the records.
 */
async function refill(
  config: Config,
  given: Readonly<Record<'post' | 'committee' | 'name' | 'account', string | undefined>>,
): Promise<void> {
  const { name = '', account = '', committee = '' } = given;
  const post = postOf(given.post);
  if (!post)
    throw unfit(
      `--post 只能是 systemAdmin、securityAdmin 或 auditAdmin。\n${usage}`,
      '--post is systemAdmin, securityAdmin or auditAdmin.',
    );
  refuseFounder(name.trim(), account.trim(), post.title);
  const { db } = openDatabase(await running(config), { max: 1, zone: config.timeZone });
  try {
    await refuseUnready(db);
    const id = await vacantAt(db, committee.trim(), post.duties[0], post.title);
    await refuseTakenAccount(db, account.trim());
    const now = systemClock.now();
    const password = oneTimePassword();
    const secret = await hashPassword(password);
    const place = { id, termId: '', startsOn: '', sectors: new Map<string, string>(), bodies: new Map<string, string>() };
    const founder = { name: name.trim(), account: account.trim(), duties: post.duties, title: post.title };
    await db.transaction().execute(async (tx) => {
      const person = await appoint(tx, place, { founder, office: '', secret }, now);
      await recordSetup(tx, id, person, now);
    });
    console.log(`已为 ${committee} 补上一位${post.title}\n${accountLines([founder], [password])}\n${shownOnce()}`);
  } finally {
    await db.destroy();
  }
}
async function vacantAt(db: Db, committee: string, duty: string, title: string): Promise<string> {
  const { rows } = await sql<{ id: string; held: boolean }>`
    select o.id, exists (select 1 from role_grant g join person p on p.id = g.person_id
      where g.body_id = o.id and g.role = ${duty} and p.disabled_at is null) as held
    from org o where o.kind = 'cppcc' and o.name = ${committee}`.execute(db);
  const [body] = rows;
  if (!body) throw unfit(`没有“${committee}”，请写委员会全称。`, `There is no “${committee}”: give its full name.`);
  if (body.held)
    throw unfit(
      `“${committee}”已有${title}。请在“账号与授权”里由系统管理员申请、安全管理员审批。`,
      `“${committee}” has somebody in this post: ask for the duty at the desk and have it approved.`,
    );
  return body.id;
}

function accountLines(founders: readonly Founder[], passwords: readonly string[]): string {
  return founders.map(({ title, name, account }, n) => `  ${title} ${name}\n    账号  ${account}\n    密码  ${passwords[n]}`).join('\n');
}
function shownOnce(): string {
  return `密码只显示这一次，请立即分别交给本人，第一次登录必须改。
The passwords are shown once: hand each to its person now; they must be changed at the first sign-in.`;
}

function told({ committee, short, term, sectors, founders }: Order, passwords: readonly string[], { publicUrl }: Config): string {
  return `已建立 ${committee}（${short}），第 ${term} 届，${sectors} 个界别
  登录  网页地址加 /login，例如 ${publicUrl}/login
${accountLines(founders, passwords)}
${shownOnce()}`;
}
