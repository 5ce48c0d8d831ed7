import { useLocation } from '@tanstack/react-router';
import type { Duty } from '../../../features/desk/contract.ts';
import type { DeskGroup, DeskPlace } from '../../ui/desk/DeskShell.tsx';
import type { DeskWords } from '../../words/desk.ts';
import { number } from '../../words/format.ts';
import { type Desk, useAround } from './around.ts';
import { at } from './go.ts';

interface Room {
  readonly path: string;
  readonly icon: DeskPlace['icon'];
  readonly label: (words: DeskWords) => string;
  /** Any of these opens it; everybody's when it is left out. */
  readonly duties?: readonly Duty[];
  readonly count?: (desk: Desk) => number;
}
const work: readonly Room[] = [
  {
    ...{ path: '/', icon: 'sun', label: ({ desk }) => desk.places.today },
    duties: ['editor', 'moderator', 'securityAdmin', 'liaison'],
    count: ({ counts }) => counts.todos,
  },
  { path: '/topics', icon: 'chat', label: ({ desk }) => desk.places.topics, duties: ['editor'] },
  { path: '/members', icon: 'people', label: ({ members }) => members.places.members, duties: ['liaison'] },
  {
    ...{ path: '/moderation', icon: 'shield', label: ({ desk }) => desk.places.moderation },
    duties: ['moderator'],
    count: ({ counts }) => counts.waiting,
  },
];
const management: readonly Room[] = [
  { path: '/statistics', icon: 'chart', label: ({ desk }) => desk.places.statistics, duties: ['editor', 'moderator'] },
  { path: '/staff', icon: 'people', label: ({ oversight }) => oversight.places.staff, duties: ['systemAdmin', 'securityAdmin'] },
  { path: '/peers', icon: 'route', label: ({ peersDesk }) => peersDesk.place, duties: ['systemAdmin', 'securityAdmin'] },
  { path: '/audit', icon: 'eye', label: ({ oversight }) => oversight.places.audit, duties: ['auditAdmin'] },
  { path: '/privacy', icon: 'shield', label: ({ privacyDesk }) => privacyDesk.places.notices, duties: ['systemAdmin'] },
  { path: '/organisations', icon: 'layers', label: ({ members }) => members.places.organisations, duties: ['liaison', 'systemAdmin'] },
  { path: '/operator', icon: 'pulse', label: ({ desk }) => desk.places.operator, duties: ['operator'] },
  { path: '/roster', icon: 'table', label: ({ roster }) => roster.screen.title, duties: ['liaison'] },
  { path: '/erasures', icon: 'trash', label: ({ privacyDesk }) => privacyDesk.places.erasures, duties: ['liaison'] },
  { path: '/entrants', icon: 'key', label: ({ accessDesk }) => accessDesk.places.entrants, duties: ['liaison'] },
  { path: '/unit-links', icon: 'building', label: ({ accessDesk }) => accessDesk.places.unitLinks, duties: ['liaison', 'editor'] },
  { path: '/recoveries', icon: 'lock', label: ({ accessDesk }) => accessDesk.places.recoveries, duties: ['liaison', 'systemAdmin'] },
  { path: '/logins', icon: 'key', label: ({ desk }) => desk.places.logins },
];

/** The rooms that this person's duties open, in the order of the day; a number where something waits. */
export function useRooms(): DeskGroup[] {
  const { desk, words } = useAround();
  const { pathname } = useLocation();
  const held = new Set(desk.bodies.flatMap(({ duties }) => duties));
  const isHere = (path: string) => (path === '/' ? /^\/desk\/?$/.test(pathname) || pathname === '/' : `${pathname}/`.includes(`${path}/`));
  const placesOf = (rooms: readonly Room[]): DeskPlace[] =>
    rooms
      .filter(({ duties }) => duties === undefined || duties.some((duty) => held.has(duty)))
      .map(({ path, icon, label, count }) => {
        const waiting = count?.(desk) ?? 0;
        return { label: label(words), icon, count: waiting > 0 ? number(waiting) : undefined, href: at(path), current: isHere(path) };
      });
  const outside: DeskPlace = { href: '/', label: words.desk.places.public, icon: 'external' };
  const groups: DeskGroup[] = [{ places: placesOf(work) }, { label: words.desk.management, places: [...placesOf(management), outside] }];
  return groups.filter(({ places }) => places.length > 0);
}
