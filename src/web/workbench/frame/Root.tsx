import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { Refused } from '../../call.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Skeleton } from '../../ui/desk/Layout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { deskWords } from '../../words/desk.ts';
import { deskQuery } from '../queries.ts';
import { AroundContext } from './around.ts';
import { sentenceOf } from './trouble.ts';

const words = deskWords(document.documentElement.lang === 'en' ? 'en' : 'zh');

/** Asks once who is here: a stranger goes to the sign-in page and comes back, somebody without a duty is told so. */
export function Root() {
  const { data: desk, error, dataUpdatedAt, refetch } = useQuery(deskQuery);
  const { pathname } = useLocation();
  const stranger = !desk && error instanceof Refused && error.status === 401;
  useEffect(() => {
    if (stranger) location.replace(`/login?way=password&next=${encodeURIComponent(location.pathname + location.search)}`);
  }, [stranger]);
  useFocusOnArrival(pathname);
  const around = useMemo(() => (desk ? { desk, words, ahead: Date.parse(desk.now) - dataUpdatedAt } : null), [desk, dataUpdatedAt]);
  if (around && around.desk.bodies.length > 0)
    return (
      <AroundContext value={around}>
        <Outlet />
      </AroundContext>
    );
  if (around) return <NoDuty name={around.desk.person.name} />;
  if (error && !stranger)
    return (
      <Alone>
        <EmptyState
          level={1}
          title={sentenceOf(error, words)}
          second={error instanceof Refused && error.ref ? words.common.reference(error.ref) : undefined}
        >
          <Button look="primary" onClick={() => void refetch()}>
            {words.desk.retry}
          </Button>
        </EmptyState>
      </Alone>
    );
  return (
    <Alone>
      <Skeleton rows={4} label={words.desk.loading} />
    </Alone>
  );
}

function NoDuty({ name }: { name: string }) {
  const say = words.desk.noDuty;
  useEffect(() => {
    document.title = say.title;
  }, [say.title]);
  return (
    <Alone>
      <EmptyState level={1} title={say.title} second={say.text(name)}>
        <ButtonLink look="primary" href="/">
          {say.act}
        </ButtonLink>
        <ButtonLink look="quiet" href="/login?way=password&next=/desk/">
          {say.other}
        </ButtonLink>
      </EmptyState>
    </Alone>
  );
}

/** A page without the frame: there is nobody to make it for yet. */
const Alone = ({ children }: { children: ReactNode }) => (
  <main id="main" className="desk-alone" tabIndex={-1}>
    {children}
  </main>
);

/** A new screen takes the focus, as a new page would; the first one leaves it to the browser. */
function useFocusOnArrival(pathname: string): void {
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [pathname]);
}
