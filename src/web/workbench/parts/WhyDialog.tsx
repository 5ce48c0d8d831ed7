import { useState } from 'react';
import { Ask } from '../frame/Ask.tsx';
import { type ClosingAct, useClosingAct } from './closing-act.ts';
import { ProblemLine } from './ProblemLine.tsx';
import { type AskedWhy, lackOf, WhyField } from './Why.tsx';

interface WhyDialogProps<R> extends Pick<ClosingAct<R>, 'done' | 'renews' | 'onClose'> {
  /** A question. */
  title: string;
  /** The consequence, with its number. */
  text?: string | undefined;
  act: { label: string; busyLabel?: string | undefined; look: 'primary' | 'danger' };
  mild: string;
  /** Left out where nothing is to be said. */
  asked?: AskedWhy | undefined;
  /** It may be left empty: the focus goes to the mild button. */
  optional?: boolean | undefined;
  carryOut: (why: string) => Promise<R>;
}

/** A decision with its reason: what follows is read before it is spoken, and a refusal stands where the reason does. */
export function WhyDialog<R>({ title, text, act, mild, asked, optional, carryOut, ...closing }: WhyDialogProps<R>) {
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<string>();
  const acting = useClosingAct({ ...closing, carryOut: () => carryOut(why.trim()), onProblem: setProblem });
  const begin = () => {
    const lack = asked && lackOf(asked, why);
    setProblem(lack);
    if (lack === undefined) acting.mutate();
  };
  return (
    <Ask
      title={title}
      act={{ ...act, busy: acting.isPending, onAct: begin }}
      mild={{ label: mild, onMild: closing.onClose }}
      focusField={asked !== undefined && !optional}
    >
      {text === undefined ? null : <p>{text}</p>}
      {asked ? <WhyField asked={asked} value={why} onChange={setWhy} error={problem} /> : <ProblemLine>{problem}</ProblemLine>}
    </Ask>
  );
}
