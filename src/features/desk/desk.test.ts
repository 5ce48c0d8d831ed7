import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import jsQR from 'jsqr';
import { sql } from 'kysely';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  asSuperuser,
  type Browser,
  committee,
  empty,
  member,
  netizen,
  ORIGIN,
  once,
  openTopic,
  type Place,
  signedIn,
  staff,
  type World,
  workerName,
  world,
} from '../../../test/world.ts';

const w: World = await world();
let place: Place;
let other: Place;
let editor: Browser;
beforeEach(async () => {
  await empty(w);
  place = await committee(w, '清渚市政协');
  other = await committee(w, '云渚省政协', 'province');
  editor = await signedIn(w, await staff(w, place, '方舒', 'editor', 'moderator'));
});

interface Row {
  readonly work: string;
  readonly urgency: string;
  readonly committee: string;
  readonly until: string | null;
  readonly topic: { title: string } | null;
  readonly counts: Record<string, number>;
}
const todos = async (by: Browser) => (await by.send('GET', '/api/desk/todos')).json<{ rows: Row[]; doneToday: number }>();
const worksOf = async (by: Browser) => (await todos(by)).rows.map(({ work }) => work);
const days = (n: number) => new Date(w.clock.now().getTime() + n * 86_400_000).toISOString();
const posting = (from: number, until: number) => ({ kind: 'posting', startsAt: days(from), endsAt: days(until) });
async function draft(by: Browser, at: Place, more: object): Promise<string> {
  const made = await by.send(
    'POST',
    '/api/topics',
    {
      committeeId: at.committeeId,
      hostId: at.hostId,
      title: '让老旧小区的电梯用得安心',
      summary: '谁来管、钱从哪来',
      focus: '背景。',
      figures: [],
      figuresSource: '',
      membersRead: 'after',
      publicRead: 'before',
      parts: [posting(1, 21)],
      ...more,
    },
    once(),
  );
  expect(made.status, made.body).toBe(200);
  return made.json<{ id: string }>().id;
}

describe('the frame of the desk', () => {
  test('staff see the committees of their duties and nothing of others', async () => {
    const frame = (await editor.send('GET', '/api/desk')).json();
    expect(frame).toMatchObject({
      zone: 'Asia/Shanghai',
      publicUrl: ORIGIN,
      person: { name: '方舒', office: '教科卫体委员会' },
      bodies: [{ id: place.committeeId, shortName: '清渚市政协', duties: ['editor', 'moderator'] }],
      counts: { todos: 0, waiting: 0 },
    });
    expect(JSON.stringify(frame)).not.toContain(other.committeeId);
  });
  test('a member and a netizen may ask and have no duty; a stranger must sign in', async () => {
    const people = [await member(w, place, '林知远'), await netizen(w, '鼓山脚下')];
    for (const person of people) {
      const by = await signedIn(w, person);
      expect((await by.send('GET', '/api/desk')).json()).toMatchObject({ bodies: [], counts: { todos: 0, waiting: 0 } });
      expect(await todos(by)).toMatchObject({ rows: [], doneToday: 0 });
    }
    expect((await w.browser().send('GET', '/api/desk')).status).toBe(401);
    expect((await w.browser().send('GET', '/api/desk/todos')).status).toBe(401);
  });
});

describe('today', () => {
  test('a draft is work until its posting begins, and red once the date is past', async () => {
    await draft(editor, place, { parts: [posting(2, 21)] });
    expect((await todos(editor)).rows).toMatchObject([
      { work: 'topic-draft', urgency: 'ok', committee: '清渚市政协', topic: { title: '让老旧小区的电梯用得安心' } },
    ]);
    await draft(editor, place, { title: '已经过了开始时间的草稿', parts: [posting(-1, 21)] });
    expect((await todos(editor)).rows.map(({ urgency, topic }) => [urgency, topic?.title])).toEqual([
      ['late', '已经过了开始时间的草稿'],
      ['ok', '让老旧小区的电梯用得安心'],
    ]);
  });
  test('a topic speaks up before it opens, before it ends, and when nothing comes after it', async () => {
    const id = await draft(editor, place, { parts: [posting(0.5, 4)] });
    await editor.send('POST', `/api/topics/${id}/announcement`, {});
    expect(await worksOf(editor)).toEqual(['topic-opens']);
    expect((await editor.send('POST', `/api/topics/${id}/opening`, {})).status).toBe(200);
    expect(await worksOf(editor)).toEqual([]);
    await w.at(days(1.5));
    expect(await worksOf(editor)).toEqual(['topic-ends']);
    await w.at(days(3));
    expect((await todos(editor)).rows).toMatchObject([{ work: 'topic-over', urgency: 'soon' }]);
    await w.at(days(8));
    expect((await todos(editor)).rows).toMatchObject([{ work: 'topic-over', urgency: 'late' }]);
  });
  test('a topic with a later part is nobody’s work when its posting is over', async () => {
    const parts = [posting(-1, 1), { kind: 'meeting', startsAt: days(5), endsAt: days(5.1) }];
    const id = await draft(editor, place, { parts });
    await editor.send('POST', `/api/topics/${id}/announcement`, {});
    await w.at(days(1.1));
    expect((await editor.send('GET', `/api/topics/${id}`)).json()).toMatchObject({ state: 'closed' });
    expect(await worksOf(editor)).toEqual([]);
  });
  test('the work of another committee, and of another duty, is not shown', async () => {
    await draft(editor, place, {});
    const sibling = await signedIn(w, await staff(w, other, '黄立群', 'editor'));
    const moderator = await signedIn(w, await staff(w, place, '郭一萍', 'moderator'));
    expect(await worksOf(editor)).toEqual(['topic-draft']);
    expect(await worksOf(sibling)).toEqual([]);
    expect(await worksOf(moderator)).toEqual([]);
  });
  test('what was done today is counted until midnight of the house', async () => {
    await openTopic(w, place, editor);
    // Announced by the editor; opened by the ticker, which is nobody.
    expect((await todos(editor)).doneToday).toBe(1);
    const midnight = new Date(`${new Date(w.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10)}T23:59:00+08:00`);
    await w.at(midnight.toISOString());
    expect((await todos(editor)).doneToday).toBe(1);
    await w.at(new Date(midnight.getTime() + 60_000).toISOString());
    expect((await todos(editor)).doneToday).toBe(0);
  });
});

describe('the operator', () => {
  const backups = join(w.dataDir, 'backups');
  const lastBackup = (told: object) => {
    mkdirSync(backups, { recursive: true });
    writeFileSync(join(backups, 'last.json'), JSON.stringify(told));
  };
  const operator = async () => signedIn(w, await staff(w, place, '陈广济', 'operator'));

  test('sees every part measured', async () => {
    rmSync(backups, { recursive: true, force: true });
    const who = await operator();
    await w.settle();
    const health = (await who.send('GET', '/api/operator/health')).json();
    expect(health).toMatchObject({
      database: { standing: 'good', version: expect.stringMatching(/^1[5-8]\b/) },
      backup: { at: null, failedAt: null, problem: null },
      disk: { free: expect.any(Number), size: expect.any(Number) },
      facts: { standing: 'good', waiting: 0, overdue: 0, trouble: null },
      mails: { standing: 'good', on: false, waiting: 0 },
      clock: { manual: true },
      version: { version: '0.1.0', node: process.version },
    });
  });
  test('learns when the last backup was made and why the next one failed', async () => {
    const problem = { zh: '磁盘满了。', en: 'The disk is full.' };
    const at = days(-1.5);
    lastBackup({ ok: false, at, failedAt: days(-0.5), problem });
    const { backup } = (await (await operator()).send('GET', '/api/operator/health')).json<{ backup: object }>();
    expect(backup).toMatchObject({ at, failedAt: days(-0.5), problem });
    lastBackup({ ok: true, at: days(-0.1), failedAt: days(-0.5), problem });
    const mended = (await (await operator()).send('GET', '/api/operator/health')).json<{ backup: object }>();
    expect(mended.backup).toMatchObject({ at: days(-0.1), failedAt: null, problem: null });
  });
  test('finds the audit row that somebody changed', async () => {
    const by = await operator();
    await draft(editor, place, {});
    await w.settle();
    expect((await by.send('GET', '/api/operator/audit-chain')).json()).toMatchObject({ intact: true, brokenAt: null });
    const number = await asSuperuser(workerName(), async (client) => {
      await client.query('set session_replication_role = replica');
      const { rows } = await client.query("update audit set address = 'elsewhere' where act = 'POST /topics' returning number");
      return Number(rows[0]?.number);
    });
    expect((await by.send('GET', '/api/operator/audit-chain')).json()).toMatchObject({ intact: false, brokenAt: number });
  });
  test('is the only one who sees them', async () => {
    for (const path of ['/api/operator/health', '/api/operator/audit-chain']) {
      expect((await editor.send('GET', path)).status).toBe(403);
      expect((await w.browser().send('GET', path)).status).toBe(401);
    }
  });
});

describe('the code of a topic', () => {
  test('leads to its public page', async () => {
    const id = await openTopic(w, place, editor);
    const svg = await w.browser().send('GET', `/topics/${id}/qr.svg`);
    expect(svg.headers['content-type']).toBe('image/svg+xml');
    const { data, info } = await sharp(Buffer.from(svg.body)).resize(300).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    expect(jsQR.default(new Uint8ClampedArray(data), info.width, info.height)?.data).toBe(`${ORIGIN}/topics/${id}`);
  });
  test('is not there for a draft', async () => {
    const id = await draft(editor, place, {});
    expect((await editor.send('GET', `/topics/${id}/qr.svg`)).status).toBe(404);
  });
});

test('no list of the desk names a thing of another committee', async () => {
  const sibling = await signedIn(w, await staff(w, other, '黄立群', 'editor', 'moderator'));
  const id = await draft(editor, place, {});
  const { rows } = await sql<{ id: string }>`select id from person`.execute(w.house.db);
  const foreign = [id, place.committeeId, place.hostId, ...rows.map((row) => row.id)];
  for (const path of ['/api/desk', '/api/desk/todos']) {
    const body = (await sibling.send('GET', path)).body;
    const mine = (await sibling.send('GET', '/api/me')).json<{ id: string }>().id;
    expect(foreign.filter((one) => one !== mine && body.includes(one))).toEqual([]);
  }
});
