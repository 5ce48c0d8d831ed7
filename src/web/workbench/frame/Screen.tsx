import { type ReactNode, useEffect } from 'react';
import { DeskShell } from '../../ui/desk/DeskShell.tsx';
import { OfflineBand } from '../../ui/Messages.tsx';
import { useAround } from './around.ts';
import { at, useGo } from './go.ts';
import { StepUp } from './Proof.tsx';
import { useProofNeeded } from './proof-needed.ts';
import { useReached } from './reached.ts';
import { useRooms } from './rooms.ts';
import { SignIn } from './SignIn.tsx';
import { useSignInNeeded } from './sign-in-needed.ts';

interface ScreenProps {
  title: string;
  /** Chips, or one sentence of state. */
  state?: ReactNode;
  tools?: ReactNode;
  /** List and detail, edge to edge. */
  bare?: boolean | undefined;
  /** How many refusals the screen shows: the window's title then begins with 出错. */
  errorCount?: number | undefined;
  children: ReactNode;
}

/** One screen of the desk in its frame: the rooms that this person's duties open, offline band, sign-in when it ran out. */
export function Screen({ title, state, tools, bare, errorCount = 0, children }: ScreenProps) {
  const { desk, words } = useAround();
  const go = useGo();
  const groups = useRooms();
  const needed = useSignInNeeded();
  const proving = useProofNeeded();
  const reached = useReached();
  const named = `${title} - ${words.common.desk.name} - ${desk.siteName}`;
  useEffect(() => {
    document.title = errorCount > 0 ? words.common.errorTitle(named) : named;
  }, [named, errorCount, words]);
  return (
    <>
      <DeskShell
        siteName={desk.bodies.length === 1 ? (desk.bodies[0]?.shortName ?? desk.siteName) : desk.siteName}
        demo={desk.demo}
        words={words.common}
        groups={groups}
        person={{ name: desk.person.name, role: words.desk.role(desk.person.office ?? ''), href: at('/logins') }}
        title={title}
        state={state}
        tools={tools}
        bare={bare}
        onNavigate={go}
      >
        {reached === 'yes' ? null : <OfflineBand>{reached === 'offline' ? words.desk.offline : words.desk.unreachable}</OfflineBand>}
        {children}
      </DeskShell>
      {needed ? <SignIn /> : proving ? <StepUp /> : null}
    </>
  );
}
