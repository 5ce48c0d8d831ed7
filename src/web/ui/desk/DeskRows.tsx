import type { ReactNode } from 'react';
import { classes } from '../classes.ts';
import { DeadlineLight, type Urgency } from '../DeadlineLight.tsx';
import { Icon } from '../Icon.tsx';
import { type PersonKind, PersonMark } from '../Person.tsx';

interface DeskRowProps {
  light?: { urgency: Urgency; words: string } | undefined;
  /** 审核, 申诉: what kind of work. */
  kind?: string | undefined;
  title: string;
  second?: string | undefined;
  /** The one button of the row; ink on the current row. */
  act?: ReactNode;
  current?: boolean | undefined;
}

/** One piece of work: until when, what, the act. 52 high. */
export function DeskRow({ light, kind, title, second, act, current }: DeskRowProps) {
  return (
    <div className={classes('desk-row', current && 'current')} aria-current={current ? 'true' : undefined}>
      {light ? (
        <span className="desk-row-light">
          <DeadlineLight urgency={light.urgency}>{light.words}</DeadlineLight>
        </span>
      ) : null}
      {kind ? <span className="desk-row-kind">{kind}</span> : null}
      <span className="desk-row-body">
        <span className="desk-row-title">{title}</span>
        {second ? <span className="second">{second}</span> : null}
      </span>
      {act}
    </div>
  );
}

interface QueueItemProps {
  kind: PersonKind;
  name: string;
  /** First words of the text. */
  preview: string;
  /** How long it has waited; left out for what waits no more. */
  age?: { urgency: Urgency; words: string } | undefined;
  /** In its place: what was decided and when. */
  end?: string | undefined;
  /** 疑似…: what the machine points at. */
  flag?: string | undefined;
  /** 黄立群在改. */
  locked?: string | undefined;
  current?: boolean | undefined;
  selected?: boolean | undefined;
  /** A check box for batch acts. */
  select?: ReactNode;
  onOpen?: (() => void) | undefined;
}

/** One waiting text in a list with detail; the whole item opens it. */
export function QueueItem({ kind, name, preview, age, end, flag, locked, current, selected, select, onOpen }: QueueItemProps) {
  return (
    <div className={classes('queue-item', current && 'current', selected && 'selected')}>
      {select}
      <button type="button" className="queue-open" aria-current={current ? 'true' : undefined} {...(onOpen ? { onClick: onOpen } : {})}>
        <PersonMark kind={kind} name={name} />
        <span className="queue-body">
          <span className="queue-head">
            <b>{name}</b>
            {age ? <DeadlineLight urgency={age.urgency}>{age.words}</DeadlineLight> : null}
            {end ? <span className="queue-end">{end}</span> : null}
          </span>
          <span className="queue-preview">{preview}</span>
          {flag ? (
            <span className="queue-flag">
              <Icon name="flag" />
              {flag}
            </span>
          ) : null}
          {locked ? (
            <span className="queue-flag">
              <Icon name="lock" />
              {locked}
            </span>
          ) : null}
        </span>
      </button>
    </div>
  );
}

export interface DeskColumn<R> {
  key: string;
  label: string;
  number?: boolean | undefined;
  cell: (row: R) => ReactNode;
}

interface DeskTableProps<R> {
  caption: string;
  columns: readonly DeskColumn<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  isCurrent?: ((row: R) => boolean) | undefined;
  isSelected?: ((row: R) => boolean) | undefined;
}

/** Numbers right, text left, hairlines, no zebra; the head stays while the rows scroll. */
export function DeskTable<R>({ caption, columns, rows, rowKey, isCurrent, isSelected }: DeskTableProps<R>) {
  return (
    <table className="desk-table">
      <caption className="spoken">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ key, label, number }) => (
            <th key={key} scope="col" className={number ? 'number' : undefined}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} className={classes(isCurrent?.(row) && 'current', isSelected?.(row) && 'selected')}>
            {columns.map(({ key, number, cell }) => (
              <td key={key} className={number ? 'number' : undefined}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
