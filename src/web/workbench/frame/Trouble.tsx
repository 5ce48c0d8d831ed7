import type { ErrorComponentProps } from '@tanstack/react-router';
import { Refused } from '../../call.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Skeleton } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useWords } from './around.ts';
import { at } from './go.ts';
import { Screen } from './Screen.tsx';
import { sentenceOf } from './trouble.ts';

/** In place of what could not be read: why, what to do, the number to quote. A sign-in that ran out has its own dialog. */
export function Trouble({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const words = useWords();
  if (error instanceof Refused && error.status === 401) return <Skeleton rows={3} label={words.desk.loading} />;
  const gone = error instanceof Refused && (error.status === 403 || error.status === 404);
  return (
    <EmptyState
      title={sentenceOf(error, words)}
      second={error instanceof Refused && error.ref ? words.common.reference(error.ref) : undefined}
    >
      {gone ? <ButtonLink href={at('/')}>{words.desk.notFound.act}</ButtonLink> : <Button onClick={onRetry}>{words.desk.retry}</Button>}
    </EmptyState>
  );
}

/** A room that this person's duties do not open. */
export function NotYours() {
  const words = useWords();
  return (
    <Screen title={words.desk.notYours.title}>
      <EmptyState title={words.refusals['not-yours']?.({}) ?? ''}>
        <ButtonLink href={at('/')}>{words.desk.notYours.act}</ButtonLink>
      </EmptyState>
    </Screen>
  );
}
export function NotFound() {
  const words = useWords();
  return (
    <Screen title={words.desk.notFound.title}>
      <EmptyState title={words.refusals['unknown-thing']?.({}) ?? ''}>
        <ButtonLink href={at('/')}>{words.desk.notFound.act}</ButtonLink>
      </EmptyState>
    </Screen>
  );
}
/** A part of the desk that is no longer there (a new version was installed), or a bug: opening anew helps. */
export function Broken({ reset }: ErrorComponentProps) {
  const words = useWords();
  return (
    <Screen title={words.desk.stale.title}>
      <EmptyState title={words.desk.stale.title}>
        <Button
          look="primary"
          onClick={() => {
            reset();
            location.reload();
          }}
        >
          {words.desk.stale.act}
        </Button>
      </EmptyState>
    </Screen>
  );
}
