import { note } from '../../kit/audit.ts';
import { type Call, change } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import type { House } from '../../kit/house.ts';
import { Refusal } from '../../kit/refusal.ts';
import type { Asker, Means, Passed } from './asking.ts';
import { goesBack, proved, readAnswer } from './keys.ts';
import { take } from './proving.ts';
import * as store from './store.ts';

/** A key that counts less than before has a copy somewhere: nobody enters by it. */
class WentBack extends Refusal {
  readonly keyId: string;
  constructor(keyId: string) {
    super('key-counter-back', 403);
    this.keyId = keyId;
  }
}

/** What a key signed, once: the challenge is gone whatever comes of it. */
export async function proveByKey(
  { house, means }: { readonly house: House; readonly means: Means },
  call: Call,
  { asker, answer: text }: { readonly asker: Asker; readonly answer: string },
  through: (tx: Tx) => Promise<Passed>,
): Promise<Passed> {
  const { id, challenge, answer } = readAnswer(text);
  await take(house, call, challenge, asker, 'prove');
  const { personId } = asker;
  try {
    return await change(house, call, async (tx, ledger) => {
      const key = await store.lockKeyByCredential(tx, personId, id);
      if (!key) throw new Refusal('key-refused', 403);
      ledger.concerns(key.id);
      ledger.actedBy(personId);
      const counter = await proved(means.site, answer, challenge, key);
      if (goesBack(key.counter, counter)) throw new WentBack(key.id);
      await store.countKey(tx, key.id, counter, call.now);
      return through(tx);
    });
  } catch (error) {
    // Alone in the audit: the change that found it is rolled back.
    if (error instanceof WentBack)
      await note(
        house,
        { ...call, person: call.person ?? { id: personId, loginId: '', roles: [] } },
        'alarm key-counter-back',
        error.keyId,
      );
    throw error;
  }
}
