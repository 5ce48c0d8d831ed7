import { Type } from 'typebox';
import { closed, endpoint, Id, Moment, oneOf } from '../../kit/endpoint.ts';
import { LoginReply } from '../people/contract.ts';
import { CodeAsked, Phone, Proof } from './contract.ts';

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
const Secret = Type.String({ minLength: 43, maxLength: 43, title: '直达链接' });

export const UnitLinkRow = Type.Object(
  {
    id: Id('链接编号'),
    unit: Type.String(),
    name: Type.String(),
    phone: Type.String(),
    state: oneOf(['active', 'over', 'revoked']),
    madeBy: Type.String(),
    madeAt: Moment,
    expiresAt: Moment,
    usedAt: Maybe(Moment),
    text: Maybe(oneOf(['waiting', 'sent', 'failed'])),
  },
  closed,
);
/** 直达链接 of a committee's units, newest first, and the units that may get one. */
export const listUnitLinks = endpoint({
  method: 'GET',
  path: '/committees/:id/unit-links',
  input: Type.Object({ id: Id('委员会编号'), after: Type.Optional(Type.String({ maxLength: 100, title: '页码' })) }, closed),
  reply: Type.Object(
    {
      rows: Type.Array(UnitLinkRow),
      next: Maybe(Type.String()),
      /** With the contact that stands in the roster: the name, and the number masked. */
      units: Type.Array(
        Type.Object({ id: Id('单位编号'), name: Type.String(), clerk: Maybe(Type.String()), phone: Maybe(Type.String()) }, closed),
      ),
    },
    closed,
  ),
  refusals: [],
  by: ['liaison', 'editor'],
  thing: 'committee',
});
/** A clerk without an account: the link goes to their phone, and opens with a code to the same phone. */
export const makeUnitLink = endpoint({
  method: 'POST',
  path: '/committees/:id/unit-links',
  input: Type.Object(
    {
      id: Id('委员会编号'),
      unitId: Id('单位编号'),
      name: Type.String({ minLength: 1, maxLength: 50, title: '联系人姓名' }),
      /** Left out: the number that stands in the roster. */
      phone: Type.Optional(Phone),
    },
    closed,
  ),
  reply: Type.Object({ id: Id('链接编号') }, closed),
  refusals: ['unknown-unit', 'name-refused', 'phone-needed', 'link-exists', 'texts-off'],
  by: ['liaison', 'editor'],
  thing: 'committee',
  guarded: true,
  perMinute: 20,
});
/** 重发: a new link; the one before opens nothing any more. */
export const renewUnitLink = endpoint({
  method: 'POST',
  path: '/unit-links/:id/renewal',
  input: Type.Object({ id: Id('链接编号') }, closed),
  reply: Type.Object({ id: Id('链接编号') }, closed),
  refusals: ['changed-meanwhile', 'texts-off'],
  by: ['liaison', 'editor'],
  thing: 'unitLink',
  guarded: true,
  perMinute: 20,
});
/** 停用: every login by it ends at once. */
export const revokeUnitLink = endpoint({
  method: 'DELETE',
  path: '/unit-links/:id',
  input: Type.Object({ id: Id('链接编号') }, closed),
  reply: Type.Object({ ended: Type.Integer() }, closed),
  refusals: ['changed-meanwhile'],
  by: ['liaison', 'editor'],
  thing: 'unitLink',
});

/** What a link opens, masked. */
export const readUnitEntry = endpoint({
  method: 'GET',
  path: '/unit-entries/:secret',
  input: Type.Object({ secret: Secret }, closed),
  reply: Type.Object({ unit: Type.String(), committee: Type.String(), name: Type.String(), phone: Type.String() }, closed),
  refusals: ['unknown-link', 'link-over'],
  by: ['anyone'],
  perMinute: 20,
});
export const requestUnitCode = endpoint({
  method: 'POST',
  path: '/unit-entries/:secret/codes',
  input: Type.Object({ secret: Secret }, closed),
  reply: CodeAsked,
  refusals: ['unknown-link', 'link-over', 'too-many-codes', 'codes-off', 'texts-away'],
  by: ['anyone'],
  perMinute: 10,
});
export const enterByUnitLink = endpoint({
  method: 'POST',
  path: '/unit-entries/:secret/entry',
  input: Type.Object({ secret: Secret, ...Proof }, closed),
  reply: LoginReply,
  refusals: ['unknown-link', 'link-over', 'wrong-code', 'code-expired'],
  by: ['anyone'],
  perMinute: 20,
});
/** 本单位: what a clerk sees now. */
export const readUnit = endpoint({
  method: 'GET',
  path: '/my/unit',
  input: Type.Object({}, closed),
  reply: Type.Object(
    {
      unit: Type.String(),
      committee: Type.String(),
      committeePhone: Maybe(Type.String()),
      madeBy: Type.String(),
      madeAt: Moment,
      expiresAt: Moment,
      topics: Type.Array(Type.Object({ id: Id('议题编号'), title: Type.String(), endsAt: Moment }, closed)),
    },
    closed,
  ),
  refusals: [],
  by: ['unitClerk'],
});
