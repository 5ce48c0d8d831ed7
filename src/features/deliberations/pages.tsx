import type { House } from '../../kit/house.ts';
import type { PageRoute } from '../../web/page-route.ts';
import type { TopicActions } from './actions.ts';
import { composePages } from './compose-pages.tsx';
import { minePages } from './mine-pages.tsx';
import type { PostActions } from './post-actions.ts';
import { postPages } from './post-pages.tsx';
import { topicPages } from './topic-pages.tsx';

/** The public pages of deliberation. */
export const deliberationPages = (house: House, topics: TopicActions, posts: PostActions): PageRoute[] => [
  ...topicPages(house, topics, posts),
  ...postPages(house, posts),
  ...composePages(house, posts),
  ...minePages(house),
];
