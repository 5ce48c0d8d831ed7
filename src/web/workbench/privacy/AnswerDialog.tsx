import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answerErasureRequest } from '../../../features/privacy/contract.ts';
import { ERASE } from '../../../features/privacy/rules.ts';
import { call, newKey } from '../../call.ts';
import { TextArea } from '../../ui/Field.tsx';
import { Ask } from '../frame/Ask.tsx';
import { useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { client } from '../queries.ts';

export interface Answering {
  readonly id: string;
  readonly name: string;
  readonly decision: 'carryOut' | 'refuse';
}

/** The consequence before it happens; a refusal needs its reason. */
export function AnswerDialog({ id, name, decision, onDone }: Answering & { onDone: () => void }) {
  const words = useWords();
  const say = words.privacyDesk.erasures;
  const { say: toast } = useToasts();
  const [answer, setAnswer] = useState('');
  const [key] = useState(newKey);
  const answeringIt = useMutation({
    mutationFn: () => call(answerErasureRequest, { id, decision, ...(answer.trim() !== '' && { answer }) }, { key }),
    async onSuccess({ state }) {
      toast(state === 'done' ? say.carriedOut : say.refused);
      await client.invalidateQueries({ queryKey: ['erasure-requests'] });
      onDone();
    },
  });
  const out = decision === 'carryOut';
  return (
    <Ask
      title={out ? say.carryOutTitle(name) : say.refuseTitle(name)}
      act={{
        label: out ? say.carryOut : say.refuse,
        look: out ? 'danger' : 'primary',
        busy: answeringIt.isPending,
        onAct: () => answeringIt.mutate(),
      }}
      mild={{ label: say.stay, onMild: onDone }}
      focusField={!out}
    >
      {out ? <p>{say.carryOutText}</p> : null}
      <TextArea
        id="answer"
        name="answer"
        label={out ? say.note : say.reason}
        hint={out ? undefined : say.reasonHint}
        rows={3}
        maxLength={ERASE.words}
        value={answer}
        error={answeringIt.error ? sentenceOf(answeringIt.error, words) : undefined}
        onChange={(event) => setAnswer(event.currentTarget.value)}
      />
    </Ask>
  );
}
