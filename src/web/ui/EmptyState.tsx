import type { ReactNode } from 'react';

interface EmptyStateProps {
  /** One sentence: what is not there yet. */
  title: string;
  /** 1 where the page has no other heading, 3 inside a titled panel. */
  level?: 1 | 2 | 3 | undefined;
  second?: string | undefined;
  /** Only on "mine" pages: <Hemicycle here …>. */
  ornament?: ReactNode;
  /** One act; a second one may be a quiet link. */
  children?: ReactNode;
}

/** A list with nothing in it: one sentence, one thing to do. */
export function EmptyState({ title, level = 2, second, ornament, children }: EmptyStateProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="empty">
      {ornament}
      <Heading>{title}</Heading>
      {second ? <p>{second}</p> : null}
      {children ? <div className="empty-acts">{children}</div> : null}
    </div>
  );
}
