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
  const throws = dice('special committees');
  await insertRows(
    house.db,
    'person',
    members.map(({ id, name }) => ({ id, name, created_at: now, demo: true })),
  );
  const memberships = members.flatMap(({ id, seats }) =>
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
        },
      ];
    }),
  );
  await insertRows(house.db, 'membership', memberships);
  const accounts = members.flatMap(({ id, account }) => (account === undefined ? [] : [accountOf(id, account, secret, now)]));
  await insertRows(house.db, 'identity', [...accounts, ...members.map(({ id }, n) => phoneOf(house, id, `199000${10_000 + n}`, now))]);
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
