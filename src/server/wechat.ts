import type { Config } from '../config/config.ts';
import { type Means, weChatActions } from '../features/wechat/actions.ts';
import { type WeChat, weChatClient } from '../features/wechat/client.ts';
import { isWeChat } from '../features/wechat/index.ts';
import { weChatPages } from '../features/wechat/pages.tsx';
import { weChatRoutes } from '../features/wechat/routes.ts';
import type { Clock } from '../kit/clock.ts';
import type { House } from '../kit/house.ts';
import { nothing, type PageCall, page } from '../web/page-route.ts';

const WHERE_PHONES_GO = 'https://open.weixin.qq.com/connect/oauth2/authorize';

/** The service account as set, and what became of the last thing asked of it. */
export interface WeChatPort {
  readonly wechat: WeChat | null;
  readonly noted: Means['noted'];
  /** The file by which WeChat sees whose the domain is; '' for none. */
  readonly verify: string;
  /** For the operator's page. */
  readonly state: () => { readonly on: boolean; readonly trouble: string | null; readonly since: string | null };
}
export function weChatOf(config: Pick<Config, 'wechatAppId' | 'wechatSecret' | 'wechatApi' | 'wechatVerify'>, clock: Clock): WeChatPort {
  const { wechatAppId: appId, wechatSecret: secret, wechatApi: api, wechatVerify: verify } = config;
  let last: { trouble: string; since: string } | null = null;
  // A WeChat on this machine is a test's: it answers phones as well.
  const authorize = api.startsWith('https:') ? WHERE_PHONES_GO : `${api}/connect/oauth2/authorize`;
  return {
    wechat: appId === '' ? null : weChatClient({ appId, secret, api, authorize }, clock),
    verify,
    noted(code) {
      if (code !== last?.trouble) last = code === null ? null : { trouble: code, since: clock.now().toISOString() };
    },
    state: () => ({ on: appId !== '', trouble: last?.trouble ?? null, since: last?.since ?? null }),
  };
}

export function weChatParts(house: House, means: Means & Pick<WeChatPort, 'verify'>) {
  const actions = weChatActions(house, means);
  return {
    routes: weChatRoutes(actions),
    pageRoutes: [...weChatPages(actions), ...(means.verify === '' ? [] : [domainFile(means.verify)])],
    /** Whoever comes to sign in inside WeChat is asked by WeChat first, without noticing. */
    silently: (call: PageCall, next: string | undefined): string | null =>
      actions.isOn && isWeChat(call.device) ? `/wechat/enter${next === undefined ? '' : `?${new URLSearchParams({ next })}`}` : null,
  };
}
/** WeChat reads it at the root of the domain: the part of its name after MP_verify_. */
const domainFile = (name: string) =>
  page({
    path: `/${name}`,
    input: nothing,
    by: ['anyone'],
    withoutConsent: true,
    answer: async () => ({
      kind: 'file',
      type: 'text/plain',
      name,
      content: Buffer.from(name.replace(/^MP_verify_|\.txt$/g, '')),
      inline: true,
    }),
  });

/** An installation without a service account. */
export const noWeChat: WeChatPort = {
  wechat: null,
  verify: '',
  noted: () => undefined,
  state: () => ({ on: false, trouble: null, since: null }),
};
