import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { classes } from './classes.ts';
import { Icon } from './Icon.tsx';

/** What every field has around its control. The id is given: pieces that the server renders may not invent one. */
interface Frame {
  id: string;
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** The same words as in the refusal summary. */
  error?: string | undefined;
  /** Formatted, for example "6 / 500". */
  count?: string | undefined;
  /** Formatted, for example "已保存 14:03". */
  saved?: string | undefined;
  optional?: string | undefined;
}
type Own = keyof Frame | 'className' | 'style';

const described = ({ id, hint, error, count }: Frame) =>
  classes(error && `${id}-error`, hint !== undefined && `${id}-hint`, count && `${id}-count`) || undefined;

function FieldFrame({ frame, children }: { frame: Frame; children: ReactNode }) {
  const { id, label, hint, error, count, saved, optional } = frame;
  return (
    <div className={classes('field', error && 'wrong')}>
      <label className="field-label" htmlFor={id}>
        {label} {optional ? <span className="field-optional">{optional}</span> : null}
      </label>
      <div className="field-body">
        {error ? (
          <p className="field-error" id={`${id}-error`}>
            <Icon name="alert" />
            <span>{error}</span>
          </p>
        ) : null}
        {children}
      </div>
      {hint !== undefined ? (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {count || saved ? (
        <div className="field-foot">
          <span role="status">{saved}</span>
          <span id={`${id}-count`}>{count}</span>
        </div>
      ) : null}
    </div>
  );
}

const wiring = (frame: Frame) => ({
  id: frame.id,
  name: frame.name,
  className: 'input',
  'aria-describedby': described(frame),
  'aria-invalid': frame.error ? true : undefined,
});

/** Takes the frame's props from the rest, so that only HTML attributes reach the control. */
function part<P extends Frame>(props: P) {
  const { id, name, label, hint, error, count, saved, optional, ...rest } = props;
  return { frame: { id, name, label, hint, error, count, saved, optional } satisfies Frame, rest };
}

/** One line of text. */
export function Field(props: Frame & Omit<InputHTMLAttributes<HTMLInputElement>, Own>) {
  const { frame, rest } = part(props);
  return (
    <FieldFrame frame={frame}>
      <input {...rest} {...wiring(frame)} />
    </FieldFrame>
  );
}

/** Text of several lines, with its counter and "saved at" below. */
export function TextArea(props: Frame & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, Own>) {
  const { frame, rest } = part(props);
  return (
    <FieldFrame frame={frame}>
      <textarea {...rest} {...wiring(frame)} />
    </FieldFrame>
  );
}

export interface Choice {
  value: string;
  label: string;
}

/** One of many; few choices are better as radios. */
export function Select(props: Frame & { choices: readonly Choice[] } & Omit<SelectHTMLAttributes<HTMLSelectElement>, Own | 'children'>) {
  const { choices, ...others } = props;
  const { frame, rest } = part(others);
  return (
    <FieldFrame frame={frame}>
      <select {...rest} {...wiring(frame)}>
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

/** Files; what is allowed stands in the hint. */
export function FileField(props: Frame & Omit<InputHTMLAttributes<HTMLInputElement>, Own | 'type'>) {
  const { frame, rest } = part(props);
  return (
    <FieldFrame frame={frame}>
      <input {...rest} {...wiring(frame)} type="file" />
    </FieldFrame>
  );
}

interface TickProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'style' | 'type'> {
  label: ReactNode;
  /** The label is spoken only: rows of a desk list. */
  bare?: boolean | undefined;
  hint?: string | undefined;
}

function Tick({ type, label, bare, hint, ...rest }: TickProps & { type: 'checkbox' | 'radio' }) {
  return (
    <label className={bare ? 'choice bare' : 'choice'}>
      <input {...rest} type={type} />
      <span className={bare ? 'spoken' : undefined}>
        {label}
        {hint ? <span className="hint">{hint}</span> : null}
      </span>
    </label>
  );
}

/** A box to tick. */
export function Checkbox(props: TickProps) {
  return <Tick {...props} type="checkbox" />;
}

/** One of a few; put them into a FieldGroup. */
export function Radio(props: TickProps) {
  return <Tick {...props} type="radio" />;
}

interface FieldGroupProps {
  id: string;
  legend: string;
  /** Spoken only. */
  hiddenLegend?: boolean | undefined;
  error?: string | undefined;
  children: ReactNode;
}

/** Radios or boxes under one question. */
export function FieldGroup({ id, legend, hiddenLegend, error, children }: FieldGroupProps) {
  return (
    <fieldset className={classes('field', error && 'wrong')} id={id} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className={hiddenLegend ? 'spoken' : undefined}>{legend}</legend>
      <div className="field-body">
        {error ? (
          <p className="field-error" id={`${id}-error`}>
            <Icon name="alert" />
            <span>{error}</span>
          </p>
        ) : null}
        {children}
      </div>
    </fieldset>
  );
}
