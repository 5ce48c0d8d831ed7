import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { systemClock } from '../kit/clock.ts';
import { lastBackupFile } from './data-folder.ts';
import { isBackupDue, readLastBackup } from './nightly.ts';
import { tied } from './processes.ts';
import { end, type Sibling } from './siblings.ts';

const EVERY_MS = 15_000;

/** Starts the nightly backup when it is due, as a process of its own, at low priority. */
export function watchBackups(config: Config, env: NodeJS.ProcessEnv): Sibling {
  const at = config.backupAt;
  // A manual clock means a throw-away installation: nothing in it is worth keeping.
  if (at === undefined || config.clock === 'manual') return { stop: async () => undefined };
  let child: ChildProcess | undefined;
  const look = () => {
    if (child || !isBackupDue(systemClock.now(), readLastBackup(lastBackupFile(config)), { at, timeZone: config.timeZone })) return;
    const command = join(import.meta.dirname, 'backup-command.js');
    const [program = '', ...args] = tied('TERM', undefined, [process.execPath, command, '--nightly']);
    child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true, env });
    if (child.pid !== undefined) setPriority(child.pid, 10);
    child.once('exit', () => {
      child = undefined;
    });
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await end(child);
    },
  };
}
