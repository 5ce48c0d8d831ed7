import exceljs from 'exceljs';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  account,
  asSuperuser,
  type Browser,
  committee,
  empty,
  member,
  netizen,
  once,
  openTopic,
  type Place,
  signedIn,
  staff,
  type World,
  workerName,
  world,
} from '../../../test/world.ts';
import { words } from '../../web/words/index.ts';

const w: World = await world();
let place: Place;
let other: Place;
let auditor: Browser;
let theirs: Browser;
let editor: Browser;
beforeEach(async () => {
  await empty(w);
  place = await committee(w, '清渚市政协');
  other = await committee(w, '澜江省政协', 'province');
  auditor = await signedIn(w, await staff(w, place, '史鉴秋', 'auditAdmin'));
  theirs = await signedIn(w, await staff(w, other, '贺明察', 'auditAdmin'));
  editor = await signedIn(w, await staff(w, place, '方舒', 'editor'));
});
interface Row {
  readonly number: number;
  readonly act: string;
  readonly outcome: string;
  readonly refusal: string | null;
  readonly thing: string | null;
  readonly person: { readonly name: string | null } | null;
  readonly ours: boolean;
}
const records = async (by: Browser, query = '') => {
  await w.settle();
  const reply = await by.send('GET', `/api/audit${query}`);
  expect(reply.status, reply.body).toBe(200);
  return reply.json<{ rows: Row[]; next: string | null }>();
};
const acts = async (by: Browser, query = '') => (await records(by, query)).rows.map(({ act, outcome }) => `${outcome} ${act}`);

describe('whose a row is', () => {
  test('what staff do is their body’s, and no other auditor sees it', async () => {
    const topic = await openTopic(w, place, editor);
    const { rows } = await records(auditor, '?act=POST /topics/:id/announcement');
    expect(rows).toMatchObject([{ thing: topic, person: { name: '方舒' }, outcome: 'done', ours: true }]);
    expect(await acts(theirs)).not.toContain('done POST /topics/:id/announcement');
    expect((await theirs.send('GET', '/api/audit')).body).not.toMatch(new RegExp(`${topic}|方舒`));
  });
  test('what a member of one committee says in another’s topic is the topic’s', async () => {
    const topic = await openTopic(w, place, editor);
    const guest = await signedIn(w, await member(w, other, '省里的委员'));
    const posted = await guest.send('POST', `/api/topics/${topic}/posts`, { text: '课间还是不让孩子下楼。' }, once());
    expect(posted.status, posted.body).toBe(200);
    expect(await acts(auditor, '?person=省里的委员')).toEqual(['done POST /topics/:id/posts']);
    expect(await acts(theirs, '?person=省里的委员')).toEqual([]);
  });
  test('what staff of another body tried here is told to theirs, not to us', async () => {
    const topic = await openTopic(w, place, editor);
    const stranger = await signedIn(w, await staff(w, other, '外面的编辑', 'editor'));
    expect((await stranger.send('POST', `/api/topics/${topic}/closing`, {})).status).toBe(403);
    await expect.poll(() => acts(theirs, '?outcome=refused')).toEqual(['refused POST /topics/:id/closing']);
    const [row] = (await records(theirs, '?outcome=refused')).rows;
    expect(row).toMatchObject({ refusal: 'not-yours', thing: topic, person: { name: '外面的编辑' } });
    expect(await acts(auditor, '?outcome=refused')).toEqual([]);
  });
  test('what belongs to no body is shown to every auditor, unless its person belongs to another', async () => {
    const citizen = await signedIn(w, await netizen(w, '鼓山脚下'));
    const at = (by: Browser) => by.send('DELETE', '/api/me/email');
    await at(citizen);
    for (const by of [auditor, theirs])
      expect((await records(by, '?act=DELETE /me/email')).rows).toMatchObject([{ ours: false, person: { name: '鼓山脚下' } }]);
    const both = await member(w, place, '两级委员');
    await sql`insert into membership (id, person_id, committee_id, term_id, sector_id, from_on)
      select gen_random_uuid(), ${both}, ${other.committeeId}, ${other.termId}, ${other.sectorIds[0]}, '2023-01-01'`.execute(w.house.db);
    await at(await signedIn(w, both));
    for (const by of [auditor, theirs]) expect((await records(by, '?person=两级委员')).rows).toHaveLength(1);
    const third = await committee(w, '别的市政协');
    const outsider = await signedIn(w, await staff(w, third, '第三家的审计', 'auditAdmin'));
    expect((await records(outsider, '?person=两级委员')).rows).toEqual([]);
  });
});

test('a sign-in tells who it was, and to whose auditor', async () => {
  const person = await staff(w, place, '黎敏之', 'moderator');
  await account(w, person, 'liminzhi', 'a password of many words');
  const entered = await w.browser().send('POST', '/api/logins', { account: 'liminzhi', password: 'a password of many words' });
  expect(entered.status, entered.body).toBe(200);
  expect((await records(auditor, '?act=POST /logins')).rows).toMatchObject([{ person: { name: '黎敏之' }, outcome: 'done', ours: true }]);
  expect(await acts(theirs, '?act=POST /logins')).toEqual([]);
});

describe('reading the records', () => {
  test('is for audit administrators alone', async () => {
    for (const duty of ['editor', 'moderator', 'operator', 'liaison', 'systemAdmin', 'securityAdmin']) {
      const by = await signedIn(w, await staff(w, place, `另一位${duty}`, duty));
      for (const path of ['/api/audit', '/api/audit/chain', '/audit/records.xlsx'])
        expect([duty, path, (await by.send('GET', path)).status]).toEqual([duty, path, 403]);
    }
    expect((await w.browser().send('GET', '/api/audit')).status).toBe(401);
  }, 30_000);
  test('is recorded itself', async () => {
    await records(auditor);
    expect(await acts(auditor, '?outcome=read')).toEqual(['read GET /audit']);
    expect((await auditor.send('GET', '/api/audit/chain')).json()).toMatchObject({ intact: true, brokenAt: null });
    expect(await acts(auditor, '?outcome=read')).toContain('read GET /audit/chain');
  });
  test('finds by person, act, outcome, thing and day', async () => {
    const topic = await openTopic(w, place, editor);
    expect(await acts(auditor, '?person=方舒')).toEqual(['done POST /topics/:id/announcement', 'done POST /topics']);
    expect(await acts(auditor, '?person=查无此人')).toEqual([]);
    expect(await acts(auditor, `?thing=${topic}&outcome=done`)).toContain('done POST /topics/:id/announcement');
    const day = new Date(w.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
    expect((await acts(auditor, `?from=${day}&until=${day}&person=方舒`)).length).toBe(2);
    expect(await acts(auditor, `?until=2020-01-01`)).toEqual([]);
    expect((await auditor.send('GET', '/api/audit?from=yesterday')).status).toBe(400);
    expect(await acts(auditor, '?person=%25')).toEqual([]);
  });
  test('goes on page by page without gap or repetition', async () => {
    await sql`insert into audit (at, act, outcome, address, body_id)
      select ${w.clock.now()}, 'POST /posts/:id/like', 'done', '127.0.0.1', ${place.committeeId} from generate_series(1, 120)`.execute(
      w.house.db,
    );
    const numbers: number[] = [];
    for (let after = ''; ; ) {
      const page = await records(auditor, `?act=POST /posts/:id/like${after && `&after=${after}`}`);
      numbers.push(...page.rows.map(({ number }) => number));
      if (page.next === null) break;
      after = page.next;
    }
    expect(numbers).toHaveLength(120);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => b - a));
  });
  test('says so when a row was changed', async () => {
    await openTopic(w, place, editor);
    await w.settle();
    await asSuperuser(workerName(), async (client) => {
      await client.query('set session_replication_role = replica');
      await client.query('update audit set body_id = null where act = $1', ['POST /topics']);
    });
    expect((await auditor.send('GET', '/api/audit/chain')).json()).toMatchObject({ intact: false });
  });
});

describe('taking the records away', () => {
  test('gives the same rows as a workbook, in words, and is recorded', async () => {
    await openTopic(w, place, editor, { title: '=HYPERLINK("http://x")推进近视防控' });
    const file = await auditor.send('GET', '/audit/records.xlsx?person=方舒');
    expect(file.status).toBe(200);
    const book = new exceljs.Workbook();
    await book.xlsx.load(file.raw as unknown as ArrayBuffer);
    const cells = book.worksheets[0]?.getRows(2, 5)?.map((row) => (row.values as unknown[]).slice(1).map(String)) ?? [];
    expect(cells.map(([, , person, act, outcome]) => [person, act, outcome]).slice(0, 2)).toEqual([
      ['方舒', '发布议题预告', '已办'],
      ['方舒', '新建议题', '已办'],
    ]);
    expect(await acts(auditor, '?outcome=exported')).toEqual(['exported GET /audit/records.xlsx']);
  });
  test('streams ten thousand rows and holds none of another body', async () => {
    await sql`insert into audit (at, act, outcome, address, body_id, thing)
      select ${w.clock.now()}, 'POST /posts/:id/like', 'done', '127.0.0.1', case when n % 2 = 0 then ${place.committeeId}::uuid else ${other.committeeId}::uuid end, 'row ' || n
      from generate_series(1, 20000) n`.execute(w.house.db);
    const file = await auditor.send('GET', '/audit/records.xlsx?act=POST /posts/:id/like');
    const book = new exceljs.Workbook();
    await book.xlsx.load(file.raw as unknown as ArrayBuffer);
    const sheet = book.worksheets[0];
    expect(sheet?.rowCount).toBe(10_001);
    expect(sheet?.getColumn(6).values.filter((value) => /[13579]$/.test(String(value)) && String(value).startsWith('row'))).toEqual([]);
  }, 60_000);
  test('asks for a fresh proof of who it is', async () => {
    await sql`update login set proved_at = null`.execute(w.house.db);
    const reply = await auditor.send('GET', '/audit/records.xlsx');
    expect([303, 403]).toContain(reply.status);
    expect(await acts(auditor, '?outcome=exported')).toEqual([]);
  });
});

test('every endpoint and every form has a name in both languages', () => {
  const api = w.whole.routes.map(({ endpoint: { method, path } }) => `${method} ${path}`);
  const pages = w.whole.pageRoutes
    .filter(({ method, path }) => method === 'POST' || /\.(xlsx|zip|pdf|ics)$/.test(path))
    .map(({ method, path }) => `${method} ${path}`);
  for (const locale of ['zh', 'en'] as const)
    expect([...new Set([...api, ...pages])].filter((act) => words(locale).acts[act] === undefined)).toEqual([]);
});
