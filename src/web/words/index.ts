import { common as enCommon } from './en/common.ts';
import { compose as enCompose } from './en/compose.ts';
import { deliberations as enDeliberations } from './en/deliberations.ts';
import { moderation as enModeration } from './en/moderation.ts';
import { notices as enNotices } from './en/notices.ts';
import { people as enPeople } from './en/people.ts';
import { said as enSaid } from './en/said.ts';
import * as enServer from './en/server.ts';
import { statistics as enStatistics } from './en/statistics.ts';
import { common as zhCommon } from './zh/common.ts';
import { compose as zhCompose } from './zh/compose.ts';
import { deliberations as zhDeliberations } from './zh/deliberations.ts';
import { moderation as zhModeration } from './zh/moderation.ts';
import { notices as zhNotices } from './zh/notices.ts';
import { people as zhPeople } from './zh/people.ts';
import { said as zhSaid } from './zh/said.ts';
import * as zhServer from './zh/server.ts';
import { statistics as zhStatistics } from './zh/statistics.ts';

export type Locale = 'zh' | 'en';
export type CommonWords = typeof zhCommon;

// One entry a feature: zh states the shape, en is checked against it.
const speaks: { locale: Locale } = { locale: 'zh' };
const zh = {
  ...speaks,
  common: zhCommon,
  compose: zhCompose,
  deliberations: zhDeliberations,
  moderation: zhModeration,
  notices: zhNotices,
  people: zhPeople,
  said: zhSaid,
  statistics: zhStatistics,
  ...zhServer,
};
export type Words = typeof zh;
const en: Words = {
  locale: 'en',
  common: enCommon,
  compose: enCompose,
  deliberations: enDeliberations,
  moderation: enModeration,
  notices: enNotices,
  people: enPeople,
  said: enSaid,
  statistics: enStatistics,
  ...enServer,
};

/** All texts of the interface in one language. */
export function words(locale: Locale): Words {
  return locale === 'en' ? en : zh;
}
