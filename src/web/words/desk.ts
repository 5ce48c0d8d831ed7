import { accessDesk as enAccessDesk } from './en/access-desk.ts';
import { acts as enActs } from './en/acts.ts';
import { common as enCommon } from './en/common.ts';
import { desk as enDesk } from './en/desk.ts';
import { proof as enProof } from './en/factors.ts';
import { members as enMembers } from './en/members.ts';
import { moderation as enModeration } from './en/moderation.ts';
import { operator as enOperator } from './en/operator.ts';
import { oversight as enOversight } from './en/oversight.ts';
import { peersDesk as enPeersDesk } from './en/peers-desk.ts';
import { privacyDesk as enPrivacyDesk } from './en/privacy-desk.ts';
import { roster as enRoster } from './en/roster.ts';
import * as enServer from './en/server.ts';
import { statistics as enStatistics } from './en/statistics.ts';
import type { Locale } from './index.ts';
import { accessDesk as zhAccessDesk } from './zh/access-desk.ts';
import { acts as zhActs } from './zh/acts.ts';
import { common as zhCommon } from './zh/common.ts';
import { desk as zhDesk } from './zh/desk.ts';
import { proof as zhProof } from './zh/factors.ts';
import { members as zhMembers } from './zh/members.ts';
import { moderation as zhModeration } from './zh/moderation.ts';
import { operator as zhOperator } from './zh/operator.ts';
import { oversight as zhOversight } from './zh/oversight.ts';
import { peersDesk as zhPeersDesk } from './zh/peers-desk.ts';
import { privacyDesk as zhPrivacyDesk } from './zh/privacy-desk.ts';
import { roster as zhRoster } from './zh/roster.ts';
import * as zhServer from './zh/server.ts';
import { statistics as zhStatistics } from './zh/statistics.ts';

// Apart from the public pages' words: each side carries its own to the browser, not the other's.
const speaks: { locale: Locale } = { locale: 'zh' };
const zh = {
  ...speaks,
  accessDesk: zhAccessDesk,
  common: zhCommon,
  invalid: zhServer.invalid,
  refusals: zhServer.refusals,
  members: zhMembers,
  moderation: zhModeration,
  proof: zhProof,
  statistics: zhStatistics,
  desk: zhDesk,
  operator: zhOperator,
  peersDesk: zhPeersDesk,
  privacyDesk: zhPrivacyDesk,
  oversight: zhOversight,
  roster: zhRoster,
  acts: zhActs,
};
export type DeskWords = typeof zh;
const en: DeskWords = {
  locale: 'en',
  accessDesk: enAccessDesk,
  common: enCommon,
  invalid: enServer.invalid,
  refusals: enServer.refusals,
  members: enMembers,
  moderation: enModeration,
  proof: enProof,
  statistics: enStatistics,
  desk: enDesk,
  operator: enOperator,
  peersDesk: enPeersDesk,
  privacyDesk: enPrivacyDesk,
  oversight: enOversight,
  roster: enRoster,
  acts: enActs,
};

/** All texts of the workbench in one language. */
export const deskWords = (locale: Locale): DeskWords => (locale === 'en' ? en : zh);
