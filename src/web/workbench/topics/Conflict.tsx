import { ORDER } from '../../../features/deliberations/rules.ts';
import { Button, Buttons } from '../../ui/Button.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { Icon } from '../../ui/Icon.tsx';
import type { DeskWords } from '../../words/desk.ts';
import { exactMoment, type Standpoint } from '../../words/format.ts';
import { useStandpoint, useWords } from '../frame/around.ts';
import { differing, type FieldName, type TopicDraft } from './draft.ts';
import { momentOf } from './zone.ts';

interface ConflictProps {
  version: number;
  mine: TopicDraft;
  theirs: TopicDraft;
  hostName: (id: string) => string;
  onTake: (change: Partial<TopicDraft>) => void;
  onKeep: () => void;
  onDrop: () => void;
  busy: boolean;
}

/** Somebody else saved first: what stands on both sides, field by field; nothing typed is lost. */
export function Conflict({ version, onKeep, onDrop, busy, ...sides }: ConflictProps) {
  const say = useWords().desk.editor.conflict;
  return (
    <Panel>
      <div className="conflict" id="conflict" role="alert" tabIndex={-1}>
        <h2 className="icon-text">
          <Icon name="alert" />
          <span>{say.title(version)}</span>
        </h2>
        <p>{say.text}</p>
      </div>
      <Differences {...sides} />
      <Buttons>
        <Button busy={busy} onClick={onKeep}>
          {say.keep}
        </Button>
        <Button look="danger" onClick={onDrop}>
          {say.drop}
        </Button>
      </Buttons>
    </Panel>
  );
}

/** Each field that differs, theirs beside mine. */
function Differences({ mine, theirs, hostName, onTake }: Pick<ConflictProps, 'mine' | 'theirs' | 'hostName' | 'onTake'>) {
  const words = useWords();
  const from = useStandpoint();
  const say = words.desk.editor.conflict;
  const names = fieldNames(words);
  const fields = differing(mine, theirs);
  const shown = (draft: TopicDraft, field: FieldName) => shownValue(draft, field, words, from, hostName) || say.empty;
  if (fields.length === 0) return null;
  return (
    <table className="desk-table conflict-table">
      <thead>
        <tr>
          <th scope="col">{say.what}</th>
          <th scope="col">{say.theirs}</th>
          <th scope="col">{say.mine}</th>
          <th>
            <span className="spoken">{say.take}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field}>
            <th scope="row">{names[field]}</th>
            <td className="prose">{shown(theirs, field)}</td>
            <td className="prose">{shown(mine, field)}</td>
            <td>
              <Button aria-label={`${say.take}：${names[field]}`} onClick={() => onTake({ [field]: theirs[field] })}>
                {say.take}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function fieldNames({ desk: { editor } }: DeskWords): Readonly<Record<FieldName, string>> {
  return {
    title: editor.title,
    summary: editor.summary,
    hostId: editor.host,
    focus: editor.focus,
    figures: editor.figures,
    figuresSource: editor.figuresSource,
    membersRead: editor.membersRead,
    publicRead: editor.publicRead,
    parts: editor.sections.dates,
  };
}

/** One field as a reader understands it. */
function shownValue(draft: TopicDraft, field: FieldName, words: DeskWords, from: Standpoint, hostName: (id: string) => string): string {
  const { editor, parts: names } = words.desk;
  if (field === 'hostId') return hostName(draft.hostId);
  if (field === 'membersRead' || field === 'publicRead') return editor.readings[draft[field]];
  if (field === 'figures') return draft.figures.map(({ value, label }) => `${value} ${label}`).join('\n');
  if (field !== 'parts') return draft[field];
  const when = (local: string) => {
    const at = momentOf(local, from.timeZone ?? 'Asia/Shanghai');
    return at ? exactMoment(at, from) : '';
  };
  return ORDER.filter((kind) => draft.parts[kind].on)
    .map((kind) => `${names[kind]} ${when(draft.parts[kind].starts)} – ${when(draft.parts[kind].ends)}`)
    .join('\n');
}
