import type { Ledger } from '../../kit/change.ts';
import type { Db, Tx } from '../../kit/db.ts';
import { newId } from '../../kit/ids.ts';
import * as store from './account-change-store.ts';
import type { AccountChange } from './contract.ts';

const SHOWN_DAYS = 180;
const SHOWN = 20;

/** `by`: oneself, staff of a body, or the phone that was there before. */
export interface Changed {
  readonly personId: string;
  readonly what: AccountChange;
  readonly by: 'self' | 'oldPhone' | { readonly bodyId: string };
  readonly now: Date;
}
/**
 * What opens an account changed: the person is told (ASVS 6.3.7), by a notice, and where somebody else did it by a text message as
 * well. In the transaction of the change itself; the fact holds ids and the word of what it was, never a number.
 */
export async function accountChanged(tx: Tx, ledger: Pick<Ledger, 'record'>, { personId, what, by, now }: Changed): Promise<void> {
  const id = newId();
  const bodyId = typeof by === 'object' ? by.bodyId : null;
  await store.insertAccountChange(tx, { id, personId, what, own: by === 'self', bodyId, now });
  ledger.record('account.changed', { change: id, person: personId, what, own: by === 'self', committee: bodyId });
}

/** For its owner: what changed in the last half year. */
export const accountChanges = (db: Db, personId: string, now: Date) =>
  store.changesSince(db, personId, new Date(now.getTime() - SHOWN_DAYS * 86_400_000), SHOWN);
