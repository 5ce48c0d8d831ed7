import type { APIRequestContext } from 'playwright-core';

/** What the pictures need to find. */
export interface Names {
  readonly open: string;
  readonly closed: string;
  /** A topic that was not announced yet. */
  readonly draft: string;
  /** The post that most people like. */
  readonly post: string;
  /** A post of the citizen's own that waits to be read. */
  readonly waiting: string;
}
interface People {
  readonly citizen: APIRequestContext;
  readonly neighbour: APIRequestContext;
  readonly colleague: APIRequestContext;
  readonly editor: APIRequestContext;
}
// A working morning, some minutes after the demo began: the throw-away clock stands still, so that every run takes the same pictures.
const MORNING = Date.parse('2026-07-01T00:20:00Z');
const HOUR = 3_600_000;

/** What the seed leaves to its visitors: posts of known people that were refused, appealed and wait, and an editor's draft. */
export async function story({ citizen, neighbour, colleague, editor }: People): Promise<Names> {
  const moveTo = (minutes: number) =>
    asked(citizen.post('/test/clock', { data: { at: new Date(MORNING + minutes * 60_000).toISOString() } }));
  await moveTo(0);
  const { open, closed } = await topicsOf(citizen);
  const say = (by: APIRequestContext, text: string) => asked<{ id: string }>(by.post(`/api/topics/${open}/posts`, guarded({ text })));

  const stalls = await say(citizen, '步行街上卖水果的推车太多，天天堵着，城管什么时候去管一管？');
  await refuse(colleague, stalls.id, 'offTopic', '您说的是步行街的摊点，不在这个议题里，可以打市民热线反映。巷子里的事欢迎再说。');
  const lamps = await say(neighbour, '豆腐弄去年换的路灯全是次品，谁批的谁拿了好处，大家心里有数。');
  const disputed = await refuse(colleague, lamps.id, 'unfounded', '请写明哪几盏灯、什么时候坏的，指责个人要有依据。');
  // Authors are told when a decision can no longer be taken back.
  await moveTo(2);
  const words = '我没有点任何人的名字。豆腐弄 3 号到 9 号的五盏灯上个月全灭了，居委会有报修记录，可以去查。';
  await asked(neighbour.post(`/api/readings/${disputed}/appeal`, guarded({ words })));
  const waiting = await say(citizen, '桂花弄转弯那面墙我量过，高两米七，挂一盏灯足够，电线从弄口接过来不到二十米。');

  const { rows } = await asked<Rows>(citizen.get(`/api/topics/${open}/posts?sort=hottest`));
  return { open, closed, draft: await draft(editor, open), post: rows[0]?.id ?? '', waiting: waiting.id };
}

interface Rows {
  readonly rows: readonly { readonly id: string; readonly state: string; readonly thingId: string }[];
}
async function topicsOf(anyone: APIRequestContext): Promise<Pick<Names, 'open' | 'closed'>> {
  const { rows } = await asked<Rows>(anyone.get('/api/topics'));
  const [open, closed] = ['open', 'closed'].map((wanted) => rows.find(({ state }) => state === wanted)?.id);
  if (open === undefined || closed === undefined) throw new Error('the demo lacks its topics');
  return { open, closed };
}

async function refuse(moderator: APIRequestContext, postId: string, reason: string, ownWords: string): Promise<string> {
  const { rows } = await asked<Rows>(moderator.get('/api/readings?tab=waiting'));
  const id = rows.find(({ thingId }) => thingId === postId)?.id ?? '';
  await asked(moderator.post(`/api/readings/${id}/decision`, guarded({ decision: 'refuse', reason, ownWords })));
  return id;
}

async function draft(editor: APIRequestContext, model: string): Promise<string> {
  const { committeeId, hostId } = await asked<{ committeeId: string; hostId: string }>(editor.get(`/api/topics/${model}`));
  const at = (days: number, hour: number) => new Date(Date.parse('2026-07-20T00:00:00+08:00') + (days * 24 + hour) * HOUR).toISOString();
  const topic = {
    committeeId,
    hostId,
    title: '社区食堂，怎样开得下去',
    summary: '价钱、位置、送餐，请您说说怎样办才长久',
    focus: '全市有社区食堂四十一家，去年关了六家。',
    figures: [],
    figuresSource: '',
    membersRead: 'after',
    publicRead: 'before',
    parts: [
      { kind: 'posting', startsAt: at(0, 9), endsAt: at(20, 18) },
      { kind: 'meeting', startsAt: at(32, 15), endsAt: at(32, 17) },
    ],
  };
  return (await asked<{ id: string }>(editor.post('/api/topics', guarded(topic)))).id;
}

const guarded = (data: object) => ({ data, headers: { 'idempotency-key': crypto.randomUUID() } });

/** The reply, or what was wrong with it. */
export async function asked<T>(reply: ReturnType<APIRequestContext['post']>): Promise<T> {
  const answered = await reply;
  if (!answered.ok()) throw new Error(`${answered.url()}: ${await answered.text()}`);
  return JSON.parse(await answered.text());
}
