import { on, type Route, signed } from '../../kit/serve.ts';
import * as contract from './contract.ts';
import type { DataActions } from './data-actions.ts';
import type { ErasureActions } from './erasure-actions.ts';
import type { NoticeActions } from './notice-actions.ts';

export const privacyRoutes = (notices: NoticeActions, data: DataActions, erasure: ErasureActions): Route[] => [
  on(contract.listPrivacyNotices, (call) => notices.list(call)),
  signed(contract.readDefaultNotice, (call) => notices.readDefault(call)),
  signed(contract.publishPrivacyNotice, (call, input) => notices.publish(call, input)),
  signed(contract.giveConsent, (call, input) => notices.consent(call, input)),
  signed(contract.readMyData, (call) => data.read(call)),
  signed(contract.askDataExport, (call) => data.askExport(call)),
  signed(contract.changeNickname, (call, input) => data.changeNickname(call, input)),
  signed(contract.askErasure, (call, input) => erasure.ask(call, input)),
  signed(contract.cancelErasure, (call) => erasure.cancel(call)),
  signed(contract.listErasureRequests, (call, input) => erasure.list(call, input)),
  signed(contract.answerErasureRequest, (call, input) => erasure.answer(call, input)),
];
