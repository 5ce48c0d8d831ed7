import { Type } from 'typebox';
import { closed, Id, oneOf } from '../../kit/endpoint.ts';
import type { House } from '../../kit/house.ts';
import { unknown } from '../../kit/refusal.ts';
import { asSigned } from '../../kit/serve.ts';
import { form, nothing, type PageCall, type PageRoute, page } from '../../web/page-route.ts';
import { said, textOf } from './answers-pages.ts';
import { publicOf, shelvesOf, ways } from './directory-rules.ts';
import * as store from './directory-store.ts';
import type { ProfileActions } from './profile-actions.ts';
import { askProfile } from './profile-contract.ts';
import { Directory } from './web/Directory.tsx';
import { MemberCard } from './web/MemberCard.tsx';
import { Profile } from './web/Profile.tsx';

/** 委员名录, one member's page, 我的资料. */
export const directoryPages = (house: House, profiles: ProfileActions): PageRoute[] => [
  page({
    path: '/members',
    input: Type.Object({ committee: Type.Optional(Id('委员会编号')), by: Type.Optional(oneOf(ways, '查看方式')) }, closed),
    by: ['anyone'],
    async answer(call, { committee, by = 'sector' }) {
      const committees = await store.peopled(house.db, call.now);
      const shown = committees.find(({ id }) => id === committee) ?? committees[0];
      const members = shown ? await store.seatedOn(house.db, shown.id, call.now) : [];
      const data = { committees, shown: shown ?? null, way: by, count: members.length, shelves: shelvesOf(members, by) };
      return { kind: 'html', page: <Directory call={call} data={data} />, about: ['*'] };
    },
  }),
  page({
    path: '/members/:id',
    input: Type.Object({ id: Id('委员资格编号') }, closed),
    by: ['anyone'],
    thing: 'membership',
    async answer(call, { id }) {
      const found = await store.seatedMember(house.db, id, call.now);
      if (!found) throw unknown('thing');
      const data = { member: publicOf(found), committee: found.committee, committeeId: found.committeeId, posts: found.posts };
      return { kind: 'html', page: <MemberCard call={call} data={data} /> };
    },
  }),
  page({
    path: '/mine/profile',
    input: nothing,
    by: ['signedIn'],
    answer: async (call) => ({ kind: 'html', page: await mine(profiles, call, {}, []) }),
  }),
  form({
    path: '/mine/profile',
    input: askProfile.input,
    by: askProfile.by,
    perMinute: 20,
    async answer(call, input) {
      await profiles.ask(asSigned(call), input);
      return said('profileAsked', '/mine/profile');
    },
    again: async (call, given, problems) => ({
      kind: 'html',
      page: await mine(profiles, { ...call, frame: { ...call.frame, here: '/mine/profile' } }, textOf(given), problems),
    }),
  }),
];

const mine = async (
  profiles: ProfileActions,
  call: PageCall,
  typed: Readonly<Record<string, string>>,
  problems: Parameters<NonNullable<PageRoute['again']>>[2],
) => <Profile call={call} data={{ ...(await profiles.readMine(asSigned(call))), typed, problems }} />;
