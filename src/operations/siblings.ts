import { type ChildProcess, spawn } from 'node:child_process';
import { elapsed } from '../kit/clock.ts';
import { tied } from './processes.ts';

export interface Sibling {
  stop(): Promise<void>;
}
export interface SiblingOptions {
  readonly name: string;
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** It said by code 2 that it cannot run so: starting it again would not help. */
  readonly onRefusal: () => void;
  readonly say: (line: string) => void;
}

/** Keeps one process running: starts it again with a growing pause; it ends with us, even after kill -9. */
export function keep({ name, command, env, onRefusal, say }: SiblingOptions): Sibling {
  let stopping = false;
  let child: ChildProcess | undefined;
  let again: NodeJS.Timeout | undefined;
  const start = (pause: number) => {
    const since = elapsed();
    // KILL: when we are gone the next start wants the port at once, and nothing acknowledged is lost by it.
    const [program = '', ...args] = tied('KILL', undefined, command);
    // A process group of its own: Ctrl-C reaches only the supervisor, which stops everyone in order.
    child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true, env });
    child.once('exit', (code, signal) => {
      if (stopping) return;
      if (code === 2) return onRefusal();
      const wait = elapsed() - since > 10_000 ? 200 : pause;
      say(`${name}意外停止（${signal ?? code}），${wait / 1000} 秒后重新启动`);
      again = setTimeout(() => start(Math.min(wait * 2, 10_000)), wait);
    });
  };
  start(200);
  return {
    stop: async () => {
      stopping = true;
      clearTimeout(again);
      await end(child);
    },
  };
}

/** Asks a process to end, and makes it after 15 s. */
export async function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(hard);
}
