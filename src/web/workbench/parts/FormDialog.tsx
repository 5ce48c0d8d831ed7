import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { newKey } from '../../call.ts';
import { Ask } from '../frame/Ask.tsx';
import { useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { type Problem, problemsOf } from '../members/filled.ts';
import { refresh } from '../queries.ts';

interface FormDialogProps<R> {
  title: string;
  /** The fields. */
  children: ReactNode;
  send: (key: string) => Promise<R>;
  /** What is said at the foot when it is saved. */
  done: (reply: R) => string;
  renews: readonly (readonly string[])[];
  /** The field of refusals that are about none. */
  first: string;
  onProblems: (problems: readonly Problem[]) => void;
  onDone: () => void;
}

/** A form over a list: saved, it is said and closes; refused, it stays with each problem at its field. */
export function FormDialog<R>({ title, children, send, done, renews, first, onProblems, onDone }: FormDialogProps<R>) {
  const words = useWords();
  const { say: toast } = useToasts();
  const key = useRef(newKey());
  const saving = useMutation({
    mutationFn: () => send(key.current),
    onSuccess(reply) {
      toast(done(reply));
      void refresh(...renews);
      onDone();
    },
    onError(error) {
      // Mended and sent again it is another act.
      key.current = newKey();
      onProblems(problemsOf(error, words, first));
    },
  });
  return (
    <Ask
      title={title}
      act={{ label: words.members.save, busyLabel: words.members.saving, busy: saving.isPending, onAct: () => saving.mutate() }}
      mild={{ label: words.members.cancel, onMild: onDone }}
      focusField
    >
      {children}
    </Ask>
  );
}
