import { TextArea } from '../../ui/Field.tsx';

/** A reason that is asked for: its field, and when it suffices. */
export interface AskedWhy {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly rows?: number | undefined;
  readonly most: number;
  /** So many characters at least, and what is said when there are fewer; otherwise the server judges. */
  readonly least?: number | undefined;
  readonly tooShort?: string | undefined;
}

/** What is said about a reason that is too short; undefined when it suffices. */
export const lackOf = ({ least = 0, tooShort }: Pick<AskedWhy, 'least' | 'tooShort'>, text: string): string | undefined =>
  [...text.trim()].length < least ? tooShort : undefined;

interface WhyFieldProps {
  asked: AskedWhy;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

/** Why somebody does what they are about to do. */
export function WhyField({ asked: { id, name, label, hint, rows = 2, most }, value, onChange, error }: WhyFieldProps) {
  return (
    <TextArea
      id={id}
      name={name}
      rows={rows}
      label={label}
      hint={hint}
      maxLength={most}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    />
  );
}
