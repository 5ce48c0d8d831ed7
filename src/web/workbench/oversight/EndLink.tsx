import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { endStaffLink } from '../../../features/oversight/contract.ts';
import { call } from '../../call.ts';
import { Ask } from '../frame/Ask.tsx';
import { useWords } from '../frame/around.ts';
import { sentenceOf } from '../frame/trouble.ts';
import { ProblemLine } from '../parts/ProblemLine.tsx';
import { refresh } from '../queries.ts';
import type { StaffRow } from './queries.ts';

export type LinkKind = StaffRow['links'][number]['kind'];

/** 解除关联: of an account that another site lets in. */
export function EndLink({ person, kind, onDone }: { person: StaffRow; kind: LinkKind; onDone: () => void }) {
  const words = useWords();
  const say = words.oversight.link;
  const [problem, setProblem] = useState<string>();
  const ending = useMutation({
    mutationFn: () => call(endStaffLink, { id: person.id, kind }),
    async onSuccess() {
      await refresh(['staff']);
      onDone();
    },
    onError: (error) => setProblem(sentenceOf(error, words)),
  });
  return (
    <Ask
      title={say.title(person.name, say.kinds[kind])}
      act={{
        label: say.act(say.kinds[kind]),
        busyLabel: say.busy,
        look: 'danger',
        busy: ending.isPending,
        onAct: () => ending.mutate(),
      }}
      mild={{ label: say.mild, onMild: onDone }}
    >
      <p>{say.text}</p>
      <ProblemLine>{problem}</ProblemLine>
    </Ask>
  );
}
