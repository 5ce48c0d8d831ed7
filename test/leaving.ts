import { sql } from 'kysely';
import sharp from 'sharp';
import { expect } from 'vitest';
import { multipart } from './multipart.ts';
import { type Browser, committee, member, once, openTopic, type Place, signedIn, staff, type World } from './world.ts';

/** Words that stand nowhere else: what is looked for when their author is gone. */
export const marks = {
  phone: '13987654321',
  nickname: '渡口的老船工',
  email: 'chuangong@example.cn',
  text: '渡口夜班船应当加开两班方便下夜班的工人',
  edited: '渡口夜班船应当加开三班并降低票价',
  reply: '补充一句末班时间要写在站牌上',
  refused: '这一句带着一位医生的私人号码',
  appeal: '请复核那是公开的门诊电话',
  draft: '还没写完的草稿提到了祠堂边的老码头',
} as const;
export const needles: readonly string[] = Object.values(marks);

export interface Stage {
  readonly place: Place;
  readonly topic: string;
  readonly editor: Browser;
  readonly author: Browser;
  readonly authorId: string;
  readonly other: Browser;
  readonly post: string;
}

/** A netizen who came by phone and left something of every kind, among others who answered. */
export async function lively(w: World): Promise<Stage> {
  const place = await committee(w, '清渚市政协');
  const editor = await signedIn(w, await staff(w, place, '方舒', 'editor', 'moderator'));
  const second = await signedIn(w, await staff(w, place, '周砚', 'moderator'));
  const other = await signedIn(w, await member(w, place, '林知远'));
  const topic = await openTopic(w, place, editor, { publicRead: 'after' }, 3650);
  const { browser: author, id: authorId } = await arrived(w);
  const pictures = [await picture(author)];
  const post = await write(author, `/api/topics/${topic}/posts`, { text: marks.text, pictures });
  await author.send('PUT', `/api/posts/${post}`, { text: marks.edited, pictures }, { 'if-match': '"1"' });
  const answer = await write(other, `/api/posts/${post}/replies`, { text: '赞成，我们小区也有人下夜班。' });
  await write(author, `/api/posts/${answer}/replies`, { text: marks.reply });
  const refused = await write(author, `/api/topics/${topic}/posts`, { text: marks.refused });
  await judge(w, { author, editor, second, refused });
  for (const by of [other, editor]) expect((await by.send('PUT', `/api/posts/${post}/like`, {})).status).toBeLessThan(300);
  await author.send('PUT', `/api/posts/${answer}/like`, {});
  await author.send('PUT', `/api/topics/${topic}/draft`, { text: marks.draft, pictures: [await picture(author)] });
  await author.send('GET', `/topics/${topic}/visit.gif`);
  await w.settle();
  return { place, topic, editor, author, authorId, other, post };
}

async function arrived(w: World): Promise<{ browser: Browser; id: string }> {
  const browser = w.browser();
  const { request } = (await browser.send('POST', '/api/login-codes', { phone: marks.phone })).json<{ request: string }>();
  const code = w.sent.at(-1)?.code ?? '';
  const entered = await browser.send('POST', '/api/logins/code', { request, code, nickname: marks.nickname, of14: true });
  expect(entered.status, entered.body).toBe(200);
  const mail = (await browser.send('POST', '/api/me/email-codes', { email: marks.email })).json<{ request: string }>();
  const confirmed = await browser.send('PUT', '/api/me/email', { request: mail.request, code: w.sent.at(-1)?.code ?? '' });
  expect(confirmed.status, confirmed.body).toBe(200);
  return { browser, id: (await browser.send('GET', '/api/me')).json<{ id: string }>().id };
}

async function write(by: Browser, url: string, body: object): Promise<string> {
  const done = await by.send('POST', url, body, once());
  expect(done.status, done.body).toBe(200);
  return done.json<{ id: string }>().id;
}
let shade = 0;
async function picture(by: Browser): Promise<string> {
  shade += 7;
  const content = await sharp({ create: { width: 90, height: 60, channels: 3, background: { r: shade % 256, g: 90, b: 40 } } })
    .jpeg()
    .toBuffer();
  const { payload, headers } = multipart([{ name: `${marks.nickname}.jpg`, content }]);
  const done = await by.send('POST', '/api/files', payload, headers);
  expect(done.status, done.body).toBe(200);
  return done.json<{ id: string }>().id;
}

/** Refused in the moderator's own words, appealed, upheld: words on both sides. */
async function judge(
  w: World,
  { author, editor, second, refused }: { author: Browser; editor: Browser; second: Browser; refused: string },
) {
  const { rows } = await sql<{ id: string }>`select id from reading where thing_id = ${refused}`.execute(w.house.db);
  const reading = rows[0]?.id ?? '';
  const decided = await editor.send(
    'POST',
    `/api/readings/${reading}/decision`,
    { decision: 'refuse', reason: 'other', ownWords: `您写了“${marks.refused}”` },
    once(),
  );
  expect(decided.status, decided.body).toBe(200);
  await w.at(new Date(w.clock.now().getTime() + 120_000).toISOString());
  const appealed = await author.send('POST', `/api/readings/${reading}/appeal`, { words: marks.appeal }, once());
  expect(appealed.status, appealed.body).toBe(200);
  const upheld = await second.send(
    'POST',
    `/api/readings/${reading}/appeal/decision`,
    { decision: 'uphold', answer: `看过了：${marks.appeal}` },
    once(),
  );
  expect(upheld.status, upheld.body).toBe(200);
}
