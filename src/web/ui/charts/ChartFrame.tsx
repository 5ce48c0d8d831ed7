import type { ReactNode } from 'react';

export type Tone = 'members' | 'public';

export interface ChartText {
  /** Of the title: 2 where no section heading stands above the chart. */
  level?: 2 | 3 | undefined;
  /** The finding, as a sentence: 协商会当天访问最多. */
  title: string;
  /** Unit and period. */
  subtitle: string;
}

interface ChartFrameProps extends ChartText {
  legend?: readonly { tone: Tone; label: string }[] | undefined;
  /** The table twin. */
  twin?: ReactNode;
  children: ReactNode;
}

/** Title, subtitle and legend around a chart, its table under it. */
export function ChartFrame({ level = 3, title, subtitle, legend, twin, children }: ChartFrameProps) {
  const Heading = `h${level}` as const;
  return (
    <figure className="chart">
      <figcaption className="chart-head">
        <div>
          <Heading>{title}</Heading>
          <p className="chart-subtitle">{subtitle}</p>
        </div>
        {legend ? (
          <ul className="legend">
            {legend.map(({ tone, label }) => (
              <li key={tone}>
                <svg className={`tone-${tone}`} viewBox="0 0 12 12" fill="currentColor" aria-hidden="true">
                  {tone === 'members' ? <rect width="12" height="12" /> : <circle cx="6" cy="6" r="6" />}
                </svg>
                {label}
              </li>
            ))}
          </ul>
        ) : null}
      </figcaption>
      {children}
      {twin}
    </figure>
  );
}

export interface TableColumn {
  key: string;
  label: string;
  /** Numbers stand at the right. */
  number?: boolean | undefined;
}

interface TableTwinProps {
  summary: string;
  caption: string;
  columns: readonly TableColumn[];
  /** Formatted cells, by column key. */
  rows: readonly Readonly<Record<string, string>>[];
  /** Totals that add up. */
  total?: Readonly<Record<string, string>> | undefined;
}

/** The same figures as a table, one press away, without script. */
export function TableTwin({ summary, caption, columns, rows, total }: TableTwinProps) {
  return (
    <details className="twin">
      <summary>{summary}</summary>
      <FiguresTable caption={caption} columns={columns} rows={rows} total={total} />
    </details>
  );
}

/** A plain table of figures: first column names the row. */
export function FiguresTable({ caption, columns, rows, total }: Omit<TableTwinProps, 'summary'>) {
  const line = (row: Readonly<Record<string, string>>, key: string) => (
    <tr key={key}>
      {columns.map((column, index) =>
        index === 0 ? (
          <th key={column.key} scope="row">
            {row[column.key]}
          </th>
        ) : (
          <td key={column.key} className={column.number ? 'number' : undefined}>
            {row[column.key]}
          </td>
        ),
      )}
    </tr>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className="scroll" aria-label={caption} tabIndex={0}>
      <table className="figures-table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, label, number }) => (
              <th key={key} scope="col" className={number ? 'number' : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{rows.map((row, index) => line(row, `${index}`))}</tbody>
        {total ? <tfoot>{line(total, 'total')}</tfoot> : null}
      </table>
    </section>
  );
}
