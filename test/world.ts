import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { sql } from 'kysely';
import pg from 'pg';
import { inject } from 'vitest';
import { readConfig } from '../src/config/config.ts';
import type { TextMessage, TextSender } from '../src/features/access/text-sender.ts';
import type { Mailer } from '../src/features/notices/mailer.ts';
import { hashPassword } from '../src/features/people/passwords.ts';
import { isCollision } from '../src/kit/change.ts';
import type { ManualClock } from '../src/kit/clock.ts';
import { digest, newId } from '../src/kit/ids.ts';
import { type Running, startProcess } from '../src/server/start.ts';

export const ORIGIN = 'http://localhost:8080';
export const workerName = () => `worker${process.env['VITEST_POOL_ID']}`;
export const databaseUrl = (name = workerName()) => inject('database').replace('NAME', name);

/** A new folder that goes with the run. */
export const temporary = (prefix: string): string => mkdtempSync(join(inject('temporary'), prefix));

/** As the superuser: tables that only grow are emptied between tests, which the application itself may not do. */
export async function asSuperuser<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: inject('superuser').replace('NAME', database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** This worker's own database, copied once from the template. */
const makeDatabase = (name: string) =>
  asSuperuser('postgres', async (admin) => {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await admin.query(`create database ${name} template shape owner heyi`);
  });

/** Codes and mails that a demo would print: what a test types in. */
export interface Sent {
  readonly to: string;
  readonly code: string;
}
export interface World extends Running {
  /** The data folder of this process. */
  readonly dataDir: string;
  readonly database: string;
  readonly clock: ManualClock;
  readonly sent: Sent[];
  /** What brings mails on their way; a test may put its own in its place. */
  readonly mail: { by: Mailer };
  /** Text messages that were sent, and what sends them; a test may put its own in its place. */
  readonly texts: TextMessage[];
  readonly text: { by: TextSender };
  readonly filesDir: string;
  /** Moves the clock and lets everything that became due happen. */
  at(time: string): Promise<void>;
  settle(): Promise<void>;
  /** One request of one browser: its cookies are kept, its origin is ours. */
  browser(cookies?: Record<string, string>): Browser;
}
export interface Browser {
  readonly cookies: Record<string, string>;
  send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, headers?: Record<string, string>): Promise<Answer>;
}
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** The bytes of a file. */
  readonly raw: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  json<T = Record<string, unknown>>(): T;
}

let begun: Promise<World> | undefined;
/** The whole product in this process on a real database, by a manual clock that starts 2026-07-01 08:00 in Shanghai. */
export const world = (): Promise<World> => (begun ??= begin({}, workerName()));

let more = 0;
/**
 * The same with settings of its own (a test that serves it to a browser names its port), and a database of its own unless it is
 * another process of a house that stands: two that keep their own time must not do each other's work.
 */
export async function begin(settings: Readonly<Record<string, string>> = {}, database = `${workerName()}_${++more}`): Promise<World> {
  await makeDatabase(database);
  const dataDir = temporary('world-');
  const config = readConfig({
    HEYI_CLOCK: 'manual',
    DATA_DIR: dataDir,
    METRICS_PORT: '1',
    LOG_LEVEL: process.env['LOG'] ?? 'fatal',
    ...settings,
  });
  const sent: Sent[] = [];
  const sender = { name: 'test', send: async (to: string, code: string) => void sent.push({ to, code }) };
  const mail: World['mail'] = { by: quiet };
  const texts: TextMessage[] = [];
  const text: World['text'] = { by: { name: 'kept', send: async (message) => void texts.push(message) } };
  const running = await startProcess({ ...config, roles: ['worker'] }, databaseUrl(database), {
    say: () => undefined,
    dist: `${process.cwd()}/dist`,
    ports: { sms: sender, mail: sender },
    mailer: { name: 'test', send: (letter) => mail.by.send(letter) },
    texts: { name: 'test', send: (message) => text.by.send(message) },
  });
  const clock = running.house.clock as ManualClock;
  const settle = async () => void (await running.loops?.settle());
  return Object.assign(running, {
    dataDir,
    database,
    clock,
    sent,
    mail,
    texts,
    text,
    filesDir: config.filesDir,
    settle,
    at: async (time: string) => {
      clock.moveTo(new Date(time));
      await settle();
    },
    browser: (cookies: Record<string, string> = {}) => browserOf(running, cookies, config.publicUrl),
  });
}

const quiet: Mailer = { name: 'quiet', send: async () => undefined };

function browserOf({ app }: Running, cookies: Record<string, string>, origin: string): Browser {
  return {
    cookies,
    async send(method, url, payload, headers = {}) {
      const request: InjectOptions = {
        method,
        url,
        headers: { origin, ...headers },
        cookies,
        ...(payload !== undefined && { payload }),
      };
      const reply = await app.inject(request);
      for (const { name, value } of reply.cookies) cookies[name] = value;
      return { status: reply.statusCode, body: reply.body, raw: reply.rawPayload, headers: reply.headers, json: <T>() => reply.json<T>() };
    },
  };
}

/** Empties every table but the migrations; positions go on, since readers remember how far they came. */
export const empty = ({ database }: Pick<World, 'database'>): Promise<void> =>
  asSuperuser(database, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename not in ('migration', 'sequencer', 'reader', 'manual_clock', 'party')",
    );
    await client.query('set session_replication_role = replica');
    const truncate = () => client.query(`truncate ${rows.map(({ name }) => name).join(', ')} restart identity cascade`);
    // The loops go on meanwhile: of two that wait for each other the database ends one.
    for (let tries = 1; ; tries++) {
      try {
        return void (await truncate());
      } catch (error) {
        if (!(isCollision(error) && tries < 10)) throw error;
      }
    }
  });

export interface Place {
  readonly committeeId: string;
  readonly termId: string;
  readonly hostId: string;
  readonly sectorIds: readonly string[];
}
/** A committee with a term, one special committee and some sectors. */
export async function committee(
  w: Running,
  name: string,
  level: 'province' | 'city' | 'county' = 'city',
  sectors: readonly string[] = ['教育界', '医药卫生界'],
): Promise<Place> {
  const { db } = w.house;
  const [committeeId, termId, hostId] = [newId(), newId(), newId()];
  await sql`insert into org (id, kind, level, name, short_name, phone) values (${committeeId}, 'cppcc', ${level}, ${name}, ${name}, '0000-0000000')`.execute(
    db,
  );
  await sql`insert into org (id, kind, committee_id, name, short_name) values (${hostId}, 'subCommittee', ${committeeId}, '教科卫体委员会', '教科卫体委')`.execute(
    db,
  );
  await sql`insert into term (id, committee_id, ordinal, starts_on, ends_on) values (${termId}, ${committeeId}, 14, '2023-01-01', '2027-12-31')`.execute(
    db,
  );
  const sectorIds: string[] = [];
  for (const [sort, sector] of sectors.entries()) {
    const id = newId();
    await sql`insert into sector (id, term_id, name, sort) values (${id}, ${termId}, ${sector}, ${sort})`.execute(db);
    sectorIds.push(id);
  }
  return { committeeId, termId, hostId, sectorIds };
}
async function personNamed(w: Running, name: string, nickname: string | null): Promise<string> {
  const id = newId();
  await sql`insert into person (id, name, nickname, nickname_key, created_at, demo) values (${id}, ${nickname ? null : name}, ${nickname}, ${nickname}, ${w.house.clock.now()}, true)`.execute(
    w.house.db,
  );
  return id;
}
export async function member(w: Running, place: Place, name: string, sector = 0): Promise<string> {
  const id = await personNamed(w, name, null);
  await sql`insert into membership (id, person_id, committee_id, term_id, sector_id, sub_committee_id, from_on)
    values (${newId()}, ${id}, ${place.committeeId}, ${place.termId}, ${place.sectorIds[sector] ?? null}, ${place.hostId}, '2023-01-01')`.execute(
    w.house.db,
  );
  return id;
}
export const netizen = (w: Running, nickname: string): Promise<string> => personNamed(w, nickname, nickname);
export async function staff(w: Running, place: Place, name: string, ...roles: string[]): Promise<string> {
  const id = await personNamed(w, name, null);
  for (const role of roles)
    await sql`insert into role_grant (person_id, role, body_id, office_id, since) values (${id}, ${role}, ${place.committeeId}, ${place.hostId}, ${w.house.clock.now()})`.execute(
      w.house.db,
    );
  return id;
}
/** An account with a password, for tests of signing in. */
export async function account(w: Running, personId: string, name: string, password: string): Promise<void> {
  await sql`insert into identity (id, person_id, kind, subject, sealed, secret, verified_at, created_at)
    values (${newId()}, ${personId}, 'account', ${digest(name)}, ${Buffer.from(name)}, ${await hashPassword(password)}, ${w.house.clock.now()}, ${w.house.clock.now()})`.execute(
    w.house.db,
  );
}
/** A browser that is signed in, without the way through the sign-in page; for five minutes it counts as proved (step-up) unless told not. */
export async function signedIn(w: World, personId: string, proved = true): Promise<Browser> {
  const token = newId() + newId();
  const now = w.house.clock.now();
  const later = new Date(now.getTime() + 30 * 24 * 3_600_000);
  await sql`insert into login (id, token, person_id, means, device, address, created_at, seen_at, proved_at, idle_until, ends_at)
    values (${newId()}, ${digest(token)}, ${personId}, 'test', 'test', '127.0.0.1', ${now}, ${now}, ${proved ? now : null}, ${later}, ${later})`.execute(
    w.house.db,
  );
  return w.browser({ login: token });
}
/** Headers of a guarded request. */
export const once = (key: string = newId()) => ({ 'idempotency-key': key });
/** An open topic: posting from now for `days`. */
export async function openTopic(w: World, place: Place, editor: Browser, more: object = {}, days = 20): Promise<string> {
  const now = w.clock.now().getTime();
  const parts = [
    { kind: 'posting', startsAt: new Date(now - 60_000).toISOString(), endsAt: new Date(now + days * 86_400_000).toISOString() },
  ];
  const draft = await editor.send(
    'POST',
    '/api/topics',
    {
      committeeId: place.committeeId,
      hostId: place.hostId,
      title: '推进儿童青少年近视综合防控',
      summary: '学校怎么改、家庭怎么管',
      focus: '背景。',
      figures: [],
      figuresSource: '',
      membersRead: 'after',
      publicRead: 'before',
      parts,
      ...more,
    },
    once(),
  );
  if (draft.status !== 200) throw new Error(draft.body);
  const { id } = draft.json<{ id: string }>();
  const announced = await editor.send('POST', `/api/topics/${id}/announcement`, {});
  if (announced.status !== 200) throw new Error(announced.body);
  // Its window began: the ticker opens it.
  await w.settle();
  return id;
}
