import { type ReactNode, useState } from 'react';
import { Refused } from '../../call.ts';
import { Field } from '../../ui/Field.tsx';
import { useWords } from '../frame/around.ts';
import { sentenceOf } from '../frame/trouble.ts';

/** What was refused, at its field; what belongs to no field stands at the first one. */
export interface Fault {
  readonly field: string | null;
  readonly sentence: string;
}
export function useFault() {
  const words = useWords();
  const [fault, setFault] = useState<Fault | null>(null);
  return {
    clear: () => setFault(null),
    /** True when something is missing, and says so. */
    missing(fields: readonly { name: string; label: string; value: string }[]): boolean {
      const one = fields.find(({ value }) => value.trim() === '');
      setFault(one ? { field: one.name, sentence: words.invalid.required(one.label) } : null);
      return one !== undefined;
    },
    show(error: unknown) {
      const problem = error instanceof Refused ? error.problems[0] : undefined;
      setFault(problem ?? { field: null, sentence: sentenceOf(error, words) });
    },
    at: (name: string, first = false): string | undefined =>
      fault && (fault.field === name || (first && fault.field === null)) ? fault.sentence : undefined,
    /** At the first field: by the name that the server gives it, by its own, or of no field. */
    of: (...names: readonly string[]): string | undefined =>
      fault && (fault.field === null || names.includes(fault.field)) ? fault.sentence : undefined,
  };
}

interface PlainProps {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  hint?: ReactNode;
  phone?: boolean | undefined;
  digits?: number | undefined;
}
/** One line of a dialog: a phone, a code, or words. */
export function Line({ id, label, value, onChange, error, hint, phone, digits }: PlainProps) {
  return (
    <Field
      id={id}
      name={id}
      label={label}
      hint={hint}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="off"
      error={error}
      {...((phone || digits) && { inputMode: 'numeric' as const })}
      {...(phone && { type: 'tel', maxLength: 11 })}
      {...(digits && { maxLength: digits })}
    />
  );
}
