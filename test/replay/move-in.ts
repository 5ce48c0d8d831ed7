import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { textsIn, workbook } from '../workbooks.ts';
import { type Caller, good, signInByCode, startThrowAway } from './installation.ts';
import { scanCards } from './move-in/cards.ts';
import {
  AT,
  contradicting,
  GROUPS,
  HANDOVERS,
  HEADS,
  membersOf,
  PARTY_ORGS,
  partyRows,
  provinceRows,
  SUB_COMMITTEES,
  spoiled,
  unitRows,
} from './move-in/committee.ts';
import { enter, form, proveAgain, type Staff, setUp, staffOf } from './move-in/staff.ts';
import { awaitRoster, beginRoster, checkRoster, type Import, type List, uploadRoster } from './parts/rosters.ts';

// bin/replay move-in [--json] [--members 400] [--in 50]: a committee moves in: administrators, its own Excel files, cards, members who get in, the next term.
const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    members: { type: 'string', default: '400' },
    in: { type: 'string', default: '50' },
  },
});
const COUNT = Number(options.members);
const GET_IN = Number(options.in);
/** Rows of a member list stand below a title and the heads. */
const BELOW = 1;
const COMMITTEE = '中国人民政治协商会议榕城市委员会';
const began = performance.now();
const seconds = () => ((performance.now() - began) / 1000).toFixed(0);
const say = (line: string): void => console.log(line);
const found: { name: string; wanted: unknown; found: unknown }[] = [];
const expect = (name: string, wanted: unknown, is: unknown): void => void found.push({ name, wanted, found: is });
const differs = (row: { wanted: unknown; found: unknown }): boolean => JSON.stringify(row.wanted) !== JSON.stringify(row.found);

await using house = await startThrowAway();
const city = await foundCommittee('city', COMMITTEE, '榕城市政协');
const province = await foundCommittee('province', '中国人民政治协商会议澜江省委员会', '澜江省政协');
say(`two committees with three administrators each, after ${seconds()} s`);
const liaison = await bringLiaison();
await makeOrganisations();
const sectors = await sectorsOf(city.system, city.id);
const members = membersOf(COUNT, sectors);
say(`organisations stand, after ${seconds()} s`);
await wrongRowsFirst();
await membersIn();
await othersIn();
say(`rosters are in, after ${seconds()} s`);
const inside = await cardsAndEntries();
say(`${inside.length} members are in, after ${seconds()} s`);
await termChange(inside);
report();

interface Founded {
  readonly id: string;
  readonly system: Staff;
  readonly security: Staff;
  readonly audit: Staff;
  readonly first: Staff;
}
/** bin/setup beside the empty house; everybody replaces the password of one use, administrators register a security key. */
async function foundCommittee(level: 'city' | 'province', committee: string, short: string): Promise<Founded> {
  const founders = Object.fromEntries(
    ['system', 'security', 'audit', 'staff'].flatMap((who, n) => [
      [`${who}-name`, `${(level === 'city' ? '林陈黄郑' : '王张李吴')[n]}管理`],
      [`${who}-account`, `${level}-${who}`],
    ]),
  );
  const passwords = await setUp(house, { committee, short, level, term: '14', from: '2022', phone: '0591-87654321', ...founders });
  const staff = (who: string) => staffOf(house, `${level}-${who}`, passwords.get(`${level}-${who}`) ?? '');
  const [system, security, audit, first] = [staff('system'), staff('security'), staff('audit'), staff('staff')] as const;
  for (const one of [system, security, audit, first]) await enter(one);
  const { rows } = good<{ rows: { id: string; name: string }[] }>(await system.caller.send('GET', '/api/committees'), 'committees');
  const duties = await Promise.all([system, security, audit].map(async ({ caller }) => dutiesOf(caller)));
  expect(`${short}: three administrators, each one duty`, [['systemAdmin'], ['securityAdmin'], ['auditAdmin']], duties);
  return { id: rows.find(({ name }) => name === committee)?.id ?? '', system, security, audit, first };
}
async function dutiesOf(caller: Caller): Promise<string[]> {
  const { roles } = good<{ roles: { role: string }[] }>(await caller.send('GET', '/api/me'), 'me');
  return roles.map(({ role }) => role);
}

/** A liaison of the city: an account by the system administrator, the duty asked for and approved by two people. */
async function bringLiaison(): Promise<Staff> {
  const made = good<{ id: string; account: string; password: string }>(
    await city.system.caller.send('POST', '/api/staff', { name: '方舒', account: 'city-liaison' }),
    'an account',
  );
  const it = staffOf(house, made.account, made.password);
  const asked = good<{ id: string }>(
    await city.system.caller.send(
      'POST',
      `/api/staff/${made.id}/grant-requests`,
      { duty: 'liaison', why: '负责委员名册' },
      { key: 'grant-liaison' },
    ),
    'the duty is asked for',
  );
  const alone = await city.system.caller.send(
    'POST',
    `/api/grant-requests/${asked.id}/approval`,
    { why: '同意，人选合适' },
    { key: 'approve-alone' },
  );
  expect('who asks for a duty cannot approve it', 404, alone.status);
  const approval = city.security.caller.send(
    'POST',
    `/api/grant-requests/${asked.id}/approval`,
    { why: '同意，人选合适' },
    { key: 'approve-liaison' },
  );
  good(await approval, 'the duty is approved');
  await enter(it);
  expect('the liaison holds one duty', ['liaison'], await dutiesOf(it.caller));
  return it;
}

async function makeOrganisations(): Promise<void> {
  let made = 0;
  const add = (org: Readonly<Record<string, unknown>>) =>
    city.system.caller.send('POST', `/api/committees/${city.id}/orgs`, org, { key: `organisation-${made++}` });
  const orgs = [
    ...SUB_COMMITTEES.map((name) => ({ kind: 'subCommittee', name, shortName: name.replace(/员会$/, '') })),
    ...GROUPS.map((name) => ({ kind: 'memberGroup', name })),
    ...PARTY_ORGS.map((name, n) => ({ kind: 'partyOrg', name, party: 'jiusan', partyLevel: n === 0 ? 'city' : 'branch' })),
    ...HANDOVERS.map((one) => ({ kind: 'handoverOffice', ...one })),
  ];
  for (const org of orgs) good(await add(org), org.name);
}
interface Term {
  readonly id: string;
  readonly ordinal: number;
  readonly state: string;
  readonly members: number;
  readonly sectors: readonly { readonly name: string; readonly members: number }[];
}
async function termsOf(by: Staff, committeeId: string): Promise<readonly Term[]> {
  return good<{ rows: Term[] }>(await by.caller.send('GET', `/api/committees/${committeeId}/terms`), 'terms').rows;
}
async function sectorsOf(by: Staff, committeeId: string): Promise<string[]> {
  return (await termsOf(by, committeeId)).flatMap(({ sectors }) => sectors.map(({ name }) => name));
}

function listOf(rows: readonly (readonly string[])[]): Promise<Buffer> {
  return workbook([['榕城市政协第十四届委员会委员名册'], HEADS, ...rows.map((row) => [...row])]);
}
async function uploaded(by: Staff, committeeId: string, list: List, content: Uint8Array, termId?: string): Promise<Import> {
  return checkRoster(by.caller, await uploadRoster(by.caller, committeeId, list, content), termId);
}
async function bring(by: Staff, committeeId: string, list: List, content: Uint8Array, termId?: string): Promise<Import> {
  const { id } = await uploaded(by, committeeId, list, content, termId);
  await beginRoster(by.caller, id);
  return awaitRoster(by.caller, id);
}
interface Problems {
  rows: { number: number; problems: { field: string; fault: string }[] }[];
  next: number | null;
}
async function wrongRows(by: Staff, id: string): Promise<Problems['rows']> {
  const rows: Problems['rows'] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page: Problems = good(await by.caller.send('GET', `/api/roster-imports/${id}/rows?outcome=wrong&after=${after}`), 'wrong rows');
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}

/** The list as it comes from an office, with rows of every kind that goes wrong: told row by row, nothing imported. */
async function wrongRowsFirst(): Promise<void> {
  const { rows, wrong } = spoiled(members);
  const it = await uploaded(liaison, city.id, 'member-rosters', await listOf(rows));
  expect('wrong rows are counted', { new: rows.length - wrong.length, changed: 0, same: 0, wrong: wrong.length }, it.counts);
  const told = (await wrongRows(liaison, it.id)).map(
    ({ number, problems }) => `${number} ${problems.map(({ field, fault }) => `${field} ${fault}`).join(', ')}`,
  );
  const wanted = [...wrong].sort((a, b) => a.number - b.number).map(({ number, field, fault }) => `${number + BELOW} ${field} ${fault}`);
  expect('each is told at its row and field', wanted, told);
  expect('kinds of wrong rows', 19, new Set(wrong.map(({ field, fault }) => `${field} ${fault}`)).size);
  const refused = await liaison.caller.send('POST', `/api/roster-imports/${it.id}/beginning`, {}, { key: 'begin-wrong-rows' });
  expect('with wrong rows nothing begins', 409, refused.status);
  const back = await textsIn((await liaison.caller.send('GET', `/roster-imports/${it.id}/reasons.xlsx`)).bytes);
  expect(
    'their own file says the reasons in its last column',
    wrong.length,
    back.filter((row) => row.length === HEADS.length + 1).length - 1,
  );
}

async function membersIn(): Promise<void> {
  const file = await listOf(members.map(({ row }) => row));
  const done = await bring(liaison, city.id, 'member-rosters', file);
  expect(
    'mended, all are in',
    { state: 'done', counts: { new: COUNT, changed: 0, same: 0, wrong: 0 } },
    { state: done.state, counts: done.counts },
  );
  const again = await uploaded(liaison, city.id, 'member-rosters', file);
  expect('the same file again changes nothing', { new: 0, changed: 0, same: COUNT, wrong: 0 }, again.counts);
  for (const { row, fault } of contradicting(members)) {
    const it = await uploaded(liaison, city.id, 'member-rosters', await listOf([row]));
    expect(
      `told: ${fault}`,
      [fault],
      (await wrongRows(liaison, it.id)).flatMap(({ problems }) => problems.map((one) => one.fault)),
    );
  }
  const moved = members.slice(0, 5).map(({ row }) => row.with(AT.post, '榕城市第八中学校长').with(AT.office, '副秘书长'));
  const changed = await bring(liaison, city.id, 'member-rosters', await listOf(moved));
  expect('changes of five come in', { new: 0, changed: 5, same: 0, wrong: 0 }, changed.counts);
  await bring(
    liaison,
    city.id,
    'member-rosters',
    await listOf(members.slice(0, 5).map(({ row }) => row.with(AT.office, row[AT.office] || '无'))),
  );
}

/** The province with 30 of them, the party with 60, twelve units; then everything out and in again. */
async function othersIn(): Promise<void> {
  const upper = await bring(
    province.first,
    province.id,
    'member-rosters',
    await workbook(provinceRows(members, await sectorsOf(province.system, province.id))),
  );
  expect('the province’s members', { new: 50, changed: 0, same: 0, wrong: 0 }, upper.counts);
  const party = await bring(liaison, city.id, 'party-rosters', await workbook(partyRows(members)));
  expect('party members', { new: 60, changed: 0, same: 0, wrong: 0 }, party.counts);
  const units = await bring(liaison, city.id, 'unit-rosters', await workbook(unitRows()));
  expect('units', { new: 12, changed: 0, same: 0, wrong: 0 }, units.counts);
  const people = await house.sql(async (client) => {
    const { rows } = await client.query<{ people: number; both: number; party: number; units: number }>(
      `select (select count(distinct person_id)::int from membership) as people,
        (select count(*)::int from (select person_id from membership group by person_id having count(distinct committee_id) = 2) b) as both,
        (select count(*)::int from party_membership) as party, (select count(*)::int from org where kind = 'unit') as units`,
    );
    return rows[0];
  });
  expect('people, at two levels, in a party, units', { people: COUNT + 20, both: 30, party: 60, units: 12 }, people);
  const bySector = (await termsOf(liaison, city.id)).flatMap((term) => term.sectors.map(({ name, members: n }) => [name, n]));
  expect(
    'members by sector',
    sectors.map((sector) => [sector, members.filter((one) => one.sector === sector).length]),
    bySector,
  );
  await proveAgain(liaison);
  for (const [kind, list, count] of [
    ['members', 'member-rosters', COUNT],
    ['partyMembers', 'party-rosters', 60],
    ['units', 'unit-rosters', 12],
  ] as const) {
    const book = await liaison.caller.send('GET', `/committees/${city.id}/roster.xlsx?kind=${kind}&contacts=yes`);
    const back = await uploaded(liaison, city.id, list, book.bytes);
    expect(`${kind} taken out and brought in again`, { new: 0, changed: 0, same: count, wrong: 0 }, back.counts);
  }
}

/** Cards for all of them; so many scan theirs, get a code, and are in. @returns who. */
async function cardsAndEntries(): Promise<{ address: string; caller: Caller; phone: string; name: string }[]> {
  await proveAgain(liaison);
  const plan = good<{ cards: number }>(await liaison.caller.send('POST', `/api/committees/${city.id}/card-plans`, {}), 'cards are planned');
  expect('cards to print', COUNT, plan.cards);
  const sheet = await form(liaison.caller, '/access/cards', { committeeId: city.id, perSheet: '10' });
  if (sheet.status !== 200) throw new Error(`no cards: ${sheet.status} ${sheet.text.slice(0, 300)}`);
  const { pages, addresses } = scanCards(sheet.bytes, GET_IN);
  expect('pages of cards', true, pages >= COUNT / 10);
  const entered = await Promise.all(addresses.map(async (address) => ({ address, ...(await activate(address)) })));
  expect('members who got in by their card', GET_IN, entered.length);
  const { counts } = good<{ counts: Record<string, number> }>(
    await liaison.caller.send('GET', `/api/committees/${city.id}/entrants`),
    'entrants',
  );
  expect('how far everybody is in', { none: 0, open: COUNT - GET_IN, in: GET_IN }, counts);
  const again = await house.person().send('GET', `/api${new URL(addresses[0] ?? '').pathname.replace('/activate/', '/activations/')}`);
  expect('a card opens once', 409, again.status);
  return entered;
}
async function activate(address: string): Promise<{ caller: Caller; phone: string; name: string }> {
  const caller = house.person();
  const code = new URL(address).pathname.split('/').at(-1) ?? '';
  const seen = good<{ phone: string | null }>(await caller.send('GET', `/api/activations/${code}`), 'a card is read');
  // Whose card it is, only its owner knows: the masked number tells which of our members holds it.
  const owner = members.find(({ phone }) => `${phone.slice(0, 3)}****${phone.slice(-4)}` === seen.phone);
  if (!owner) throw new Error(`nobody’s card: ${seen.phone}`);
  const mark = house.codes.mark();
  const { request } = good<{ request: string }>(await caller.send('POST', `/api/activations/${code}/codes`, {}), 'a code is asked');
  const sms = await house.codes.codeSince(mark, owner.phone);
  good(await caller.send('POST', `/api/activations/${code}/entry`, { request, sms, agrees: true }), 'a member gets in');
  const me = good<{ name: string; kind: string }>(await caller.send('GET', '/api/me'), 'me');
  if (me.name !== owner.name || me.kind !== 'member') throw new Error(`${owner.name} came in as ${me.kind} ${me.name}`);
  return { caller, phone: owner.phone, name: owner.name };
}

/** 换届: the fifteenth term from the export of the fourteenth, without the first hundred; on its first day rights change hands. */
async function termChange(inside: readonly { phone: string; name: string }[]): Promise<void> {
  await enter(city.system);
  const term = { ordinal: 15, startsOn: '2027-01-01', endsOn: '2031-12-31', sectors };
  const { id } = good<{ id: string }>(
    await city.system.caller.send('POST', `/api/committees/${city.id}/terms`, term, { key: 'fifteenth-term' }),
    'the next term',
  );
  await proveAgain(liaison);
  const [heads = [], ...rows] = await textsIn((await liaison.caller.send('GET', `/committees/${city.id}/roster.xlsx?contacts=yes`)).bytes);
  const leaving = new Set(inside.slice(0, GET_IN / 2).map(({ phone }) => phone));
  const [from, phone] = [heads.indexOf('任职日期'), heads.indexOf('手机')];
  const staying = rows.filter((row) => !leaving.has(row[phone] ?? '')).map((row) => row.map((cell, at) => (at === from ? '' : cell)));
  const next = await bring(liaison, city.id, 'member-rosters', await workbook([heads, ...staying]), id);
  expect('the next term’s members', { new: COUNT - leaving.size, changed: 0, same: 0, wrong: 0 }, next.counts);
  await house.moveTo(new Date('2027-01-02T01:00:00Z'));
  await enter(liaison);
  const terms = await termsOf(liaison, city.id);
  expect(
    'the old term stays readable, the new one runs',
    [
      [15, 'now', COUNT - leaving.size],
      [14, 'over', COUNT],
    ],
    terms.map(({ ordinal, state, members: n }) => [ordinal, state, n]),
  );
  const kinds = await Promise.all(
    inside.map(async ({ phone: number }) => {
      const caller = house.person();
      await signInByCode(caller, house.codes, number, '榕城读书人', () => 'none');
      return good<{ kind: string }>(await caller.send('GET', '/api/me'), 'me').kind;
    }),
  );
  expect(
    'who left is no member any more, who stays is',
    { left: leaving.size, stay: inside.length - leaving.size },
    {
      left: kinds.filter((kind) => kind !== 'member').length,
      stay: kinds.filter((kind) => kind === 'member').length,
    },
  );
}

function report(): void {
  const wrong = found.filter(differs);
  for (const row of found) {
    const shown = JSON.stringify(row.found);
    say(`${differs(row) ? 'DIFFERS ' : '        '}${row.name}${shown.length < 100 ? `: ${shown}` : ''}`);
  }
  for (const row of wrong) say(`\n${row.name}\n  wanted ${JSON.stringify(row.wanted)}\n  found  ${JSON.stringify(row.found)}`);
  const load = loadavg().map((n) => n.toFixed(1));
  say(`\n${found.length} figures, ${wrong.length} differ; ${house.traffic.requests} requests, ${seconds()} s, load ${load.join(' ')}`);
  if (options.json)
    say(JSON.stringify({ agrees: wrong.length === 0, seconds: Number(seconds()), requests: house.traffic.requests, figures: found }));
  if (wrong.length > 0) process.exitCode = 1;
}
