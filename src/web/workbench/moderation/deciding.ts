import { useMutation } from '@tanstack/react-query';
import { decideAppeal, decideReading, reasons, takeDown, undoDecision, WORDLESS_REASON } from '../../../features/moderation/contract.ts';
import { call, Refused } from '../../call.ts';
import { useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { useActKey } from '../parts/act-key.ts';
import { client, isPassing, refresh } from '../queries.ts';
import type { Answer } from './answer.ts';
import type { Reading } from './queries.ts';

export type Command = 'accept' | 'refuse' | 'hold' | 'takeDown' | 'grant' | 'uphold';

interface Deciding {
  readonly reading: Reading | undefined;
  readonly answer: Answer;
  /** Goes on to the next thing of the list. */
  readonly onDone: () => void;
  /** Goes back to a thing that waits again. */
  readonly onUndone: (id: string, state: string) => void;
}

/** Decides about the thing on the screen, goes on, and offers to take it back. */
export function useDeciding({ reading, answer, onDone, onUndone }: Deciding) {
  const say = useWords().desk.moderation;
  const undo = useUndoing(onUndone);
  const deciding = useSending(answer, { onDone, undo });
  const offers = reading?.offers ?? [];
  return {
    busy: deciding.isPending ? deciding.variables.command : null,
    decide(command: Command): void {
      if (!reading || deciding.isPending || !offers.includes(command)) return;
      const problem = problemOf(command, answer, say);
      answer.setProblem(problem);
      if (problem) document.querySelector<HTMLElement>(problem.field === 'reason' ? 'input[name="reason"]' : '#own-words')?.focus();
      else deciding.mutate({ it: reading, command });
    },
    undo,
    /** 1 to 9, as the list of reasons is numbered. */
    choose(digit: number): void {
      const reason = reasons[digit - 1];
      if (reason && (offers.includes('refuse') || offers.includes('takeDown'))) answer.setReason(reason);
    },
  };
}

/** Takes a decision back, as long as it is offered. */
function useUndoing(onUndone: Deciding['onUndone']): (id: string) => void {
  const words = useWords();
  const { say: toast } = useToasts();
  const undoing = useMutation({
    mutationFn: (id: string) => call(undoDecision, { id }),
    onSuccess({ state }, id) {
      toast(words.desk.moderation.done.undone);
      onUndone(id, state);
    },
    onError: (error) => toast(sentenceOf(error, words)),
    onSettled: renew,
  });
  return (id) => undoing.mutate(id);
}

/** Sends a decision until it is answered, and says what came of it. */
function useSending(answer: Answer, { onDone, undo }: { onDone: () => void; undo: (id: string) => void }) {
  const words = useWords();
  const say = words.desk.moderation;
  const { say: toast } = useToasts();
  const key = useActKey();
  return useMutation({
    mutationFn: ({ it: { id }, command }: { it: Reading; command: Command }) =>
      send(id, command, answer, key.of(`${id} ${command} ${answer.reason} ${answer.ownWords}`)),
    // A reply lost on the way: the same act is asked again, and the server gives the reply of the first time.
    retry: (count, error) => isPassing(error) && count < 2,
    retryDelay: 500,
    onSuccess(done, { it, command }) {
      key.done();
      const name = it.author.name;
      if (command === 'grant' || command === 'uphold') toast(say.appeal.done[command](name));
      else toast(say.done[command](name), { label: words.common.undoIn, act: () => undo(done.id) });
      onDone();
    },
    onError(error) {
      if (error instanceof Refused && error.code === 'changed-meanwhile') {
        toast(say.meanwhile);
        onDone();
      } else toast(sentenceOf(error, words));
    },
    onSettled: renew,
  });
}

// Not waited for: the next decision may come before the lists are there again.
const renew = () => void refresh(['readings'], ['reading'], ['reading-queue']);

/** Answers with the reading that may be taken back: a take-down is one of its own. */
async function send(id: string, command: Command, { reason, ownWords }: Answer, key: string): Promise<{ id: string }> {
  const said = ownWords.trim();
  if (command === 'grant' || command === 'uphold') {
    await call(decideAppeal, { id, decision: command, ...(said !== '' && { answer: said }) }, { key });
    return { id };
  }
  const told = { ...(reason && { reason }), ...(said !== '' && { ownWords: said }) };
  if (command === 'takeDown') return call(takeDown, { id, ...told }, { key });
  await call(decideReading, { id, decision: command, ...(command === 'refuse' && told) }, { key });
  return { id };
}

/** What is missing before somebody is told no. */
function problemOf(
  command: Command,
  { reason, ownWords }: Answer,
  say: ReturnType<typeof useWords>['desk']['moderation'],
): Answer['problem'] {
  const refuses = command === 'refuse' || command === 'takeDown';
  if (refuses && reason === null) return { field: 'reason', sentence: say.needsReason };
  const wordless = ownWords.trim() === '';
  if (refuses && reason === WORDLESS_REASON && wordless) return { field: 'own-words', sentence: say.needsWords };
  if (command === 'uphold' && wordless) return { field: 'own-words', sentence: say.appeal.answerHint };
  return null;
}

/** Takes a decided thing out of the lists at once; the next answer of the server agrees. */
export function dropRow(id: string): void {
  client.setQueriesData<{ pages: { rows: { id: string }[] }[] }>({ queryKey: ['readings'] }, (held) =>
    held ? { ...held, pages: held.pages.map((page) => ({ ...page, rows: page.rows.filter((row) => row.id !== id) })) } : held,
  );
}
