import { Type } from 'typebox';
import { closed, endpoint, Id } from '../../kit/endpoint.ts';

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const Text = (title: string, most = 60) => Type.String({ maxLength: most * 4, title });

const belonging = {
  joinedOn: Maybe(Type.String({ format: 'date', title: '加入日期' })),
  duty: Maybe(Text('党派职务', 30)),
};
export const addParty = endpoint({
  method: 'POST',
  path: '/memberships/:id/party-memberships',
  input: Type.Object({ id: Id('委员资格编号'), orgId: Id('党派组织'), ...belonging }, closed),
  reply: Type.Object({ id: Id('党派成员编号') }, closed),
  refusals: ['unknown-thing', 'unknown-party-org', 'already-party-member'],
  by: ['liaison'],
  thing: 'membership',
  guarded: true,
});
export const changeParty = endpoint({
  method: 'PUT',
  path: '/party-memberships/:id',
  input: Type.Object({ id: Id('党派成员编号'), ...belonging, untilOn: Maybe(Type.String({ format: 'date', title: '离开日期' })) }, closed),
  reply: Type.Object({}, closed),
  refusals: ['unknown-thing'],
  by: ['liaison'],
  thing: 'partyMembership',
});
/** 支部变更: from one organisation of a party to another of the same; the day of joining the party stays. */
export const moveParty = endpoint({
  method: 'POST',
  path: '/party-memberships/:id/move',
  input: Type.Object(
    {
      id: Id('党派成员编号'),
      orgId: Id('党派组织'),
      onDate: Type.String({ format: 'date', title: '日期' }),
      duty: belonging.duty,
      why: Maybe(Text('原因', 200)),
    },
    closed,
  ),
  reply: Type.Object({ id: Id('党派成员编号') }, closed),
  refusals: [
    'unknown-thing',
    'unknown-party-org',
    'already-party-member',
    'party-differs',
    'party-left',
    'date-ahead',
    'date-before-joining',
  ],
  by: ['liaison'],
  thing: 'partyMembership',
  guarded: true,
});
