import { readFileSync, readlinkSync } from 'node:fs';
import type { Account } from './account.ts';

interface Stat {
  readonly name: string;
  readonly state: string;
  /** In clock ticks since boot: tells a process from a later one with the same number. */
  readonly startedAt: string;
}

/** What the kernel says of a process; nothing when it is gone or /proc is missing (macOS). */
export function statOf(pid: number): Stat | undefined {
  try {
    const [, name = '', rest = ''] = /\((.*)\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const fields = rest.split(' ');
    return { name, state: fields[0] ?? '', startedAt: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

/** A zombie does not live: it holds nothing, and would never answer. */
export function isAlive(pid: number, name?: string): boolean {
  const stat = statOf(pid);
  return stat !== undefined && stat.state !== 'Z' && stat.state !== 'X' && (name === undefined || stat.name === name);
}

/** The folder a process works in. */
export function processIn(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** The command such that the kernel ends it when we die, even by kill -9; elsewhere than on Linux plainly. */
export function tied(signal: 'INT' | 'TERM' | 'KILL', account: Account | undefined, command: readonly string[]): string[] {
  if (process.platform !== 'linux') return [...command];
  const drop = account ? ['--reuid', `${account.uid}`, '--regid', `${account.gid}`, '--clear-groups'] : [];
  return ['setpriv', '--pdeathsig', signal, ...drop, ...command];
}
