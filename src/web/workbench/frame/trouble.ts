import { Refused } from '../../call.ts';
import type { DeskWords } from '../../words/desk.ts';

/** What a failed call means for the one who made it, in a sentence that says what to do. */
export function sentenceOf(error: unknown, words: DeskWords): string {
  if (!(error instanceof Refused) || (error.sentence === '' && error.status !== 0)) return words.desk.unanswered;
  return error.status === 0 ? words.desk.unanswered : error.sentence;
}
