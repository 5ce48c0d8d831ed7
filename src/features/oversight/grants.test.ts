import { sql } from 'kysely';
import pg from 'pg';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  account,
  type Browser,
  committee,
  databaseUrl,
  empty,
  netizen,
  once,
  type Place,
  signedIn,
  staff,
  type World,
  world,
} from '../../../test/world.ts';
import { newId } from '../../kit/ids.ts';

const w: World = await world();
let place: Place;
let other: Place;
let system: Browser;
let security: Browser;
let ids: { system: string; security: string; someone: string };
beforeEach(async () => {
  await empty(w);
  place = await committee(w, '清渚市政协');
  other = await committee(w, '另一市政协');
  ids = {
    system: await staff(w, place, '唐守正', 'systemAdmin'),
    security: await staff(w, place, '严谨言', 'securityAdmin'),
    someone: await staff(w, place, '方舒', 'editor'),
  };
  system = await signedIn(w, ids.system);
  security = await signedIn(w, ids.security);
});
const why = { why: '审核缺人手' };
const ask = (person: string, duty: string, by = system, more = {}) =>
  by.send('POST', `/api/staff/${person}/grant-requests`, { duty, ...why, ...more }, once());
const asked = async (person: string, duty: string, more = {}) => {
  const reply = await ask(person, duty, system, more);
  expect(reply.status, reply.body).toBe(200);
  return reply.json<{ id: string }>().id;
};
const say = (word: string, id: string, by: Browser) => by.send('POST', `/api/grant-requests/${id}/${word}`, why, once());
const code = (reply: { json<T>(): T }) => reply.json<{ code: string }>().code;
const held = async (person: string) =>
  (await sql<{ role: string }>`select role from role_grant where person_id = ${person} order by role`.execute(w.house.db)).rows.map(
    ({ role }) => role,
  );

describe('a duty', () => {
  test('is asked for by one administrator, approved by another, and only then held', async () => {
    const id = await asked(ids.someone, 'moderator');
    expect(await held(ids.someone)).toEqual(['editor']);
    expect((await say('approval', id, system)).status).toBe(404);
    expect((await say('approval', id, security)).json()).toEqual({ state: 'approved' });
    expect(await held(ids.someone)).toEqual(['editor', 'moderator']);
    const { rows } = (await security.send('GET', '/api/grant-requests?tab=decided')).json<{ rows: Record<string, unknown>[] }>();
    expect(rows.find((row) => row['id'] === id)).toMatchObject({
      duty: 'moderator',
      state: 'approved',
      requestedBy: '唐守正',
      decidedBy: '严谨言',
      origin: 'request',
    });
  });
  test('works after a new sign-in, and the logins from before are over', async () => {
    const before = await signedIn(w, ids.someone);
    expect((await before.send('GET', '/api/readings?tab=waiting')).status).toBe(403);
    await say('approval', await asked(ids.someone, 'moderator'), security);
    expect((await before.send('GET', '/api/me')).status).toBe(401);
    expect((await (await signedIn(w, ids.someone)).send('GET', '/api/readings?tab=waiting')).status).toBe(200);
  });
  test('that was refused or withdrawn is not held, and may be asked for again', async () => {
    const first = await asked(ids.someone, 'moderator');
    expect((await say('refusal', first, security)).json()).toEqual({ state: 'refused' });
    const second = await asked(ids.someone, 'moderator');
    expect((await say('withdrawal', second, system)).json()).toEqual({ state: 'withdrawn' });
    expect((await say('approval', second, security)).status).toBe(409);
    expect(await held(ids.someone)).toEqual(['editor']);
    await asked(ids.someone, 'moderator');
    expect(code(await ask(ids.someone, 'moderator'))).toBe('asked-already');
    expect(code(await ask(ids.someone, 'editor'))).toBe('duty-held');
  });
  test('is not given by who asked, nor to oneself, whoever asked', async () => {
    expect(code(await ask(ids.system, 'editor'))).toBe('about-yourself');
    const second = await staff(w, place, '第二位系统管理员', 'systemAdmin');
    const about = await ask(ids.security, 'editor', await signedIn(w, second));
    // Posts exclude others, so that the question is put into the database by hand.
    expect(code(about)).toBe('duties-exclude-each-other');
    const id = newId();
    await sql`insert into grant_request (id, body_id, person_id, duty, why, state, origin, requested_by, requested_at)
      values (${id}, ${place.committeeId}, ${ids.security}, 'editor', '自己', 'requested', 'request', ${ids.system}, ${w.clock.now()})`.execute(
      w.house.db,
    );
    expect(code(await say('approval', id, security))).toBe('about-yourself');
    expect(code(await say('refusal', id, security))).toBe('about-yourself');
  });
  test('is decided once, however many decide at once', async () => {
    const id = await asked(ids.someone, 'moderator');
    const second = await signedIn(w, await staff(w, place, '第二位安全管理员', 'securityAdmin'));
    const replies = await Promise.all([say('approval', id, security), say('approval', id, second), say('refusal', id, second)]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(2);
  });
  test('of another body is nobody’s business here', async () => {
    const id = await asked(ids.someone, 'moderator');
    const theirs = await signedIn(w, await staff(w, other, '外面的安全管理员', 'securityAdmin'));
    const theirSystem = await signedIn(w, await staff(w, other, '外面的系统管理员', 'systemAdmin'));
    for (const word of ['approval', 'refusal', 'revocation']) expect((await say(word, id, theirs)).status).toBe(404);
    expect((await say('withdrawal', id, theirSystem)).status).toBe(404);
    expect((await ask(ids.someone, 'moderator', theirSystem)).status).toBe(404);
    for (const by of [theirs, theirSystem])
      for (const path of ['/api/staff', '/api/grant-requests?tab=waiting'])
        expect((await by.send('GET', path)).body).not.toContain(ids.someone);
    expect(await held(ids.someone)).toEqual(['editor']);
  });
});

describe('access after removal', () => {
  test('ends at once, everywhere, by one administrator', async () => {
    await say('approval', await asked(ids.someone, 'moderator'), security);
    const at = await signedIn(w, ids.someone);
    expect((await at.send('GET', '/api/readings?tab=waiting')).status).toBe(200);
    const rows = (await system.send('GET', '/api/staff')).json<{ rows: { id: string; duties: { grant: string; duty: string }[] }[] }>()
      .rows;
    const grant = rows.find(({ id }) => id === ids.someone)?.duties.find(({ duty }) => duty === 'moderator')?.grant ?? '';
    expect((await say('revocation', grant, system)).json()).toEqual({ state: 'revoked' });
    for (const path of ['/api/me', '/api/readings?tab=waiting']) expect((await at.send('GET', path)).status).toBe(401);
    expect((await (await signedIn(w, ids.someone)).send('GET', '/api/readings?tab=waiting')).status).toBe(403);
    expect((await say('revocation', grant, security)).status).toBe(409);
  });
  test('a duty that nobody asked for can be revoked too', async () => {
    const [row] = (
      await sql<{ id: string; origin: string }>`select id, origin from grant_request where person_id = ${ids.someone}`.execute(w.house.db)
    ).rows;
    expect(row?.origin).toBe('unrecorded');
    expect((await say('revocation', row?.id ?? '', security)).status).toBe(200);
    expect(await held(ids.someone)).toEqual([]);
  });
  test('nobody revokes their own post', async () => {
    const [row] = (await sql<{ id: string }>`select id from grant_request where person_id = ${ids.security}`.execute(w.house.db)).rows;
    expect(code(await say('revocation', row?.id ?? '', security))).toBe('about-yourself');
    expect((await say('revocation', row?.id ?? '', system)).status).toBe(200);
  });
  test('a duty with an end is over when its time comes', async () => {
    const endsAt = new Date(w.clock.now().getTime() + 3 * 86_400_000).toISOString();
    await say('approval', await asked(ids.someone, 'moderator', { endsAt }), security);
    const at = await signedIn(w, ids.someone);
    await w.at(endsAt);
    expect(await held(ids.someone)).toEqual(['editor']);
    expect((await at.send('GET', '/api/me')).status).toBe(401);
    const [row] = (await (await signedIn(w, ids.security)).send('GET', '/api/grant-requests?tab=decided')).json<{
      rows: { state: string }[];
    }>().rows;
    expect(row?.state).toBe('expired');
  });
  test('what is over already is not asked for', async () => {
    const endsAt = new Date(w.clock.now().getTime() - 1000).toISOString();
    expect(code(await ask(ids.someone, 'moderator', system, { endsAt }))).toBe('ends-in-the-past');
  });
});

describe('three administrators', () => {
  test.each(['systemAdmin', 'securityAdmin', 'auditAdmin'])('%s goes with no other duty, asked for or put in by hand', async (post) => {
    expect(code(await ask(ids.someone, post))).toBe('duties-exclude-each-other');
    const insert = (person: string, role: string, body = place.committeeId) =>
      sql`insert into role_grant (person_id, role, body_id, since) values (${person}, ${role}, ${body}, ${w.clock.now()})`.execute(
        w.house.db,
      );
    await expect(insert(ids.someone, post)).rejects.toThrow('role_grant_one_side');
    const admin = await staff(w, place, '新的管理员', post);
    for (const role of ['editor', 'operator', 'liaison', 'systemAdmin', 'securityAdmin', 'auditAdmin'].filter((one) => one !== post))
      await expect(insert(admin, role)).rejects.toThrow('role_grant_one_side');
    await expect(insert(admin, post, other.committeeId)).rejects.toThrow('role_grant_one_side');
    await expect(sql`update role_grant set role = 'editor' where person_id = ${admin}`.execute(w.house.db)).rejects.toThrow(
      'role_grant_one_side',
    );
    await expect(sql`update duty_side set side = 'staff' where person_id = ${admin}`.execute(w.house.db)).rejects.toThrow();
    await expect(sql`delete from duty_side where person_id = ${admin}`.execute(w.house.db)).rejects.toThrow();
    // Without the trigger nothing is let through: it fails closed.
    expect(await held(admin)).toEqual([post]);
  });
  test('two transactions that cannot see each other do not make one person two administrators', async () => {
    const person = await netizen(w, '还没有职责');
    const [one, two] = [new pg.Client(databaseUrl()), new pg.Client(databaseUrl())];
    await Promise.all([one.connect(), two.connect()]);
    const give = (client: pg.Client, role: string) =>
      client.query('insert into role_grant (person_id, role, body_id, since) values ($1, $2, $3, $4)', [
        person,
        role,
        place.committeeId,
        w.clock.now(),
      ]);
    try {
      for (const isolation of ['read committed', 'repeatable read']) {
        await sql`delete from role_grant where person_id = ${person}`.execute(w.house.db);
        await Promise.all([one, two].map((client) => client.query(`begin isolation level ${isolation}; select count(*) from role_grant`)));
        await give(one, 'systemAdmin');
        const second = give(two, 'auditAdmin').then(
          () => two.query('commit').then(() => 'held'),
          () => two.query('rollback').then(() => 'refused'),
        );
        await one.query('commit');
        expect([isolation, await second]).toEqual([isolation, 'refused']);
        expect(await held(person)).toEqual(['systemAdmin']);
      }
    } finally {
      await Promise.all([one.end(), two.end()]);
    }
  });
  test('who gave up the last duty may take the other side', async () => {
    await sql`delete from role_grant where person_id = ${ids.someone}`.execute(w.house.db);
    await sql`update grant_request set state = 'revoked' where person_id = ${ids.someone}`.execute(w.house.db);
    expect((await say('approval', await asked(ids.someone, 'auditAdmin'), security)).status).toBe(200);
    expect(await held(ids.someone)).toEqual(['auditAdmin']);
  });
  test('the database takes no approval by one person alone', async () => {
    const insert = (requestedBy: string, decidedBy: string, person: string) =>
      sql`insert into grant_request (id, body_id, person_id, duty, why, state, origin, requested_by, requested_at, decided_by, decided_at)
        values (${newId()}, ${place.committeeId}, ${person}, 'liaison', '', 'approved', 'request', ${requestedBy}, ${w.clock.now()}, ${decidedBy}, ${w.clock.now()})`.execute(
        w.house.db,
      );
    const [a, b, c] = [ids.system, ids.security, ids.someone];
    for (const [by, decider, about] of [
      [a, a, c],
      [c, b, c],
      [a, c, c],
    ] as const)
      await expect(insert(by, decider, about)).rejects.toThrow('grant_two_people');
  });
});

describe('accounts of staff', () => {
  const make = (by: Browser, more = {}) => by.send('POST', '/api/staff', { name: '新来的', account: 'xinlaide', ...more });
  test('come without any duty and with a password that must be changed', async () => {
    const made = (await make(system, { officeId: place.hostId })).json<{ id: string; password: string }>();
    expect(made.password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
    expect(await held(made.id)).toEqual([]);
    const { rows } = (await system.send('GET', '/api/staff?search=xinlaide')).json<{ rows: Record<string, unknown>[] }>();
    expect(rows).toMatchObject([
      { name: '新来的', account: 'xinlaide', office: '教科卫体委员会', mustChange: true, duties: [], waiting: [] },
    ]);
    const kept = await sql`select 1 from answered where reply::text like ${`%${made.password}%`}`.execute(w.house.db);
    expect(kept.rows).toHaveLength(0);
    expect((await (await signedIn(w, made.id)).send('GET', '/api/readings?tab=waiting')).status).toBe(403);
  });
  test('are made by the system administrator alone, for the own body and its offices', async () => {
    for (const by of [security, await signedIn(w, ids.someone)]) expect((await make(by)).status).toBe(403);
    expect(code(await make(system, { officeId: other.hostId }))).toBe('unknown-office');
    expect((await make(system)).status).toBe(200);
    expect(code(await make(system))).toBe('account-taken');
    expect(code(await make(system, { account: 'admin01' }))).toBe('account-refused');
  });
  test('with a duty are not taken over by one administrator through their password', async () => {
    await account(w, ids.someone, 'fangshu', 'a password of many words');
    const reset = (by: Browser) => by.send('POST', `/api/staff/${ids.someone}/password`, {});
    expect(code(await reset(system))).toBe('has-duties');
    await sql`delete from role_grant where person_id = ${ids.someone}`.execute(w.house.db);
    const at = await signedIn(w, ids.someone);
    const done = await reset(system);
    expect(done.json()).toMatchObject({ account: 'fangshu' });
    expect((await at.send('GET', '/api/me')).status).toBe(401);
    expect((await reset(security)).status).toBe(404);
  });
  test('are listed by pages', async () => {
    for (let n = 0; n < 55; n++) await staff(w, place, `工作人员${String(n).padStart(2, '0')}`);
    for (let n = 0; n < 55; n++)
      await sql`insert into staff (person_id, body_id, since) select id, ${place.committeeId}, ${w.clock.now()} from person where name = ${`工作人员${String(n).padStart(2, '0')}`}`.execute(
        w.house.db,
      );
    const names: string[] = [];
    for (let after = ''; ; ) {
      const page = (await system.send('GET', `/api/staff${after && `?after=${after}`}`)).json<{
        rows: { name: string }[];
        next: string | null;
      }>();
      names.push(...page.rows.map(({ name }) => name));
      if (page.next === null) break;
      after = page.next;
    }
    expect(names).toHaveLength(58);
    expect(new Set(names).size).toBe(58);
  });
  test('what waits stands in the list of today of who decides, and of nobody else', async () => {
    await asked(ids.someone, 'moderator');
    const works = async (by: Browser) =>
      (await by.send('GET', '/api/desk/todos')).json<{ rows: { work: string; counts: object }[] }>().rows;
    expect(await works(security)).toMatchObject([{ work: 'grants-wait', counts: { all: 1, mine: 0 } }]);
    expect(await works(system)).toEqual([]);
  });
});
