import { Icon } from './Icon.tsx';

export interface RefusalLine {
  /** The id of the field to mend. */
  field: string;
  /** The same words as at the field. */
  sentence: string;
}

interface RefusalSummaryProps {
  /** For example words.common.cannotPublish(2). */
  title: string;
  lines: readonly RefusalLine[];
}

/** What has to be mended, on top of the form; the page or its script moves the focus here (id "refusals"). */
export function RefusalSummary({ title, lines }: RefusalSummaryProps) {
  return (
    <div className="refusals" id="refusals" role="alert" tabIndex={-1}>
      <h2 className="refusals-title">
        <Icon name="alert" />
        <span>{title}</span>
      </h2>
      <ul>
        {lines.map(({ field, sentence }) => (
          <li key={field}>
            <a href={`#${field}`}>{sentence}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}
