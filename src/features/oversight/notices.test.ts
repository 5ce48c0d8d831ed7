import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { wordsOf } from '../../../test/html.ts';
import { type Browser, committee, empty, once, type Place, signedIn, staff, type World, world } from '../../../test/world.ts';

const w: World = await world();
let place: Place;
let system: Browser;
let security: Browser;
let someone: string;
beforeEach(async () => {
  await empty(w);
  place = await committee(w, '清渚市政协');
  system = await signedIn(w, await staff(w, place, '唐守正', 'systemAdmin'));
  security = await signedIn(w, await staff(w, place, '严谨言', 'securityAdmin'));
  someone = await staff(w, place, '方舒', 'editor');
});

test('who gets or loses a duty is told, with a way to the desk', async () => {
  const asked = await system.send('POST', `/api/staff/${someone}/grant-requests`, { duty: 'moderator', why: '审核缺人手' }, once());
  const { id } = asked.json<{ id: string }>();
  const say = (word: string, by: Browser) => by.send('POST', `/api/grant-requests/${id}/${word}`, { why: '同意，按分工' }, once());
  await say('approval', security);
  await w.settle();
  const at = await signedIn(w, someone);
  const told = (await at.send('GET', '/api/my/notices')).json<{ rows: { id: string; url: string }[]; unread: { all: number } }>();
  expect(told).toMatchObject({
    rows: [
      { kind: 'dutyGranted', duty: { duty: 'moderator', committee: '清渚市政协', expired: false }, topic: null, post: null, url: '/desk/' },
    ],
    unread: { all: 1 },
  });
  expect(wordsOf((await at.send('GET', '/notices')).body)).toContain('您现在是审核，重新登录后进入工作台');
  await say('revocation', system);
  await w.settle();
  const after = await signedIn(w, someone);
  expect(wordsOf((await after.send('GET', '/notices')).body)).toContain('您的审核职责已撤销');
  // The reader may come by once more: nobody is told twice.
  await sql`update reader set position = 0 where name = 'notices'`.execute(w.house.db);
  await w.settle();
  expect((await after.send('GET', '/api/my/notices')).json<{ rows: object[] }>().rows).toHaveLength(2);
});
