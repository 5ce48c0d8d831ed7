import { type Route, signed } from '../../kit/serve.ts';
import type { NoticeActions } from './actions.ts';
import * as contract from './contract.ts';

export const noticeRoutes = (actions: NoticeActions): Route[] => [
  signed(contract.listNotices, (call, input) => actions.list(call, input)),
  signed(contract.countUnread, (call) => actions.countUnread(call)),
  signed(contract.readNotice, (call, input) => actions.read(call, input)),
  signed(contract.readNoticesThrough, (call, input) => actions.readThrough(call, input)),
];
