import type { PartKind } from '../../../features/deliberations/contract.ts';
import { ORDER } from '../../../features/deliberations/rules.ts';
import { Checkbox, Field } from '../../ui/Field.tsx';
import { useAround } from '../frame/around.ts';
import { partField } from './checks.ts';
import type { PartDraft, TopicDraft } from './draft.ts';

interface DateRowsProps {
  parts: TopicDraft['parts'];
  onChange: (parts: TopicDraft['parts']) => void;
  errorAt: (field: string) => string | undefined;
}

/** 日程: the five parts of a deliberation, each with its two dates; only posting must be planned. */
export function DateRows({ parts, onChange, errorAt }: DateRowsProps) {
  const { desk, words } = useAround();
  const say = words.desk.editor;
  const zones: Readonly<Record<string, string>> = say.zones;
  const set = (kind: PartKind, change: Partial<PartDraft>) => onChange({ ...parts, [kind]: { ...parts[kind], ...change } });
  return (
    <>
      <p className="second">{say.datesHint(zones[desk.zone] ?? desk.zone)}</p>
      {ORDER.map((kind) => {
        const name = words.desk.parts[kind];
        const part = parts[kind];
        return (
          <div key={kind} className="date-row">
            {kind === 'posting' ? (
              <b>{name}</b>
            ) : (
              <Checkbox
                label={name}
                aria-label={say.partOn(name)}
                checked={part.on}
                onChange={(event) => set(kind, { on: event.currentTarget.checked })}
              />
            )}
            {part.on ? (
              (['starts', 'ends'] as const).map((edge) => (
                <Field
                  key={edge}
                  id={partField(kind, edge)}
                  name={partField(kind, edge)}
                  type="datetime-local"
                  label={edge === 'starts' ? say.starts(name) : say.ends(name)}
                  value={part[edge]}
                  onChange={(event) => set(kind, { [edge]: event.currentTarget.value })}
                  error={errorAt(partField(kind, edge))}
                />
              ))
            ) : (
              <span className="second">{say.notPlanned}</span>
            )}
          </div>
        );
      })}
    </>
  );
}
