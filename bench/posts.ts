import { parseArgs } from 'node:util';
import pg from 'pg';
import { newId } from '../src/kit/ids.ts';
import { migrate } from '../src/operations/migrate.ts';
import { address } from '../src/operations/postgres.ts';
import {
  announceTopic,
  appoint,
  makeCommittee,
  type Seated,
  seatMembers,
  signIn,
  startThrowAway,
  type ThrowAway,
} from '../test/replay/installation.ts';
import { loadBeside, machine, statementsBeside, table } from './parts/beside.ts';
import { cpuOf } from './parts/cpu.ts';
import { type Measured, percentile } from './parts/http-load.ts';
import { insertTopic, logins } from './parts/people.ts';
import { type Ground, LIKE_STATEMENT, likeValues, POST_STATEMENT, postValues, rowsEach, rowsOf, TEXT } from './parts/post-rows.ts';

// bin/bench posts: how many posts and likes a second are accepted with every safety on, against one statement that writes the same rows.
const { values: options } = parseArgs({
  options: {
    posts: { type: 'string', default: '4000' },
    likes: { type: 'string', default: '4000' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '32' },
    /** A folder for processor profiles of the app. */
    profile: { type: 'string' },
  },
});
const [posts, likes] = [Number(options.posts), Number(options.likes)];
const [rounds, connections] = [Number(options.rounds), Number(options.connections)];
const SECTORS = ['教育界', '医药卫生界', '科技界', '经济界', '文化艺术界'];
// Ten posts a person and minute are allowed: that many people write eight each, and a minute passes between rounds.
const EACH = 8;
const BEGIN = new Date('2026-07-02T01:00:00Z');
let serial = 0;

await using house = await startThrowAway(
  options.profile === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${options.profile}` },
);
console.log(`${machine()}\n`);
const ours = await openGround(house);
const bare = await bareDatabase(house);
const tokens = await house.sql((client) => logins(client, ours.members, BEGIN));

interface Both {
  readonly ours: Round[];
  readonly bare: Round[];
}
interface Round extends Measured {
  /** Per post or like. */
  readonly rows: Record<string, number>;
  readonly appMs: number;
  readonly databaseMs: number;
}
const measured: Readonly<Record<'post' | 'like', Both>> = { post: { ours: [], bare: [] }, like: { ours: [], bare: [] } };
// Round about: what else the machine does meanwhile falls on both.
for (let round = 0; round < rounds; round++) {
  await house.moveTo(new Date(house.now().getTime() + 120_000));
  measured.post.bare.push(await watched(bareClient, posts, () => bareRound(POST_STATEMENT, posts, (n) => postValues(bare, n))));
  measured.post.ours.push(await watched(ourClient, posts, () => oursRound(posts, postRequest)));
  const [ourPosts, barePosts] = [await ourClient(newestPosts), await bareClient(newestPosts)];
  await house.moveTo(new Date(house.now().getTime() + 120_000));
  const bareIds = barePosts.map(({ id }) => id);
  const bareLike = (n: number) => likeValues(bare, ...pair(bareIds, bare.members, n), n);
  measured.like.bare.push(await watched(bareClient, likes, () => bareRound(LIKE_STATEMENT, likes, bareLike)));
  measured.like.ours.push(await watched(ourClient, likes, () => oursRound(likes, likeRequest(ourPosts))));
}
report();

function report(): void {
  const rows = (['post', 'like'] as const).map((what) => {
    const { ours, bare } = measured[what];
    const perSecond = (all: readonly Measured[]) => median(all.map(({ seconds, took }) => took.length / seconds));
    const at = (share: number) => median(ours.map(({ took }) => percentile(took, share))).toFixed(1);
    const [mine, best] = [perSecond(ours), perSecond(bare)];
    return [`${what}s`, mine.toFixed(0), best.toFixed(0), (mine / best).toFixed(2), at(0.5), at(0.99), accepted(ours)];
  });
  const head = ['accepted', 'per second', 'one statement, per second', 'ratio', 'p50 ms', 'p99 ms', 'not accepted'];
  console.log(table(head, rows));
  console.log(
    `\nMedian of ${rounds} rounds of ${posts} posts and ${likes} likes, ${connections} connections, as many people as the limits ask for.`,
  );
  const each = (['post', 'like'] as const).flatMap((what) => (['ours', 'bare'] as const).map((whose) => costOf(what, whose)));
  console.log(`\n${table(['', 'app, CPU ms', 'database, CPU ms', 'rows written'], each)}`);
  console.log(`\n${machine()}`);
  const same = [measured.post, measured.like].every(
    ({ ours, bare }) => JSON.stringify(ours.at(-1)?.rows) === JSON.stringify(bare.at(-1)?.rows),
  );
  if (!same) throw new Error('the statement does not write the same rows: the ratio says nothing');
}
/** The cost of one: less moved by what else the machine does than its time is. */
function costOf(what: 'post' | 'like', whose: 'ours' | 'bare'): string[] {
  const all = measured[what][whose];
  const ms = (of: (round: Round) => number) => median(all.map(of)).toFixed(2);
  const name = whose === 'ours' ? `a ${what}` : `the statement of a ${what}`;
  return [name, whose === 'ours' ? ms(({ appMs }) => appMs) : '–', ms(({ databaseMs }) => databaseMs), JSON.stringify(all.at(-1)?.rows)];
}
function accepted(all: readonly Measured[]): string {
  return JSON.stringify(Object.fromEntries(all.flatMap(({ statuses }) => Object.entries(statuses).filter(([status]) => status !== '200'))));
}
function median(numbers: readonly number[]): number {
  return percentile(numbers, 0.5);
}

/** Rows written and processor time used per act, besides what the work itself measures. */
async function watched(client: typeof ourClient, times: number, work: () => Promise<Measured>): Promise<Round> {
  const [rowsBefore, before] = [await client(rowsOf), cpuOf(house)];
  const done = await work();
  const after = cpuOf(house);
  const each = (from: number, to: number) => ((to - from) * 1000) / times;
  const rows = rowsEach(rowsBefore, await client(rowsOf), times);
  return { ...done, rows, appMs: each(before.app, after.app), databaseMs: each(before.database, after.database) };
}

function bareRound(text: string, times: number, valuesOf: (n: number) => (string | number | null)[]): Promise<Measured> {
  return statementsBeside({ url: bareUrl(), atOnce: connections, text, values: Array.from({ length: times }, (_, n) => valuesOf(n)) });
}
function oursRound(times: number, requestOf: (n: number) => string): Promise<Measured> {
  return loadBeside({ port: house.port, connections, requests: Array.from({ length: times }, (_, n) => requestOf(n)) });
}

function postRequest(n: number): string {
  // Nobody says the same twice within minutes.
  const body = JSON.stringify({ text: `${TEXT}${serial++}` });
  return request('POST', `/api/topics/${ours.topicId}/posts`, n % ours.members.length, body, `idempotency-key: ${newId()}\r\n`);
}
function likeRequest(targets: readonly Target[]): (n: number) => string {
  const ids = targets.map(({ id }) => id);
  const authors = new Map(targets.map(({ id, author }) => [id, author]));
  return (n) => {
    const [post, person] = pair(ids, ours.members, n);
    // Nobody likes their own: the next one is somebody else's.
    const own = authors.get(post) === person;
    const liked = own ? (ids[(ids.indexOf(post) + 1) % ids.length] ?? post) : post;
    return request('PUT', `/api/posts/${liked}/like`, n % ours.members.length, '{}', '');
  };
}
function request(method: string, path: string, person: number, body: string, more: string): string {
  const who = `cookie: login=${tokens[person]}\r\nx-forwarded-for: 10.1.${person >> 8}.${person & 255}\r\n`;
  return `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${house.port}\r\norigin: ${house.url}\r\n${who}${more}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
/** Who likes what: never the same pair twice within a round, nor two neighbours at one post. */
function pair(targets: readonly string[], people: readonly Seated[], n: number): [string, string] {
  const lap = Math.floor(n / people.length);
  return [targets[(n + lap * 7) % targets.length] ?? '', people[n % people.length]?.personId ?? ''];
}
interface Target {
  readonly id: string;
  readonly author: string;
}
async function newestPosts(client: pg.Client): Promise<Target[]> {
  return (await client.query<Target>('select id, author_id as author from post order by id desc limit 300')).rows;
}

function ourClient<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  return house.sql(work);
}
function bareUrl(): string {
  return address('heyi', `${house.env['DATA_DIR']}/pg`, 'bare');
}
async function bareClient<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: bareUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** People and an open topic in the served house. */
async function openGround(it: ThrowAway): Promise<Ground> {
  const { place, members, memberships } = await it.sql(settle);
  await it.sql((client) => appoint(client, place, 'editor', ['editor'], BEGIN));
  const editor = it.person();
  await signIn(editor, 'editor');
  const topicId = await announceTopic(editor, place, { startsAt: BEGIN, endsAt: new Date('2026-07-25T10:00:00Z') });
  await it.moveTo(BEGIN);
  return { place, topicId, members, memberships, at: BEGIN };
}

/** The same in a database beside it, that no app serves. */
async function bareDatabase(it: ThrowAway): Promise<Ground> {
  await it.sql((client) => client.query('create database bare owner heyi'), 'postgres');
  await migrate(bareUrl());
  return bareClient(async (client) => {
    const { place, members, memberships } = await settle(client);
    const topicId = await insertTopic(client, place, members[0]?.personId ?? '', BEGIN);
    return { place, topicId, members, memberships, at: BEGIN };
  });
}

async function settle(client: pg.Client) {
  const place = await makeCommittee(client, '榕城市政协', SECTORS);
  const count = Math.ceil(Math.max(posts, likes) / EACH);
  const members = await seatMembers(
    client,
    place,
    Array.from({ length: count }, (_, n) => `委员${n + 1}`),
    BEGIN,
  );
  const { rows } = await client.query<{ person: string; id: string }>('select person_id as person, id from membership');
  return { place, members, memberships: new Map(rows.map(({ person, id }) => [person, id])) };
}
