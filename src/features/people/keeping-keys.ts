import type { Db } from '../../kit/db.ts';
import { withOldKeys, writeKeys } from './member-store.ts';
import { KEYS_BY, nameKeys } from './name-keys.ts';

const AT_ONCE = 1000;

/** Makes the keys of names that have none, or whose tables changed with a new version. @returns how many. */
export async function keepNameKeys(db: Db): Promise<number> {
  let made = 0;
  for (;;) {
    const rows = await withOldKeys(db, KEYS_BY, AT_ONCE);
    if (rows.length === 0) return made;
    await writeKeys(
      db,
      KEYS_BY,
      rows.map((row) => ({ ...row, ...nameKeys(row.name) })),
    );
    made += rows.length;
  }
}
