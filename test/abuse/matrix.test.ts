import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type TSchema, Type } from 'typebox';
import { beforeEach, describe, expect, test } from 'vitest';
import { duties } from '../../src/features/desk/contract.ts';
import { protocol } from '../../src/features/provider/contract.ts';
import type { Relation } from '../../src/kit/endpoint.ts';
import { newId } from '../../src/kit/ids.ts';
import { seal } from '../../src/kit/seal.ts';
import {
  type Answer,
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
} from '../world.ts';

// A1, A2: every endpoint and page × who asks × whose thing it is, from the policy rows themselves. What is denied is denied to every
// one of these people and changes nothing; what is allowed is allowed. An endpoint without a row does not compile.
const w: World = await world();

interface Scene {
  readonly own: Place;
  readonly people: Readonly<Record<string, Browser | null>>;
  readonly things: Readonly<Record<string, string>>;
}
/** Own body: a city. `sibling` is another city, `upper` the province: guidance, not command. */
async function scene(): Promise<Scene> {
  await empty(w);
  await w.at(new Date(w.clock.now().getTime() + 2 * 3_600_000).toISOString());
  const own = await committee(w, '清渚市政协');
  const sibling = await committee(w, '另一市政协');
  const upper = await committee(w, '澜江省政协', 'province');
  const people: Record<string, Browser | null> = { stranger: null };
  people['netizen'] = await signedIn(w, await netizen(w, '鼓山脚下'));
  people['author'] = await signedIn(w, await netizen(w, '闽江边'));
  people['member'] = await signedIn(w, await member(w, own, '林知远'));
  for (const [at, place] of [
    ['own', own],
    ['sibling', sibling],
    ['upper', upper],
  ] as const)
    for (const role of duties) people[`${role}@${at}`] = await signedIn(w, await staff(w, place, `${role}${at}`, role));
  return { own, people, things: await thingsOf(own, people) };
}

async function thingsOf(own: Place, people: Record<string, Browser | null>): Promise<Record<string, string>> {
  const [editor, author, memberOf] = [people['editor@own'], people['author'], people['member']];
  if (!editor || !author || !memberOf) throw new Error('the scene lacks its people');
  const topic = await openTopic(w, own, editor);
  const say = async (url: string, by: Browser, text: string) => (await by.send('POST', url, { text }, once())).json<{ id: string }>().id;
  const post = await say(`/api/topics/${topic}/posts`, author, '课间还是不让孩子下楼。');
  const reading = await newest('reading');
  const moderator = people['moderator@own'];
  const accepted = await moderator?.send('POST', `/api/readings/${reading}/decision`, { decision: 'accept' }, once());
  if (accepted?.status !== 200) throw new Error(`not accepted: ${accepted?.body}`);
  await say(`/api/posts/${post}/replies`, memberOf, '赞成这个建议');
  await say(`/api/topics/${topic}/posts`, author, '第二条发言还在等着审核。');
  const waiting = await newest('reading');
  await w.at(new Date(w.clock.now().getTime() + 120_000).toISOString());
  const logins = (await author.send('GET', '/api/logins')).json<{ rows: { id: string }[] }>().rows;
  return {
    topic,
    post,
    reading: waiting,
    login: logins[0]?.id ?? '',
    committee: own.committeeId,
    rosterImport: await rosterImport(own),
    notice: await newest('notice'),
    ...(await oversightOf(own, people)),
    ...(await accessOf(own, people)),
    webKey: await webKeyOf(author),
    ...(await privacyOf(own, author)),
    ...(await peopleOf(own, people)),
    ...(await peersOf(own, author)),
  };
}
/** A peer that another administrator asked for, and what the author let one learn. */
async function peersOf({ committeeId }: Place, author: Browser): Promise<Record<string, string>> {
  const [peer, peerConsent, me] = [newId(), newId(), (await author.send('GET', '/api/me')).json<{ id: string }>().id];
  await sql`insert into peer (id, body_id, org_id, name, redirect_uri, why, state, asked_by, asked_at)
    values (${peer}, ${committeeId}, ${committeeId}, '社员之家', 'https://mm.example.cn/sso/back', '互通', 'asked', ${newId()}, ${w.clock.now()})`.execute(
    w.house.db,
  );
  await sql`insert into peer_consent (id, peer_id, person_id, scopes, agreed_at)
    values (${peerConsent}, ${peer}, ${me}, '{openid}', ${w.clock.now()})`.execute(w.house.db);
  return { peer, peerConsent };
}
/** A body, a term to come, a seat, a party membership and a change that waits for the liaison. */
async function peopleOf(own: Place, people: Scene['people']): Promise<Record<string, string>> {
  const by = (role: string, method: 'GET' | 'POST', url: string, body?: object) => people[`${role}@own`]?.send(method, url, body, once());
  const at = `/api/committees/${own.committeeId}`;
  const made = async (role: string, url: string, body: object) => {
    const done = await by(role, 'POST', `${at}${url}`, body);
    if (done?.status !== 200) throw new Error(`${url}: ${done?.body}`);
    return done.json<{ id: string }>().id;
  };
  const org = await made('systemAdmin', '/orgs', { kind: 'memberGroup', name: '第一委组' });
  const partyOrg = await made('systemAdmin', '/orgs', { kind: 'partyOrg', name: '民盟清渚市委员会', party: 'minmeng', partyLevel: 'city' });
  const term = await made('systemAdmin', '/terms', { ordinal: 15, startsOn: '2028-01-01', endsOn: '2032-12-31', sectors: ['教育界'] });
  const membership = await made('liaison', '/members', {
    name: '樊九如',
    termId: own.termId,
    sectorId: own.sectorIds[0],
    phone: '13900000009',
  });
  const joined = await by('liaison', 'POST', `/api/memberships/${membership}/party-memberships`, {
    orgId: partyOrg,
    joinedOn: null,
    duty: null,
  });
  const asked = await people['member']?.send('PUT', '/api/me/profile', { employer: '清渚大学' });
  if (asked?.status !== 200) throw new Error(`not asked: ${asked?.body}`);
  return { org, term, membership, partyMembership: joined?.json<{ id: string }>().id ?? '', profileChange: await newest('profile_change') };
}
/** The author's packed data, and a member who asks to be erased. */
async function privacyOf(own: Place, author: Browser): Promise<Record<string, string>> {
  const dataExport = (await author.send('POST', '/api/me/data-exports', {}, once())).json<{ id: string }>().id;
  await w.whole.jobs['privacy.pack']?.(dataExport);
  const gone = await member(w, own, '陈离任');
  const { db } = w.house;
  await sql`update membership set status = 'resigned', until_on = '2026-01-01' where person_id = ${gone}`.execute(db);
  const erasureRequest = newId();
  await sql`insert into erasure_request (id, person_id, kind, committee_id, state, asked_at)
    values (${erasureRequest}, ${gone}, 'member', ${own.committeeId}, 'waiting', ${w.clock.now()})`.execute(db);
  return { dataExport, erasureRequest };
}
/** The author's security key. */
async function webKeyOf(author: Browser): Promise<string> {
  const [id, me] = [newId(), (await author.send('GET', '/api/me')).json<{ id: string }>().id];
  await sql`insert into web_key (id, person_id, credential_id, public_key, counter, transports, name, created_at)
    values (${id}, ${me}, 'credential', '\\x00', 0, '{}', '办公电脑', ${w.clock.now()})`.execute(w.house.db);
  return id;
}
/** Chances to get in, a unit's clerk, and a recovery under way. */
async function accessOf(own: Place, people: Record<string, Browser | null>): Promise<Record<string, string>> {
  const now = w.clock.now();
  const later = new Date(now.getTime() + 86_400_000);
  const [unit, clerk, activation, unitLink, recovery] = [newId(), newId(), newId(), newId(), newId()];
  const waiting = await member(w, own, '陈守礼');
  const lost = await member(w, own, '樊知秋');
  const by = await staff(w, own, '苏联络', 'liaison');
  const [one, two, three] = [randomBytes(32), randomBytes(32), randomBytes(32)];
  const { db } = w.house;
  await sql`insert into org (id, kind, committee_id, name, short_name, system) values (${unit}, 'unit', ${own.committeeId}, '市教育局', '教育局', 'government')`.execute(
    db,
  );
  await sql`insert into person (id, name, created_at) values (${clerk}, '周经办', ${now})`.execute(db);
  await sql`insert into activation (id, person_id, committee_id, way, state, secret, code, made_by, made_at, expires_at)
    values (${activation}, ${waiting}, ${own.committeeId}, 'card', 'open', ${one}, ${two}, ${by}, ${now}, ${later})`.execute(db);
  const sealed = seal(w.house.sealKey, '13900000001');
  await sql`insert into unit_link (id, unit_id, committee_id, person_id, secret, phone_sealed, phone_subject, state, made_by, made_at, expires_at)
    values (${unitLink}, ${unit}, ${own.committeeId}, ${clerk}, ${three}, ${sealed}, ${one}, 'active', ${by}, ${now}, ${later})`.execute(
    db,
  );
  await sql`insert into phone_recovery (id, person_id, committee_id, state, reason, checked, started_by, started_at, new_sealed)
    values (${recovery}, ${lost}, ${own.committeeId}, 'started', '丢了', '看过证件', ${by}, ${now}, ${sealed})`.execute(db);
  people['unitClerk@own'] = await signedIn(w, clerk);
  return { activation, unitLink, recovery };
}
/** Somebody of the staff, and a duty that was asked for by another system administrator than the one who acts. */
async function oversightOf(own: Place, people: Scene['people']): Promise<Record<string, string>> {
  const asked = await staff(w, own, '欧阳亦', 'editor');
  const asker = await signedIn(w, await staff(w, own, '申请人', 'systemAdmin'));
  const wanted = { duty: 'moderator', why: '审核缺人手' };
  const request = await asker.send('POST', `/api/staff/${asked}/grant-requests`, wanted, once());
  if (request.status !== 200 || !people['systemAdmin@own']) throw new Error(`not asked: ${request.body}`);
  return { staff: asked, grantRequest: request.json<{ id: string }>().id };
}
/** A list on its way in, as it stands before anybody said which column is which. */
async function rosterImport(own: Place): Promise<string> {
  const id = newId();
  await sql`insert into roster_import (id, committee_id, term_id, kind, state, file_name, head_row, heads,
      mapping, row_count, person_id, address, created_at)
    select ${id}, ${own.committeeId}, ${own.termId}, 'members', 'mapping', '名册.xlsx', 1, '["姓名"]', '{}', 0, id, '127.0.0.1', ${w.clock.now()}
    from person limit 1`.execute(w.house.db);
  return id;
}
const newest = async (table: string) =>
  (await sql<{ id: string }>`select id from ${sql.table(table)} order by id desc limit 1`.execute(w.house.db)).rows[0]?.id ?? newId();

/** Is this person one of those? `author` is the author of post, reading, login and notice alike. */
function stands(name: string, by: readonly Relation[], thing: string | undefined): boolean {
  return by.some((relation) => {
    if (relation === 'anyone') return true;
    if (name === 'stranger') return false;
    if (relation === 'signedIn') return true;
    if (relation === 'author') return name === 'author';
    return name === `${relation}@own` || (thing === undefined && name.startsWith(`${relation}@`));
  });
}

/** Input that the schema takes: what is refused then is refused for who asks, not for what was typed. */
function sample(
  schema: TSchema & { properties?: Record<string, TSchema>; required?: string[]; items?: TSchema; anyOf?: TSchema[]; enum?: unknown[] },
  things: Scene['things'],
  own: Place,
  name = '',
): unknown {
  const { type, format, pattern, minLength = 0, minItems = 0, minimum = 0 } = schema as unknown as Record<string, never>;
  if ('const' in schema) return schema['const'];
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return sample(schema.anyOf[0] ?? {}, things, own, name);
  if (schema.properties)
    return Object.fromEntries(
      Object.entries(schema.properties)
        .filter(([key]) => schema.required?.includes(key))
        .map(([key, of]) => [key, sample(of, things, own, key)]),
    );
  if (type === 'object') return {};
  if (type === 'array') return Array.from({ length: minItems }, () => sample(schema.items ?? {}, things, own));
  if (type === 'integer' || type === 'number') return minimum;
  if (type === 'boolean') return true;
  if (format === 'uuid') return name === 'committeeId' ? own.committeeId : name === 'hostId' ? own.hostId : newId();
  if (format === 'date-time') return name === 'endsAt' ? '2030-01-02T00:00:00Z' : '2030-01-01T00:00:00Z';
  if (format === 'date') return '2030-01-01';
  if (format === 'email') return 'fang@example.cn';
  if (pattern) return String(pattern).includes('{9}') ? '13900000001' : '123456';
  return '近视防控'.repeat(Math.ceil(Math.max(minLength, 4) / 4)).slice(0, Math.max(minLength, 4));
}

interface Row {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly by: readonly Relation[];
  readonly thing?: string;
  readonly input: TSchema;
  readonly guarded?: boolean;
  readonly versioned?: boolean;
  readonly isPage: boolean;
}
const rows: Row[] = [
  ...w.whole.routes.map(({ endpoint: { reply: _, refusals: __, ...e } }) => ({
    ...e,
    path: `/api${e.path}`,
    name: `${e.method} /api${e.path}`,
    isPage: false,
  })),
  // The library answers these by itself, in the protocol's own words: whoever asks gets no bug and changes nothing.
  ...protocol.map((road) => ({ ...road, name: `${road.method} ${road.path}`, input: Type.Object({}), isPage: true })),
  ...w.whole.pageRoutes.map(({ answer: _, again: __, ...p }) => ({ ...p, name: `${p.method} ${p.path}`, isPage: true })),
] as Row[];

function ask(row: Row, { things, own }: Scene, by: Browser | null): Promise<Answer> {
  const input = sample(row.input, things, own) as Record<string, unknown>;
  const url = row.path.replace(/:(\w+)/g, (_all, name: string) => {
    delete input[name];
    return name === 'id'
      ? (things[row.thing ?? ''] ?? newId())
      : name === 'topicId'
        ? (things['topic'] ?? '')
        : name === 'postId'
          ? (things['post'] ?? '')
          : newId();
  });
  const headers = { ...(row.guarded && once()), ...(row.versioned && { 'if-match': '"1"' }) };
  const query = row.method === 'GET' && Object.keys(input).length > 0 ? `?${new URLSearchParams(input as Record<string, string>)}` : '';
  return (by ?? w.browser()).send(row.method, url + query, row.method === 'GET' || row.method === 'DELETE' ? undefined : input, headers);
}
const traces = async () =>
  (await sql<{ n: number }>`select (select count(*) from fact) + (select count(*) from step) as n`.execute(w.house.db)).rows[0]?.n;
/** A strange page answer counts as denial: the way to the sign-in page, or 401. */
const isDenied = (answer: Answer): boolean =>
  answer.status === 401 ||
  ([403, 404].includes(answer.status) &&
    ((answer.body.startsWith('<!doctype') && !answer.body.includes('<title>出错：')) ||
      /"code":"(unknown-thing|not-yours)"/.test(answer.body))) ||
  (answer.status === 303 && String(answer.headers['location']).startsWith('/login'));

/** An act that is open to many is tried by one of each sort: which body's staff they are makes no difference then. */
const sorts = ['stranger', 'netizen', 'author', 'member', 'editor@own', 'liaison@sibling'];
const few = ({ method, by }: Row, names: readonly string[]): readonly string[] =>
  method !== 'GET' && (by.includes('anyone') || by.includes('signedIn')) ? names.filter((name) => sorts.includes(name)) : names;

describe('who may do what', () => {
  let now: Scene;
  beforeEach(async () => {
    now = await scene();
  });
  test('every row speaks of a thing that the scene has', () => {
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter((r) => r.thing !== undefined && now.things[r.thing] === undefined).map((r) => r.name)).toEqual([]);
  });
  test.each(rows)('$name', async (row) => {
    const before = await traces();
    // A body named in the input is the thing that counts.
    const thing = row.thing ?? ('committeeId' in (row.input as { properties: object }).properties ? 'committee' : undefined);
    const everyone = Object.entries(now.people);
    for (const [name, by] of everyone.filter(([name]) => !stands(name, row.by, thing))) {
      const answer = await ask(row, now, by);
      // A form is checked as typed first, and shows the asker's own page again.
      expect(
        isDenied(answer) || (row.isPage && answer.status === 400),
        `${name} is denied, got ${answer.status} ${answer.body.slice(0, 200)}`,
      ).toBe(true);
      if (!row.isPage && name === 'stranger') expect(answer.status, name).toBe(401);
    }
    expect(await traces(), 'what was denied left no trace').toBe(before);
    // Parts of a thing have ids of their own, which this scene does not make: for them 404 says nothing.
    const names = Object.keys((row.input as { properties: object }).properties);
    const hasParts = names.includes('through') || (row.path.match(/:/g)?.length ?? 0) > Number(row.thing !== undefined);
    // What was denied changed nothing: the first who may finds the scene as it was, and each other a new one after an act.
    let acted = false;
    for (const name of few(
      row,
      everyone.map(([name]) => name).filter((name) => stands(name, row.by, thing)),
    )) {
      if (acted) now = await scene();
      acted = row.method !== 'GET';
      const answer = await ask(row, now, now.people[name] ?? null);
      expect(answer.status, `${name}: ${answer.body.slice(0, 300)}`).toBeLessThan(500);
      if (!hasParts && !row.by.includes('anyone'))
        expect(isDenied(answer), `${name} may, got ${answer.status} ${answer.body.slice(0, 200)}`).toBe(false);
    }
  });
  test('what a list shows to the staff of one body holds nothing of another', async () => {
    for (const row of rows.filter((r) => r.method === 'GET' && !r.by.includes('anyone') && r.thing === undefined))
      for (const name of [...duties.flatMap((duty) => [`${duty}@sibling`, `${duty}@upper`]), 'netizen']) {
        const { body, status } = await ask(row, now, now.people[name] ?? null);
        if (status !== 200) continue;
        // Records of a netizen's own things are nobody's: the installation's (decision 0004).
        for (const [kind, id] of Object.entries(now.things))
          if (!(row.path === '/api/audit' && kind === 'dataExport'))
            expect(body.includes(id), `${row.name} shows ${name} a ${kind} of another body`).toBe(false);
        expect(body).not.toContain('第二条发言还在等着审核');
      }
  });
});
