import type { ReactNode } from 'react';
import type { PageCall, Problem } from '../../../web/page-route.ts';
import { Shell } from '../../../web/Shell.tsx';
import { RefusalSummary } from '../../../web/ui/RefusalSummary.tsx';
import { Pad } from '../../../web/ui/Row.tsx';

interface FrameProps {
  call: PageCall;
  title: string;
  back: { href: string; label: string };
  problems?: readonly Problem[];
  /** The field that a problem of no field stands at. */
  first?: string;
  /** What the page could not do, for words.common.cannotSave and the like. */
  cannot?: (count: number) => string;
  children: ReactNode;
}

/** A page of security: its own script when a key is used on it, what was wrong on top. */
export function Frame({ call, title, back, problems = [], first = 'code', cannot, children }: FrameProps) {
  const { common } = call.frame.words;
  return (
    <Shell call={call} title={title} heading={title} place={{ back }} errorCount={problems.length || undefined} unlisted island="key">
      {problems.length === 0 ? null : (
        <Pad>
          <RefusalSummary
            title={(cannot ?? common.cannotSave)(problems.length)}
            lines={problems.map(({ field, sentence }) => ({ field: field ?? first, sentence }))}
          />
        </Pad>
      )}
      {children}
    </Shell>
  );
}

/** What stands under each other in a group, a little apart. */
export const Spaced = ({ children }: { children: ReactNode }) => (
  <Pad>
    <div className="spaced">{children}</div>
  </Pad>
);

/** The sentence at a field; what belongs to no field stands at the first one. */
export const at = (problems: readonly Problem[], field: string, first = false): string | undefined =>
  problems.find((one) => one.field === field || (first && one.field === null))?.sentence;
