import { Type } from 'typebox';
import { closed, endpoint, Id, Moment, oneOf } from '../../kit/endpoint.ts';
import { CodeAsked, Phone, Proof } from './contract.ts';

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
export const recoveryStates = ['started', 'done', 'dropped', 'disputed'] as const;

/** 手机遗失: the person is at the counter; what was checked is written down before anything happens. */
export const startRecovery = endpoint({
  method: 'POST',
  path: '/committees/:id/recoveries',
  input: Type.Object(
    {
      id: Id('委员会编号'),
      personId: Id('人员编号'),
      phone: Phone,
      reason: Type.String({ minLength: 2, maxLength: 200, title: '原因' }),
      checked: Type.String({ minLength: 2, maxLength: 200, title: '核对了什么' }),
    },
    closed,
  ),
  reply: Type.Object({ id: Id('找回编号') }, closed),
  refusals: [
    'step-up-needed',
    'unknown-person',
    'not-yours-to-recover',
    'not-oneself',
    'not-in-yet',
    'disputed-before',
    'phone-taken',
    'codes-off',
  ],
  by: ['liaison', 'systemAdmin'],
  thing: 'committee',
  guarded: true,
  perMinute: 10,
});
/** To the new phone, which the person holds in their hand. */
export const requestRecoveryCode = endpoint({
  method: 'POST',
  path: '/recoveries/:id/codes',
  input: Type.Object({ id: Id('找回编号') }, closed),
  reply: CodeAsked,
  refusals: ['changed-meanwhile', 'too-many-codes', 'codes-off', 'texts-away'],
  by: ['liaison', 'systemAdmin'],
  thing: 'recovery',
  perMinute: 10,
});
/** The person read the code aloud: the new phone counts, the old one and every login end. */
export const completeRecovery = endpoint({
  method: 'PUT',
  path: '/recoveries/:id/completion',
  input: Type.Object({ id: Id('找回编号'), ...Proof }, closed),
  reply: Type.Object({ ended: Type.Integer(), told: Type.Boolean() }, closed),
  refusals: ['changed-meanwhile', 'wrong-code', 'code-expired', 'phone-taken', 'not-yours-to-recover'],
  by: ['liaison', 'systemAdmin'],
  thing: 'recovery',
  perMinute: 20,
});
export const dropRecovery = endpoint({
  method: 'DELETE',
  path: '/recoveries/:id',
  input: Type.Object({ id: Id('找回编号') }, closed),
  reply: Type.Object({}, closed),
  refusals: ['changed-meanwhile'],
  by: ['liaison', 'systemAdmin'],
  thing: 'recovery',
});
/** Every recovery of a committee, newest first: who did it, why, and whether the old phone said no. */
export const listRecoveries = endpoint({
  method: 'GET',
  path: '/committees/:id/recoveries',
  input: Type.Object({ id: Id('委员会编号'), after: Type.Optional(Type.String({ maxLength: 100, title: '页码' })) }, closed),
  reply: Type.Object(
    {
      rows: Type.Array(
        Type.Object(
          {
            id: Id('找回编号'),
            personId: Id('人员编号'),
            name: Type.String(),
            state: oneOf(recoveryStates),
            reason: Type.String(),
            checked: Type.String(),
            by: Type.String(),
            at: Moment,
            phone: Type.String(),
            disputeUntil: Maybe(Moment),
          },
          closed,
        ),
      ),
      next: Maybe(Type.String()),
      /** Staff whose phone the system administrator may renew: who hold no duty; empty for liaisons. */
      staff: Type.Array(Type.Object({ id: Id('人员编号'), name: Type.String() }, closed)),
    },
    closed,
  ),
  refusals: [],
  by: ['liaison', 'systemAdmin'],
  thing: 'committee',
});

const Secret = Type.String({ minLength: 43, maxLength: 43, title: '链接' });
/** What the old phone is told. */
export const readRecoveryNotice = endpoint({
  method: 'GET',
  path: '/recovery-notices/:secret',
  input: Type.Object({ secret: Secret }, closed),
  reply: Type.Object(
    {
      name: Type.String(),
      committee: Type.String(),
      committeePhone: Maybe(Type.String()),
      at: Moment,
      until: Moment,
      disputed: Type.Boolean(),
    },
    closed,
  ),
  refusals: ['unknown-link', 'link-over'],
  by: ['anyone'],
  perMinute: 20,
});
/** 不是我本人: the new phone and every login end; nobody gets in by a phone until somebody else of the staff has looked into it. */
export const disputeRecovery = endpoint({
  method: 'POST',
  path: '/recovery-notices/:secret/dispute',
  input: Type.Object({ secret: Secret }, closed),
  reply: Type.Object({ disputed: Type.Boolean() }, closed),
  refusals: ['unknown-link', 'link-over'],
  by: ['anyone'],
  perMinute: 10,
});
