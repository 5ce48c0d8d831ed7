import { Type } from 'typebox';
import { closed, endpoint, Id, Moment, oneOf } from '../../kit/endpoint.ts';
import { Day, PartyCode } from './org-contract.ts';

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const Text = (title: string, most = 60) => Type.String({ maxLength: most * 4, title });

/** serving 在任, added 增补; the others have ended: resigned 辞职, revoked 撤销, removed 免去, deceased 病故. */
export const statuses = ['serving', 'added', 'resigned', 'revoked', 'removed', 'deceased'] as const;
export const Status = oneOf(statuses, '状态');
export type Status = (typeof statuses)[number];
export const endings = ['resigned', 'revoked', 'removed', 'deceased'] as const;
export const MEMBERS = { page: 50, why: 200, q: 40 } as const;

const Named = Type.Object({ id: Type.String(), name: Type.String() }, closed);
export const MemberRow = Type.Object(
  {
    id: Id('委员资格编号'),
    name: Type.String(),
    sector: Type.String(),
    office: Maybe(Type.String()),
    standing: Type.Boolean(),
    subCommittees: Type.Array(Type.String()),
    groups: Type.Array(Type.String()),
    number: Maybe(Type.String()),
    status: Status,
    untilOn: Maybe(Day),
    /** How many changes of their own data wait for the liaison. */
    waiting: Type.Integer(),
  },
  closed,
);
/** 委员名册: by surname strokes, or by office and then strokes; never by pinyin. */
export const listMembers = endpoint({
  method: 'GET',
  path: '/committees/:id/members',
  input: Type.Object(
    {
      id: Id('委员会编号'),
      term: Type.Optional(Id('届')),
      sector: Type.Optional(Id('界别')),
      subCommittee: Type.Optional(Id('专委会')),
      group: Type.Optional(Id('委员小组')),
      /** serving: those who sit now; ended: those who left; all. */
      status: Type.Optional(oneOf(['serving', 'ended', 'all'], '状态')),
      q: Type.Optional(Type.String({ maxLength: MEMBERS.q * 4, title: '姓名' })),
      sort: Type.Optional(oneOf(['strokes', 'office'], '排序')),
      after: Type.Optional(Type.String({ maxLength: 600, title: '页码' })),
    },
    closed,
  ),
  reply: Type.Object(
    { rows: Type.Array(MemberRow), next: Maybe(Type.String()), total: Type.Integer(), term: Maybe(Type.String()) },
    closed,
  ),
  refusals: ['unknown-thing'],
  by: ['liaison'],
  thing: 'committee',
});

export const profileFields = ['gender', 'ethnicity', 'education', 'bornOn', 'employer', 'post', 'title'] as const;
export const ProfileField = oneOf(profileFields, '项目');
export type ProfileField = (typeof profileFields)[number];
const profile = {
  gender: Maybe(oneOf(['male', 'female'], '性别')),
  ethnicity: Maybe(Text('民族', 20)),
  education: Maybe(Text('学历', 20)),
  bornOn: Maybe(Type.String({ format: 'date', title: '出生日期' })),
  employer: Maybe(Text('工作单位')),
  post: Maybe(Text('职务')),
  title: Maybe(Text('职称')),
};
export const ProfileView = Type.Object({ ...profile, party: Maybe(PartyCode) }, closed);
const WaitingChange = Type.Object(
  { id: Id('修改编号'), field: ProfileField, was: Maybe(Type.String()), wanted: Maybe(Type.String()), askedAt: Moment },
  closed,
);

const GroupDuty = Type.Object({ groupId: Id('委员小组'), duty: Maybe(Text('小组职务', 20)) }, closed);
const seat = {
  sectorId: Id('界别'),
  number: Type.Optional(Maybe(Text('委员证号', 30))),
  office: Type.Optional(Maybe(Text('政协职务', 30))),
  standing: Type.Optional(Type.Boolean({ title: '常委' })),
  subCommitteeId: Type.Optional(Maybe(Id('专委会'))),
  subCommitteeDuty: Type.Optional(Maybe(Text('专委会职务', 20))),
  secondSubCommitteeId: Type.Optional(Maybe(Id('第二专委会'))),
  secondSubCommitteeDuty: Type.Optional(Maybe(Text('第二专委会职务', 20))),
  groups: Type.Optional(Type.Array(GroupDuty, { maxItems: 20, title: '委员小组' })),
};
const Shown = Maybe(Type.String());
/** One line of a member's history; organisations by their names of today. */
const History = Type.Object(
  {
    kind: oneOf(['joined', 'added', 'adjusted', 'resigned', 'revoked', 'removed', 'deceased', 'reinstated']),
    onDate: Day,
    why: Shown,
    changed: Type.Array(Type.Object({ field: Type.String(), was: Shown, is: Shown }, closed)),
    by: Shown,
    at: Moment,
  },
  closed,
);
export const MemberView = Type.Object(
  {
    id: Id('委员资格编号'),
    committeeId: Id('委员会编号'),
    term: Type.Object({ id: Type.String(), ordinal: Type.Integer(), state: oneOf(['toCome', 'now', 'over']) }, closed),
    name: Type.String(),
    sector: Named,
    number: Shown,
    office: Shown,
    standing: Type.Boolean(),
    subCommittee: Maybe(Named),
    subCommitteeDuty: Shown,
    secondSubCommittee: Maybe(Named),
    secondSubCommitteeDuty: Shown,
    groups: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), duty: Shown }, closed)),
    status: Status,
    fromOn: Day,
    untilOn: Maybe(Day),
    profile: ProfileView,
    /** 138****8000. */
    phone: Maybe(Type.Object({ masked: Type.String(), verified: Type.Boolean() }, closed)),
    identityNumber: Shown,
    parties: Type.Array(
      Type.Object(
        {
          id: Id('党派成员编号'),
          orgId: Type.String(),
          org: Type.String(),
          party: PartyCode,
          joinedOn: Maybe(Day),
          duty: Shown,
          untilOn: Maybe(Day),
          /** 支部变更: where to, when, why and by whom. */
          moved: Maybe(Type.Object({ to: Type.String(), onDate: Day, why: Shown, by: Shown }, closed)),
        },
        closed,
      ),
    ),
    history: Type.Array(History),
    waiting: Type.Array(WaitingChange),
    /** Who read the whole phone or identity number, and why. */
    unmasked: Type.Array(Type.Object({ what: Type.String(), by: Shown, why: Shown, at: Moment }, closed)),
  },
  closed,
);
export const readMembership = endpoint({
  method: 'GET',
  path: '/memberships/:id',
  input: Type.Object({ id: Id('委员资格编号') }, closed),
  reply: MemberView,
  refusals: ['unknown-thing'],
  by: ['liaison'],
  thing: 'membership',
  audited: true,
});

const Name = Type.String({ minLength: 1, maxLength: 200, title: '姓名' });
const Mobile = Type.String({ pattern: '^1[3-9]\\d{9}$', title: '手机号' });
const IdentityNumber = Type.String({ minLength: 8, maxLength: 24, title: '身份证号' });
const person = {
  name: Name,
  phone: Type.Optional(Maybe(Mobile)),
  identityNumber: Type.Optional(Maybe(IdentityNumber)),
  /** What is left out stays as it is. */
  profile: Type.Optional(
    Type.Object(
      {
        gender: Type.Optional(profile.gender),
        ethnicity: Type.Optional(profile.ethnicity),
        education: Type.Optional(profile.education),
        bornOn: Type.Optional(profile.bornOn),
        employer: Type.Optional(profile.employer),
        post: Type.Optional(profile.post),
        title: Type.Optional(profile.title),
        party: Type.Optional(Maybe(PartyCode)),
      },
      { ...closed, title: '个人信息' },
    ),
  ),
};
const personFaults = [
  'name-refused',
  'phone-taken',
  'phone-verified',
  'phone-of-another',
  'identity-number-refused',
  'identity-number-taken',
  'identity-number-of-another',
  'profile-refused',
] as const;
const seatFaults = ['unknown-sector', 'unknown-sub-committee', 'unknown-group', 'sub-committee-twice', 'number-taken'] as const;
/** 新增委员: a person whom the phone or the identity number knows is the same person; a name alone never is. */
export const addMember = endpoint({
  method: 'POST',
  path: '/committees/:id/members',
  input: Type.Object(
    {
      id: Id('委员会编号'),
      termId: Id('届'),
      fromOn: Type.Optional(Type.String({ format: 'date', title: '任职日期' })),
      /** 增补: after the term began. */
      added: Type.Optional(Type.Boolean()),
      why: Type.Optional(Maybe(Text('说明', MEMBERS.why))),
      ...person,
      ...seat,
    },
    closed,
  ),
  reply: Type.Object({ id: Id('委员资格编号'), known: Type.Boolean() }, closed),
  refusals: ['unknown-thing', 'unknown-term', 'already-member', 'date-outside-term', 'term-over', ...personFaults, ...seatFaults],
  by: ['liaison'],
  thing: 'committee',
  guarded: true,
  perMinute: 60,
});
/** 调整: what the seat says, with date and reason. */
export const adjustMembership = endpoint({
  method: 'PUT',
  path: '/memberships/:id',
  input: Type.Object(
    {
      id: Id('委员资格编号'),
      onDate: Type.String({ format: 'date', title: '日期' }),
      why: Maybe(Text('原因', MEMBERS.why)),
      ...seat,
    },
    closed,
  ),
  reply: Type.Object({ changed: Type.Boolean() }, closed),
  refusals: ['unknown-thing', 'membership-over', 'term-over', 'date-ahead', 'date-before-seat', ...seatFaults],
  by: ['liaison'],
  thing: 'membership',
});
/** 辞职, 撤销, 免去, 病故, or back. */
export const changeStatus = endpoint({
  method: 'POST',
  path: '/memberships/:id/changes',
  input: Type.Object(
    {
      id: Id('委员资格编号'),
      kind: oneOf([...endings, 'reinstated'], '变动'),
      onDate: Type.String({ format: 'date', title: '日期' }),
      why: Type.String({ minLength: 2, maxLength: MEMBERS.why * 4, title: '原因' }),
    },
    closed,
  ),
  reply: Type.Object({}, closed),
  refusals: ['unknown-thing', 'membership-over', 'membership-serves', 'term-over', 'date-before-seat', 'date-ahead'],
  by: ['liaison'],
  thing: 'membership',
  guarded: true,
});
/** The person behind the seat: name, phone, identity number, profile. */
export const changeMember = endpoint({
  method: 'PUT',
  path: '/memberships/:id/person',
  input: Type.Object({ id: Id('委员资格编号'), ...person }, closed),
  reply: Type.Object({}, closed),
  refusals: ['unknown-thing', ...personFaults],
  by: ['liaison'],
  thing: 'membership',
});
/** 查看完整号码: by somebody who proved just now who they are, with a reason that stays with the member's record. */
export const unmask = endpoint({
  method: 'POST',
  path: '/memberships/:id/unmasking',
  input: Type.Object(
    {
      id: Id('委员资格编号'),
      what: oneOf(['phone', 'identityNumber'], '号码'),
      why: Type.String({ minLength: 4, maxLength: MEMBERS.why * 4, title: '查看原因' }),
    },
    closed,
  ),
  reply: Type.Object({ value: Type.String() }, closed),
  refusals: ['unknown-thing', 'nothing-to-unmask', 'step-up-needed'],
  by: ['liaison'],
  thing: 'membership',
  perMinute: 20,
});
