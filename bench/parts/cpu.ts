import { readFileSync } from 'node:fs';
import type { ThrowAway } from '../../test/replay/installation.ts';

export interface Cpu {
  readonly app: number;
  readonly database: number;
}
const TICKS_PER_SECOND = 100;

/** Seconds of processor time that the app and the whole database have used so far: steadier than the clock on a busy machine. */
export function cpuOf(house: ThrowAway): Cpu {
  const postgres = house.processes().filter(({ command }) => command.startsWith('postgres:') || command.includes('bin/postgres'));
  return {
    app: secondsOf(house.appPid()),
    // Backends that ended are counted at their parent.
    database: postgres.reduce((sum, { pid }) => sum + secondsOf(pid), 0) + secondsOf(house.postmasterPid(), true),
  };
}

function secondsOf(pid: number, ofChildren = false): number {
  const fields = statOf(pid)
    .replace(/^.*\) /s, '')
    .split(' ')
    .map(Number);
  const [user = 0, system = 0] = ofChildren ? fields.slice(13, 15) : fields.slice(11, 13);
  return (user + system) / TICKS_PER_SECOND;
}

const statOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // It ended while we looked.
    return '';
  }
};
