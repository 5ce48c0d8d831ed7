import { approvePeer, endPeer, PEER, refusePeer, withdrawPeer } from '../../../features/provider/contract.ts';
import { call } from '../../call.ts';
import { useWords } from '../frame/around.ts';
import { useActKey } from '../parts/act-key.ts';
import { WhyDialog } from '../parts/WhyDialog.tsx';
import type { Peer } from './queries.ts';

export type PeerAct = 'approve' | 'refuse' | 'withdraw' | 'end';
const endpoints = { approve: approvePeer, refuse: refusePeer, withdraw: withdrawPeer, end: endPeer } as const;

/** Every word about a platform has its reason, and says what follows before it is spoken. */
export function DecisionDialog({ act, peer, onDone }: { act: PeerAct; peer: Peer; onDone: () => void }) {
  const words = useWords();
  const { decide, busy, mild, whyHint: hint } = words.peersDesk;
  const say = decide[act];
  const key = useActKey();
  const tooShort = words.invalid.tooShort(say.why, PEER.whyLeast);
  return (
    <WhyDialog
      title={say.title(peer.name)}
      text={say.text}
      act={{ label: say.act, busyLabel: busy, look: act === 'approve' ? 'primary' : 'danger' }}
      mild={mild}
      asked={{ id: 'peer-why', name: 'why', label: say.why, hint, least: PEER.whyLeast, most: PEER.why, tooShort }}
      carryOut={(why) => call(endpoints[act], { id: peer.id, why }, { key: key.of(why) })}
      done={() => say.done(peer.name)}
      renews={[['peers']]}
      onClose={onDone}
    />
  );
}
