import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { fieldOf, partOf, titleOf, wordsOf } from '../../../test/html.ts';
import { manyPosts } from '../../../test/many.ts';
import {
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
  world,
} from '../../../test/world.ts';

const w: World = await world();
let place: Place;
let editor: Browser;
let moderator: Browser;
let author: Browser;
let citizen: Browser;
let topic: string;
beforeEach(async () => {
  await empty(w);
  w.house.committed(['*']);
  place = await committee(w, '清渚市政协');
  editor = await signedIn(w, await staff(w, place, '方舒', 'editor'));
  moderator = await signedIn(w, await staff(w, place, '沈明远', 'moderator'));
  author = await signedIn(w, await member(w, place, '林知远', 1));
  citizen = await signedIn(w, await netizen(w, '鼓山脚下'));
  topic = await openTopic(w, place, editor);
});
const text = '建议把视力筛查从一年一次改为一学期一次。';
const speak = async (by: Browser, said = text, at = topic) => {
  const done = await by.send('POST', `/api/topics/${at}/posts`, { text: said }, once());
  expect(done.status).toBe(200);
  return done.json<{ id: string }>().id;
};
const answer = async (by: Browser, post: string, said: string) =>
  (await by.send('POST', `/api/posts/${post}/replies`, { text: said }, once())).json<{ id: string }>().id;
const page = async (by: Browser, address: string) => {
  const { status, body } = await by.send('GET', address);
  expect([address, status]).toEqual([address, 200]);
  return body;
};
const compose = (by: Browser, fields: object, at = topic) =>
  by.send('POST', `/topics/${at}/compose`, { key: 'key-of-this-form', ...fields });
async function refuse(post: string, more: object = { reason: 'offTopic', ownWords: '请说说学校。' }) {
  const { rows } = (await moderator.send('GET', '/api/readings?tab=waiting')).json<{ rows: { id: string }[] }>();
  for (const { id } of rows) await moderator.send('POST', `/api/readings/${id}/decision`, { decision: 'refuse', ...more }, once());
  await w.settle();
  return post;
}
const later = (minutes: number) => w.at(new Date(w.clock.now().getTime() + minutes * 60_000).toISOString());

test('home shows what is asked now, what else runs, and what ended', async () => {
  await speak(author);
  const next = await openTopic(w, place, editor, { title: '老旧小区加装电梯由谁维护', parts: [window(5, 20)] });
  const ended = await openTopic(w, place, editor, { title: '背街小巷路灯夜间照明' });
  await editor.send('POST', `/api/topics/${ended}/closing`, {});
  const said = wordsOf(await page(w.browser(), '/'));
  expect(said).toMatch(/正在征集意见还有 20 天推进儿童青少年近视综合防控.*已有 1 条发言，1 个界别参加/);
  expect(said).toMatch(/我来说一说看大家怎么说/);
  expect(said).toMatch(/老旧小区加装电梯由谁维护即将开始征集/);
  expect(said).toMatch(/最近结束的征集.*背街小巷路灯夜间照明/);
  const care = wordsOf(await page(w.browser({ look: 'care' }), '/'));
  expect(care).toMatch(/正在征集意见，还有 20 天.*看大家怎么说已有 1 条发言看资料背景和数据其他议题1 个正在进行或即将开始我的发言/);
  expect(care).not.toContain('最近结束的征集');
  expect(wordsOf(await page(w.browser({ lang: 'en' }), '/'))).toMatch(/Open for posts20 days left.*Have my say/);
  expect(await page(w.browser(), `/topics/${next}`)).toContain('开始征集，您可以先看资料');
});
const window = (from: number, days: number) => ({
  kind: 'posting',
  startsAt: new Date(w.clock.now().getTime() + from * 86_400_000).toISOString(),
  endsAt: new Date(w.clock.now().getTime() + (from + days) * 86_400_000).toISOString(),
});

test('every list that has nothing says so in a sentence and offers one thing to do', async () => {
  await empty(w);
  w.house.committed(['*']);
  for (const address of ['/', '/topics', '/topics?state=open']) expectEmpty(await page(w.browser(), address), address);
  const nobody = await signedIn(w, await netizen(w, '刚来的人'));
  for (const address of [
    '/mine/posts',
    '/mine/posts?shelf=waiting',
    '/mine/posts?shelf=refused',
    '/mine/posts?shelf=drafts',
    '/notices',
    '/notices?filter=replies',
  ])
    expectEmpty(await page(nobody, address), address);
  for (const address of ['/mine', '/notices']) expectEmpty(await page(w.browser(), address), address);
  const here = await committee(w, '空无市政协');
  const bare = await openTopic(w, here, await signedIn(w, await staff(w, here, '方舒', 'editor')));
  expectEmpty(partOf(await page(w.browser(), `/topics/${bare}`), /<section[^>]*id="posts"/), 'posts');
  const post = await speak(await signedIn(w, await member(w, here, '林知远')), text, bare);
  expectEmpty(partOf(await page(author, `/topics/${bare}?who=netizen`), /<section[^>]*id="posts"/), 'posts of netizens');
  expectEmpty(partOf(await page(nobody, `/topics/${bare}/posts/${post}`), /<section[^>]*id="replies"/), 'replies');
});
function expectEmpty(html: string, where: string) {
  const state = partOf(html, /<div class="empty"/).slice(0, 1500);
  expect([where, /<h[123]>[^<]{4,}<\/h[123]>/.test(state), /<a [^>]*class="button/.test(state)]).toEqual([where, true, true]);
}

test('a topic says whose it is, until when, and shows its text, figures and posts', async () => {
  await speak(author);
  const html = await page(w.browser(), `/topics/${topic}`);
  expect(titleOf(html)).toBe('推进儿童青少年近视综合防控 - 合议');
  expect(html).toContain('<meta property="og:title" content="推进儿童青少年近视综合防控"/>');
  expect(html).toContain('<meta name="description" content="学校怎么改、家庭怎么管"/>');
  expect(html).toContain(`<link rel="canonical" href="http://localhost:8080/topics/${topic}"/>`);
  expect(html).toContain(`<img src="/topics/${topic}/visit.gif"`);
  const said = wordsOf(html);
  expect(said).toMatch(/教科卫体委员会还有 20 天/);
  expect(said).toMatch(/林知远委员医药卫生界教科卫体委员会刚刚建议把视力筛查从一年一次改为一学期一次。/);
  expect(wordsOf(await page(w.browser({ lang: 'en' }), `/topics/${topic}`))).toMatch(/Newest\s*Most liked\s*Members only/);
});

test('posts are sorted, narrowed and paged by their address', async () => {
  await manyPosts(w, topic, place, 45);
  const liked = await speak(author, '这一条有人赞，最热时在最前。');
  await citizen.send('PUT', `/api/posts/${liked}/like`);
  const first = await page(w.browser(), `/topics/${topic}`);
  expect(first.match(/class="post"/g)).toHaveLength(20);
  const next = /href="(\/topics\/[^"]*after=[^"]*)" rel="next"|rel="next"[^>]*href="([^"]*)"/.exec(first);
  const second = await page(w.browser(), (next?.[1] ?? next?.[2] ?? '').replace(/&amp;/g, '&').replace('#posts', ''));
  expect(second.match(/class="post"/g)).toHaveLength(20);
  expect(wordsOf(second)).toContain('回到最前面');
  const ids = (html: string) => [...html.matchAll(/<article class="post" id="p-([^"]+)"/g)].map(([, id]) => id);
  expect(ids(first).filter((id) => ids(second).includes(id))).toEqual([]);
  const hottest = await page(w.browser(), `/topics/${topic}?sort=hottest`);
  expect(ids(hottest)[0]).toBe(liked);
  expect(partOf(hottest, /aria-label="排列"/)).toMatch(/aria-current="true"[^>]*><span>最热/);
  const members = await page(w.browser(), `/topics/${topic}?who=member&sort=hottest`);
  expect(ids(members)).toHaveLength(16);
  expect(members).toContain('sort=hottest#posts');
});

test('what somebody wrote is shown whole, as it was typed, and never as markup', async () => {
  const long = `第一行\n\n  缩进的第三行 <b>不是粗体</b> & "引号"\n${'长'.repeat(1900)}`;
  const post = await speak(author, long);
  for (const address of [`/topics/${topic}`, `/topics/${topic}/posts/${post}`]) {
    const html = await page(w.browser(), address);
    expect(html).toContain(long.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;').replace(/>/g, '>'));
    expect(html).not.toContain('<b>不是粗体');
  }
  expect(wordsOf(await page(w.browser(), `/topics/${topic}/posts/${post}`))).not.toMatch(/<a [^>]*>https?:/);
});

test('a deep link opens the page of replies that holds it, and marks it', async () => {
  const post = await speak(author);
  const replies = await manyPosts(w, topic, place, 60, post);
  // The oldest is the last made.
  const [newest = '', oldest = '', middle = ''] = [replies[0], replies[59], replies[30]];
  const shown = async (at: string) => {
    const html = await page(w.browser(), `/topics/${topic}/posts/${post}?at=${at}`);
    return {
      marked: /class="post inner marked" id="p-([^"]+)"/.exec(html)?.[1],
      count: html.match(/class="post inner/g)?.length,
      said: wordsOf(html),
    };
  };
  expect(await shown(newest)).toMatchObject({ marked: newest, count: 20 });
  expect(await shown(middle)).toMatchObject({ marked: middle, count: 20 });
  expect(await shown(oldest)).toMatchObject({ marked: oldest, count: 20 });
  expect((await shown(newest)).said).toContain('从第一条回复看起');
  expect((await shown(oldest)).said).not.toContain('从第一条回复看起');
  const led = await w.browser().send('GET', `/topics/${topic}/posts/${newest}`);
  expect([led.status, led.headers['location']]).toEqual([303, `/topics/${topic}/posts/${post}?at=${newest}#p-${newest}`]);
});

test('a thread under another topic’s address is not there', async () => {
  const post = await speak(author);
  const other = await openTopic(w, place, editor);
  expect((await w.browser().send('GET', `/topics/${other}/posts/${post}`)).status).toBe(404);
});

test('my post that waits stands in its topic for me alone', async () => {
  await speak(citizen);
  expect(wordsOf(await page(citizen, `/topics/${topic}`))).toContain('审核中，仅您可见');
  expect(wordsOf(await page(author, `/topics/${topic}`))).not.toContain(text);
  expect(wordsOf(await page(w.browser(), `/topics/${topic}`))).not.toContain(text);
});

test('the composer says under which name, whether it is read first, and how fast that usually is', async () => {
  await speak(citizen);
  await later(90);
  const { rows } = (await moderator.send('GET', '/api/readings?tab=waiting')).json<{ rows: { id: string }[] }>();
  await moderator.send('POST', `/api/readings/${rows[0]?.id}/decision`, { decision: 'accept' }, once());
  expect(wordsOf(await page(citizen, `/topics/${topic}/compose`))).toMatch(/以“鼓山脚下”发表，审核通过后公开，一般 \d+ 个工作小时内审核/);
  expect(wordsOf(await page(author, `/topics/${topic}/compose`))).toContain('以“林知远”发表，发布后立即公开');
  expect((await w.browser().send('GET', `/topics/${topic}/compose`)).headers['location']).toContain('/login?next=');
});

test('what is refused is shown with its reason and the text kept', async () => {
  const short = await compose(author, { text: '同意' });
  expect([short.status, titleOf(short.body)]).toEqual([409, '出错：发表看法 - 合议']);
  expect(wordsOf(short.body)).toContain('还不能发布，有 1 处要改请至少写 5 个字，现在是 2 个字');
  expect(short.body).toContain('href="#text"');
  expect(fieldOf(short.body, 'text')).toBe('同意');
  const long = await compose(author, { text: '长'.repeat(2001) });
  expect(wordsOf(long.body)).toContain('最多写 2,000 个字，现在是 2,001 个字，请删去 1 个字');
  expect(fieldOf(long.body, 'text')).toHaveLength(2001);
  const picture = await compose(author, { text, pictures: [place.hostId] });
  expect(partOf(picture.body, /id="pictures-error"/).slice(0, 600)).toContain('有图片没有传好，请重新添加');
  const broken = await compose(author, { text: `${text}\u0000` });
  expect(wordsOf(broken.body)).toContain('文字里有无法保存的字符');
  const byStaff = await compose(editor, { text });
  expect([byStaff.status, wordsOf(byStaff.body)]).toEqual([403, expect.stringContaining('发言请用委员或网友身份登录')]);
  const stranger = await compose(w.browser(), { text });
  expect([stranger.status, fieldOf(stranger.body, 'text')]).toEqual([401, text]);
});

test('where nobody may write the composer says why and since when', async () => {
  const ahead = await openTopic(w, place, editor, { parts: [window(5, 20)] });
  expect(wordsOf(await page(author, `/topics/${ahead}/compose`))).toContain('开始征集，您可以先看资料');
  expect((await compose(author, { text }, ahead)).status).toBe(409);
  await editor.send('POST', `/api/topics/${topic}/closing`, {});
  expect(wordsOf(await page(author, `/topics/${topic}/compose`))).toMatch(/征集已于 今天 \d\d:\d\d 结束，您可以继续看大家的发言/);
  expect(wordsOf(await page(author, `/topics/${topic}`))).toMatch(/征集已于 今天 \d\d:\d\d 结束/);
  const down = await openTopic(w, place, editor);
  await editor.send('POST', `/api/topics/${down}/withdrawal`, { why: '题目要重新拟。' });
  expect(wordsOf(await page(w.browser(), `/topics/${down}`))).toContain('这个议题已撤下：题目要重新拟。');
  expect(wordsOf(await page(editor, `/topics/${ahead}`))).not.toContain('说说您的看法');
  const drafted = await editor.send(
    'POST',
    '/api/topics',
    {
      committeeId: place.committeeId,
      hostId: place.hostId,
      title: '还没有发布的议题',
      summary: '一句话说明',
      focus: '背景。',
      figures: [],
      figuresSource: '',
      membersRead: 'after',
      publicRead: 'before',
      parts: [window(1, 3)],
    },
    once(),
  );
  const { id } = drafted.json<{ id: string }>();
  expect((await author.send('GET', `/topics/${id}`)).status).toBe(404);
  expect(wordsOf(await page(editor, `/topics/${id}`))).toContain('这是草稿，只有本委员会的议题编辑能看到');
});

test('a post is changed within its time by its author, and by nobody else', async () => {
  const post = await speak(author);
  const form = await page(author, `/posts/${post}/edit`);
  expect([fieldOf(form, 'text'), fieldOf(form, 'version')]).toEqual([text, '1']);
  const wrong = await author.send('POST', `/posts/${post}/edit`, { text: '短', version: 1 });
  expect([wrong.status, fieldOf(wrong.body, 'text')]).toEqual([409, '短']);
  const done = await author.send('POST', `/posts/${post}/edit`, { text: '改成一学期一次，并告知家长。', version: 1 });
  expect([done.status, done.headers['location']]).toEqual([303, `/topics/${topic}/posts/${post}#p-${post}`]);
  const again = await author.send('POST', `/posts/${post}/edit`, { text: '在旧的那一页上又改。', version: 1 });
  expect([again.status, wordsOf(again.body)]).toEqual([412, expect.stringContaining('别人刚刚改过')]);
  // The page that comes back carries the version to send next.
  expect(fieldOf(again.body, 'version')).toBe('2');
  expect((await citizen.send('GET', `/posts/${post}/edit`)).status).toBe(404);
  expect((await citizen.send('POST', `/posts/${post}/edit`, { text, version: 2 })).status).toBe(404);
  await later(16);
  expect((await author.send('GET', `/posts/${post}/edit`)).headers['location']).toBe(`/topics/${topic}/posts/${post}`);
  expect(wordsOf(await page(author, `/topics/${topic}`))).toContain('已修改');
});

test('a withdrawn post can be had back for a minute, from where it was withdrawn', async () => {
  const post = await speak(author);
  const reply = await answer(citizen, post, '我也赞成这样做。');
  const gone = await author.send('POST', `/posts/${post}/withdrawal`, { back: `/topics/${topic}/posts/${post}` });
  expect(gone.headers['location']).toBe(`/topics/${topic}#posts`);
  const after = await page(author, `/topics/${topic}`);
  expect(after).toContain(`action="/posts/${post}/restoring"`);
  expect(wordsOf(after)).not.toContain(text);
  expect((await author.send('POST', `/posts/${post}/restoring`, { back: 'https://evil.example/' })).headers['location']).toBe(
    `/#p-${post}`,
  );
  await author.send('POST', `/posts/${post}/withdrawal`, {});
  await later(2);
  expect((await author.send('POST', `/posts/${post}/restoring`, {})).status).toBe(409);
  expect((await author.send('POST', `/posts/${reply}/withdrawal`, {})).status).toBe(404);
});

test('likes by plain forms count once, and come back to the post', async () => {
  const post = await speak(author);
  const like = (wanted: string) => citizen.send('POST', `/posts/${post}/like`, { wanted, back: `/topics/${topic}?sort=hottest#p-${post}` });
  expect((await like('yes')).headers['location']).toBe(`/topics/${topic}?sort=hottest#p-${post}`);
  await like('yes');
  expect(partOf(await page(citizen, `/topics/${topic}`), new RegExp(`id="p-${post}"`))).toMatch(
    /aria-pressed="true".*?data-count[^>]*>1</s,
  );
  await like('no');
  expect(partOf(await page(citizen, `/topics/${topic}`), new RegExp(`id="p-${post}"`))).toMatch(
    /aria-pressed="false".*?data-count[^>]*>0</s,
  );
  expect((await citizen.send('POST', `/posts/${place.hostId}/like`, { wanted: 'yes' })).status).toBe(404);
  expect((await citizen.send('POST', `/posts/${post}/like`, { wanted: 'perhaps' })).status).toBe(400);
});

test('my posts say what became of them; a refusal says why and is appealed once', async () => {
  const post = await refuse(await speak(citizen));
  const mine = wordsOf(await page(citizen, '/mine/posts?shelf=refused'));
  expect(mine).toContain('没有公开');
  expect(mine).toContain('理由：与议题无关，可以发到相关的议题里');
  expect(mine).toContain('审核员的话：请说说学校。');
  const html = await page(citizen, `/mine/posts?at=${post}`);
  expect(html).toContain(`marked quiet" id="p-${post}"`);
  const [, reading] = /action="\/mine\/appeals\/([^"]+)"/.exec(html) ?? [];
  const appeal = (by: Browser, words: string, key = 'key-of-the-appeal') => by.send('POST', `/mine/appeals/${reading}`, { words, key });
  const short = await appeal(citizen, '不');
  expect([short.status, wordsOf(short.body)]).toEqual([400, expect.stringContaining('“申诉理由”至少要 5 个字')]);
  expect(partOf(short.body, new RegExp(`id="words-${reading}"`)).slice(0, 400)).toContain('不');
  expect((await appeal(author, '替别人申诉一下。')).status).toBe(404);
  const done = await appeal(citizen, '校内几次筛查正是议题问的。');
  expect([done.status, done.headers['location']]).toEqual([303, '/mine/posts?shelf=refused']);
  expect(wordsOf(await page(citizen, '/mine/posts?shelf=refused'))).toContain('已申诉，由另一位审核员复核');
  const twice = await appeal(citizen, '再申诉一次可以吗？', 'another-key-1');
  expect([twice.status, wordsOf(twice.body)]).toEqual([409, expect.stringContaining('申诉')]);
});

test('when the time to appeal is over the page says so', async () => {
  await refuse(await speak(citizen));
  await later(60 * 24 * 8);
  expect(wordsOf(await page(citizen, '/mine/posts'))).toContain('申诉期限已过');
});

test('a change that waits is told to its author, while others read the earlier text', async () => {
  const post = await speak(citizen);
  const { rows } = (await moderator.send('GET', '/api/readings?tab=waiting')).json<{ rows: { id: string }[] }>();
  await moderator.send('POST', `/api/readings/${rows[0]?.id}/decision`, { decision: 'accept' }, once());
  const done = await citizen.send('POST', `/posts/${post}/edit`, { text: '改成半年一次也可以。', version: 1 });
  expect(done.status).toBe(303);
  expect(wordsOf(await page(citizen, `/topics/${topic}/posts/${post}`))).toContain('修改后的内容正在审核，大家看到的还是原来的');
  expect(wordsOf(await page(w.browser(), `/topics/${topic}/posts/${post}`))).toContain(text);
  await refuse(post);
  expect(wordsOf(await page(citizen, '/mine/posts'))).toContain('修改后的内容没有公开，大家看到的还是原来的');
});

test('drafts stand on their shelf and open where they were written', async () => {
  await author.send('PUT', `/api/topics/${topic}/draft`, { text: '写到一半的话' });
  const post = await speak(citizen, '这一条先要审核一下。');
  await sql`update post set state = 'published', published_at = submitted_at where id = ${post}`.execute(w.house.db);
  await author.send('PUT', `/api/topics/${topic}/draft`, { text: '回复写到一半', replyTo: post });
  const shelf = await page(author, '/mine/posts?shelf=drafts');
  expect(shelf).toContain(`href="/topics/${topic}/compose"`);
  expect(shelf).toContain(`href="/topics/${topic}/compose?replyTo=${post}"`);
  expect(fieldOf(await page(author, `/topics/${topic}/compose`), 'text')).toBe('写到一半的话');
  expect(fieldOf(await page(author, `/topics/${topic}/compose?replyTo=${post}`), 'text')).toBe('回复写到一半');
  expect(wordsOf(await page(author, '/mine/posts'))).toMatch(/继续写草稿（今天 \d\d:\d\d 保存）/);
});

test('topics are listed by committee and state, and paged by key', async () => {
  const other = await committee(w, '江岚省政协', 'province');
  const theirs = await signedIn(w, await staff(w, other, '程见山', 'editor'));
  await openTopic(w, other, theirs, { title: '省里的一个议题' });
  for (let i = 0; i < 21; i++) await openTopic(w, place, editor, { title: `第 ${i + 1} 个议题` });
  const all = await page(w.browser(), '/topics');
  expect(wordsOf(all)).toContain('看更早的议题');
  const [, next = ''] = /href="(\/topics\?after=[^"]*)"/.exec(all) ?? [];
  expect(wordsOf(await page(w.browser(), next))).toContain('回到最新的');
  const province = wordsOf(await page(w.browser(), `/topics?committee=${other.committeeId}`));
  expect(province).toContain('省里的一个议题');
  expect(province).not.toContain('第 1 个议题');
  expectEmpty(await page(w.browser(), `/topics?committee=${other.committeeId}&state=closed`), 'closed ones of the province');
  expect((await w.browser().send('GET', '/topics?state=draft')).status).toBe(400);
});
