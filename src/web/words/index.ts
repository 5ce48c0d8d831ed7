import { access as enAccess } from './en/access.ts';
import { acts as enActs } from './en/acts.ts';
import { common as enCommon } from './en/common.ts';
import { compose as enCompose } from './en/compose.ts';
import { deliberations as enDeliberations } from './en/deliberations.ts';
import { directory as enDirectory } from './en/directory.ts';
import { factors as enFactors, proof as enProof } from './en/factors.ts';
import { moderation as enModeration } from './en/moderation.ts';
import { notices as enNotices } from './en/notices.ts';
import { oversight as enOversight } from './en/oversight.ts';
import { peers as enPeers } from './en/peers.ts';
import { people as enPeople } from './en/people.ts';
import { privacy as enPrivacy } from './en/privacy.ts';
import { roster as enRoster } from './en/roster.ts';
import { said as enSaid } from './en/said.ts';
import * as enServer from './en/server.ts';
import { signOn as enSignOn } from './en/sign-on.ts';
import { statistics as enStatistics } from './en/statistics.ts';
import { wechat as enWeChat } from './en/wechat.ts';
import { access as zhAccess } from './zh/access.ts';
import { acts as zhActs } from './zh/acts.ts';
import { common as zhCommon } from './zh/common.ts';
import { compose as zhCompose } from './zh/compose.ts';
import { deliberations as zhDeliberations } from './zh/deliberations.ts';
import { directory as zhDirectory } from './zh/directory.ts';
import { factors as zhFactors, proof as zhProof } from './zh/factors.ts';
import { moderation as zhModeration } from './zh/moderation.ts';
import { notices as zhNotices } from './zh/notices.ts';
import { oversight as zhOversight } from './zh/oversight.ts';
import { peers as zhPeers } from './zh/peers.ts';
import { people as zhPeople } from './zh/people.ts';
import { privacy as zhPrivacy } from './zh/privacy.ts';
import { roster as zhRoster } from './zh/roster.ts';
import { said as zhSaid } from './zh/said.ts';
import * as zhServer from './zh/server.ts';
import { signOn as zhSignOn } from './zh/sign-on.ts';
import { statistics as zhStatistics } from './zh/statistics.ts';
import { wechat as zhWeChat } from './zh/wechat.ts';

export type Locale = 'zh' | 'en';
export type CommonWords = typeof zhCommon;

// One entry a feature: zh states the shape, en is checked against it.
const speaks: { locale: Locale } = { locale: 'zh' };
const zh = {
  ...speaks,
  access: zhAccess,
  common: zhCommon,
  compose: zhCompose,
  deliberations: zhDeliberations,
  directory: zhDirectory,
  factors: zhFactors,
  moderation: zhModeration,
  notices: zhNotices,
  acts: zhActs,
  oversight: zhOversight,
  peers: zhPeers,
  people: zhPeople,
  privacy: zhPrivacy,
  proof: zhProof,
  roster: zhRoster,
  said: zhSaid,
  signOn: zhSignOn,
  statistics: zhStatistics,
  wechat: zhWeChat,
  ...zhServer,
};
export type Words = typeof zh;
const en: Words = {
  locale: 'en',
  access: enAccess,
  common: enCommon,
  compose: enCompose,
  deliberations: enDeliberations,
  directory: enDirectory,
  factors: enFactors,
  moderation: enModeration,
  notices: enNotices,
  acts: enActs,
  oversight: enOversight,
  peers: enPeers,
  people: enPeople,
  privacy: enPrivacy,
  proof: enProof,
  roster: enRoster,
  said: enSaid,
  signOn: enSignOn,
  statistics: enStatistics,
  wechat: enWeChat,
  ...enServer,
};

/** All texts of the interface in one language. */
export function words(locale: Locale): Words {
  return locale === 'en' ? en : zh;
}
