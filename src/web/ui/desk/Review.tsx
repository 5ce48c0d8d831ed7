import type { ReactNode } from 'react';

export interface KeyedChoice {
  value: string;
  label: string;
  shortcut: string;
}

interface KeyedChoicesProps {
  /** Radio name. */
  name: string;
  legend: string;
  hint?: string | undefined;
  choices: readonly KeyedChoice[];
  chosen: string | undefined;
  onChoose: (value: string) => void;
}

/** Reasons in three columns, each with its digit. */
export function KeyedChoices({ name, legend, hint, choices, chosen, onChoose }: KeyedChoicesProps) {
  return (
    <fieldset className="keyed">
      <legend>
        {legend} {hint ? <span className="field-optional">{hint}</span> : null}
      </legend>
      <div className="keyed-grid">
        {choices.map(({ value, label, shortcut }) => (
          <label key={value} className={value === chosen ? 'keyed-choice chosen' : 'keyed-choice'}>
            <input type="radio" name={name} value={value} checked={value === chosen} onChange={() => onChoose(value)} />
            <kbd className="key">{shortcut}</kbd>
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** What the machine suspects, in one sentence with a bar; people decide. */
export function Remark({ children }: { children: ReactNode }) {
  return <p className="remark">{children}</p>;
}

/** Words of a text that a flag points at. */
export function Flagged({ children }: { children: ReactNode }) {
  return <mark className="flagged">{children}</mark>;
}

/** A text under review: 17/30, as typed. */
export function ReviewText({ children }: { children: ReactNode }) {
  return <p className="review-text">{children}</p>;
}
