import { Type } from 'typebox';
import { closed, endpoint, Id, Moment, oneOf } from '../../kit/endpoint.ts';
import { LoginReply } from '../people/contract.ts';

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
export const Phone = Type.String({ pattern: '^1[3-9]\\d{9}$', title: '手机号' });
/** What stands on the card, typed or scanned, or the secret of a link. */
export const Chance = Type.String({ minLength: 8, maxLength: 60, title: '激活码' });
export const Proof = {
  request: Type.String({ minLength: 20, maxLength: 60, title: '验证请求' }),
  code: Type.String({ pattern: '^\\d{6}$', title: '验证码' }),
};
/** A code is on its way; `to` is masked. */
export const CodeAsked = Type.Object({ request: Type.String(), to: Type.String(), expiresAt: Moment }, closed);

export const activationStates = ['open', 'used', 'voided', 'lapsed'] as const;
export type ActivationState = (typeof activationStates)[number];
export const ways = ['card', 'text', 'meeting'] as const;
export type Way = (typeof ways)[number];
const opening = ['unknown-activation', 'activation-used', 'activation-over', 'too-many-tries'] as const;

/** 激活: whose account a card opens, masked. */
export const readActivation = endpoint({
  method: 'GET',
  path: '/activations/:code',
  input: Type.Object({ code: Chance }, closed),
  reply: Type.Object(
    {
      /** 林*: the family name, so that whoever holds the wrong card sees it. */
      name: Type.String(),
      sector: Maybe(Type.String()),
      committee: Type.String(),
      /** The number in the roster, masked; the code goes there and nowhere else. */
      phone: Maybe(Type.String()),
      expiresAt: Moment,
    },
    closed,
  ),
  refusals: opening,
  by: ['anyone'],
  perMinute: 20,
});
/** `phone` where the roster has none. */
export const requestActivationCode = endpoint({
  method: 'POST',
  path: '/activations/:code/codes',
  input: Type.Object({ code: Chance, phone: Type.Optional(Phone) }, closed),
  reply: CodeAsked,
  refusals: [...opening, 'phone-needed', 'too-many-codes', 'codes-off', 'texts-away'],
  by: ['anyone'],
  perMinute: 10,
});
/** In: the phone is theirs from now on, the card is used up. */
export const enterByActivation = endpoint({
  method: 'POST',
  path: '/activations/:code/entry',
  input: Type.Object(
    {
      code: Chance,
      request: Proof.request,
      sms: Proof.code,
      /** Agrees to the privacy notice in force; who does not is asked before the first words. */
      agrees: Type.Optional(Type.Boolean({ title: '同意隐私政策' })),
    },
    closed,
  ),
  reply: LoginReply,
  refusals: [...opening, 'wrong-code', 'code-expired', 'phone-taken'],
  by: ['anyone'],
  perMinute: 20,
});

/** none: nothing made yet · open: a card or text is out · in: has got in. */
export const entrantStates = ['none', 'open', 'in'] as const;
export type EntrantState = (typeof entrantStates)[number];
export const Entrant = Type.Object(
  {
    id: Id('人员编号'),
    name: Type.String(),
    sector: Type.String(),
    state: oneOf(entrantStates),
    phone: Maybe(Type.String()),
    /** The chance that is out; null when none is. */
    activation: Maybe(Type.Object({ id: Id('激活编号'), way: oneOf(ways), madeAt: Moment, expiresAt: Moment }, closed)),
    /** How the text message with the link stands, when one was made. */
    text: Maybe(oneOf(['waiting', 'sent', 'failed'])),
    /** Of the staff: lost phones are not the liaison's then. */
    staff: Type.Boolean(),
  },
  closed,
);
/** 开通: the members of a committee's present term and how far each of them is in, by surname strokes. */
export const listEntrants = endpoint({
  method: 'GET',
  path: '/committees/:id/entrants',
  input: Type.Object(
    {
      id: Id('委员会编号'),
      state: Type.Optional(oneOf(entrantStates, '状态')),
      sectorId: Type.Optional(Id('界别编号')),
      name: Type.Optional(Type.String({ maxLength: 50, title: '姓名' })),
      after: Type.Optional(Type.String({ maxLength: 600, title: '页码' })),
    },
    closed,
  ),
  reply: Type.Object(
    {
      rows: Type.Array(Entrant),
      next: Maybe(Type.String()),
      counts: Type.Object({ none: Type.Integer(), open: Type.Integer(), in: Type.Integer() }, closed),
      sectors: Type.Array(Type.Object({ id: Id('界别编号'), name: Type.String(), waiting: Type.Integer() }, closed)),
    },
    closed,
  ),
  refusals: [],
  by: ['liaison'],
  thing: 'committee',
});

/** What happened to one person's ways in, newest first; who of the staff did it is named. */
export const readEntrant = endpoint({
  method: 'GET',
  path: '/committees/:id/entrants/:personId',
  input: Type.Object({ id: Id('委员会编号'), personId: Id('人员编号') }, closed),
  reply: Type.Object(
    {
      history: Type.Array(
        Type.Object(
          {
            at: Moment,
            what: oneOf(['made', 'used', 'voided', 'lapsed', 'recovery', 'recovered', 'dropped', 'disputed']),
            way: Maybe(oneOf(ways)),
            by: Maybe(Type.String()),
            why: Maybe(Type.String()),
          },
          closed,
        ),
      ),
    },
    closed,
  ),
  refusals: [],
  by: ['liaison', 'systemAdmin'],
  thing: 'committee',
});

/** 发短信: to those who are not in and whose phone stands in the roster. */
export const sendActivations = endpoint({
  method: 'POST',
  path: '/committees/:id/activation-texts',
  input: Type.Object(
    { id: Id('委员会编号'), personIds: Type.Array(Id('人员编号'), { minItems: 1, maxItems: 100, title: '人员' }) },
    closed,
  ),
  reply: Type.Object({ sent: Type.Integer(), left: Type.Integer() }, closed),
  refusals: ['texts-off'],
  by: ['liaison'],
  thing: 'committee',
  guarded: true,
  perMinute: 20,
});

/** 现场激活: the member stands there; the code goes to the phone they name. */
export const requestMeetingCode = endpoint({
  method: 'POST',
  path: '/committees/:id/meeting-codes',
  input: Type.Object({ id: Id('委员会编号'), personId: Id('人员编号'), phone: Phone }, closed),
  reply: CodeAsked,
  refusals: ['unknown-person', 'already-in', 'too-many-codes', 'codes-off', 'texts-away'],
  by: ['liaison'],
  thing: 'committee',
  perMinute: 20,
});
/** The member read the code aloud: the phone is theirs, and they sign in on it. */
export const activateAtMeeting = endpoint({
  method: 'POST',
  path: '/committees/:id/meeting-activations',
  input: Type.Object({ id: Id('委员会编号'), personId: Id('人员编号'), ...Proof }, closed),
  reply: Type.Object({ phone: Type.String() }, closed),
  refusals: ['unknown-person', 'already-in', 'wrong-code', 'code-expired', 'phone-taken'],
  by: ['liaison'],
  thing: 'committee',
  perMinute: 20,
});
/** 作废: a card that was lost. */
export const voidActivation = endpoint({
  method: 'DELETE',
  path: '/activations/:id',
  input: Type.Object({ id: Id('激活编号') }, closed),
  reply: Type.Object({ state: oneOf(activationStates) }, closed),
  refusals: ['changed-meanwhile'],
  by: ['liaison'],
  thing: 'activation',
});

/** What a sheet of cards would do; asked right before it is made, since a sheet is a key to many accounts. */
export const planCards = endpoint({
  method: 'POST',
  path: '/committees/:id/card-plans',
  input: Type.Object(
    {
      id: Id('委员会编号'),
      sectorId: Type.Optional(Id('界别编号')),
      personId: Type.Optional(Id('人员编号')),
      again: Type.Optional(oneOf(['yes', 'no'], '重新制卡')),
    },
    closed,
  ),
  reply: Type.Object({ cards: Type.Integer(), replaced: Type.Integer() }, closed),
  refusals: ['step-up-needed'],
  by: ['liaison'],
  thing: 'committee',
});
/** 打印激活卡: of one sector or of all, for those who are not in. `again`: also for whom a card is out, which then no longer counts. */
export const CardSheet = Type.Object(
  {
    committeeId: Id('委员会编号'),
    sectorId: Type.Optional(Id('界别编号')),
    personId: Type.Optional(Id('人员编号')),
    again: Type.Optional(oneOf(['yes', 'no'], '重新制卡')),
    perSheet: Type.Optional(oneOf(['8', '10'], '每页张数')),
  },
  closed,
);
