import type { Ledger } from '../../kit/change.ts';
import type { Tx } from '../../kit/db.ts';
import { next } from '../../kit/lifecycle.ts';
import { allow, type Person } from '../../kit/may.ts';
import { Refusal, unknown } from '../../kit/refusal.ts';
import { appealDecision } from './contract.ts';
import { checkAppeal, wordsOf } from './decision-rules.ts';
import { reading as life } from './lifecycle.ts';
import * as store from './store.ts';

/** 申诉, by the author of what was refused; for the endpoint and for the form of the public pages. */
export async function appeal(tx: Tx, ledger: Ledger, person: Person, asked: { id: string; words: string }, now: Date) {
  const reading = await store.readingOf(tx, asked.id);
  if (!reading) throw unknown('thing');
  allow(person, appealDecision.by, { authorId: reading.authorId });
  checkAppeal(reading, now);
  const to = next(life, 'appeal', reading.state);
  // A later version has come since: that one is what counts.
  if (!reading.isNewest) throw new Refusal('changed-meanwhile', 409);
  const words = wordsOf(asked.words);
  if (words === null) throw new Refusal('own-words-missing', 409);
  if (!(await store.appeal(tx, reading.id, words, now))) throw new Refusal('changed-meanwhile', 409);
  ledger.step({ thingKind: 'reading', thingId: reading.id, command: 'appeal', from: reading.state, to });
  ledger.record(life.commands.appeal.fact, {
    reading: reading.id,
    kind: reading.kind,
    thing: reading.thingId,
    topic: reading.topicId,
    author: reading.authorId,
  });
  return { state: to };
}
