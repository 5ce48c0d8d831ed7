import type { Tx } from '../../kit/db.ts';
import { plan } from '../../kit/due.ts';
import { DROP_CONTENT } from '../files/index.ts';
import { type DemoIds, removeAll } from './store.ts';

export { demoIds } from './store.ts';

/** Takes the demo away. The bytes go after commit, by the ticker: a process that dies in between leaves none behind. */
export async function removeWorld(tx: Tx, ids: DemoIds, now: Date): Promise<void> {
  for (const sha256 of await removeAll(tx, ids)) await plan(tx, DROP_CONTENT, sha256.toString('hex'), now);
}
