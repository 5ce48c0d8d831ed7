import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';

interface RowProps {
  title: ReactNode;
  /** Person, place, what it is about. */
  second?: ReactNode;
  /** Date or number at the right. */
  end?: ReactNode;
  icon?: IconName | undefined;
  /** Puts the icon on a wash of red: what is on now. */
  tile?: boolean | undefined;
  /** Anything else at the left: a PersonMark, a FileKind. */
  lead?: ReactNode;
  href?: string | undefined;
  strong?: boolean | undefined;
  /** The title in link colour: files. */
  linked?: boolean | undefined;
  /** Buttons under the words. */
  acts?: ReactNode;
}

/** One line of a list; the whole row is pressed when it leads somewhere. */
export function Row({ title, second, end, icon, tile, lead, href, strong, linked, acts }: RowProps) {
  const chevron = href !== undefined && end === undefined;
  const inside = (
    <>
      {lead !== undefined || icon ? (
        <span className={classes('row-lead', tile && 'row-tile')}>{lead ?? (icon ? <Icon name={icon} /> : null)}</span>
      ) : null}
      <span className="row-body">
        <span className={classes('row-title', strong && 'strong', linked && 'linked')}>{title}</span>
        {second !== undefined ? <span className="row-second">{second}</span> : null}
        {acts}
      </span>
      {end !== undefined || chevron ? <span className="row-end">{chevron ? <Icon name="right" /> : end}</span> : null}
    </>
  );
  const name = classes('row', chevron && 'middle');
  return href === undefined ? (
    <div className={name}>{inside}</div>
  ) : (
    <a className={name} href={href}>
      {inside}
    </a>
  );
}

/** A list of rows, posts or notices: one <li> each. */
export function List({ items, label }: { items: readonly { key: string; node: ReactNode }[]; label?: string | undefined }) {
  return (
    <ul className="list" aria-label={label}>
      {items.map(({ key, node }) => (
        <li key={key}>{node}</li>
      ))}
    </ul>
  );
}

interface SectionProps {
  /** Anchor of the section. */
  id?: string | undefined;
  children: ReactNode;
  /** Spoken name when there is no SectionHead inside. */
  label?: string | undefined;
}

/** A group on white, a band of paper before the next one. */
export function Section({ id, label, children }: SectionProps) {
  return (
    <section className="sheet" id={id} aria-label={label}>
      {children}
    </section>
  );
}

/** Heading of a section; at the right a link or filters. */
export function SectionHead({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="section-head">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** 全部 ›, 读全文 ›. */
export function MoreLink({ href, link, children }: { href: string; link?: boolean | undefined; children: ReactNode }) {
  return (
    <a className={link ? 'more-link link' : 'more-link'} href={href}>
      <span>{children}</span>
      <Icon name="right" />
    </a>
  );
}

/** Text with the usual padding inside a section. */
export function Pad({ children }: { children: ReactNode }) {
  return <div className="pad">{children}</div>;
}

/** The little sheet that says PDF, DOC, XLS: for the lead of a Row. */
export function FileKind({ kind }: { kind: string }) {
  return <span className="file-kind">{kind}</span>;
}

/** 今天, 昨天, 7月9日 between rows. */
export function DayHead({ children }: { children: ReactNode }) {
  return <h2 className="day">{children}</h2>;
}
