import { sql } from 'kysely';
import sharp from 'sharp';
import { setPhone } from '../../src/features/people/index.ts';
import { transact } from '../../src/kit/db.ts';
import { newId } from '../../src/kit/ids.ts';
import { multipart } from '../multipart.ts';
import { workbook } from '../workbooks.ts';
import { type Browser, committee, member, netizen, once, openTopic, type Place, signedIn, staff } from '../world.ts';
import type { Served } from './served.ts';

/** Names as long as they may be: nothing may be cut off or pushed aside by them. */
export const longName = '阿依努尔·买买提江·吐尔逊';
const longNick = '一二三四五六七八九十甲乙';
const longTitle = '关于把社区图书角办到家门口、让孩子放学以后和老人散步以后都有地方坐下来安静读一本好书并且能够借回家去看的意见征集';

export interface Stage {
  readonly place: Place;
  /** Holds every duty of the desk. */
  readonly all: Browser;
  readonly person: string;
  readonly topics: { readonly draft: string; readonly open: string; readonly withdrawn: string };
  readonly rosters: { readonly columns: string; readonly preview: string };
  readonly readings: { readonly flagged: string; readonly change: string; readonly appealed: string };
  /** The three administrators: their rooms are nobody else's. */
  readonly administrators: { readonly system: Browser; readonly security: Browser; readonly audit: Browser };
}
const DAY = 86_400_000;

/** A committee in the middle of its work: every screen of the desk has something of every kind to show. */
export async function deskStage(w: Served): Promise<Stage> {
  const sectors = [
    '教育界',
    '医药卫生界',
    '科学技术界',
    '社会福利和社会保障界',
    '文化艺术界',
    '经济界',
    '农业界',
    '体育界',
    '侨联',
    '妇联',
  ];
  const place = await committee(w, '清渚市政协', 'city', sectors);
  const person = await staff(w, place, longName, 'editor', 'moderator', 'operator', 'liaison');
  const all = await signedIn(w, person);
  const other = await signedIn(w, await staff(w, place, '郭一萍', 'moderator'));
  const members = await Promise.all(sectors.map(async (_, i) => signedIn(w, await member(w, place, i === 3 ? longName : `林知远${i}`, i))));
  const citizens = await Promise.all([longNick, '河边看书人', '二年级家长'].map(async (name) => signedIn(w, await netizen(w, name))));
  const topics = await stageTopics(w, place, all);
  await fill(all, topics.open);
  const readings = await stagePosts(w, topics.open, members, citizens, all, other);
  for (const by of [...members.slice(0, 4), ...citizens]) await by.send('POST', `/api/topics/${topics.open}/visits`, {});
  await w.settle();
  // Signed in anew: the time on the stage has used up the first one.
  const rosters = await stageRosters(place, await signedIn(w, person));
  await stageAccess(w, place, await signedIn(w, person));
  const administrators = await stageGrants(w, place);
  // 注销申请 of a member who still serves.
  await members[0]?.send('POST', '/api/me/erasure', { word: '注销', words: '届满以后请注销我的账号。' });
  return { place, all: await signedIn(w, person), person, topics, rosters, readings, administrators };
}

/** Two lists on their way in: one whose columns are to be named, one with rows of every outcome but one. */
async function stageRosters(place: Place, liaison: Browser): Promise<Stage['rosters']> {
  const upload = async (name: string, rows: readonly (readonly string[])[]) => {
    // As offices send them: what to fill in how on a sheet of its own, the list of before hidden.
    const content = await workbook(rows, (book) => {
      book.addWorksheet('填表说明').addRow(['姓名一栏只填姓名']);
      const old = book.addWorksheet(`第十四届委员名册（${longName}核对稿）`.slice(0, 31), { state: 'hidden' });
      for (const row of [...rows.slice(0, 1), ...rows.slice(-1), ['合计', '1']]) old.addRow([...row]);
    });
    const { payload, headers } = multipart([{ name, content }]);
    const stored = await liaison.send('POST', `/api/committees/${place.committeeId}/member-rosters`, payload, headers);
    if (stored.status !== 200) throw new Error(stored.body);
    return stored.json<{ id: string }>().id;
  };
  const heads = ['姓名', '界别', '委员证号', '手机', '单位职务'];
  const rows = [
    [longName, '社会福利和社会保障界', '0001', '13800000001', '市社会福利和社会保障事业发展促进中心副主任、党组成员'],
    ['丁一', '教育届', '0002', '1380000', '市第八中学校长'],
  ];
  const columns = await upload('清渚市政协第十四届委员会委员名册（2026年7月修订稿）.xlsx', [heads, ...rows]);
  const preview = await upload('委员名册.xlsx', [heads, ...rows]);
  const mapped = await liaison.send('PUT', `/api/roster-imports/${preview}/mapping`, {
    mapping: { name: 0, sector: 1, number: 2, phone: 3, post: 4 },
  });
  if (mapped.status !== 200) throw new Error(mapped.body);
  return { columns, preview };
}

/** Cards and messages that are out, links of units, and phones that were lost: one of each, with the longest names. */
async function stageAccess(w: Served, place: Place, liaison: Browser): Promise<void> {
  const at = (path: string) => `/api/committees/${place.committeeId}/${path}`;
  const done = (reply: { status: number; body: string }) => {
    if (reply.status !== 200) throw new Error(reply.body);
  };
  const [one, two] = [await member(w, place, '陈守礼', 1), await member(w, place, '樊知秋', 3)];
  for (const [id, number] of [
    [one, '13900000701'],
    [two, '13900000702'],
  ] as const)
    await transact(w.house.pool, (tx) => setPhone(tx, w.house, id, number, { listed: id === one }));
  done(await liaison.send('POST', at('activation-texts'), { personIds: [one] }, once()));
  const unitId = newId();
  await sql`insert into org (id, kind, committee_id, name, short_name, system)
    values (${unitId}, 'unit', ${place.committeeId}, '市社会福利和社会保障事业发展促进中心', '社保促进中心', 'government')`.execute(
    w.house.db,
  );
  done(await liaison.send('POST', at('unit-links'), { unitId, name: longName, phone: '13900000703' }, once()));
  const lost = { personId: two, phone: '13900000704', reason: '手机在公交车上丢了', checked: '看过身份证和委员证，与名册照片一致' };
  const started = await liaison.send('POST', at('recoveries'), lost, once());
  done(started);
  const { id } = started.json<{ id: string }>();
  const { request } = (await liaison.send('POST', `/api/recoveries/${id}/codes`, {})).json<{ request: string }>();
  done(await liaison.send('PUT', `/api/recoveries/${id}/completion`, { request, code: w.sent.at(-1)?.code ?? '' }));
}

/** Requests of every kind: one waits, one was refused, one is in force until a day, one was revoked. */
async function stageGrants(w: Served, place: Place): Promise<Stage['administrators']> {
  const person = await staff(w, place, '欧阳亦', 'editor');
  const post = async (name: string, duty: string) => signedIn(w, await staff(w, place, name, duty));
  const system = await post('唐守正', 'systemAdmin');
  const security = await post('严谨言', 'securityAdmin');
  const ask = async (duty: string, why: string, more = {}) => {
    const asked = await system.send('POST', `/api/staff/${person}/grant-requests`, { duty, why, ...more }, once());
    if (asked.status !== 200) throw new Error(asked.body);
    return asked.json<{ id: string }>().id;
  };
  const say = async (word: string, id: string, why: string) => {
    const said = await security.send('POST', `/api/grant-requests/${id}/${word}`, { why }, once());
    if (said.status !== 200) throw new Error(said.body);
  };
  const made = await system.send('POST', '/api/staff', { name: '新来的同事', account: 'xinlaide', officeId: place.hostId });
  if (made.status !== 200) throw new Error(made.body);
  await say('refusal', await ask('liaison', '名册要有人管'), '已有委员联络人员，请先说明分工');
  const ended = await ask('liaison', '换届期间名册要两个人核对', { endsAt: new Date(w.clock.now().getTime() + 9 * DAY).toISOString() });
  await say('approval', ended, '同意，到换届结束');
  await say('revocation', ended, '名册已经核对完，不再需要');
  await ask('liaison', '新一批委员资料变更多，需要一位联络人员');
  return { system, security, audit: await post('史鉴秋', 'auditAdmin') };
}

async function stageTopics(w: Served, place: Place, editor: Browser): Promise<Stage['topics']> {
  const at = (days: number) => new Date(w.clock.now().getTime() + days * DAY).toISOString();
  const part = (kind: string, from: number, until: number) => ({ kind, startsAt: at(from), endsAt: at(until) });
  const draft = async (title: string, parts: object[]) => {
    const more = {
      title,
      summary: '书从哪里来、谁来管、怎么用',
      focus: '背景和现状。\n\n想听大家说一说。',
      figuresSource: '示例调查 2025 年',
    };
    const body = {
      committeeId: place.committeeId,
      hostId: place.hostId,
      ...more,
      figures,
      membersRead: 'after',
      publicRead: 'before',
      parts,
    };
    const made = await editor.send('POST', '/api/topics', body, once());
    if (made.status !== 200) throw new Error(made.body);
    return made.json<{ id: string }>().id;
  };
  const announce = (id: string) => editor.send('POST', `/api/topics/${id}/announcement`, {});
  await draft('已经过了开始时间的草稿', [part('posting', -2, 9)]);
  const inWork = await draft('老旧小区加装电梯后的日常维护', [part('posting', 5, 25)]);
  await announce(await draft('背街小巷路灯夜间照明', [part('posting', 0.6, 20)]));
  const over = await openTopic(w, place, editor, { title: '校门口的路怎么走得更安全' });
  await editor.send('POST', `/api/topics/${over}/closing`, {});
  const withdrawn = await openTopic(w, place, editor, { title: '写错了日期的议题' });
  await editor.send('POST', `/api/topics/${withdrawn}/withdrawal`, { why: '日期写错了，另开一个议题。' });
  const parts = [
    part('posting', -0.001, 2.5),
    part('collation', 3, 6),
    part('meeting', 8, 8.2),
    part('answers', 10, 30),
    part('followUp', 30, 90),
  ];
  const open = await openTopic(w, place, editor, { title: longTitle, parts, figures, figuresSource: '示例调查 2025 年' });
  return { draft: inWork, open, withdrawn };
}
const figures = [
  { value: '36.0%', label: '没有图书角的社区' },
  { value: '71.6%', label: '周末不开门的图书角' },
];

/** Two pictures, and a document in two versions. */
async function fill(editor: Browser, topic: string): Promise<void> {
  const store = async (name: string, content: Uint8Array) => {
    const { payload, headers } = multipart([{ name, content }]);
    const stored = await editor.send('POST', '/api/files', payload, headers);
    if (stored.status !== 200) throw new Error(stored.body);
    return stored.json<{ id: string }>().id;
  };
  for (const [caption, background] of [
    ['社区图书角的一角', '#8a5a00'],
    ['', '#1e6b43'],
  ] as const) {
    const picture = await sharp({ create: { width: 640, height: 400, channels: 3, background } })
      .png()
      .toBuffer();
    await editor.send('POST', `/api/topics/${topic}/pictures`, { fileId: await store('角.png', picture), caption });
  }
  const pdf = (version: number) => Buffer.from(`%PDF-1.4\n% ${version}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
  const material = await editor.send('POST', `/api/topics/${topic}/materials`, {
    fileId: await store('报告.pdf', pdf(1)),
    title: '社区图书角调研报告',
  });
  const { id } = material.json<{ id: string }>();
  await editor.send('POST', `/api/topics/${topic}/materials/${id}/versions`, { fileId: await store('报告.pdf', pdf(2)) });
  await editor.send('POST', `/api/topics/${topic}/materials`, { fileId: await store('附表.pdf', pdf(3)), title: '附表' });
}

/** Posts of every kind that a moderator meets: plain, suspicious, changed, held, refused, appealed. */
async function stagePosts(
  w: Served,
  topic: string,
  members: readonly Browser[],
  [long, ...citizens]: readonly Browser[],
  one: Browser,
  two: Browser,
): Promise<Stage['readings']> {
  const [citizen, parent] = citizens;
  if (!long || !citizen || !parent) throw new Error('nobody speaks');
  const speak = async (by: Browser, text: string) => {
    const done = await by.send('POST', `/api/topics/${topic}/posts`, { text }, once());
    if (done.status !== 200) throw new Error(done.body);
    // All of it within the half hour in which an unused sign-in of staff stays open.
    await w.at(new Date(w.clock.now().getTime() + 2 * 60_000).toISOString());
    // A sign-in that is not used ends after a quarter of an hour.
    await one.send('GET', '/api/me');
    return done.json<{ id: string }>().id;
  };
  const readingOf = async (post: string, tab = 'waiting') => {
    const listed = await one.send('GET', `/api/readings?tab=${tab}`);
    if (listed.status !== 200) throw new Error(`${listed.status} ${listed.body}`);
    const { rows } = listed.json<{ rows: { id: string }[] }>();
    for (const { id } of rows) if ((await one.send('GET', `/api/readings/${id}`)).json<{ url: string }>().url.includes(post)) return id;
    throw new Error('not in the queue');
  };
  const decide = async (by: Browser, post: string, decision: string, more: object = {}) => {
    const id = await readingOf(post);
    const done = await by.send('POST', `/api/readings/${id}/decision`, { decision, ...more }, once());
    if (done.status !== 200) throw new Error(done.body);
    return id;
  };
  const accepted = await speak(citizen, '建议每处图书角配一位管理员，书单贴在楼道里。');
  await decide(two, accepted, 'accept');
  await citizen.send(
    'PUT',
    `/api/posts/${accepted}`,
    { text: '建议每两处图书角配一位管理员，书单贴在楼道里和群里。' },
    { 'if-match': '"1"' },
  );
  const refused = await speak(parent, '我楼上那位的电话是 13912345678，大家去问他。');
  const appealed = await decide(two, refused, 'refuse', { reason: 'othersData', ownWords: '请去掉别人的电话后再发。' });
  await parent.send('POST', `/api/readings/${appealed}/appeal`, { words: '这是我自己的电话，可以公开，请再看一看。' }, once());
  await decide(one, await speak(parent, '加微信买书，全场五折。'), 'refuse', { reason: 'advertising' });
  await decide(one, await speak(long, '这一条先放一放。'), 'hold');
  const flagged = await speak(long, '班主任的电话是 138 0013 8000，身份证是 11010519491231002X，可以去核实。建议查完一周内告诉家长。');
  for (const [i, by] of members.slice(0, 5).entries()) await speak(by, `赞成一季一换，但人手要先算清，这是第 ${i + 1} 条理由。`);
  return { flagged: await readingOf(flagged), change: await readingOf(accepted), appealed };
}
