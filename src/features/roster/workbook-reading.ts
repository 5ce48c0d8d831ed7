import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Refusal } from '../../kit/refusal.ts';
import type { Job, ReadAnswer, ReadBook } from './workbook-process.ts';

const HEAP_MB = 256;
/** Of the whole process, with what lies outside its heap; the largest list that is taken needs some 250. */
const MEMORY_MB = 384;
const PATIENCE_MS = 20_000;
const LOOK_MS = 50;
const AT_ONCE = 2;
let running = 0;

// Beside this file, with this file's ending: sources run as they are in tests, and built in the house.
const place = fileURLToPath(new URL(`./workbook-process.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url));

/** The list in one sheet of a workbook, read by a process of its own that may neither grow nor linger. */
export async function readWorkbook(job: Job, memoryMb = MEMORY_MB): Promise<ReadBook> {
  if (running >= AT_ONCE) throw new Refusal('busy', 503, { seconds: 5 });
  running += 1;
  try {
    const answer = await answerOf(job, memoryMb);
    if ('refused' in answer) throw new Refusal(answer.refused, 422);
    return answer.book;
  } finally {
    running -= 1;
  }
}

async function answerOf(job: Job, memoryMb: number): Promise<ReadAnswer> {
  const child = fork(place, {
    execArgv: [`--max-old-space-size=${HEAP_MB}`, '--disable-warning=ExperimentalWarning'],
    // What it prints when its heap is full is no line of our log.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {},
    signal: AbortSignal.timeout(PATIENCE_MS),
    killSignal: 'SIGKILL',
  });
  const watch = setInterval(() => void endWhenLarge(child, memoryMb), LOOK_MS);
  try {
    return await new Promise<ReadAnswer>((resolve) => {
      // Killed by its memory, by the clock, or gone: there was more in the file than a list of people has.
      const swollen = () => resolve({ refused: 'roster-swells' });
      child.once('error', swollen);
      child.once('exit', swollen);
      child.once('message', (answer: ReadAnswer) => resolve(answer));
      child.send(job, (error) => {
        if (error) swollen();
      });
    });
  } finally {
    clearInterval(watch);
    child.kill('SIGKILL');
  }
}

/** The heap's limit does not see buffers: the kernel's count does. Where there is no /proc, the heap and the clock are what limits. */
async function endWhenLarge(child: ChildProcess, memoryMb: number): Promise<void> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
  const resident = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
  if (resident > memoryMb * 1024 && child.exitCode === null) child.kill('SIGKILL');
}
