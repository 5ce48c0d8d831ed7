import { topicActions } from '../features/deliberations/actions.ts';
import { materialActions } from '../features/deliberations/material-actions.ts';
import { materialPages } from '../features/deliberations/material-pages.ts';
import { materialRoutes } from '../features/deliberations/material-routes.ts';
import { moderatedPosts } from '../features/deliberations/moderated.ts';
import { postActions } from '../features/deliberations/post-actions.ts';
import { qrPages } from '../features/deliberations/qr-pages.ts';
import { postRoutes, topicRoutes } from '../features/deliberations/routes.ts';
import { topicTodos } from '../features/deliberations/todos.ts';
import { deskActions } from '../features/desk/actions.ts';
import type { Installation, TodoKinds } from '../features/desk/registry.ts';
import { deskRoutes } from '../features/desk/routes.ts';
import { fileActions } from '../features/files/actions.ts';
import { filePages } from '../features/files/pages.ts';
import { fileRoutes } from '../features/files/routes.ts';
import type { ModeratedKinds } from '../features/moderation/registry.ts';
import { type Ports, peopleActions } from '../features/people/actions.ts';
import { type LoginCookie, peopleRoutes } from '../features/people/routes.ts';
import type { DueHandler } from '../kit/due.ts';
import type { Reader } from '../kit/facts.ts';
import type { House } from '../kit/house.ts';
import type { Route } from '../kit/serve.ts';
import type { PageRoute } from '../web/page-route.ts';

/** The whole house: what it answers, what reacts to facts, what happens by date. Registries are filled here and nowhere else. */
export interface Whole {
  readonly routes: readonly Route[];
  readonly pageRoutes: readonly PageRoute[];
  readonly readers: readonly Reader[];
  readonly due: Readonly<Record<string, DueHandler>>;
  readonly unread: (personId: string, now: Date) => Promise<number>;
}

export function assemble(house: House, ports: Ports, cookie: LoginCookie, installation: Installation): Whole {
  const moderated: ModeratedKinds = { post: moderatedPosts };
  void moderated;
  const todos: TodoKinds = { topic: topicTodos };
  const people = peopleActions(house, ports);
  const topics = topicActions(house);
  const posts = postActions(house);
  const files = fileActions(house);
  const materials = materialActions(house);
  const desk = deskActions(house, todos, installation);
  return {
    routes: [
      ...peopleRoutes(people, cookie),
      ...topicRoutes(topics),
      ...postRoutes(posts),
      ...fileRoutes(files),
      ...materialRoutes(materials),
      ...deskRoutes(desk),
    ],
    pageRoutes: [...filePages(house, files), ...materialPages(house, materials), ...qrPages(house)],
    readers: [],
    due: topics.due,
    unread: async () => 0,
  };
}
