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
import { rosterActions } from '../features/roster/actions.ts';
import { rosterExports } from '../features/roster/exporting.ts';
import { rosterPages } from '../features/roster/pages.ts';
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
import { sweeping } from '../kit/sweep.ts';
import { forgetTrips } from '../kit/trips.ts';
import { inSnapshot, record, recount } from '../recount/recount.ts';
import type { PageRoute } from '../web/page-route.ts';
import { accessParts } from './access.ts';
import type { PersonalPlaces } from './personal.ts';
import { privacyParts } from './privacy.ts';
import { type DirectoryPort, directoryParts, noDirectory } from './directory.ts';
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
}

export function assemble(
  house: House,
  ports: Ports,
  cookie: LoginCookie,
  installation: Installation,
  sender: Sender | null,
  places: PersonalPlaces,
  { texts, days }: Pick<AccessMeans, 'texts' | 'days'> = { texts: null, days: 30 },
  elsewhere: { readonly wechat: WeChatPort; readonly directory: DirectoryPort } = { wechat: noWeChat, directory: noDirectory },
): Whole {
  const moderated: ModeratedKinds = { post: moderatedPosts };
  const todos: TodoKinds = { topic: topicTodos, reading: readingTodos, grant: grantTodos, profile: profileTodos };
  const people = peopleActions(house, ports);
  const means = { site: { name: installation.siteName, publicUrl: installation.publicUrl }, entry: ports.entry, sms: ports.sms };
  const [prove, enrol, passwords] = [proveActions(house, means), enrolActions(house, means), passwordActions(house, means)];
  const profiles = profileActions(house);
  const topics = topicActions(house);
  const posts = postActions(house);
  const files = fileActions(house);
  const materials = materialActions(house);
  const moderation = moderationRoutes(moderationActions(house, moderated), queueActions(house, moderated));
  const notices = noticeActions(house);
  const mails = noticeMails(house, sender);
  const roster = rosterActions(house);
  const statistics = statisticsActions(house, () => recountAll(house));
  const grants = grantActions(house, ports.entry.ended);
  const records = auditActions(house);
  const desk = deskActions(house, todos, installation);
  const privacy = privacyParts(house, places, ports.entry.ended);
  const { publicUrl, siteName } = installation;
  const directory = directoryParts(house, { ...elsewhere.directory, publicUrl, entry: ports.entry });
  const wechat = weChatParts(house, { ...elsewhere.wechat, publicUrl, entry: ports.entry });
  const access = accessParts(house, { publicUrl, siteName, days, texts, codes: ports.sms, entry: ports.entry }, cookie);
  return {
    routes: [
      ...peopleRoutes(people, cookie),
      ...factorRoutes(prove, enrol, cookie),
      ...memberRoutes(orgActions(house), memberActions(house, requireStepUp), profiles),
      ...topicRoutes(topics),
      ...postRoutes(posts),
      ...fileRoutes(files),
      ...materialRoutes(materials),
      ...demoRoutes(demoActions(house)),
      ...moderation,
      ...noticeRoutes(notices),
      ...rosterRoutes(roster),
      ...statisticsRoutes(statistics),
      ...deskRoutes(desk),
      ...privacy.routes,
      ...access.routes,
      ...wechat.routes,
      ...oversightRoutes(staffActions(house, ports.entry.ended), grants, records),
    ],
    pageRoutes: [
      ...deliberationPages(house, topics, posts),
      ...peoplePages(house, people, { codes: ports.sms !== null, silently: wechat.silently }),
      ...secondPages(prove, enrol, passwords),
      ...securityPages(enrol, passwords),
      ...directoryPages(house, profiles),
      ...noticePages(notices),
      ...filePages(house, files),
      ...materialPages(house, materials),
      ...qrPages(house),
      ...rosterPages(rosterExports(house)),
      ...statisticsPages(house, statistics),
      ...oversightPages(house, records),
      ...privacy.pageRoutes,
      ...access.pageRoutes,
      ...wechat.pageRoutes,
      ...directory.pageRoutes,
    ],
    readers: [noticeReader(sender !== null), topicCounter(house.zone)],
    due: {
      ...sweeping(house, [
        (now) => forgetOld(house.db, now),
        (now) => forgetProofs(house.db, now),
        (now) => forgetTrips(house.db, now),
        privacy.sweep,
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
  };
}

/** As bin/recount --all --record does: what it counts and how is no code of the statistics. */
async function recountAll(house: House): Promise<void> {
  const report = await inSnapshot(house.pool, (client) => recount(client, null, house.zone));
  await record(house.pool, report, house.clock.now());
}
