import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chance } from '../replay/fuzhou/chance.ts';
import { startThrowAway, type ThrowAway } from '../replay/installation.ts';
import { faults, lookAtRows } from './parts/whole-rows.ts';
import { startWriters, type Witness } from './parts/writing.ts';

// bin/prove kill [--points N]: kill -9 of the app at random points while people write and answer (SECURITY A36).
const { values: options } = parseArgs({ options: { points: { type: 'string', default: '60' }, seed: { type: 'string', default: '11' } } });
const WRITERS = 8;
const TOLD_MS = 30_000;

await using house = await startThrowAway();
const when = chance(Number(options.seed));
const writing = await startWriters(house, WRITERS, true);
let slowest = 0;
for (let point = 0; point < Number(options.points); point++) {
  await pause(when.below(700));
  slowest = Math.max(slowest, await house.killApp());
}
// The last of them without anything written after it: whoever was answered is told all the same.
await writing.stop();
await house.killApp();
const restarted = performance.now();
const told = await noticesOf(house, writing.witness);
const found = await lookAtRows(house, writing.witness);
console.log(
  `${options.points} × kill -9 of the app under ${WRITERS} writers, served again after ${(slowest / 1000).toFixed(1)} s at worst`,
);
console.log(`answers: ${JSON.stringify(Object.fromEntries(writing.witness.statuses))}`);
console.log(
  `posts ${found.posts}, acknowledged ${found.acknowledged}, lost ${found.lost}, doubled ${found.doubled}, torn ${found.torn}, facts out of place ${found.positions}`,
);
console.log(
  `replies to others ${told.wanted}, notices ${told.there}, missing ${told.missing}, doubled ${told.doubled}, about nothing ${told.about}`,
);
console.log(
  `all told ${(told.ms / 1000).toFixed(1)} s after the last start; load ${loadavg()
    .map((n) => n.toFixed(1))
    .join(' ')}`,
);
const wrong = faults(found) + told.missing + told.doubled + told.about;
if (wrong > 0 || told.ms > TOLD_MS) process.exitCode = 1;

/** Waits until every reader has read every fact, then counts: who was answered by somebody else is told once by the reply's row. */
async function noticesOf(house: ThrowAway, { acknowledged }: Witness) {
  const owed = async (): Promise<number> =>
    house.sql(async (client) => {
      const { rows } = await client.query<{ n: string }>(
        "select (select last from sequencer) - (select position from reader where name = 'notices') + (select count(*) from fact where position is null) as n",
      );
      return Number(rows[0]?.n);
    });
  while ((await owed()) > 0 && performance.now() - restarted < TOLD_MS) await pause(50);
  const ms = performance.now() - restarted;
  const byId = new Map(acknowledged.map((letter) => [letter.id, letter]));
  const { rows } = await house.sql((client) =>
    client.query<{ post: string; person: string; n: string; there: boolean }>(
      'select n.post_id as post, n.person_id as person, count(*) as n, exists (select 1 from post p where p.id = n.post_id) as there from notice n group by 1, 2',
    ),
  );
  const told = new Map(rows.map(({ post, person, n }) => [`${post} ${person}`, Number(n)]));
  let [wanted, missing] = [0, 0];
  for (const { id, author, parent } of byId.values()) {
    if (!parent || parent.author === author) continue;
    wanted += 1;
    if (!told.has(`${id} ${parent.author.personId}`)) missing += 1;
  }
  return {
    ms,
    wanted,
    missing,
    there: rows.length,
    doubled: rows.filter(({ n }) => Number(n) > 1).length,
    about: rows.filter(({ there }) => !there).length,
  };
}
