import type { Means as AccessMeans } from '../features/access/actions.ts';
import { topicActions } from '../features/deliberations/actions.ts';
import { materialActions } from '../features/deliberations/material-actions.ts';
import { materialPages } from '../features/deliberations/material-pages.ts';
import { materialRoutes } from '../features/deliberations/material-routes.ts';
import { moderatedPosts } from '../features/deliberations/moderated.ts';
import { deliberationPages } from '../features/deliberations/pages.tsx';
import { postActions } from '../features/deliberations/post-actions.ts';
import { qrPages } from '../features/deliberations/qr-pages.ts';
import { postRoutes, topicRoutes } from '../features/deliberations/routes.ts';
import { topicTodos } from '../features/deliberations/todos.ts';
import { demoActions } from '../features/demo/actions.ts';
import { demoRoutes } from '../features/demo/routes.ts';
import { deskActions } from '../features/desk/actions.ts';
import type { Installation, TodoKinds } from '../features/desk/registry.ts';
import { deskRoutes } from '../features/desk/routes.ts';
import { enrolActions } from '../features/factors/enrol-actions.ts';
import { forgetProofs, requireStepUp } from '../features/factors/index.ts';
import { passwordActions } from '../features/factors/password-actions.ts';
import { proveActions } from '../features/factors/prove-actions.ts';
import { factorRoutes } from '../features/factors/routes.ts';
import { secondPages } from '../features/factors/second-pages.tsx';
import { securityPages } from '../features/factors/security-pages.tsx';
import { fileActions } from '../features/files/actions.ts';
import { filePages } from '../features/files/pages.ts';
import { fileRoutes } from '../features/files/routes.ts';
import { moderationActions } from '../features/moderation/actions.ts';
import { readingTodos } from '../features/moderation/index.ts';
import { queueActions } from '../features/moderation/queue.ts';
import type { ModeratedKinds } from '../features/moderation/registry.ts';
import { moderationRoutes } from '../features/moderation/routes.ts';
import { noticeActions } from '../features/notices/actions.ts';
import { unreadCount } from '../features/notices/index.ts';
import { noticeMails, type Sender } from '../features/notices/mails.ts';
import { noticePages } from '../features/notices/pages.tsx';
import { noticeReader } from '../features/notices/readers.ts';
import { noticeRoutes } from '../features/notices/routes.ts';
import { staffActions } from '../features/oversight/actions.ts';
import { auditActions } from '../features/oversight/audit.ts';
import { grantActions } from '../features/oversight/grants.ts';
import { grantTodos } from '../features/oversight/index.ts';
import { oversightPages } from '../features/oversight/pages.ts';
import { oversightRoutes } from '../features/oversight/routes.ts';
import { type Ports, peopleActions } from '../features/people/actions.ts';
import { directoryPages } from '../features/people/directory-pages.tsx';
import { forgetOld } from '../features/people/index.ts';
import { memberActions } from '../features/people/member-actions.ts';
import { memberRoutes } from '../features/people/member-routes.ts';
import { orgActions } from '../features/people/org-actions.ts';
import { peoplePages } from '../features/people/pages.tsx';
import { profileActions } from '../features/people/profile-actions.ts';
import { type LoginCookie, peopleRoutes } from '../features/people/routes.ts';
import { profileTodos } from '../features/people/todos.ts';
import { peerTodos } from '../features/provider/index.ts';
import type { Issuer } from '../features/provider/issuer.ts';
import { rosterActions } from '../features/roster/actions.ts';
import { rosterExports } from '../features/roster/exporting.ts';
import { rosterPages } from '../features/roster/pages.ts';
import { keepContactDigests } from '../features/roster/personal.ts';
import { rosterRoutes } from '../features/roster/routes.ts';
import { statisticsActions } from '../features/statistics/actions.ts';
import { statisticsPages } from '../features/statistics/pages.ts';
import { topicCounter } from '../features/statistics/readers.ts';
import { statisticsRoutes } from '../features/statistics/routes.ts';
import type { DueHandler } from '../kit/due.ts';
import type { Reader } from '../kit/facts.ts';
import type { House } from '../kit/house.ts';
import type { Jobs } from '../kit/jobs.ts';
import type { Route } from '../kit/serve.ts';
import { forgetTrips } from '../kit/trips.ts';
import { inSnapshot, record, recount } from '../recount/recount.ts';
import type { PageRoute } from '../web/page-route.ts';
import { accessParts } from './access.ts';
import { type DirectoryPort, directoryParts, noDirectory } from './directory.ts';
import type { PersonalPlaces } from './personal.ts';
import { privacyParts } from './privacy.ts';
import { providerParts } from './provider.ts';
import { sweeping } from './sweep.ts';
import { noWeChat, type WeChatPort, weChatParts } from './wechat.ts';

/** The whole house: what it answers, what reacts to facts, what happens by date. Registries are filled here and nowhere else. */
export interface Whole {
  readonly routes: readonly Route[];
  readonly pageRoutes: readonly PageRoute[];
  readonly readers: readonly Reader[];
  readonly due: Readonly<Record<string, DueHandler>>;
  readonly jobs: Jobs;
  readonly unread: (personId: string, now: Date) => Promise<number>;
  /** At the start, before anybody is served: whom an older backup brought back is erased again. */
  readonly replayErasures: () => Promise<number>;
  /** What answers the roads of OpenID Connect. */
  readonly issuer: Issuer;
}

/** What stands outside of the features, as a feature is told of it. */
export interface Around {
  readonly cookie: LoginCookie;
  readonly installation: Installation;
  /** Brings mails; null where none are sent. */
  readonly sender: Sender | null;
  readonly places: PersonalPlaces;
  /** How activations are sent, and how many days they hold. */
  readonly access?: Pick<AccessMeans, 'texts' | 'days'>;
  /** What stands beside a password elsewhere: the service account, the government's directory. */
  readonly elsewhere?: { readonly wechat: WeChatPort; readonly directory: DirectoryPort };
}

export function assemble(house: House, ports: Ports, around: Around): Whole {
  const acts = actsOf(house, ports, around);
  const { topics, files, statistics, roster, grants, privacy, access } = acts;
  const mails = noticeMails(house, around.sender);
  return {
    routes: routesOf(acts, around.cookie),
    pageRoutes: pagesOf(house, ports, acts),
    readers: [noticeReader(around.sender !== null), topicCounter(house.zone), access.reader],
    due: {
      ...sweeping(house, [
        (now) => forgetOld(house.db, now),
        (now) => forgetProofs(house.db, now),
        files.sweepUnused,
        (now) => forgetTrips(house.db, now),
        () => keepContactDigests(house),
        privacy.sweep,
        acts.provider.sweep,
      ]),
      ...topics.due,
      ...files.due,
      ...mails.due,
      ...roster.due,
      ...statistics.due,
      ...grants.due,
      ...privacy.due,
      ...access.due,
    },
    jobs: { ...mails.jobs, ...roster.jobs, ...statistics.jobs, ...privacy.jobs, ...access.jobs },
    unread: (personId, now) => unreadCount(house.db, personId, now),
    replayErasures: privacy.begin,
    issuer: acts.provider.issuer,
  };
}

const moderated: ModeratedKinds = { post: moderatedPosts };
const todos: TodoKinds = { topic: topicTodos, reading: readingTodos, grant: grantTodos, profile: profileTodos, peer: peerTodos };
const nowhere = { wechat: noWeChat, directory: noDirectory };
const actsOf = (
  house: House,
  ports: Ports,
  { installation, places, cookie, access = { texts: null, days: 30 }, elsewhere = nowhere }: Around,
) => {
  const { publicUrl, siteName } = installation;
  const means = { site: { name: siteName, publicUrl }, entry: ports.entry, sms: ports.sms };
  return {
    people: peopleActions(house, ports),
    prove: proveActions(house, means),
    enrol: enrolActions(house, means),
    passwords: passwordActions(house, means),
    orgs: orgActions(house),
    members: memberActions(house, requireStepUp),
    profiles: profileActions(house),
    topics: topicActions(house),
    posts: postActions(house),
    files: fileActions(house),
    materials: materialActions(house),
    demo: demoActions(house),
    moderation: moderationActions(house, moderated),
    queue: queueActions(house, moderated),
    notices: noticeActions(house),
    roster: rosterActions(house),
    statistics: statisticsActions(house, () => recountAll(house)),
    staff: staffActions(house, ports.entry.ended),
    grants: grantActions(house, ports.entry.ended),
    records: auditActions(house),
    desk: deskActions(house, todos, installation),
    privacy: privacyParts(house, places, ports.entry.ended),
    provider: providerParts(house, publicUrl),
    directory: directoryParts(house, { ...elsewhere.directory, publicUrl, entry: ports.entry }),
    wechat: weChatParts(house, { ...elsewhere.wechat, publicUrl, entry: ports.entry }),
    access: accessParts(house, { publicUrl, siteName, ...access, codes: ports.sms, entry: ports.entry }, cookie),
  };
};
type Acts = ReturnType<typeof actsOf>;
const routesOf = (acts: Acts, cookie: LoginCookie): Route[] => [
  ...peopleRoutes(acts.people, cookie),
  ...factorRoutes(acts.prove, acts.enrol, cookie),
  ...memberRoutes(acts.orgs, acts.members, acts.profiles),
  ...topicRoutes(acts.topics),
  ...postRoutes(acts.posts),
  ...fileRoutes(acts.files),
  ...materialRoutes(acts.materials),
  ...demoRoutes(acts.demo),
  ...moderationRoutes(acts.moderation, acts.queue),
  ...noticeRoutes(acts.notices),
  ...rosterRoutes(acts.roster),
  ...statisticsRoutes(acts.statistics),
  ...deskRoutes(acts.desk),
  ...acts.privacy.routes,
  ...acts.access.routes,
  ...acts.wechat.routes,
  ...acts.provider.routes,
  ...oversightRoutes(acts.staff, acts.grants, acts.records),
];
const pagesOf = (house: House, ports: Ports, acts: Acts): PageRoute[] => [
  ...deliberationPages(house, acts.topics, acts.posts),
  ...peoplePages(house, acts.people, { codes: ports.sms !== null, silently: acts.wechat.silently }),
  ...secondPages(acts.prove, acts.enrol, acts.passwords),
  ...securityPages(acts.enrol, acts.passwords),
  ...directoryPages(house, acts.profiles),
  ...noticePages(acts.notices),
  ...filePages(house, acts.files),
  ...materialPages(house, acts.materials),
  ...qrPages(house),
  ...rosterPages(rosterExports(house)),
  ...statisticsPages(house, acts.statistics),
  ...oversightPages(house, acts.records),
  ...acts.privacy.pageRoutes,
  ...acts.access.pageRoutes,
  ...acts.wechat.pageRoutes,
  ...acts.directory.pageRoutes,
  ...acts.provider.pageRoutes,
];

/** As bin/recount --all --record does: what it counts and how is no code of the statistics. */
async function recountAll(house: House): Promise<void> {
  const report = await inSnapshot(house.pool, (client) => recount(client, null, house.zone));
  await record(house.pool, report, house.clock.now());
}
