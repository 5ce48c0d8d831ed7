import { useState } from 'react';
import type { Reason } from '../../../features/moderation/contract.ts';

interface Said {
  readonly of: string;
  readonly reason: Reason | null;
  readonly ownWords: string;
  readonly problem: { readonly field: 'reason' | 'own-words'; readonly sentence: string } | null;
}
const silence = (of: string): Said => ({ of, reason: null, ownWords: '', problem: null });

/** What the author of the thing on the screen would be told; empty for each next thing. */
export function useAnswer(of: string) {
  const [held, setHeld] = useState<Said>(() => silence(of));
  const said = held.of === of ? held : silence(of);
  return {
    ...said,
    setReason: (reason: Reason) => setHeld({ ...said, reason, problem: null }),
    setOwnWords: (ownWords: string) => setHeld({ ...said, ownWords, problem: null }),
    setProblem: (problem: Said['problem']) => setHeld({ ...said, problem }),
  };
}
export type Answer = ReturnType<typeof useAnswer>;
