import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { WithSide } from '../../ui/desk/Layout.tsx';
import { Said } from '../../ui/Messages.tsx';
import { RefusalSummary } from '../../ui/RefusalSummary.tsx';
import { clock, exactMoment } from '../../words/format.ts';
import { useAround, useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { at } from '../frame/go.ts';
import { Screen } from '../frame/Screen.tsx';
import { useToasts } from '../frame/Toasts.tsx';
import { NotYours } from '../frame/Trouble.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { Conflict } from './Conflict.tsx';
import { draftOf, type Topic } from './draft.ts';
import { Materials } from './Materials.tsx';
import { Pictures } from './Pictures.tsx';
import { hostsQuery, topicQuery } from './queries.ts';
import { Side } from './Side.tsx';
import { TopicForm } from './TopicForm.tsx';
import { type TopicActs, useTopicActs } from './topic-acts.tsx';
import { type TopicFormState, useTopicForm } from './topic-form.ts';

const newRoute = getRouteApi('/topics/new');
const route = getRouteApi('/topics/$id');

/** 新建议题. */
export function NewTopicPage() {
  const { committee } = newRoute.useSearch();
  const bodies = useBodies('editor');
  const body = bodies.find(({ id }) => id === committee) ?? bodies[0];
  return body ? <Editor topic={null} committeeId={body.id} /> : <NotYours />;
}

/** A topic in the hands of its editor. */
export function TopicPage() {
  const { id } = route.useParams();
  const asked = useQuery(topicQuery(id));
  const topic = asked.data;
  const words = useWords();
  const mine = useBodies('editor').some((body) => body.id === topic?.committeeId);
  if (topic && mine) return <Editor key={id} topic={topic} committeeId={topic.committeeId} />;
  if (topic) return <NotYours />;
  return (
    <Screen title={words.desk.places.topics}>
      <NotYet asked={asked} rows={8} />
    </Screen>
  );
}

function Editor({ topic, committeeId }: { topic: Topic | null; committeeId: string }) {
  const words = useWords();
  const form = useTopicForm(topic, committeeId);
  const acts = useTopicActs(topic, form);
  const { what, problems } = form.hindered;
  const save = useSaving(form);
  useEffect(() => {
    // What is missing is filled in from the first field on; what could not be saved is read first.
    if (problems[0]) document.getElementById(what === 'announcing' ? problems[0].field : 'refusals')?.focus();
  }, [what, problems]);
  const editable = topic?.state !== 'withdrawn';
  return (
    <Screen
      title={topic?.title ?? words.desk.editor.newTitle}
      state={<State topic={topic} form={form} />}
      errorCount={problems.length}
      tools={<Tools topic={topic} form={form} acts={acts} onSave={save} />}
    >
      {problems.length > 0 ? <RefusalSummary title={words.desk.editor.refusals[what](problems.length)} lines={problems} /> : null}
      <Notes topic={topic} form={form} onSave={save} />
      <WithSide side={<Side topic={topic} acts={acts} />}>
        {editable ? <TopicForm draft={form.draft} onChange={form.change} problems={problems} isNew={topic === null} /> : null}
        {topic && editable ? (
          <>
            <Pictures topic={topic} />
            <Materials topic={topic} />
          </>
        ) : null}
      </WithSide>
      {acts.dialog}
    </Screen>
  );
}

/** Saves and says so; a new topic goes on under its own address. */
function useSaving(form: TopicFormState) {
  const words = useWords();
  const from = useStandpoint();
  const { say } = useToasts();
  const { history } = useRouter();
  return async (match?: number) => {
    const isNew = form.version === 0;
    const saved = await form.save(match);
    if (!saved) return;
    say(words.desk.editor.saved(clock(from.now, from)));
    if (isNew) history.replace(at(`/topics/${saved.id}`));
  };
}

function State({ topic, form }: { topic: Topic | null; form: TopicFormState }) {
  const words = useWords();
  const from = useStandpoint();
  const say = words.desk.editor;
  const stands = topic ? say.state(words.desk.topics.states[topic.state], topic.version) : say.newState;
  return (
    <span role="status">
      {stands}
      {form.dirty && form.keptAt ? `・${say.dirty(clock(form.keptAt, from))}` : ''}
    </span>
  );
}

function Tools({ topic, form, acts, onSave }: { topic: Topic | null; form: TopicFormState; acts: TopicActs; onSave: () => Promise<void> }) {
  const say = useWords().desk.editor;
  const announces = topic?.offers.includes('announce') ?? false;
  if (topic?.state === 'withdrawn') return null;
  return (
    <>
      {topic ? (
        <ButtonLink look="quiet" icon="external" href={`/topics/${topic.id}`} target="_blank" rel="noreferrer">
          {topic.state === 'draft' ? say.previewDraft : say.preview}
        </ButtonLink>
      ) : null}
      <Button look={announces ? 'secondary' : 'primary'} busy={form.saving} onClick={() => void onSave()}>
        {form.saving ? say.saving : topic && topic.state !== 'draft' ? say.save : say.saveDraft}
      </Button>
      {announces ? (
        <Button look="primary" onClick={() => form.isWhole() && acts.ask('announce')}>
          {form.dirty ? say.acts.announce.withSave : say.acts.announce.act}
        </Button>
      ) : null}
    </>
  );
}

/** What happened to the form without its editor: restored from this computer, changed by somebody else. */
function Notes({ topic, form, onSave }: { topic: Topic | null; form: TopicFormState; onSave: (match: number) => Promise<void> }) {
  const { desk, words } = useAround();
  const from = useStandpoint();
  const { data: hosts } = useQuery(hostsQuery(topic?.committeeId ?? ''));
  const hostName = (id: string) => hosts?.rows.find((host) => host.id === id)?.name ?? '';
  if (topic && form.conflict)
    return (
      <Conflict
        version={topic.version}
        mine={form.draft}
        theirs={draftOf(topic, desk.zone)}
        hostName={hostName}
        onTake={form.change}
        onKeep={() => void onSave(topic.version)}
        onDrop={form.drop}
        busy={form.saving}
      />
    );
  if (!form.restoredAt || !form.dirty) return null;
  return (
    <Said tone="warn">
      <p>{words.desk.editor.restored(exactMoment(form.restoredAt, from))}</p>
      <Button onClick={form.drop}>{words.desk.editor.drop}</Button>
    </Said>
  );
}
