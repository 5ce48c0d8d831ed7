import type { MouseEvent } from 'react';

export interface ChipLink {
  href: string;
  label: string;
  /** Formatted. */
  count?: string | undefined;
  current?: boolean | undefined;
}

interface ChipsProps {
  label: string;
  chips: readonly ChipLink[];
  /** Order of a list: words only, no ground behind the one that is on. */
  plain?: boolean | undefined;
  /** Lets a workbench change its address without loading. */
  onNavigate?: ((event: MouseEvent<HTMLAnchorElement>, href: string) => void) | undefined;
}

/** Filters as links: their state stands in the address. */
export function Chips({ label, chips, plain, onNavigate }: ChipsProps) {
  return (
    <nav className={plain ? 'chips plain' : 'chips'} aria-label={label}>
      {chips.map(({ href, label: name, count, current }) => (
        <a
          key={href}
          className="chip"
          href={href}
          aria-current={current ? 'true' : undefined}
          {...(onNavigate ? { onClick: (event: MouseEvent<HTMLAnchorElement>) => onNavigate(event, href) } : {})}
        >
          <span>{name}</span>
          {count === undefined ? null : <span className="count">{count}</span>}
        </a>
      ))}
    </nav>
  );
}

/** Parts of one page, or views of one list, over its full width. */
export function PageTabs({ label, tabs }: { label: string; tabs: readonly ChipLink[] }) {
  return (
    <nav className="anchors" aria-label={label}>
      <ul>
        {tabs.map(({ href, label: name, count, current }) => (
          <li key={href}>
            <a className="anchor" href={href} aria-current={current ? 'true' : undefined}>
              <span>{name}</span>
              {count === undefined ? null : <span className="count">{count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
