import type { ReactNode } from 'react';

interface EmptyStateProps {
  /** One sentence: what is not there yet. */
  title: string;
  second?: string | undefined;
  /** Only on "mine" pages: <Hemicycle here …>. */
  ornament?: ReactNode;
  /** One act; a second one may be a quiet link. */
  children?: ReactNode;
}

/** A list with nothing in it: one sentence, one thing to do. */
export function EmptyState({ title, second, ornament, children }: EmptyStateProps) {
  return (
    <div className="empty">
      {ornament}
      <h2>{title}</h2>
      {second ? <p>{second}</p> : null}
      {children ? <div className="empty-acts">{children}</div> : null}
    </div>
  );
}
