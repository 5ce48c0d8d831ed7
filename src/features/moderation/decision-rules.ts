import { Refusal } from '../../kit/refusal.ts';
import { isBroken } from '../../kit/text.ts';
import { refuseClassified } from '../oversight/secrecy-rules.ts';
import { APPEAL_DAYS, type Decision, type ReadingState, type Reason, UNDO_SECONDS, WORDLESS_REASON } from './contract.ts';

export interface Said {
  readonly decision: Decision;
  readonly reason?: Reason;
  readonly ownWords?: string;
}
/** Only a refusal says why, and it must; the reason 其他 says nothing without words of one's own. */
export function reasonOf({ decision, reason, ownWords = '' }: Said): { reason: Reason | null; ownWords: string | null } {
  if (decision !== 'refuse') return { reason: null, ownWords: null };
  if (reason === undefined) throw new Refusal('reason-missing', 409);
  const words = wordsOf(ownWords);
  if (reason === WORDLESS_REASON && words === null) throw new Refusal('own-words-missing', 409);
  return { reason, ownWords: words };
}
/** What somebody wrote, or null when nothing can be seen of it. */
export function wordsOf(text: string): string | null {
  if (isBroken(text)) throw new Refusal('text-broken', 409);
  refuseClassified(text);
  return text.trim() === '' ? null : text;
}

const secondsAfter = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000);
export const undoUntil = (actedAt: Date): Date => secondsAfter(actedAt, UNDO_SECONDS);
export const appealUntil = (decidedAt: Date): Date => secondsAfter(decidedAt, APPEAL_DAYS * 86_400);

export interface Times {
  readonly state: ReadingState;
  readonly previousState: ReadingState | null;
  readonly actedAt: Date | null;
  readonly decidedAt: Date | null;
  readonly appealedAt: Date | null;
}
/** Taken back only before its author was told. */
export function checkUndo({ actedAt }: Pick<Times, 'actedAt'>, now: Date): void {
  if (!actedAt || undoUntil(actedAt) <= now) throw new Refusal('too-late-to-undo', 409);
}
/** Once, within seven days. */
export function checkAppeal({ appealedAt, decidedAt }: Pick<Times, 'appealedAt' | 'decidedAt'>, now: Date): void {
  if (appealedAt) throw new Refusal('appealed-already', 409);
  if (decidedAt && appealUntil(decidedAt) <= now) throw new Refusal('too-late-to-appeal', 409, { days: APPEAL_DAYS });
}

/** How an appeal stands, for its author. */
export type AppealState = 'asked' | 'granted' | 'upheld';
export function appealStateOf({ state, appealedAt }: Pick<Times, 'state' | 'appealedAt'>): AppealState | null {
  if (!appealedAt) return null;
  return state === 'accepted' ? 'granted' : state === 'upheld' ? 'upheld' : 'asked';
}

/** What taking a decision back does to the thing: the verdicts that lead to where it was before. */
export function verdictsOfUndo(
  { state, mode }: { state: ReadingState; mode: 'before' | 'after' },
  previous: ReadingState,
): ('accept' | 'hold' | 'reopen')[] {
  // What was public while it waited stays public, or becomes so again.
  if (mode === 'after') return state === 'refused' ? ['accept'] : [];
  return previous === 'held' ? ['reopen', 'hold'] : ['reopen'];
}
