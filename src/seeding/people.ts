import { KEYS_BY, nameKeys, officeRank } from '../features/people/index.ts';
import { hashPassword } from '../features/people/passwords.ts';
import { nicknameKey } from '../features/people/rules.ts';
import type { House } from '../kit/house.ts';
import { keyedDigest, newId } from '../kit/ids.ts';
import type { Person } from '../kit/may.ts';
import { seal } from '../kit/seal.ts';
import type { Calendar } from './calendar.ts';
import { type Dice, dice } from './dice.ts';
import { grantStory } from './grants.ts';
import { accountOf, type Founding, type Institution, insertInstitution, insertRows, insertStaff } from './institution.ts';
import { insertBelonging, insertOrganisations } from './organisations.ts';
import { institutionTexts, type Level, nameLists, sectorLists } from './texts.ts';

/** One password for every account of the demo; an installation with demo data never runs in production. */
export const DEMO_PASSWORD = 'qingzhu-demo';

export interface Member extends Person {
  readonly seats: Readonly<Partial<Record<Level, string>>>;
}
/** Everybody of the demo world, as they act in it. */
export interface Cast {
  readonly places: Readonly<Record<Level, Institution>>;
  readonly members: readonly Member[];
  readonly netizens: ReadonlyMap<string, Person>;
  readonly staff: Readonly<Record<Level, { readonly editor: Person; readonly moderators: readonly Person[] }>>;
}

export async function insertCast(house: House, days: Calendar): Promise<Cast> {
  const began = days.at(400, '09:00');
  const secret = await hashPassword(DEMO_PASSWORD);
  const places = { province: await found(house, 'province', days), city: await found(house, 'city', days) };
  const staff = { province: await hire(house, places, 'province', secret, began), city: await hire(house, places, 'city', secret, began) };
  await grantStory(house.db, places.city, secret, days);
  const members = seated();
  await insertMembers(house, members, places, secret, began);
  const names = nameLists().netizens;
  const netizens = new Map(names.map((name) => [name, personOf([])]));
  await insertNetizens(house, netizens, began);
  return { places, staff, netizens, members: members.map((it) => ({ ...it, roles: rolesOf(it, places) })) };
}
const personOf = (roles: Person['roles']): Person => ({ id: newId(), loginId: newId(), roles });

function found({ db }: House, level: Level, days: Calendar): Promise<Institution> {
  const text = institutionTexts()[level];
  // A term of five years in its third: nothing of the demo ends while somebody looks at it.
  const year = Number(days.dateOf(days.now).slice(0, 4));
  const founding: Founding = {
    ...text,
    startsOn: `${year - 2}-01-01`,
    endsOn: `${year + 2}-12-31`,
    sectors: sectorLists()[text.sectors] ?? [],
    demo: true,
  };
  return insertInstitution(db, founding);
}

async function hire({ db }: House, places: Record<Level, Institution>, level: Level, secret: string, now: Date) {
  const place = places[level];
  const people: { person: Person; roles: readonly string[] }[] = [];
  for (const { roles, ...text } of institutionTexts()[level].staff) {
    const id = await insertStaff(db, place, { ...text, roles, secret, demo: true }, now);
    people.push({ person: { id, loginId: newId(), roles: roles.map((role) => ({ role, body: place.id })) }, roles });
  }
  const having = (role: string) => people.filter(({ roles }) => roles.includes(role)).map(({ person }) => person);
  const [editor] = having('editor');
  if (!editor) throw new Error(`no editor at ${level}`);
  return { editor, moderators: having('moderator') };
}

interface Seated extends Member {
  readonly name: string;
  readonly account?: string;
}
/** Who sits where: people with names of their own first, then one in each sector, then where most sit. */
function seated(): Seated[] {
  const throws = dice('members');
  const lists = nameLists();
  const all: Seated[] = lists.special.map(({ name, sector, account }) => ({
    ...personOf([]),
    name,
    seats: sector,
    ...(account !== undefined && { account }),
  }));
  const fresh = newNames(throws, new Set(all.map(({ name }) => name)));
  for (const level of ['province', 'city'] as const) {
    const { sectors, members } = institutionTexts()[level];
    const names = sectorLists()[sectors] ?? [];
    const taken = () => all.filter(({ seats }) => seats[level] !== undefined);
    const seat = (sector: string) => all.push({ ...personOf([]), name: fresh(), seats: { [level]: sector } });
    for (const sector of names) if (!taken().some(({ seats }) => seats[level] === sector)) seat(sector);
    const crowded = names.filter((name) => /经济|教育|医药|农业|科学技术|环境|妇联|工商联|特别邀请/.test(name));
    while (taken().length < members) seat(throws.pick(crowded));
  }
  return all;
}
function newNames(throws: Dice, taken: Set<string>): () => string {
  const { surnames, given } = nameLists();
  const [families, firsts] = [[...surnames], given.split(' ')];
  return () => {
    for (;;) {
      const name = throws.pick(families) + throws.pick(firsts);
      if (taken.has(name)) continue;
      taken.add(name);
      return name;
    }
  };
}

const levels = ['province', 'city'] as const;
const rolesOf = ({ seats }: Member, places: Record<Level, Institution>) =>
  levels.filter((level) => seats[level] !== undefined).map((level) => ({ role: 'member', body: places[level].id }));

async function insertMembers(house: House, members: readonly Seated[], places: Record<Level, Institution>, secret: string, now: Date) {
  await insertRows(
    house.db,
    'person',
    members.map(({ id, name }) => ({ id, name, ...keysOf(name), created_at: now, demo: true })),
  );
  const memberships = membershipsOf(members, places);
  await insertRows(house.db, 'membership', memberships);
  for (const level of levels) {
    const text = institutionTexts()[level];
    const ids = await insertOrganisations(house, places[level], text);
    const sectorOf = new Map([...places[level].sectors].map(([name, id]) => [id, name]));
    const seats = memberships.filter(({ committee_id }) => committee_id === places[level].id);
    const told = seats.map((m) => ({ id: m.id, personId: m.person_id, fromOn: m.from_on, sector: sectorOf.get(m.sector_id) ?? '' }));
    await insertBelonging(house, told, text, ids, now);
  }
  const accounts = members.flatMap(({ id, account }) => (account === undefined ? [] : [accountOf(id, account, secret, now)]));
  await insertRows(house.db, 'identity', [...accounts, ...members.map(({ id }, n) => phoneOf(house, id, `199000${10_000 + n}`, now))]);
}

/** A row for each seat, at one level or two, with the special committee that the dice give. */
function membershipsOf(members: readonly Seated[], places: Record<Level, Institution>) {
  const throws = dice('special committees');
  const duties = { province: dutiesAt('province', members), city: dutiesAt('city', members) };
  return members.flatMap(({ id, seats }) =>
    levels.flatMap((level) => {
      const sector = seats[level];
      if (sector === undefined) return [];
      const { id: committeeId, termId, sectors, bodies, startsOn } = places[level];
      const special = throws.pick([...bodies].filter(([name]) => name.endsWith('委员会')).map(([, body]) => body));
      const sectorId = sectors.get(sector);
      if (sectorId === undefined) throw new Error(`no sector ${sector} at ${level}`);
      return [
        {
          id: newId(),
          person_id: id,
          committee_id: committeeId,
          term_id: termId,
          sector_id: sectorId,
          sub_committee_id: special,
          from_on: startsOn,
          ...duties[level](id),
        },
      ];
    }),
  );
}

/** 主席, 副主席, 秘书长 and 常委 of one level: the chair from the first sector, the others as the dice fall. */
function dutiesAt(level: Level, members: readonly Seated[]) {
  const throws = dice(`duties of ${level}`);
  const here = members.filter(({ seats }) => seats[level] !== undefined);
  const chair = here.find(({ seats }) => seats[level] === '中国共产党');
  const others = throws.some(
    here.filter((one) => one !== chair),
    4 + Math.round(here.length / 6),
  );
  const offices = new Map([chair, ...others].map((one, at) => [one?.id, ['主席', '副主席', '副主席', '副主席', '秘书长'][at] ?? null]));
  return (id: string) => {
    const [standing, office] = [offices.has(id), offices.get(id) ?? null];
    const number = `${level === 'province' ? 'LJ' : 'QZ'}${String(here.findIndex((one) => one.id === id) + 1).padStart(4, '0')}`;
    return { number, standing, office, office_rank: officeRank(office, standing) };
  };
}

/** What a name is ordered and searched by, as columns. */
export function keysOf(name: string) {
  const { strokeKey, pinyin, initials } = nameKeys(name);
  return { stroke_key: strokeKey, pinyin, initials, keys_by: KEYS_BY };
}

async function insertNetizens(house: House, netizens: ReadonlyMap<string, Person>, now: Date): Promise<void> {
  const all = [...netizens];
  await insertRows(
    house.db,
    'person',
    all.map(([nickname, { id }]) => ({ id, nickname, nickname_key: nicknameKey(nickname), created_at: now, demo: true })),
  );
  await insertRows(
    house.db,
    'identity',
    all.map(([, { id }], n) => phoneOf(house, id, `199000${20_000 + n}`, now)),
  );
}
const phoneOf = ({ digestKey, sealKey }: House, personId: string, phone: string, now: Date) => ({
  id: newId(),
  person_id: personId,
  kind: 'phone',
  subject: keyedDigest(digestKey, `phone:${phone}`),
  sealed: seal(sealKey, phone),
  secret: null,
  verified_at: now,
  created_at: now,
});
