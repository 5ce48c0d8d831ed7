import { common as enCommon } from './en/common.ts';
import * as enServer from './en/server.ts';
import { common as zhCommon } from './zh/common.ts';
import * as zhServer from './zh/server.ts';

export type Locale = 'zh' | 'en';
export type CommonWords = typeof zhCommon;

// One entry a feature: zh states the shape, en is checked against it.
const speaks: { locale: Locale } = { locale: 'zh' };
const zh = { ...speaks, common: zhCommon, ...zhServer };
export type Words = typeof zh;
const en: Words = { locale: 'en', common: enCommon, ...enServer };

/** All texts of the interface in one language. */
export function words(locale: Locale): Words {
  return locale === 'en' ? en : zh;
}
