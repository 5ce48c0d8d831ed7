import { isUniqueViolation } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import { Refusal } from '../../kit/refusal.ts';
import { looksLikeName, nicknameFault, nicknameKey } from './rules.ts';
import * as store from './store.ts';

/** A netizen's nickname by the rules of the first one; whoever stands in a roster is corrected there. */
export async function renameNetizen(tx: Tx, personId: string, nickname: string): Promise<void> {
  const fault = nicknameFault(nickname);
  if (fault) throw new Refusal('nickname-refused', 409, { fault });
  const plain = nickname.normalize('NFKC').trim();
  if ((await store.knownNames(tx)).some((name) => looksLikeName(plain, name)))
    throw new Refusal('nickname-refused', 409, { fault: 'person' });
  try {
    if (!(await store.setNickname(tx, personId, plain, nicknameKey(plain)))) throw new Refusal('nickname-of-roster', 409);
  } catch (error) {
    throw isUniqueViolation(error, 'person_nickname_key_key') ? new Refusal('nickname-taken', 409) : error;
  }
}
