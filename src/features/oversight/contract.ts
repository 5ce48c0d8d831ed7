import { Type } from 'typebox';
import { closed, endpoint, Id, Moment, oneOf, PageOf } from '../../kit/endpoint.ts';
import { type Duty, duties } from '../desk/contract.ts';

export type { Duty };

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
export const WHY = { least: 4, most: 200 } as const;
const Why = (title: string) => Type.String({ minLength: WHY.least, maxLength: WHY.most, title });

export const grantStates = ['requested', 'approved', 'refused', 'withdrawn', 'revoked', 'expired'] as const;
export type GrantState = (typeof grantStates)[number];
/** request: asked and approved · founding: by bin/setup · unrecorded: held before requests were recorded, or put in by hand. */
export const origins = ['request', 'founding', 'unrecorded'] as const;

/** A duty from the request to its end: who asked, who decided, who ended it, when and why. */
export const GrantView = Type.Object(
  {
    id: Id('申请编号'),
    person: Type.Object({ id: Id('人员编号'), name: Type.String(), account: Maybe(Type.String()), office: Maybe(Type.String()) }, closed),
    duty: oneOf(duties),
    state: oneOf(grantStates),
    origin: oneOf(origins),
    why: Type.String(),
    endsAt: Maybe(Moment),
    requestedAt: Moment,
    requestedBy: Maybe(Type.String()),
    decidedAt: Maybe(Moment),
    decidedBy: Maybe(Type.String()),
    decidedWhy: Maybe(Type.String()),
    endedAt: Maybe(Moment),
    endedBy: Maybe(Type.String()),
    endedWhy: Maybe(Type.String()),
    /** Acts that this person may do now: the buttons. */
    offers: Type.Array(Type.String()),
  },
  closed,
);
export const linkKinds = ['wechat', 'directory'] as const;
export const StaffView = Type.Object(
  {
    id: Id('人员编号'),
    name: Type.String(),
    account: Maybe(Type.String()),
    office: Maybe(Type.String()),
    since: Moment,
    /** The one-time password was not changed yet. */
    mustChange: Type.Boolean(),
    disabled: Type.Boolean(),
    duties: Type.Array(
      Type.Object(
        {
          grant: Id('申请编号'),
          duty: oneOf(duties),
          origin: oneOf(origins),
          since: Moment,
          endsAt: Maybe(Moment),
          requestedBy: Maybe(Type.String()),
          decidedBy: Maybe(Type.String()),
        },
        closed,
      ),
    ),
    /** Asked for and not decided yet. */
    waiting: Type.Array(oneOf(duties)),
    /** Other sites that let this account in: which kind and since when, never as whom. */
    links: Type.Array(Type.Object({ kind: oneOf(linkKinds), since: Moment }, closed)),
    offers: Type.Array(Type.String()),
  },
  closed,
);

const After = Type.Optional(Type.String({ maxLength: 200, title: '页码' }));
/** 账号与授权: the staff of one's body and what they hold. */
export const listStaff = endpoint({
  method: 'GET',
  path: '/staff',
  input: Type.Object({ search: Type.Optional(Type.String({ maxLength: 40, title: '姓名或账号' })), after: After }, closed),
  reply: PageOf(StaffView),
  refusals: ['not-yours'],
  by: ['systemAdmin', 'securityAdmin'],
});
/** Offices and special committees, for a new account. */
export const listStaffOffices = endpoint({
  method: 'GET',
  path: '/staff-offices',
  input: Type.Object({}, closed),
  reply: Type.Object({ rows: Type.Array(Type.Object({ id: Id('机构编号'), name: Type.String() }, closed)) }, closed),
  refusals: ['not-yours'],
  by: ['systemAdmin'],
});

const OneTime = Type.Object({ id: Id('人员编号'), account: Type.String(), password: Type.String() }, closed);
/** 新建账号, without any duty. The one-time password stands in this reply and nowhere else, so that it is not guarded: a second try finds the account taken. */
export const addStaff = endpoint({
  method: 'POST',
  path: '/staff',
  input: Type.Object(
    {
      name: Type.String({ minLength: 2, maxLength: 30, title: '姓名' }),
      account: Type.String({ minLength: 4, maxLength: 32, title: '账号' }),
      officeId: Type.Optional(Id('所在机构')),
    },
    closed,
  ),
  reply: OneTime,
  refusals: ['not-yours', 'name-refused', 'account-refused', 'account-taken', 'unknown-office', 'step-up-needed', 'busy'],
  by: ['systemAdmin'],
  perMinute: 20,
});
/** 重设一次性密码: only while the account has no duty, or one administrator alone could act as another person. */
export const resetStaffPassword = endpoint({
  method: 'POST',
  path: '/staff/:id/password',
  input: Type.Object({ id: Id('人员编号') }, closed),
  reply: OneTime,
  refusals: ['unknown-thing', 'about-yourself', 'has-duties', 'has-no-account', 'step-up-needed', 'busy'],
  by: ['systemAdmin'],
  thing: 'staff',
  perMinute: 10,
});

/** 解除关联: another site lets this account in no longer, and who came by it goes out. Nobody makes a link for somebody else. */
export const endStaffLink = endpoint({
  method: 'POST',
  path: '/staff/:id/unlinking',
  input: Type.Object({ id: Id('人员编号'), kind: oneOf(linkKinds, '关联') }, closed),
  reply: Type.Object({ ended: Type.Integer() }, closed),
  refusals: ['unknown-thing', 'about-yourself', 'changed-meanwhile', 'step-up-needed'],
  by: ['systemAdmin'],
  thing: 'staff',
  perMinute: 10,
});

/** 申请授权. */
export const requestGrant = endpoint({
  method: 'POST',
  path: '/staff/:id/grant-requests',
  input: Type.Object({ id: Id('人员编号'), duty: oneOf(duties, '职责'), why: Why('申请理由'), endsAt: Type.Optional(Moment) }, closed),
  reply: Type.Object({ id: Id('申请编号') }, closed),
  refusals: [
    'unknown-thing',
    'about-yourself',
    'duty-held',
    'asked-already',
    'duties-exclude-each-other',
    'ends-in-the-past',
    'classified',
    'step-up-needed',
  ],
  by: ['systemAdmin'],
  thing: 'staff',
  guarded: true,
  perMinute: 30,
});
export const grantTabs = ['waiting', 'decided'] as const;
/** 授权申请: those that wait, oldest first; those decided or ended, newest first. */
export const listGrants = endpoint({
  method: 'GET',
  path: '/grant-requests',
  input: Type.Object({ tab: oneOf(grantTabs, '栏目'), after: After }, closed),
  reply: PageOf(GrantView),
  refusals: ['not-yours'],
  by: ['systemAdmin', 'securityAdmin'],
});

const Moved = Type.Object({ state: oneOf(grantStates) }, closed);
const decision = <const P extends string, const B extends readonly string[], const R extends readonly string[]>(
  path: P,
  title: string,
  by: B,
  refusals: R,
) =>
  endpoint({
    method: 'POST',
    path: `/grant-requests/:id/${path}`,
    input: Type.Object({ id: Id('申请编号'), why: Why(title) }, closed),
    reply: Moved,
    refusals: ['unknown-thing', 'changed-meanwhile', 'about-yourself', 'classified', ...refusals],
    by,
    thing: 'grantRequest',
    guarded: true,
  });
/** 同意: only now the duty is held, and the person's logins end. */
export const approveGrant = decision(
  'approval',
  '审批意见',
  ['securityAdmin'],
  ['duty-held', 'duties-exclude-each-other', 'ends-in-the-past', 'step-up-needed'],
);
/** 不同意. */
export const refuseGrant = decision('refusal', '不同意的理由', ['securityAdmin'], []);
/** 撤回申请, by a system administrator. */
export const withdrawGrant = decision('withdrawal', '撤回的理由', ['systemAdmin'], []);
/** 撤销授权: one administrator is enough to take, two to give. */
export const revokeGrant = decision('revocation', '撤销的理由', ['systemAdmin', 'securityAdmin'], []);
