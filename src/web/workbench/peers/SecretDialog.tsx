import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { renewPeerSecret } from '../../../features/provider/contract.ts';
import type { Reply } from '../../../kit/endpoint.ts';
import { call } from '../../call.ts';
import { Button, Buttons } from '../../ui/Button.tsx';
import { Ask } from '../frame/Ask.tsx';
import { useWords } from '../frame/around.ts';
import { Modal } from '../frame/Modal.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { ProblemLine } from '../parts/ProblemLine.tsx';
import { refresh } from '../queries.ts';
import type { Peer } from './queries.ts';

type Given = Reply<typeof renewPeerSecret>;

/** 发放密钥: a new one each time; the former is over at once. */
export function SecretDialog({ peer, onDone }: { peer: Peer; onDone: () => void }) {
  const words = useWords();
  const { secret: say, busy, mild } = words.peersDesk;
  const [problem, setProblem] = useState<string>();
  const [given, setGiven] = useState<Given>();
  const giving = useMutation({
    mutationFn: () => call(renewPeerSecret, { id: peer.id }),
    async onSuccess(reply) {
      setGiven(reply);
      await refresh(['peers']);
    },
    onError: (error) => setProblem(sentenceOf(error, words)),
  });
  if (given) return <Shown name={peer.name} given={given} onDone={onDone} />;
  return (
    <Ask
      title={say.title(peer.name)}
      act={{ label: say.act, busyLabel: busy, look: 'danger', busy: giving.isPending, onAct: () => giving.mutate() }}
      mild={{ label: mild, onMild: onDone }}
    >
      <p>{say.text}</p>
      <ProblemLine>{problem}</ProblemLine>
    </Ask>
  );
}

/** Shown once: closed only by saying that it was written down. */
function Shown({ name, given, onDone }: { name: string; given: Given; onDone: () => void }) {
  const { secret: say } = useWords().peersDesk;
  return (
    <Modal title={say.given(name)} focus=".button">
      <p>{say.once}</p>
      <dl className="one-time">
        {(['issuer', 'clientId', 'secret'] as const).map((part) => (
          <div key={part}>
            <dt>{say[part]}</dt>
            <dd>{given[part]}</dd>
          </div>
        ))}
      </dl>
      <Buttons>
        <Button look="primary" onClick={onDone}>
          {say.noted}
        </Button>
      </Buttons>
    </Modal>
  );
}
