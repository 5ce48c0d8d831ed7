import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Root } from './frame/Root.tsx';
import { Broken, NotFound } from './frame/Trouble.tsx';

/** Filters stand in the address: a word that is none of these is as if it were not there. */
const one =
  <const W extends string>(...words: readonly W[]) =>
  (value: unknown): W | undefined =>
    words.find((word) => word === value);
const id = (value: unknown): string | undefined => (typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value) ? value : undefined);

const root = createRootRoute({ component: Root, notFoundComponent: NotFound, errorComponent: Broken });

export const todayRoute = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: (search) => ({ kind: one('profile', 'moderation', 'appeal', 'topic')(search['kind']) }),
  component: lazyRouteComponent(() => import('./today/TodayPage.tsx'), 'TodayPage'),
});
export const topicsRoute = createRoute({
  getParentRoute: () => root,
  path: '/topics',
  validateSearch: (search) => ({
    state: one('draft', 'announced', 'open', 'closed', 'withdrawn')(search['state']),
    committee: id(search['committee']),
  }),
  component: lazyRouteComponent(() => import('./topics/TopicsPage.tsx'), 'TopicsPage'),
});
export const newTopicRoute = createRoute({
  getParentRoute: () => root,
  path: '/topics/new',
  validateSearch: (search) => ({ committee: id(search['committee']) }),
  component: lazyRouteComponent(() => import('./topics/EditorPage.tsx'), 'NewTopicPage'),
});
export const topicRoute = createRoute({
  getParentRoute: () => root,
  path: '/topics/$id',
  component: lazyRouteComponent(() => import('./topics/EditorPage.tsx'), 'TopicPage'),
});
export const moderationRoute = createRoute({
  getParentRoute: () => root,
  path: '/moderation',
  validateSearch: (search) => ({
    tab: one('waiting', 'held', 'appealed', 'decided')(search['tab']),
    topic: id(search['topic']),
    item: id(search['item']),
  }),
  component: lazyRouteComponent(() => import('./moderation/ModerationPage.tsx'), 'ModerationPage'),
});
export const statisticsIndexRoute = createRoute({
  getParentRoute: () => root,
  path: '/statistics',
  component: lazyRouteComponent(() => import('./statistics/StatisticsPage.tsx'), 'NewestStatisticsPage'),
});
export const statisticsRoute = createRoute({
  getParentRoute: () => root,
  path: '/statistics/$topicId',
  component: lazyRouteComponent(() => import('./statistics/StatisticsPage.tsx'), 'StatisticsPage'),
});
export const rosterRoute = createRoute({
  getParentRoute: () => root,
  path: '/roster',
  validateSearch: (search) => ({
    committee: id(search['committee']),
    kind: one('members', 'partyMembers', 'units')(search['kind']),
  }),
  component: lazyRouteComponent(() => import('./roster/RosterPage.tsx'), 'RosterPage'),
});
export const rosterImportRoute = createRoute({
  getParentRoute: () => root,
  path: '/roster/$id',
  validateSearch: (search) => ({
    show: one('wrong', 'new', 'changed', 'same')(search['show']),
    columns: one('again')(search['columns']),
  }),
  component: lazyRouteComponent(() => import('./roster/ImportPage.tsx'), 'ImportPage'),
});
export const entrantsRoute = createRoute({
  getParentRoute: () => root,
  path: '/entrants',
  validateSearch: (search) => ({
    committee: id(search['committee']),
    state: one('none', 'open', 'in')(search['state']),
    sector: id(search['sector']),
    q: typeof search['q'] === 'string' && search['q'] !== '' ? search['q'].slice(0, 50) : undefined,
  }),
  component: lazyRouteComponent(() => import('./access/EntrantsPage.tsx'), 'EntrantsPage'),
});
export const unitLinksRoute = createRoute({
  getParentRoute: () => root,
  path: '/unit-links',
  validateSearch: (search) => ({ committee: id(search['committee']) }),
  component: lazyRouteComponent(() => import('./access/UnitLinksPage.tsx'), 'UnitLinksPage'),
});
export const recoveriesRoute = createRoute({
  getParentRoute: () => root,
  path: '/recoveries',
  validateSearch: (search) => ({ committee: id(search['committee']) }),
  component: lazyRouteComponent(() => import('./access/RecoveriesPage.tsx'), 'RecoveriesPage'),
});
export const loginsRoute = createRoute({
  getParentRoute: () => root,
  path: '/logins',
  component: lazyRouteComponent(() => import('./logins/LoginsPage.tsx'), 'LoginsPage'),
});
export const operatorRoute = createRoute({
  getParentRoute: () => root,
  path: '/operator',
  component: lazyRouteComponent(() => import('./operator/OperatorPage.tsx'), 'OperatorPage'),
});

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
export const staffRoute = createRoute({
  getParentRoute: () => root,
  path: '/staff',
  validateSearch: (search) => ({ search: text(search['search']) }),
  component: lazyRouteComponent(() => import('./oversight/StaffPage.tsx'), 'StaffPage'),
});
export const staffRequestsRoute = createRoute({
  getParentRoute: () => root,
  path: '/staff/requests',
  validateSearch: (search) => ({ tab: one('waiting', 'decided')(search['tab']) }),
  component: lazyRouteComponent(() => import('./oversight/RequestsPage.tsx'), 'RequestsPage'),
});
const dayOf = (value: unknown): string | undefined => (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined);
export const auditRoute = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: (search) => ({
    from: dayOf(search['from']),
    until: dayOf(search['until']),
    person: text(search['person']),
    act: text(search['act']),
    outcome: one('done', 'refused', 'read', 'exported')(search['outcome']),
    thing: text(search['thing']),
  }),
  component: lazyRouteComponent(() => import('./oversight/AuditPage.tsx'), 'AuditPage'),
});
export const privacyNoticesRoute = createRoute({
  getParentRoute: () => root,
  path: '/privacy',
  component: lazyRouteComponent(() => import('./privacy/NoticesPage.tsx'), 'NoticesPage'),
});
export const erasuresRoute = createRoute({
  getParentRoute: () => root,
  path: '/erasures',
  component: lazyRouteComponent(() => import('./privacy/ErasuresPage.tsx'), 'ErasuresPage'),
});

export const peersRoute = createRoute({
  getParentRoute: () => root,
  path: '/peers',
  component: lazyRouteComponent(() => import('./peers/PeersPage.tsx'), 'PeersPage'),
});
export const organisationsRoute = createRoute({
  getParentRoute: () => root,
  path: '/organisations',
  validateSearch: (search) => ({
    part: one('subCommittee', 'office', 'memberGroup', 'partyOrg', 'handoverOffice', 'unit', 'terms')(search['part']),
    committee: id(search['committee']),
  }),
  component: lazyRouteComponent(() => import('./organisations/OrganisationsPage.tsx'), 'OrganisationsPage'),
});
const word = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value.slice(0, 40) : undefined);
export const membersRoute = createRoute({
  getParentRoute: () => root,
  path: '/members',
  validateSearch: (search) => ({
    committee: id(search['committee']),
    term: id(search['term']),
    sector: id(search['sector']),
    subCommittee: id(search['subCommittee']),
    group: id(search['group']),
    status: one('serving', 'ended', 'all')(search['status']),
    q: word(search['q']),
    sort: one('strokes', 'office')(search['sort']),
  }),
  component: lazyRouteComponent(() => import('./members/MembersPage.tsx'), 'MembersPage'),
});
export const newMemberRoute = createRoute({
  getParentRoute: () => root,
  path: '/members/new',
  validateSearch: (search) => ({ committee: id(search['committee']), term: id(search['term']) }),
  component: lazyRouteComponent(() => import('./members/AddPage.tsx'), 'AddMemberPage'),
});
export const memberChangesRoute = createRoute({
  getParentRoute: () => root,
  path: '/members/changes',
  validateSearch: (search) => ({ committee: id(search['committee']), tab: one('waiting', 'decided')(search['tab']) }),
  component: lazyRouteComponent(() => import('./members/ChangesPage.tsx'), 'ChangesPage'),
});
export const memberRoute = createRoute({
  getParentRoute: () => root,
  path: '/members/$id',
  component: lazyRouteComponent(() => import('./members/MemberPage.tsx'), 'MemberPage'),
});

/** Every screen of the desk: tests that look at all of them read this list. */
export const router = createRouter({
  routeTree: root.addChildren([
    todayRoute,
    topicsRoute,
    newTopicRoute,
    topicRoute,
    moderationRoute,
    statisticsIndexRoute,
    statisticsRoute,
    rosterRoute,
    rosterImportRoute,
    entrantsRoute,
    unitLinksRoute,
    recoveriesRoute,
    organisationsRoute,
    membersRoute,
    newMemberRoute,
    memberChangesRoute,
    memberRoute,
    loginsRoute,
    operatorRoute,
    staffRoute,
    staffRequestsRoute,
    auditRoute,
    privacyNoticesRoute,
    erasuresRoute,
    peersRoute,
  ]),
  basepath: '/desk',
  scrollRestoration: true,
  defaultErrorComponent: Broken,
});
declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
