import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { within } from '../house/installation.ts';
import { chance } from '../replay/fuzhou/chance.ts';
import { startThrowAway } from '../replay/installation.ts';
import { faults, lookAtRows } from './parts/whole-rows.ts';
import { startWriters } from './parts/writing.ts';

// bin/prove crash: kill -9 of the whole PostgreSQL, twelve times, under 16 HTTP writers (SECURITY A38).
const { values: options } = parseArgs({ options: { kills: { type: 'string', default: '12' }, seed: { type: 'string', default: '7' } } });
const WRITERS = 16;
const HEALED_MS = 10_000;

await using house = await startThrowAway();
const when = chance(Number(options.seed));
const app = house.appPid();
const writing = await startWriters(house, WRITERS);
const { witness } = writing;
const recoveries: number[] = [];
for (let kill = 0; kill < Number(options.kills); kill++) {
  await pause(300 + when.below(900));
  const killedAt = performance.now();
  await house.killDatabase();
  // Healed is when somebody's post is accepted again.
  await within(60_000, async () => writing.lastAt() > killedAt + 50);
  recoveries.push(performance.now() - killedAt);
}
await pause(500);
await writing.stop();
const found = await lookAtRows(house, witness);
const worst = Math.max(...recoveries);
const sameApp = house.appPid() === app;
console.log(`${recoveries.length} × kill -9 of the whole PostgreSQL under ${WRITERS} writers`);
console.log(`answers: ${JSON.stringify(Object.fromEntries(witness.statuses))}; 503 without Retry-After: ${witness.silent503}`);
console.log(`posts ${found.posts}, acknowledged ${found.acknowledged}, lost ${found.lost}, doubled ${found.doubled}, torn ${found.torn}`);
console.log(
  `facts out of place ${found.positions}, audit chain ${found.auditBrokenAt === null ? 'whole' : `broken at ${found.auditBrokenAt}`}`,
);
console.log(`accepting again after ${recoveries.map((ms) => (ms / 1000).toFixed(1)).join(' ')} s, worst ${(worst / 1000).toFixed(1)} s`);
console.log(
  `the app went on ${sameApp ? 'in the same process' : 'IN ANOTHER PROCESS'}; load ${loadavg()
    .map((n) => n.toFixed(1))
    .join(' ')}`,
);
const others = [...witness.statuses.keys()].filter((status) => !['200', '503', '429', 'no reply'].includes(status));
if (faults(found) > 0 || witness.silent503 > 0 || worst > HEALED_MS || !sameApp || others.length > 0 || !witness.statuses.has('503'))
  process.exitCode = 1;
