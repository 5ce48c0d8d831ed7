import { configOrLeave } from './config/config.ts';
import { leave, unfit } from './config/unfit.ts';
import { systemClock } from './kit/clock.ts';
import { type Db, openDatabase } from './kit/db.ts';
import { readSealKeys } from './operations/keys.ts';
import { signIns } from './seeding/sign-ins.ts';
import { isUnseeded, seedDemo } from './seeding/world.ts';
import { readManualClock } from './server/test-clock.ts';

/** Seeds the demo world into an installation without a committee; `--sign-ins` says who may sign in to it. */
const config = configOrLeave(process.env);
try {
  if (config.mode === 'production') throw unfit('正式运行不放演示内容。', 'Production takes no demo data.');
  const url = config.databaseUrl ?? '';
  const { db } = openDatabase(url, { max: 2, zone: config.timeZone });
  try {
    if (process.argv.includes('--sign-ins')) {
      const known = await signIns(db, readSealKeys(config.keysDir));
      if (known !== '') console.log(known);
    } else if (await isUnseeded(db)) await seedDemo(config, url, await nowOf(db));
  } finally {
    await db.destroy();
  }
} catch (error) {
  leave(error);
}

/** By the clock of the house that starts afterwards. */
async function nowOf(db: Db): Promise<Date> {
  return config.clock === 'manual' ? await readManualClock(db) : systemClock.now();
}
