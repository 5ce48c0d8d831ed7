import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../src/operations/migrate.ts';
import { startCluster } from '../../src/operations/postgres.ts';
import { contend } from './parts/contention.ts';

// bin/prove sequencer: 50 writers with random delays before commit, readers at full speed, 20 kills; nothing skipped, nothing doubled.
const folder = mkdtempSync(join(tmpdir(), 'heyi-sequencer-'));
chmodSync(folder, 0o711);
const cluster = await startCluster(join(folder, 'pg'));
try {
  await migrate(cluster.url());
  const began = performance.now();
  const outcome = await contend(cluster.url(), { writers: 50, transactionsEach: 160, kills: 20 });
  const { committed, rolledBack, kills, batchesRead, ...faults } = outcome;
  console.log(
    `50 writers: ${committed} facts committed, ${rolledBack} transactions rolled back, ${batchesRead} reads, ${kills} sequencers killed, ${((performance.now() - began) / 1000).toFixed(1)} s`,
  );
  console.log(faults);
  if (kills !== 20 || Object.values(faults).some((n) => n !== 0)) process.exitCode = 1;
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}
