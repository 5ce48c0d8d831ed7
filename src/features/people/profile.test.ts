import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import {
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

let w: World;
let place: Place;
let mine: Browser;
let liaison: Browser;
beforeEach(async () => {
  w = await world();
  await empty(w);
  place = await committee(w, '榕州市政协', 'city', ['教育界']);
  mine = await signedIn(w, await member(w, place, '林一'));
  liaison = await signedIn(w, await staff(w, place, '沈二', 'liaison'));
});
interface Row {
  id: string;
  field: string;
  was: string | null;
  wanted: string | null;
}
const ask = (wanted: object, by = mine) => by.send('PUT', '/api/me/profile', wanted);
const inOrder = (a: Row, b: Row) => a.field.localeCompare(b.field);
const waiting = async (by = liaison, state = 'waiting') =>
  (await by.send('GET', `/api/committees/${place.committeeId}/profile-changes?state=${state}`)).json<{ rows: Row[] }>().rows.sort(inOrder);
const decide = (id: string, body: object, by = liaison) => by.send('POST', `/api/profile-changes/${id}/decision`, body, once());
const kept = async () => (await mine.send('GET', '/api/me/profile')).json<{ profile: object; changes: object[] }>();
const code = (answer: { json<T>(): T }) => answer.json<{ code: string }>().code;

test('what a member changes waits field by field, with old and new, and counts once accepted', async () => {
  expect((await ask({ employer: '榕州大学', post: '教授', title: '' })).json()).toEqual({ waiting: 2 });
  expect((await kept()).profile).toMatchObject({ employer: null, post: null });
  const rows = await waiting();
  expect(rows).toMatchObject([
    { field: 'employer', was: null, wanted: '榕州大学', name: '林一', sector: '教育界' },
    { field: 'post', was: null, wanted: '教授' },
  ]);
  expect((await decide(rows[0]?.id ?? '', { decision: 'accept' })).status).toBe(200);
  expect(code(await decide(rows[1]?.id ?? '', { decision: 'refuse', why: '  ' }))).toBe('reason-needed');
  expect((await decide(rows[1]?.id ?? '', { decision: 'refuse', why: '请写全称' })).status).toBe(200);
  expect(await kept()).toMatchObject({
    profile: { employer: '榕州大学', post: null },
    changes: [
      { field: 'employer', state: 'accepted' },
      { field: 'post', state: 'refused', why: '请写全称' },
    ],
  });
  expect(code(await decide(rows[0]?.id ?? '', { decision: 'refuse', why: '晚了' }))).toBe('already-decided');
  expect(await waiting()).toEqual([]);
  expect(await waiting(liaison, 'decided')).toHaveLength(2);
});

test('of two who decide at once one does', async () => {
  await ask({ employer: '榕州大学' });
  const [row] = await waiting();
  const both = await Promise.all([
    decide(row?.id ?? '', { decision: 'accept' }),
    decide(row?.id ?? '', { decision: 'refuse', why: '不对' }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('a later wish replaces the one before, and what is set back waits no more', async () => {
  await ask({ employer: '榕州大学' });
  expect((await ask({ employer: '榕州师范大学' })).json()).toEqual({ waiting: 1 });
  expect(await waiting()).toMatchObject([{ wanted: '榕州师范大学' }]);
  expect((await ask({ employer: '' })).json()).toEqual({ waiting: 0 });
});

test('what cannot stand in a field is refused, and nothing else of a person can be asked for', async () => {
  for (const wrong of [{ bornOn: '2030-01-01' }, { bornOn: '昨天' }, { employer: '长'.repeat(61) }, { post: '教\u202e授' }])
    expect(code(await ask(wrong)), JSON.stringify(wrong)).toBe('profile-refused');
  for (const foreign of [{ name: '别人' }, { party: 'jiusan' }, { identityNumber: '110101199003070011' }, { personId: 'x' }])
    expect((await ask(foreign)).status, JSON.stringify(foreign)).toBe(400);
});

test('who sits nowhere has nothing to change, and the liaison of another body sees none of it', async () => {
  const other = await committee(w, '他市政协');
  const stranger = await signedIn(w, await staff(w, other, '何一', 'liaison'));
  const outsider = await signedIn(w, await netizen(w, '鼓山脚下'));
  expect(code(await ask({ employer: '榕州大学' }, outsider))).toBe('members-only');
  expect((await ask({ employer: '榕州大学', committeeId: other.committeeId })).status).toBe(404);
  await ask({ employer: '榕州大学' });
  const [row] = await waiting();
  expect((await stranger.send('GET', `/api/committees/${place.committeeId}/profile-changes`)).status).toBe(404);
  expect((await decide(row?.id ?? '', { decision: 'accept' }, stranger)).status).toBe(404);
  expect((await decide(row?.id ?? '', { decision: 'accept' }, mine)).status).toBe(404);
});

test('the desk of the liaison says that something waits', async () => {
  await ask({ employer: '榕州大学', post: '教授' });
  const todos = (await liaison.send('GET', '/api/desk/todos')).json<{ rows: object[] }>().rows;
  expect(todos).toMatchObject([{ work: 'profiles-wait', counts: { all: 2, people: 1 }, urgency: 'ok' }]);
});

test('facts hold the ids and the field, never what was written', async () => {
  await ask({ employer: '榕州秘密研究所' });
  const [row] = await waiting();
  await decide(row?.id ?? '', { decision: 'accept' });
  const { rows } = await sql<{ n: number }>`select count(*) as n from fact where body::text like '%研究所%'`.execute(w.house.db);
  expect(rows[0]?.n).toBe(0);
});
