import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, configOrLeave } from '../config/config.ts';
import { leave, unfit } from '../config/unfit.ts';
import { elapsed } from '../kit/clock.ts';
import { clusterFolder, holderOf, makeDataFolder, unfinishedRestore } from './data-folder.ts';
import { reachDatabase } from './house-database.ts';
import { hasKey, type KeyName, keepKey, keysOnSheet, readKey } from './keys.ts';
import { discardCluster } from './postgres.ts';
import { type Replayed, replayLedger } from './replay-erasures.ts';
import { refuseFilled, restoreBackup, type Verified, verifyBackup } from './restore.ts';

const usage = `bin/restore FILE             恢复到空的安装（DATA_DIR 或 DATABASE_URL）  into an empty installation
bin/restore --verify FILE    只检查备份是否完整                        only check that the backup is whole
bin/restore --dry-run FILE   检查备份和目标，不写入                    check backup and target, write nothing
  --sheet FILE               换机器时：恢复单，- 从键盘输入             on another machine: the recovery sheet, - is the keyboard
  --erasures FILE            注销名单 erasures.ledger 在别处时           when the erasure ledger lies elsewhere`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      verify: { type: 'boolean' },
      'dry-run': { type: 'boolean' },
      sheet: { type: 'string' },
      erasures: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  const [file] = positionals;
  if (file === undefined || values.help) console.log(usage);
  else
    await run(configOrLeave(process.env), {
      file: fromHere(file),
      sheet: values.sheet,
      erasures: values.erasures,
      verify: values.verify,
      dryRun: values['dry-run'],
    });
} catch (error) {
  leave(error instanceof TypeError && 'code' in error ? unfit(`看不懂这些参数。\n${usage}`, error.message) : error);
}

interface Order {
  readonly file: string;
  readonly sheet: string | undefined;
  readonly erasures: string | undefined;
  readonly verify: boolean | undefined;
  readonly dryRun: boolean | undefined;
}

async function run(config: Config, { file, sheet, erasures, verify, dryRun }: Order): Promise<void> {
  if (!existsSync(file)) throw unfit(`没有文件 ${file}。`, `There is no file ${file}.`);
  const keys = sheet === undefined ? ownKeys(config) : keysOnSheet(readFileSync(sheet === '-' ? 0 : fromHere(sheet), 'utf8'));
  const key = keys.get('backup');
  if (!key) throw unfit('恢复单上没有 backup 这一行。', 'The recovery sheet has no line backup.');
  const began = elapsed();
  const verified = await verifyBackup(file, key);
  console.log(`备份完整：${inWords(verified)}`);
  if (verify) return;
  refuseOtherKeys(config, keys);
  if (holderOf(config)) throw unfit('请先停下 bin/start，再恢复。', 'Stop bin/start before restoring.');
  const ledger = erasures === undefined ? undefined : fromHere(erasures);
  if (ledger !== undefined && !existsSync(ledger)) throw unfit(`没有文件 ${ledger}。`, `There is no file ${ledger}.`);
  await intoEmpty(config, { file, key, verified, dryRun: dryRun === true, keys, ledger });
  if (!dryRun) console.log(`已恢复，用了 ${((elapsed() - began) / 1000).toFixed(1)} 秒。现在可以运行 bin/start`);
}

interface Restoring {
  readonly file: string;
  readonly key: Uint8Array;
  readonly keys: ReadonlyMap<KeyName, Uint8Array>;
  readonly verified: Verified;
  readonly dryRun: boolean;
  readonly ledger: string | undefined;
}

async function intoEmpty(config: Config, { file, key, keys, verified, dryRun, ledger }: Restoring): Promise<void> {
  const marker = unfinishedRestore(config);
  // What a broken restore left in our own database is nobody's data.
  if (existsSync(marker) && config.databaseUrl === undefined && !dryRun) {
    await discardCluster(clusterFolder(config));
    rmSync(config.filesDir, { recursive: true, force: true });
  }
  if (dryRun && config.databaseUrl === undefined && !existsSync(clusterFolder(config))) {
    console.log('目标是空的，可以恢复');
    return;
  }
  makeDataFolder(config);
  await using database = await reachDatabase(config, 'bin/restore');
  const order = { file, key, databaseUrl: database.url, filesDir: config.filesDir };
  await refuseFilled(order);
  if (dryRun) {
    console.log('目标是空的，可以恢复');
    return;
  }
  writeFileSync(marker, `${file}\n`);
  for (const [name, one] of keys) keepKey(config.keysDir, name, one);
  await restoreBackup(order, verified);
  // Before the marker goes: a house with people in it who left does not start.
  console.log(replayedInWords(await replayLedger(config, database.url, file, ledger)));
  rmSync(marker);
}

function replayedInWords({ known, again, read }: Replayed): string {
  if (read.length === 0)
    return '没有找到注销名单 erasures.ledger。还没有人注销过的安装没有这份名单；有人注销过的，备份以后注销的人会回来：名单在原来的数据文件夹和备份文件夹里，找到后用 --erasures 重新恢复。\nNo erasure ledger was found. An installation that nobody left has none; otherwise people who left after the backup are back: it lies in the former data folder and beside the backups, restore again with --erasures.';
  return `注销名单有 ${known} 人，其中 ${again} 人在这份备份里，已再次删除（${read.join('、')}）`;
}

function ownKeys({ keysDir }: Config): Map<KeyName, Uint8Array> {
  if (!hasKey(keysDir, 'backup'))
    throw unfit(
      '这台机器上没有备份的密钥。请用 --sheet 给出恢复单（--sheet - 从键盘输入）。',
      'This machine has no key for backups. Give the recovery sheet by --sheet (--sheet - reads the keyboard).',
    );
  return new Map([['backup', readKey(keysDir, 'backup')]]);
}

/** Data sealed by one key beside another key would never be read again. */
function refuseOtherKeys({ keysDir }: Config, keys: ReadonlyMap<KeyName, Uint8Array>): void {
  for (const [name, key] of keys)
    if (hasKey(keysDir, name) && Buffer.compare(readKey(keysDir, name), key) !== 0)
      throw unfit(
        `${keysDir} 里的密钥 ${name} 和恢复单上的不同。请用另一个 DATA_DIR，或先移走这个文件夹里的密钥。`,
        `The key ${name} in ${keysDir} differs from the recovery sheet. Use another DATA_DIR, or move the keys in that folder away first.`,
      );
}

function fromHere(path: string): string {
  return resolve(process.env['HEYI_FROM'] ?? '.', path);
}

function inWords({ head, totals }: Verified): string {
  return `版本 ${head.version}，${head.at}，${totals.tables} 张表 ${totals.rows.toLocaleString('en')} 行，${totals.files.toLocaleString('en')} 个文件`;
}
