import { Type } from 'typebox';
import { closed, endpoint, Id, Moment, oneOf } from '../../kit/endpoint.ts';

const Account = Type.String({ minLength: 1, maxLength: 64, title: '账号' });
/** As people write it: spaces, dashes, +86, full-width digits. */
const Phone = Type.String({ maxLength: 60, title: '手机号' });
const Code = Type.String({ pattern: '^\\d{6}$', title: '验证码' });
/** Where to go afterwards; anything but a path of this site is ignored. */
const Next = Type.Optional(Type.String({ maxLength: 500, title: '返回地址' }));

export const Nickname = Type.String({ minLength: 1, maxLength: 60, title: '昵称' });
/** member 委员 · netizen 网友 · staff 机关工作人员. */
export const Kind = oneOf(['member', 'netizen', 'staff']);
export type Kind = 'member' | 'netizen' | 'staff';

/** What opens an account, and what became of it: told to the person (账号变更). */
export const accountChangeKinds = [
  'phoneListed',
  'phoneRecovered',
  'phoneDisputed',
  'appOn',
  'appOff',
  'keyOn',
  'keyOff',
  'codesRenewed',
  'password',
  'passwordReset',
  'wechatOn',
  'wechatOff',
  'directoryOn',
  'directoryOff',
] as const;
export type AccountChange = (typeof accountChangeKinds)[number];

export const LoginReply = Type.Object({ next: Type.String() }, closed);

/** 密码登录. Uniform refusal: whether the account exists is never told. */
export const login = endpoint({
  method: 'POST',
  path: '/logins',
  input: Type.Object({ account: Account, password: Type.String({ minLength: 1, maxLength: 200, title: '密码' }), next: Next }, closed),
  reply: LoginReply,
  refusals: ['wrong-account-or-password', 'too-many-tries', 'busy'],
  by: ['anyone'],
  perMinute: 20,
});

/** 发送验证码. Answers the same for known and unknown numbers. `request` binds the code to this browser. */
export const requestLoginCode = endpoint({
  method: 'POST',
  path: '/login-codes',
  input: Type.Object({ phone: Phone }, closed),
  reply: Type.Object({ request: Type.String(), to: Type.String(), expiresAt: Moment }, closed),
  refusals: ['phone-missing', 'phone-wrong', 'too-many-codes', 'codes-off'],
  by: ['anyone'],
  perMinute: 10,
});

/** 验证码登录. A new number becomes a netizen and names itself. */
export const loginByCode = endpoint({
  method: 'POST',
  path: '/logins/code',
  input: Type.Object(
    {
      request: Type.String({ minLength: 20, maxLength: 60, title: '验证请求' }),
      code: Code,
      nickname: Type.Optional(Nickname),
      /** 已满14周岁: a new number cannot enter without it. */
      of14: Type.Optional(Type.Boolean({ title: '已满 14 周岁' })),
      /** Agrees to the privacy notice in force; who does not is asked on the next page. */
      agrees: Type.Optional(Type.Boolean({ title: '同意隐私政策' })),
      next: Next,
    },
    closed,
  ),
  reply: LoginReply,
  refusals: ['wrong-code', 'code-expired', 'nickname-needed', 'nickname-refused', 'nickname-taken', 'age-not-declared'],
  by: ['anyone'],
  perMinute: 20,
});

/** 退出登录. */
export const logout = endpoint({
  method: 'DELETE',
  path: '/logins/current',
  input: Type.Object({}, closed),
  reply: Type.Object({}, closed),
  refusals: [],
  by: ['anyone'],
});

export const LoginRow = Type.Object(
  { id: Id('登录编号'), device: Type.String(), address: Type.String(), createdAt: Moment, seenAt: Moment, current: Type.Boolean() },
  closed,
);
/** 我的登录设备. */
export const listLogins = endpoint({
  method: 'GET',
  path: '/logins',
  input: Type.Object({}, closed),
  reply: Type.Object({ rows: Type.Array(LoginRow) }, closed),
  refusals: [],
  by: ['signedIn'],
});
export const endLogin = endpoint({
  method: 'DELETE',
  path: '/logins/:id',
  input: Type.Object({ id: Id('登录编号') }, closed),
  reply: Type.Object({}, closed),
  refusals: ['unknown-login'],
  by: ['author'],
  thing: 'login',
});
/** 退出其他设备. */
export const endOtherLogins = endpoint({
  method: 'DELETE',
  path: '/logins',
  input: Type.Object({}, closed),
  reply: Type.Object({ ended: Type.Integer() }, closed),
  refusals: [],
  by: ['signedIn'],
});

export const Me = Type.Object(
  {
    id: Id('人员编号'),
    name: Type.String(),
    kind: Kind,
    /** 界别 and committee of a member; office of staff. */
    standing: Type.Array(
      Type.Object({ committee: Type.String(), committeeId: Type.String(), place: Type.Union([Type.String(), Type.Null()]) }, closed),
    ),
    roles: Type.Array(Type.Object({ role: Type.String(), body: Type.String() }, closed)),
    email: Type.Union([Type.String(), Type.Null()]),
    demo: Type.Boolean(),
  },
  closed,
);
export const readMe = endpoint({ method: 'GET', path: '/me', input: Type.Object({}, closed), reply: Me, refusals: [], by: ['signedIn'] });

/** 邮件提醒: an address counts once its code was entered. */
export const requestEmail = endpoint({
  method: 'POST',
  path: '/me/email-codes',
  input: Type.Object({ email: Type.String({ format: 'email', maxLength: 200, title: '邮箱' }) }, closed),
  reply: Type.Object({ request: Type.String(), to: Type.String(), expiresAt: Moment }, closed),
  refusals: ['too-many-codes', 'mail-off', 'mail-away'],
  by: ['signedIn'],
  perMinute: 5,
});
export const confirmEmail = endpoint({
  method: 'PUT',
  path: '/me/email',
  input: Type.Object({ request: Type.String({ minLength: 20, maxLength: 60, title: '验证请求' }), code: Code }, closed),
  reply: Type.Object({}, closed),
  refusals: ['wrong-code', 'code-expired', 'email-taken'],
  by: ['signedIn'],
  perMinute: 10,
});
export const removeEmail = endpoint({
  method: 'DELETE',
  path: '/me/email',
  input: Type.Object({}, closed),
  reply: Type.Object({}, closed),
  refusals: [],
  by: ['signedIn'],
});

export const CommitteeRow = Type.Object(
  {
    id: Id('委员会编号'),
    name: Type.String(),
    shortName: Type.String(),
    level: Type.String(),
    phone: Type.Union([Type.String(), Type.Null()]),
  },
  closed,
);
/** The committees of this installation, upper level first. */
export const listCommittees = endpoint({
  method: 'GET',
  path: '/committees',
  input: Type.Object({}, closed),
  reply: Type.Object({ rows: Type.Array(CommitteeRow) }, closed),
  refusals: [],
  by: ['anyone'],
});
/** 专门委员会 and offices of one committee: who hosts a topic. */
export const listHosts = endpoint({
  method: 'GET',
  path: '/committees/:id/hosts',
  input: Type.Object({ id: Id('委员会编号') }, closed),
  reply: Type.Object({ rows: Type.Array(Type.Object({ id: Id('机构编号'), name: Type.String() }, closed)) }, closed),
  refusals: [],
  by: ['editor'],
  thing: 'committee',
});
