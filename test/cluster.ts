import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../src/operations/migrate.ts';
import { startCluster } from '../src/operations/postgres.ts';
import { isAlive } from '../src/operations/processes.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address as the application's role; replace NAME by the database. */
    database: string;
    /** The same as the superuser, to make databases and to empty tables that only grow. */
    superuser: string;
    /** The folder of this run: gone when it ends, or with the next run when it was killed. */
    temporary: string;
  }
}

/** One throw-away cluster a run, so that runs beside each other never meet; the database `shape` holds the whole schema, each worker copies it. */
export default async function setup(project: TestProject) {
  sweep();
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  // As root the cluster runs under another account, which must pass.
  chmodSync(folder, 0o711);
  const cluster = await startCluster(join(folder, 'pg'), { throwAway: true });
  const admin = new pg.Client({ connectionString: cluster.superuserUrl() });
  await admin.connect();
  await admin.query('create database shape owner heyi');
  await migrate(cluster.url('shape'));
  await admin.end();
  project.provide('temporary', folder);
  project.provide('database', cluster.url('NAME'));
  project.provide('superuser', cluster.superuserUrl('NAME'));
  return async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

const prefix = 'heyi-test-';

/** Folders of runs that were killed. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : 0;
    if (pid > 0 && !isAlive(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
