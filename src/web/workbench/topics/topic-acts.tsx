import { type ReactNode, useState } from 'react';
import { announceTopic, closeTopic, openTopic, withdrawTopic } from '../../../features/deliberations/contract.ts';
import { call, Refused } from '../../call.ts';
import type { DeskWords } from '../../words/desk.ts';
import { exactMoment, number } from '../../words/format.ts';
import { useStandpoint, useWords } from '../frame/around.ts';
import { WhyDialog } from '../parts/WhyDialog.tsx';
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

interface ActDialogProps {
  act: Act;
  topic: Topic;
  form: TopicFormState;
  onDone: () => void;
}
function ActDialog({ act, topic, form, onDone }: ActDialogProps) {
  const words = useWords();
  const say = words.desk.editor.acts;
  const { now } = useStandpoint();
  const said = saidOf(act, topic, words, now);
  const label = act === 'open' ? say.open.confirm : act === 'announce' && form.dirty ? say.announce.withSave : said.act;
  const { why, whyHint } = say.withdraw;
  const hint = topic.state === 'draft' ? undefined : whyHint;
  return (
    <WhyDialog
      title={said.title}
      text={useConsequence(act, topic)}
      act={{ label, busyLabel: said.busy, look: act === 'withdraw' ? 'danger' : 'primary' }}
      mild={say.later}
      asked={act === 'withdraw' ? { id: 'why', name: 'why', label: why, hint, ...WHY, tooShort: words.invalid.required(why) } : undefined}
      carryOut={(reason) => carryOut(act, topic.id, form, reason)}
      done={(isDone) => (isDone ? said.done : undefined)}
      renews={[['topic', topic.id], ['topics']]}
      onClose={onDone}
    />
  );
}

/** False when the form has to be mended first, which then says where. */
async function carryOut(act: Act, id: string, form: TopicFormState, why: string): Promise<boolean> {
  if (act === 'withdraw') {
    await call(withdrawTopic, { id, why });
    return true;
  }
  // What is announced is what stands on the screen.
  if (form.dirty && !(await form.save())) return false;
  try {
    await call(moves[act], { id });
    return true;
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'topic-incomplete') throw error;
    form.lacks(error);
    return false;
  }
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
