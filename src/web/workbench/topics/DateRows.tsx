import type { PartKind } from '../../../features/deliberations/contract.ts';
import { ORDER } from '../../../features/deliberations/rules.ts';
import { Checkbox, Field } from '../../ui/Field.tsx';
import { useAround, useWords } from '../frame/around.ts';
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
      {ORDER.map((kind) => (
        <div key={kind} className="date-row">
          {kind === 'posting' ? (
            <b>{words.desk.parts[kind]}</b>
          ) : (
            <Checkbox
              label={words.desk.parts[kind]}
              aria-label={say.partOn(words.desk.parts[kind])}
              checked={parts[kind].on}
              onChange={(event) => set(kind, { on: event.currentTarget.checked })}
            />
          )}
          {parts[kind].on ? (
            <Edges kind={kind} part={parts[kind]} onChange={(change) => set(kind, change)} errorAt={errorAt} />
          ) : (
            <span className="second">{say.notPlanned}</span>
          )}
        </div>
      ))}
    </>
  );
}

interface EdgesProps {
  kind: PartKind;
  part: PartDraft;
  onChange: (change: Partial<PartDraft>) => void;
  errorAt: DateRowsProps['errorAt'];
}
/** When a part begins and when it ends. */
function Edges({ kind, part, onChange, errorAt }: EdgesProps) {
  const { editor: say, parts: names } = useWords().desk;
  const labels = { starts: say.starts(names[kind]), ends: say.ends(names[kind]) };
  return (['starts', 'ends'] as const).map((edge) => (
    <Field
      key={edge}
      id={partField(kind, edge)}
      name={partField(kind, edge)}
      type="datetime-local"
      label={labels[edge]}
      value={part[edge]}
      onChange={(event) => onChange({ [edge]: event.currentTarget.value })}
      error={errorAt(partField(kind, edge))}
    />
  ));
}
