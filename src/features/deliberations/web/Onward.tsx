import type { PageCall } from '../../../web/page-route.ts';
import { ButtonLink } from '../../../web/ui/Button.tsx';

interface Step {
  href: string;
  label: string;
}

/** Where a list by key goes on, and back to its beginning; each place has an address. */
export function Onward({ call, back, on }: { call: PageCall; back?: Step | undefined; on?: Step | undefined }) {
  if (!back && !on) return null;
  return (
    <nav className="pager" aria-label={call.frame.words.common.pager.name}>
      {back ? <ButtonLink href={back.href}>{back.label}</ButtonLink> : null}
      {on ? (
        <ButtonLink href={on.href} rel="next">
          {on.label}
        </ButtonLink>
      ) : null}
    </nav>
  );
}
