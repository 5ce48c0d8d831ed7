import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { lively, marks, needles, type Stage } from '../../../test/leaving.ts';
import { foundIn, foundInFiles } from '../../../test/searching.ts';
import { asSuperuser, empty, once, type World, workerName, world } from '../../../test/world.ts';
import { inSnapshot, recount } from '../../recount/recount.ts';

// Whole lives are lived here, beside other tests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const w: World = await world();
let stage: Stage;
/** What earlier tests of this process put on the disk. */
let others: readonly string[];
beforeEach(async () => {
  await empty(w);
  await later(60);
  others = filesOf();
  stage = await lively(w);
});

const later = (minutes: number) => w.at(new Date(w.clock.now().getTime() + minutes * 60_000).toISOString());
const keys = () => ({ seal: w.house.sealKey, digest: w.house.digestKey });
const inDatabase = () => asSuperuser(workerName(), (client) => foundIn(client, needles, keys()));
const figures = async () => {
  const { topic, editor } = stage;
  const {
    countedAt: _,
    recount: __,
    ...shown
  } = (await editor.send('GET', `/api/topics/${topic}/figures`)).json<Record<string, unknown>>();
  const { rows } = await sql`select measure, key, hour, n from topic_count order by 1, 2, 3`.execute(w.house.db);
  const posts = await sql`select id, state, likes, visitor_likes, replies, sector_id, author_kind from post order by id`.execute(
    w.house.db,
  );
  return { shown, counts: rows, posts: posts.rows };
};
const leave = async () => {
  const asked = await stage.author.send('POST', '/api/me/erasure', { word: '注销' });
  expect(asked.status, asked.body).toBe(200);
  await later(24 * 60 + 1);
};

describe('somebody who leaves', () => {
  test('is found nowhere a day later: not in any table, file, page, export or notice; the figures are what they were', async () => {
    const before = await inDatabase();
    for (const needle of needles)
      expect(
        before.some((place) => place.endsWith(needle)),
        `${needle} stands somewhere before`,
      ).toBe(true);
    const own = () => filesOf().filter((file) => !others.includes(file));
    expect(own().length).toBeGreaterThan(1);
    await packed();
    await stage.author.send('POST', '/api/me/erasure', { word: '注销' });
    await later(24 * 60 - 1);
    const counted = await figures();
    await later(2);
    expect(await inDatabase()).toEqual([]);
    expect(foundInFiles(w.dataDir, needles)).toEqual([]);
    await expect.poll(own, { timeout: 10_000, message: 'pictures are gone' }).toEqual([]);
    expect(await figures()).toEqual(counted);
    const report = await inSnapshot(w.house.pool, (client) => recount(client, null, w.house.zone));
    expect(report.topics.flatMap(({ lines }) => lines.filter(({ differences }) => differences > 0))).toEqual([]);
    await expectNowhere(await seen());
  });

  test('cannot come in by any login or by what was under way, and the number may begin anew', async () => {
    await leave();
    expect((await stage.author.send('GET', '/api/me')).status).toBe(401);
    const browser = w.browser();
    await later(2);
    const { request } = (await browser.send('POST', '/api/login-codes', { phone: marks.phone })).json<{ request: string }>();
    const again = await browser.send('POST', '/api/logins/code', { request, code: w.sent.at(-1)?.code ?? '' });
    expect(again.json()).toMatchObject({ code: 'nickname-needed' });
  });

  test('leaves a tombstone; replies of others and likes stay where they were', async () => {
    await leave();
    const thread = (await stage.other.send('GET', `/api/posts/${stage.post}`)).json<{
      post: { text: string; erased: boolean; likes: number; pictures: unknown[]; author: { name: string } };
      replies: { rows: { text: string; erased: boolean }[] };
    }>();
    expect(thread.post).toMatchObject({ text: '作者已注销，内容已删除', erased: true, likes: 2, pictures: [], author: { name: '已注销' } });
    expect(thread.replies.rows.map(({ text }) => text)).toEqual(['赞成，我们小区也有人下夜班。', '作者已注销，内容已删除']);
    const page = await w.browser().send('GET', `/topics/${stage.topic}/posts/${stage.post}`);
    expect(page.body).toContain('作者已注销，内容已删除');
    const english = await w.browser({ lang: 'en' }).send('GET', `/topics/${stage.topic}/posts/${stage.post}`);
    expect(english.body).toContain('The author has left, the content was deleted');
  });

  test('may change their mind within the day, and nothing happened', async () => {
    await stage.author.send('POST', '/api/me/erasure', { word: '注销' });
    expect((await stage.author.send('POST', '/api/me/erasure', { word: '注销' })).json()).toMatchObject({ code: 'erasure-asked-already' });
    await later(23 * 60);
    expect((await stage.author.send('DELETE', '/api/me/erasure')).status).toBe(200);
    await later(24 * 60);
    expect((await stage.author.send('GET', '/api/me')).json()).toMatchObject({ name: marks.nickname });
    expect(await ledger()).toEqual([]);
  });

  test('must type the word, and without a proof of who they are cannot leave at once', async () => {
    expect((await stage.author.send('POST', '/api/me/erasure', { word: '删除' })).json()).toMatchObject({ code: 'erase-word-differs' });
    expect((await stage.author.send('POST', '/api/me/erasure', { word: '注销', atOnce: true })).json()).toMatchObject({
      code: 'step-up-needed',
    });
    await sql`update login set proved_at = ${w.clock.now()} where person_id = ${stage.authorId}`.execute(w.house.db);
    expect((await stage.author.send('POST', '/api/me/erasure', { word: 'erase', atOnce: true })).json()).toMatchObject({ state: 'done' });
    expect((await stage.author.send('GET', '/api/me')).status).toBe(401);
    await w.settle();
    expect(await inDatabase()).toEqual([]);
  });

  test('stands in the ledger of the data folder and beside the backups, once, by a number that names nobody', async () => {
    await leave();
    const lines = await ledger();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^\\S+Z ${stage.authorId} netizen$`));
    expect(readFileSync(join(w.dataDir, 'backups', 'erasures.ledger'), 'utf8')).toContain(stage.authorId);
  });

  test('goes again when an older backup brought them back, from every table', async () => {
    await leave();
    // As after a restore of yesterday's backup: everything of the person is there, and no row of the ledger's table.
    await empty(w);
    await later(60);
    const back = await lively(w);
    await renumber(back.authorId, stage.authorId);
    expect((await inDatabase()).length).toBeGreaterThan(5);
    expect(await w.whole.replayErasures()).toBe(1);
    await w.settle();
    expect(await inDatabase()).toEqual([]);
    expect(await w.whole.replayErasures()).toBe(0);
  });
});

/** Gives a person another number everywhere, as if the backup were of the one in the ledger. */
const renumber = (from: string, to: string) =>
  asSuperuser(workerName(), async (client) => {
    const { rows } = await client.query<{ table: string; column: string; type: string }>(
      `select format('%I', c.relname) as "table", a.attname as "column", t.typname as type from pg_attribute a
       join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and t.typname in ('uuid', 'text', 'jsonb')`,
    );
    await client.query('set session_replication_role = replica');
    for (const { table, column, type } of rows)
      await client.query(
        `update ${table} set "${column}" = replace("${column}"::text, $1, $2)::${type} where "${column}"::text like '%' || $1 || '%'`,
        [from, to],
      );
  });
const filesOf = (): string[] =>
  existsSync(w.filesDir)
    ? readdirSync(w.filesDir, { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map(({ name }) => name)
    : [];
const ledger = async (): Promise<string[]> => {
  const file = join(w.dataDir, 'erasures.ledger');
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line.includes(stage.authorId))
    : [];
};
async function packed(): Promise<void> {
  const { id } = (await stage.author.send('POST', '/api/me/data-exports', {}, once())).json<{ id: string }>();
  await w.settle();
  await w.whole.jobs['privacy.pack']?.(id);
  expect(existsSync(join(w.dataDir, 'exports', `${id}.zip`))).toBe(true);
}
/** What the world shows of it afterwards. */
async function seen(): Promise<Record<string, string | Buffer>> {
  const { topic, post, editor, other } = stage;
  const stranger = w.browser();
  const get = async (by: typeof stranger, url: string) => (await by.send('GET', url)).raw;
  return {
    topic: await get(stranger, `/topics/${topic}`),
    thread: await get(stranger, `/topics/${topic}/posts/${post}`),
    notices: await get(other, '/notices'),
    posts: await get(stranger, `/api/topics/${topic}/posts`),
    queue: await get(editor, '/api/reading-queue'),
    decided: await get(editor, '/api/readings?tab=decided'),
    workbook: await get(editor, `/topics/${topic}/figures.xlsx`),
    openapi: await get(stranger, '/openapi.json'),
  };
}
async function expectNowhere(all: Record<string, string | Buffer>): Promise<void> {
  for (const [name, body] of Object.entries(all))
    for (const needle of needles) expect(body.includes(needle), `${name}: ${needle}`).toBe(false);
}
