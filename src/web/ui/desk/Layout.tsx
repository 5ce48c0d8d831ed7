import type { ReactNode } from 'react';

/** List and side: 1fr and 312. */
export function WithSide({ children, side }: { children: ReactNode; side: ReactNode }) {
  return (
    <div className="with-side">
      <div>{children}</div>
      <aside className="side">{side}</aside>
    </div>
  );
}

/** List and detail: 372 and 1fr, each scrolls by itself; the acts stay at the foot of the detail. */
export function ListDetail({
  list,
  listLabel,
  detail,
  detailLabel,
  acts,
}: {
  list: ReactNode;
  listLabel: string;
  detail: ReactNode;
  detailLabel: string;
  acts?: ReactNode;
}) {
  return (
    <div className="list-detail">
      <section className="list-side" aria-label={listLabel}>
        {list}
      </section>
      <section className="detail-side" aria-label={detailLabel}>
        <div className="detail-body">{detail}</div>
        {acts ? <div className="detail-acts">{acts}</div> : null}
      </section>
    </div>
  );
}

/** Panels in a row; they stack when there is no room. */
export function Columns({ children, wide }: { children: ReactNode; wide?: boolean | undefined }) {
  return <div className={wide ? 'columns wide-first' : 'columns'}>{children}</div>;
}

interface PanelProps {
  title?: string | undefined;
  /** At the right of the title. */
  tools?: ReactNode;
  /** No padding: rows and tables go to the edge. */
  flush?: boolean | undefined;
  children: ReactNode;
}

/** A bordered panel: desk only, never inside another. */
export function Panel({ title, tools, flush, children }: PanelProps) {
  return (
    <section className={flush ? 'panel flush' : 'panel'} aria-label={title}>
      {title || tools ? (
        <div className="panel-head">
          {title ? <h2>{title}</h2> : null}
          {tools}
        </div>
      ) : null}
      {children}
    </section>
  );
}

/** How each figure is counted, on the same page. */
export function Definitions({ title, terms }: { title: string; terms: readonly { term: string; meaning: string }[] }) {
  return (
    <section className="panel definitions">
      <h2>{title}</h2>
      <dl>
        {terms.map(({ term, meaning }) => (
          <div key={term}>
            <dt>{term}</dt> <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
