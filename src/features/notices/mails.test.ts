import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Catcher, mailCatcher } from '../../../test/smtp.ts';
import {
  type Browser,
  committee,
  empty,
  member,
  once,
  openTopic,
  type Place,
  signedIn,
  staff,
  type World,
  world,
} from '../../../test/world.ts';
import { newId } from '../../kit/ids.ts';
import { WATCH_MINUTES } from '../../kit/jobs.ts';
import { seal } from '../../kit/seal.ts';
import { type Mail, smtpMailer } from './mailer.ts';
import { noticeMails } from './mails.ts';
import { RETRY_MINUTES } from './rules.ts';

const w: World = await world();
const FROM = '清渚市政协 <yizheng@example.cn>';
const SECRET = '这是回复的正文，不应出现在邮件里。';
let server: Catcher;
let topic: string;
let lin: Browser;
let zhou: Browser;
let linId: string;
let root: string;

beforeEach(async () => {
  await empty(w);
  await sql`delete from graphile_worker._private_jobs`.execute(w.house.db);
  const place: Place = await committee(w, '清渚市政协');
  const editor = await signedIn(w, await staff(w, place, '方舒', 'editor'));
  linId = await member(w, place, '林知远', 1);
  lin = await signedIn(w, linId);
  zhou = await signedIn(w, await member(w, place, '周映棠', 0));
  topic = await openTopic(w, place, editor);
  root = (await lin.send('POST', `/api/topics/${topic}/posts`, { text: '建议一学期筛查一次。' }, once())).json<{ id: string }>().id;
  server = await mailCatcher({ refuses: ['gone@example.cn'], later: ['full@example.cn'] });
  w.mail.by = smtpMailer(server.url, FROM);
});
afterEach(() => server[Symbol.asyncDispose]());

const mailbox = (address: string) =>
  sql`insert into identity (id, person_id, kind, subject, sealed, verified_at, created_at)
    values (${newId()}, ${linId}, 'email', ${Buffer.from(address)}, ${seal(w.house.sealKey, address)}, ${w.clock.now()}, ${w.clock.now()})`.execute(
    w.house.db,
  );
const reply = async () => {
  await zhou.send('POST', `/api/posts/${root}/replies`, { text: SECRET }, once());
  await w.settle();
};
const later = (minutes: number) => w.at(new Date(w.clock.now().getTime() + minutes * 60_000).toISOString());
const mails = async () =>
  (
    await sql<{ tries: number; sent: boolean; gaveUp: boolean; trouble: string | null }>`
      select tries, sent_at is not null as sent, gave_up_at is not null as "gaveUp", trouble from notice_mail`.execute(w.house.db)
  ).rows;
const planned = async () => (await sql<{ at: Date }>`select at from due where kind = 'notice.mail'`.execute(w.house.db)).rows[0]?.at;
const until = (row: object) => expect.poll(async () => (await mails())[0]).toMatchObject(row);

test('a reply is mailed once: one sentence, the way to it, how to stop mails, and no word of what was written', async () => {
  await mailbox('lin@example.cn');
  const letter = server.next();
  await reply();
  const { to, subject, text, raw } = await letter;
  const [notice] = (await lin.send('GET', '/api/my/notices')).json<{ rows: { id: string }[] }>().rows;
  expect(to).toEqual(['lin@example.cn']);
  expect(subject).toBe('【合议】您发表的观点有人回复');
  expect(text).toContain(`http://localhost:8080/notices/${notice?.id}`);
  expect(text).toContain('关闭');
  expect(text).not.toContain('正文');
  expect(text).not.toContain('周映棠');
  expect(raw).toContain(`Message-ID: <${notice?.id}@example.cn>`);
  expect(raw).toContain('Content-Type: text/plain; charset=utf-8');
  await until({ sent: true, tries: 1, trouble: null });
  await later(60 * 24 * 7);
  expect(server.letters).toHaveLength(1);
  expect((await sql`select 1 from due where kind = 'notice.mail'`.execute(w.house.db)).rows).toEqual([]);
});

test('a mail is written in the language of the person it is for', async () => {
  await mailbox('lin@example.cn');
  await sql`update person set locale = 'en' where id = ${linId}`.execute(w.house.db);
  const letter = server.next();
  await reply();
  const { subject, text } = await letter;
  expect(subject).toBe('[合议] Somebody replied to your view');
  expect(text).not.toMatch(/[\u4e00-\u9fff]/);
});

test('who has no verified address gets no mail', async () => {
  await reply();
  await later(10);
  expect([await mails(), server.asked()]).toEqual([[], 0]);
});

test('a mailbox that does not exist is not asked again, and the operator sees it', async () => {
  await mailbox('gone@example.cn');
  await reply();
  await until({ gaveUp: true, trouble: 'refused 550', tries: 1 });
  await later(60 * 24);
  expect(server.asked()).toBe(1);
});

test('a server that is down costs nobody a mail: it is sent when the server is back', async () => {
  await mailbox('lin@example.cn');
  const { port } = server;
  await server[Symbol.asyncDispose]();
  await reply();
  await until({ tries: 1, sent: false, gaveUp: false, trouble: 'ESOCKET' });
  await expect.poll(planned).toEqual(new Date(w.clock.now().getTime() + 60_000));
  await later(1);
  await until({ tries: 2, sent: false });
  await expect.poll(planned).toEqual(new Date(w.clock.now().getTime() + 300_000));
  server = await mailCatcher({ port });
  const letter = server.next();
  await later(5);
  expect((await letter).to).toEqual(['lin@example.cn']);
  await until({ tries: 3, sent: true, trouble: null });
  expect(server.letters).toHaveLength(1);
});

test('after the whole table of tries a mail is given up and said to be', async () => {
  await mailbox('full@example.cn');
  await reply();
  for (const [i, minutes] of RETRY_MINUTES.entries()) {
    await until({ tries: i + 1, gaveUp: false });
    await expect.poll(planned).toEqual(new Date(w.clock.now().getTime() + minutes * 60_000));
    await later(minutes);
  }
  await until({ tries: RETRY_MINUTES.length + 1, gaveUp: true, sent: false });
});

test('a mail whose process was killed in the middle is taken up by the next', async () => {
  await mailbox('lin@example.cn');
  const { promise: begun, resolve: began } = Promise.withResolvers<Mail>();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  // Neither sent nor refused: all that a killed process leaves behind.
  w.mail.by = {
    name: 'killed',
    send: (mail) => {
      began(mail);
      return ended;
    },
  };
  await reply();
  const { id } = await begun;
  await until({ tries: 1, sent: false, gaveUp: false });
  expect(await planned()).toEqual(new Date(w.clock.now().getTime() + WATCH_MINUTES * 60_000));
  await later(WATCH_MINUTES);
  const next = noticeMails(w.house, { mailer: smtpMailer(server.url, FROM), siteName: '合议', publicUrl: 'http://localhost:8080' });
  await next.jobs['notice.mail'](id);
  expect(server.letters.map(({ raw }) => raw.includes(id))).toEqual([true]);
  expect(await mails()).toMatchObject([{ tries: 2, sent: true }]);
  end();
});

test('a job that runs twice sends one mail', async () => {
  await mailbox('lin@example.cn');
  await reply();
  await until({ sent: true });
  const { rows } = await sql<{ id: string }>`select notice_id as id from notice_mail`.execute(w.house.db);
  const job = w.whole.jobs['notice.mail'];
  await job?.(rows[0]?.id ?? '');
  expect(server.letters).toHaveLength(1);
});

test('an old mail is not sent days later, when a restored house catches up', async () => {
  await mailbox('lin@example.cn');
  w.mail.by = { name: 'away', send: () => Promise.reject(new Error('away')) };
  await reply();
  await until({ tries: 1 });
  w.mail.by = smtpMailer(server.url, FROM);
  await later(60 * 24 * 4);
  await until({ gaveUp: true, trouble: 'too-late' });
  expect(server.letters).toEqual([]);
});
