import { answerErasureRequest } from '../../../features/privacy/contract.ts';
import { ERASE } from '../../../features/privacy/rules.ts';
import { call } from '../../call.ts';
import { useWords } from '../frame/around.ts';
import { useActKey } from '../parts/act-key.ts';
import { WhyDialog } from '../parts/WhyDialog.tsx';

export interface Answering {
  readonly id: string;
  readonly name: string;
  readonly decision: 'carryOut' | 'refuse';
}

/** The consequence before it happens; a refusal needs its reason. */
export function AnswerDialog({ id, name, decision, onDone }: Answering & { onDone: () => void }) {
  const say = useWords().privacyDesk.erasures;
  const key = useActKey();
  const field = { id: 'answer', name: 'answer', rows: 3, most: ERASE.words };
  const out = decision === 'carryOut';
  const asked = out
    ? {
        title: say.carryOutTitle(name),
        text: say.carryOutText,
        act: { label: say.carryOut, look: 'danger' as const },
        asked: { ...field, label: say.note },
      }
    : {
        title: say.refuseTitle(name),
        act: { label: say.refuse, look: 'primary' as const },
        asked: { ...field, label: say.reason, hint: say.reasonHint },
      };
  return (
    <WhyDialog
      {...asked}
      mild={say.stay}
      optional={out}
      carryOut={(answer) => call(answerErasureRequest, { id, decision, ...(answer !== '' && { answer }) }, { key: key.of(answer) })}
      done={({ state }) => (state === 'done' ? say.carriedOut : say.refused)}
      renews={[['erasure-requests']]}
      onClose={onDone}
    />
  );
}
