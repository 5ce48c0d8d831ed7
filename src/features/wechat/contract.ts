import { Type } from 'typebox';
import { closed, endpoint } from '../../kit/endpoint.ts';

const Secret = (title: string) => Type.String({ pattern: '^[0-9a-f]{64}$', title });
const Next = Type.Optional(Type.String({ maxLength: 700, title: '返回地址' }));

/** What a page needs to speak with WeChat (wx.config): signed for its own address, which must be one of ours. */
export const signPage = endpoint({
  method: 'GET',
  path: '/wechat/page-signature',
  input: Type.Object({ url: Type.String({ minLength: 1, maxLength: 2000, title: '网址' }) }, closed),
  reply: Type.Object({ appId: Type.String(), timestamp: Type.Integer(), nonce: Type.String(), signature: Type.String() }, closed),
  refusals: ['wechat-off', 'wechat-foreign-page', 'wechat-busy', 'wechat-misset', 'wechat-away'],
  by: ['anyone'],
  perMinute: 60,
});

/** Inputs of the pages: out to WeChat, back, the offer to bind, the binding's own page. */
export const enter = { input: Type.Object({ next: Next }, closed), by: ['anyone'] } as const;
export const comeBack = {
  // WeChat adds nothing else; without a code somebody said no.
  input: Type.Object(
    {
      code: Type.Optional(Type.String({ maxLength: 200, title: 'code' })),
      state: Type.Optional(Type.String({ maxLength: 200, title: 'state' })),
    },
    closed,
  ),
  by: ['anyone'],
} as const;
export const offer = { input: Type.Object({ seen: Secret('seen'), next: Next }, closed), by: ['signedIn'] } as const;
export const binding = { input: Type.Object({}, closed), by: ['signedIn'] } as const;
