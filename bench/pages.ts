import { parseArgs } from 'node:util';
import { systemClock } from '../src/kit/clock.ts';
import { newId } from '../src/kit/ids.ts';
import { within } from '../test/house/installation.ts';
import {
  announceTopic,
  appoint,
  type Caller,
  good,
  makeCommittee,
  type Place,
  seatMembers,
  signIn,
  startThrowAway,
} from '../test/replay/installation.ts';
import { loadBeside, machine, table } from './parts/beside.ts';
import { cpuOf } from './parts/cpu.ts';
import { crowd } from './parts/crowd.ts';
import { type Measured, percentile } from './parts/http-load.ts';
import { logins } from './parts/people.ts';
import { countStatements, statementsOf } from './parts/statement-count.ts';

// bin/bench pages: pages of a topic with 10,000 posts, at 200 requests a second, while others write and like.
const { values: options } = parseArgs({
  options: {
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '30' },
    posts: { type: 'string', default: '10000' },
  },
});
const [rate, seconds, posts] = [Number(options.rate), Number(options.seconds), Number(options.posts)];
const FEW = 100;
const SECTORS = ['教育界', '医药卫生界', '科技界', '经济界', '文化艺术界'];
const WRITES_A_SECOND = 4;
const CONNECTIONS = 64;

// By the real clock: anonymous copies grow old, limits refill.
await using house = await startThrowAway({ HEYI_CLOCK: 'system' });
const now = systemClock.now();
const { place, members } = await house.sql(async (client) => {
  const place = await makeCommittee(client, '榕城市政协', SECTORS);
  const members = await seatMembers(
    client,
    place,
    Array.from({ length: 600 }, (_, n) => `委员${n + 1}`),
    now,
  );
  await appoint(client, place, 'editor', ['editor'], now);
  return { place, members };
});
const editor = house.person();
await signIn(editor, 'editor');
const [few, many] = [await openTopic(editor, place, '人不多'), await openTopic(editor, place, '人很多')];
await countStatements(house);
await house.sql(async (client) => {
  await crowd(client, place, few, members, FEW, now);
  await crowd(client, place, many, members, posts, now);
});
const tokens = await house.sql((client) => logins(client, members, now));
interface Thread {
  readonly id: string;
  readonly author: string;
}
const threads = await house.sql(
  async (client) =>
    (await client.query<Thread>('select id, author_id as author from post where topic_id = $1 and replies > 0 limit 200', [many])).rows,
);

const counted = await countQueries();
const kinds = kindsOf(
  many,
  threads.map(({ id }) => id),
);
const measured = await load();
report();

interface Kind {
  readonly name: string;
  readonly share: number;
  readonly path: (n: number) => string;
}
/** What people open: mostly the topic itself, then its list further on and by likes, single posts, the list of topics. */
function kindsOf(topic: string, posts: readonly string[]): Kind[] {
  return [
    { name: 'topic, first page', share: 4, path: () => `/topics/${topic}` },
    { name: 'topic, by likes', share: 2, path: () => `/topics/${topic}?sort=hottest` },
    { name: 'topic, members only', share: 1, path: () => `/topics/${topic}?who=member` },
    { name: 'a post with replies', share: 2, path: (n) => `/topics/${topic}/posts/${posts[n % posts.length]}` },
    { name: 'list of topics', share: 1, path: () => '/topics' },
  ];
}

async function load(): Promise<Measured & { appMs: string; databaseMs: string }> {
  const order = kinds.flatMap((kind) => Array.from({ length: kind.share }, () => kind));
  const requests = Array.from({ length: rate * seconds }, (_, n) => requestOf(order[n % order.length]?.path(n) ?? '/', n));
  let writing = true;
  const writer = (async () => {
    for (let n = 0; writing; n++) {
      const liked = threads[n % threads.length];
      // Nobody likes their own.
      if (liked && liked.author !== members[n % members.length]?.personId)
        await one('PUT', `/api/posts/${liked.id}/like`, n % members.length);
      if (n % WRITES_A_SECOND === 0) await one('POST', `/api/topics/${many}/posts`, n % members.length);
      await new Promise((go) => setTimeout(go, 1000 / WRITES_A_SECOND));
    }
  })();
  const before = cpuOf(house);
  const done = await loadBeside({ port: house.port, connections: CONNECTIONS, rate, requests });
  const after = cpuOf(house);
  writing = false;
  await writer;
  const each = (from: number, to: number) => (((to - from) * 1000) / requests.length).toFixed(1);
  return { ...done, appMs: each(before.app, after.app), databaseMs: each(before.database, after.database) };
}

function report(): void {
  console.log(`${machine()}\n`);
  const ofKind = (n: number) => kinds.flatMap((kind) => Array.from({ length: kind.share }, () => kind.name))[n % 10];
  const line = (name: string, took: readonly number[]) => [
    name,
    took.length,
    percentile(took, 0.5).toFixed(1),
    percentile(took, 0.99).toFixed(1),
    Math.max(...took).toFixed(0),
  ];
  const of = (is: (n: number) => boolean) => measured.took.filter((_, n) => is(n));
  const rows = [
    line('all', measured.took),
    line('anonymous', of(isStranger)),
    line(
      'signed in',
      of((n) => !isStranger(n)),
    ),
    ...kinds.map(({ name }) =>
      line(
        name,
        of((n) => ofKind(n) === name),
      ),
    ),
  ];
  console.log(table(['page', 'requests', 'p50 ms', 'p99 ms', 'worst ms'], rows));
  console.log(
    `\nOpen loop, ${rate} requests/s for ${seconds} s over ${CONNECTIONS} connections; half of them signed in (600 people), half anonymous;`,
  );
  console.log(
    `meanwhile ${WRITES_A_SECOND} likes and 1 post a second go into the same topic. Answers: ${JSON.stringify(measured.statuses)}, ${(measured.bytes / measured.took.length / 1024).toFixed(1)} KiB each; processor time a request: app ${measured.appMs} ms, database ${measured.databaseMs} ms.\n`,
  );
  console.log(table(['statements a page', `at ${FEW} posts`, `at ${posts} posts`], counted));
  console.log(`\n${machine()}`);
  if (counted.some(([, atFew, atMany]) => atFew !== atMany) || Object.keys(measured.statuses).some((status) => status !== '200'))
    process.exitCode = 1;
}

/** How many statements each page asks for, at few posts and at many. */
async function countQueries(): Promise<[string, number, number][]> {
  const rows: [string, number, number][] = [];
  const pages = (topic: string) => ({
    'topic, first page': `/topics/${topic}`,
    'topic, by likes': `/topics/${topic}?sort=hottest`,
    'list of topics': '/topics',
    'posts by API': `/api/topics/${topic}/posts`,
  });
  for (const name of ['topic, first page', 'topic, by likes', 'list of topics', 'posts by API'] as const)
    rows.push([
      `${name}, signed in`,
      await statementsOf(house, () => signedGet(pages(few)[name])),
      await statementsOf(house, () => signedGet(pages(many)[name])),
    ]);
  return rows;
}
async function signedGet(path: string): Promise<void> {
  const reply = await fetch(`${house.url}${path}`, { headers: { cookie: `login=${tokens[0]}` } });
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  await reply.arrayBuffer();
}

function isStranger(n: number): boolean {
  return Math.floor(n / 10) % 2 === 0;
}
function requestOf(path: string, n: number): string {
  const person = n % members.length;
  const cookie = isStranger(n) ? '' : `cookie: login=${tokens[person]}\r\n`;
  return `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${house.port}\r\nx-forwarded-for: 10.${isStranger(n) ? 2 : 3}.${person >> 8}.${person & 255}\r\naccept-encoding: gzip\r\n${cookie}\r\n`;
}
async function one(method: string, path: string, person: number): Promise<void> {
  const headers = { origin: house.url, cookie: `login=${tokens[person]}`, 'content-type': 'application/json', 'idempotency-key': newId() };
  const body = JSON.stringify(method === 'POST' ? { text: `再补充一点：课间十分钟应当让孩子走出教室。${newId()}` } : {});
  const reply = await fetch(`${house.url}${path}`, { method, headers, body });
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  await reply.arrayBuffer();
}

async function openTopic(editor: Caller, place: Place, name: string): Promise<string> {
  const window = { startsAt: new Date(now.getTime() - 11 * 86_400_000), endsAt: new Date(now.getTime() + 10 * 86_400_000) };
  const id = await announceTopic(editor, place, window, `${name}。${'背景。'.repeat(300)}`, { key: newId() });
  // Its window began: the ticker opens it.
  await within(10_000, async () => good<{ state: string }>(await editor.send('GET', `/api/topics/${id}`), 'the topic').state === 'open');
  return id;
}
