import type { ReactNode } from 'react';
import { Icon } from '../Icon.tsx';

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

/** One sentence with its sign: 与原始日志复算一致, 昨晚没有备份. */
export function StateLine({ tone, children }: { tone: 'ok' | 'warn' | 'bad'; children: ReactNode }) {
  return (
    <span className={`state-line ${tone}`}>
      <Icon name={tone === 'ok' ? 'accepted' : 'alert'} />
      <span>{children}</span>
    </span>
  );
}

/** Stands in for rows that have not come after 200 ms; as high as they will be, and still. */
export function Skeleton({ rows, label }: { rows: number; label: string }) {
  return (
    <div className="skeleton" role="status">
      <span className="spoken">{label}</span>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
        <div key={index} className="skeleton-row" />
      ))}
    </div>
  );
}
