import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { unfit } from '../config/unfit.ts';
import { isAlive, statOf } from './processes.ts';

/** Who uses a data folder now. */
export interface Holder {
  readonly pid: number;
  readonly startedAt: string;
  readonly command: 'bin/start' | 'bin/backup' | 'bin/restore' | 'bin/recount' | 'bin/seal-key';
}
type Folders = Pick<Config, 'dataDir' | 'filesDir' | 'keysDir'>;

/** The embedded database lives here. */
export const clusterFolder = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'pg');
/** What became of the last nightly backup, for the operator's page. */
export const lastBackupFile = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'backups', 'last.json');

/** Stands while a restore is under way; left behind, it says that the restore broke off. */
export const unfinishedRestore = ({ dataDir }: Pick<Config, 'dataDir'>): string => join(dataDir, 'restore-unfinished');

/** Makes the folders; the database's account may pass through the outer one, nobody else may read the inner ones. */
export function makeDataFolder(config: Folders): void {
  try {
    if (mkdirSync(config.dataDir, { recursive: true }) !== undefined) chmodSync(config.dataDir, 0o711);
    for (const inner of [config.filesDir, config.keysDir, join(config.dataDir, 'backups')])
      mkdirSync(inner, { recursive: true, mode: 0o700 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw unfit(
      `数据文件夹 ${config.dataDir} 用不了（${why}）。请把 DATA_DIR 设成可以写入的文件夹。`,
      `The data folder ${config.dataDir} cannot be used (${why}). Set DATA_DIR to a folder that can be written.`,
    );
  }
}

/** Takes the folder for one command; a second one is refused in words. Freed by the returned call, or when we are gone. */
export function holdDataFolder(config: Folders, command: Holder['command']): () => void {
  const file = holderFile(config);
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, startedAt: statOf(process.pid)?.startedAt ?? '', command } satisfies Holder));
  try {
    // A link is made or refused at once: two commands of the same moment cannot both get it.
    for (let turn = 0; ; turn++) {
      try {
        linkSync(mine, file);
        return () => rmSync(file, { force: true });
      } catch (error) {
        const holder = holderOf(config);
        if (holder) throw inUse(config, holder);
        if (turn > 2) throw error;
        rmSync(file, { force: true });
      }
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** The living holder of the folder; a process that got the same number later is a stranger. */
export function holderOf(config: Folders): Holder | undefined {
  if (!existsSync(holderFile(config))) return undefined;
  try {
    const holder: Holder = JSON.parse(readFileSync(holderFile(config), 'utf8'));
    return isAlive(holder.pid) && statOf(holder.pid)?.startedAt === holder.startedAt ? holder : undefined;
  } catch {
    // Cut short by a power cut: nobody holds it.
    return undefined;
  }
}

const holderFile = ({ dataDir }: Folders): string => join(dataDir, 'holder.json');
const inUse = ({ dataDir }: Folders, { pid, command }: Holder) =>
  unfit(
    `${command} 正在使用数据文件夹 ${dataDir}（进程 ${pid}）。请先把它停下，或用 DATA_DIR 指定另一个文件夹。`,
    `${command} is using the data folder ${dataDir} (process ${pid}). Stop it first, or set DATA_DIR to another folder.`,
  );
