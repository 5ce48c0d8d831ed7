import { Type } from 'typebox';
import { change } from '../../kit/change.ts';
import { closed, Id, oneOf } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { newId } from '../../kit/ids.ts';
import { asSigned } from '../../kit/serve.ts';
import { form, type PageCall, type PageRoute, page } from '../../web/page-route.ts';
import { appealDecision } from '../moderation/contract.ts';
import { type AuthorsReading, appeal, readingsOf } from '../moderation/index.ts';
import { draftsOf } from './draft-store.ts';
import { postCounts } from './page-store.ts';
import { PAGE } from './post-actions.ts';
import type { PostState } from './post-contract.ts';
import { said } from './post-pages.tsx';
import { type PostRow, postsOf } from './post-store.ts';
import { viewOf } from './post-view.ts';
import { type Decision, MyPosts, type MyPostsData, type Shelf, shelves } from './web/MyPosts.tsx';

const statesOf: Readonly<Record<Exclude<Shelf, 'drafts'>, readonly PostState[] | undefined>> = {
  all: undefined,
  waiting: ['pending', 'held'],
  refused: ['refused'],
};

/** 我的发言. */
export const minePages = (house: House): PageRoute[] => [
  page({
    path: '/mine/posts',
    input: Type.Object(
      { shelf: Type.Optional(oneOf(shelves, '栏目')), after: Type.Optional(Id('页码')), at: Type.Optional(Id('发言编号')) },
      closed,
    ),
    by: ['signedIn'],
    async answer(call, query) {
      const data = await mineOf(house, call, { ...query, wrong: null });
      return { kind: 'html', page: <MyPosts call={call} data={data} /> };
    },
  }),
  form({
    path: '/mine/appeals/:id',
    input: appealDecision.input,
    by: appealDecision.by,
    thing: 'reading',
    guarded: true,
    perMinute: 10,
    async answer(call, asked) {
      const { person } = asSigned(call);
      await change(house, call, (tx, ledger) => appeal(tx, ledger, person, asked, call.now));
      return said('appealed', '/mine/posts?shelf=refused');
    },
    async again(call, { id, words }, problems) {
      const wrong = { reading: String(id), words: String(words ?? ''), formKey: newId(), problems };
      const data = await mineOf(house, call, { shelf: 'refused', wrong });
      return { kind: 'html', page: <MyPosts call={call} data={data} /> };
    },
  }),
];

interface Asked {
  readonly shelf?: Shelf;
  readonly after?: string;
  readonly at?: string;
  readonly wrong: MyPostsData['wrong'];
}
async function mineOf(house: House, call: PageCall, { shelf = 'all', after, at, wrong }: Asked): Promise<MyPostsData> {
  const me = asSigned(call).person.id;
  const states = shelf === 'drafts' ? undefined : statesOf[shelf];
  // Ids are in the order of time: what is asked for comes first on the page that begins at it.
  const rows = await postsOf(house.db, {
    authorId: me,
    ...(states && { states }),
    after: at ? idAfter(at) : (after ?? null),
    limit: PAGE + 1,
  });
  const shown = shelf === 'drafts' ? [] : rows.slice(0, PAGE);
  const readings = await readingsOf(
    house.db,
    'post',
    shown.map(({ id }) => id),
  );
  const counts = await postCounts(house.db, me);
  const drafts = await draftsOf(house.db, me);
  return {
    shelf,
    counts: {
      all: Object.values(counts).reduce((sum, n) => sum + n, 0),
      waiting: counts.pending + counts.held,
      refused: counts.refused,
      drafts: drafts.length,
    },
    posts: shown.map((row) => ({
      ...viewOf(row, me, call.now),
      topicTitle: row.topicTitle,
      decision: decisionOf(row, readings.get(row.id), call),
    })),
    drafts,
    next: shelf !== 'drafts' && rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
    first: after === undefined && at === undefined,
    at: at ?? null,
    wrong,
    formKey: newId(),
  };
}

/** The id that comes right after this one: keys are "older than". */
function idAfter(id: string): string {
  const next = (BigInt(`0x${id.replaceAll('-', '')}`) + 1n).toString(16).padStart(32, '0');
  return `${next.slice(0, 8)}-${next.slice(8, 12)}-${next.slice(12, 16)}-${next.slice(16, 20)}-${next.slice(20)}`;
}

/** What its author is told of a refusal that stands. */
function decisionOf(row: PostRow, reading: AuthorsReading | undefined, call: PageCall): Decision | null {
  if (!reading || !['refused', 'appealed', 'upheld'].includes(reading.state) || row.state === 'withdrawn') return null;
  return {
    reading: reading.id,
    sentence: reading.reason && call.frame.words.moderation.told[reading.reason],
    ownWords: reading.ownWords,
    decidedAt: reading.decidedAt,
    appealUntil: reading.appealUntil,
    appeal: reading.appealState,
    answer: reading.appealAnswer,
    ofChange: row.state === 'published',
  };
}
