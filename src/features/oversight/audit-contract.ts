import { Type } from 'typebox';
import { closed, endpoint, Id, Moment, oneOf, PageOf } from '../../kit/endpoint.ts';

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);

/** done 改动 · refused 被拒绝 · read 查阅 · exported 导出. */
export const auditOutcomes = ['done', 'refused', 'read', 'exported'] as const;
export type AuditOutcome = (typeof auditOutcomes)[number];

export const AuditView = Type.Object(
  {
    number: Type.Integer(),
    at: Moment,
    /** Null: a stranger, or the installation itself. */
    person: Maybe(Type.Object({ id: Id('人员编号'), name: Maybe(Type.String()) }, closed)),
    /** Method and path: the words of the interface name each. */
    act: Type.String(),
    thing: Maybe(Type.String()),
    outcome: oneOf(auditOutcomes),
    /** Why it was refused: a code of the refusals. */
    refusal: Maybe(Type.String()),
    address: Type.String(),
    /** False: the installation's own. */
    ours: Type.Boolean(),
  },
  closed,
);
/** Whom, what, when, how it came out. A day is one of the house's calendar; `until` is included. */
export const auditFilter = {
  from: Type.Optional(Type.String({ format: 'date', title: '从哪一天' })),
  until: Type.Optional(Type.String({ format: 'date', title: '到哪一天' })),
  person: Type.Optional(Type.String({ maxLength: 40, title: '姓名或账号' })),
  act: Type.Optional(Type.String({ maxLength: 200, title: '事项' })),
  outcome: Type.Optional(oneOf(auditOutcomes, '结果')),
  thing: Type.Optional(Type.String({ maxLength: 100, title: '对象编号' })),
};
export const AuditFilter = Type.Object(auditFilter, closed);

/** 审计记录, newest first; looking is recorded too. */
export const listAudit = endpoint({
  method: 'GET',
  path: '/audit',
  input: Type.Object({ ...auditFilter, after: Type.Optional(Type.String({ pattern: '^\\d{1,15}$', title: '页码' })) }, closed),
  reply: PageOf(AuditView),
  refusals: ['not-yours'],
  by: ['auditAdmin'],
  audited: true,
  perMinute: 120,
});
/** 核对: walks the whole chain of the installation. */
export const checkAuditChain = endpoint({
  method: 'GET',
  path: '/audit/chain',
  input: Type.Object({}, closed),
  reply: Type.Object(
    { intact: Type.Boolean(), brokenAt: Maybe(Type.Integer()), rows: Type.Integer(), oldest: Maybe(Moment), checkedAt: Moment },
    closed,
  ),
  refusals: ['not-yours'],
  by: ['auditAdmin'],
  audited: true,
  perMinute: 6,
});
