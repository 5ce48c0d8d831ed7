import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Buttons } from '../../ui/Button.tsx';
import { Panel, Skeleton } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Badge } from '../../ui/Person.tsx';
import { List, Row } from '../../ui/Row.tsx';
import { exactMoment } from '../../words/format.ts';
import { useBodies, useStandpoint, useWords } from '../frame/around.ts';
import { Screen } from '../frame/Screen.tsx';
import { NotYours, Trouble } from '../frame/Trouble.tsx';
import { AnswerDialog, type Answering } from './AnswerDialog.tsx';
import { type ErasureRequest, erasuresQuery } from './queries.ts';

const tones = { waiting: 'warn', cancelled: 'plain', refused: 'bad', done: 'ok' } as const;

/** 注销申请 of members and staff: each is carried out, or refused with its reason. */
export function ErasuresPage() {
  const words = useWords();
  const say = words.privacyDesk.erasures;
  const may = useBodies('liaison').length > 0;
  const [answering, setAnswering] = useState<Answering | null>(null);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({ ...erasuresQuery, enabled: may });
  if (!may) return <NotYours />;
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const waiting = rows.filter(({ state }) => state === 'waiting').length;
  return (
    <Screen title={words.privacyDesk.places.erasures} state={data ? <span role="status">{say.state(waiting)}</span> : ''}>
      {!data ? (
        error ? (
          <Trouble error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton rows={4} label={words.desk.loading} />
        )
      ) : rows.length === 0 ? (
        <EmptyState title={say.empty} second={say.emptySecond} />
      ) : (
        <Panel flush title={say.list}>
          <List label={say.list} items={rows.map((row) => ({ key: row.id, node: <Request request={row} onAnswer={setAnswering} /> }))} />
          {hasNextPage ? (
            <Buttons>
              <Button look="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                {words.desk.more}
              </Button>
            </Buttons>
          ) : null}
        </Panel>
      )}
      {answering ? <AnswerDialog {...answering} onDone={() => setAnswering(null)} /> : null}
    </Screen>
  );
}

function Request({ request, onAnswer }: { request: ErasureRequest; onAnswer: (answering: Answering) => void }) {
  const words = useWords();
  const from = useStandpoint();
  const say = words.privacyDesk.erasures;
  const { id, name, state, serving } = request;
  const lines = [
    say.asked(request.committee, exactMoment(new Date(request.askedAt), from)),
    ...(request.words ? [say.words(request.words)] : []),
    ...(state === 'waiting' && serving ? [say.serving] : []),
    ...(request.answeredAt && request.answeredBy && state !== 'cancelled'
      ? [say.answered(request.answeredBy, exactMoment(new Date(request.answeredAt), from))]
      : []),
    ...(request.answer ? [say.answer(request.answer)] : []),
  ];
  return (
    <Row
      title={
        <>
          <b>{name}</b> <Badge tone={tones[state]} parts={[say.states[state]]} />
        </>
      }
      second={lines.map((line) => (
        <span key={line} className="story-line">
          {line}
        </span>
      ))}
      acts={
        state === 'waiting' ? (
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
        ) : undefined
      }
    />
  );
}
