import { Type } from 'typebox';
import { closed, endpoint, Moment, oneOf } from '../../kit/endpoint.ts';

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
/** good · look: see to it this week · bad: see to it now. */
export const Standing = oneOf(['good', 'look', 'bad']);
export type Standing = 'good' | 'look' | 'bad';
const Part = <P extends Parameters<typeof Type.Object>[0]>(more: P) => Type.Object({ standing: Standing, ...more }, closed);

/** Every part of the installation that can go wrong, measured now. */
export const Health = Type.Object(
  {
    at: Moment,
    database: Part({ version: Type.String(), bytes: Type.Integer() }),
    /** `nightly` false: switched off by BACKUP_AT=off. */
    backup: Part({
      at: Maybe(Moment),
      nightly: Type.Boolean(),
      failedAt: Maybe(Moment),
      problem: Maybe(Type.Object({ zh: Type.String(), en: Type.String() }, closed)),
    }),
    /** Of the disk that holds the data folder. */
    disk: Part({ free: Type.Integer(), size: Type.Integer() }),
    /** Facts that no position was given yet, or that some reader has not seen; duties of the ticker that are past their time. */
    facts: Part({ waiting: Type.Integer(), reader: Maybe(Type.String()), overdue: Type.Integer(), trouble: Maybe(Type.String()) }),
    notices: Part({ waiting: Type.Integer(), since: Maybe(Moment) }),
    /** `on` false: no mail server is set. */
    mails: Part({ on: Type.Boolean(), waiting: Type.Integer(), since: Maybe(Moment), gaveUp: Type.Integer() }),
    /** `on` false: no service account is set. `trouble`: WeChat's number for what it last refused. */
    /** Second factors of administrators. `required` false: ADMIN_FACTOR=off, in a demo. */
    factors: Part({ required: Type.Boolean(), admins: Type.Integer(), without: Type.Integer() }),
    wechat: Part({ on: Type.Boolean(), trouble: Maybe(Type.String()), since: Maybe(Moment) }),
    /** The server's clock against the database's, in seconds. `manual`: a test installation that is told its time. */
    clock: Part({ difference: Type.Number(), manual: Type.Boolean() }),
    version: Part({ version: Type.String(), node: Type.String(), startedAt: Moment }),
  },
  closed,
);

/** 运行状态. */
export const readHealth = endpoint({
  method: 'GET',
  path: '/operator/health',
  input: Type.Object({}, closed),
  reply: Health,
  refusals: ['not-yours'],
  by: ['operator'],
});

/** 核对审计记录: walks the whole chain; asked for by hand, since it reads every row. */
export const checkAudit = endpoint({
  method: 'GET',
  path: '/operator/audit-chain',
  input: Type.Object({}, closed),
  reply: Type.Object({ intact: Type.Boolean(), brokenAt: Maybe(Type.Integer()), rows: Type.Integer(), checkedAt: Moment }, closed),
  refusals: ['not-yours'],
  by: ['operator'],
  perMinute: 6,
  audited: true,
});
