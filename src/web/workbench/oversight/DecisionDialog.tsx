import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Duty } from '../../../features/desk/contract.ts';
import { approveGrant, refuseGrant, revokeGrant, WHY, withdrawGrant } from '../../../features/oversight/contract.ts';
import { call, newKey } from '../../call.ts';
import { TextArea } from '../../ui/Field.tsx';
import { Ask } from '../frame/Ask.tsx';
import { useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { refresh } from '../queries.ts';

export type GrantAct = 'approve' | 'refuse' | 'withdraw' | 'revoke';
export interface Decision {
  readonly act: GrantAct;
  readonly grant: string;
  readonly name: string;
  readonly duty: Duty;
}
const endpoints = { approve: approveGrant, refuse: refuseGrant, withdraw: withdrawGrant, revoke: revokeGrant } as const;

/** Every word about a duty has its reason, and says what follows before it is spoken. */
export function DecisionDialog({ act, grant, name, duty, onDone }: Decision & { onDone: () => void }) {
  const words = useWords();
  const { decide, duties } = words.oversight;
  const say = decide[act];
  const { say: toast } = useToasts();
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<string>();
  // One act, however often it is sent.
  const [key] = useState(newKey);
  const doing = useMutation({
    mutationFn: () => call(endpoints[act], { id: grant, why: why.trim() }, { key: `${key}${why.trim().length}` }),
    async onSuccess() {
      toast(say.done(name, duties[duty]));
      onDone();
      await refresh(['staff'], ['grants']);
    },
    async onError(error) {
      setProblem(sentenceOf(error, words));
      await refresh(['staff'], ['grants']);
    },
  });
  const begin = () => {
    const short = [...why.trim()].length < WHY.least;
    setProblem(short ? words.invalid.tooShort(say.why, WHY.least) : undefined);
    if (!short) doing.mutate();
  };
  return (
    <Ask
      title={say.title(name, duties[duty])}
      act={{
        label: say.act,
        busyLabel: decide.busy,
        look: act === 'approve' ? 'primary' : 'danger',
        busy: doing.isPending,
        onAct: begin,
      }}
      mild={{ label: decide.mild, onMild: onDone }}
      focusField
    >
      <p>{say.text}</p>
      <TextArea
        id="decision-why"
        name="why"
        rows={2}
        label={say.why}
        hint={decide.whyHint}
        maxLength={WHY.most}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        error={problem}
      />
    </Ask>
  );
}
