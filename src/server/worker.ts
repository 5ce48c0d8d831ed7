import { Logger, type Runner, run } from 'graphile-worker';
import type { House } from '../kit/house.ts';
import type { Jobs } from '../kit/jobs.ts';

/** How many jobs of one process run beside each other: a slow mail server must not hold up a recount. */
const AT_ONCE = 4;

/** Starts the job queue on the house's pool; it makes and upgrades its own schema, and outlives a database that goes away. */
export async function startWorker(house: House, jobs: Jobs): Promise<AsyncDisposable> {
  const tasks = Object.entries(jobs).map(([name, work]) => [name, async (payload: unknown) => work(keyOf(payload))] as const);
  const runner: Runner = await run({
    pgPool: house.pool,
    taskList: Object.fromEntries(tasks),
    concurrency: AT_ONCE,
    // The process has its own order of stopping, and nothing here goes by the queue's clock.
    noHandleSignals: true,
    parsedCronItems: [],
    logger: new Logger(() => () => undefined),
  });
  let stopping = false;
  runner.events.on('job:error', ({ error, job }) => house.log.error({ err: error, job: job.task_identifier }, 'job'));
  runner.promise.catch((error: unknown) => {
    // Jobs planned meanwhile stay in the queue and run after the next start; the operator sees what waits.
    if (!stopping) house.log.error({ err: error }, 'the job queue ended');
  });
  return {
    [Symbol.asyncDispose]: async () => {
      stopping = true;
      await runner.stop();
      await runner.promise.catch(() => undefined);
    },
  };
}

const keyOf = (payload: unknown): string => {
  if (typeof payload !== 'object' || payload === null || !('key' in payload)) throw new Error('a job without a key');
  return String(payload.key);
};
