import { on, type Route } from '../../kit/serve.ts';
import type { WeChatActions } from './actions.ts';
import * as contract from './contract.ts';

export const weChatRoutes = (wechat: WeChatActions): Route[] => [on(contract.signPage, (call, input) => wechat.signPage(call, input))];
