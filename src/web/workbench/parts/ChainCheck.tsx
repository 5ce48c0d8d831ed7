import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { Panel, StateLine } from '../../ui/desk/Layout.tsx';
import { exactMoment, number } from '../../words/format.ts';
import { useStandpoint, useWords } from '../frame/around.ts';
import { sentenceOf } from '../frame/trouble.ts';

interface Walked {
  readonly intact: boolean;
  readonly rows: number;
  readonly brokenAt: number | null;
  readonly checkedAt: string;
}
interface ChainCheckProps<W extends Walked> {
  say: {
    readonly name: string;
    readonly text: string;
    readonly act: string;
    readonly busy: string;
    readonly advice: string;
    intact(rows: string, when: string): string;
    broken(row: string): string;
  };
  check: () => Promise<W>;
  /** What else is told when nothing was changed. */
  besideIntact?: ((walked: W) => ReactNode) | undefined;
}

/** Whether the audit records were changed. Walks the chain only when asked: it reads every row. */
export function ChainCheck<W extends Walked>({ say, check, besideIntact }: ChainCheckProps<W>) {
  const words = useWords();
  const from = useStandpoint();
  const checking = useMutation({ mutationFn: check });
  const { data: walked, error } = checking;
  return (
    <Panel title={say.name}>
      <p className="second">{say.text}</p>
      <p role="status">
        {error ? (
          <StateLine tone="bad">{sentenceOf(error, words)}</StateLine>
        ) : walked?.intact ? (
          <>
            <StateLine tone="ok">{say.intact(number(walked.rows), exactMoment(new Date(walked.checkedAt), from))}</StateLine>{' '}
            {besideIntact?.(walked)}
          </>
        ) : walked ? (
          <StateLine tone="bad">
            {say.broken(number(walked.brokenAt ?? 0))} {say.advice}
          </StateLine>
        ) : null}
      </p>
      <Button busy={checking.isPending} onClick={() => checking.mutate()}>
        {checking.isPending ? say.busy : say.act}
      </Button>
    </Panel>
  );
}
