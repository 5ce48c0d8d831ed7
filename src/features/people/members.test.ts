import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { committee, empty, type Place, type World, world } from '../../../test/world.ts';
import { transact } from '../../kit/db.ts';
import { newId } from '../../kit/ids.ts';
import * as people from './index.ts';

let w: World;
let place: Place;
beforeEach(async () => {
  w = await world();
  await empty(w);
  place = await committee(w, '榕州市政协', 'city', ['教育界', '经济界']);
});
const now = () => w.clock.now();
const within = <T>(work: (tx: Parameters<typeof people.addPerson>[0]) => Promise<T>) => transact(w.house.pool, work);
const seat = (personId: string, more: Partial<people.MembershipGiven> = {}) =>
  within((tx) =>
    people.addMembership(tx, {
      personId,
      committeeId: place.committeeId,
      termId: place.termId,
      sectorId: place.sectorIds[0] ?? '',
      fromOn: '2023-01-01',
      byId: null,
      now: now(),
      ...more,
    }),
  );
const person = (name: string) => within((tx) => people.addPerson(tx, { name, now: now() }));
const history = async (membershipId: string) =>
  (
    await sql<{
      kind: string;
      why: string | null;
      on: string;
    }>`select kind, why, on_date::text as on from member_change where membership_id = ${membershipId} order by at, id`.execute(w.house.db)
  ).rows;

test('a name is stored folded, with its keys; a name that holds control characters is refused', async () => {
  const id = await person(' 欧阳　明 ');
  const { rows } = await sql`select name, pinyin, initials, length(stroke_key) as length from person where id = ${id}`.execute(w.house.db);
  expect(rows).toEqual([{ name: '欧阳明', pinyin: 'ouyangming', initials: 'oym', length: 18 }]);
  for (const bad of ['', '  ', '张\u202e三', '<b>张三</b>', '张\u0000三', '。'])
    await expect(person(bad), JSON.stringify(bad)).rejects.toMatchObject({ code: 'name-refused' });
  await expect(person('𬍛𤧛')).resolves.toBeTruthy();
});

test('one person sits at two levels and belongs to a party at once', async () => {
  const province = await committee(w, '闽东省政协', 'province', ['九三学社']);
  const id = await person('张大方');
  await seat(id, { office: '常务委员', standing: true, number: '榕委0001' });
  await seat(id, { committeeId: province.committeeId, termId: province.termId, sectorId: province.sectorIds[0] ?? '' });
  const orgId = newId();
  await sql`insert into org (id, kind, committee_id, name, short_name, party, party_level)
    values (${orgId}, 'partyOrg', ${province.committeeId}, '九三学社闽东省委员会', '九三省委', 'jiusan', 'province')`.execute(w.house.db);
  await within((tx) => people.addPartyMembership(tx, { personId: id, orgId, joinedOn: '2001-05-01', duty: '主委' }));
  await expect(within((tx) => people.addPartyMembership(tx, { personId: id, orgId }))).rejects.toMatchObject({
    code: 'already-party-member',
  });
  expect((await people.standingOf(w.house.db, id, now())).map(({ committee }) => committee).sort()).toEqual(
    ['榕州市政协', '闽东省政协'].sort(),
  );
});

test('nobody sits twice in a term, under a number that is taken, or in what belongs to another body', async () => {
  const other = await committee(w, '他市政协', 'city', ['教育界']);
  const [one, two] = [await person('王一'), await person('王二')];
  await seat(one, { number: '7' });
  await expect(seat(one)).rejects.toMatchObject({ code: 'already-member' });
  await expect(seat(two, { number: '7' })).rejects.toMatchObject({ code: 'number-taken' });
  for (const [more, code] of [
    [{ sectorId: other.sectorIds[0] ?? '' }, 'unknown-sector'],
    [{ termId: other.termId }, 'unknown-term'],
    [{ subCommitteeId: other.hostId }, 'unknown-sub-committee'],
    [{ groups: [{ groupId: place.hostId, duty: null }] }, 'unknown-group'],
    [{ subCommitteeId: place.hostId, secondSubCommitteeId: place.hostId }, 'sub-committee-twice'],
  ] as const)
    await expect(seat(two, more)).rejects.toMatchObject({ code });
});

test('resigning ends the rights that day and leaves a trace; it may be taken back', async () => {
  const id = await person('林一');
  const membershipId = await seat(id, { added: true, why: '常委会增补' });
  const on = (day: string) => people.capacityOf(w.house.db, id, place.committeeId, new Date(`${day}T12:00:00+08:00`));
  const change = (kind: 'resigned' | 'reinstated', onDate: string) =>
    within((tx) => people.changeMembership(tx, { membershipId, kind, onDate, why: '工作变动', byId: null, now: now() }));
  await expect(change('resigned', '2022-12-31')).rejects.toMatchObject({ code: 'date-before-seat' });
  await expect(change('reinstated', '2026-06-30')).rejects.toMatchObject({ code: 'membership-serves' });
  await change('resigned', '2026-06-30');
  expect((await on('2026-06-29')).kind).toBe('member');
  expect((await on('2026-06-30')).kind).toBe('netizen');
  await expect(change('resigned', '2026-07-01')).rejects.toMatchObject({ code: 'membership-over' });
  await change('reinstated', '2026-07-01');
  expect((await on('2026-07-01')).kind).toBe('member');
  expect(await history(membershipId)).toEqual([
    { kind: 'added', why: '常委会增补', on: '2023-01-01' },
    { kind: 'resigned', why: '工作变动', on: '2026-06-30' },
    { kind: 'reinstated', why: '工作变动', on: '2026-07-01' },
  ]);
});

test('an adjustment notes what it changed, and nothing when nothing changes', async () => {
  const membershipId = await seat(await person('陈一'), { office: '委员' });
  const adjust = (to: people.SeatGiven) =>
    within((tx) =>
      people.changeMembership(tx, { membershipId, kind: 'adjusted', onDate: '2026-07-01', to, why: null, byId: null, now: now() }),
    );
  expect(await adjust({ sectorId: place.sectorIds[0] ?? '', office: '委员' })).toBe(false);
  expect(await adjust({ sectorId: place.sectorIds[1] ?? '', office: '副秘书长' })).toBe(true);
  const { rows } = await sql<{ changed: unknown }>`select changed from member_change where kind = 'adjusted'`.execute(w.house.db);
  expect(rows).toEqual([{ changed: { sectorId: [...place.sectorIds], office: ['委员', '副秘书长'] } }]);
});

test('before a term begins and after it ended nobody sits in it', async () => {
  const id = await person('郑一');
  await seat(id);
  const kind = async (day: string) => (await people.capacityOf(w.house.db, id, place.committeeId, new Date(`${day}T12:00:00+08:00`))).kind;
  expect([await kind('2022-12-31'), await kind('2023-01-01'), await kind('2027-12-31'), await kind('2028-01-01')]).toEqual([
    'netizen',
    'member',
    'member',
    'netizen',
  ]);
});

test('a phone belongs to one person, is found again by its number alone, and counts once it is proven', async () => {
  const [one, two] = [await person('李一'), await person('李一')];
  const set = (id: string, phone: string | null, listed = false) => within((tx) => people.setPhone(tx, w.house, id, phone, { listed }));
  await set(one, '13800138000', true);
  await expect(set(two, '13800138000')).rejects.toMatchObject({ code: 'phone-taken' });
  expect(await people.personByPhone(w.house.db, w.house, '13800138000')).toMatchObject({ id: one, name: '李一', disabled: false });
  expect(await people.maskedPhone(w.house.db, w.house, one)).toEqual({ phone: '138****8000', verified: false });
  await set(one, '13900139000');
  expect(await people.personByPhone(w.house.db, w.house, '13800138000')).toBeNull();
  expect(await people.maskedPhone(w.house.db, w.house, one)).toEqual({ phone: '139****9000', verified: true });
  await set(one, null);
  expect(await people.maskedPhone(w.house.db, w.house, one)).toBeNull();
  const { rows } = await sql<{ n: number }>`select count(*) as n from identity where sealed::text like '%139%'`.execute(w.house.db);
  expect(rows[0]?.n).toBe(0);
});

test('an identity number is checked, sealed, unique and masked', async () => {
  const [one, two] = [await person('周一'), await person('周二')];
  const set = (id: string, identityNumber: string) => within((tx) => people.setProfile(tx, w.house, id, { identityNumber }, now()));
  await expect(set(one, '110101199003070014')).rejects.toMatchObject({ code: 'identity-number-refused' });
  await set(one, '11010119900307001x'.replace('001x', '0011'));
  await expect(set(two, '1101 0119 9003 0700 11')).rejects.toMatchObject({ code: 'identity-number-taken' });
  expect(await people.personByIdentityNumber(w.house.db, w.house, '110101199003070011')).toMatchObject({ id: one });
  expect(await people.maskedIdentityNumber(w.house.db, w.house, one)).toBe('1101**********0011');
});

test('a profile keeps what it is not given', async () => {
  const id = await person('吴一');
  const set = (given: people.ProfileGiven) => within((tx) => people.setProfile(tx, w.house, id, given, now()));
  await set({ gender: 'female', employer: '榕州大学', bornOn: '1970-02-03' });
  await set({ post: '教授', employer: null });
  expect(await people.profileOf(w.house.db, id)).toMatchObject({ gender: 'female', employer: null, post: '教授', bornOn: '1970-02-03' });
});

test('who is disabled is out everywhere', async () => {
  const id = await person('郭一');
  await sql`insert into login (id, token, person_id, means, device, address, created_at, seen_at, idle_until, ends_at)
    values (${newId()}, '\\x01', ${id}, 'test', '', '', ${now()}, ${now()}, ${now()}, ${now()})`.execute(w.house.db);
  expect(await within((tx) => people.disablePerson(tx, id, now()))).toHaveLength(1);
  await within((tx) => people.addAccount(tx, { personId: id, account: '郭一', secret: 'x', now: now() }));
  await expect(within((tx) => people.addAccount(tx, { personId: id, account: '郭一 ', secret: 'x', now: now() }))).rejects.toMatchObject({
    code: 'account-taken',
  });
});
