import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import type { Config } from '../config/config.ts';
import { fileActions } from '../features/files/actions.ts';
import { DROP_CONTENT } from '../features/files/index.ts';
import { replayErasures } from '../features/privacy/erasing.ts';
import { LEDGER_FILE, linesIn } from '../features/privacy/ledger.ts';
import { systemClock } from '../kit/clock.ts';
import { openDatabase } from '../kit/db.ts';
import { filesIn } from '../kit/files.ts';
import type { House } from '../kit/house.ts';
import { memory } from '../kit/memory.ts';
import { personal, personalPlaces } from '../server/personal.ts';
import { readKey, readSealKeys } from './keys.ts';

export interface Replayed {
  /** How many people the ledger names. */
  readonly known: number;
  /** How many of them the backup had brought back. */
  readonly again: number;
  /** Where a ledger was found. */
  readonly read: readonly string[];
}

/**
 * Right after a restore, before anybody is served: whoever left since the backup was taken goes again, their files included. The ledger is
 * looked for beside the backup file, beside the backups, in the data folder, and where `given` says.
 */
export async function replayLedger(config: Config, databaseUrl: string, backup: string, given: string | undefined): Promise<Replayed> {
  const places = [...new Set([join(dirname(backup), LEDGER_FILE), ...(given === undefined ? [] : [given])])];
  const { ledger } = personalPlaces(config);
  // From now on it stands where the house looks for it.
  for (const place of places) await ledger.append(await linesIn(place));
  const own = [join(config.dataDir, LEDGER_FILE), join(config.backupDir, LEDGER_FILE)];
  const known = (await ledger.read()).length;
  const read = [...new Set([...places, ...own])].filter((place) => existsSync(place));
  if (known === 0) return { known, again: 0, read };
  const { db, pool } = openDatabase(databaseUrl, { zone: config.timeZone, max: 2 });
  try {
    const house: House = {
      db,
      pool,
      clock: systemClock,
      files: filesIn(config.filesDir, config.maxUploadMb * 1024 * 1024),
      memory: memory(),
      log: pino({ level: 'silent' }),
      zone: config.timeZone,
      digestKey: readKey(config.keysDir, 'digest'),
      sealKey: readSealKeys(config.keysDir),
      committed: () => undefined,
      isOwn: () => false,
    };
    const again = await replayErasures(house, personal.erasable, ledger);
    await dropContents(house);
    return { known, again, read };
  } finally {
    await db.destroy();
  }
}

/** The bytes of their files: what the ticker would do after the start is done before it. */
async function dropContents(house: House): Promise<void> {
  const now = house.clock.now();
  const drop = fileActions(house).due[DROP_CONTENT];
  const { rows } = await house.pool.query<{ key: string }>('select key from due where kind = $1 and at <= $2', [DROP_CONTENT, now]);
  for (const { key } of rows) await drop(key, now);
}
