import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { wordsOf } from '../../../test/html.ts';
import { type Browser, committee, empty, member, once, type Place, signedIn, staff, type World, world } from '../../../test/world.ts';
import { transact } from '../../kit/db.ts';
import { setPhone } from '../people/index.ts';

/** Jobs and drawings come in their own time on a busy machine. */
const SLOW = 30_000;
let w: World;
let place: Place;
let liaison: Browser;
let lin: string;
const OLD = '13900000301';
const NEW = '13900000302';
beforeEach(async () => {
  w = await world();
  await empty(w);
  w.house.committed(['*']);
  w.sent.length = 0;
  w.texts.length = 0;
  w.text.by = { name: 'kept', send: async (message) => void w.texts.push(message) };
  place = await committee(w, '清渚市政协');
  liaison = await signedIn(w, await staff(w, place, '苏联络', 'liaison'));
  lin = await member(w, place, '林知远');
  await transact(w.house.pool, (tx) => setPhone(tx, w.house, lin, OLD));
}, SLOW);
/** What a job does comes in its own time; on a busy machine that is more than a second. */
const soon = <T>(work: () => T | Promise<T>) => expect.poll(work);
const later = (minutes: number) => w.at(new Date(w.clock.now().getTime() + minutes * 60_000).toISOString());
const at = (path: string) => `/api/committees/${place.committeeId}/${path}`;
const given = { phone: NEW, reason: '手机在公交车上丢了', checked: '看过身份证和委员证' };
const start = (personId = lin, by = liaison, more: object = {}) =>
  by.send('POST', at('recoveries'), { personId, ...given, ...more }, once());
async function complete(id: string, by = liaison) {
  await later(2);
  const { request } = (await by.send('POST', `/api/recoveries/${id}/codes`, {})).json<{ request: string }>();
  return by.send('PUT', `/api/recoveries/${id}/completion`, { request, code: w.sent.at(-1)?.code ?? '' });
}
const idOf = (answer: { json<T>(): T }) => answer.json<{ id: string }>().id;
async function signIn(phone: string): Promise<number> {
  await later(2);
  const b = w.browser();
  const { request } = (await b.send('POST', '/api/login-codes', { phone })).json<{ request: string }>();
  return (await b.send('POST', '/api/logins/code', { request, code: w.sent.at(-1)?.code ?? '' })).status;
}
const secretSent = async () => {
  await soon(async () => {
    await w.settle();
    return w.texts.length;
  }).toBe(1);
  return w.texts[0]?.values['link']?.split('/').at(-1) ?? '';
};

test(
  'a member who lost the phone gets a new one at the counter: old phone and logins end, and everybody can see it',
  async () => {
    const lost = await signedIn(w, lin);
    const id = idOf(await start());
    const done = await complete(id);
    expect(done.json()).toEqual({ ended: 1, told: true });
    expect((await lost.send('GET', '/api/me')).status).toBe(401);
    expect(await signIn(NEW)).toBe(200);
    expect(await signIn(OLD), 'the old number is a stranger’s now').toBe(409);
    const history = (await liaison.send('GET', at(`entrants/${lin}`))).json<{
      history: { what: string; by: string | null; why: string | null }[];
    }>().history;
    expect(history).toMatchObject([
      { what: 'recovered', by: null },
      { what: 'recovery', by: '苏联络', why: '手机在公交车上丢了 · 看过身份证和委员证' },
    ]);
    const { rows } = await sql`select command, to_state from step where thing_kind in ('recovery', 'person') order by number`.execute(
      w.house.db,
    );
    expect(rows).toEqual([
      { command: 'start', to_state: 'started' },
      { command: 'complete', to_state: 'done' },
      { command: 'recoverPhone', to_state: 'recovered' },
    ]);
    const audit = await sql<{ act: string }>`select act from audit where act like '%recover%' and outcome = 'done' order by number`.execute(
      w.house.db,
    );
    expect(audit.rows.map(({ act }) => act)).toEqual([
      'POST /committees/:id/recoveries',
      'POST /recoveries/:id/codes',
      'PUT /recoveries/:id/completion',
    ]);
    // The person sees it too, on the page of their own logins.
    const mine = await signedIn(w, lin);
    expect(wordsOf((await mine.send('GET', '/mine/logins')).body)).toContain('清渚市政协的苏联络把登录手机换成 139****0302');
  },
  SLOW,
);
test(
  'the old phone says it was not me: nobody gets in until somebody else of the staff looked into it',
  async () => {
    await complete(idOf(await start()));
    const thief = await signedIn(w, lin);
    const secret = await secretSent();
    expect(w.texts[0]).toMatchObject({ kind: 'recovery', to: OLD });
    const page = await w.browser().send('GET', `/not-me/${secret}`);
    expect(wordsOf(page.body)).toContain('林**：清渚市政协的工作人员于');
    const said = await w.browser().send('POST', `/not-me/${secret}`, {});
    expect(said.status).toBe(303);
    expect(wordsOf((await w.browser().send('GET', `/not-me/${secret}`)).body)).toContain('已停用新手机');
    expect((await thief.send('GET', '/api/me')).status).toBe(401);
    expect(await signIn(NEW)).toBe(409);
    // The same member of staff cannot simply do it again, by no way.
    expect((await start()).json()).toMatchObject({ code: 'disputed-before' });
    expect((await liaison.send('POST', at('meeting-codes'), { personId: lin, phone: NEW })).json()).toMatchObject({ code: 'already-in' });
    expect((await liaison.send('POST', at('card-plans'), { again: 'yes' })).json()).toEqual({ cards: 0, replaced: 0 });
    const second = await signedIn(w, await staff(w, place, '另一位', 'liaison'));
    expect((await complete(idOf(await start(lin, second, { phone: '13900000303' })), second)).status).toBe(200);
    expect(await signIn('13900000303')).toBe(200);
  },
  SLOW,
);
test(
  'after a day the old phone is too late',
  async () => {
    await complete(idOf(await start()));
    const secret = await secretSent();
    await later(24 * 60);
    expect((await w.browser().send('POST', `/api/recovery-notices/${secret}/dispute`, {})).json()).toMatchObject({ code: 'link-over' });
    expect((await w.browser().send('GET', `/api/recovery-notices/${'x'.repeat(43)}`)).status).toBe(404);
  },
  SLOW,
);
test(
  'who may renew whose phone: members by the liaison, staff without a duty by the system administrator, who holds one by nobody here',
  async () => {
    const administrator = await staff(w, place, '钟系统', 'systemAdmin');
    const system = await signedIn(w, administrator);
    const editor = await staff(w, place, '方舒', 'editor');
    await transact(w.house.pool, (tx) => setPhone(tx, w.house, editor, '13900000310'));
    const security = await staff(w, place, '安管员', 'securityAdmin');
    await transact(w.house.pool, (tx) => setPhone(tx, w.house, security, '13900000311'));
    expect((await start(editor)).json()).toMatchObject({ code: 'not-yours-to-recover' });
    expect((await start(lin, system)).json()).toMatchObject({ code: 'not-yours-to-recover' });
    expect((await start(security, system)).json()).toMatchObject({ code: 'not-yours-to-recover' });
    expect((await start(administrator, system)).json()).toMatchObject({ code: 'not-oneself' });
    // With the editor's phone one administrator alone would act as an editor.
    expect((await start(editor, system)).json()).toMatchObject({ code: 'not-yours-to-recover' });
    await sql`delete from role_grant where person_id = ${editor}`.execute(w.house.db);
    expect((await complete(idOf(await start(editor, system)), system)).status).toBe(200);
    expect((await system.send('GET', at('recoveries'))).json<{ staff: { name: string }[] }>().staff.map(({ name }) => name)).toContain(
      '方舒',
    );
  },
  SLOW,
);
test(
  'a member who became staff between start and end is no longer the liaison’s to recover',
  async () => {
    const id = idOf(await start());
    await sql`insert into role_grant (person_id, role, body_id, since) values (${lin}, 'moderator', ${place.committeeId}, ${w.clock.now()})`.execute(
      w.house.db,
    );
    expect((await complete(id)).json()).toMatchObject({ code: 'not-yours-to-recover' });
  },
  SLOW,
);
test(
  'a step-up comes first; a number of somebody else is refused; who never got in is activated instead',
  async () => {
    const unproved = await signedIn(w, await staff(w, place, '另一位', 'liaison'), false);
    expect((await start(lin, unproved)).json()).toMatchObject({ code: 'step-up-needed' });
    const chen = await member(w, place, '陈守礼');
    expect((await start(chen)).json()).toMatchObject({ code: 'not-in-yet' });
    await transact(w.house.pool, (tx) => setPhone(tx, w.house, chen, NEW));
    expect((await start()).json()).toMatchObject({ code: 'phone-taken' });
  },
  SLOW,
);
test(
  'a recovery that nobody finished is dropped in the evening, and a new one drops the one before',
  async () => {
    const first = idOf(await start());
    const second = idOf(await start());
    const goesOn = async (id: string) => (await liaison.send('POST', `/api/recoveries/${id}/codes`, {})).json()['code'];
    expect(await goesOn(first)).toBe('changed-meanwhile');
    await later(12 * 60);
    liaison = await signedIn(w, await staff(w, place, '夜班', 'liaison'));
    expect(await goesOn(second)).toBe('changed-meanwhile');
    const { rows } = (await liaison.send('GET', at('recoveries'))).json<{ rows: { state: string }[] }>();
    expect(rows.map(({ state }) => state)).toEqual(['dropped', 'dropped']);
  },
  SLOW,
);
