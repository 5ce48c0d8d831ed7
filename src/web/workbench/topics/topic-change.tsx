import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useWords } from '../frame/around.ts';
import { sentenceOf } from '../frame/trouble.ts';
import { ProblemLine } from '../parts/ProblemLine.tsx';
import { client } from '../queries.ts';

export interface TopicChange {
  /** Does one thing, then shows the topic as it is now. False when it was refused: `problem` says why. */
  readonly run: (act: () => Promise<unknown>) => Promise<boolean>;
  readonly busy: boolean;
  readonly problem: ReactNode;
}

/** Pictures and materials are changed at once, one act at a time, beside the form. */
export function useTopicChange(topicId: string): TopicChange {
  const words = useWords();
  const acting = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSettled: () => client.invalidateQueries({ queryKey: ['topic', topicId] }),
  });
  return {
    busy: acting.isPending,
    run: (act) =>
      acting.mutateAsync(act).then(
        () => true,
        () => false,
      ),
    problem: <ProblemLine sign>{acting.error ? sentenceOf(acting.error, words) : null}</ProblemLine>,
  };
}
