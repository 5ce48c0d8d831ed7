import type { CommonWords } from '../words/index.ts';
import { ButtonLink } from './Button.tsx';

interface PagerProps {
  /** Address of the page after the last key shown. */
  older?: string | undefined;
  newer?: string | undefined;
  words: CommonWords;
}

/** Lists go on by key: 看更早的. */
export function Pager({ older, newer, words }: PagerProps) {
  if (!older && !newer) return null;
  return (
    <nav className="pager" aria-label={words.pager.name}>
      {newer ? <ButtonLink href={newer}>{words.pager.newer}</ButtonLink> : null}
      {older ? <ButtonLink href={older}>{words.pager.older}</ButtonLink> : null}
    </nav>
  );
}
