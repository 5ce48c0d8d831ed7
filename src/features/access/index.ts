import type { House } from '../../kit/house.ts';
import { unseal } from '../../kit/seal.ts';
import { maskPhone } from '../people/index.ts';
import { recentFor } from './recovery-store.ts';

const SHOWN_DAYS = 30;
/** What staff did to somebody's phone in the last 30 days, for that person to see. */
export async function phoneChanges({ db, sealKey }: House, personId: string, now: Date) {
  const rows = await recentFor(db, personId, new Date(now.getTime() - SHOWN_DAYS * 86_400_000));
  return rows.map(({ newSealed, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    newPhone: newSealed.length === 0 ? '' : maskPhone(unseal(sealKey, newSealed)),
  }));
}
