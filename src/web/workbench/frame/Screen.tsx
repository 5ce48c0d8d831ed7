import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { type DeskGroup, type DeskPlace, DeskShell } from '../../ui/desk/DeskShell.tsx';
import { OfflineBand } from '../../ui/Messages.tsx';
import { number } from '../../words/format.ts';
import { useAround, useBodies } from './around.ts';
import { at, useGo } from './go.ts';
import { StepUp } from './Proof.tsx';
import { useProofNeeded } from './proof-needed.ts';
import { useReached } from './reached.ts';
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

function useRooms(): DeskGroup[] {
  const { desk, words } = useAround();
  const { pathname } = useLocation();
  const [editor, moderator, operator] = [
    useBodies('editor').length > 0,
    useBodies('moderator').length > 0,
    useBodies('operator').length > 0,
  ];
  const administers = useBodies('systemAdmin', 'securityAdmin').length > 0;
  const decides = useBodies('securityAdmin').length > 0;
  const audits = useBodies('auditAdmin').length > 0;
  const liaison = useBodies('liaison').length > 0;
  const systemAdmin = useBodies('systemAdmin').length > 0;
  const say = words.desk.places;
  const counted = (n: number) => (n > 0 ? number(n) : undefined);
  const room = (path: string, place: Omit<DeskPlace, 'href' | 'current'>): DeskPlace => ({
    ...place,
    href: at(path),
    current: path === '/' ? /^\/desk\/?$/.test(pathname) || pathname === '/' : `${pathname}/`.includes(`${path}/`),
  });
  const groups: DeskGroup[] = [
    {
      places: [
        ...(editor || moderator || decides || liaison
          ? [room('/', { label: say.today, icon: 'sun', count: counted(desk.counts.todos) })]
          : []),
        ...(editor ? [room('/topics', { label: say.topics, icon: 'chat' })] : []),
        ...(liaison ? [room('/members', { label: words.members.places.members, icon: 'people' })] : []),
        ...(moderator ? [room('/moderation', { label: say.moderation, icon: 'shield', count: counted(desk.counts.waiting) })] : []),
      ],
    },
    {
      label: words.desk.management,
      places: [
        ...(editor || moderator ? [room('/statistics', { label: say.statistics, icon: 'chart' })] : []),
        ...(administers ? [room('/staff', { label: words.oversight.places.staff, icon: 'people' })] : []),
        ...(administers ? [room('/peers', { label: words.peersDesk.place, icon: 'route' })] : []),
        ...(audits ? [room('/audit', { label: words.oversight.places.audit, icon: 'eye' })] : []),
        ...(systemAdmin ? [room('/privacy', { label: words.privacyDesk.places.notices, icon: 'shield' })] : []),
        ...(liaison || systemAdmin ? [room('/organisations', { label: words.members.places.organisations, icon: 'layers' })] : []),
        ...(operator ? [room('/operator', { label: say.operator, icon: 'pulse' })] : []),
        ...(liaison ? [room('/roster', { label: words.roster.screen.title, icon: 'table' })] : []),
        ...(liaison ? [room('/erasures', { label: words.privacyDesk.places.erasures, icon: 'trash' })] : []),
        ...(liaison ? [room('/entrants', { label: words.accessDesk.places.entrants, icon: 'key' })] : []),
        ...(liaison || editor ? [room('/unit-links', { label: words.accessDesk.places.unitLinks, icon: 'building' })] : []),
        ...(liaison || systemAdmin ? [room('/recoveries', { label: words.accessDesk.places.recoveries, icon: 'lock' })] : []),
        room('/logins', { label: say.logins, icon: 'key' }),
        { href: '/', label: say.public, icon: 'external' },
      ],
    },
  ];
  return groups.filter(({ places }) => places.length > 0);
}
