import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { leadSequencer, sequence } from '../../../src/kit/facts.ts';

// A sequencer in a process of its own, to be killed: node sequencer-process.ts URL
const client = new pg.Client({ connectionString: process.argv[2] });
await client.connect();
while (!(await leadSequencer(client))) await pause(2);
for (;;) {
  // Small batches: many commits in which it can be killed.
  if ((await sequence(client, 40)) === 0) await pause(2);
}
