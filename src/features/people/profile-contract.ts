import { Type } from 'typebox';
import { closed, endpoint, Id, Moment, oneOf, PageOf } from '../../kit/endpoint.ts';
import { ProfileField, ProfileView } from './member-contract.ts';

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const Value = Maybe(Type.String({ maxLength: 240, title: '内容' }));

/** 我的资料: what is kept, what waits, what became of the last change of each field. */
export const readProfile = endpoint({
  method: 'GET',
  path: '/me/profile',
  input: Type.Object({}, closed),
  reply: Type.Object(
    {
      name: Type.String(),
      phone: Maybe(Type.String()),
      identityNumber: Maybe(Type.String()),
      profile: ProfileView,
      /** Committees whose liaison can look at a change; empty for those who are no members. */
      committees: Type.Array(Type.Object({ id: Id('委员会编号'), name: Type.String() }, closed)),
      changes: Type.Array(
        Type.Object(
          {
            field: ProfileField,
            wanted: Value,
            state: oneOf(['waiting', 'accepted', 'refused']),
            why: Maybe(Type.String()),
            at: Moment,
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: [],
  by: ['signedIn'],
});
const wanted = {
  gender: Type.Optional(Maybe(oneOf(['male', 'female', ''], '性别'))),
  ethnicity: Type.Optional(Value),
  education: Type.Optional(Value),
  bornOn: Type.Optional(Value),
  employer: Type.Optional(Value),
  post: Type.Optional(Value),
  title: Type.Optional(Value),
};
/** 修改我的资料: each field that differs waits for the liaison; one set back to what is kept waits no more. */
export const askProfile = endpoint({
  method: 'PUT',
  path: '/me/profile',
  input: Type.Object({ committeeId: Type.Optional(Id('核对的委员会')), ...wanted }, closed),
  reply: Type.Object({ waiting: Type.Integer() }, closed),
  refusals: ['members-only', 'profile-refused', 'unknown-thing'],
  by: ['signedIn'],
  perMinute: 20,
});
export const ProfileChange = Type.Object(
  {
    id: Id('修改编号'),
    membershipId: Maybe(Type.String()),
    name: Type.String(),
    sector: Maybe(Type.String()),
    field: ProfileField,
    /** What is kept now. */
    was: Maybe(Type.String()),
    wanted: Maybe(Type.String()),
    state: oneOf(['waiting', 'accepted', 'refused']),
    why: Maybe(Type.String()),
    askedAt: Moment,
    decidedAt: Maybe(Moment),
    by: Maybe(Type.String()),
  },
  closed,
);
/** 待核对的资料修改, oldest first; decided ones newest first. */
export const listProfileChanges = endpoint({
  method: 'GET',
  path: '/committees/:id/profile-changes',
  input: Type.Object(
    {
      id: Id('委员会编号'),
      state: Type.Optional(oneOf(['waiting', 'decided'], '状态')),
      after: Type.Optional(Type.String({ maxLength: 100, title: '页码' })),
    },
    closed,
  ),
  reply: PageOf(ProfileChange),
  refusals: ['unknown-thing'],
  by: ['liaison'],
  thing: 'committee',
});
export const decideProfileChange = endpoint({
  method: 'POST',
  path: '/profile-changes/:id/decision',
  input: Type.Object(
    {
      id: Id('修改编号'),
      decision: oneOf(['accept', 'refuse'], '决定'),
      /** The member is told; needed for a refusal. */
      why: Type.Optional(Type.String({ maxLength: 800, title: '原因' })),
    },
    closed,
  ),
  reply: Type.Object({}, closed),
  refusals: ['unknown-thing', 'already-decided', 'reason-needed'],
  by: ['liaison'],
  thing: 'profileChange',
  guarded: true,
});
