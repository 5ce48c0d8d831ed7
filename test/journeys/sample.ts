import { sql } from 'kysely';
import { vi } from 'vitest';
import { setPhone } from '../../src/features/people/index.ts';
import { transact } from '../../src/kit/db.ts';
import { newId } from '../../src/kit/ids.ts';
import { manyPosts } from '../many.ts';
import { account, committee, member, netizen, once, openTopic, type Place, signedIn, staff } from '../world.ts';
import type { Served } from './served.ts';

/** A small town that talks: what every screen needs to have something to show. */
export interface Sample {
  readonly place: Place;
  readonly editor: Awaited<ReturnType<typeof signedIn>>;
  readonly moderator: Awaited<ReturnType<typeof signedIn>>;
  readonly member: Awaited<ReturnType<typeof signedIn>>;
  readonly citizen: Awaited<ReturnType<typeof signedIn>>;
  /** Open, announced and closed. */
  readonly topics: { readonly open: string; readonly announced: string; readonly closed: string };
  readonly post: string;
  /** A post with a reply. */
  readonly answered: string;
  readonly reply: string;
  readonly waiting: string;
  readonly refused: string;
  /** The member's seat, for the public list. */
  readonly membership: string;
  /** The citizen's security key. */
  readonly webKey: string;
  /** Secrets of two activations, of a unit's link, and of what an old phone was told. */
  readonly access: { readonly listed: string; readonly unlisted: string; readonly unit: string; readonly old: string };
}

const focus = `示例市政协今年 3 月起赴两县三市调研，现就“书从哪里来、谁来管、怎么用”听取委员和市民意见。
社区图书角是离家最近的书房。调研组走访了 46 个社区，发现图书角普遍“有地方、缺好书、少人管”：三成以上的图书五年没有更换，近一半的图书角周末不开门，能够让孩子放学后坐下来看书的不到两成。
委员们提出，图书角要办到家门口，更要办到心坎上：书目由居民点单，开门时间跟着放学和下班走，管理可以请志愿者和物业一起来。
这次网络议政想请大家说一说：您家附近的图书角什么样？最想看到什么书？开到几点合适？您愿意为它做点什么？`;

/** As long as a post may be, with a word that has no place to break. */
const unbroken = `https://example.org/${'a'.repeat(280)}`;
const longest = `${unbroken}\n${'图书角要办到家门口，'.repeat(198)}`.slice(0, 2000);

const voices = [
  '建议把图书从一年一换改为一季一换，书单直接贴在楼道，并在两周内告知居民。只换不告，等于没换。',
  '乡镇的图书角最该先换灯。我走访的三处，桌面照度不到 300 勒克斯，而国家标准是 500。',
  '赞成一季一换，但人手缺口要先算清。全市 412 个图书角，专职管理员 67 人，建议由社区和物业按片承担。',
];

/** What people hold who are not in yet, or whose phone was replaced: made by the liaison, as at the desk. */
async function ways(w: Served, place: Place): Promise<Sample['access']> {
  const liaison = await signedIn(w, await staff(w, place, '苏联络', 'liaison'));
  const at = (path: string) => `/api/committees/${place.committeeId}/${path}`;
  const numbered = async (name: string, number: string, listed: boolean) => {
    const id = await member(w, place, name, 3);
    await transact(w.house.pool, (tx) => setPhone(tx, w.house, id, number, { listed }));
    return id;
  };
  const linkTo = async (number: string) => {
    const sent = () =>
      w.texts
        .filter(({ to }) => to === number)
        .at(-1)
        ?.values['link']?.split('/')
        .at(-1);
    await vi.waitFor(async () => {
      await w.settle();
      if (sent() === undefined) throw new Error(`no message to ${number}`);
    }, 10_000);
    return sent() ?? '';
  };
  const one = await numbered('陈守礼', '13900000801', true);
  const two = await numbered('方其正', '13900000802', true);
  await liaison.send('POST', at('activation-texts'), { personIds: [one, two] }, once());
  const [listed, unlisted] = [await linkTo('13900000801'), await linkTo('13900000802')];
  await transact(w.house.pool, (tx) => setPhone(tx, w.house, two, null));
  const unitId = newId();
  await sql`insert into org (id, kind, committee_id, name, short_name, system)
    values (${unitId}, 'unit', ${place.committeeId}, '市社会福利和社会保障事业发展促进中心', '社保促进中心', 'government')`.execute(
    w.house.db,
  );
  await liaison.send('POST', at('unit-links'), { unitId, name: '周经办', phone: '13900000803' }, once());
  const lost = {
    personId: await numbered('林其远', '13900000804', false),
    phone: '13900000805',
    reason: '手机丢了',
    checked: '看过身份证',
  };
  const { id } = (await liaison.send('POST', at('recoveries'), lost, once())).json<{ id: string }>();
  const { request } = (await liaison.send('POST', `/api/recoveries/${id}/codes`, {})).json<{ request: string }>();
  await liaison.send('PUT', `/api/recoveries/${id}/completion`, { request, code: w.sent.at(-1)?.code ?? '' });
  return { listed, unlisted, unit: await linkTo('13900000803'), old: await linkTo('13900000804') };
}

/** Any seat of the committee. */
async function seatOf(w: Served, place: Place): Promise<string> {
  const { rows } = await sql<{
    id: string;
  }>`select id from membership where committee_id = ${place.committeeId} order by id limit 1`.execute(w.house.db);
  return rows[0]?.id ?? '';
}

/** Fills an empty installation by the public API, as people would. */
export async function sample(w: Served): Promise<Sample> {
  const place = await committee(w, '示例市政协', 'city', ['医药卫生界', '教育界', '少数民族界', '社会福利和社会保障界']);
  const editor = await signedIn(w, await staff(w, place, '方舒', 'editor'));
  const moderator = await signedIn(w, await staff(w, place, '沈明远', 'moderator'));
  const members = [
    await signedIn(w, await member(w, place, '樊知秋', 0)),
    await signedIn(w, await member(w, place, '阿依努尔·买买提江·吐尔逊', 2)),
    await signedIn(w, await member(w, place, '褚若谷', 1)),
  ];
  const [first, ...others] = members;
  const citizen = await signedIn(w, await netizen(w, '河边看书人'));
  const other = await signedIn(w, await netizen(w, '住在河东路的二年级家长们'));
  if (!first) throw new Error('no members');
  const day = 86_400_000;
  const at = (days: number) => new Date(w.clock.now().getTime() + days * day).toISOString();
  const parts = (from: number) => [
    { kind: 'posting', startsAt: at(from), endsAt: at(from + 18) },
    { kind: 'collation', startsAt: at(from + 19), endsAt: at(from + 21) },
    { kind: 'meeting', startsAt: at(from + 22), endsAt: at(from + 23) },
    { kind: 'answers', startsAt: at(from + 30), endsAt: at(from + 60) },
    { kind: 'followUp', startsAt: at(from + 60), endsAt: at(from + 120) },
  ];
  const text = (title: string, from: number) => ({ title, summary: '书从哪里来、谁来管、怎么用', focus, parts: parts(from), ...figures });
  const closed = await openTopic(w, place, editor, text('背街小巷路灯夜间照明', -0.001));
  await speak(closed, first, '主干道的灯很亮，小巷里三盏坏了两盏，报修后最好能在楼道里贴出修好的日期。');
  await editor.send('POST', `/api/topics/${closed}/closing`, {});
  const announced = await openTopic(w, place, editor, text('老旧小区加装电梯后的日常维护由谁来管', 9));
  const open = await openTopic(w, place, editor, text('把社区图书角办到家门口', -0.001));

  async function speak(topic: string, by: typeof editor, said: string) {
    const done = await by.send('POST', `/api/topics/${topic}/posts`, { text: said }, once());
    if (done.status !== 200) throw new Error(done.body);
    return done.json<{ id: string }>().id;
  }
  async function decide(thing: string, decision: 'accept' | 'refuse', more: object = {}) {
    const { rows } = (await moderator.send('GET', '/api/readings?tab=waiting')).json<{ rows: { id: string }[] }>();
    for (const { id } of rows) {
      const { url } = (await moderator.send('GET', `/api/readings/${id}`)).json<{ url: string }>();
      if (url.includes(thing)) {
        const done = await moderator.send('POST', `/api/readings/${id}/decision`, { decision, ...more }, once());
        if (done.status !== 200) throw new Error(done.body);
      }
    }
  }
  await manyPosts(w, open, place, 130);
  const post = await speak(open, first, voices[0] ?? '');
  for (const [i, by] of others.entries()) await speak(open, by, voices[i + 1] ?? '');
  const asked = await speak(open, citizen, '孩子二年级，放学没有地方看书。能不能把图书角的开门时间也纳入检查？');
  await decide(asked, 'accept');
  const long = await speak(open, other, longest);
  await decide(long, 'accept');
  const refused = await speak(open, citizen, '我家楼上那位的电话是 13912345678，大家去问他。');
  await decide(refused, 'refuse', { reason: 'othersData', ownWords: '请去掉别人的电话后再发。' });
  const waiting = await speak(open, citizen, '周末上午最好也开门，老人带孩子来正合适。');
  const replied = await first.send(
    'POST',
    `/api/posts/${asked}/replies`,
    { text: '开门时间这条我完全赞同，已请界别小组一起去看。' },
    once(),
  );
  const reply = replied.json<{ id: string }>().id;
  for (const by of [citizen, other, ...members]) await by.send('PUT', `/api/posts/${post}/like`);
  await w.settle();
  const webKey = await withFactors(w, citizen);
  return {
    place,
    editor,
    moderator,
    member: first,
    citizen,
    topics: { open, announced, closed },
    post,
    answered: asked,
    reply,
    waiting,
    refused,
    membership: await seatOf(w, place),
    webKey,
    access: await ways(w, place),
  };
}

/** A person of flesh and blood with a password, a key, and an app that is being set up: demo accounts have none of it. */
async function withFactors(w: Served, by: Sample['citizen']): Promise<string> {
  const { id } = (await by.send('GET', '/api/me')).json<{ id: string }>();
  const [key, now] = [newId(), w.clock.now()];
  await sql`update person set demo = false where id = ${id}`.execute(w.house.db);
  await account(w, id, 'hebian', 'correct horse battery');
  await sql`insert into web_key (id, person_id, credential_id, public_key, counter, transports, name, created_at)
    values (${key}, ${id}, 'credential', '\\x00', 0, '{}', '办公室那台旧电脑', ${now})`.execute(w.house.db);
  await sql`insert into recovery_code (person_id, code) values (${id}, '\\x00')`.execute(w.house.db);
  const begun = await by.send('POST', '/mine/security/app/begin', {});
  if (begun.status !== 303) throw new Error(begun.body);
  return key;
}

const figures = {
  figures: [
    { value: '36.0%', label: '城区' },
    { value: '71.6%', label: '县城' },
    { value: '81.0%', label: '乡镇' },
  ],
  figuresSource: '没有图书角的社区，示例调查 2025 年',
};
