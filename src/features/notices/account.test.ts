import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { wordsOf } from '../../../test/html.ts';
import {
  account,
  type Browser,
  committee,
  empty,
  member,
  netizen,
  once,
  type Place,
  signedIn,
  staff,
  type World,
  world,
} from '../../../test/world.ts';
import { transact } from '../../kit/db.ts';
import { codeOf, fromBase32, stepAt } from '../factors/totp.ts';
import { setPhone } from '../people/index.ts';
import { erasablePerson, exportablePerson } from '../people/personal.ts';
import type { Notice } from './actions.ts';

const SLOW = 30_000;
const PASSWORD = 'correct horse battery';
const w: World = await world();
let place: Place;
beforeEach(async () => {
  await empty(w);
  w.house.committed(['*']);
  w.texts.length = 0;
  w.text.by = { name: 'kept', send: async (message) => void w.texts.push(message) };
  await later(60);
  place = await committee(w, '清渚市政协');
});
const later = (minutes: number) => w.at(new Date(w.clock.now().getTime() + minutes * 60_000).toISOString());
const soon = <T>(work: () => T | Promise<T>) => expect.poll(work, { timeout: 4000 });
async function told(by: Browser, query = ''): Promise<Notice[]> {
  await w.settle();
  return (await by.send('GET', `/api/my/notices${query}`)).json<{ rows: Notice[] }>().rows;
}
const whats = async (by: Browser) => (await told(by)).map(({ account }) => account?.what);
/** Somebody real: demo accounts are asked for nothing. */
async function real(name: string, ...roles: string[]): Promise<string> {
  const id = await staff(w, place, name, ...roles);
  await sql`update person set demo = false where id = ${id}`.execute(w.house.db);
  await account(w, id, `account-${name}`, PASSWORD);
  return id;
}

test('who changes the password and the second step is told each of it once, with the way to 登录安全', async () => {
  const id = await real('方舒', 'editor');
  const b = await signedIn(w, id);
  const other = await signedIn(w, await netizen(w, '鼓山脚下'));
  await b.send('POST', '/mine/password', { old: PASSWORD, password: 'seven quiet herons' });
  await b.send('POST', '/mine/security/app/begin', {});
  const secret = /qr-address">([A-Z2-7 ]+)</.exec((await b.send('GET', '/mine/security/app')).body)?.[1]?.replaceAll(' ', '') ?? '';
  await b.send('POST', '/mine/security/app', { code: codeOf(fromBase32(secret), stepAt(w.clock.now())) });
  await b.send('POST', '/mine/security/recovery-codes', {});
  await b.send('POST', '/mine/security/app/removal', {});
  await w.settle();
  expect(await whats(b)).toEqual(['appOff', 'codesRenewed', 'appOn', 'password']);
  const [last] = await told(b, '?filter=account');
  expect(last).toMatchObject({
    kind: 'accountChanged',
    account: { own: true, office: null },
    url: '/mine/security',
    topic: null,
    post: null,
  });
  expect(await told(other), 'nobody else').toEqual([]);
  const page = wordsOf((await b.send('GET', '/notices')).body);
  expect(page).toContain('密码已修改');
  expect(page).toContain('本人办理。不是您本人？请打开“登录安全”');
  expect(wordsOf((await b.send('GET', '/mine/security')).body)).toMatch(/最近的变更.*验证器已关闭.*本人办理/s);
  // Facts hold no secret: ids and one word each.
  const { rows } = await sql<{ body: object }>`select body from fact where kind = 'account.changed'`.execute(w.house.db);
  expect(rows.map(({ body }) => Object.keys(body).sort())).toEqual(rows.map(() => ['change', 'committee', 'own', 'person', 'what']));
  expect(w.texts, 'one’s own doing is told by the notice alone').toEqual([]);
});

test(
  'whose password staff reset is told by whom and whom to call, and by one text message that says nothing of them',
  async () => {
    const id = await real('方舒');
    await transact(w.house.pool, (tx) => setPhone(tx, w.house, id, '13900000411'));
    await sql`insert into staff (person_id, body_id, since) values (${id}, ${place.committeeId}, ${w.clock.now()})`.execute(w.house.db);
    const system = await signedIn(w, await real('关系统', 'systemAdmin'));
    const answer = await system.send('POST', `/api/staff/${id}/password`, {});
    expect(answer.status, answer.body).toBe(200);
    const b = await signedIn(w, id);
    expect(await told(b)).toMatchObject([
      { account: { what: 'passwordReset', own: false, office: '清渚市政协', phone: '0000-0000000' }, url: '/mine/security' },
    ]);
    const page = wordsOf((await b.send('GET', '/notices')).body);
    expect(page).toContain('清渚市政协的工作人员办理。不是您要办的？请马上拨 0000-0000000');
    expect(page, 'which of the staff it was stands in the audit').not.toContain('关系统');
    await soon(async () => {
      await w.settle();
      return w.texts.length;
    }).toBe(1);
    await later(5);
    expect(w.texts).toMatchObject([{ kind: 'accountChanged', to: '13900000411' }]);
    expect(w.texts[0]?.text).toBe(
      '清渚市政协工作人员刚变更了您账号的登录方式，登录后在“登录安全”里查看。不是您要办的，请马上拨 0000-0000000',
    );
    expect(JSON.stringify(w.texts[0]?.values)).not.toMatch(/方舒|1390/);
  },
  SLOW,
);

test('a first number that staff note for somebody who is in by a password opens the account too: it is told', async () => {
  const id = await member(w, place, '林知远');
  await account(w, id, 'lin', PASSWORD);
  const quiet = await member(w, place, '周映棠');
  const liaison = await signedIn(w, await staff(w, place, '苏联络', 'liaison'));
  const note = async (personId: string, name: string, phone: string) => {
    const { rows } = await sql<{ id: string }>`select id from membership where person_id = ${personId}`.execute(w.house.db);
    const answer = await liaison.send('PUT', `/api/memberships/${rows[0]?.id}/person`, { name, phone }, once());
    expect(answer.status, answer.body).toBe(200);
  };
  await note(id, '林知远', '13900000412');
  await note(quiet, '周映棠', '13900000413');
  expect(await whats(await signedIn(w, id))).toEqual(['phoneListed']);
  expect(await whats(await signedIn(w, quiet)), 'who never got in learns nothing').toEqual([]);
  expect(w.texts, 'a number that nobody proved is told nothing').toEqual([]);
});

test('an erased person keeps no trace of it, and a copy of one’s data has it', async () => {
  const id = await real('方舒', 'editor');
  const b = await signedIn(w, id);
  await b.send('POST', '/mine/password', { old: PASSWORD, password: 'seven quiet herons' });
  await w.settle();
  const files: string[] = [];
  for await (const one of exportablePerson.of(w.house.db, w.house, id)) files.push(one.file);
  expect(files).toContain('account-changes.json');
  await transact(w.house.pool, (tx) => erasablePerson.erase(tx, id, w.clock.now()));
  const { rows } = await sql`select 1 from account_change where person_id = ${id}`.execute(w.house.db);
  expect(rows).toEqual([]);
});
