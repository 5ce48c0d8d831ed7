import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { Installation } from '../features/desk/registry.ts';
import type { House } from '../kit/house.ts';
import type { Loops } from '../kit/run.ts';
import { lastBackupFile } from '../operations/data-folder.ts';
import { readLastBackup } from '../operations/nightly.ts';
import { noWeChat } from './wechat.ts';

/** What the desk is told of the installation around it. */
export function installationOf(
  house: House,
  config: Config,
  around: {
    readonly dist: string;
    readonly demo: () => Promise<boolean>;
    readonly loops: () => Loops | null;
    readonly wechat?: Installation['wechat'];
  },
): Installation {
  const manualClock = config.clock === 'manual';
  const { version } = JSON.parse(readFileSync(join(around.dist, '..', 'package.json'), 'utf8'));
  return {
    siteName: config.siteName,
    publicUrl: config.publicUrl,
    maxUploadMb: config.maxUploadMb,
    demo: around.demo,
    signOn: config.oidcIssuer === undefined ? null : config.oidcName,
    version,
    startedAt: house.clock.now(),
    manualClock,
    // A throw-away installation keeps no backups (operations/nightly-watch).
    nightlyBackup: config.backupAt !== undefined && !manualClock,
    mailOn: config.smtpUrl !== undefined,
    adminFactor: config.adminFactor,
    wechat: around.wechat ?? noWeChat.state,
    lastBackup: () => readLastBackup(lastBackupFile(config)),
    async disk() {
      const { bavail, blocks, bsize } = await statfs(config.dataDir);
      return { free: bavail * bsize, size: blocks * bsize };
    },
    trouble: () => around.loops()?.state().trouble ?? null,
  };
}
