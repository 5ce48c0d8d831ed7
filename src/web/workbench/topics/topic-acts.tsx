import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { announceTopic, closeTopic, openTopic, withdrawTopic } from '../../../features/deliberations/contract.ts';
import { call, Refused } from '../../call.ts';
import { TextArea } from '../../ui/Field.tsx';
import type { DeskWords } from '../../words/desk.ts';
import { exactMoment, number } from '../../words/format.ts';
import { Ask } from '../frame/Ask.tsx';
import { useStandpoint, useWords } from '../frame/around.ts';
import { useToasts } from '../frame/Toasts.tsx';
import { sentenceOf } from '../frame/trouble.ts';
import { refresh } from '../queries.ts';
import type { Topic } from './draft.ts';
import type { TopicFormState } from './topic-form.ts';

/** Acts of a topic that cannot be undone, each behind its question. */
export type Act = 'announce' | 'open' | 'close' | 'withdraw';
export interface TopicActs {
  readonly ask: (act: Act) => void;
  readonly dialog: ReactNode;
}
const moves = { announce: announceTopic, open: openTopic, close: closeTopic } as const;
const WHY = { least: 2, most: 200 };

export function useTopicActs(topic: Topic | null, form: TopicFormState): TopicActs {
  const [asked, setAsked] = useState<Act | null>(null);
  return {
    ask: setAsked,
    dialog: topic && asked ? <ActDialog key={asked} act={asked} topic={topic} form={form} onDone={() => setAsked(null)} /> : null,
  };
}

function ActDialog({ act, topic, form, onDone }: { act: Act; topic: Topic; form: TopicFormState; onDone: () => void }) {
  const words = useWords();
  const say = words.desk.editor.acts;
  const { say: toast } = useToasts();
  const { now } = useStandpoint();
  const said = saidOf(act, topic, words, now);
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<string>();
  const doing = useMutation({
    async mutationFn() {
      // What is announced is what stands on the screen.
      if (form.dirty && act !== 'withdraw' && !(await form.save())) return false;
      await (act === 'withdraw' ? call(withdrawTopic, { id: topic.id, why: why.trim() }) : call(moves[act], { id: topic.id }));
      return true;
    },
    async onSuccess(done) {
      if (done) toast(said.done);
      onDone();
      await refresh(['topic', topic.id], ['topics']);
    },
    async onError(error) {
      if (error instanceof Refused && error.code === 'topic-incomplete') {
        form.lacks(error);
        return onDone();
      }
      setProblem(sentenceOf(error, words));
      await refresh(['topic', topic.id]);
    },
  });
  const begin = () => {
    const short = act === 'withdraw' && [...why.trim()].length < WHY.least;
    setProblem(short ? words.invalid.required(say.withdraw.why) : undefined);
    if (!short) doing.mutate();
  };
  return (
    <Ask
      title={said.title}
      act={{
        label: act === 'open' ? say.open.confirm : act === 'announce' && form.dirty ? say.announce.withSave : said.act,
        busyLabel: said.busy,
        look: act === 'withdraw' ? 'danger' : 'primary',
        busy: doing.isPending,
        onAct: begin,
      }}
      mild={{ label: say.later, onMild: onDone }}
      focusField={act === 'withdraw'}
    >
      <p>{useConsequence(act, topic)}</p>
      {act === 'withdraw' ? (
        <TextArea
          id="why"
          name="why"
          rows={2}
          label={say.withdraw.why}
          hint={topic.state === 'draft' ? undefined : say.withdraw.whyHint}
          maxLength={WHY.most}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          error={problem}
        />
      ) : problem ? (
        <p className="field-error" role="alert">
          {problem}
        </p>
      ) : null}
    </Ask>
  );
}

/** A draft that nobody saw is deleted, not withdrawn; what begins in the past begins at once. */
export function saidOf(act: Act, { state, posting }: Pick<Topic, 'state' | 'posting'>, words: DeskWords, now: Date) {
  const { withdraw, announce } = words.desk.editor.acts;
  if (act === 'withdraw' && state === 'draft')
    return { act: withdraw.draftAct, title: withdraw.draftTitle, busy: withdraw.draftBusy, done: withdraw.draftDone };
  if (act === 'announce' && posting && new Date(posting.startsAt) <= now) return { ...announce, done: announce.doneAtOnce };
  return words.desk.editor.acts[act];
}

/** What follows, with its dates and numbers. */
function useConsequence(act: Act, { state, posting, posts }: Topic): string {
  const from = useStandpoint();
  const say = useWords().desk.editor.acts;
  const moment = (time: string | undefined) => (time === undefined ? '' : exactMoment(new Date(time), from));
  const [starts, ends] = [moment(posting?.startsAt), moment(posting?.endsAt)];
  switch (act) {
    case 'announce':
      return posting && new Date(posting.startsAt) <= from.now ? say.announce.atOnce : say.announce.text(starts);
    case 'open':
      return say.open.text(starts);
    case 'close':
      return say.close.text(ends, number(posts));
    case 'withdraw':
      return state === 'draft' ? say.withdraw.draft : say.withdraw.text(number(posts));
  }
}
