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
import { type Ports, peopleActions } from '../features/people/actions.ts';
import { forgetOld } from '../features/people/index.ts';
import { peoplePages } from '../features/people/pages.tsx';
import { type LoginCookie, peopleRoutes } from '../features/people/routes.ts';
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
import { inSnapshot, record, recount } from '../recount/recount.ts';
import type { PageRoute } from '../web/page-route.ts';

/** The whole house: what it answers, what reacts to facts, what happens by date. Registries are filled here and nowhere else. */
export interface Whole {
  readonly routes: readonly Route[];
  readonly pageRoutes: readonly PageRoute[];
  readonly readers: readonly Reader[];
  readonly due: Readonly<Record<string, DueHandler>>;
  readonly jobs: Jobs;
  readonly unread: (personId: string, now: Date) => Promise<number>;
}

export function assemble(house: House, ports: Ports, cookie: LoginCookie, installation: Installation, sender: Sender | null): Whole {
  const acts = actsOf(house, ports, installation);
  const { topics, files, statistics } = acts;
  const mails = noticeMails(house, sender);
  return {
    routes: routesOf(acts, cookie),
    pageRoutes: pagesOf(house, ports, acts),
    readers: [noticeReader(sender !== null), topicCounter(house.zone)],
    due: {
      ...sweeping(house, [(now) => forgetOld(house.db, now), files.sweepUnused]),
      ...topics.due,
      ...files.due,
      ...mails.due,
      ...statistics.due,
    },
    jobs: { ...mails.jobs, ...statistics.jobs },
    unread: (personId, now) => unreadCount(house.db, personId, now),
  };
}

const moderated: ModeratedKinds = { post: moderatedPosts };
const todos: TodoKinds = { topic: topicTodos, reading: readingTodos };
const actsOf = (house: House, ports: Ports, installation: Installation) => ({
  people: peopleActions(house, ports),
  topics: topicActions(house),
  posts: postActions(house),
  files: fileActions(house),
  materials: materialActions(house),
  demo: demoActions(house),
  moderation: moderationActions(house, moderated),
  queue: queueActions(house, moderated),
  notices: noticeActions(house),
  statistics: statisticsActions(house, () => recountAll(house)),
  desk: deskActions(house, todos, installation),
});
type Acts = ReturnType<typeof actsOf>;
const routesOf = (acts: Acts, cookie: LoginCookie): Route[] => [
  ...peopleRoutes(acts.people, cookie),
  ...topicRoutes(acts.topics),
  ...postRoutes(acts.posts),
  ...fileRoutes(acts.files),
  ...materialRoutes(acts.materials),
  ...demoRoutes(acts.demo),
  ...moderationRoutes(acts.moderation, acts.queue),
  ...noticeRoutes(acts.notices),
  ...statisticsRoutes(acts.statistics),
  ...deskRoutes(acts.desk),
];
const pagesOf = (house: House, ports: Ports, acts: Acts): PageRoute[] => [
  ...deliberationPages(house, acts.topics, acts.posts),
  ...peoplePages(house, acts.people, ports.sms !== null),
  ...noticePages(acts.notices),
  ...filePages(house, acts.files),
  ...materialPages(house, acts.materials),
  ...qrPages(house),
  ...statisticsPages(house, acts.statistics),
];

/** As bin/recount --all --record does: what it counts and how is no code of the statistics. */
async function recountAll(house: House): Promise<void> {
  const report = await inSnapshot(house.pool, (client) => recount(client, null, house.zone));
  await record(house.pool, report, house.clock.now());
}
