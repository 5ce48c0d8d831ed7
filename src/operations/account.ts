import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { unfit } from '../config/unfit.ts';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses root: as root it runs under an account that exists already; otherwise as whoever we are. */
export function databaseAccount(wanted?: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((row) => row.split(':'));
  for (const name of wanted === undefined ? ['postgres', 'nobody'] : [wanted]) {
    const row = rows.find(([one]) => one === name);
    if (row && row[2] !== '0') return { name, uid: Number(row[2]), gid: Number(row[3]) };
  }
  throw unfit(
    `以 root 启动时，数据库要用另一个系统账号运行，但找不到 ${wanted ?? 'postgres 或 nobody'}。请把 HEYI_DB_ACCOUNT 设成已有的普通账号，或不用 root 启动。`,
    `Started as root, the database needs another system account, and ${wanted ?? 'neither postgres nor nobody'} was found. Set HEYI_DB_ACCOUNT to an existing ordinary account, or do not start as root.`,
  );
}

/** Every folder on the way must let the database's account pass. */
export function refuseImpassable(folder: string, account: Account): void {
  for (let at = folder; ; at = dirname(at)) {
    if (!mayPass(at, account))
      throw unfit(
        `数据库账号 ${account.name} 进不了文件夹 ${at}。请执行 chmod o+x ${at}，或把程序和 DATA_DIR 放到它能进的地方（例如 /srv/heyi）。`,
        `The database's account ${account.name} may not pass through the folder ${at}. Run chmod o+x ${at}, or put the program and DATA_DIR where it may (such as /srv/heyi).`,
      );
    if (at === dirname(at)) return;
  }
}

function mayPass(folder: string, { uid, gid }: Account): boolean {
  const { mode, uid: owner, gid: group } = statSync(folder);
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  return (mode & bit) !== 0;
}
