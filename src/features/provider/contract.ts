import { Type } from 'typebox';
import { closed, endpoint, Id, Moment, oneOf, PageOf } from '../../kit/endpoint.ts';

const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(schema: T) => Type.Union([schema, Type.Null()]);
export const PEER = { name: 40, address: 300, whyLeast: 4, why: 200 } as const;
const Why = (title: string) => Type.String({ minLength: PEER.whyLeast, maxLength: PEER.why, title });

export const peerStates = ['asked', 'running', 'ended'] as const;
export type PeerState = (typeof peerStates)[number];
export const peerEnds = ['refused', 'withdrawn', 'ended'] as const;
/** What a peer may ask for. `openid`: that it is the same person as last time, and nothing else. */
export const scopes = ['openid', 'profile', 'memberships', 'party'] as const;

/** 对等平台, from the request to its end. */
const PeerView = Type.Object(
  {
    id: Id('平台编号'),
    name: Type.String(),
    owner: Type.String(),
    redirectUri: Type.String(),
    state: oneOf(peerStates),
    why: Type.String(),
    askedAt: Moment,
    askedBy: Maybe(Type.String()),
    decidedAt: Maybe(Moment),
    decidedBy: Maybe(Type.String()),
    decidedWhy: Maybe(Type.String()),
    endedHow: Maybe(oneOf(peerEnds)),
    endedAt: Maybe(Moment),
    endedBy: Maybe(Type.String()),
    endedWhy: Maybe(Type.String()),
    /** When its secret was last given out; null: not yet, and nobody enters there. */
    secretAt: Maybe(Moment),
    /** How many people agreed to it. */
    people: Type.Integer(),
    /** Acts that this person may do now: the buttons. */
    offers: Type.Array(Type.String()),
  },
  closed,
);
export const listPeers = endpoint({
  method: 'GET',
  path: '/peers',
  input: Type.Object({ after: Type.Optional(Type.String({ maxLength: 200, title: '页码' })) }, closed),
  reply: PageOf(PeerView),
  refusals: ['not-yours'],
  by: ['systemAdmin', 'securityAdmin'],
});
/** Who may run a peer: one's own committee, and the party organisations beside it. */
export const listPeerOwners = endpoint({
  method: 'GET',
  path: '/peer-owners',
  input: Type.Object({}, closed),
  reply: Type.Object(
    { rows: Type.Array(Type.Object({ id: Id('机构编号'), name: Type.String(), committeeId: Id('委员会编号') }, closed)) },
    closed,
  ),
  refusals: ['not-yours'],
  by: ['systemAdmin'],
});
/** 申请接入: nobody enters by it. */
export const askPeer = endpoint({
  method: 'POST',
  path: '/peers',
  input: Type.Object(
    {
      committeeId: Id('委员会编号'),
      ownerId: Id('所属机构'),
      name: Type.String({ minLength: 2, maxLength: PEER.name, title: '平台名称' }),
      redirectUri: Type.String({ minLength: 8, maxLength: PEER.address, title: '回调地址' }),
      why: Why('申请理由'),
    },
    closed,
  ),
  reply: Type.Object({ id: Id('平台编号') }, closed),
  refusals: [
    'unknown-thing',
    'unknown-owner',
    'peer-name-refused',
    'peer-address-refused',
    'peer-address-insecure',
    'peer-is-here',
    'classified',
    'step-up-needed',
  ],
  by: ['systemAdmin'],
  guarded: true,
  perMinute: 10,
});

const decision = <const P extends string, const B extends readonly string[], const R extends readonly string[]>(
  path: P,
  title: string,
  by: B,
  refusals: R,
) =>
  endpoint({
    method: 'POST',
    path: `/peers/:id/${path}`,
    input: Type.Object({ id: Id('平台编号'), why: Why(title) }, closed),
    reply: Type.Object({ state: oneOf(peerStates) }, closed),
    refusals: ['unknown-thing', 'changed-meanwhile', 'classified', ...refusals],
    by,
    thing: 'peer',
    guarded: true,
  });
export const approvePeer = decision('approval', '审批意见', ['securityAdmin'], ['about-yourself', 'step-up-needed']);
export const refusePeer = decision('refusal', '不同意的理由', ['securityAdmin'], ['about-yourself']);
export const withdrawPeer = decision('withdrawal', '撤回的理由', ['systemAdmin'], []);
/** 停用: by one administrator, at once; what the peer holds of people here opens nothing any more. */
export const endPeer = decision('end', '停用的理由', ['systemAdmin', 'securityAdmin'], []);
/** 发放密钥: a new one each time, the former is over. It stands in this reply and nowhere else, so that it is not guarded. */
export const renewPeerSecret = endpoint({
  method: 'POST',
  path: '/peers/:id/secret',
  input: Type.Object({ id: Id('平台编号') }, closed),
  reply: Type.Object({ issuer: Type.String(), clientId: Type.String(), secret: Type.String() }, closed),
  refusals: ['unknown-thing', 'changed-meanwhile', 'step-up-needed'],
  by: ['systemAdmin'],
  thing: 'peer',
  perMinute: 10,
});

/** Inputs of the pages: what a peer asks, and what one agreed to. */
const Ask = Type.String({ pattern: '^[0-9a-f]{64}$', title: 'ask' });
export const seeAsk = {
  input: Type.Object({ ask: Ask, on: Type.Optional(Type.Literal('1', { title: 'on' })) }, closed),
  by: ['signedIn'],
} as const;
export const answerAsk = {
  input: Type.Object({ ask: Ask, answer: oneOf(['agree', 'refuse'], '回答') }, closed),
  by: ['signedIn'],
} as const;
export const mine = { input: Type.Object({}, closed), by: ['signedIn'] } as const;
export const withdrawConsent = {
  input: Type.Object({ id: Id('同意编号') }, closed),
  by: ['author'],
  thing: 'peerConsent',
} as const;

/** A road of the protocol itself: its own errors, no JSON contract of ours. Everything the library offers beyond these is not there. */
export interface ProtocolRoad {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly by: readonly ['anyone'];
  /** Per minute and address: a peer's server has one for all its people. */
  readonly perMinute: number;
  /** Seconds that others may keep the answer. */
  readonly kept?: number;
}
const by = ['anyone'] as const;
export const protocol: readonly ProtocolRoad[] = [
  { method: 'GET', path: '/.well-known/openid-configuration', by, perMinute: 120, kept: 300 },
  { method: 'GET', path: '/oidc/jwks', by, perMinute: 120, kept: 300 },
  { method: 'GET', path: '/oidc/auth', by, perMinute: 120 },
  { method: 'GET', path: '/oidc/auth/:uid', by, perMinute: 120 },
  { method: 'POST', path: '/oidc/token', by, perMinute: 600 },
  { method: 'GET', path: '/oidc/userinfo', by, perMinute: 600 },
];
