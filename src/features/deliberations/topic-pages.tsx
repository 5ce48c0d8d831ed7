import { type Static, Type } from 'typebox';
import { closed, Id, oneOf } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { type PageCall, type PageRoute, page, shared } from '../../web/page-route.ts';
import { committees } from '../people/index.ts';
import type { TopicActions } from './actions.ts';
import type { TopicCard } from './contract.ts';
import { materialsOf } from './material-store.ts';
import type { PostActions } from './post-actions.ts';
import { Home, type HomeData } from './web/Home.tsx';
import { Topic } from './web/Topic.tsx';
import { listedStates, Topics } from './web/Topics.tsx';
import { writingOf } from './writing-pages.ts';

const RECENTLY_CLOSED = 5;
const After = Type.Optional(Type.String({ maxLength: 100, title: '页码' }));

/** Home, the list of topics, and a topic. */
export const topicPages = (house: House, topics: TopicActions, posts: PostActions): PageRoute[] => [
  page({
    path: '/',
    input: Type.Object({}, closed),
    by: ['anyone'],
    async answer(call) {
      const home = await homeOf(house, topics, call);
      return { kind: 'html', page: <Home call={call} home={home} />, about: await aboutAll(house, home) };
    },
  }),
  page({
    path: '/topics',
    input: Type.Object(
      { committee: Type.Optional(Id('委员会编号')), state: Type.Optional(oneOf(listedStates, '进度')), after: After },
      closed,
    ),
    by: ['anyone'],
    async answer(call, query) {
      const [{ rows, next }, bodies] = [await topics.list(call, query), await committees(house.db)];
      const listed = rows.filter(({ state }) => state !== 'draft');
      return {
        kind: 'html',
        page: <Topics call={call} query={query} rows={listed} next={next} committees={bodies} />,
        about: [...rows, ...bodies].map(({ id }) => id),
      };
    },
  }),
  page({
    path: '/topics/:id',
    input: Type.Object(
      {
        id: Id('议题编号'),
        sort: Type.Optional(oneOf(['newest', 'hottest'], '排序')),
        who: Type.Optional(oneOf(['member', 'netizen'], '谁的发言')),
        after: After,
      },
      closed,
    ),
    by: ['anyone'],
    thing: 'topic',
    async answer(call, { id, ...query }) {
      const topic = await topics.read(call, { id });
      const list = await posts.listed(shared(call), { id, ...query });
      const waiting = await posts.waiting(call, id);
      const parts = topic.stations.map(({ kind, startsAt, endsAt }) => ({ kind, startsAt: new Date(startsAt), endsAt: new Date(endsAt) }));
      const writing = await writingOf(house, call, { ...topic, parts }, null);
      return { kind: 'html', page: <Topic call={call} data={{ topic, query, posts: list, waiting, writing }} />, about: [id] };
    },
  }),
];

type Card = Static<typeof TopicCard>;
const begins = ({ posting }: Card): string => posting?.startsAt ?? '';
const ends = ({ posting }: Card): string => posting?.endsAt ?? '';
async function homeOf(house: House, topics: TopicActions, call: PageCall): Promise<HomeData> {
  const open = (await topics.list(call, { state: 'open' })).rows;
  const announced = (await topics.list(call, { state: 'announced' })).rows;
  const closedOnes = (await topics.list(call, { state: 'closed' })).rows;
  const byBeginning = [...open].sort((a, b) => begins(b).localeCompare(begins(a)));
  const byOpening = [...announced].sort((a, b) => begins(a).localeCompare(begins(b)));
  const [hero = null, ...others] = [...byBeginning, ...byOpening];
  const materials = hero ? (await materialsOf(house.db, hero.id)).length : 0;
  const lately = [...closedOnes].sort((a, b) => ends(b).localeCompare(ends(a))).slice(0, RECENTLY_CLOSED);
  return { hero, materials, others, closed: lately };
}

/** Whatever happens at a committee (a new topic) or in a shown topic makes the copy stale. */
async function aboutAll(house: House, { hero, others, closed: closedOnes }: HomeData): Promise<string[]> {
  return [...(hero ? [hero] : []), ...others, ...closedOnes, ...(await committees(house.db))].map(({ id }) => id);
}
