import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Buttons } from '../../ui/Button.tsx';
import { Panel } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Badge } from '../../ui/Person.tsx';
import { List, Row } from '../../ui/Row.tsx';
import { exactMoment } from '../../words/format.ts';
import { useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { Screen } from '../frame/Screen.tsx';
import { NotYours } from '../frame/Trouble.tsx';
import { More } from '../parts/More.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { AnswerDialog, type Answering } from './AnswerDialog.tsx';
import { type ErasureRequest, erasuresQuery } from './queries.ts';

const tones = { waiting: 'warn', cancelled: 'plain', refused: 'bad', done: 'ok' } as const;

/** 注销申请 of members and staff: each is carried out, or refused with its reason. */
export function ErasuresPage() {
  const words = useWords();
  const say = words.privacyDesk.erasures;
  const may = useBodies('liaison').length > 0;
  const [answering, setAnswering] = useState<Answering | null>(null);
  const list = useInfiniteQuery({ ...erasuresQuery, enabled: may });
  if (!may) return <NotYours />;
  const rows = list.data?.pages.flatMap((page) => page.rows);
  const waiting = rows?.filter(({ state }) => state === 'waiting').length;
  return (
    <Screen title={words.privacyDesk.places.erasures} state={waiting === undefined ? '' : <span role="status">{say.state(waiting)}</span>}>
      {!rows ? (
        <NotYet asked={list} rows={4} />
      ) : rows.length === 0 ? (
        <EmptyState title={say.empty} second={say.emptySecond} />
      ) : (
        <Panel flush title={say.list}>
          <List label={say.list} items={rows.map((row) => ({ key: row.id, node: <Request request={row} onAnswer={setAnswering} /> }))} />
          <More list={list} />
        </Panel>
      )}
      {answering ? <AnswerDialog {...answering} onDone={() => setAnswering(null)} /> : null}
    </Screen>
  );
}

interface RequestProps {
  request: ErasureRequest;
  onAnswer: (answering: Answering) => void;
}
function Request({ request, onAnswer }: RequestProps) {
  const say = useWords().privacyDesk.erasures;
  const { name, state } = request;
  return (
    <Row
      title={
        <>
          <b>{name}</b> <Badge tone={tones[state]} parts={[say.states[state]]} />
        </>
      }
      second={useStory(request).map((line) => (
        <span key={line} className="story-line">
          {line}
        </span>
      ))}
      acts={state === 'waiting' ? <Answers request={request} onAnswer={onAnswer} /> : undefined}
    />
  );
}

/** What was asked, by whom, and what became of it: one line each. */
function useStory({ committee, state, serving, ...request }: ErasureRequest): string[] {
  const from = useStandpoint();
  const say = useWords().privacyDesk.erasures;
  const when = (at: string) => exactMoment(new Date(at), from);
  return [
    say.asked(committee, when(request.askedAt)),
    ...(request.words ? [say.words(request.words)] : []),
    ...(state === 'waiting' && serving ? [say.serving] : []),
    ...(request.answeredAt && request.answeredBy && state !== 'cancelled'
      ? [say.answered(request.answeredBy, when(request.answeredAt))]
      : []),
    ...(request.answer ? [say.answer(request.answer)] : []),
  ];
}

/** Who still serves is not erased. */
function Answers({ request: { id, name, serving }, onAnswer }: RequestProps) {
  const say = useWords().privacyDesk.erasures;
  return (
    <Buttons>
      {serving ? null : (
        <Button look="danger" aria-label={say.carryOutTitle(name)} onClick={() => onAnswer({ id, name, decision: 'carryOut' })}>
          {say.carryOut}
        </Button>
      )}
      <Button aria-label={say.refuseTitle(name)} onClick={() => onAnswer({ id, name, decision: 'refuse' })}>
        {say.refuse}
      </Button>
    </Buttons>
  );
}
