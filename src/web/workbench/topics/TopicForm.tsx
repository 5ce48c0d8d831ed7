import { useQuery } from '@tanstack/react-query';
import { TOPIC } from '../../../features/deliberations/contract.ts';
import { Panel, StateLine } from '../../ui/desk/Layout.tsx';
import { Field, FieldGroup, Radio, Select, TextArea } from '../../ui/Field.tsx';
import { number } from '../../words/format.ts';
import { useBodies, useWords } from '../frame/around.ts';
import type { Problem } from './checks.ts';
import { DateRows } from './DateRows.tsx';
import type { TopicDraft } from './draft.ts';
import { FigureRows } from './FigureRows.tsx';
import { hostsQuery } from './queries.ts';

interface TopicFormProps {
  draft: TopicDraft;
  onChange: (change: Partial<TopicDraft>) => void;
  problems: readonly Problem[];
  /** A topic belongs to its committee for good. */
  isNew: boolean;
}

/** Everything about a topic that is typed. */
export function TopicForm({ draft, onChange, problems, isNew }: TopicFormProps) {
  const words = useWords();
  const say = words.desk.editor;
  const errorAt = (field: string) => problems.find((one) => one.field === field)?.sentence;
  const count = (text: string, most: number) => words.common.countOf(number([...text].length), number(most));
  const text = (name: 'title' | 'summary' | 'focus' | 'figuresSource') => ({
    id: name,
    name,
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
    error: errorAt(name),
  });
  return (
    <>
      <Panel title={say.sections.basics} tools={<StateLine tone="warn">{words.oversight.secrecy}</StateLine>}>
        <Whose draft={draft} onChange={onChange} errorAt={errorAt} isNew={isNew} />
        <Field {...text('title')} label={say.title} hint={say.titleHint} count={count(draft.title, TOPIC.title)} />
        <Field {...text('summary')} label={say.summary} hint={say.summaryHint} count={count(draft.summary, TOPIC.summary)} />
      </Panel>
      <Panel title={say.sections.focus}>
        <TextArea {...text('focus')} rows={10} label={say.focus} hint={say.focusHint} count={count(draft.focus, TOPIC.focus)} />
        <h3>{say.figures}</h3>
        <FigureRows figures={draft.figures} onChange={(figures) => onChange({ figures })} errorAt={errorAt} />
        {draft.figures.length > 0 ? <Field {...text('figuresSource')} label={say.figuresSource} hint={say.figuresSourceHint} /> : null}
      </Panel>
      <Panel title={say.sections.dates}>
        <DateRows parts={draft.parts} onChange={(parts) => onChange({ parts })} errorAt={errorAt} />
      </Panel>
      <Panel title={say.sections.reading}>
        <div className="pair">
          <Reading name="membersRead" legend={say.membersRead} value={draft.membersRead} onChange={onChange} />
          <Reading name="publicRead" legend={say.publicRead} value={draft.publicRead} onChange={onChange} />
        </div>
      </Panel>
    </>
  );
}

function Whose({ draft, onChange, errorAt, isNew }: Omit<TopicFormProps, 'problems'> & { errorAt: (field: string) => string | undefined }) {
  const say = useWords().desk.editor;
  const bodies = useBodies('editor');
  const { data: hosts } = useQuery(hostsQuery(draft.committeeId));
  const choices = [{ value: '', label: say.chooseHost }, ...(hosts?.rows.map(({ id, name }) => ({ value: id, label: name })) ?? [])];
  return (
    <>
      {isNew && bodies.length > 1 ? (
        <Select
          id="committeeId"
          name="committeeId"
          label={say.committee}
          choices={bodies.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.committeeId}
          onChange={(event) => onChange({ committeeId: event.currentTarget.value, hostId: '' })}
          error={errorAt('committeeId')}
        />
      ) : null}
      <Select
        id="hostId"
        name="hostId"
        label={say.host}
        choices={choices}
        value={draft.hostId}
        onChange={(event) => onChange({ hostId: event.currentTarget.value })}
        error={errorAt('hostId')}
      />
    </>
  );
}

function Reading({
  name,
  legend,
  value,
  onChange,
}: {
  name: 'membersRead' | 'publicRead';
  legend: string;
  value: 'before' | 'after';
  onChange: (change: Partial<TopicDraft>) => void;
}) {
  const say = useWords().desk.editor;
  return (
    <FieldGroup id={name} legend={legend}>
      {(['before', 'after'] as const).map((mode) => (
        <Radio
          key={mode}
          name={name}
          value={mode}
          label={say.readings[mode]}
          hint={say.readingHints[mode]}
          checked={value === mode}
          onChange={() => onChange({ [name]: mode })}
        />
      ))}
    </FieldGroup>
  );
}
