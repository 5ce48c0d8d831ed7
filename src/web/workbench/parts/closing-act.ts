import { useMutation } from '@tanstack/react-query';
import { useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { refresh } from '../queries.ts';

export interface ClosingAct<R> {
  readonly carryOut: () => Promise<R>;
  /** What is said at the foot when it is done. */
  readonly done: (reply: R) => string | undefined;
  /** What is asked for anew, done or refused: a refusal often means that somebody was faster. */
  readonly renews: readonly (readonly string[])[];
  readonly onClose: () => void;
  readonly onProblem: (sentence: string) => void;
}

/** The act of a dialog: done, it is said and the dialog closes; refused, the dialog stays and says why. */
export function useClosingAct<R>({ carryOut, done, renews, onClose, onProblem }: ClosingAct<R>) {
  const words = useWords();
  const { say: toast } = useToasts();
  return useMutation({
    mutationFn: carryOut,
    async onSuccess(reply) {
      const sentence = done(reply);
      if (sentence !== undefined) toast(sentence);
      onClose();
      await refresh(...renews);
    },
    async onError(error) {
      onProblem(sentenceOf(error, words));
      await refresh(...renews);
    },
  });
}
