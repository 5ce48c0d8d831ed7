import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Config, configOrLeave } from '../config/config.ts';
import { leave, type Sentence, Unfit, unfit } from '../config/unfit.ts';
import { elapsed, systemClock } from '../kit/clock.ts';
import { type BackupDone, takeBackup } from './backup.ts';
import { lastBackupFile } from './data-folder.ts';
import { reachDatabase } from './house-database.ts';
import { hasKey, readKey, recoverySheet } from './keys.ts';
import { type LastBackup, readLastBackup } from './nightly.ts';

const usage = `bin/backup FILE               把全部数据写进一个加密文件      everything into one encrypted file
bin/backup --recovery-sheet   打印恢复单（密钥），存进保险柜   print the recovery sheet for the safe
bin/backup --nightly          与每晚自动备份相同              what happens every night`;

const [order, ...rest] = process.argv.slice(2);
const config = configOrLeave(process.env);
try {
  if (order === undefined || order === '--help') console.log(usage);
  else if (order === '--recovery-sheet') console.log(sheet(config, rest[0] === '--again'));
  else if (rest.length > 0) throw unfit('bin/backup 只要一个参数。', 'bin/backup takes one argument.');
  else if (order === '--nightly') await nightly(config);
  else if (order.startsWith('-')) throw unfit(`不认识的选项 ${order}。`, `Unknown option ${order}.`);
  else await toFile(config, resolve(process.env['HEYI_FROM'] ?? '.', order));
} catch (error) {
  leave(error);
}

async function toFile(config: Config, file: string): Promise<void> {
  // An older backup may be the only good one.
  if (existsSync(file))
    throw unfit(`已经有 ${file}，没有覆盖它。请换一个文件名。`, `${file} exists and was left as it is. Choose another name.`);
  const began = elapsed();
  const done = await backUp(config, file, systemClock.now());
  console.log(`已备份到 ${file}：${inWords(done)}，用了 ${((elapsed() - began) / 1000).toFixed(1)} 秒`);
  console.log(`sha256 ${done.sha256}`);
}

async function backUp(config: Config, file: string, at: Date): Promise<BackupDone> {
  const key = readKey(config.keysDir, 'backup');
  await using database = await reachDatabase(config, 'bin/backup');
  return await takeBackup({ databaseUrl: database.url, filesDir: config.filesDir, key, at, file });
}

/** One more file in the backup folder; what became of it is written where the operator's page reads it. */
async function nightly(config: Config): Promise<void> {
  const at = systemClock.now();
  const file = join(config.backupDir, `heyi-${at.toISOString().slice(0, 16).replace(/[-:]/g, '')}Z.backup`);
  const status = lastBackupFile(config);
  try {
    mkdirSync(config.backupDir, { recursive: true, mode: 0o700 });
    const { bytes, tables, rows, files, sha256 } = await backUp(config, file, at);
    note(status, { ok: true, at: at.toISOString(), file, bytes, tables, rows, files, sha256 });
    forgetOld(config);
  } catch (error) {
    const { failedAt: _, problem: __, ...good } = readLastBackup(status) ?? { at: null };
    note(status, { ...good, ok: false, failedAt: at.toISOString(), problem: sentenceOf(error) });
    throw error;
  }
}

function sentenceOf(error: unknown): Sentence {
  if (error instanceof Unfit && error.sentences[0]) return error.sentences[0];
  const why = error instanceof Error ? error.message : String(error);
  return { zh: `备份没有完成：${why}`, en: `The backup was not finished: ${why}` };
}

function note(file: string, last: LastBackup): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, JSON.stringify(last, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Only files that the nightly backup named itself. */
function forgetOld({ backupDir, backupKeep }: Config): void {
  const ours = readdirSync(backupDir)
    .filter((name) => /^heyi-\d{8}T\d{4}Z\.backup$/.test(name))
    .sort();
  for (const name of ours.slice(0, -backupKeep)) rmSync(join(backupDir, name));
}

function inWords({ tables, rows, files, bytes }: BackupDone): string {
  return `${tables} 张表 ${rows.toLocaleString('en')} 行，${files.toLocaleString('en')} 个文件，${(bytes / 1_048_576).toFixed(1)} MB`;
}

/** Once: whoever wants it again says so, and a screen does not show keys by a slip of the hand. */
function sheet({ keysDir, siteName, publicUrl, dataDir }: Config, again: boolean): string {
  if (!hasKey(keysDir, 'backup'))
    throw unfit(`${dataDir} 里还没有安装，先运行 bin/start。`, `There is no installation in ${dataDir} yet: run bin/start first.`);
  const printed = join(keysDir, 'recovery-sheet-printed');
  if (existsSync(printed) && !again)
    throw unfit(
      `恢复单在 ${readFileSync(printed, 'utf8').trim()} 打印过了。确实要再打印一次，请用 bin/backup --recovery-sheet --again。`,
      `The recovery sheet was printed at ${readFileSync(printed, 'utf8').trim()}. To print it once more: bin/backup --recovery-sheet --again.`,
    );
  const text = `合议 恢复单  Heyi recovery sheet
${siteName}  ${publicUrl}

${recoverySheet(keysDir)}

没有这张单子，备份谁也打不开，包括您自己。请打印或抄写，放进保险柜，不要和备份放在一起。
换机器恢复：bin/restore 备份文件 --sheet 恢复单文件（写 - 则从键盘输入，按 Ctrl-D 结束）
Nobody can open a backup without this sheet, not even you. Keep it on paper in a safe, apart from the backups.
Restoring on another machine: bin/restore BACKUP --sheet SHEET (- reads it from the keyboard, Ctrl-D ends it)`;
  writeFileSync(printed, `${systemClock.now().toISOString()}\n`, { mode: 0o600 });
  return text;
}
