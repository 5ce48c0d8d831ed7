import type { Db } from '../../kit/db.ts';
import { unreadOf } from './actions.ts';

/** How many notices have reached a person and were not read: the number on the tab. */
export const unreadCount = async (db: Db, personId: string, now: Date): Promise<number> => (await unreadOf(db, personId, now)).all;
