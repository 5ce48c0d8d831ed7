import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type Load, type Measured, send } from './http-load.ts';
import { run, type Statements } from './statements.ts';

// The one who loads the machine is a process of its own, on the same cores as the server and the database.
type Job = { readonly load: Load } | { readonly statements: Statements };

export const loadBeside = (load: Load): Promise<Measured> => beside({ load });
export const statementsBeside = (statements: Statements): Promise<Measured> => beside({ statements });

async function beside(job: Job): Promise<Measured> {
  const child = fork(fileURLToPath(import.meta.url));
  child.send(job);
  const [measured] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the load generator ended (${code})`))),
  ]);
  child.kill();
  return measured as Measured;
}

if (process.send && process.argv[1] === fileURLToPath(import.meta.url)) {
  process.once('message', async (job: Job) => {
    process.send?.('load' in job ? await send(job.load) : await run(job.statements));
  });
}

/** The machine and what else it did: a figure without them says nothing. */
export function machine(): string {
  const [core] = cpus();
  const load = loadavg().map((n) => n.toFixed(1));
  return `${cpus().length} × ${core?.model.trim() ?? 'unknown core'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}, load ${load.join(' ')}; the load generator runs on the same cores`;
}

export const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
