import type { Duty } from '../../../features/desk/contract.ts';
import { approveGrant, refuseGrant, revokeGrant, WHY, withdrawGrant } from '../../../features/oversight/contract.ts';
import { call } from '../../call.ts';
import { useWords } from '../frame/around.ts';
import { useActKey } from '../parts/act-key.ts';
import { WhyDialog } from '../parts/WhyDialog.tsx';

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
  const key = useActKey();
  const tooShort = words.invalid.tooShort(say.why, WHY.least);
  return (
    <WhyDialog
      title={say.title(name, duties[duty])}
      text={say.text}
      act={{ label: say.act, busyLabel: decide.busy, look: act === 'approve' ? 'primary' : 'danger' }}
      mild={decide.mild}
      asked={{ id: 'decision-why', name: 'why', label: say.why, hint: decide.whyHint, ...WHY, tooShort }}
      carryOut={(why) => call(endpoints[act], { id: grant, why }, { key: key.of(why) })}
      done={() => say.done(name, duties[duty])}
      renews={[['staff'], ['grants']]}
      onClose={onDone}
    />
  );
}
