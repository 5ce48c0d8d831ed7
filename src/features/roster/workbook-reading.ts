import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Refusal } from '../../kit/refusal.ts';
import type { ReadAnswer, ReadSheet } from './workbook-process.ts';

const HEAP_MB = 256;
const PATIENCE_MS = 20_000;
const AT_ONCE = 2;
let running = 0;

// Beside this file, with this file's ending: sources run as they are in tests, and built in the house.
const place = fileURLToPath(new URL(`./workbook-process.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url));

/** The first visible sheet that holds something, read by a process of its own that may neither grow nor linger. */
export async function readWorkbook(path: string, size: number): Promise<ReadSheet> {
  if (running >= AT_ONCE) throw new Refusal('busy', 503, { seconds: 5 });
  running += 1;
  try {
    const answer = await answerOf(path, size);
    if ('refused' in answer) throw new Refusal(answer.refused, 422);
    return answer.sheet;
  } finally {
    running -= 1;
  }
}

function answerOf(path: string, size: number): Promise<ReadAnswer> {
  return new Promise((resolve) => {
    const child = fork(place, {
      execArgv: [`--max-old-space-size=${HEAP_MB}`, '--disable-warning=ExperimentalWarning'],
      // What it prints when its heap is full is no line of our log.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: {},
      signal: AbortSignal.timeout(PATIENCE_MS),
      killSignal: 'SIGKILL',
    });
    // Killed by its heap, by the clock, or gone: there was more in the file than a list of people has.
    const swollen = () => resolve({ refused: 'file-swells' });
    child.once('error', swollen);
    child.once('exit', swollen);
    child.once('message', (answer: ReadAnswer) => resolve(answer));
    child.send({ path, size }, (error) => {
      if (error) swollen();
    });
  });
}
