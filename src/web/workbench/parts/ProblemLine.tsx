import type { ReactNode } from 'react';
import { Icon } from '../../ui/Icon.tsx';

interface ProblemLineProps {
  /** Nothing to say: no line. */
  children: ReactNode;
  /** With its sign, where no question stands above it. */
  sign?: boolean | undefined;
}

/** What went wrong and belongs to no field, said where it happened. */
export function ProblemLine({ children, sign }: ProblemLineProps) {
  if (!children) return null;
  return (
    <p className="field-error" role="alert">
      {sign ? (
        <>
          <Icon name="alert" />
          <span>{children}</span>
        </>
      ) : (
        children
      )}
    </p>
  );
}
