import type { ReactNode } from 'react';
import { Pad, Section, SectionHead } from '../../../src/web/ui/Row.tsx';

/** A titled section of samples. */
export function Shelf({ title, flush, children }: { title: string; flush?: boolean; children: ReactNode }) {
  return (
    <Section>
      <SectionHead title={title} />
      {flush ? children : <Pad>{children}</Pad>}
    </Section>
  );
}
